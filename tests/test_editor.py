"""The settings of the editor say what the models say, in the shape that Sveltia accepts; its files pass the checker."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import pytest

from traversees.check.rules import check_document
from traversees.contribute.editor import editor_settings
from traversees.contribute.editor_backend import backend, page_values
from traversees.contribute.schema import record_schema
from traversees.library.loading import load_library
from traversees.publish.clock import today
from traversees.records.documents import parse_document
from traversees.records.kinds import KINDS, Terme, Vocabulaire

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from traversees.library.library import Library
    from traversees.records.record import Record

NONE = {"type": "github", "adresse": "", "branche": "main"}
GITHUB = {"type": "github", "adresse": "https://github.com/o/r", "branche": "main"}
GITLAB = {"type": "gitlab", "adresse": "https://gitlab.example/g/s/r/", "branche": "main"}
FORGEJO = {"type": "forgejo", "adresse": "https://codeberg.org/o/r", "branche": "essai"}
FORGES = [NONE, {**NONE, "adresse": None}, GITHUB, GITLAB, FORGEJO]


@pytest.fixture(scope="module")
def library(repository: Path) -> Library:
    return load_library(repository / "tests" / "minimal", today())


def keys_of(fields: list[dict[str, Any]], at: str = "") -> Iterator[tuple[str, bool]]:
    """Each key that the editor offers, and whether it is obligatory."""
    for field in fields:
        yield f"{at}{field['name']}", field["required"]
        yield from keys_of(field.get("fields", []), f"{at}{field['name']}.")


def keys_of_model(block: dict[str, Any], definitions: dict[str, Any], at: str = "") -> Iterator[tuple[str, bool]]:
    """Each key that the model knows, read from its JSON Schema without the help of the editor’s code."""
    for name, part in block["properties"].items():
        yield f"{at}{name}", name in block.get("required", [])
        found = re.search(r'"\$ref": "#/\$defs/([A-Z]\w*)"', json.dumps(part))
        if found:
            yield from keys_of_model(definitions[found[1]], definitions, f"{at}{name}.")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind is not Vocabulaire])
def test_the_editor_offers_every_key_of_a_kind_and_no_other(library: Library, kind: type[Record]) -> None:
    collections = {part["name"]: part for part in editor_settings(library, NONE)["collections"]}
    collection = collections[kind.kind_name()]
    schema = record_schema(kind, library)
    expected = list(keys_of_model(schema, schema["$defs"]))
    offered = [field for field in collection["fields"] if field["name"] != "body"]
    assert list(keys_of(offered)) == expected
    assert ("body" in {field["name"] for field in collection["fields"]}) == (kind.suffix == ".md")
    assert (collection["folder"], f".{collection['extension']}") == (kind.folder, kind.suffix)


def test_each_closed_list_is_a_file_whose_terms_can_be_changed(library: Library) -> None:
    files = editor_settings(library, NONE)["collections"][-1]["files"]
    assert [file["file"] for file in files] == [record.path for _, record in sorted(library.vocabularies.items())]
    for file in files:
        terms = next(field for field in file["fields"] if field["name"] == "termes")
        assert [field["name"] for field in terms["fields"]] == list(library.vocabularies[file["name"]].termes)


def test_choices_are_the_terms_and_references_are_the_records(library: Library) -> None:
    fields = {field["name"]: field for field in editor_settings(library, NONE)["collections"][0]["fields"]}
    assert [option["value"] for option in fields["region"]["options"]] == list(library.terms("regions"))
    assert (fields["themes"]["multiple"], fields["themes"]["min"], fields["themes"]["max"]) == (True, 1, 5)
    transfer = {field["name"]: field for field in fields["transfert"]["fields"]}
    assert transfer["acteurs"]["collection"] == "acteur"
    assert transfer["conditions"]["summary"] == "{{fields.texte}}"


@pytest.mark.parametrize("forge", FORGES, ids=lambda forge: f"{forge['type']} {forge['adresse']!r}")
def test_the_settings_have_the_shape_that_sveltia_expects(
    library: Library, repository: Path, forge: dict[str, Any]
) -> None:
    shape = json.loads((repository / "editeur/sveltia-cms.schema.json").read_text(encoding="utf-8"))
    jsonschema_rs.validate(shape, editor_settings(library, forge))


def test_signing_in_follows_the_forge_and_the_keys_that_it_was_given() -> None:
    assert backend(GITHUB)["auth_methods"] == ["token"]
    proxy = backend({**GITHUB, "editeur": {"connexion": "https://oauth.example"}})
    assert (proxy["base_url"], proxy["auth_methods"]) == ("https://oauth.example", ["oauth", "token"])
    application = backend({**GITLAB, "editeur": {"application": "abc"}})
    assert (application["auth_type"], application["app_id"], application["repo"]) == ("pkce", "abc", "g/s/r")
    assert backend(FORGEJO)["api_root"] == "https://codeberg.org/api/v1"


def test_the_browser_may_ask_nobody_but_the_forge() -> None:
    assert page_values(NONE)["servers"] == []
    assert page_values(GITHUB)["servers"] == ["https://api.github.com", "https://github.com"]
    assert page_values(GITLAB)["servers"] == ["https://gitlab.example"]


@pytest.mark.parametrize("distant", ["unpkg.com", "jsdelivr.net", "githubstatus.com/api", "hostedstatus.com"])
def test_the_vendored_script_calls_no_distant_copy(repository: Path, distant: str) -> None:
    assert distant not in (repository / "docs/assets/editeur/sveltia-cms.js").read_text(encoding="utf-8")


def test_the_vendored_script_is_the_one_that_the_lock_names_and_has_its_licences(repository: Path) -> None:
    lock = json.loads((repository / "editeur/package-lock.json").read_text(encoding="utf-8"))
    version = lock["packages"]["node_modules/@sveltia/cms"]["version"]
    licences = (repository / "docs/assets/editeur/LICENCES.txt").read_text(encoding="utf-8")
    assert f"@sveltia/cms {version} — MIT" in licences
    assert len(re.findall(r"^-{80}$", licences, re.MULTILINE)) > 40
    for name in ("material-symbols-outlined", "noto-mono", "source-sans-3"):
        assert list((repository / "docs/assets/editeur/assets").glob(f"{name}.LICENSE.txt"))


def test_nulls_empty_lists_and_quotes_are_what_the_checker_reads_as_absent_or_plain() -> None:
    text = """\
terme: 'Un mot'
sigle: null
aire: quebec
definition: >-
  Ce qu’il veut dire. [@a]
equivalent: null
faux_ami: null
synonymes: []
sources:
  - id: a
    titre: "Titre"
    titre_reconstitue: null
    editeur: '2023'
    date: 2023
    date_approximative: false
    url: 'https://exemple.org/a'
    archive: null
    miroir: true
    consulte: '2026-11-01'
    type: organisme
    portee: integral
verifie_le: 2026-11-01
"""
    record = check_document(parse_document("glossaire/un-mot.yml", text), Terme, "2026-11-28")
    assert isinstance(record, Terme)
    assert (record.sigle, record.synonymes, record.sources[0].miroir) == (None, (), True)
