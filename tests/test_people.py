"""Names that may be those of accompanied people are pointed at, and people who speak in public are left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from traversees.check.people import likely_people
from traversees.library.loading import doubts_in, load_library
from traversees.publish.clock import today
from traversees.records.problems import Problem, ProblemsFound

if TYPE_CHECKING:
    from pathlib import Path

    from traversees.library.library import Library

QUESTION = (
    "est-ce une personne accompagnée ? Si oui, retirez ce qui la fait reconnaître ; sinon, dites sa fonction "
    "à côté de son nom"
)
REPORT = "recits/2023-05-20-recit-d-exemple.md"
TODAY = "2026-01-31"


@pytest.mark.parametrize(
    ("text", "pointed"),
    [
        ("J’ai parlé avec Mme Tremblay, qui dort là.", "Mme Tremblay"),
        ("Mme. Tremblay m’a dit oui.", "Mme. Tremblay"),
        ("M. B. revient chaque matin.", "M. B."),
        ("M. et Mme Diallo attendent un logement.", "Mme Diallo"),
        ("Madame X, hébergée depuis mai, cuisine.", "Madame X"),
        ("J’ai revu monsieur Côté.", "monsieur Côté"),
        ("La petite Léa, c’est la petite Léa, 8 ans.", "la petite Léa"),
        ("Karim, 34 ans, attend.", "Karim, 34 ans"),
        ("Karim (34 ans) attend.", "Karim (34 ans"),
        ("Anne-Marie, âgée de 7 ans, rit.", "Anne-Marie, âgée de 7 ans"),
        ("Le mardi vient le jeune Karim.", "le jeune Karim"),
        ("Une femme prénommée Awa parle.", "prénommée Awa"),
        ("Karim B. raconte sa semaine.", "Karim B."),
        ("Mme Awa D. le dit aussi. [@journal]", "Mme Awa D."),
        ("Mme\u00a0Tremblay dort là.", "Mme Tremblay"),
    ],
)
def test_a_likely_name_is_pointed_at(text: str, pointed: str) -> None:
    assert next(likely_people(text))[1] == f"« {pointed} » : {QUESTION}"
    assert len(list(likely_people(text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Mme Tremblay, directrice du centre, nous reçoit.",
        "La directrice du centre, Mme Tremblay, nous reçoit.",
        "M. Stéphane Troussel, président du Département, est venu.",
        "Mme Roy (travailleuse sociale) nous reçoit.",
        "M. Jean Dupont l’a écrit. [@journal]",
        "Monsieur le maire et madame la ministre sont venus.",
        "À Montréal, 25 ans de travail ont suffi.",
        "Le Québec, 30 ans après, se souvient.",
        "Une dame âgée de 80 ans raconte.",
        "De la vitamine C. Puis du repos.",
        "La petite enfance et les jeunes coopératives.",
        "Un article de M. J. Bouchard, professeure à Montréal.",
    ],
)
def test_who_speaks_in_public_and_what_is_not_a_person_are_left_alone(text: str) -> None:
    assert list(likely_people(text)) == []


def test_the_real_base_raises_no_doubt(library: Library, repository: Path) -> None:
    assert [str(doubt) for doubt in doubts_in(library, repository, today())] == []


def test_a_doubt_stands_on_its_line_and_stops_nothing(project: Path) -> None:
    assert doubts_in(load_library(project, TODAY), project, TODAY) == []
    write_name(project)
    (doubt,) = doubts_in(load_library(project, TODAY), project, TODAY)
    line = (project / REPORT).read_text(encoding="utf-8").rstrip("\n").count("\n") + 1
    assert doubt == Problem(REPORT, line, 6, "texte", f"« Mme Tremblay » : {QUESTION}", doubt=True)
    assert str(doubt) == f"{REPORT}:{line}:6 : texte : « Mme Tremblay » : {QUESTION}"


def test_a_doubt_is_told_beside_the_problems_of_other_records(project: Path) -> None:
    write_name(project)
    (project / "glossaire" / "vide.yml").write_text("", encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        load_library(project, TODAY)
    assert [problem.path for problem in found.value.problems] == ["glossaire/vide.yml"]
    assert [doubt.path for doubt in found.value.doubts] == [REPORT]


def write_name(project: Path) -> None:
    file = project / REPORT
    file.write_text(
        f"{file.read_text(encoding='utf-8').rstrip()}\n\nIci, Mme Tremblay dort depuis mai.\n", encoding="utf-8"
    )
