"""What is only to be looked at: it stands at its place, and stops nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.test_people import REPORT, TODAY
from traversees.check.quotes import unpaired_quotes
from traversees.library.loading import doubts_in, load_library

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Il dit « oui et part.", [(7, "guillemet « (« oui et part.) jamais fermé : ajoutez », ou retirez-le")]),
        ("Il dit oui » et part.", [(11, "guillemet » (Il dit oui ») jamais ouvert : ajoutez «, ou retirez-le")]),
        ("« Un » et « deux.", [(10, "guillemet « (« deux.) jamais fermé : ajoutez », ou retirez-le")]),
        ("“Un et “deux”.", [(0, "guillemet “ (“Un et “deux”.) jamais fermé : ajoutez ”, ou retirez-le")]),
        ('Il dit "oui" et "non.', [(16, 'guillemet " ("non.) jamais fermé : employez « et »')]),
        ('Un "mot"\n\nUn "autre', [(13, 'guillemet " ("autre) jamais fermé : employez « et »')]),
    ],
)
def test_a_quotation_mark_without_its_pair_is_told(text: str, told: list[tuple[int, str]]) -> None:
    assert list(unpaired_quotes(text)) == told


@pytest.mark.parametrize(
    "text",
    [
        "« Un » et « deux « trois » », “four”.",
        "« Une citation\n\n« de deux paragraphes »\n\n> « et une autre »",
        'Un écran de 12" et un "mot".',
        "L’un, l'autre, d’aujourd’hui.",
        "",
    ],
)
def test_quotation_marks_in_pairs_raise_no_doubt(text: str) -> None:
    assert list(unpaired_quotes(text)) == []


def figure(project: Path, written: str) -> list[str]:
    """The doubts about the minimal base, its note with this figure."""
    file = project / "contexte/notes/note-d-exemple.md"
    text = file.read_text(encoding="utf-8")
    assert "{valeur: 100, libelle: exemples," in text
    file.write_text(text.replace("{valeur: 100, libelle: exemples,", f"{{{written},"), encoding="utf-8")
    return [str(doubt) for doubt in doubts_in(load_library(project, TODAY), project, TODAY)]


QUESTION = "compte-t-on moins que zéro ? Retirez le signe « - », ou dites dans « libelle » que c’est une baisse"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("valeur: -12, unite: personnes, libelle: exemples", "-12 personnes"),
        ("valeur: -3, libelle: places ouvertes", "-3 places ouvertes"),
        ("valeur: -4, unite: logements, libelle: à louer", "-4 logements"),
    ],
)
def test_fewer_than_no_people_is_a_doubt(project: Path, written: str, said: str) -> None:
    told = f"contexte/notes/note-d-exemple.md:8:14 : chiffres[1].valeur : « {said} » : {QUESTION}"
    assert figure(project, written) == [told]


@pytest.mark.parametrize(
    "written",
    [
        "valeur: -2.5, unite: '%', libelle: exemples",
        "valeur: -40, unite: °C, libelle: exemples",
        "valeur: -1200, unite: personnes, libelle: solde migratoire",
        "valeur: -3, unite: points, libelle: exemples",
        "valeur: -500, unite: $ CA, libelle: exemples",
        "valeur: 0, unite: personnes, libelle: exemples",
    ],
)
def test_what_may_be_under_zero_raises_no_doubt(project: Path, written: str) -> None:
    assert figure(project, written) == []


def test_a_quotation_mark_is_told_on_its_line(project: Path) -> None:
    report = project / REPORT
    report.write_text(report.read_text(encoding="utf-8").rstrip() + "\n\nElle dit « bonjour.\n", encoding="utf-8")
    line = report.read_text(encoding="utf-8").count("\n")
    (doubt,) = doubts_in(load_library(project, TODAY), project, TODAY)
    assert doubt.doubt
    told = "guillemet « (« bonjour.) jamais fermé : ajoutez », ou retirez-le"
    assert str(doubt) == f"{REPORT}:{line}:10 : texte : {told}"
