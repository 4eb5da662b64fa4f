"""Link: all the records together, and the questions one may ask of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from traversees.records.keywords import Reference
from traversees.records.kinds import Acteur, Initiative, Terme, Transfert
from traversees.records.marks import marked_values

if TYPE_CHECKING:
    from traversees.records.record import Record

from traversees.library.counts import Counts
from traversees.library.used_words import UsedWords


@dataclass(frozen=True)
class Library(Counts, UsedWords):
    """All the records, and the questions one may ask of them."""

    def named_by(self, record: Record) -> set[str]:
        """The records that the page of `record` names or shows, by `folder/id`."""
        names = {
            value.mark.key(value.text)
            for value in marked_values(record, Reference)
            if isinstance(value.mark, Reference)
        }
        others: list[Record] = []
        if isinstance(record, Initiative):
            others = [*self.reports_on(record), *(link.initiative for link in self.related(record))]
        elif isinstance(record, Acteur):
            others = [*self.initiatives_of_actor(record), *self.needs_of_actor(record)]
        elif isinstance(record, Transfert):
            others = [*self.initiatives_of_transfer(record)]
        elif isinstance(record, Terme):
            others = [*self.uses_of(record)]
        return names | {other.key for other in others}
