"""Render, for the explorer of initiatives and its index pages: the facets, where each record stands in them. Pure."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from traversees.french.text import plain
from traversees.french.typography import typographic

if TYPE_CHECKING:
    from traversees.library.library import Library
    from traversees.records.kinds import Initiative

FACETS = {
    "besoin": "",
    "theme": "themes",
    "public": "publics",
    "metier": "metiers",
    "preuve": "preuves",
    "statut": "statuts",
    "portee": "portees",
    "region": "regions",
    "etat": "etats",
    "rencontree": "",
}
"""The facets in the order of the page: the key in the address, and the vocabulary that holds the options."""

INDEXED = tuple(filter(None, FACETS.values()))
"""The vocabularies that have index pages, as folders of `initiatives/`."""

FULL_CARDS = 100
"""Beyond this many cards, a page keeps names (the explorer facets too, and its summaries are in `SUMMARIES`)."""

SUMMARIES = "assets/resumes.json"


@dataclass(frozen=True)
class Facet:
    """A way to filter: how many initiatives bear each option, options that nobody bears left out."""

    key: str
    vocabulary: str
    options: dict[str, int]


@dataclass(frozen=True)
class Explorer:
    """What the page of all initiatives asks of the Library."""

    library: Library

    @cached_property
    def facets(self) -> list[Facet]:
        """The facets of `FACETS`, their options in the order of the vocabularies."""
        counted = {pair: len(found) for pair, found in self._bearers.items()}
        return [
            Facet(
                key,
                vocabulary,
                {option: counted[key, option] for option in self._keys(key) if (key, option) in counted},
            )
            for key, vocabulary in FACETS.items()
        ]

    def at(self, facet: str, option: str) -> list[Initiative]:
        """The initiatives that bear an option; the facet by its key or by its vocabulary."""
        return self._bearers.get((facet, option), [])

    @cached_property
    def _bearers(self) -> dict[tuple[str, str], list[Initiative]]:
        bearers: dict[tuple[str, str], list[Initiative]] = defaultdict(list)
        for initiative in self.library.initiatives:
            for facet, option in self._pairs(initiative):
                bearers[facet, option].append(initiative)
        return bearers | {(FACETS[facet], option): found for (facet, option), found in bearers.items() if FACETS[facet]}

    def ranks(self, initiative: Initiative) -> str:
        """The options that an initiative bears: their ranks on the page, all facets in a row."""
        return " ".join(str(rank) for rank in sorted(self._ranks[pair] for pair in self._pairs(initiative)))

    def is_full(self, initiative: Initiative) -> bool:
        """Whether the summary of an initiative is on the page itself."""
        return initiative.id not in self.summaries

    @cached_property
    def summaries(self) -> dict[str, str]:
        """The summaries that the page leaves out, by id."""
        return {i.id: typographic(plain(i.resume)) for i in self.library.initiatives[FULL_CARDS:]}

    @cached_property
    def _ranks(self) -> dict[tuple[str, str], int]:
        pairs = [(facet.key, option) for facet in self.facets for option in facet.options]
        return {pair: rank for rank, pair in enumerate(pairs)}

    def _keys(self, facet: str) -> list[str]:
        if facet == "besoin":
            return [besoin.id for besoin in self.library.besoins]
        return list(self.library.terms(FACETS[facet])) if FACETS[facet] else ["oui"]

    def _pairs(self, initiative: Initiative) -> list[tuple[str, str]]:
        values: dict[str, tuple[str, ...]] = {
            "besoin": tuple(answer.besoin for answer in initiative.besoins),
            "theme": initiative.themes,
            "public": initiative.publics,
            "metier": initiative.metiers,
            "preuve": (strongest_proof(self.library, initiative),),
            "statut": (initiative.statut,),
            "portee": (initiative.portee,),
            "region": (initiative.region,),
            "etat": (initiative.etat,),
            "rencontree": ("oui",) if initiative.visite else (),
        }
        return [(facet, option) for facet in FACETS for option in dict.fromkeys(values[facet])]


def strongest_proof(library: Library, initiative: Initiative) -> str:
    """The most solid level of proof among the results of an initiative."""
    proofs = {resultat.preuve for resultat in initiative.resultats}
    return next(level for level in library.terms("preuves") if level in proofs)


def summaries_file(library: Library) -> tuple[str, bytes] | None:
    """The path and content of the file of summaries, when the page leaves some out."""
    summaries = Explorer(library).summaries
    return (SUMMARIES, json.dumps(summaries, ensure_ascii=False).encode()) if summaries else None
