"""The marked values of a record: every text that means something to the checks, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from traversees.problems import Loc, key_of
from traversees.records import Keywords, Line, Moment, Prose, Record, Reference, SourceId, Terms

if TYPE_CHECKING:
    from collections.abc import Iterator

Mark = Terms | Reference | Prose | Line | Moment | SourceId


@dataclass(frozen=True)
class Value:
    """A text of a record, where it stands, and what its mark says of it."""

    loc: Loc
    mark: Mark
    text: str

    @property
    def key(self) -> str:
        """The place as a contributor reads it."""
        return key_of(self.loc)


def marked_values(record: Record) -> tuple[Value, ...]:
    """Every text of `record` that carries a mark, in the order of the model; found once, then kept with it."""
    if record._values is None:  # noqa: SLF001 — kept there for us
        record._values = tuple(_in_block(record, ()))  # noqa: SLF001
    return record._values  # noqa: SLF001


def _in_block(block: BaseModel, loc: Loc) -> Iterator[Value]:
    for name, annotation in _annotations(type(block)).items():
        value = getattr(block, name)
        if value is not None:
            yield from _in_value(annotation, value, (*loc, name))


@cache
def _annotations(kind: type[BaseModel]) -> dict[str, Any]:
    hints = get_type_hints(kind, include_extras=True)
    return {name: hints[name] for name in kind.model_fields if _holds_marks(hints[name])}


@cache
def _holds_marks(annotation: Any) -> bool:  # noqa: ANN401 — a type as typing writes it
    if isinstance(annotation, type) and get_origin(annotation) is None and issubclass(annotation, BaseModel):
        return True
    return isinstance(annotation, Mark) or any(_holds_marks(part) for part in get_args(annotation))


def _in_value(annotation: Any, value: Any, loc: Loc) -> Iterator[Value]:  # noqa: ANN401
    if isinstance(value, BaseModel):
        yield from _in_block(value, loc)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _in_value(item_type(annotation), item, (*loc, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _in_value(None, item, (*loc, key))
    else:
        for mark in marks_of(annotation):
            yield Value(loc, mark, value)


@cache
def item_type(annotation: Any) -> Any:  # noqa: ANN401
    """The type of the items of a list, marks included."""
    while get_origin(annotation) is not tuple:
        annotation = get_args(annotation)[0]
    return get_args(annotation)[0]


@cache
def marks_of(annotation: Any) -> tuple[Mark, ...]:  # noqa: ANN401
    """What an annotation says of the text that it describes."""
    if get_origin(annotation) is Annotated:
        inner, *marks = get_args(annotation)
        return (*marks_of(inner), *(mark for mark in marks if isinstance(mark, Mark)))
    return tuple(mark for part in get_args(annotation) for mark in marks_of(part))


@cache
def all_marks(annotation: Any) -> tuple[Keywords, ...]:  # noqa: ANN401
    """Everything said of the values that `annotation` allows, blocks left out."""
    found = (mark for part in get_args(annotation) for mark in all_marks(part))
    return (annotation,) if isinstance(annotation, Keywords) else tuple(found)
