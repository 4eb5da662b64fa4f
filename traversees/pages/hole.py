"""Render: what a template is given in the place of what only the form will know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Value = Any
"""What a template holds, open or not."""

OPENING, CLOSING = "⟦", "⟧"


def refused(what: str) -> TypeError:
    """What stops the drawing: a template asks for what the preview cannot do."""
    return TypeError(f"the preview of the form cannot draw {what}: teach holes.py, then formulaire-apercu.js")


@dataclass(frozen=True, eq=False)
class Hole:
    """What the form will work out: the rank of its expression, and the folders of the records that it may be or hold."""

    rank: int
    folders: frozenset[str] = frozenset()

    def __html__(self) -> str:
        """The token that it prints."""
        return f"{OPENING}{self.rank}{CLOSING}"

    __str__ = __html__

    def __bool__(self) -> bool:
        """Never known here."""
        raise refused("a choice that only the form can make")

    def __getitem__(self, part: object) -> None:
        """Never known here."""
        raise refused("a part of a list that only the form knows")


def is_open(value: object) -> bool:
    """Whether only the form will know `value`, or a part of it."""
    if isinstance(value, list | tuple):
        return any(map(is_open, value))
    return isinstance(value, Hole) or (isinstance(value, str) and OPENING in value)
