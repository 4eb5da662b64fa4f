"""Link: where each initiative stands in the facets, for the explorer and the index pages."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from traversees.french.text import plain
from traversees.french.typography import typographic
from traversees.library.facets import FACETS

if TYPE_CHECKING:
    from traversees.library.facets import Facet
    from traversees.library.library import Library
    from traversees.records.kinds import Initiative

FULL_CARDS = 100
"""Beyond this many cards, a page keeps names (the explorer facets too, and its summaries are in `SUMMARIES`)."""

SUMMARIES = "assets/resumes.js"


@dataclass(frozen=True)
class Choice:
    """A way to filter: how many initiatives bear each option of a facet, options that nobody bears left out."""

    facet: Facet
    options: dict[str, int]


@dataclass(frozen=True)
class Explorer:
    """What the page of all initiatives asks of the Library."""

    library: Library

    @cached_property
    def choices(self) -> list[Choice]:
        """The facets that sort something, in the order of the page."""
        borne = [
            {
                option: len(self._bearers[facet.key, option])
                for option in facet.options(self.library)
                if (facet.key, option) in self._bearers
            }
            for facet in FACETS
        ]
        return [Choice(facet, options) for facet, options in zip(FACETS, borne, strict=True) if options]

    def at(self, facet: str, option: str) -> list[Initiative]:
        """The initiatives that bear an option; the facet by its key or by its vocabulary."""
        return self._bearers.get((facet, option), [])

    @cached_property
    def _bearers(self) -> dict[tuple[str, str], list[Initiative]]:
        bearers: dict[tuple[str, str], list[Initiative]] = defaultdict(list)
        for initiative in self.library.initiatives:
            for facet, option in self._pairs(initiative):
                bearers[facet.key, option].append(initiative)
                if facet.vocabulary:
                    bearers[facet.vocabulary, option].append(initiative)
        return dict(bearers)

    def ranks(self, initiative: Initiative) -> str:
        """The options that an initiative bears: their ranks on the page, all facets in a row."""
        return " ".join(
            str(rank) for rank in sorted(self._ranks[facet.key, option] for facet, option in self._pairs(initiative))
        )

    def is_full(self, initiative: Initiative) -> bool:
        """Whether the summary of an initiative is on the page itself."""
        return initiative.id not in self.summaries

    @cached_property
    def summaries(self) -> dict[str, str]:
        """The summaries that the page leaves out, by id."""
        return {i.id: typographic(plain(i.resume)) for i in self.library.initiatives[FULL_CARDS:]}

    @cached_property
    def _ranks(self) -> dict[tuple[str, str], int]:
        pairs = [(choice.facet.key, option) for choice in self.choices for option in choice.options]
        return {pair: rank for rank, pair in enumerate(pairs)}

    def _pairs(self, initiative: Initiative) -> list[tuple[Facet, str]]:
        return [(facet, option) for facet in FACETS for option in facet.of(self.library, initiative)]
