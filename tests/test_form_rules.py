"""The rules of the checker and their port in the form, compared by name; `browser/test_form_rules.py` compares what they say."""

from __future__ import annotations

import json
import re
import subprocess
from inspect import isfunction
from typing import TYPE_CHECKING

import pytest
from playwright._impl._driver import compute_driver_executable

from traversees.check import messages
from traversees.check.rules import RULES
from traversees.check.sentences import SENTENCES
from traversees.contribute.form import form_model
from traversees.contribute.form_rules import rules
from traversees.french import prose
from traversees.library.loading import load_library
from traversees.records.kinds import Terme

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

NOT_IN_A_FORM = {
    "misplaced_tiles": "no form asks for a list of words",
    "former_names_in_use": "a form keeps the former names as they are",
}
"""The rules that the form does not port, with the reason."""

SENTENCES_NOT_IN_A_FORM = {
    "string_type": "a form holds no other value than the texts, lists and blocks of the model",
    "int_type": "same",
    "float_type": "same",
    "bool_type": "same",
    "bool_parsing": "a box says yes or no",
    "tuple_type": "same as string_type",
    "dict_type": "same",
    "model_type": "same",
    "string_too_short": "an empty text is a missing one",
    "own_name": "said by former_names_in_use",
    "name_twice": "same",
}
"""The sentences that the form does not say, with the reason."""

PORT = """
globalThis.window = { traversees: {} };
require(`${process.cwd()}/docs/assets/js/formulaire-textes.js`);
require(`${process.cwd()}/docs/assets/js/formulaire-regles.js`);
const { textes, regles } = window.traversees.formulaire;
const model = { kind: "terme", entries: [], rules: JSON.parse(process.argv[1]) };
const read = textes(model.rules);
process.stdout.write(JSON.stringify([Object.keys(regles(model, read).rules), Object.keys(read)]));
"""
"""Runs in Node: the names of the ported rules, of records then of texts."""


@pytest.fixture(scope="module")
def ported(repository: Path) -> tuple[list[str], list[str]]:
    node = compute_driver_executable()[0]
    command = [node, "-e", PORT, json.dumps(rules())]
    done = subprocess.run(command, cwd=repository, capture_output=True, encoding="utf-8", check=True)
    of_records, of_texts = json.loads(done.stdout)
    return of_records, of_texts


def missing(names: Iterable[str], port: Iterable[str], excused: Iterable[str], file: str) -> list[str]:
    """What to do for each of `names` that is neither in `port` nor `excused`, and for each of `excused` that is."""
    here = "tests/test_form_rules.py"
    return [
        *(
            f"« {name} » : portez cette règle dans docs/assets/js/{file} sous le même nom, ou dites pourquoi non dans {here}"
            for name in names
            if name not in {*port, *excused}
        ),
        *(f"« {name} » est dans docs/assets/js/{file} : retirez-la de {here}" for name in excused if name in port),
        *(f"« {name} » n’existe plus : retirez-la de {here}" for name in excused if name not in names),
    ]


def test_each_rule_on_records_is_in_the_form_under_its_name(ported: tuple[list[str], list[str]]) -> None:
    names = [rule.__name__ for rule in RULES]
    of_records, _ = ported
    assert missing(names, of_records, NOT_IN_A_FORM, "formulaire-regles.js") == []
    assert of_records == [name for name in names if name not in NOT_IN_A_FORM]


def test_each_rule_on_texts_is_in_the_form_under_its_name(ported: tuple[list[str], list[str]]) -> None:
    functions = {name: part for name, part in vars(prose).items() if isfunction(part) and not name.startswith("_")}
    names = [name for name, rule in functions.items() if rule.__annotations__["return"] == "Iterator[Finding]"]
    assert len(names) > 5
    assert missing(names, ported[1], (), "formulaire-textes.js") == []


def test_each_sentence_of_the_checker_is_said_by_the_form(repository: Path) -> None:
    shapes = {name for name in messages.SENTENCES if name.endswith(("_attendue", "_attendu"))}
    names = {**messages.SENTENCES, **prose.SENTENCES, **SENTENCES}
    files = ("formulaire-regles.js", "formulaire-textes.js")
    scripts = "".join((repository / "docs/assets/js" / file).read_text(encoding="utf-8") for file in files)
    said = {name for name in names if f'"{name}"' in scripts} | shapes  # the model names the sentence of a shape
    assert missing(names, said, SENTENCES_NOT_IN_A_FORM, files[0]) == []


def test_a_rule_without_its_port_says_what_to_do() -> None:
    assert missing(["too_kind"], [], (), "formulaire-regles.js") == [
        "« too_kind » : portez cette règle dans docs/assets/js/formulaire-regles.js sous le même nom, ou dites pourquoi non dans tests/test_form_rules.py"
    ]
    assert missing(["too_kind"], ["too_kind"], ["too_kind", "gone"], "formulaire-regles.js") == [
        "« too_kind » est dans docs/assets/js/formulaire-regles.js : retirez-la de tests/test_form_rules.py",
        "« gone » n’existe plus : retirez-la de tests/test_form_rules.py",
    ]


def keys_of_type(text: str, name: str) -> set[str]:
    """The keys that the interface `name` declares in `text`, those of the interfaces that it extends left out."""
    found = re.search(rf"^interface {name}\b[^{{]*\{{\n(.*?)^\}}", text, re.MULTILINE | re.DOTALL)
    assert found, name
    return set(re.findall(r"^  (\w+)\??:", found[1], re.MULTILINE))


def test_the_types_of_the_scripts_name_what_the_form_is_given(repository: Path) -> None:
    text = (repository / "tests/scripts.d.ts").read_text(encoding="utf-8")
    model = form_model(Terme, load_library(repository / "tests/minimal", "2026-11-23"))
    assert keys_of_type(text, "Rules") == set(rules())
    assert keys_of_type(text, "Model") | keys_of_type(text, "FileModel") == {
        *model,
        "known",
    }  # « known »: with the preview
    of_files = {"named", "absent"}  # what editor_files.py says, and form.py does not
    assert (keys_of_type(text, "Entry") | keys_of_type(text, "Key")) - of_files == set(model["entries"][0])
