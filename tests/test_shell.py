"""The pages of records, set in a shell: each is the page that MkDocs builds, byte for byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

import markdown
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from mkdocs.commands.build import build
from mkdocs.config import load_config

from traversees.french import prose
from traversees.french.text import Notes
from traversees.french.typography import typographic_page
from traversees.library.loading import load_library
from traversees.pages.headings import article
from traversees.pages.page import tidy
from traversees.publish.clock import today
from traversees.publish.copies import html_paths
from traversees.publish.outputs import write_pages

if TYPE_CHECKING:
    from pathlib import Path

PERMALINK = '<a class="headerlink" href="#page-specimen-1" title="Lien vers cette section">&para;</a>'
SIGNS = "a Zé’'«»!?:;.,-_*`~#=+|\\/<>[](){}&%$€0 1\n\t\u00a0\u202fœ"


def as_mkdocs_builds_it(body: str) -> str:
    toc = {"permalink": True, "permalink_title": "Lien vers cette section"}
    return markdown.markdown(body, extensions=["attr_list", "tables", "toc"], extension_configs={"toc": toc})


@example(["- point", "", "    code", "## Un titre"])
@given(
    st.lists(
        st.one_of(
            st.text(SIGNS, max_size=60),
            st.sampled_from(
                ["## Un titre", "### Même titre", "## Un titre", "- point", "1. point", "> cité", "    code"]
            ),
        )
    )
)
def test_whatever_a_contributor_wrote_becomes_what_mkdocs_would_make_of_it(lines: list[str]) -> None:
    text = "\n".join(lines)
    assume(not [*prose.headings(text, lowest=2), *prose.forbidden_markup(text)])
    body = typographic_page(tidy(f"<p>x</p>\n\n{Notes(()).body(text)}\n"))
    assert article(body, PERMALINK)[0] == as_mkdocs_builds_it(body)


@pytest.fixture(scope="module")
def built_by_mkdocs(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real base, each page built by MkDocs alone."""
    site = tmp_path_factory.mktemp("mkdocs")
    write_pages(repository, load_library(repository, today()))
    build(load_config(str(repository / "mkdocs.yml"), site_dir=str(site), strict=True))
    return site


def test_each_page_is_the_one_that_mkdocs_builds(site: Path, built_by_mkdocs: Path) -> None:
    pages = html_paths(built_by_mkdocs)
    assert len(pages) > 400
    assert html_paths(site) == pages
    for page in pages:
        assert (site / page).read_bytes() == (built_by_mkdocs / page).read_bytes(), page
