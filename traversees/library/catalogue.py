"""Link: all the records, in the order in which a reader sees them."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, TypeVar, cast

from traversees.library.shelf import Shelf, question
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


class Catalogue:
    """All the records, by kind, by id and in the order in which a reader sees them."""

    def __init__(self, records: Shelf | Iterable[Record]) -> None:
        """Answer about these records, or about those of a shelf."""
        self.shelf = records if isinstance(records, Shelf) else Shelf(records)
        self.shelf.serve(self)

    @property
    def records(self) -> Shelf:
        """Each record, in the order of the files."""
        return self.shelf

    def of_kind(self, kind: type[R]) -> list[R]:
        """The records of this kind, in the order of their files."""
        return self.shelf.of_kind(kind)

    @question
    def listed(self, kind: type[R]) -> list[R]:
        """The records of this kind, as its declaration sorts them for a reader."""
        if kind.order == "latest":
            return sorted(self.of_kind(kind), key=lambda record: (getattr(record, "date"), record.id), reverse=True)  # noqa: B009
        return sorted(self.of_kind(kind), key=lambda record: (getattr(record, "ordre", 0), sort_key(record.name)))

    @question
    def renamed(self) -> dict[str, list[Record]]:
        """The records that were at `folder/id` before: one, when all is well."""
        records: dict[str, list[Record]] = {}
        for record in self.records:
            for name in record.former_ids:
                records.setdefault(record.key_of(name), []).append(record)
        return records

    @property
    def vocabularies(self) -> dict[str, Vocabulaire]:
        """Each vocabulary by its name."""
        return self._vocabularies()

    @question
    def _vocabularies(self) -> dict[str, Vocabulaire]:
        return {vocabulary.id: vocabulary for vocabulary in self.of_kind(Vocabulaire)}

    @question
    def term(self, vocabulary: str, key: str) -> TermeDeVocabulaire:
        """The entry `key` of a vocabulary."""
        return self.terms(vocabulary)[key]

    @question
    def terms(self, vocabulary: str) -> dict[str, TermeDeVocabulaire]:
        """All the entries of a vocabulary, in their order."""
        return self._vocabulary(vocabulary).termes

    @question
    def title_of_terms(self, vocabulary: str) -> str:
        """The title of a vocabulary."""
        return self._vocabulary(vocabulary).titre

    def _vocabulary(self, name: str) -> Vocabulaire:
        return cast("Vocabulaire", self.record(Vocabulaire.key_of(name)))

    @property
    def initiatives(self) -> list[Initiative]:
        """Initiatives by name."""
        return self.listed(Initiative)

    @property
    def recits(self) -> list[Recit]:
        """Reports, latest first."""
        return self.listed(Recit)

    @property
    def notes(self) -> list[Note]:
        """Notes in their own order."""
        return self.listed(Note)

    @property
    def besoins(self) -> list[Besoin]:
        """Needs in their own order."""
        return self.listed(Besoin)

    @property
    def acteurs(self) -> list[Acteur]:
        """Local actors by name."""
        return self.listed(Acteur)

    @property
    def transferts(self) -> list[Transfert]:
        """Transfers by name."""
        return self.listed(Transfert)

    @property
    def termes(self) -> list[Terme]:
        """Words in alphabetical order."""
        return self.listed(Terme)

    @property
    def parcours(self) -> list[Parcours]:
        """Reading paths in their own order."""
        return self.listed(Parcours)

    @property
    def records_with_page(self) -> list[Record]:
        """The records that readers see, each on a page of its own."""
        return [record for record in self.records if record.has_page]

    def record(self, path: str) -> Record:
        """The record at `folder/id`; raises `KeyError` when there is none."""
        found = self.find(path)
        if found is None:
            raise KeyError(path)
        return found

    def find(self, path: str) -> Record | None:
        """The record at `folder/id`, if there is one."""
        return self.shelf.find(path)

    def besoin(self, besoin_id: str) -> Besoin:
        """The need of this id."""
        return cast("Besoin", self.record(Besoin.key_of(besoin_id)))

    def records_of(self, folder: str, ids: Iterable[str]) -> list[Record]:
        """The records of a folder that bear these ids, in this order."""
        return [self.record(key_in(folder, record_id)) for record_id in ids]

    def words_by_letter(self) -> dict[str, list[Terme]]:
        """The words of the glossary under their first letters."""
        letters = defaultdict[str, list[Terme]](list)
        for terme in self.termes:
            letters[sort_key(terme.terme)[:1].upper()].append(terme)
        return letters
