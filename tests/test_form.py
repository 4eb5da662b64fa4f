"""The form: every key of a model is a field, and the checker’s patterns keep their meaning in JavaScript."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from pydantic import Field

from tests.sites import said
from tests.test_rendering import SETTINGS
from traversees.check import messages, sentences
from traversees.contribute.form import (
    BODY,
    FORM_KINDS,
    form_entries,
    form_model,
    form_steps,
    label_of,
    record_data,
)
from traversees.contribute.form_rules import MORE_SENTENCES, javascript, rules, translated
from traversees.french import prose
from traversees.library.loading import load_library
from traversees.pages.rendering import Renderer
from traversees.pages.templates import template_environment
from traversees.publish.outputs import record_files
from traversees.records.kinds import Initiative, Recit, Terme
from traversees.records.values import Ligne

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from traversees.contribute.form import Entry
    from traversees.library.library import Library
    from traversees.records.record import Record


class Mot(Terme):
    """A word with one key more: nothing else was written for it."""

    prononciation: Ligne | None = Field(default=None, description="Comment le dire : lettre par lettre.")


class Nombres(Terme):
    """A word with a key of a type that no form asks for."""

    nombres: dict[str, int] = Field(description="Des nombres.")


@pytest.fixture(scope="module")
def library(repository: Path) -> Library:
    return load_library(repository / "tests" / "minimal", "2026-11-23")


def every(entries: tuple[Entry, ...]) -> Iterator[Entry]:
    for entry in entries:
        yield entry
        yield from every(entry.keys)


@pytest.mark.parametrize("kind", FORM_KINDS, ids=lambda kind: kind.kind_name())
def test_every_key_is_a_field_in_the_order_of_the_model(kind: type[Record], library: Library) -> None:
    keys = [entry.key for entry in form_entries(kind, library)]
    assert keys == [*kind.model_fields, *([BODY] if kind.suffix == ".md" else [])]


def test_a_new_key_is_a_new_field_after_the_one_before_it(library: Library) -> None:
    entries = form_entries(Mot, library)
    new = next(entry for entry in entries if entry.key == "prononciation")
    assert (new.label, new.help, new.genre, new.required, new.most) == (
        "Comment le dire",
        "Lettre par lettre.",
        "line",
        False,
        250,
    )
    steps = form_steps(entries, [("Le mot", "", ["terme"]), ("Fin", "", ["verifie_le"])])
    assert [entry.key for entry in steps[1].entries] == ["verifie_le", "prononciation"]
    assert {entry.key for step in steps for entry in step.entries} == set(Mot.model_fields)


def test_a_type_that_the_form_cannot_ask_for_is_refused(library: Library) -> None:
    with pytest.raises(TypeError, match="nombres"):
        form_entries(Nombres, library)


@pytest.mark.parametrize("kind", FORM_KINDS, ids=lambda kind: kind.kind_name())
def test_every_field_has_a_label_that_a_person_can_read(kind: type[Record], library: Library) -> None:
    for entry in every(form_entries(kind, library)):
        assert entry.label[0].isupper()
        assert not entry.label.endswith((".", ":", " "))
        assert "_" not in entry.label


@pytest.mark.parametrize(
    ("description", "label", "helped"),
    [
        ("Qui la porte : organisme, réseau.", "Qui la porte", "Organisme, réseau."),
        ("Site officiel.", "Site officiel", ""),
        ("Le nombre ; point pour les décimales.", "Le nombre", "Point pour les décimales."),
        ("Et en Seine-Saint-Denis ?", "Et en Seine-Saint-Denis\u202f?", ""),
    ],
)
def test_a_description_makes_a_label_and_a_help(description: str, label: str, helped: str) -> None:
    assert label_of(description) == (label, helped)


def test_yes_or_no_is_asked_as_a_sentence() -> None:
    assert label_of("oui si la date est estimée.", "yes") == ("La date est estimée", "")


def test_what_a_record_says_comes_back_whole(library: Library) -> None:
    for record in library.records:
        if isinstance(record, FORM_KINDS):
            again = type(record).model_validate({k: v for k, v in record_data(record)["data"].items() if k != BODY})
            assert again.model_dump() == record.model_dump()


def test_each_kind_has_its_model_and_each_record_its_data(repository: Path, library: Library) -> None:
    pages = Renderer(library, template_environment(repository / "templates"), SETTINGS).other_pages()
    models = {path: said(text) for page in pages for path, text in page.beside()}
    assert [*models] == [f"contribuer/formulaire/{kind.kind_name()}.js" for kind in FORM_KINDS]
    for kind, model in zip(FORM_KINDS, models.values(), strict=True):
        assert model.items() >= json.loads(json.dumps(form_model(kind, library))).items()
        assert model["known"]
    record = library.record("recits/2023-05-20-recit-d-exemple")
    path = "contribuer/formulaire/fiches/recits/2023-05-20-recit-d-exemple.js"
    assert path in dict(record_files(library, record))


def test_no_sentence_of_the_rules_hides_another() -> None:
    parts = (messages.SENTENCES, prose.SENTENCES, sentences.SENTENCES, MORE_SENTENCES)
    assert len(rules()["sentences"]) == sum(map(len, parts))


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"(?P<a>\d)(?P=a)\Z", r"(?<a>\p{Nd})\k<a>(?![\s\S])"),
        (r"[\w.-]\w", r"[\p{L}\p{N}_.-][\p{L}\p{N}_]"),
        (r"\U0001F600\"\[", r'\u{1f600}"\['),
    ],
)
def test_a_pattern_is_written_as_javascript_reads_it(pattern: str, expected: str) -> None:
    assert translated(pattern) == expected


def test_a_part_that_minds_case_is_told_without_flags() -> None:
    pattern = re.compile(r"rue (?-i:[A-Z])[de]", re.IGNORECASE)
    assert javascript(pattern) == {"source": "[rR][uU][eE] (?:[A-Z])[dDeE]", "flags": "u"}


def test_the_form_is_for_what_people_propose() -> None:
    assert (Initiative, Recit, Terme) == FORM_KINDS
