"""Publish: our pages, each set in the shell that MkDocs and the theme give to it.

MkDocs takes ten times longer over a page than we do. So it builds specimens only: pages with the header of ours and a
text that never changes, one for each page, or one for all the pages of a folder that differ by their words only. What
is ours in a page (title, description, text, table of contents) is found in its specimen by building it ourselves: when
the two differ, the publication stops, since every page would. `tests/test_shell.py` holds each page against the one
that MkDocs builds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import markdown
from jinja2 import Environment, FileSystemLoader
from markupsafe import escape

from traversees.french.typography import typographic
from traversees.pages.destinations import judged
from traversees.pages.headings import ANCHOR, Heading, article

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from traversees.pages.page import Page


SPECIMEN = "page-specimen"
"""The name of the specimens of many pages: no record may look like it, no page keeps it."""

_TITLE, _DESCRIPTION = "Titrespecimen", "Descriptionspecimen"
_BODY = (
    f"<h1>{_TITLE}</h1>\n\n<p>{_TITLE}</p>\n\n## Premier {{#{SPECIMEN}-1}}\n\n<p>{_TITLE}</p>\n\n"
    f"## Second {{#{SPECIMEN}-2 .ici}}\n\n<p>{_TITLE}</p>\n"
)
_PERMALINK = re.compile(r'<h2 id="page-specimen-1">Premier(?P<link><.*?)</h2>')
_LINK_OF_MARKDOWN = re.compile(r'<a class="headerlink" href="(?P<url>#[^"]*)"[^>]*>[^<]*</a>')
_SLOTS = re.compile("\0([a-z]+)\0")


def specimen_of(page: Page) -> Page:
    """The page that MkDocs builds in the place of `page`, and of those like it."""
    page = replace(page, draw=lambda: _BODY, in_markdown=False)
    if page.source or page.one_of_many:  # its words come from the records
        page = replace(page, title=_TITLE, description=_DESCRIPTION)
    if page.one_of_many:
        stem = f"{page.path.rpartition('/')[0]}/{SPECIMEN}"
        source = f"{stem}.{page.source.rpartition('.')[2]}" if page.source else ""
        page = replace(page, path=f"{stem}.md", source=source)
    return page


def specimens_of(pages: Iterable[Page]) -> dict[str, Page]:
    """The specimens of these pages, by their paths."""
    return {specimen.path: specimen for specimen in map(specimen_of, pages)}


@dataclass(frozen=True)
class Shell:
    """The pieces of a specimen between which the words of a page go, and how it links to a section."""

    pieces: tuple[str, ...]
    permalink: str

    @classmethod
    def taken_from(cls, specimen: Page, html: str, composer: Composer) -> Shell:
        """The shell around `specimen`, which MkDocs built as `html`."""
        link = _PERMALINK.search(html)
        if link is None:
            raise RuntimeError(f"{specimen.path} : le titre de la page témoin est introuvable")
        text, headings = article(specimen.body, link["link"])
        parts = {"texte": text, "sommaire": composer.contents(headings)}
        if "toc" in specimen.extra.get("hide", ()):
            del parts["sommaire"]
        for slot, part in parts.items():
            if not part or html.count(part) != 1:
                raise RuntimeError(f"{specimen.path} : la page témoin n’est pas celle attendue ({slot})")
            html = html.replace(part, f"\0{slot}\0")
        for word, slot in ((_TITLE, "titre"), (_DESCRIPTION, "description"), (SPECIMEN, "id")):
            html = html.replace(word, f"\0{slot}\0")
        return cls(tuple(_SLOTS.split(html)), link["link"])

    def page(self, page: Page, composer: Composer) -> str:
        """The whole HTML of `page`."""
        text, headings = (composer.converted if page.in_markdown else article)(page.body, self.permalink)
        words = {
            "texte": text,
            "sommaire": composer.contents(headings),
            "titre": escape(typographic(page.title)),
            "description": escape(typographic(page.description)),
            "id": page.path.rsplit("/", 1)[-1].removesuffix(".md"),
        }
        pieces = list(self.pieces)
        pieces[1::2] = [words[slot] for slot in pieces[1::2]]
        return "".join(pieces)


class Composer:
    """What MkDocs and the theme would make of a text and of its table of contents."""

    def __init__(self, overrides: Path, extensions: Mapping[str, dict[str, Any]]) -> None:
        """`overrides`: the folder of the theme’s corrections. `extensions`: those of Python-Markdown, and their settings."""
        environment = Environment(loader=FileSystemLoader(overrides), auto_reload=False)  # noqa: S701 — as MkDocs does
        self._template = environment.get_template("partials/toc.html")
        self._extensions = extensions

    def contents(self, headings: list[Heading]) -> str:
        """The list of `headings`, empty when there is nothing to list."""
        return self._template.render(page={"toc": headings})

    def converted(self, body: str, permalink: str) -> tuple[str, list[Heading]]:
        """The HTML of any Markdown body, and its headings."""
        html = self._markdown.reset().convert(body)
        text = _LINK_OF_MARKDOWN.sub(lambda match: permalink.replace(ANCHOR, match["url"]), html)
        return judged(text), _named(self._markdown.toc_tokens)  # type: ignore[attr-defined]  # put there by the extension `toc`

    @cached_property
    def _markdown(self) -> markdown.Markdown:
        return markdown.Markdown(extensions=list(self._extensions), extension_configs=dict(self._extensions))


def _named(tokens: Iterable[Any]) -> list[Heading]:
    """The headings that Python-Markdown found, as MkDocs tells them to the theme."""
    return [
        {
            "level": token["level"],
            "id": token["id"],
            "url": f"#{token['id']}",
            "title": token["name"],
            "children": _named(token["children"]),
        }
        for token in tokens
    ]
