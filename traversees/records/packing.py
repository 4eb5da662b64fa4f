"""Records as plain JSON, and back: what may be kept from one publication to the next without ever being run."""

from __future__ import annotations

import json
import sys
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_origin, get_type_hints

from traversees.records.block import Block, light_block, values_of
from traversees.records.document import Document
from traversees.records.marks import bare_type

if TYPE_CHECKING:
    from collections.abc import Callable

    from traversees.records.record import Record

B = TypeVar("B", bound=Block)
R = TypeVar("R", bound="Record")

_SHORT = 40
"""Ids, terms, dates and names of towns, which many records hold, are no longer than that."""


def packed(record: Record) -> str:
    """The text that a record without positions can be made from again."""
    document = record.document
    return json.dumps([document.path, document.body, document.body_line, _plain(record)], ensure_ascii=False)


def unpacked(kind: type[R], text: str) -> R:
    """The record of this kind packed as `text`, made of few objects; raises `ValueError` or `TypeError` for another text."""
    path, body, body_line, values = json.loads(text)
    document = Document(path, {}, {}, {}, {}, body=body, body_line=body_line)
    return light_block(kind, {"_document": document, "_values": None}, _values(kind, values))


def plain_block(block: Block) -> object:
    """The values of a block as JSON has them."""
    return _plain(block)


def block_from(kind: type[B], plain: list[Any]) -> B:
    """The block of this kind that `plain_block` told."""
    return light_block(kind, None, _values(kind, plain))


def _plain(value: Any) -> Any:  # noqa: ANN401 — any value of a record
    if isinstance(value, Block):
        return [_plain(one) for one in values_of(value)]
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return {key: _plain(one) for key, one in value.items()} if isinstance(value, dict) else value


def _values(kind: type[Block], values: list[Any]) -> list[Any]:
    return [None if value is None else make(value) for make, value in zip(_makers(kind), values, strict=True)]


@cache
def _makers(kind: type[Block]) -> list[Callable[[Any], Any]]:
    """How each value of a block is made from JSON, in the order of its keys."""
    hints = get_type_hints(kind, include_extras=True)
    return [_maker(hints[name]) for name in kind.__pydantic_fields__]


def _maker(annotation: Any) -> Callable[[Any], Any]:  # noqa: ANN401 — a type as typing writes it
    kind = bare_type(annotation)
    if get_origin(kind) is tuple:
        make_item = _maker(get_args(kind)[0])
        return lambda items: tuple(map(make_item, items))
    if get_origin(kind) is dict:
        make_value = _maker(get_args(kind)[1])
        return lambda items: {sys.intern(key): make_value(value) for key, value in items.items()}
    if issubclass(kind, Block):
        return lambda values: light_block(kind, None, _values(kind, values))
    return _shared


def _shared(value: Any) -> Any:  # noqa: ANN401
    """`value`, kept once for all when it is a short text."""
    return sys.intern(value) if isinstance(value, str) and len(value) <= _SHORT else value
