"""Link: the whole base, read at once; each case of `invalid/` gets the whole answer written beside it."""

from __future__ import annotations

import os
import pickle
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.invalid.cases import ANSWER, CASES, MINIMAL, TODAY, Case, answer_of, write_base
from traversees.check.rules import check_document
from traversees.library.catalogue import sort_key
from traversees.library.library import Library
from traversees.library.loading import load_library
from traversees.records import kinds
from traversees.records.documents import read_document
from traversees.records.kinds import KINDS, Initiative, Terme
from traversees.records.marks import marked_values

if TYPE_CHECKING:
    from pathlib import Path

MACHINE_WORDS = re.compile(
    r"\b(?:str|None|NoneType|dict|int|float|bool|True|False|tuple|Traceback|Error|Exception|expected|found|mapping"
    r"|scalar|token|scanning|parsing|string|input|should|field|pydantic|yaml\.)\b"
)


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A copy of `minimal`, to break."""
    shutil.copytree(MINIMAL, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(MINIMAL, TODAY)


def test_the_minimal_base_is_valid() -> None:
    assert answer_of(MINIMAL) == ""


def test_a_record_says_the_same_without_its_positions_and_out_of_memory(library: Library) -> None:
    for light in library.records:
        whole = check_document(read_document(MINIMAL, light.path), type(light), TODAY)
        for record in (light, pickle.loads(pickle.dumps(light))):  # noqa: S301 — just made
            assert (record.path, record.id, record.body, repr(record)) == (
                whole.path,
                whole.id,
                whole.body,
                repr(whole),
            )
            assert record.model_dump(mode="json", exclude_defaults=True) == whole.model_dump(
                mode="json", exclude_defaults=True
            )
            assert marked_values(record) == marked_values(whole)


def test_the_minimal_base_has_every_kind_that_the_program_names(library: Library) -> None:
    assert {type(record) for record in library.records} == {kind for kind in KINDS if kind.__name__ in kinds.__all__}


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_broken_base_gets_its_whole_answer(case: Case, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    answer = answer_of(write_base(tmp_path, case))
    if pytestconfig.getoption("renew", default=False) and answer != case.answer:
        given = case.file.read_text(encoding="utf-8").split(ANSWER)[0]
        case.file.write_text(f"{given}{ANSWER}{answer}\n", encoding="utf-8")
    else:
        assert answer == case.answer
        assert answer


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_an_answer_is_made_of_lines_of_french_with_a_place(case: Case) -> None:
    for line in case.answer.split("\n"):
        assert re.match(r"[^:]+:[1-9]\d*:[1-9]\d* : \S", line)
        assert not MACHINE_WORDS.search(line.split(" : ", 1)[1])
        assert "'" not in re.sub(r"'…'", "", line.split(" : ", 1)[1])
        assert len(line) < 250


def test_a_symbolic_link_is_refused(base: Path) -> None:
    (base / "glossaire/lien.yml").symlink_to("/etc/hostname")
    assert answer_of(base) == "glossaire/lien.yml:1:1 : lien symbolique refusé : déposez le fichier lui-même"


def test_a_symbolic_link_to_a_folder_is_refused(base: Path) -> None:
    (base / "parcours").rename(base / "ailleurs")
    (base / "parcours").symlink_to(base / "ailleurs")
    assert answer_of(base) == "parcours:1:1 : lien symbolique refusé : un vrai dossier est attendu"


def test_a_file_name_that_cannot_be_printed_is_shown_with_question_marks(base: Path) -> None:
    name = os.fsdecode(b"caf\xe9\n.yml")
    (base / "glossaire" / name).write_text("terme: Mot\n", encoding="utf-8")
    assert answer_of(base) == (
        "glossaire/caf??.yml:1:1 : nom de fichier incorrect : minuscules, chiffres et tirets, par exemple caf.yml"
    )


def test_a_missing_vocabulary_is_named_where_its_terms_are_used(base: Path) -> None:
    (base / "vocabulaires/etats-de-transfert.yml").unlink()
    assert answer_of(base) == (
        "contexte/transferts/transfert-d-exemple.yml:6:7 : etat : la liste vocabulaires/etats-de-transfert.yml manque"
    )


def test_an_empty_base_is_valid(tmp_path: Path) -> None:
    assert answer_of(tmp_path) == ""


def test_titles_are_sorted_without_case_accents_nor_article() -> None:
    titles = ["Zeste", "L’école", "Les ânes", "D’abord", "Île", "Œuvre"]
    assert sorted(titles, key=sort_key) == ["D’abord", "Les ânes", "L’école", "Île", "Œuvre", "Zeste"]


def test_initiatives_are_listed_by_name(library: Library) -> None:
    assert [i.id for i in library.initiatives] == ["autre-initiative", "initiative-d-exemple"]


def test_a_need_knows_its_answers_and_why(library: Library) -> None:
    answers = library.answers_to(library.besoin("besoin-d-exemple"))
    assert [(answer.initiative.id, answer.pourquoi) for answer in answers] == [
        ("autre-initiative", "Elle y répond autrement."),
        ("initiative-d-exemple", "L’exemple montre comment une fiche répond à un besoin."),
    ]


def test_an_initiative_knows_the_reports_that_speak_of_it_latest_first(library: Library) -> None:
    reports = library.reports_on(_initiative(library, "initiative-d-exemple"))
    assert [report.id for report in reports] == ["2023-06-01-publication-d-exemple", "2023-05-20-recit-d-exemple"]


def test_a_related_initiative_says_what_it_shares(library: Library) -> None:
    (link,) = library.related(_initiative(library, "initiative-d-exemple"))
    assert link.initiative.id == "autre-initiative"
    assert [besoin.id for besoin in link.besoins] == ["besoin-d-exemple"]
    assert (link.publics, link.themes) == (("familles",), ("entraide",))


def test_a_copy_read_is_listed_once_with_the_records_that_cite_it(base: Path) -> None:
    word = base / "glossaire/mot-d-exemple.yml"
    copied = "https://exemple.org/rapport\n    miroir: oui"
    word.write_text(word.read_text(encoding="utf-8").replace("https://exemple.org/mot", copied), encoding="utf-8")
    (uses,) = load_library(base, TODAY).copies_read()
    assert [(record.id, source.id) for record, source in uses] == [
        ("initiative-d-exemple", "rapport"),
        ("mot-d-exemple", "dictionnaire"),
    ]


def _initiative(library: Library, name: str) -> Initiative:
    return next(i for i in library.initiatives if i.id == name)


def test_the_conditions_of_a_need_are_those_of_its_answers_by_where_they_stand_here(library: Library) -> None:
    grouped = library.conditions_for(library.besoins[0])
    assert list(grouped) == list(library.terms("etats-de-condition"))
    for ici, found in grouped.items():
        assert all(one.condition.ici == ici and one.condition in one.initiative.transfert.conditions for one in found)
    answers = [answer.initiative for answer in library.answers_to(library.besoins[0])]
    assert sum(map(len, grouped.values())) == sum(len(i.transfert.conditions) for i in answers) > 0


def test_the_actors_of_a_need_are_those_its_answers_name_but_not_those_already_at_work(library: Library) -> None:
    besoin = library.besoins[0]
    nobody_yet = besoin.model_copy(update={"deja_la": ()})
    (acteur, initiatives), *_ = library.actors_for(nobody_yet)
    assert all(acteur.id in initiative.transfert.acteurs for initiative in initiatives)
    assert library.actors_for(besoin.model_copy(update={"deja_la": (acteur.id,)})) == []


def test_words_are_put_in_the_order_of_the_lexicon_each_once(library: Library) -> None:
    assert library.in_order([*reversed(library.termes), *library.termes]) == library.termes


def test_the_words_of_a_term_stand_in_its_label_or_its_definition(library: Library) -> None:
    theme = library.term("themes", next(iter(library.terms("themes"))))
    about = Library((*library.records, _word(library, "Zut", theme.libelle), _word(library, "Zou", "absent d’ici")))
    assert [terme.id for terme in about.words_of_term("themes", next(iter(library.terms("themes"))))] == ["zut"]


def _word(library: Library, name: str, terme: str) -> Terme:
    """A word of the lexicon like another, under this name."""
    return library.termes[0].model_copy(update={"id": name.lower(), "terme": terme})
