"""Records: one file of the base."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar, Literal, Self

from pydantic import PrivateAttr

from traversees.records.block import light, light_block, values_of
from traversees.records.document import Document
from traversees.records.face import Faced
from traversees.records.keywords import key_in


class Record(Faced):
    """One file of the base. Its id is the file's name, and the address of its page.

    A kind declares here, once, all that the site does with its records; what it leaves out has the value below. What is
    obligatory, and what must agree, is told by `traversees.check.kinds`.
    """

    folder: ClassVar[str] = ""
    """Where its files are, and its pages. Obligatory."""
    suffix: ClassVar[str] = ".yml"
    """`.yml`, or `.md` for a header and a text."""
    label: ClassVar[str] = ""
    """What one of them is called. Obligatory."""
    plural: ClassVar[str] = ""
    """What all of them are called. Obligatory."""
    rank: ClassVar[int] = 99
    """Where the kind comes among the others; those of the same rank, in the order of their folders."""

    title_key: ClassVar[str] = ""
    """The key that names a record. Obligatory; the first of all, so that it is what one is asked first."""
    capital: ClassVar[bool] = False
    """Whether its page gives a capital to its name."""
    description_key: ClassVar[str] = ""
    """The key that tells it in a few words. Obligatory for a kind that has pages."""
    order: ClassVar[Literal["title", "ordre", "latest"]] = "title"
    """How a reader finds them sorted: by title, by their own rank (the key `ordre`), or the latest first (the key `date`)."""

    has_page: ClassVar[bool] = True
    """Whether each has a page, drawn by `templates/<kind>.md.jinja`, and all of them a list."""
    trail: ClassVar[tuple[tuple[str, str], ...]] = ()
    """The pages above the list: the title and the address of each."""
    list_template: ClassVar[str] = "liste"
    """What draws the list."""
    list_title: ClassVar[str] = ""
    """The title of the list, when it is more than the plural."""
    sections: ClassVar[str] = ""
    """The ids of the sections of a page; see `traversees.pages.sections`."""
    explained: ClassVar[bool] = False
    """Whether its pages explain the words of the lexicon in place."""
    about_here: ClassVar[bool] = False
    """Whether its pages speak of Seine-Saint-Denis from end to end."""

    has_data: ClassVar[bool] = False
    """Whether each page has its data beside it, in JSON."""
    compared: ClassVar[bool] = False
    """Whether the page « Comparer » may set some side by side; they have data."""
    followed: ClassVar[bool] = False
    """Whether the feed of the whole base tells it. Its keys `resume` and `verifie_le` are then obligatory."""
    form_title: ClassVar[str] = ""
    """The title of the form by which people propose one; empty when there is none."""
    own_address: ClassVar[str] = ""
    """The key of the web address that only one record has."""
    shares_sources: ClassVar[bool] = False
    """Whether several records may have the same sources, all of them."""

    place_key: ClassVar[str] = ""
    """The key that tells where a record stands: places, or the term of a vocabulary."""
    names_key: ClassVar[str] = ""
    """The key of its other names, which the search understands."""
    search_factor: ClassVar[float] = 1.0
    """What its words count in the search."""

    _document: Document = PrivateAttr()
    _values: dict[Any, tuple[Any, ...]] | None = PrivateAttr(default_factory=dict)

    @classmethod
    def from_document(cls, document: Document, data: dict[str, Any]) -> Self:
        """The record that `data` describes; raises pydantic's `ValidationError`."""
        record = cls.model_validate(data)
        record._document = document  # noqa: SLF001 — its own
        return record

    def __hash__(self) -> int:
        """A record is known by its name."""
        return hash(self.key)

    __eq__ = Faced.__eq__

    def without_positions(self) -> Self:
        """The same record, that no longer knows where each key of its file stands: ten times lighter."""
        private = {"_document": self._document.without_positions(), "_values": None}
        return light_block(type(self), private, map(light, values_of(self)))

    @property
    def document(self) -> Document:
        """The file as written, with the position of every key."""
        return self._document

    @classmethod
    def key_of(cls, name: str) -> str:
        """How records name one of this kind: `folder/id`."""
        return key_in(cls.folder, name)

    @classmethod
    def address_of(cls, name: str) -> str:
        """Where the page of one stands, from the root of the site."""
        return f"{cls.key_of(name)}/"

    @classmethod
    def kind_name(cls) -> str:
        """The name of the kind in addresses, commands and templates: `initiative`, `terme`."""
        return cls.__name__.lower()

    @cached_property
    def key(self) -> str:
        """How other records name this one."""
        return self.key_of(self.id)

    @property
    def address(self) -> str:
        """Where its page stands."""
        return self.address_of(self.id)

    @property
    def name(self) -> str:
        """What people call it, as a contributor wrote it."""
        return str(getattr(self, self.title_key))

    @property
    def title(self) -> str:
        """What its page is called."""
        return self.name[:1].upper() + self.name[1:] if self.capital else self.name

    @property
    def description(self) -> str:
        """What it is in a few words, in Markdown."""
        return str(getattr(self, self.description_key, ""))

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
