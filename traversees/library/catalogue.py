"""Link: all the records, in the order in which a reader sees them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from traversees.records.keywords import key_in
from traversees.records.kinds import Acteur, Besoin, Initiative, Note, Parcours, Recit, Terme, Transfert, Vocabulaire
from traversees.records.problems import folded
from traversees.records.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from traversees.records.kinds.vocabulaire import TermeDeVocabulaire


R = TypeVar("R", bound=Record)


def sort_key(text: str) -> str:
    """What sorts titles as a French reader expects: without case, accents or a leading article."""
    return re.sub(r"^(l'|les |le |la |d')", "", folded(text))


@dataclass(frozen=True)
class Catalogue:
    """All the records, by kind, by id and in the order in which a reader sees them."""

    records: tuple[Record, ...]

    def of_kind(self, kind: type[R]) -> list[R]:
        """The records of this kind, in the order of their files."""
        return [record for record in self.records if isinstance(record, kind)]

    def listed(self, kind: type[R]) -> list[R]:
        """The records of this kind, as its declaration sorts them for a reader."""
        if kind.order == "latest":
            return sorted(self.of_kind(kind), key=lambda record: (getattr(record, "date"), record.id), reverse=True)  # noqa: B009
        return sorted(self.of_kind(kind), key=lambda record: (getattr(record, "ordre", 0), sort_key(record.name)))

    @cached_property
    def by_path(self) -> dict[str, Record]:
        """Each record by `folder/id`."""
        return {record.key: record for record in self.records}

    @cached_property
    def renamed(self) -> dict[str, list[Record]]:
        """The records that were at `folder/id` before: one, when all is well."""
        records: dict[str, list[Record]] = defaultdict(list)
        for record in self.records:
            for name in record.former_ids:
                records[record.key_of(name)].append(record)
        return records

    @cached_property
    def vocabularies(self) -> dict[str, Vocabulaire]:
        """Each vocabulary by its name."""
        return {vocabulary.id: vocabulary for vocabulary in self.of_kind(Vocabulaire)}

    def term(self, vocabulary: str, key: str) -> TermeDeVocabulaire:
        """The entry `key` of a vocabulary."""
        return self.vocabularies[vocabulary].termes[key]

    def terms(self, vocabulary: str) -> dict[str, TermeDeVocabulaire]:
        """All the entries of a vocabulary, in their order."""
        return self.vocabularies[vocabulary].termes

    @cached_property
    def initiatives(self) -> list[Initiative]:
        """Initiatives by name."""
        return self.listed(Initiative)

    @cached_property
    def recits(self) -> list[Recit]:
        """Reports, latest first."""
        return self.listed(Recit)

    @cached_property
    def notes(self) -> list[Note]:
        """Notes in their own order."""
        return self.listed(Note)

    @cached_property
    def besoins(self) -> list[Besoin]:
        """Needs in their own order."""
        return self.listed(Besoin)

    @cached_property
    def acteurs(self) -> list[Acteur]:
        """Local actors by name."""
        return self.listed(Acteur)

    @cached_property
    def transferts(self) -> list[Transfert]:
        """Transfers by name."""
        return self.listed(Transfert)

    @cached_property
    def termes(self) -> list[Terme]:
        """Words in alphabetical order."""
        return self.listed(Terme)

    @cached_property
    def parcours(self) -> list[Parcours]:
        """Reading paths in their own order."""
        return self.listed(Parcours)

    @cached_property
    def records_with_page(self) -> list[Record]:
        """The records that readers see, each on a page of its own."""
        return [record for record in self.records if record.has_page]

    def record(self, path: str) -> Record:
        """The record at `folder/id`."""
        return self.by_path[path]

    def besoin(self, besoin_id: str) -> Besoin:
        """The need of this id."""
        return next(besoin for besoin in self.besoins if besoin.id == besoin_id)

    def records_of(self, folder: str, ids: Iterable[str]) -> list[Record]:
        """The records of a folder that bear these ids, in this order."""
        return [self.by_path[key_in(folder, record_id)] for record_id in ids]

    def words_by_letter(self) -> dict[str, list[Terme]]:
        """The words of the glossary under their first letters."""
        letters = defaultdict[str, list[Terme]](list)
        for terme in self.termes:
            letters[sort_key(terme.terme)[:1].upper()].append(terme)
        return letters
