"""Records: a mapping of known keys, light in memory."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    from collections.abc import Iterable


B = TypeVar("B", bound="Block")


class Block(BaseModel):
    """A mapping with known keys only; immutable once read."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


def values_of(block: Block) -> list[Any]:
    """The values of a block, in the order of its keys."""
    return [getattr(block, name) for name in type(block).__pydantic_fields__]


def light_block(kind: type[B], private: dict[str, Any] | None, values: Iterable[Any]) -> B:
    """The block of these values in half the memory: set one by one, they share their keys with all of its kind."""
    block = kind.__new__(kind)
    for name, value in zip(kind.__pydantic_fields__, values, strict=True):
        object.__setattr__(block, name, value)
    object.__setattr__(block, "__pydantic_fields_set__", _fields_of(kind))
    object.__setattr__(block, "__pydantic_extra__", None)
    object.__setattr__(block, "__pydantic_private__", private)
    return block


@cache
def _fields_of(kind: type[Block]) -> set[str]:
    """What pydantic notes of each block, and nobody asks: the keys that were written."""
    return set(kind.__pydantic_fields__)


def light(value: Any) -> Any:  # noqa: ANN401 — any value of a block
    """`value`, the blocks that it holds made light."""
    if isinstance(value, Block):
        return light_block(type(value), None, map(light, values_of(value)))
    if isinstance(value, tuple):
        return tuple(map(light, value))
    return {key: light(one) for key, one in value.items()} if isinstance(value, dict) else value
