"""Problems: one thing to mend, and where. The first stage, known by all others."""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Loc = tuple[str | int, ...]
"""Where a value stands in a record: keys and list indexes (from 0)."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend in the file `path`, at `line` and `column` (both from 1).

    A `doubt` is only to be looked at: it does not stop publication.
    """

    path: str
    line: int
    column: int
    key: str
    message: str
    doubt: bool = False

    def __str__(self) -> str:
        """One line, as printed: `chemin:ligne:colonne : clé : message`."""
        key = f"{self.key} : " if self.key else ""
        return f"{self.path}:{self.line}:{self.column} : {key}{self.message}"


class ProblemsFound(Exception):  # noqa: N818 — they are problems in the data, not errors of the program
    """All the problems of one run, and the doubts beside them; the only exception of the domain."""

    def __init__(self, problems: Iterable[Problem], doubts: Iterable[Problem] = ()) -> None:
        """Keep `problems` and `doubts` in reading order, each once; a flood of one kind in one file is counted."""
        self.problems = list(_counted(sorted(set(problems), key=_in_reading_order)))
        self.doubts = list(_counted(sorted(set(doubts), key=_in_reading_order)))
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled as its problems."""
        return type(self), (self.problems, self.doubts)


def _in_reading_order(problem: Problem) -> tuple[str, int, int, bool, Problem]:
    """By place; at one place, those of a key before that of all the others."""
    return problem.path, problem.line, problem.column, not problem.key, problem


MANY, FIRST = 40, 3
"""More problems than that, of one kind in one file, have one cause: the first ones are told."""

_FACTS = re.compile(r"« .*? »|\d+| ; .*", re.DOTALL)
"""What differs between two problems of one kind."""


def _counted(problems: list[Problem]) -> Iterator[Problem]:
    """`problems`, each flood told by its first ones and how many follow."""
    kinds: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        kinds.setdefault((problem.path, _FACTS.sub("", problem.message)), []).append(problem)
    floods = {kind: found for kind, found in kinds.items() if len(found) > MANY}
    left_out = {problem: kind for kind, found in floods.items() for problem in found[FIRST:]}
    for problem in problems:
        kind = left_out.get(problem)
        if kind is None:
            yield problem
        elif problem is floods[kind][FIRST]:
            yield replace(problem, key="", message=_rest(floods[kind]))


def _rest(flood: list[Problem]) -> str:
    count = f"{len(flood) - FIRST:,}".replace(",", "\u202f")
    said = _FACTS.sub("…", flood[0].message)
    what = "clés inconnues" if said.startswith("clé inconnue") else f"problèmes de cette sorte (« {shortened(said)} »)"
    until = f", jusqu’à la ligne {flood[-1].line}" if flood[-1].line > flood[FIRST].line else ""
    return f"et {count} autres {what}{until}"


def key_of(loc: Loc) -> str:
    """`("sources", 0, "url")` as a contributor reads it: `sources[1].url`."""
    text = ""
    for part in loc:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The nearest of `known`, if one is close."""
    names = {slug_of(name): name for name in known}
    near = difflib.get_close_matches(slug_of(word), names, n=1, cutoff=0.6)
    return names[near[0]] if near else None


SUGGESTION = " ; vouliez-vous dire « {near} » ?"
"""Also read by the form."""


def suggestion(word: str, known: Iterable[str]) -> str:
    """A French « did you mean » with the nearest of `known`, or nothing when none is close."""
    near = nearest(word, known)
    return SUGGESTION.format(near=near) if near else ""


def shortened(text: object, limit: int = 60) -> str:
    """`text` on one line, cut after `limit` signs, to be quoted in a message."""
    line = " ".join(str(text).split())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


def slug_of(text: str) -> str:
    """The kebab-case name nearest to `text`: « Accès aux droits » gives `acces-aux-droits`."""
    return re.sub(r"[^a-z0-9]+", "-", folded(text)).strip("-")


def folded(text: str) -> str:
    """`text` in lower case, without accents nor ligatures: what two spellings of one word share."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    return _NOT_ASCII.sub(lambda match: _WITHOUT_MARK[match[0]], plain)


class _WithoutMark(dict[str, str]):
    """Every character as it is, but those that combine with another, which vanish; worked out once each."""

    def __missing__(self, character: str) -> str:
        self[character] = "" if unicodedata.combining(character) else character
        return self[character]


_NOT_ASCII = re.compile(r"[^\0-\x7f]")
_WITHOUT_MARK = _WithoutMark({"’": "'"})


def refusal(path: str, message: str, line: int = 1, column: int = 1) -> ProblemsFound:
    """What to raise when a file cannot be read further than here."""
    return ProblemsFound([Problem(path, line, column, "", message)])
