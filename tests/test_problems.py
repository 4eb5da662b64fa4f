"""Problems: one line each, in reading order, with the nearest name."""

from __future__ import annotations

import pickle

import pytest

from traversees.records.problems import (
    Loc,
    Problem,
    ProblemsFound,
    folded,
    key_of,
    nearest,
    shortened,
    slug_of,
    suggestion,
)


def test_a_problem_is_one_line_with_its_place() -> None:
    assert (
        str(Problem("glossaire/mot.yml", 3, 7, "aire", "clé inconnue")) == "glossaire/mot.yml:3:7 : aire : clé inconnue"
    )


def test_a_problem_of_a_whole_file_names_no_key() -> None:
    assert (
        str(Problem("glossaire/mot.yml", 1, 1, "", "fichier illisible")) == "glossaire/mot.yml:1:1 : fichier illisible"
    )


def test_problems_are_told_once_in_reading_order() -> None:
    late, early = Problem("b.yml", 10, 1, "", "z"), Problem("b.yml", 9, 2, "", "a")
    other = Problem("a.yml", 99, 1, "", "m")
    assert str(ProblemsFound([late, early, other, early])) == "a.yml:99:1 : m\nb.yml:9:2 : a\nb.yml:10:1 : z"


def test_a_flood_of_one_kind_in_one_file_is_counted() -> None:
    flood = [Problem("a.yml", n, 1, f"k{n}", f"clé inconnue ; vouliez-vous dire « {n} » ?") for n in range(1, 10_001)]
    other = Problem("a.yml", 7, 1, "k7", "clé vide")
    assert str(ProblemsFound([*flood, other])) == (
        "a.yml:1:1 : k1 : clé inconnue ; vouliez-vous dire « 1 » ?\n"
        "a.yml:2:1 : k2 : clé inconnue ; vouliez-vous dire « 2 » ?\n"
        "a.yml:3:1 : k3 : clé inconnue ; vouliez-vous dire « 3 » ?\n"
        "a.yml:4:1 : et 9\u202f997 autres clés inconnues, jusqu’à la ligne 10000\n"
        "a.yml:7:1 : k7 : clé vide"
    )


def test_a_flood_of_any_kind_says_which() -> None:
    flood = [Problem("a.yml", n, 1, "", f"« {n} » est trop grand : 63 au plus") for n in range(1, 50)]
    assert str(ProblemsFound(flood)).split("\n")[3:] == [
        "a.yml:4:1 : et 46 autres problèmes de cette sorte (« … est trop grand : … au plus »), jusqu’à la ligne 49"
    ]
    assert ProblemsFound(ProblemsFound(flood).problems).problems == ProblemsFound(flood).problems
    assert len(ProblemsFound(flood[:40]).problems) == 40


def test_files_and_kinds_that_differ_are_no_flood() -> None:
    many = [Problem(f"{n}.yml", 1, 1, "", "clé inconnue") for n in range(50)]
    assert len(ProblemsFound(many).problems) == 50


def test_problems_are_the_same_in_another_process() -> None:
    found = ProblemsFound([Problem("a.yml", 1, 1, "", "x")], [Problem("b.yml", 1, 1, "", "y", doubt=True)])
    again = pickle.loads(pickle.dumps(found))  # noqa: S301 — just made
    assert (again.problems, again.doubts, str(again)) == (found.problems, found.doubts, str(found))


@pytest.mark.parametrize(
    ("loc", "key"),
    [((), ""), (("nom",), "nom"), (("sources", 0, "url"), "sources[1].url"), (("a", 1, 2, "b"), "a[2][3].b")],
)
def test_a_place_is_written_as_people_count(loc: Loc, key: str) -> None:
    assert key_of(loc) == key


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("temoinage", "témoignage"),
        ("TÉMOIGNAGE", "témoignage"),
        ("acces aux droits", "acces-aux-droits"),
        ("xyz", None),
        ("", None),
    ],
)
def test_the_nearest_name_ignores_case_accents_and_spaces(word: str, near: str | None) -> None:
    assert nearest(word, ["témoignage", "acces-aux-droits", "étude"]) == near


def test_nothing_is_suggested_when_nothing_is_close() -> None:
    assert suggestion("xyz", ["témoignage"]) == ""
    assert suggestion("temoin", ["témoignage"]) == " ; vouliez-vous dire « témoignage » ?"


@pytest.mark.parametrize(
    ("text", "slug"),
    [("Accès aux droits", "acces-aux-droits"), ("L’œuvre, ça !", "l-oeuvre-ca"), ("Ex æquo", "ex-aequo"), ("___", "")],
)
def test_a_slug_is_what_a_contributor_may_type(text: str, slug: str) -> None:
    assert slug_of(text) == slug


def test_two_spellings_of_one_word_are_folded_alike() -> None:
    assert folded("L’Œuvre À FAIRE") == folded("l'oeuvre a\u0300 faire") == "l'oeuvre a faire"


def test_a_long_text_is_quoted_short_on_one_line() -> None:
    assert shortened("un\n  deux", 20) == "un deux"
    assert shortened("x" * 100, 10) == "x" * 9 + "…"
