"""Link: what somebody read and asked, noted under names that can be kept.

Reads are noted as the name of what was read (a record by its key, a kind by its folder and `/`, the day) and a mask. A question
is noted by a name that says all of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from traversees.library.told import told, understood

if TYPE_CHECKING:
    from traversees.library.told import Face
    from traversees.records.record import Record

    Question = tuple[Any, ...]
    Reads = dict[str, int]

TODAY = "jour"
"""The name under which the day is noted."""

THERE = 1
"""Of a record: whether it is there. Of a kind: which are its records. Of the day: which it is."""

EVERYTHING = -1
"""The mask of all that may be read of something."""


@cache
def bits_of(kind: type[Record]) -> dict[str, int]:
    """The bit of each key of a kind; the text under the header of a file is that of its document."""
    return {name: THERE << rank for rank, name in enumerate((*kind.model_fields, "_document"), 1)}


def folder_of(key: str) -> str:
    """The folder of the record at `folder/id`."""
    return key.rpartition("/")[0]


def key_of(path: str) -> str:
    """`folder/id`, of the record at this path."""
    return path.rpartition(".")[0]


@dataclass
class Frame:
    """What somebody read and asked so far: masks by name, and the depth of each question."""

    reads: Reads = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)
    live: dict[str, tuple[Any, dict[str, Any]]] = field(default_factory=dict)
    once: dict[object, Any] = field(default_factory=dict)

    def note(self, name: str, bit: int) -> None:
        """Note a read."""
        self.reads[name] = self.reads.get(name, 0) | bit

    def empty_faces(self) -> None:
        """Have what was read of the records be read again, by whoever needs it."""
        for face, empty in self.live.values():
            face.__dict__.clear()
            face.__dict__.update(empty)
        self.live.clear()


@dataclass
class Answered:
    """A question by its name, its answer, and what it rests on: other questions, less deep, and what `frame` noted."""

    name: str
    answer: Any
    depth: int
    frame: Frame


def question_name(question: Question) -> str:
    """The name of a question, which says all of it; raises `TypeError` for one that cannot be asked again from it."""
    name = told(question)
    if name is None:
        raise TypeError(f"not to be asked about: {question!r}")
    return f"?{name}"


def question_named(name: str, face: Face) -> Question:
    """The question of this name; raises `KeyError` when it is about a record that is no more."""
    question: Question = understood(name[1:], face)
    return question
