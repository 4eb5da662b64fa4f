"""Render: the lists of initiatives: the explorer, one for each term of a facet, the map, the timeline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from traversees.french.text import plain
from traversees.library.explorer import FULL_CARDS, Explorer
from traversees.library.facets import INDEXED
from traversees.library.places import places_of
from traversees.library.timeline import timeline_of
from traversees.pages.urls import INITIATIVES, MET

if TYPE_CHECKING:
    from collections.abc import Iterator

    from traversees.pages.page import Page
    from traversees.records.kinds import Initiative


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
        explorer = Explorer(self.library)
        yield self._page(
            "initiatives/index.md",
            "initiatives",
            "Initiatives du Québec",
            extra=EXPLORER,
            values=lambda: {"explorer": explorer},
        )
        for facet in INDEXED:
            yield from self._facet(facet, explorer)
        yield self._page(
            f"{MET[1]}index.md",
            "rencontrees",
            MET[0],
            trail=(INITIATIVES,),
            values=lambda: {"initiatives": explorer.at("rencontree", "oui"), "full": FULL_CARDS},
        )
        yield self._page("comparer.md", "comparer", "Comparer des initiatives", extra={"hide": ["navigation", "toc"]})

    def _facet(self, facet: str, explorer: Explorer) -> Iterator[Page]:
        vocabulary = self.library.vocabularies[facet]
        counted = {term: explorer.at(facet, term) for term in vocabulary.termes}
        yield self._page(
            f"initiatives/{facet}/index.md",
            "facette-index",
            vocabulary.titre,
            trail=(INITIATIVES,),
            values=lambda: {"facet": INDEXED[facet], "counted": counted},
        )
        for term in vocabulary.termes:
            if counted[term]:
                yield self._facet_page(facet, term, counted[term])

    def _facet_page(self, facet: str, term: str, initiatives: list[Initiative]) -> Page:
        entry, folder = self.library.term(facet, term), f"initiatives/{facet}"
        return self._page(
            f"{folder}/{term}.md",
            "facette",
            entry.libelle,
            description=plain(entry.definition),
            trail=(INITIATIVES, (self.library.vocabularies[facet].titre, f"{folder}/")),
            one_of_many=True,
            values=lambda: {"facet": INDEXED[facet], "entry": entry, "initiatives": initiatives, "full": FULL_CARDS},
        )

    def _map_and_timeline(self) -> Iterator[Page]:
        extra = {"styles": ["assets/css/carte.css"]}
        yield self._page(
            "carte/index.md",
            "carte",
            "La carte des initiatives",
            trail=(INITIATIVES,),
            extra=extra,
            values=lambda: {"places": places_of(self.library)},
        )
        yield self._page(
            "frise/index.md",
            "frise",
            "La frise des initiatives et des passages",
            trail=(INITIATIVES,),
            extra=extra,
            values=lambda: {"timeline": timeline_of(self.library, LANDMARKS)},
        )
