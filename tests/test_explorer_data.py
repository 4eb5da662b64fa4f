"""What the explorer's page asks of the Library."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from traversees.library import explorer
from traversees.library.facets import strongest_proof
from traversees.library.library import Library
from traversees.library.loading import load_library

if TYPE_CHECKING:
    from pathlib import Path


TODAY = "2026-11-23"


@pytest.fixture(scope="module")
def library(repository: Path) -> Library:
    return load_library(repository / "tests" / "minimal", TODAY)


def test_a_facet_lists_the_options_that_some_initiative_bears_in_the_order_of_the_vocabulary(library: Library) -> None:
    options = {choice.facet.key: choice.options for choice in library.choices()}
    assert options["preuve"] == {"etude": 1, "declare": 1}
    assert options["besoin"] == {"besoin-d-exemple": 2}
    assert options["rencontree"] == {"oui": 1}
    assert list(options["region"]) == ["estrie", "montreal"]


def test_an_option_is_found_by_the_facet_or_by_its_vocabulary(library: Library) -> None:
    for choice in library.choices():
        facet = choice.facet
        for option, number in choice.options.items():
            found = library.at(facet.key, option)
            assert len(found) == number
            assert not facet.vocabulary or library.at(facet.vocabulary, option) == found
    assert [i.id for i in library.at("preuves", "etude")] == ["autre-initiative"]
    assert library.at("preuves", "temoignage") == []


def test_the_ranks_of_an_initiative_are_those_of_its_options_on_the_page(library: Library) -> None:
    options = [(choice.facet.key, option) for choice in library.choices() for option in choice.options]
    other = next(i for i in library.initiatives if i.id == "autre-initiative")
    assert [options[int(rank)] for rank in library.ranks(other).split()] == [
        ("besoin", "besoin-d-exemple"),
        ("theme", "entraide"),
        ("public", "familles"),
        ("public", "jeunes"),
        ("metier", "assistante-sociale"),
        ("metier", "cadre"),
        ("preuve", "etude"),
        ("statut", "cooperative"),
        ("portee", "quebec"),
        ("region", "montreal"),
        ("etat", "terminee"),
    ]


def test_the_proof_of_an_initiative_is_that_of_its_best_proven_result(library: Library) -> None:
    weak, strong = sorted(library.initiatives, key=lambda i: i.id, reverse=True)
    both = strong.model_copy(update={"resultats": (*weak.resultats, *strong.resultats)})
    assert strongest_proof(library, weak) == "declare"
    assert strongest_proof(library, both) == "etude"


def test_a_short_list_keeps_every_summary_on_the_page(library: Library) -> None:
    assert not library.has_more()
    assert all(library.is_full(initiative) for initiative in library.initiatives)


def test_a_long_list_keeps_the_last_summaries_apart(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(explorer, "FULL_CARDS", 1)
    library = Library([*library.records])
    assert library.summaries() == {"initiative-d-exemple": "Un exemple de fiche. Rien de ce qu’elle dit n’existe."}
    assert [i.id for i in library.initiatives if library.is_full(i)] == ["autre-initiative"]
