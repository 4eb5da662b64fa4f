"""The data of a record: stable keys, plain words, sources kept.

After a change: `python3 dev.py test --renew tests/test_data.py`, then read the diff in review.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from traversees.data.record_json import data_path, record_json, record_values
from traversees.library.loading import load_library
from traversees.records.kinds import Initiative
from traversees.records.kinds.initiative import Transposition

if TYPE_CHECKING:
    from pathlib import Path

    from traversees.library.library import Library

TODAY = "2026-11-23"


@pytest.fixture(scope="module")
def library(repository: Path) -> Library:
    return load_library(repository / "tests" / "minimal", TODAY)


@pytest.fixture(scope="module")
def data(library: Library) -> dict[str, Any]:
    loaded = json.loads(record_json(record_values(library, library.record("initiatives/initiative-d-exemple"))))
    assert isinstance(loaded, dict)
    return loaded


def test_the_data_of_the_minimal_initiatives_are_the_expected_ones(
    library: Library, repository: Path, request: pytest.FixtureRequest
) -> None:
    for initiative in library.initiatives:
        expected = repository / "tests" / "expected" / data_path(initiative)
        values = json.loads(record_json(record_values(library, initiative)))
        text = json.dumps(values, ensure_ascii=False, indent=1) + "\n"
        if request.config.getoption("--renew"):
            expected.write_text(text, encoding="utf-8")
        assert text == expected.read_text(encoding="utf-8")


def test_a_file_is_one_line_without_needless_spaces(library: Library, data: dict[str, Any]) -> None:
    text = record_json(record_values(library, library.record("initiatives/initiative-d-exemple")))
    assert text.startswith('{"id":"initiative-d-exemple","adresse":"initiatives/initiative-d-exemple/","nom":')
    assert text == json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def test_the_keys_are_those_that_contributors_write_after_the_id_and_the_address(data: dict[str, Any]) -> None:
    assert list(data) == ["id", "adresse", *Initiative.model_fields]


def test_a_term_and_a_reference_say_how_they_are_called(data: dict[str, Any]) -> None:
    assert data["statut"] == {"cle": "obnl", "libelle": "Organisme à but non lucratif"}
    assert data["transfert"]["acteurs"] == [
        {"id": "acteur-d-exemple", "libelle": "Acteur d’exemple", "adresse": "contexte/acteurs/acteur-d-exemple/"}
    ]


def test_a_text_is_a_line_for_each_paragraph_and_keeps_what_it_cites(data: dict[str, Any]) -> None:
    assert data["pratique"].split("\n") == [
        "Le premier paragraphe de la pratique [@article].",
        "Une chose faite [@rapport].",
        "Une autre chose faite [@rapport].",
    ]
    assert {"article", "rapport"} == {source["id"] for source in data["sources"]}


def test_a_row_of_the_comparison_is_a_key_or_has_an_english_name(repository: Path) -> None:
    page = (repository / "tests/expected/comparer.md").read_text(encoding="utf-8")
    keys = {*Initiative.model_fields, *Transposition.model_fields}
    rows = re.findall(r'<tr data-cle="(\w+)">', page)
    assert [row for row in rows if row not in keys] == ["place", "since"]
