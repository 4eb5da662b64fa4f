"""The invented base of the benchmark: always the same, nested, valid, linked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bench.generator import SHARES, kinds, record_files, vocabulary_terms, write_project
from traversees.library.loading import load_library
from traversees.records.keywords import Reference
from traversees.records.kinds import Initiative, Parcours, Recit, Vocabulaire
from traversees.records.marks import marked_values

if TYPE_CHECKING:
    from traversees.library.library import Library

COUNT = 150
TODAY = "2026-11-28"


@pytest.fixture(scope="module")
def terms() -> dict[str, list[str]]:
    return vocabulary_terms()


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The base as the checker reads it, and therefore without any problem."""
    folder = tmp_path_factory.mktemp("banc")
    write_project(COUNT, folder)
    return load_library(folder, TODAY)


def test_the_same_number_gives_the_same_files(terms: dict[str, list[str]]) -> None:
    assert list(record_files(60, terms)) == list(record_files(60, terms))


def test_a_small_base_is_the_beginning_of_a_larger_one(terms: dict[str, list[str]]) -> None:
    assert list(record_files(60, terms)) == list(record_files(COUNT, terms))[:60]


def test_every_record_has_its_own_file(terms: dict[str, list[str]]) -> None:
    paths = [path for path, _ in record_files(COUNT, terms)]
    assert len(set(paths)) == COUNT


def test_no_rule_is_broken_and_every_kind_is_there(invented: Library) -> None:
    assert {type(record) for record in invented.records} == {*SHARES, Recit, Vocabulaire}
    assert sum(not isinstance(record, Vocabulaire) for record in invented.records) == COUNT


def test_records_refer_to_one_another(invented: Library) -> None:
    referring = {
        type(record)
        for record in invented.records
        for value in marked_values(record)
        if isinstance(value.mark, Reference)
    }
    assert {Initiative, Recit, Parcours} <= referring
    assert any(invented.words_of(initiative) for initiative in invented.initiatives)
    assert any(invented.reports_on(initiative) for initiative in invented.initiatives)


@pytest.mark.parametrize("count", [100, 1_000, 10_000])
def test_two_records_in_five_are_initiatives_at_every_size(count: int) -> None:
    assert list(kinds(count)).count(Initiative) == pytest.approx(0.4 * count, abs=1)


def test_records_are_as_long_as_the_real_ones(library: Library, invented: Library) -> None:
    def length(library: Library) -> float:
        texts = [value.text for each in library.initiatives for value in marked_values(each)]
        return sum(map(len, texts)) / len(library.initiatives)

    assert length(invented) == pytest.approx(length(library), rel=0.25)
