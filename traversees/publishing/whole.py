"""Publish: the whole site, beside the published one."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from traversees.pages import other_files, paths_of, record_pages, site_settings, write_tree
from traversees.publishing.mkdocs_pages import build_pages
from traversees.publishing.press import Press
from traversees.publishing.processors import in_parallel
from traversees.publishing.search import Copies, html_paths
from traversees.publishing.shell import Contents, Shell, specimen
from traversees.publishing.workshop import SET_APART
from traversees.rendering import Renderer, page_url, template_environment

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from traversees.library import Library
    from traversees.publishing.memory import Memory
    from traversees.publishing.workshop import Workshop
    from traversees.records import Record

MADE_BY_MKDOCS = "-"
"""The face of a record that is not set apart: when it changes, the whole site does."""


def build_whole(workshop: Workshop, library: Library, memory: Memory) -> None:
    """Make the whole site in `workshop.fresh`, its search index left aside; raises `mkdocs.exceptions.Abort`."""
    settings = site_settings(workshop.root)
    apart = [record for record in library.records_with_page if isinstance(record, SET_APART)]
    words = in_parallel(lambda some: [[terme.id for terme in library.words_of(record)] for record in some], apart)
    library.learn_words(zip(apart, words, strict=True))
    _write_other_pages(workshop, library, settings, apart)
    address = build_pages(workshop, apart)
    memory.set_shells(_take_shells(workshop), settings)
    others = html_paths(workshop.fresh)
    press = Press(workshop, workshop.fresh, library, memory.shells(), settings)
    made = list(in_parallel(lambda some: map(press.make, some), apart))
    for record, one in zip(apart, made, strict=True):
        memory.published(record.path, one.face, one.named)
    for record in library.records:
        if not isinstance(record, SET_APART):
            memory.published(record.path, MADE_BY_MKDOCS, [])
    copies = Copies(workshop.fresh, library, workshop.copies)
    new_words = [one.new_words for one in made]
    new_words += in_parallel(lambda some: map(copies.renew, some), others)
    new_words += [copies.renew_spelling(), copies.remove_stale()]
    if any(new_words):
        memory.set_fact("recherche", "")
    _write_sitemap(workshop.fresh, address, library)


def _write_other_pages(workshop: Workshop, library: Library, settings: dict[str, Any], apart: Sequence[Record]) -> None:
    """The Markdown of all that is not set apart; that of the records which exist no more is removed."""
    renderer = Renderer(library, template_environment(workshop.root / "templates"), settings)
    others = (record for record in library.records_with_page if not isinstance(record, SET_APART))
    files = chain(other_files(workshop.root, renderer), record_pages(renderer, others))
    write_tree(workshop.pages, files, kept={path for record in apart for path in paths_of(record)})


def _take_shells(workshop: Workshop) -> dict[str, Shell]:
    """The shell of each folder of records set apart, from the specimens just built, which are taken away."""
    contents = Contents(workshop.root / "overrides")
    shells = {}
    for kind in SET_APART:
        file = workshop.fresh / page_url(specimen(kind).path) / "index.html"
        shells[kind.folder] = Shell.taken_from(kind, file.read_text(encoding="utf-8"), contents)
        file.unlink()
        file.parent.rmdir()
    return shells


def _write_sitemap(site: Path, address: str, library: Library) -> None:
    """The addresses of all pages, and when the records were last checked: nothing that depends on the clock."""
    checked = {f"{r.folder}/{r.id}/": getattr(r, "verifie_le", "") for r in library.records_with_page}
    urls = ET.Element("urlset", xmlns="http://www.sitemaps.org/schemas/sitemap/0.9")
    for path in html_paths(site):
        page = path.removesuffix("index.html")
        if page != "404.html":
            url = ET.SubElement(urls, "url")
            ET.SubElement(url, "loc").text = f"{address}{page}"
            if checked.get(page):
                ET.SubElement(url, "lastmod").text = checked[page]
    ET.indent(urls)
    ET.ElementTree(urls).write(site / "sitemap.xml", encoding="utf-8", xml_declaration=True)
