"""Link: how much there is, and what is missing."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from traversees.library.answers import Answers
from traversees.library.catalogue import sort_key
from traversees.library.shelf import question
from traversees.records.evidence import Source
from traversees.records.record import Record

if TYPE_CHECKING:
    from traversees.records.kinds import Besoin
    from traversees.records.kinds.vocabulaire import TermeDeVocabulaire


class Counts(Answers):
    """What the base holds and lacks, counted."""

    def coverage(self, besoin: Besoin, theme: str) -> int:
        """How many initiatives of a theme answer a need."""
        return self._coverage().get((besoin.id, theme), 0)

    @question
    def _coverage(self) -> dict[tuple[str, str], int]:
        pairs = ((b.besoin, theme) for i in self.initiatives for b in i.besoins for theme in i.themes)
        return dict(Counter(pairs))

    def holes(self, vocabulary: str, key: str) -> list[TermeDeVocabulaire]:
        """The terms of a vocabulary that no initiative bears under `key`."""
        return [entry for term, entry in self.terms(vocabulary).items() if not self.initiatives_with(key, term)]

    def proof_counts(self) -> dict[str, int]:
        """How many results stand at each level of proof, strongest first."""
        proofs = [resultat.preuve for initiative in self.initiatives for resultat in initiative.resultats]
        return {level: proofs.count(level) for level in self.terms("preuves")}

    def sources_read(self) -> dict[str, int]:
        """How many sources were read, whole and in part."""
        readings = [source.portee for record in self.records for source in getattr(record, "sources", ())]
        return {reading: readings.count(reading) for reading in self.terms("lectures")}

    def copies_read(self) -> list[list[tuple[Record, Source]]]:
        """The copies read for want of an original: for each address, by title, the records that cite it."""
        uses = defaultdict[str, list[tuple[Record, Source]]](list)
        for record in self.records:
            for source in getattr(record, "sources", ()):
                if source.miroir:
                    uses[source.url].append((record, source))
        return sorted(uses.values(), key=lambda of_one: sort_key(of_one[0][1].titre))

    def questions(self) -> list[tuple[Record, tuple[str, ...]]]:
        """The open questions, record by record."""
        asked = [(record, getattr(record, "a_verifier", ())) for record in self.records]
        return [(record, questions) for record, questions in asked if questions]
