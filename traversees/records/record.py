"""Records: one file of the base."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar, Self

from pydantic import PrivateAttr

from traversees.records.block import Block, light, light_block, values_of
from traversees.records.document import Document


class Record(Block):
    """One file of the base. Its id is the file's name, and the address of its page."""

    rank: ClassVar[int]
    folder: ClassVar[str]
    suffix: ClassVar[str] = ".yml"
    label: ClassVar[str]

    _document: Document = PrivateAttr()
    _values: dict[Any, tuple[Any, ...]] | None = PrivateAttr(default_factory=dict)

    @classmethod
    def from_document(cls, document: Document, data: dict[str, Any]) -> Self:
        """The record that `data` describes; raises pydantic's `ValidationError`."""
        record = cls.model_validate(data)
        record._document = document  # noqa: SLF001 — its own
        return record

    def without_positions(self) -> Self:
        """The same record, that no longer knows where each key of its file stands: ten times lighter."""
        private = {"_document": self._document.without_positions(), "_values": None}
        return light_block(type(self), private, map(light, values_of(self)))

    @property
    def document(self) -> Document:
        """The file as written, with the position of every key."""
        return self._document

    @cached_property
    def id(self) -> str:
        """The file's name without its ending."""
        return self._document.id

    @property
    def former_ids(self) -> tuple[str, ...]:
        """The ids that the record had before, the first of all first; none for the kinds that have no page."""
        names: tuple[str, ...] = getattr(self, "anciens_noms", ())
        return names

    @property
    def first_id(self) -> str:
        """The first id that the record ever had, which no rename changes."""
        return next(iter(self.former_ids), self.id)

    @cached_property
    def path(self) -> str:
        """The file's path, relative to the project, with `/`."""
        return self._document.path

    @cached_property
    def body(self) -> str:
        """The Markdown text under the header of a `.md` record; empty for a `.yml` one."""
        return self._document.body
