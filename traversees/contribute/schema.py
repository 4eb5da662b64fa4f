"""The JSON Schema of each kind of record, derived from the models: one for editors and forms, one for who reuses the data.

Pure: a model and the records that it may refer to give a dictionary, ready to be written as JSON. The published schema
is of draft 2020-12 and strict; that of the editors adds what they read and where values come from (`schema_dialects`).
"""

from __future__ import annotations

import json
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from pydantic.json_schema import GenerateJsonSchema

from traversees.contribute.schema_dialects import each_schema, standard, with_messages
from traversees.french.text import plain
from traversees.french.typography import typographic
from traversees.records.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pydantic_core import core_schema

    from traversees.library.library import Library
    from traversees.records.record import Record

VERSION = "v1"
"""Changes when a record that was valid no longer is."""

Schema = dict[str, Any]

RECORDS = "fiches"
"""How the definitions that list records begin: all that changes when a record is added."""


def schema_text(schema: Schema) -> str:
    """The content of a `.schema.json` file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def schema_files(library: Library, *, published_in: str = "") -> Iterator[tuple[str, str]]:
    """The file of each kind: its name and its content; `published_in` is the address of the folder of published ones."""
    for kind in KINDS:
        name = f"{kind.kind_name()}.schema.json"
        address = published_in and f"{published_in}{name}"
        yield name, schema_text(record_schema(kind, library, published_at=address))


def record_schema(kind: type[Record], library: Library, *, published_at: str = "") -> Schema:
    """The schema of the header of a record of this kind: the one published at this address, or that of editors without one.

    In the published one, a reference names a record of `library`; that of editors only proposes them, and stays true
    when records are added.
    """
    lists: Schema = {}
    schema = each_schema(
        _model_schema(kind), partial(_with_lists, library=library, lists=lists, closed=bool(published_at))
    )
    for block in schema.get("$defs", {}).values():
        del block["title"], block["description"]  # in English: for who reads the code
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **({"$id": published_at} if published_at else {}),
        "title": kind.label,
        "description": schema.pop("description"),
        **{name: value for name, value in schema.items() if name not in {"title", "$defs"}},
        "$defs": {**schema.get("$defs", {}), **dict(sorted(lists.items()))},
    }
    return each_schema(whole, standard if published_at else with_messages)


@cache
def _model_schema(kind: type[Record]) -> Schema:
    """What the model alone says; worked out once, and never changed."""
    return kind.model_json_schema(schema_generator=_Generator)


class _Generator(GenerateJsonSchema):
    """Pydantic's generator, without titles made of keys, and with optional keys that may be left empty."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ANN401 — as in pydantic
        """A title is what we say that it is."""
        del schema
        return False

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> Schema:
        """A key that may be absent may be left empty."""
        return _or_empty(self.generate_inner(schema["schema"]))

    def nullable_schema(self, schema: core_schema.NullableSchema) -> Schema:
        """Only such keys may."""
        return self.generate_inner(schema["schema"])

    def float_schema(self, schema: core_schema.FloatSchema) -> Schema:
        """A number, named in French."""
        return {"title": "nombre", **super().float_schema(schema)}

    def int_schema(self, schema: core_schema.IntSchema) -> Schema:
        """A whole number, named in French."""
        return {"title": "nombre entier", **super().int_schema(schema)}

    def dict_schema(self, schema: core_schema.DictSchema) -> Schema:
        """A mapping whose keys all have the given shape."""
        return {**super().dict_schema(schema), "additionalProperties": False}


def _or_empty(schema: Schema) -> Schema:
    """`schema`, or nothing: a key may be written and left without a value."""
    if "enum" in schema:
        return {**schema, "enum": [*schema["enum"], None]}
    if "type" not in schema or "vocabulaire" in schema or "dossier" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return {**schema, "type": [*types, "null"]}


def _with_lists(schema: Schema, library: Library, lists: Schema, *, closed: bool) -> Schema:
    """`schema`, or a reference to the list of terms or of records that it names, added to `lists`."""
    if "vocabulaire" in schema:
        name = schema["vocabulaire"]
        return _referring(schema, "vocabulaire", f"liste-{name}", lists, _terms(library, name))
    if "dossier" in schema:
        name = "-".join([RECORDS, *schema["dossier"].split("/")[-1:]]).rstrip("-")
        return _referring(schema, "dossier", name, lists, _records(library, schema, closed=closed))
    return schema


def _referring(node: Schema, keyword: str, name: str, lists: Schema, definition: Schema) -> Schema:
    lists[name] = definition
    kept = {"description": node["description"]} if "description" in node else {}
    return {**kept, keyword: node[keyword], "$ref": f"#/$defs/{name}"}


def _terms(library: Library, name: str) -> Schema:
    vocabulary = library.vocabularies[name]
    described = [(key, f"{term.libelle} — {plain(term.definition)}") for key, term in vocabulary.termes.items()]
    title = f"un terme de la liste « {vocabulary.titre} »"
    return {
        "title": title,
        "errorMessage": f"Attendu : {title} : {', '.join(vocabulary.termes)}.",
        **_one_of(described),
    }


def _records(library: Library, node: Schema, *, closed: bool) -> Schema:
    folder = node["dossier"]
    records = [
        record for record in library.records if folder in {"", record.folder} and record.folder != "vocabulaires"
    ]
    title = f"une fiche du dossier {folder}/" if folder else "une fiche : dossier/nom-de-la-fiche"
    known = _one_of((record.id if folder else record.key, typographic(record.name)) for record in records)
    if closed:
        return {"title": title, **known}
    shape = {key: node[key] for key in ("type", "maxLength", "pattern", "patternErrorMessage") if key in node}
    return {"title": title, "anyOf": [known, shape]}


def _one_of(described: Iterable[tuple[str, str]]) -> Schema:
    pairs = list(described)
    return {"type": "string", "enum": [key for key, _ in pairs], "enumDescriptions": [said for _, said in pairs]}


def editor_files(library: Library) -> Iterator[tuple[str, str]]:
    """What editors read in the repository: each path and content."""
    yield from ((f"schemas/{name}", text) for name, text in schema_files(library))
    settings = {
        "yaml.schemas": {
            f"./schemas/{kind.kind_name()}.schema.json": f"/{kind.folder}/*{kind.suffix}" for kind in KINDS
        },
        "yaml.schemaStore.enable": False,
        "yaml.format.enable": False,
        "[yaml]": {
            "editor.insertSpaces": True,
            "editor.tabSize": 2,
            "editor.wordWrap": "on",
            "editor.quickSuggestions": {"other": True, "comments": False, "strings": True},
        },
        "files.encoding": "utf8",
        "files.eol": "\n",
        "files.insertFinalNewline": True,
    }
    yield ".vscode/settings.json", schema_text(settings)


def without_records(schema: Schema) -> Schema:
    """`schema` without what changes when a record is added, which does not make a copy stale."""
    kept = {name: part for name, part in schema.get("$defs", {}).items() if not name.startswith(RECORDS)}
    return {**schema, "$defs": kept}
