"""Render: a Library becomes pages. Pure: values in, values out; the templates are an argument."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from traversees.contribute.form import FORM_KINDS, form_files
from traversees.contribute.schema import schema_files, schema_name
from traversees.french.text import Notes, plain
from traversees.library.catalogue import sort_key
from traversees.library.explorer import INDEXED
from traversees.pages.urls import (
    CONTEXT,
    GUIDE,
    INITIATIVES,
    SCHEMAS,
    download_of,
)
from traversees.records.kinds import (
    KINDS,
    Acteur,
    Besoin,
    Initiative,
    Note,
    Parcours,
    Recit,
    Terme,
    Transfert,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from traversees.pages.page import Page
    from traversees.records.record import Record

    Values = Mapping[str, Any]


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

RECORD_PAGES: dict[type[Record], tuple[str, str, str, tuple[tuple[str, str], ...]]] = {
    Initiative: ("initiative", "nom", "resume", (INITIATIVES,)),
    Recit: ("recit", "titre", "resume", (("Récits", "recits/"),)),
    Besoin: ("besoin", "libelle", "resume", (CONTEXT, ("Besoins", "contexte/besoins/"))),
    Note: ("note", "titre", "resume", (CONTEXT, ("Notes", "contexte/notes/"))),
    Acteur: ("acteur", "nom", "role", (CONTEXT, ("Acteurs locaux", "contexte/acteurs/"))),
    Transfert: ("transfert", "nom", "resume", (CONTEXT, ("Transferts", "contexte/transferts/"))),
    Terme: ("terme", "terme", "definition", (("Lexique", "glossaire/"),)),
    Parcours: ("parcours", "titre", "pourquoi", (("Parcours", "parcours/"),)),
}
"""The page of a record, by its kind: its template, the keys of its title and description, and where it stands."""


def record_header(kind: type[Record]) -> dict[str, Any]:
    """What the header of a record’s page says beside its words: the form that corrects it, if there is one."""
    return {"formulaire": schema_name(kind)} if kind in FORM_KINDS else {}


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
        yield from (self._facet_page(facet, next(iter(self.library.terms(facet))), []) for facet in INDEXED)
        for kind, (template, _, _, trail) in RECORD_PAGES.items():
            in_menu = [path for path in self.menu if posixpath.split(path)[0] == kind.folder]
            for path in [f"{kind.folder}/fiche.md", *in_menu]:
                if not path.endswith("/index.md"):
                    source = f"{path.removesuffix('.md')}{kind.suffix}"
                    extra = record_header(kind)
                    yield self._page(path, template, "", source=source, trail=trail, extra=extra, one_of_many=True)

    def record_page(self, record: Record) -> Page:
        """The page of a record."""
        template, title, description, trail = RECORD_PAGES[type(record)]
        text = getattr(record, title)
        return self._page(
            f"{record.folder}/{record.id}.md",
            template,
            text[:1].upper() + text[1:] if isinstance(record, Terme) else text,
            description=plain(getattr(record, description)),
            source=record.path,
            trail=trail,
            extra=record_header(type(record)),
            one_of_many=True,
            values=lambda: {"record": record, "notes": Notes(getattr(record, "sources", ()))},
        )

    def other_pages(self) -> Iterator[Page]:
        """Every generated page but those of the records."""
        yield self._page("index.md", "accueil", "Accueil", extra={"hide": ["navigation", "toc"]})
        yield from self._initiatives()
        yield from self._map_and_timeline()
        yield self._page("recits/index.md", "recits", "Récits du voyage")
        yield from self._context()
        yield from self._glossary()
        yield self._page("parcours/index.md", "parcours-index", "Parcours de lecture")
        yield self._page("plan-du-site.md", "plan-du-site", "Plan du site")
        yield self._page("a-propos/etat-de-la-base.md", "etat-de-la-base", "État de la base")
        for path, template, title in STATIC_PAGES:
            yield self._page(path, f"pages/{template}", title, in_markdown=True)
        yield from self._guide()
        yield from self._form()

    def files(self) -> Iterator[tuple[str, str]]:
        """Every generated file that is not a page: its path and its text."""
        for name, text in schema_files(self.library, closed=True):
            yield f"{SCHEMAS}{name}", text
        for kind in KINDS:
            yield f"{GUIDE[1]}{download_of(kind)}", self._annotated(kind)
        yield from form_files(self.library)
        yield from self._editor()

    def _context(self) -> Iterator[Page]:
        yield self._page("contexte/index.md", "contexte", "La Seine-Saint-Denis")
        for folder, title in (
            ("besoins", "Besoins"),
            ("notes", "Notes"),
            ("acteurs", "Acteurs locaux"),
            ("transferts", "Transferts"),
        ):
            yield self._page(f"contexte/{folder}/index.md", folder, title, trail=(CONTEXT,))

    def _glossary(self) -> Iterator[Page]:
        letters: dict[str, list[Record]] = defaultdict(list)
        for terme in self.library.termes:
            letters[sort_key(terme.terme)[:1].upper()].append(terme)
        yield self._page(
            "glossaire/index.md", "glossaire", "Lexique Québec–France", values=lambda: {"letters": letters}
        )
