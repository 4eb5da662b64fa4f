"""The JSON Schemas: what our check accepts they accept, and they see the mistakes that a schema can see.

The published ones are judged by Ajv and by check-jsonschema, as who reuses the data has them; those of the editors by
the server that VS Code asks.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from playwright._impl._driver import compute_driver_executable

from tests.invalid.cases import CASES, MINIMAL, TODAY
from tests.judges import judge
from traversees.command.refusal import VERIFY
from traversees.contribute.schema import editor_files, record_schema, schema_files, without_records
from traversees.library.library import Library
from traversees.library.loading import load_library
from traversees.records.documents import header_of
from traversees.records.kinds import KINDS, Acteur, Initiative, Vocabulaire
from traversees.records.writing import record_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from traversees.records.record import Record

    Once = Callable[[str, Callable[[Path], object]], Path]

REPOSITORY = Path(__file__).resolve().parent.parent
ADDRESS = "https://base.exemple/donnees/schemas/v1/"

SEEN = [
    case for case in CASES if case.name.startswith(("messages/", "library/unknown-term", "library/broken-reference"))
]
"""The mistakes that a schema can see: all that is about one key, its type, its vocabulary or its reference."""

IN_FRENCH = {
    "library/unknown-term": "12 : Attendu : un terme de la liste « Publics » : familles, jeunes.",
    "messages/address": "7 : Attendu : une adresse qui commence par https:// ou http://.",
    "messages/former-name": "16 : Attendu : des minuscules sans accent, des chiffres et des tirets, sauf les noms que Windows refuse.",
    "messages/full-date": "13 : Attendu : AAAA-MM-JJ.",
    "messages/integer": "2 : Attendu : nombre entier.",
    "messages/list-expected": "4 : Attendu : une liste, une ligne par élément, avec un tiret.",
    "messages/number": "8 : Attendu : nombre.",
    "messages/one-line": "1 : Attendu : une seule ligne.",
    "messages/partial-date": "5 : Attendu : AAAA, AAAA-MM ou AAAA-MM-JJ.",
    "messages/period": "8 : Attendu : une année (2023) ou une période (2009-2012).",
    "messages/text-expected": "1 : Attendu : texte d’une ligne.",
    "messages/yes-or-no": "52 : Attendu : oui ou non.",
}
"""What the schema says in the editor, after the line of the header; the server says the rest, in its reader’s language."""

VALID = "ok -- validation done\n"

LIKE_NUMBERS = [
    ("terme: Mot d’exemple", "terme: 811"),
    ("titre: Dictionnaire d’exemple", "titre: 1.50\n    date: 2024"),
]

RENEW = (
    "le modèle ou une liste a changé : lancez « python3 build_pages.py schemas », puis validez les fichiers renouvelés"
)


class Header(NamedTuple):
    """What a record says, as written, and how the tests name it."""

    name: str
    kind: str
    text: str


def header(name: str, path: str, text: str) -> Header:
    kind = next(kind for kind in KINDS if kind.folder == path.rpartition("/")[0])
    return Header(name, kind.kind_name(), header_of(path, text)[0])


def real_headers(library: Library) -> list[Header]:
    return [
        header(record.path, record.path, (REPOSITORY / record.path).read_text(encoding="utf-8"))
        for record in library.records
    ]


def our_headers(minimal: Library) -> list[Header]:
    """Records in canonical form, then one whose texts look like numbers, then one a mistake."""
    good = [header(record.path, record.path, record_text(record)) for record in minimal.records]
    numbers = (MINIMAL / "glossaire/mot-d-exemple.yml").read_text(encoding="utf-8")
    for old, new in LIKE_NUMBERS:
        assert old in numbers
        numbers = numbers.replace(old, new)
    bad = [
        header(
            case.name,
            change.path,
            (MINIMAL / change.path).read_text(encoding="utf-8").replace(change.old, change.new, 1),
        )
        for case in SEEN
        for change in case.changes
    ]
    return [*good, header("like numbers", "glossaire/nombres.yml", numbers), *bad]


def node(bases: list[dict[str, Any]]) -> str:
    """What `schemas.cjs` says of `bases`, run by the Node that Playwright brings; nothing else may be said."""
    judge("ajv/dist/2020.js")
    command = [compute_driver_executable()[0], str(REPOSITORY / "tests/schemas.cjs")]
    done = subprocess.run(command, input=json.dumps(bases), capture_output=True, encoding="utf-8", check=False)
    return done.stdout if not done.stderr else done.stderr


class Said(NamedTuple):
    """What is said of each record, by its name: with the published schema, with that of the editors."""

    published: dict[str, list[str]]
    editor: dict[str, list[str]]


@pytest.fixture(scope="module")
def said(once: Once, library: Library) -> Said:
    """One Node process judges everything, for all the processes of the run."""
    minimal = load_library(MINIMAL, TODAY)
    headers = {"real": real_headers(library), "minimal": our_headers(minimal)}

    def ask(folder: Path) -> None:
        bases = [
            {
                "schemas": {
                    kind.kind_name(): record_schema(
                        kind, base, published_at="" if editor else ADDRESS + kind.kind_name()
                    )
                    for kind in KINDS
                },
                "records": [(kind, text) for _, kind, text in headers[name]],
                "editor": editor,
            }
            for editor in (False, True)
            for name, base in (("real", library), ("minimal", minimal))
        ]
        answers = node(bases)
        assert answers.startswith("[["), answers
        folder.mkdir()
        (folder / "said.json").write_text(answers, encoding="utf-8")

    answers = json.loads((once("schemas", ask) / "said.json").read_text(encoding="utf-8"))
    return Said(*(_by_name([*headers["real"], *headers["minimal"]], [*answers[i], *answers[i + 1]]) for i in (0, 2)))


def _by_name(headers: list[Header], answers: list[list[str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one, answer in zip(headers, answers, strict=True):
        found.setdefault(one.name, []).extend(answer)
    return found


def test_every_record_validates_for_who_reuses_it_and_for_who_edits_it(said: Said, library: Library) -> None:
    mistakes = {case.name for case in SEEN}
    assert len(said.published) > len(library.records) + len(mistakes)
    for answers in said:
        assert {name: faults for name, faults in answers.items() if faults and name not in mistakes} == {}


@pytest.mark.parametrize("case", SEEN, ids=lambda case: case.name)
def test_a_mistake_that_a_schema_can_see_is_seen(case: Any, said: Said) -> None:  # noqa: ANN401
    assert said.published[case.name]


def test_the_editor_says_in_french_what_is_expected(said: Said) -> None:
    assert {name: said.editor[name] for name in IN_FRENCH} == {name: [text] for name, text in IN_FRENCH.items()}


def test_the_schema_of_the_editors_accepts_a_record_made_since(said: Said) -> None:
    assert said.published["library/broken-reference"] == [
        "/besoins/0/besoin must be equal to one of the allowed values"
    ]
    assert said.editor["library/broken-reference"] == []


@pytest.mark.parametrize(
    ("schema", "reproach"),
    [
        ({"type": "string", "patternErrorMessage": "Attendu."}, 'strict mode: unknown keyword: "patternErrorMessage"'),
        ({"type": ["string", "number"]}, "strict mode: use allowUnionTypes to allow union type keyword"),
        ({"type": "string", "pattern": '\\"'}, "Invalid escape"),
    ],
)
def test_the_judge_sees_what_a_strict_validator_refuses(schema: dict[str, Any], reproach: str) -> None:
    assert reproach in node([{"schemas": {"terme": schema}, "records": []}])


@pytest.fixture(scope="module")
def published(once: Once, library: Library) -> Path:
    """The published schemas, and beside them the headers of the records that are not all YAML."""

    def write(folder: Path) -> None:
        folder.mkdir()
        for name, text in schema_files(library, published_in=ADDRESS):
            (folder / name).write_text(text, encoding="utf-8")
        for record in library.records:
            if record.path.endswith(".md"):
                text = header_of(record.path, (REPOSITORY / record.path).read_text(encoding="utf-8"))[0]
                (folder / f"{record.kind_name()}-{record.id}.yml").write_text(text, encoding="utf-8")

    return once("published", write)


def check_jsonschema(*arguments: str | Path) -> str:
    command = [sys.executable, "-m", "check_jsonschema", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    return done.stdout + done.stderr


def test_each_published_schema_follows_its_standard(published: Path) -> None:
    schemas = sorted(published.glob("*.schema.json"))
    assert len(schemas) == len(KINDS)
    assert check_jsonschema("--check-metaschema", *schemas) == VALID


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind_name())
def test_every_real_record_validates_in_check_jsonschema(kind: type[Record], published: Path) -> None:
    name = kind.kind_name()
    files = list((REPOSITORY / kind.folder).glob("*.yml")) or list(published.glob(f"{name}-*.yml"))
    assert files
    assert check_jsonschema("--schemafile", published / f"{name}.schema.json", *files) == VALID


def test_check_jsonschema_says_where_a_record_is_wrong(published: Path, tmp_path: Path) -> None:
    text = (REPOSITORY / "glossaire/table-de-quartier.yml").read_text(encoding="utf-8")
    (tmp_path / "mot.yml").write_text(re.sub("^aire: .*", "aire: lune", text, flags=re.MULTILINE), encoding="utf-8")
    answer = check_jsonschema("--schemafile", published / "terme.schema.json", tmp_path / "mot.yml")
    assert "mot.yml::$.aire: 'lune' is not one of ['quebec', 'france', 'commun']" in answer


def test_a_published_schema_is_named_by_its_address(library: Library) -> None:
    files = dict(schema_files(library, published_in=ADDRESS))
    assert json.loads(files["terme.schema.json"])["$id"] == "https://base.exemple/donnees/schemas/v1/terme.schema.json"


def test_every_key_is_described_in_french_with_the_name_of_its_type(library: Library) -> None:
    for kind in KINDS:
        for schema in (record_schema(kind, library), record_schema(kind, library, published_at=ADDRESS)):
            for block in [schema, *(part for part in schema["$defs"].values() if "properties" in part)]:
                for name, key in block["properties"].items():
                    assert key["description"].endswith((".", "…", "?", "!")), name
                    assert block is schema or "title" not in block
            assert schema["description"] == kind.__doc__


def test_a_term_is_shown_with_its_label_and_definition(library: Library) -> None:
    states = record_schema(Initiative, library)["$defs"]["liste-etats"]
    assert states["enum"] == ["active", "terminee", "inconnue"]
    assert states["enumDescriptions"][1] == "Terminée — Elle a pris fin."
    published = record_schema(Initiative, library, published_at=ADDRESS)["$defs"]["liste-etats"]
    assert published["enum"] == states["enum"]
    assert published["description"].split("\n")[1] == "terminee : Terminée — Elle a pris fin."


def test_what_is_optional_may_be_left_empty(library: Library) -> None:
    for address in ("", ADDRESS):
        actor = record_schema(Acteur, library, published_at=address)
        assert actor["properties"]["site"]["type"] == ["string", "null"]
        assert actor["properties"]["a_verifier"]["type"] == ["array", "null"]
        assert "site" not in actor["required"]


def test_the_copies_of_the_editors_are_those_that_the_models_give(library: Library, repository: Path) -> None:
    for path, text in editor_files(library):
        file = repository / path
        assert file.is_file(), RENEW
        stored, fresh = json.loads(file.read_text(encoding="utf-8")), json.loads(text)
        assert without_records(stored) == without_records(fresh), f"{path} : {RENEW}"


def test_a_new_record_does_not_make_the_copies_stale(library: Library) -> None:
    fewer = Library(tuple(record for record in library.records if isinstance(record, Vocabulaire)))
    for kind in KINDS:
        schemas = [record_schema(kind, base) for base in (library, fewer)]
        assert without_records(schemas[0]) == without_records(schemas[1])


def test_each_folder_of_records_has_its_schema_in_the_editor(repository: Path) -> None:
    settings = json.loads((repository / ".vscode/settings.json").read_text(encoding="utf-8"))["yaml.schemas"]
    assert settings["./schemas/terme.schema.json"] == "/glossaire/*.yml"
    assert settings["./schemas/recit.schema.json"] == "/recits/*.md"
    assert len(settings) == len(KINDS)


def test_the_task_of_the_editor_finds_each_problem_in_what_our_check_says(repository: Path) -> None:
    task = json.loads((repository / ".vscode/tasks.json").read_text(encoding="utf-8"))["tasks"][0]
    assert [task["command"], *task["args"]] == VERIFY.split()
    pattern = task["problemMatcher"]["pattern"]
    for case in CASES:
        for line in filter(None, case.answer.split("\n")):
            found = re.match(pattern["regexp"], line)
            assert found, line
            path, row, column, message = (found[pattern[name]] for name in ("file", "line", "column", "message"))
            assert line == f"{path}:{int(row)}:{int(column)} : {message}"
