"""Publish: the Atom feeds (RFC 4287), one for the whole base and one beside each page that lists initiatives.

The date of an entry is that of the last check of its record, never that of the build: the same records give the same
files. An id is drawn from the name of the site and the first path that the record had, so that neither a change of host nor
a new name renews anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from traversees.french.text import plain
from traversees.french.typography import typographic
from traversees.library.catalogue import sort_key
from traversees.library.facets import INDEXED
from traversees.pages.urls import FEED, INITIATIVES
from traversees.records.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator

    from traversees.library.library import Library
    from traversees.records.record import Record

MOST = 50
"""A feed holds so many entries, the latest first."""

RIGHTS = "CC BY-SA 4.0"
_ATOM = "http://www.w3.org/2005/Atom"


class Site(NamedTuple):
    """Who speaks, and where: the head of `mkdocs.yml`."""

    name: str
    description: str
    address: str


@dataclass(frozen=True)
class Feed:
    """What may be followed: `page` is the address that lists the records, from the root of the site.

    `listed`: all that it may tell, worked out when it is drawn. `former`: the addresses that its page had before, the first
    of all first.
    """

    page: str
    title: str
    listed: Callable[[Library], Iterable[Record]]
    former: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """Where the feed stands in the site: beside its page."""
        return f"{self.page}{FEED}"

    @property
    def paths(self) -> tuple[str, ...]:
        """Where it stands, now and before."""
        return (self.path, *(f"{page}{FEED}" for page in self.former))

    @property
    def first_path(self) -> str:
        """Where it stood first: what its identity is drawn from."""
        return (*self.paths[1:], self.path)[0]

    def records(self, library: Library) -> list[Record]:
        """What it tells, the latest first."""
        ordered = sorted(self.listed(library), key=lambda record: sort_key(record.name))
        ordered.sort(key=_checked, reverse=True)
        return ordered[:MOST]


def files_of_feed(feed: Feed, library: Library, site: Site) -> Iterator[tuple[str, bytes]]:
    """The path and content of a feed, under each name that it has had."""
    content = feed_xml(library, feed, site)
    yield from ((path, content) for path in feed.paths)


def feeds(library: Library, promised: Container[str] = ()) -> Iterator[Feed]:
    """The whole base, all initiatives, then those of each need and of each term that has a page.

    A feed that was `promised` (its address, with a `/` first) goes on, though nothing is left to tell.
    """
    yield Feed("", "", _followed)
    yield Feed(INITIATIVES[1], INITIATIVES[0], _initiatives)
    for besoin in library.besoins:
        former = tuple(besoin.address_of(name) for name in besoin.former_ids)
        yield Feed(besoin.address, besoin.libelle, partial(_answers, besoin.id), former)
    for facet in INDEXED:
        for term, entry in library.terms(facet).items():
            folder = f"{INITIATIVES[1]}{facet}/"
            former = tuple(f"{folder}{name}/" for name in entry.anciens_noms)
            feed = Feed(f"{folder}{term}/", entry.libelle, partial(_bearers, facet, term), former)
            if library.is_borne(facet, term) or any(f"/{path}" in promised for path in feed.paths):
                yield feed


def _followed(library: Library) -> Iterable[Record]:
    return (record for kind in KINDS if kind.followed for record in library.of_kind(kind))


def _initiatives(library: Library) -> Iterable[Record]:
    return library.initiatives


def _answers(besoin: str, library: Library) -> Iterable[Record]:
    return (answer.initiative for answer in library.answers_to(library.besoin(besoin)))


def _bearers(facet: str, term: str, library: Library) -> Iterable[Record]:
    return library.at(facet, term)


def feed_xml(library: Library, feed: Feed, site: Site) -> bytes:
    """The document of a feed; a feed without entries bears the date of the last check in the base."""
    records = feed.records(library)
    dates = list(map(_checked, records or library.besoins))
    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": "fr"})
    _add(root, "title", typographic(f"{site.name} – {feed.title}" if feed.title else site.name))
    _add(root, "subtitle", typographic(site.description))
    _add(root, "id", _identity(site, feed.first_path))
    _add(root, "updated", _moment(max(dates)))
    _add(root, "link", rel="self", type="application/atom+xml", href=f"{site.address}{feed.path}")
    _add(root, "link", rel="alternate", type="text/html", href=f"{site.address}{feed.page}")
    _add(_add(root, "author"), "name", site.name)
    _add(root, "rights", RIGHTS)
    for record in records:
        _add_entry(_add(root, "entry"), library, record, site)
    ET.indent(root, "")
    return (ET.tostring(root, encoding="unicode") + "\n").encode()


def _add_entry(entry: ET.Element, library: Library, record: Record, site: Site) -> None:
    _add(entry, "title", typographic(record.name))
    _add(entry, "id", _identity(site, record.address_of(record.first_id)))
    _add(entry, "updated", _moment(_checked(record)))
    _add(entry, "link", rel="alternate", type="text/html", href=f"{site.address}{record.address}")
    for theme in getattr(record, "themes", ()):
        _add(entry, "category", term=theme, label=typographic(library.term("themes", theme).libelle))
    _add(entry, "summary", typographic(plain(record.description)))


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, name, attributes)
    child.text = text or None
    return child


def _identity(site: Site, path: str) -> str:
    return uuid5(NAMESPACE_URL, f"{site.name}/{path}").urn


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"


def _checked(record: Record) -> str:
    """The day of the last check of a record that may be followed."""
    return str(getattr(record, "verifie_le"))  # noqa: B009 — not all kinds have it
