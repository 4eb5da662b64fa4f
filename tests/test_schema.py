"""The JSON Schema: what our check accepts it accepts, and it sees the mistakes that a schema can see."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator

from tests.invalid.cases import CASES, MINIMAL, TODAY, Case, write_base
from tests.typed import typed
from traversees.contribute.schema import editor_files, record_schema, schema_name, without_records
from traversees.library.library import Library
from traversees.library.loading import load_library
from traversees.records.kinds import KINDS, Acteur, Initiative, Parcours, Vocabulaire
from traversees.records.writing import record_text

if TYPE_CHECKING:
    from pathlib import Path

    from traversees.records.record import Record

SEEN = [
    case for case in CASES if case.name.startswith(("messages/", "library/unknown-term", "library/broken-reference"))
]
"""The mistakes that a schema can see: all that is about one key, its type, its vocabulary or its reference."""

RENEW = (
    "le modèle ou une liste a changé : lancez « python3 build_pages.py schemas », puis validez les fichiers renouvelés"
)


@pytest.fixture(scope="module")
def validators(library: Library) -> dict[str, Draft202012Validator]:
    return {kind.folder: Draft202012Validator(record_schema(kind, library)) for kind in KINDS}


def _faults(validator: Draft202012Validator, path: str, text: str) -> list[str]:
    return [f"{path} : {error.json_path} : {error.message}" for error in validator.iter_errors(typed(path, text))]


@pytest.mark.parametrize("kind", KINDS, ids=schema_name)
def test_each_schema_is_valid_json_schema(kind: type[Record], library: Library) -> None:
    Draft202012Validator.check_schema(record_schema(kind, library))
    Draft202012Validator.check_schema(record_schema(kind, library, closed=False))


def test_every_real_record_validates_as_editors_read_it(
    library: Library, validators: dict[str, Draft202012Validator], repository: Path
) -> None:
    faults = [
        fault
        for record in library.records
        for fault in _faults(
            validators[record.folder], record.path, (repository / record.path).read_text(encoding="utf-8")
        )
    ]
    assert faults == []


def test_the_canonical_form_of_a_record_validates() -> None:
    minimal = load_library(MINIMAL, TODAY)
    for kind in KINDS:
        validator = Draft202012Validator(record_schema(kind, minimal))
        for record in minimal.of_kind(kind):
            assert _faults(validator, record.path, record_text(record)) == []


@pytest.mark.parametrize("case", SEEN, ids=lambda case: case.name)
def test_a_mistake_that_a_schema_can_see_is_seen(case: Case, tmp_path: Path) -> None:
    minimal = load_library(MINIMAL, TODAY)
    write_base(tmp_path, case)
    faults = []
    for change in case.changes:
        kind = next(kind for kind in KINDS if kind.folder == change.path.rpartition("/")[0])
        validator = Draft202012Validator(record_schema(kind, minimal))
        faults += _faults(validator, change.path, (tmp_path / change.path).read_text(encoding="utf-8"))
    assert faults


def test_every_key_is_described_in_french_with_the_name_of_its_type(library: Library) -> None:
    for kind in KINDS:
        schema = record_schema(kind, library)
        for block in [schema, *(part for part in schema["$defs"].values() if "properties" in part)]:
            for name, key in block["properties"].items():
                assert key["description"].endswith((".", "…", "?", "!")), name
                assert block is schema or "title" not in block
        assert schema["description"] == kind.__doc__


def test_a_term_is_shown_with_its_label_and_definition(library: Library) -> None:
    states = record_schema(Initiative, library)["$defs"]["liste-etats"]
    assert states["enum"] == ["active", "terminee", "inconnue"]
    assert states["enumDescriptions"][1] == "Terminée — Elle a pris fin."


def test_what_is_optional_may_be_left_empty(library: Library) -> None:
    actor = record_schema(Acteur, library)
    assert actor["properties"]["site"]["type"] == ["string", "null"]
    assert actor["properties"]["a_verifier"]["type"] == ["array", "null"]
    assert "site" not in actor["required"]


def test_the_copy_of_the_editors_accepts_a_record_made_since(library: Library) -> None:
    step = {"fiche": "initiatives/une-initiative-a-venir", "phrase": "Pourquoi la lire."}
    path = {"titre": "T", "ordre": 1, "pour": "P", "minutes": 5, "pourquoi": "Q", "etapes": [step, step]}
    assert not Draft202012Validator(record_schema(Parcours, library)).is_valid(path)
    assert Draft202012Validator(record_schema(Parcours, library, closed=False)).is_valid(path)


def test_the_copies_of_the_editors_are_those_that_the_models_give(library: Library, repository: Path) -> None:
    for path, text in editor_files(library):
        file = repository / path
        assert file.is_file(), RENEW
        stored, fresh = json.loads(file.read_text(encoding="utf-8")), json.loads(text)
        assert without_records(stored) == without_records(fresh), f"{path} : {RENEW}"


def test_a_new_record_does_not_make_the_copies_stale(library: Library) -> None:
    fewer = Library(tuple(record for record in library.records if isinstance(record, Vocabulaire)))
    for kind in KINDS:
        schemas = [record_schema(kind, base, closed=False) for base in (library, fewer)]
        assert without_records(schemas[0]) == without_records(schemas[1])


def test_each_folder_of_yaml_records_has_its_schema_in_the_editor(repository: Path) -> None:
    settings = json.loads((repository / ".vscode/settings.json").read_text(encoding="utf-8"))["yaml.schemas"]
    for kind in KINDS:
        if kind.suffix == ".yml":
            assert settings[f"./schemas/{schema_name(kind)}.schema.json"] == f"/{kind.folder}/*.yml"
