"""Render: a Library becomes pages. Pure: values in, values out; the templates are an argument."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from traversees.contribute.schema import schema_files
from traversees.french.text import Notes, plain
from traversees.library.facets import INDEXED
from traversees.pages.urls import GUIDE, SCHEMAS, download_of
from traversees.records.kinds import KINDS, WITH_PAGE, Initiative

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from traversees.pages.drawing import Values
    from traversees.pages.page import Page
    from traversees.records.record import Record


from traversees.pages.contributing import ContributingPages
from traversees.pages.initiative_lists import InitiativeLists

STATIC_PAGES = (
    ("a-propos/index.md", "a-propos", "À propos"),
    ("a-propos/suivre.md", "suivre", "Suivre Traversées"),
    ("a-propos/accessibilite.md", "accessibilite", "Accessibilité"),
    ("a-propos/mentions-legales.md", "mentions-legales", "Mentions légales"),
    ("a-propos/donnees-personnelles.md", "donnees-personnelles", "Données personnelles"),
    ("contribuer/index.md", "contribuer", "Contribuer"),
    ("contribuer/recit.md", "recit", "Confier un récit"),
)
"""The pages whose text is ours: path, template, title."""


def record_header(kind: type[Record]) -> dict[str, Any]:
    """What the header of a record’s page says beside its words: the form that corrects it, if there is one."""
    return {"formulaire": kind.kind_name()} if kind.form_title else {}


def trail_of(kind: type[Record]) -> tuple[tuple[str, str], ...]:
    """The pages above those of the records of a kind: the last one is their list."""
    return (*kind.trail, (kind.plural, f"{kind.folder}/"))


@dataclass(frozen=True)
class Renderer(InitiativeLists, ContributingPages):
    """Turns records and lists into pages."""

    def pages(self) -> Iterator[Page]:
        """Every generated page."""
        yield from self.other_pages()
        yield from map(self.record_page, self.library.records_with_page)

    def shapes(self) -> Iterator[Page]:
        """A page for each page that is like no other, and one for each folder of pages alike; needs the vocabularies only."""
        yield from (page for page in self.other_pages() if not page.one_of_many)
        yield from (self._term_page(facet, next(iter(self.library.terms(facet)))) for facet in INDEXED)
        for kind in WITH_PAGE:
            in_menu = [path for path in self.menu if posixpath.split(path)[0] == kind.folder]
            for path in [f"{kind.key_of('fiche')}.md", *in_menu]:
                if not path.endswith("/index.md"):
                    source = f"{path.removesuffix('.md')}{kind.suffix}"
                    extra = record_header(kind)
                    yield self._page(
                        path, kind.kind_name(), "", source=source, trail=trail_of(kind), extra=extra, one_of_many=True
                    )

    def record_page(self, record: Record) -> Page:
        """The page of a record."""
        kind = type(record)
        return self._page(
            f"{record.key}.md",
            kind.kind_name(),
            record.title,
            description=plain(record.description),
            source=record.path,
            trail=trail_of(kind),
            extra=record_header(kind),
            one_of_many=True,
            values=partial(self._record_values, record.key),
        )

    def _record_values(self, key: str) -> Values:
        record = self.library.record(key)
        return {"record": record, "notes": Notes(getattr(record, "sources", ()))}

    def other_pages(self) -> Iterator[Page]:
        """Every generated page but those of the records."""
        yield self._page("index.md", "accueil", "Accueil", extra={"hide": ["navigation", "toc"]})
        yield from self._initiatives()
        yield from self._map_and_timeline()
        yield self._page("contexte/index.md", "contexte", "La Seine-Saint-Denis")
        yield from (self._list(kind) for kind in WITH_PAGE if kind is not Initiative)
        yield self._page("plan-du-site.md", "plan-du-site", "Plan du site", _kinds_with_page)
        yield self._page("a-propos/etat-de-la-base.md", "etat-de-la-base", "État de la base")
        for path, template, title in STATIC_PAGES:
            yield self._page(path, f"pages/{template}", title, in_markdown=True)
        yield from self._guide()
        yield from self._form()

    def files(self, site: str) -> Iterator[tuple[str, Callable[[], Iterable[tuple[str, str]]]]]:
        """The generated files that are not pages, for the site of this address: what they are, what gives paths and texts."""
        yield "les schémas", partial(self._schemas, site)
        for kind in KINDS:
            yield f"l’exemple de {kind.kind_name()}", partial(self._example_file, kind)
        yield "l’éditeur", self._editor

    def _schemas(self, site: str) -> Iterator[tuple[str, str]]:
        for name, text in schema_files(self.library, published_in=f"{site}{SCHEMAS}"):
            yield f"{SCHEMAS}{name}", text

    def _example_file(self, kind: type[Record]) -> Iterator[tuple[str, str]]:
        yield f"{GUIDE[1]}{download_of(kind)}", self._annotated(kind)

    def _list(self, kind: type[Record]) -> Page:
        """The list of all the records of a kind."""
        path, title = f"{kind.folder}/index.md", kind.list_title or kind.plural
        return self._page(path, kind.list_template, title, partial(self._list_values, kind), trail=kind.trail)

    def _list_values(self, kind: type[Record]) -> Values:
        return {"kind": kind, "records": self.library.listed(kind)}


def _kinds_with_page() -> Values:
    return {"kinds": WITH_PAGE}
