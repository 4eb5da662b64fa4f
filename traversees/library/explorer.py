"""Link: where each initiative stands in the facets, for the explorer and the index pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from traversees.french.text import plain
from traversees.french.typography import typographic
from traversees.library.answers import Answers
from traversees.library.facets import FACETS
from traversees.library.shelf import question

if TYPE_CHECKING:
    from traversees.library.facets import Facet
    from traversees.records.kinds import Initiative

FULL_CARDS = 100
"""Beyond this many cards, a page keeps names (the explorer facets too, and its summaries are in `SUMMARIES`)."""

SUMMARIES = "assets/resumes.js"


@dataclass(frozen=True)
class Choice:
    """A way to filter: how many initiatives bear each option of a facet, options that nobody bears left out."""

    facet: Facet
    options: dict[str, int]


class Sorted(Answers):
    """Where the initiatives stand in the facets."""

    def choices(self) -> list[Choice]:
        """The facets that sort something, in the order of the page."""
        borne = self._options()
        return [Choice(facet, borne[facet.key]) for facet in FACETS if borne[facet.key]]

    @question
    def _options(self) -> dict[str, dict[str, int]]:
        """How many initiatives bear each option of each facet."""
        bearers = self._bearers()
        return {
            facet.key: {
                option: len(bearers[facet.key, option])
                for option in facet.options(self)
                if (facet.key, option) in bearers
            }
            for facet in FACETS
        }

    @question
    def at(self, facet: str, option: str) -> list[Initiative]:
        """The initiatives that bear an option; the facet by its key or by its vocabulary."""
        return self._bearers().get((facet, option), [])

    @question
    def is_borne(self, facet: str, option: str) -> bool:
        """Whether an initiative bears an option."""
        return bool(self.at(facet, option))

    @question
    def _bearers(self) -> dict[tuple[str, str], list[Initiative]]:
        bearers: dict[tuple[str, str], list[Initiative]] = {}
        for initiative in self.initiatives:
            for facet, option in self._pairs(initiative):
                for name in dict.fromkeys((facet.key, facet.vocabulary or facet.key)):
                    bearers.setdefault((name, option), []).append(initiative)
        return bearers

    def ranks(self, initiative: Initiative) -> str:
        """The options that an initiative bears: their ranks on the page, all facets in a row."""
        ranks = self._ranks()
        return " ".join(map(str, sorted(ranks[facet.key, option] for facet, option in self._pairs(initiative))))

    @question
    def _ranks(self) -> dict[tuple[str, str], int]:
        pairs = [(key, option) for key, options in self._options().items() for option in options]
        return {pair: rank for rank, pair in enumerate(pairs)}

    def is_full(self, initiative: Initiative) -> bool:
        """Whether the summary of an initiative is on the page itself."""
        return initiative.id in self._first()

    @question
    def _first(self) -> dict[str, int]:
        """The initiatives whose cards are full, and their ranks."""
        return {initiative.id: rank for rank, initiative in enumerate(self.initiatives[:FULL_CARDS])}

    def has_more(self) -> bool:
        """Whether some summaries are not on the page."""
        return len(self.initiatives) > FULL_CARDS

    def summaries(self) -> dict[str, str]:
        """The summaries that the page leaves out, by id."""
        return {i.id: typographic(plain(i.resume)) for i in self.initiatives[FULL_CARDS:]}

    def _pairs(self, initiative: Initiative) -> list[tuple[Facet, str]]:
        return [(facet, option) for facet in FACETS for option in facet.of(self, initiative)]
