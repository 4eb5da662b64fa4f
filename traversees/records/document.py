"""Load: a file as written, with the position of every key and value."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

from traversees.records.problems import Loc, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

EMPTY = {"", "~", "null", "Null", "NULL"}


@dataclass(frozen=True)
class Document:
    """A file as written: texts, lists and mappings, where each stands, and the Markdown body.

    `positions` gives the line and column (from 1) of each value; `keys`, of each key; `written`, each text as
    it stands in the file, quotes left out, with the line and column of its first sign.
    """

    path: str
    data: dict[str, Any]
    positions: Mapping[Loc, tuple[int, int]] = field(repr=False)
    keys: Mapping[Loc, tuple[int, int]] = field(repr=False)
    written: Mapping[Loc, tuple[int, int, str]] = field(repr=False)
    empty: frozenset[Loc] = frozenset()
    body: str = ""
    body_line: int = 0

    @cached_property
    def id(self) -> str:
        """The file's name without its ending."""
        return self.path.rsplit("/", 1)[-1].rsplit(".", 1)[0]

    def without_positions(self) -> Document:
        """The same document, that no longer knows where its keys and values stand."""
        return Document(self.path, {}, {}, {}, {}, frozenset(), self.body, self.body_line)

    def problem(self, loc: Loc, key: str, message: str, *, at_key: bool = False) -> Problem:
        """A problem at `loc`, or at the nearest place above it that the file does have."""
        places = (self.keys, self.positions) if at_key else (self.positions, self.keys)
        while loc:
            for place in places:
                if loc in place:
                    return Problem(self.path, *place[loc], key, message)
            loc = loc[:-1]
        return Problem(self.path, 1, 1, key, message)

    def problem_in_text(self, loc: Loc, key: str, text: str, offset: int, message: str) -> Problem:
        """A problem at this character (from 0) of the text at `loc`, or at its start where quotes hide the place."""
        line, column, written = self.written.get(loc, (0, 0, ""))
        index = _same_letter(text, offset, written)
        if index is None:
            return self.problem(loc, key, message)
        before = written[:index].split("\n")
        column = len(before[-1]) + (column if len(before) == 1 else 1)
        return Problem(self.path, line + len(before) - 1, column, key, message)

    def problem_in_body(self, offset: int, message: str) -> Problem:
        """A problem in the body, at this character (from 0)."""
        before = self.body[:offset]
        column = offset - (before.rfind("\n") + 1) + 1
        return Problem(self.path, self.body_line + before.count("\n"), column, "texte", message)


def _same_letter(text: str, offset: int, written: str) -> int | None:
    """Where `text[offset]` stands in `written`: folding lines changes spaces only."""
    if not "".join(written.split()).startswith("".join(text.split())):
        return None
    letters = (index for index, sign in enumerate(written) if not sign.isspace())
    return next(islice(letters, len("".join(text[:offset].split())), None), None)
