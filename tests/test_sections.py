"""The sections of each kind of page: their ids are those declared, whatever the page, and a former one is still found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.test_shell import PERMALINK, as_mkdocs_builds_it
from traversees.french.text import Notes
from traversees.library.loading import load_library
from traversees.pages.headings import article
from traversees.pages.rendering import Renderer
from traversees.pages.sections import SECTIONS, section_ids, with_anchors
from traversees.pages.templates import template_environment
from traversees.publish.clock import today
from traversees.publish.outputs import site_settings
from traversees.records.kinds import BY_FOLDER
from traversees.records.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from traversees.library.library import Library
    from traversees.pages.page import Page

_TITLE = re.compile(r'<h[23]\b[^>]*\sid="([^"]+)"')
BASES = (".", "tests/minimal")


@pytest.fixture(scope="module", params=BASES)
def drawn(request: pytest.FixtureRequest, repository: Path) -> list[tuple[Page, Library]]:
    library = load_library(repository / request.param, today())
    renderer = Renderer(library, template_environment(repository / "templates"), site_settings(repository))
    return [(page, library) for page in renderer.pages()]


def sections_of(page: Page, library: Library) -> Iterator[str]:
    """The ids of the titles that the template of `page` makes: those of a contributor’s text are her own."""
    html = as_mkdocs_builds_it(page.body) if page.in_markdown else article(page.body, PERMALINK)[0]
    record = library.find(page.path.removesuffix(".md"))
    own = titles(article(Notes(()).body(record.body), PERMALINK)[0]) if isinstance(record, Record) else []
    yield from (name for name in titles(html) if re.sub(r"_\d+$", "", name) not in own)


def titles(html: str) -> list[str]:
    return _TITLE.findall(html)


def is_declared(kind: str, name: str) -> bool:
    patterns = [re.escape(declared).replace(r"\{\}", "[a-z0-9-]+") for declared in SECTIONS[kind].values()]
    return any(re.fullmatch(pattern, name) for pattern in patterns)


def test_every_section_of_every_page_is_declared(drawn: list[tuple[Page, Library]]) -> None:
    found = {(page.kind, name) for page, library in drawn for name in sections_of(page, library)}
    assert len(found) > 80
    assert {pair for pair in found if not is_declared(*pair)} == set()


def test_every_declared_section_is_that_of_a_template(repository: Path) -> None:
    blocks = "".join(
        (repository / f"templates/_{name}.jinja").read_text(encoding="utf-8") for name in ("blocs", "formulaire")
    )
    for kind, sections in SECTIONS.items():
        text = (repository / f"templates/{kind}.md.jinja").read_text(encoding="utf-8")
        chosen = re.search(r"section\[[\w.]+\]", text)
        for key in sections:
            assert re.search(rf"\bsection\.{key}\b", text + blocks) or (
                chosen and (f"'{key}'" in text or key in BY_FOLDER)
            ), f"{kind} : {key}"


def test_no_template_names_a_section_by_its_id(repository: Path) -> None:
    for file in (repository / "templates").rglob("*.md.jinja"):
        for line in file.read_text(encoding="utf-8").splitlines():
            assert not re.match(r"#{2,3} (?!.*\{#\{\{ section)|<h[23] id=\"(?!\{\{ section)", line), (
                f"{file.name} : {line}"
            )


def test_a_section_is_told_with_its_kind_of_page() -> None:
    assert {"initiative#limites", "frise#annees-{}", "pages/contribuer#regles"} <= set(section_ids())


@pytest.mark.parametrize("heading", ["## L’argent {#argent .la-bas}", '<h2 id="argent">L’argent</h2>'])
def test_the_id_of_a_section_that_is_no_more_is_kept_above_the_one_that_answers(heading: str) -> None:
    body = with_anchors(f"<p>Avant.</p>\n\n{heading}\n\n<p>Après.</p>\n", {"argent": "argent"}, {"moyens": "argent"})
    assert body == f'<p>Avant.</p>\n\n<div id="moyens"></div>\n\n{heading}\n\n<p>Après.</p>\n'
    assert article(body, PERMALINK)[0] == as_mkdocs_builds_it(body)
