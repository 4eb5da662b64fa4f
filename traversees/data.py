"""Data: what a record’s page says, as values that another program can use (`initiatives/<id>.json`).

The keys are those that contributors write, each described in `records.py`, plus `id` and `adresse`. A term of a
vocabulary is `{cle, libelle}`; a reference to another record is `{id, libelle, adresse}`. A text is plain words, one
paragraph a line, where `[@id]` names a source of the same record, or `analyse`. Addresses are relative to the site.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any, get_type_hints

from pydantic import BaseModel

from traversees.marks import item_type, marks_of
from traversees.records import Line, Prose, Record, Reference, Terms
from traversees.text import plain_paragraphs
from traversees.typography import typographic

if TYPE_CHECKING:
    from traversees.library import Library


def record_json(library: Library, record: Record) -> str:
    """The JSON file of a record: UTF-8, keys in the order of the model."""
    data = {"id": record.id, "adresse": _address(record), **_block(library, record)}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def data_path(record: Record) -> str:
    """Where the file of a record stands in the site."""
    return f"{record.folder}/{record.id}.json"


def _block(library: Library, block: BaseModel) -> dict[str, Any]:
    annotations = _annotations(type(block))
    return {name: _value(library, annotation, getattr(block, name)) for name, annotation in annotations.items()}


@cache
def _annotations(kind: type[BaseModel]) -> dict[str, Any]:
    hints = get_type_hints(kind, include_extras=True)
    return {name: hints[name] for name in kind.model_fields}


def _value(library: Library, annotation: Any, value: Any) -> Any:  # noqa: ANN401 — a type as typing writes it
    if isinstance(value, BaseModel):
        return _block(library, value)
    if isinstance(value, tuple):
        return [_value(library, item_type(annotation), item) for item in value]
    if isinstance(value, str):
        return _marked(library, next(iter(marks_of(annotation)), None), value)
    return value


def _marked(library: Library, mark: object, text: str) -> str | dict[str, str]:
    if isinstance(mark, Terms):
        return {"cle": text, "libelle": typographic(library.term(mark.name, text).libelle)}
    if isinstance(mark, Reference):
        return _reference(library.record(f"{mark.folder}/{text}" if mark.folder else text))
    if isinstance(mark, Prose):
        return typographic("\n".join(plain_paragraphs(text)))
    return typographic(text) if isinstance(mark, Line) else text


def _reference(record: Record) -> dict[str, str]:
    return {"id": record.id, "libelle": typographic(_name(record)), "adresse": _address(record)}


def _name(record: Record) -> str:
    return next(str(getattr(record, key)) for key in ("nom", "titre", "libelle", "terme") if hasattr(record, key))


def _address(record: Record) -> str:
    return f"{record.folder}/{record.id}/"
