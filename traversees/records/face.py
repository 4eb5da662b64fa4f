"""Records: a record, or its face: an empty instance of the same kind, which says what is read of it and holds nothing.

What draws pages gets faces (`traversees.library.watch`). A face and its record answer alike; there is one face for a record,
so that two of them are compared without being read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from traversees.records.block import Block

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Read = Callable[[Any, str], Any]
    """What a key of a record holds, noted."""

READ, WHOLE = "\0read", "\0whole"
"""Where a face keeps how one of its keys is read, and how all of them are."""


def make_face(
    kind: type[Faced], known: dict[str, Any], read: Read, whole: Callable[[], Faced]
) -> tuple[Any, dict[str, Any]]:
    """A face of this kind, and what it holds when nothing was read of it: `known`, what the name of its file tells."""
    face = kind.__new__(kind)
    for name, value in (
        ("__pydantic_fields_set__", set()),
        ("__pydantic_extra__", None),
        ("__pydantic_private__", None),
    ):
        object.__setattr__(face, name, value)
    empty = {**known, READ: read, WHOLE: whole}
    face.__dict__.update(empty)
    return face, empty


class Faced(Block):
    """What may be seen through a face. What takes all of a record at once reads all of it."""

    @property
    def whole(self) -> Self:
        """The record itself, all of it read."""
        take = self.__dict__.get(WHOLE)
        return self if take is None else take()

    @property
    def is_face(self) -> bool:
        """Whether this is the face of a record."""
        return READ in self.__dict__

    if not TYPE_CHECKING:  # pydantic hides its own from the types, so that an unknown key is seen as a mistake

        def __getattr__(self, name: str) -> Any:  # noqa: ANN401
            """What is not in the face: read, and noted."""
            read = self.__dict__.get(READ)
            return super().__getattr__(name) if read is None else read(self, name)

    def __eq__(self, other: object) -> bool:
        """Whether this is the same record, or the same words."""
        if self is other or self.is_face or (isinstance(other, Faced) and other.is_face):
            return self is other
        return super().__eq__(other)

    __hash__ = Block.__hash__

    def __iter__(self) -> Iterator[tuple[str, Any]]:  # type: ignore[override]  # as pydantic does
        """Each key and its value."""
        return super().__iter__() if not self.is_face else iter(self.whole)

    def __repr_args__(self) -> Any:  # noqa: ANN401
        """What tells this one from another."""
        return super().__repr_args__() if not self.is_face else [(None, self.__dict__.get("path"))]

    def __copy__(self) -> Self:
        """As pydantic does."""
        return super().__copy__() if not self.is_face else self.whole.__copy__()

    def __deepcopy__(self, memo: Any = None) -> Self:  # noqa: ANN401
        """As pydantic does."""
        return super().__deepcopy__(memo) if not self.is_face else self.whole.__deepcopy__(memo)

    def __getstate__(self) -> Any:  # noqa: ANN401
        """All that it holds."""
        return super().__getstate__() if not self.is_face else self.whole.__getstate__()

    def model_dump(self, **options: Any) -> dict[str, Any]:  # noqa: ANN401
        """As pydantic does."""
        return super().model_dump(**options) if not self.is_face else self.whole.model_dump(**options)

    def model_dump_json(self, **options: Any) -> str:  # noqa: ANN401
        """As pydantic does."""
        return super().model_dump_json(**options) if not self.is_face else self.whole.model_dump_json(**options)

    def model_copy(self, **options: Any) -> Self:  # noqa: ANN401
        """As pydantic does."""
        return super().model_copy(**options) if not self.is_face else self.whole.model_copy(**options)
