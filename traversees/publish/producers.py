"""Publish: everything that the site is made of, but its frame: who makes which files."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from traversees.check.promises import read_promises
from traversees.publish.ledger import outputs
from traversees.publish.memory import digest_of
from traversees.publish.outputs import Producer, other_files, record_files, site_identity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from traversees.pages.page import Page
    from traversees.pages.rendering import Renderer
    from traversees.publish.outputs import Files

    Compose = Callable[[Page], str]
    """Sets a page in its shell."""


def record_producer(renderer: Renderer, key: str, compose: Compose) -> Producer:
    """What makes the files of the record at `folder/id`."""
    return Producer(f">{key}", partial(_record, renderer, key, compose))


def _record(renderer: Renderer, key: str, compose: Compose) -> Files:
    record = renderer.library.record(key)
    yield from record_files(renderer.library, record)
    yield from _page(renderer.record_page(record), compose)


def shared_producers(root: Path, renderer: Renderer, compose: Compose) -> Iterator[Producer]:
    """What makes all other files, in an order that lets the longest begin first."""
    for page in renderer.other_pages():
        yield Producer(f">page {page.path}", partial(_page, page, compose), _header(page))
    yield from other_files(root, renderer)
    yield Producer(">plan du site", partial(_sitemap, root, renderer))


def _page(page: Page, compose: Compose) -> Files:
    yield f"{page.url}index.html", compose(page).encode()
    for path, text in page.beside():
        yield path, text.encode()


def _header(page: Page) -> str:
    """What tells a page from what it was, its text left aside."""
    told = (page.title, page.description, page.source, page.trail, page.extra, page.kind)
    return digest_of(repr(told).encode())


def _sitemap(root: Path, renderer: Renderer) -> Files:
    """The addresses of all pages to be read, and when the records were last checked: nothing that depends on the clock."""
    library, address = renderer.library, site_identity(root).address
    checked = {r.address: getattr(r, "verifie_le", "") for r in library.records_with_page}
    urls = ET.Element("urlset", xmlns="http://www.sitemaps.org/schemas/sitemap/0.9")
    planned = outputs(library, root, read_promises(root))
    for path in sorted(output.path for output in planned if output.sort == "page"):
        page = path.removesuffix("index.html")
        url = ET.SubElement(urls, "url")
        ET.SubElement(url, "loc").text = f"{address}{page}"
        if checked.get(page):
            ET.SubElement(url, "lastmod").text = checked[page]
    ET.indent(urls)
    yield "sitemap.xml", ET.tostring(urls, encoding="utf-8", xml_declaration=True)
