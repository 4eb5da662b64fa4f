"""The marked values of a record: every text that means something to the checks, and where it stands."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from traversees.records.keywords import FormerName, Keywords, Line, Moment, Prose, Reference, SourceId, Terms
from traversees.records.problems import Loc, key_of

if TYPE_CHECKING:
    from traversees.records.record import Record

Mark = Terms | Reference | Prose | Line | Moment | SourceId | FormerName
MARKS: tuple[type[Mark], ...] = get_args(Mark)


class Value(NamedTuple):
    """A text of a record, where it stands, and what its mark says of it."""

    loc: Loc
    mark: Mark
    text: str

    @property
    def key(self) -> str:
        """The place as a contributor reads it."""
        return key_of(self.loc)


def marked_values(record: Record, *marks: type[Mark]) -> tuple[Value, ...]:
    """Every text of `record` that carries one of `marks` (any, when none is named), in the order of the model.

    Each search is done once while the record is checked, and kept with it until it forgets positions.
    """
    kept = record._values  # noqa: SLF001 — kept there for us
    if kept is None:
        return _found(record, marks)
    if marks not in kept:
        kept[marks] = _found(record, marks)
    return kept[marks]


def _found(record: Record, marks: tuple[type[Mark], ...]) -> tuple[Value, ...]:
    found: list[Value] = []
    _block_walk(type(record), marks or MARKS)(record, (), found)
    return tuple(found)


_Walk = Callable[[Any, Loc, list[Value]], None]
"""Adds to a list the marked texts of a value that stands at a place."""


@cache
def _block_walk(kind: type[BaseModel], marks: tuple[type[Mark], ...]) -> _Walk:
    """How to go through a block of this kind, worked out once: only what may hold one of `marks` is looked at."""
    hints = get_type_hints(kind, include_extras=True)
    walks = [(name, _walk(hints[name], marks)) for name in kind.model_fields]
    useful = [(name, walk) for name, walk in walks if walk]

    def through_block(block: Any, loc: Loc, found: list[Value]) -> None:  # noqa: ANN401
        for name, walk in useful:
            value = getattr(block, name)
            if value is not None:
                walk(value, (*loc, name), found)

    return through_block


def _walk(annotation: Any, marks: tuple[type[Mark], ...]) -> _Walk | None:  # noqa: ANN401 — a type as typing writes it
    """How to go through a value of this type; None when it can hold none of `marks`."""
    kind = bare_type(annotation)
    if get_origin(kind) is tuple:
        return _list_walk(get_args(kind)[0], marks)
    if get_origin(kind) is dict:
        return _map_walk(get_args(kind)[1], marks)
    if issubclass(kind, BaseModel):
        return _block_walk(kind, marks)
    wanted = [mark for mark in marks_of(annotation) if isinstance(mark, marks)]

    def through_text(text: str, loc: Loc, found: list[Value]) -> None:
        found.extend([Value(loc, mark, text) for mark in wanted])

    return through_text if wanted else None


def _list_walk(annotation: Any, marks: tuple[type[Mark], ...]) -> _Walk | None:  # noqa: ANN401
    walk = _walk(annotation, marks)
    if walk is None:
        return None

    def through_list(items: tuple[Any, ...], loc: Loc, found: list[Value]) -> None:
        for index, item in enumerate(items):
            walk(item, (*loc, index), found)

    return through_list


def _map_walk(annotation: Any, marks: tuple[type[Mark], ...]) -> _Walk | None:  # noqa: ANN401
    walk = _walk(annotation, marks)
    if walk is None:
        return None

    def through_map(values: dict[str, Any], loc: Loc, found: list[Value]) -> None:
        for key, value in values.items():
            walk(value, (*loc, key), found)

    return through_map


def bare_type(annotation: Any) -> Any:  # noqa: ANN401
    """The type of what an annotation describes, without marks nor « or nothing »."""
    while get_origin(annotation) in {Annotated, Union, UnionType}:
        annotation = next(part for part in get_args(annotation) if part is not NoneType)
    return annotation


@cache
def marks_of(annotation: Any) -> tuple[Mark, ...]:  # noqa: ANN401
    """What an annotation says of the text that it describes."""
    if get_origin(annotation) is Annotated:
        inner, *marks = get_args(annotation)
        return (*marks_of(inner), *(mark for mark in marks if isinstance(mark, Mark)))
    return tuple(mark for part in get_args(annotation) for mark in marks_of(part))


@cache
def vocabulary_of(kind: type[BaseModel], key: str) -> str:
    """The vocabulary that the values of a key are terms of; empty when there is none, or no such key."""
    annotation = get_type_hints(kind, include_extras=True).get(key)
    return next((mark.name for mark in all_marks(annotation) if isinstance(mark, Terms)), "")


@cache
def all_marks(annotation: Any) -> tuple[Keywords, ...]:  # noqa: ANN401
    """Everything said of the values that `annotation` allows, blocks left out."""
    found = (mark for part in get_args(annotation) for mark in all_marks(part))
    return (annotation,) if isinstance(annotation, Keywords) else tuple(found)
