"""The form: what a page asks for a kind of record, and what its script must know to say what the checker says.

Everything is derived from the models: a new key is a new field, without a line of JavaScript. A type that the form
cannot ask for is a `TypeError` here, before any reader meets it.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, get_type_hints

from traversees.check.messages import block_in
from traversees.check.sentences import MAX_BODY
from traversees.check.twins import traits
from traversees.contribute.form_rules import rules
from traversees.contribute.guide import resolved
from traversees.contribute.schema import record_schema
from traversees.french.text import plain
from traversees.french.typography import typographic
from traversees.records.keywords import FormerName, Line, Moment, Prose, Reference, Shape, SourceId, Terms
from traversees.records.kinds import KINDS
from traversees.records.marks import all_marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pydantic import BaseModel

    from traversees.contribute.schema import Schema
    from traversees.library.library import Library
    from traversees.records.record import Record

FORM_KINDS = tuple(kind for kind in KINDS if kind.form_title)
"""What people propose with a form; the other kinds are ours to keep."""

BODY = "texte"
"""The name, in the form and in messages, of the Markdown text under a header."""

KEPT = "kept"
"""What nobody types: a correction keeps it as the record has it."""

_GENRES = {
    FormerName: KEPT,
    Terms: "term",
    Reference: "record",
    SourceId: "source",
    Prose: "prose",
    Line: "line",
    Shape: "shape",
}
"""What is asked for, by mark; the first that a value bears decides."""

_TYPES = {"oui ou non": "yes", "nombre": "number", "nombre entier": "integer"}
_SPLIT = re.compile(r"^(?P<label>.+?)(?: : | ; |\. )(?P<help>.+)$")


@dataclass(frozen=True)
class Choice:
    """A term or a record that may be chosen."""

    key: str
    label: str
    help: str = ""


@dataclass(frozen=True)
class Entry:
    """A field. In a list, `many` tells how few and how many values; in a block, `keys` are its own fields."""

    key: str
    label: str
    help: str
    required: bool
    genre: str
    many: tuple[int, int | None] | None = None
    most: int | None = None
    bounds: tuple[float | None, float | None] = (None, None)
    pattern: str = ""
    error: str = ""
    cited: bool = False
    plain: bool = False
    moment: bool = False
    year: bool = False
    choices: tuple[Choice, ...] = ()
    keys: tuple[Entry, ...] = ()


def form_entries(kind: type[Record], library: Library) -> tuple[Entry, ...]:
    """The fields of a kind, in the order of the model; the text of a `.md` record comes last."""
    schema = record_schema(kind, library)
    entries = tuple(_Describer(library, schema["$defs"]).entries(kind, schema))
    return entries if kind.suffix == ".yml" else (*entries, _BODY_ENTRY)


_BODY_ENTRY = Entry(BODY, "Le texte", "", required=True, genre="body", most=MAX_BODY)


@dataclass(frozen=True)
class _Describer:
    """Reads the fields of a block from its class, which tells what they mean, and its schema, which tells their limits."""

    library: Library
    definitions: Schema

    def entries(self, block: type[BaseModel], schema: Schema) -> Iterator[Entry]:
        hints = get_type_hints(block, include_extras=True)
        for name, part in schema["properties"].items():
            yield self._entry(name, hints[name], part, required=name in schema.get("required", ()))

    def _entry(self, name: str, hint: object, schema: Schema, *, required: bool) -> Entry:
        schema = resolved(schema, self.definitions)
        item = resolved(schema["items"], self.definitions) if "items" in schema else schema
        marks = {type(mark): mark for mark in all_marks(hint)}
        inner = block_in(hint)
        prose: Any = marks.get(Prose, Prose())
        shape: Any = marks.get(Shape)
        genre = "block" if inner else _genre(name, item, marks)
        label, helped = label_of(schema["description"], genre)
        choices = tuple(_choices(marks, self.library))
        return Entry(
            key=name,
            label=label,
            help="" if any(choice.key in helped.lower() for choice in choices) else helped,
            required=required,
            genre=genre,
            many=(schema.get("minItems", 0), schema.get("maxItems")) if "items" in schema else None,
            most=item.get("maxLength"),
            bounds=(item.get("minimum"), item.get("maximum")) if genre in {"number", "integer"} else (None, None),
            pattern=shape.pattern if shape else "",
            error=shape.error if shape else "",
            cited=prose.cited,
            plain=prose.plain,
            moment=Moment in marks,
            year=bool(shape and shape.year),
            choices=choices,
            keys=tuple(self.entries(inner, item)) if inner else (),
        )


def _genre(name: str, item: Schema, marks: dict[type, Any]) -> str:
    found = [genre for mark, genre in _GENRES.items() if mark in marks] or [_TYPES.get(item.get("title", ""), "")]
    if not found[0] or "patternProperties" in item:
        raise TypeError(f"the form cannot ask for « {name} »: teach form.py, then the form’s scripts")
    return found[0]


def label_of(description: str, genre: str = "") -> tuple[str, str]:
    """The label and the help that a key’s description makes: `Qui la porte : organisme, réseau.` makes both."""
    text = typographic(description.removeprefix("oui si ") if genre == "yes" else description)
    match = _SPLIT.match(text.replace("\u00a0:", " :").replace("\u202f;", " ;"))
    label, helped = (match["label"], match["help"]) if match else (text, "")
    return _capital(label.removesuffix(".")), _capital(typographic(helped))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _choices(marks: dict[type, Any], library: Library) -> Iterator[Choice]:
    if Terms in marks:
        for key, term in library.terms(marks[Terms].name).items():
            yield Choice(key, typographic(term.libelle), typographic(plain(term.definition)))
    elif Reference in marks:
        for record in library.records:
            if record.folder == marks[Reference].folder:
                yield Choice(record.id, typographic(_capital(record.name)))


@dataclass(frozen=True)
class Step:
    """A page of the form: what it is about, and its fields, those that may stay empty apart."""

    title: str
    intro: str
    entries: tuple[Entry, ...]

    @property
    def required(self) -> tuple[Entry, ...]:
        """What must be filled."""
        return tuple(entry for entry in self.entries if entry.required)

    @property
    def optional(self) -> tuple[Entry, ...]:
        """What may stay empty."""
        return tuple(entry for entry in self.entries if not entry.required and entry.genre != KEPT)


def form_steps(entries: Iterable[Entry], plan: Iterable[tuple[str, str, list[str]]]) -> list[Step]:
    """The steps of `plan` (title, introduction, keys); a key that it does not name goes with the one before it."""
    named = [(title, intro, list(keys)) for title, intro, keys in plan]
    known = {key for *_, keys in named for key in keys}
    place = named[0][2]
    by_key = {entry.key: entry for entry in entries}
    for key in by_key:
        place = next((keys for *_, keys in named if key in keys), place)
        if key not in known:
            place.append(key)
    return [Step(title, intro, tuple(by_key[key] for key in keys)) for title, intro, keys in named]


def form_path(record: Record, name: str = "") -> str:
    """Where the form finds what a record says, to correct it; `name`: a former id of the record."""
    return f"contribuer/formulaire/fiches/{record.key_of(name or record.id)}.js"


def form_model(kind: type[Record], library: Library) -> dict[str, Any]:
    """What the scripts ask and check of a kind."""
    return {
        "kind": kind.kind_name(),
        "folder": kind.folder,
        "suffix": kind.suffix,
        "entries": [asdict(entry) for entry in form_entries(kind, library)],
        "ids": [name for record in library.of_kind(kind) for name in (record.id, *record.former_ids)],
        "traits": {f"{key} {said}": record.id for record in library.of_kind(kind) for key, said in traits(record)},
        "address": kind.own_address,
        "rules": rules(),
    }


def record_data(record: Record) -> dict[str, Any]:
    """What a contributor wrote in a record, to be changed in the form; keys that say nothing are left out."""
    data = record.whole.model_dump(mode="json", exclude_defaults=True)
    return {"path": record.path, "data": {**data, BODY: record.body} if record.suffix == ".md" else data}
