"""The pages of the tiny base of `minimal/`, as they stand in `expected/`.

After a change of template: `python3 dev.py test --renew tests/test_rendering.py`, then read the diff in review.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from traversees.library.loading import load_library
from traversees.pages import initiative_lists
from traversees.pages.rendering import Renderer
from traversees.pages.templates import template_environment
from traversees.pages.urls import page_url, relative_url

if TYPE_CHECKING:
    from pathlib import Path

    from traversees.library.library import Library

SETTINGS = {
    "forge": {"type": "github", "adresse": "", "branche": "main"},
    "publication": {"editeur": "", "directeur": "", "hebergeur": "", "contact": ""},
    "politique": "",
}
TODAY = "2026-11-23"


@pytest.fixture(scope="module")
def library(repository: Path) -> Library:
    return load_library(repository / "tests" / "minimal", TODAY)


@pytest.fixture(scope="module")
def pages(repository: Path, library: Library) -> dict[str, str]:
    renderer = Renderer(library, template_environment(repository / "templates"), SETTINGS)
    return {page.path: page.text for page in renderer.pages()}


def test_the_pages_of_the_minimal_base_are_the_expected_ones(
    pages: dict[str, str], repository: Path, request: pytest.FixtureRequest
) -> None:
    expected = repository / "tests" / "expected"
    if request.config.getoption("--renew"):
        for path, text in pages.items():
            (expected / path).parent.mkdir(parents=True, exist_ok=True)
            (expected / path).write_text(text, encoding="utf-8")
        for file in expected.rglob("*.md"):
            if file.relative_to(expected).as_posix() not in pages:
                file.unlink()
    stored = {
        file.relative_to(expected).as_posix(): file.read_text(encoding="utf-8") for file in expected.rglob("*.md")
    }
    assert sorted(pages) == sorted(stored)
    for path, text in pages.items():
        assert text == stored[path], path


def test_a_long_list_of_a_facet_keeps_only_the_names_of_its_last_initiatives(
    library: Library, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(initiative_lists, "FULL_CARDS", 1)
    renderer = Renderer(library, template_environment(repository / "templates"), SETTINGS)
    text = next(page.text for page in renderer.pages() if page.path == "initiatives/themes/entraide.md")
    first, last = library.initiatives
    assert text.count('<li class="carte">') == 1
    assert f'<h2><a href="../../{first.id}/">' in text
    assert f'<li><a href="../../{last.id}/">' in text


def test_rendering_twice_gives_the_same_text(pages: dict[str, str], library: Library, repository: Path) -> None:
    renderer = Renderer(library, template_environment(repository / "templates"), SETTINGS)
    assert {page.path: page.text for page in renderer.pages()} == pages


def test_every_record_has_a_page_that_names_the_file_to_correct(pages: dict[str, str], library: Library) -> None:
    for record in library.records:
        if record.folder != "vocabulaires":
            assert f"source: {record.path}\n" in pages[f"{record.folder}/{record.id}.md"]


def test_no_page_keeps_a_citation_as_the_contributor_wrote_it(pages: dict[str, str]) -> None:
    for path, text in pages.items():
        assert path.startswith(("contribuer/guide/", "contribuer/formulaire/")) or "[@" not in text, path


@pytest.mark.parametrize(
    ("path", "address"),
    [("index.md", ""), ("initiatives/index.md", "initiatives/"), ("initiatives/tapaj.md", "initiatives/tapaj/")],
)
def test_a_page_has_the_address_of_its_folder(path: str, address: str) -> None:
    assert page_url(path) == address


@pytest.mark.parametrize(
    ("target", "base", "written"),
    [
        ("", "", "./"),
        ("", "initiatives/tapaj/", "../../"),
        ("initiatives/tapaj/", "", "initiatives/tapaj/"),
        ("initiatives/sabsa/", "initiatives/tapaj/", "../sabsa/"),
        ("glossaire/#lettre-c", "recits/", "../glossaire/#lettre-c"),
    ],
)
def test_an_address_is_written_relative_to_the_page_that_holds_it(target: str, base: str, written: str) -> None:
    assert relative_url(target, base) == written
