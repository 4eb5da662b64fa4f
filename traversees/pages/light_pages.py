"""Render: the light pages, which answer where a page no longer stands, and say where to go. Pure.

A record or a term that was renamed is answered under its former names; what was given up on purpose says why; a term that
no initiative bears any more says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from traversees.french.typography import typographic_page
from traversees.library.facets import INDEXED
from traversees.pages.destinations import judged
from traversees.pages.urls import INITIATIVES, relative_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from traversees.check.promises import Promises, Retrait
    from traversees.library.library import Library
    from traversees.pages.rendering import Renderer

MOVED, WITHDRAWN, EMPTY = "moved", "withdrawn", "empty"


@dataclass(frozen=True)
class LightPage:
    """What answers at `url`, and where it leads; both from the root of the site."""

    url: str
    reason: str
    target: str
    title: str
    withdrawal: Retrait | None = None

    @property
    def path(self) -> str:
        """The path of its file in the site."""
        return f"{self.url}index.html"


def light_pages(renderer: Renderer, promises: Promises | None) -> Iterator[LightPage]:
    """All of them."""
    yield from renamed_records(renderer.library)
    yield from _terms(renderer.library, promises)
    if promises and promises.retirees:
        titles = {page.url: page.title for page in renderer.pages()}
        for given_up in promises.retirees:
            if given_up.adresse.endswith("/"):
                target = given_up.vers[1:]
                title = titles.get(target, given_up.vers)
                yield LightPage(given_up.adresse[1:], WITHDRAWN, target, title, given_up)


def renamed_records(library: Library) -> Iterator[LightPage]:
    """Those of the records that had other names."""
    for record in library.records_with_page:
        for name in record.former_ids:
            yield LightPage(record.address_of(name), MOVED, record.address, record.name)


def _terms(library: Library, promises: Promises | None) -> Iterator[LightPage]:
    """Those of the terms that had other names, and of the terms that no initiative bears though they had a page."""
    promised = promises.addresses if promises else frozenset[str]()
    for facet in INDEXED:
        folder, title_of_all = f"{INITIATIVES[1]}{facet}/", library.title_of_terms(facet)
        for term, entry in library.terms(facet).items():
            borne = library.is_borne(facet, term)
            for name in entry.anciens_noms:
                target, title = (f"{folder}{term}/", entry.libelle) if borne else (folder, title_of_all)
                yield LightPage(f"{folder}{name}/", MOVED, target, title)
            if not borne and f"/{folder}{term}/" in promised:
                yield LightPage(f"{folder}{term}/", EMPTY, folder, entry.libelle)


def light_files(renderer: Renderer, pages: Iterable[LightPage], address: str) -> Iterator[tuple[str, str]]:
    """The path and the HTML of each of `pages`; `address`: of the site."""
    template = renderer.templates.get_template("page-legere.html.jinja")
    for page in pages:
        html = template.render(
            page=page,
            lien=relative_url(page.target, page.url),
            accueil=relative_url("", page.url),
            style=relative_url("assets/css/legere.css", page.url),
            script=relative_url("assets/js/redirection.js", page.url),
            adresse=f"{address}{page.target}",
            politique=renderer.settings["politique"],
        )
        yield page.path, judged(typographic_page(html))
