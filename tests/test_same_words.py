"""A name is told with the same words everywhere: titles, lists, feeds, data, search; what looks like a tag is a word of it."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from tests.conftest import make_project
from traversees.publish.site import publish_site
from traversees.publish.workshop import Workshop

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Once

WRITTEN = "Les <jeunes> d'ici & l'école \"libre\""
TOLD = WRITTEN.replace("'", "’")

RECORD = "initiatives/initiative-d-exemple"


@pytest.fixture(scope="module")
def named(once: Once) -> Path:
    """The minimal project published, an initiative, a report and a word so named."""

    def publish(root: Path) -> None:
        make_project(root)
        for path, key in (
            (f"{RECORD}.yml", "nom"),
            ("recits/2023-05-20-recit-d-exemple.md", "titre"),
            ("glossaire/mot-d-exemple.yml", "terme"),
        ):
            text = (root / path).read_text(encoding="utf-8")
            written = WRITTEN.replace("'", "''")
            text = re.sub(rf"^{key}: .*$", f"{key}: '{written}'", text, count=1, flags=re.MULTILINE)
            (root / path).write_text(text, encoding="utf-8")
        assert publish_site(root) == 0

    return once("projet-nomme", publish)


def elements(project: Path, path: str, pattern: str) -> list[str]:
    """The words of what `pattern` finds in the page at `path`."""
    text = (project / "site" / path).read_text(encoding="utf-8")
    return [" ".join(unescape(re.sub(r"<[^>]+>", "", found)).split()) for found in re.findall(pattern, text, re.DOTALL)]


@pytest.mark.parametrize("path", [RECORD, "recits/2023-05-20-recit-d-exemple", "glossaire/mot-d-exemple"])
def test_the_title_of_a_page_its_heading_and_its_place_are_the_name(named: Path, path: str) -> None:
    page = f"{path}/index.html"
    assert elements(named, page, "<title>(.*?)</title>") == [f"{TOLD} – Traversées"]
    assert elements(named, page, "<h1[^>]*>(.*?)</h1>") == [TOLD]
    assert elements(named, page, 'aria-current="page">(.*?)</li>') == [TOLD]


@pytest.mark.parametrize(
    ("path", "link"),
    [
        ("initiatives/index.html", "initiative-d-exemple/"),
        ("initiatives/themes/entraide/index.html", "../../initiative-d-exemple/"),
        ("plan-du-site/index.html", f"../{RECORD}/"),
        ("frise/index.html", f"../{RECORD}/"),
        ("carte/index.html", f"../{RECORD}/"),
        ("comparer/index.html", f"../{RECORD}/"),
        ("contexte/besoins/besoin-d-exemple/index.html", f"../../../{RECORD}/"),
    ],
)
def test_lists_name_a_record_as_its_page_does(named: Path, path: str, link: str) -> None:
    told = elements(named, path, f'<a href="{re.escape(link)}"[^>]*>(.*?)</a>')
    assert told
    assert set(told) == {TOLD}


def test_feeds_and_data_name_a_record_as_its_page_does(named: Path) -> None:
    for path in ("flux.xml", "initiatives/flux.xml", "contexte/besoins/besoin-d-exemple/flux.xml"):
        titles = ET.parse(named / "site" / path).iterfind(".//{*}entry/{*}title")  # noqa: S314 — our own
        assert TOLD in [title.text for title in titles]
    data = json.loads((named / f"site/{RECORD}.json").read_text(encoding="utf-8"))
    assert data["nom"] == TOLD


def test_the_search_names_a_record_as_its_page_does(named: Path) -> None:
    copy = Workshop(named, named / "site").copies / RECORD / "index.html"
    (title,) = re.findall(r'data-pagefind-meta="title\[content\]" content="([^"]*)"', copy.read_text(encoding="utf-8"))
    assert unescape(title).replace("’ ", "’") == TOLD


def test_no_page_feed_nor_data_of_the_site_tells_the_name_otherwise(named: Path) -> None:
    """The form alone holds what was written: it is corrected there, and shown with French typography by its scripts."""
    otherwise = re.compile(r"d'ici|l'école|Les +d.ici|Les *& *l")
    found = {
        file.relative_to(named / "site").as_posix()
        for file in (named / "site").rglob("*")
        if file.suffix in {".html", ".json", ".xml", ".js", ".txt"}
        and otherwise.search(unescape(file.read_text(encoding="utf-8")))
    }
    assert {path for path in found if not re.fullmatch(r"contribuer/formulaire/.*\.js", path)} == set()
    assert f"contribuer/formulaire/fiches/{RECORD}.js" in found
