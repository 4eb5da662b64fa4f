"""Render: the lists of initiatives: the explorer, one for each term of a facet, the map, the timeline."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from traversees.french.text import plain
from traversees.library.explorer import FULL_CARDS
from traversees.library.facets import INDEXED
from traversees.library.places import places_of
from traversees.library.timeline import timeline_of
from traversees.pages.urls import INITIATIVES, MET

if TYPE_CHECKING:
    from collections.abc import Iterator

    from traversees.pages.drawing import Values
    from traversees.pages.page import Page


from traversees.pages.drawing import Drawing

LANDMARKS = {"contexte/notes/le-voyage": "2023-05"}
"""The records that the timeline shows though their subject bears no date: `folder/id` and when it happened."""

EXPLORER = {
    "hide": ["navigation"],
    "styles": ["assets/css/explorateur.css"],
    "scripts": ["assets/js/explorateur.js"],
}
"""The header of the page of all initiatives: no other page loads its style and script."""


@dataclass(frozen=True)
class InitiativeLists(Drawing):
    """The pages that list initiatives."""

    def _initiatives(self) -> Iterator[Page]:
        yield self._page("initiatives/index.md", "initiatives", "Initiatives du Québec", extra=EXPLORER)
        for facet in INDEXED:
            yield from self._facet(facet)
        yield self._page(f"{MET[1]}index.md", "rencontrees", MET[0], self._met_values, trail=(INITIATIVES,))
        yield self._page("comparer.md", "comparer", "Comparer des initiatives", extra={"hide": ["navigation", "toc"]})

    def _met_values(self) -> Values:
        return {"initiatives": self.library.at("rencontree", "oui"), "full": FULL_CARDS}

    def _facet(self, facet: str) -> Iterator[Page]:
        yield self._page(
            f"initiatives/{facet}/index.md",
            "facette-index",
            self.library.title_of_terms(facet),
            partial(self._facet_values, facet),
            trail=(INITIATIVES,),
        )
        for term in self.library.terms(facet):
            if self.library.is_borne(facet, term):
                yield self._term_page(facet, term)

    def _facet_values(self, facet: str) -> Values:
        counted = {term: self.library.at(facet, term) for term in self.library.terms(facet)}
        return {"facet": INDEXED[facet], "counted": counted}

    def _term_page(self, facet: str, term: str) -> Page:
        entry, folder = self.library.term(facet, term), f"initiatives/{facet}"
        return self._page(
            f"{folder}/{term}.md",
            "facette",
            entry.libelle,
            partial(self._term_values, facet, term),
            description=plain(entry.definition),
            trail=(INITIATIVES, (self.library.title_of_terms(facet), f"{folder}/")),
            one_of_many=True,
        )

    def _term_values(self, facet: str, term: str) -> Values:
        entry, initiatives = self.library.term(facet, term), self.library.at(facet, term)
        return {"facet": INDEXED[facet], "entry": entry, "initiatives": initiatives, "full": FULL_CARDS}

    def _map_and_timeline(self) -> Iterator[Page]:
        extra = {"styles": ["assets/css/carte.css"]}
        title = "La carte des initiatives"
        yield self._page("carte/index.md", "carte", title, self._map_values, trail=(INITIATIVES,), extra=extra)
        title = "La frise des initiatives et des passages"
        yield self._page("frise/index.md", "frise", title, self._timeline_values, trail=(INITIATIVES,), extra=extra)

    def _map_values(self) -> Values:
        return {"places": places_of(self.library)}

    def _timeline_values(self) -> Values:
        return {"timeline": timeline_of(self.library, LANDMARKS)}
