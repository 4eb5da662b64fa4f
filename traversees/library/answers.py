"""Link: who answers what, with whom, and what is near."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from traversees.library.catalogue import Catalogue
from traversees.library.proximity import Proximity
from traversees.library.shelf import question
from traversees.records.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from traversees.records.kinds import Acteur, Besoin, Initiative, Note, Recit, Transfert
    from traversees.records.kinds.initiative import Condition

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Answer:
    """An initiative that answers a need, and why."""

    initiative: Initiative
    pourquoi: str


@dataclass(frozen=True)
class Requirement:
    """A condition, and the initiative that names it."""

    initiative: Initiative
    condition: Condition


@dataclass(frozen=True)
class Link:
    """A related initiative, and what it shares."""

    initiative: Initiative
    besoins: tuple[Besoin, ...]
    publics: tuple[str, ...]
    themes: tuple[str, ...]


class Answers(Catalogue):
    """What ties the records: needs and initiatives, actors, transfers, reports, notes."""

    @question
    def initiatives_with(self, key: str, term: str) -> list[Initiative]:
        """Initiatives whose `key` (themes, publics, metiers, region, statut…) holds `term`."""
        return self._initiatives_by(key).get(term, [])

    @question
    def _initiatives_by(self, key: str) -> dict[str, list[Initiative]]:
        return grouped(self.initiatives, lambda i: _listed(getattr(i, key)))

    def answers_to(self, besoin: Besoin) -> list[Answer]:
        """The initiatives that answer a need, and why."""
        reasons = (
            (i, reason) for i in self._answering(besoin.id) for reason in i.besoins if reason.besoin == besoin.id
        )
        return [Answer(initiative, reason.pourquoi) for initiative, reason in reasons]

    @question
    def _answering(self, besoin: str) -> list[Initiative]:
        return self._initiatives_by_need().get(besoin, [])

    @question
    def _initiatives_by_need(self) -> dict[str, list[Initiative]]:
        return grouped(self.initiatives, lambda i: dict.fromkeys(reason.besoin for reason in i.besoins))

    @question
    def initiatives_of_actor(self, acteur: Acteur) -> list[Initiative]:
        """The initiatives that this local actor could take up."""
        return self._initiatives_by_actor().get(acteur.id, [])

    @question
    def _initiatives_by_actor(self) -> dict[str, list[Initiative]]:
        return grouped(self.initiatives, lambda i: i.transfert.acteurs)

    @question
    def needs_of_actor(self, acteur: Acteur) -> list[Besoin]:
        """The needs that this local actor already works on."""
        return [b for b in self.besoins if acteur.id in b.deja_la]

    @question
    def initiatives_of_transfer(self, transfert: Transfert) -> list[Initiative]:
        """The initiatives whose practice was transferred."""
        return self._initiatives_by_transfer().get(transfert.id, [])

    @question
    def _initiatives_by_transfer(self) -> dict[str, list[Initiative]]:
        return grouped(self.initiatives, lambda i: i.transfert.deja)

    @question
    def transfers_for(self, besoin: Besoin) -> list[Transfert]:
        """What was already tried among the answers to a need."""
        tried = {t for initiative in self._answering(besoin.id) for t in initiative.transfert.deja}
        return [t for t in self.transferts if t.id in tried]

    def conditions_for(self, besoin: Besoin) -> dict[str, list[Requirement]]:
        """The conditions of the answers to a need by where they stand here, in the order of the vocabularies."""
        families = list(self.terms("familles-de-condition"))
        asked = [
            Requirement(answer.initiative, condition)
            for answer in self.answers_to(besoin)
            for condition in answer.initiative.transfert.conditions
        ]
        asked.sort(key=lambda requirement: families.index(requirement.condition.famille))
        return {ici: [r for r in asked if r.condition.ici == ici] for ici in self.terms("etats-de-condition")}

    @question
    def actors_for(self, besoin: Besoin) -> list[tuple[Acteur, list[Initiative]]]:
        """The local actors that could take up an answer to a need, and which; not those already at work on it."""
        named: dict[str, list[Initiative]] = {}
        for answer in self.answers_to(besoin):
            for acteur in answer.initiative.transfert.acteurs:
                named.setdefault(acteur, []).append(answer.initiative)
        return [(a, named[a.id]) for a in self.acteurs if a.id in named and a.id not in besoin.deja_la]

    @question
    def reports_on(self, initiative: Initiative) -> list[Recit]:
        """The reports that speak of an initiative."""
        return self._reports_by_initiative().get(initiative.id, [])

    @question
    def _reports_by_initiative(self) -> dict[str, list[Recit]]:
        return grouped(self.recits, lambda recit: recit.initiatives)

    @question
    def notes_on(self, besoin: Besoin) -> list[Note]:
        """The notes that shed light on a need."""
        return [note for note in self.notes if besoin.id in note.besoins]

    def related(self, initiative: Initiative, most: int = 4) -> list[Link]:
        """The initiatives closest to this one, as `traversees.library.proximity` tells, and what they share."""
        return [self._link(initiative, other) for other in self._nearest(initiative, most)]

    @question
    def _nearest(self, initiative: Initiative, most: int) -> list[Initiative]:
        return self.shelf.derived(self._shared_values(), Proximity).nearest(initiative, most)

    @question
    def _shared_values(self) -> list[tuple[Initiative, list[list[str]]]]:
        """What an initiative may share with others, in the order of names."""
        return [
            (i, [sorted(b.besoin for b in i.besoins), sorted(i.publics), sorted(i.themes)]) for i in self.initiatives
        ]

    def _link(self, one: Initiative, other: Initiative) -> Link:
        shared = {b.besoin for b in one.besoins} & {b.besoin for b in other.besoins}
        return Link(
            other,
            tuple(b for b in self.besoins if b.id in shared),
            tuple(p for p in one.publics if p in other.publics),
            tuple(t for t in one.themes if t in other.themes),
        )


def _listed(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (str(value),)


def grouped(records: Iterable[R], keys: Callable[[R], Iterable[str]]) -> dict[str, list[R]]:
    """The records under each of their keys, in their order."""
    groups: dict[str, list[R]] = {}
    for record in records:
        for key in keys(record):
            groups.setdefault(key, []).append(record)
    return groups
