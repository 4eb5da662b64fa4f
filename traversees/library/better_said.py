"""Link: problems that are better said once all the records are known: a wrong clock, and commas that are missing."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, get_type_hints

from traversees.check.messages import block_in
from traversees.check.sentences import SENTENCES
from traversees.records.keywords import Reference, SourceId, Terms
from traversees.records.marks import all_marks
from traversees.records.problems import Problem, key_of, shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator

    from pydantic import BaseModel

    from traversees.records.document import Document
    from traversees.records.keywords import Keywords
    from traversees.records.problems import Loc

    Names = Callable[[Keywords], Container[str]]
    """The names that a value may have, by its mark."""

_FUTURE = SENTENCES["future"].rpartition("» ")[2]
_FEW = 2
"""So many records may be said to have been checked in the future by a slip; when there are more, the clock is wrong."""


def with_the_clock_told(problems: Iterable[Problem], today: str) -> list[Problem]:
    """`problems`, those of records that were checked after `today` told as one: the clock of the computer."""
    problems = list(problems)
    future = {problem for problem in problems if _FUTURE in problem.message}
    checked = sorted(
        (problem for problem in future if problem.key == "verifie_le"), key=lambda problem: problem.message
    )
    if len(checked) <= _FEW:
        return problems
    day = checked[-1].message.split()[1]
    message = (
        f"la date de cet ordinateur ({today}) est avant celle de la base ({day} ici, et {len(checked) - 1} autres fiches "
        "vérifiées plus tard qu’aujourd’hui) : réglez son horloge"
    )
    return [replace(checked[-1], message=message), *(problem for problem in problems if problem not in future)]


_BETWEEN = re.compile(r"(?:\s+et\s+|[\s,;/+&])+")


def missing_commas(document: Document, kind: type[BaseModel], names: Names) -> Iterator[Problem]:
    """Each item of a list of names that is several known names at once."""
    for loc in document.written:
        text = _at(document.data, loc)
        words = _BETWEEN.split(str(text).strip())
        if not isinstance(loc[-1], int) or len(words) == 1:
            continue
        mark = next((mark for mark in _marks_at(kind, loc) if isinstance(mark, Terms | Reference | SourceId)), None)
        if mark and all(word in names(mark) for word in words):
            message = (
                f"« {shortened(text)} » : virgule manquante entre {len(words)} noms ; écrivez "
                f"[{', '.join(words)}], ou chacun sur sa ligne avec un tiret"
            )
            yield document.problem(loc, key_of(loc), message)


def _at(data: Any, loc: Loc) -> Any:  # noqa: ANN401 — a raw value
    for part in loc:
        data = data[part]
    return data


def _marks_at(kind: type[BaseModel], loc: Loc) -> tuple[Keywords, ...]:
    """What is said of the value that stands at `loc` in a record of this kind."""
    annotation: Any = None
    for part in loc:
        if part in kind.model_fields:
            annotation = get_type_hints(kind, include_extras=True)[str(part)]
            kind = block_in(annotation) or kind
    return all_marks(annotation)
