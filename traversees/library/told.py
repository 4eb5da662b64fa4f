"""Link: questions and their answers as text, to be kept from one publication to the next."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from traversees.records.block import Block
from traversees.records.kinds import BY_FOLDER
from traversees.records.packing import block_from, plain_block
from traversees.records.record import Record

Face = Callable[[str], Any]
"""The face of the record at `folder/id`; raises `KeyError` when there is none."""

_RECORD, _KIND, _LIST, _TUPLE, _MAP, _BLOCK = "fiche", "genre", "liste", "suite", "table", "bloc"


def told(value: object) -> str | None:
    """`value` as text; None for what is not made of records, kinds, blocks, texts and numbers, in lists and mappings."""
    try:
        return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))
    except TypeError:
        return None


def understood(text: str, face: Face) -> Any:  # noqa: ANN401
    """The value `told` as `text`; raises `KeyError` when it names a record that is no more."""
    return _value(json.loads(text), face)


def _plain(value: object) -> object:
    if value is None or type(value) in _AS_THEY_ARE:
        return value
    for kind, sort, parts in _PARTS:
        if type(value) is kind or (kind not in _EXACTLY and isinstance(value, kind)):
            return [sort, *parts(value)]
    raise TypeError(type(value))


def _value(plain: Any, face: Face) -> Any:  # noqa: ANN401
    if not isinstance(plain, list):
        return plain
    sort, *rest = plain
    return _MADE_FROM[sort](rest, face)


def _values(rest: list[Any], face: Face) -> list[Any]:
    return [_value(one, face) for one in rest]


_AS_THEY_ARE, _EXACTLY = {str, int, float, bool}, {list, tuple, dict}
_PARTS: tuple[tuple[type, str, Callable[[Any], Iterable[object]]], ...] = (
    (list, _LIST, lambda value: map(_plain, value)),
    (tuple, _TUPLE, lambda value: map(_plain, value)),
    (dict, _MAP, lambda value: ([_plain(key), _plain(one)] for key, one in value.items())),
    (Record, _RECORD, lambda value: [value.key]),
    (Block, _BLOCK, lambda value: [type(value).__name__, plain_block(value)]),
    (type(Record), _KIND, lambda value: [value.folder]),
)
"""Each kind of value, its name, and the parts that tell it; a kind of list of its own is no list."""


@cache
def _blocks() -> dict[str, type[Block]]:
    """Every kind of block, by its name."""
    found: dict[str, type[Block]] = {}
    kinds = [Block]
    while kinds:
        kind = kinds.pop()
        found[kind.__name__] = kind
        kinds += kind.__subclasses__()
    return found


_MADE_FROM: dict[str, Callable[[list[Any], Face], Any]] = {
    _LIST: _values,
    _TUPLE: lambda rest, face: tuple(_values(rest, face)),
    _MAP: lambda rest, face: {_value(key, face): _value(one, face) for key, one in rest},
    _RECORD: lambda rest, face: face(rest[0]),
    _KIND: lambda rest, _: BY_FOLDER[rest[0]],
    _BLOCK: lambda rest, _: block_from(_blocks()[rest[0]], rest[1]),
}
