"""Publish: the pages of records, set in the shell that MkDocs and the theme gave to one specimen of their folder.

MkDocs takes ten times longer over a page than we do, and most pages are records: for each folder it builds one page
whose words are known, and the pages of that folder are that page with other words. What is ours in a page (title,
description, text, table of contents) is found in the specimen by building it ourselves: when the two differ, the
publication stops, since every page would. `tests/test_shell.py` holds each page against the one that MkDocs builds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape, unescape
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader
from markdown.extensions.toc import nest_toc_tokens, slugify, strip_tags, unique
from markupsafe import Markup

from traversees.rendering import RECORD_PAGES, Page, record_header
from traversees.typography import typographic

if TYPE_CHECKING:
    from pathlib import Path

    from traversees.records import Record


SPECIMEN = "page-specimen"
"""The id of the specimens: no record may look like it, no page keeps it."""

Heading = dict[str, Any]
"""A title in the text, as the theme asks for it: `level`, `id`, `url`, `title`, `children`."""

_TITLE, _DESCRIPTION = "Titrespecimen", "Descriptionspecimen"
_ANCHOR = "#page-specimen-1"
_HEADING = re.compile(
    r"^(?P<signs>#{2,6}) (?P<words>[^\n{}]*?)(?: \{#(?P<id>[\w-]+)(?P<marks>[^\n{}]*)\})?$\n*", re.MULTILINE
)
_PERMALINK = re.compile(r'<h2 id="page-specimen-1">Premier(?P<link><.*?)</h2>')
_SLOTS = re.compile("\0([a-z]+)\0")


def specimen(kind: type[Record]) -> Page:
    """The page from which the shell of a kind of record is taken."""
    body = (
        f"<h1>{_TITLE}</h1>\n\n<p>{_TITLE}</p>\n\n## Premier {{#{SPECIMEN}-1}}\n\n<p>{_TITLE}</p>\n\n"
        f"## Second {{#{SPECIMEN}-2 .ici}}\n\n<p>{_TITLE}</p>\n"
    )
    path = f"{kind.folder}/{SPECIMEN}"
    source = f"{path}{kind.suffix}"
    return Page(f"{path}.md", _TITLE, body, _DESCRIPTION, source, RECORD_PAGES[kind][3], record_header(kind))


@dataclass(frozen=True)
class Shell:
    """The pieces of a specimen between which the words of a page go, and how it links to a section."""

    pieces: tuple[str, ...]
    permalink: str

    @classmethod
    def taken_from(cls, kind: type[Record], html: str, contents: Contents) -> Shell:
        """The shell around the specimen of `kind`, which MkDocs built as `html`."""
        link = _PERMALINK.search(html)
        if link is None:
            raise RuntimeError(f"{kind.folder} : le titre de la page témoin est introuvable")
        text, headings = article(specimen(kind).typographic_body, link["link"])
        for part, slot in ((text, "texte"), (contents.of(headings), "sommaire")):
            if not part or html.count(part) != 1:
                raise RuntimeError(f"{kind.folder} : la page témoin n’est pas celle attendue ({slot})")
            html = html.replace(part, f"\0{slot}\0")
        for word, slot in ((_TITLE, "titre"), (_DESCRIPTION, "description"), (SPECIMEN, "id")):
            html = html.replace(word, f"\0{slot}\0")
        return cls(tuple(_SLOTS.split(html)), link["link"])

    def page(self, page: Page, contents: Contents) -> str:
        """The whole HTML of `page`."""
        text, headings = article(page.typographic_body, self.permalink)
        words = {
            "texte": text,
            "sommaire": contents.of(headings),
            "titre": escape(Markup(typographic(page.title)).striptags()),  # noqa: S704 — as the theme prints it
            "description": escape(typographic(page.description)),
            "id": page.path.rsplit("/", 1)[-1].removesuffix(".md"),
        }
        pieces = list(self.pieces)
        pieces[1::2] = [words[slot] for slot in pieces[1::2]]
        return "".join(pieces)


class Contents:
    """The table of contents of a page, printed by the theme’s own template."""

    def __init__(self, overrides: Path) -> None:
        """`overrides`: the folder of the theme’s corrections."""
        environment = Environment(loader=FileSystemLoader(overrides), auto_reload=False)  # noqa: S701 — as MkDocs does
        self._template = environment.get_template("partials/toc.html")

    def of(self, headings: list[Heading]) -> str:
        """The list of `headings`, empty when there is nothing to list."""
        return self._template.render(page={"toc": headings})


def article(body: str, permalink: str) -> tuple[str, list[Heading]]:
    """The HTML of a Markdown body made of HTML blocks and headings, and its headings, as Python-Markdown gives them."""
    named = {match["id"] for match in _HEADING.finditer(body) if match["id"]}
    counters: dict[str, int] = {}
    headings: list[Heading] = []

    def replaced(match: re.Match[str]) -> str:
        words, level = match["words"], len(match["signs"])
        identifier = match["id"] or unique(slugify(unescape(strip_tags(words)), "-"), named, counters)  # type: ignore[call-arg]
        classes = " ".join(mark[1:] for mark in (match["marks"] or "").split() if mark.startswith("."))
        url = f"#{identifier}"
        headings.append({"level": level, "id": identifier, "url": url, "title": strip_tags(words)})
        opening = f'<h{level} class="{classes}" id="{identifier}">' if classes else f'<h{level} id="{identifier}">'
        return f"{opening}{words}{permalink.replace(_ANCHOR, url)}</h{level}>\n"

    return _HEADING.sub(replaced, body.strip("\n")).strip("\n"), nest_toc_tokens(headings)  # type: ignore[arg-type,return-value]  # it adds `children`, and keeps the rest
