"""The Atom feeds: one for the base, one beside each list; the same records give the same files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from traversees.data.feeds import MOST, Site, feeds, files_of_feed
from traversees.library.library import Library
from traversees.library.loading import load_library
from traversees.publish.outputs import site_identity

if TYPE_CHECKING:
    from pathlib import Path

TODAY = "2026-11-23"
SITE = Site("Une base", "Ce qu'elle dit", "https://base.exemple/")
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture(scope="module")
def library(repository: Path) -> Library:
    return load_library(repository / "tests" / "minimal", TODAY)


def feed_files(library: Library, site: Site) -> dict[str, bytes]:
    """The content of every feed, by its path."""
    return {path: content for feed in feeds(library) for path, content in files_of_feed(feed, library, site)}


@pytest.fixture(scope="module")
def parsed(library: Library) -> dict[str, ET.Element]:
    return {path: ET.fromstring(text) for path, text in feed_files(library, SITE).items()}  # noqa: S314 — our own


def text(element: ET.Element, path: str) -> str:
    return element.findtext(path, "", ATOM)


def test_there_is_a_feed_for_the_base_and_beside_each_list(parsed: dict[str, ET.Element]) -> None:
    assert list(parsed) == [
        "flux.xml",
        "initiatives/flux.xml",
        "contexte/besoins/besoin-d-exemple/flux.xml",
        "initiatives/themes/aller-vers/flux.xml",
        "initiatives/themes/entraide/flux.xml",
        "initiatives/publics/familles/flux.xml",
        "initiatives/publics/jeunes/flux.xml",
        "initiatives/metiers/assistante-sociale/flux.xml",
        "initiatives/metiers/cadre/flux.xml",
        "initiatives/preuves/etude/flux.xml",
        "initiatives/preuves/declare/flux.xml",
        "initiatives/statuts/obnl/flux.xml",
        "initiatives/statuts/cooperative/flux.xml",
        "initiatives/portees/locale/flux.xml",
        "initiatives/portees/quebec/flux.xml",
        "initiatives/regions/estrie/flux.xml",
        "initiatives/regions/montreal/flux.xml",
        "initiatives/etats/active/flux.xml",
        "initiatives/etats/terminee/flux.xml",
    ]


def test_a_feed_and_its_entries_have_all_that_atom_asks(parsed: dict[str, ET.Element]) -> None:
    for path, feed in parsed.items():
        assert len(feed.findall("a:entry", ATOM)) > 0, path
        assert text(feed, "a:author/a:name") == "Une base"
        links = {link.get("rel"): link.get("href", "") for link in feed.findall("a:link", ATOM)}
        assert links == {"self": f"https://base.exemple/{path}", "alternate": f"https://base.exemple/{path[:-8]}"}
        for part in (feed, *feed.findall("a:entry", ATOM)):
            assert text(part, "a:title")
            assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", text(part, "a:id"))
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", text(part, "a:updated"))
        for entry in feed.findall("a:entry", ATOM):
            assert text(entry, "a:summary")
            assert entry.find("a:link[@rel='alternate']", ATOM) is not None


def test_an_entry_is_a_record_dated_by_its_last_check(library: Library, parsed: dict[str, ET.Element]) -> None:
    dates = {initiative.id: initiative.verifie_le for initiative in library.initiatives}
    feed = parsed["initiatives/flux.xml"]
    for entry in feed.findall("a:entry", ATOM):
        link = entry.find("a:link", ATOM)
        assert link is not None
        assert text(entry, "a:updated")[:10] == dates[link.get("href", "").split("/")[-2]]
    assert text(feed, "a:updated")[:10] == max(dates.values())


def test_the_latest_come_first_and_a_feed_does_not_grow_without_end(library: Library) -> None:
    one = library.initiatives[0]
    many = [
        one.model_copy(update={"nom": f"Nom {n:03}", "verifie_le": f"2026-10-{n % 28 + 1:02}"}) for n in range(MOST * 2)
    ]
    library = Library((*many, *library.of_kind(type(library.vocabularies["themes"]))))
    feed = next(feed for feed in feeds(library) if feed.page)
    dates = [str(getattr(record, "verifie_le")) for record in feed.records(library)]  # noqa: B009
    assert len(dates) == MOST
    assert dates == sorted(dates, reverse=True)
    assert dates[0] == "2026-10-28"


def test_an_id_follows_the_record_and_not_the_host(library: Library) -> None:
    def ids(site: Site) -> list[str]:
        return re.findall(r"<id>(.*?)</id>", b"".join(text for text in feed_files(library, site).values()).decode())

    here = ids(SITE)
    assert ids(SITE._replace(address="https://ailleurs.exemple/")) == here
    assert not set(ids(SITE._replace(name="Une autre base"))) & set(here)
    assert len(set(here)) == 19 + len({record for feed in feeds(library) for record in feed.records(library)})


def test_what_a_record_says_cannot_break_the_feed(library: Library) -> None:
    odd = library.initiatives[0].model_copy(update={"nom": "R&D <b> ]]> « l'idée »", "resume": "*Un* & deux [@a] < 3"})
    records = (odd, *library.of_kind(type(library.vocabularies["themes"])))
    feed = ET.fromstring(feed_files(Library(records), SITE)["initiatives/flux.xml"])  # noqa: S314 — our own
    assert text(feed, "a:entry/a:title").replace("\u00a0", " ") == "R&D <b> ]]> « l’idée »"
    assert text(feed, "a:entry/a:summary") == "Un & deux < 3"


def test_the_site_is_named_as_mkdocs_names_it(repository: Path) -> None:
    name, description, address = site_identity(repository)
    assert name == "Traversées"
    assert "Québec" in description
    assert address.endswith("/")
