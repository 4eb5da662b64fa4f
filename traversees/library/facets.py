"""Link: the ways to sort initiatives. A facet is declared here, once: explorer, index pages, feeds and exports follow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, get_origin, get_type_hints

from traversees.records.kinds import Initiative
from traversees.records.marks import bare_type, vocabulary_of

if TYPE_CHECKING:
    from traversees.library.answers import Answers

_Borne = Callable[["Answers", Initiative], tuple[str, ...]]
"""The options that an initiative bears."""


@dataclass(frozen=True)
class Facet:
    """A way to sort initiatives: `key` in addresses, `noun` in sentences.

    Its options are the terms of `vocabulary`, under the key of the initiative that names them, unless `borne` says which
    (`several`: more than one at a time). A facet that has a vocabulary has index pages. `main`: its index is named
    first, its pages are a kind of their own for the search. `searched`: the words typed are looked for in its labels.
    """

    key: str
    noun: str
    vocabulary: str = ""
    plural: str = ""
    feminine: bool = False
    main: bool = False
    searched: bool = False
    borne: _Borne | None = None
    several: bool = False

    def of(self, library: Answers, initiative: Initiative) -> tuple[str, ...]:
        """The options that an initiative bears, each once."""
        if self.borne:
            return self.borne(library, initiative)
        value = getattr(initiative, self._attribute)
        return tuple(dict.fromkeys(value)) if isinstance(value, tuple) else (value,)

    def options(self, library: Answers) -> list[str]:
        """All its options, in their order."""
        if self.vocabulary:
            return list(library.terms(self.vocabulary))
        return [besoin.id for besoin in library.besoins] if self.key == "besoin" else ["oui"]

    @cached_property
    def has_several(self) -> bool:
        """Whether an initiative may bear several options."""
        if self.borne:
            return self.several
        return get_origin(bare_type(get_type_hints(Initiative, include_extras=True)[self._attribute])) is tuple

    @property
    def all_of_them(self) -> str:
        """« thèmes », « niveaux de preuve »."""
        return self.plural or f"{self.noun}s"

    @cached_property
    def _attribute(self) -> str:
        """The key of an initiative whose values are terms of the vocabulary."""
        return next(key for key in Initiative.model_fields if vocabulary_of(Initiative, key) == self.vocabulary)


def strongest_proof(library: Answers, initiative: Initiative) -> str:
    """The most solid level of proof among the results of an initiative."""
    proofs = {resultat.preuve for resultat in initiative.resultats}
    return next(level for level in library.terms("preuves") if level in proofs)


def _needs(_: Answers, initiative: Initiative) -> tuple[str, ...]:
    return tuple(dict.fromkeys(answer.besoin for answer in initiative.besoins))


def _proof(library: Answers, initiative: Initiative) -> tuple[str, ...]:
    return (strongest_proof(library, initiative),)


def _met(_: Answers, initiative: Initiative) -> tuple[str, ...]:
    return ("oui",) if initiative.visite else ()


FACETS = (
    Facet("besoin", "besoin", borne=_needs, several=True, searched=True),
    Facet("theme", "thème", "themes", main=True, searched=True),
    Facet("public", "public", "publics", main=True, searched=True),
    Facet("metier", "métier", "metiers", main=True),
    Facet("preuve", "niveau de preuve", "preuves", plural="niveaux de preuve", borne=_proof),
    Facet("statut", "statut", "statuts"),
    Facet("portee", "étendue", "portees", feminine=True),
    Facet("region", "région", "regions", feminine=True, main=True, searched=True),
    Facet("etat", "état", "etats"),
    Facet("rencontree", "voyage de 2023", borne=_met),
)
"""The facets in the order of the page."""

INDEXED = {facet.vocabulary: facet for facet in FACETS if facet.vocabulary}
"""The facets that have index pages, by the name of their folder in `initiatives/`: that of their vocabulary."""
