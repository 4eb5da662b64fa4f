"""Publish: the whole site, beside the published one."""

from __future__ import annotations

import shutil
from functools import partial
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from traversees.pages import shared_files, site_settings, write_if_changed
from traversees.publishing.mkdocs_frame import frame_of
from traversees.publishing.press import SHOWN_EVERYWHERE, Press, renderer_of
from traversees.publishing.processors import in_parallel
from traversees.publishing.search import Copies, html_paths

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from traversees.library import Library
    from traversees.publishing.memory import Memory
    from traversees.publishing.workshop import Workshop


def build_whole(workshop: Workshop, library: Library, memory: Memory) -> None:
    """Make the whole site in `workshop.fresh`, its search index left aside; raises `mkdocs.exceptions.Abort`."""
    settings = site_settings(workshop.root)
    renderer = renderer_of(workshop, library, settings)
    frame = frame_of(workshop, renderer.pages(), settings, memory.fact("etat"))
    memory.set_fact("charpente", frame.folder.name)
    shutil.rmtree(workshop.fresh, ignore_errors=True)
    shutil.copytree(frame.site, workshop.fresh)
    copies = Copies(workshop.fresh, library, workshop.copies)
    new_words = [copies.renew(path) for path in html_paths(workshop.fresh)]
    press = Press(workshop, workshop.fresh, renderer, frame)
    new_words += _make_records(press, memory)
    new_words += _make_others(press)
    new_words += [copies.renew_spelling(), copies.remove_stale()]
    if any(new_words):
        memory.set_fact("recherche", "")
    _write_sitemap(workshop.fresh, frame.composition.address, library)


def _make_records(press: Press, memory: Memory) -> Iterator[bool]:
    """Make the page of every record; whether the search reads anything new in each."""
    library = press.library
    records = library.records_with_page
    press.renderer.load_templates()  # once for all the processes
    words = in_parallel(lambda some: [[terme.id for terme in library.words_of(record)] for record in some], records)
    library.learn_words(zip(records, words, strict=True))
    for record, made in zip(records, in_parallel(lambda some: map(press.make, some), records), strict=True):
        memory.published(record.path, made.face, made.named)
        yield made.new_words
    for vocabulary in library.vocabularies.values():
        memory.published(vocabulary.path, SHOWN_EVERYWHERE, [])


def _make_others(press: Press) -> Iterator[bool]:
    """Make every other page, and the files drawn from all records; whether the search reads anything new in each."""

    def shared() -> bool:
        for path, content in shared_files(press.workshop.root, press.renderer):
            write_if_changed(press.site / path, content)
        return False

    tasks: list[Callable[[], bool]] = [
        shared,
        *(partial(press.make_page, page) for page in press.renderer.other_pages()),
    ]
    return in_parallel(lambda some: (task() for task in some), tasks)


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
