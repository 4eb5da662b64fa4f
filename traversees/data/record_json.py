"""Data: what a record’s page says, as values that another program can use (`initiatives/<id>.json`).

The keys are those that contributors write, each described in `records.py`, plus `id` and `adresse`. A term of a
vocabulary is `{cle, libelle}`; a reference to another record is `{id, libelle, adresse}`. A text is plain words, one
paragraph a line, where `[@id]` names a source of the same record, or `analyse`. Addresses are relative to the site.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from traversees.french.text import plain_paragraphs
from traversees.french.typography import typographic
from traversees.records.keywords import Line, Prose, Reference, Terms
from traversees.records.marks import bare_type, marks_of

if TYPE_CHECKING:
    from traversees.library.library import Library
    from traversees.records.marks import Mark
    from traversees.records.record import Record

_Told = Callable[["Library", Any], Any]
"""What the file tells of a value."""


def record_values(library: Library, record: Record) -> dict[str, Any]:
    """What the page of a record says, keys in the order of the model."""
    return {"id": record.id, "adresse": record.address, **_told_of_block(type(record))(library, record)}


def record_json(values: dict[str, Any]) -> str:
    """The JSON file of a record that says these values: UTF-8, one line."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")) + "\n"


def data_path(record: Record, name: str = "") -> str:
    """Where the file of a record stands in the site; `name`: a former id of the record."""
    return f"{record.key_of(name or record.id)}.json"


def compared_path(record: Record) -> str:
    """Where the page « Comparer » finds the same values, as a script."""
    return f"comparer/fiches/{record.id}.js"


@cache
def _told_of_block(kind: type[BaseModel]) -> _Told:
    """How to tell a block of this kind, worked out once."""
    hints = get_type_hints(kind, include_extras=True)
    keys = [(name, _told_of(hints[name])) for name in kind.model_fields]
    return lambda library, block: {name: tell(library, getattr(block, name)) for name, tell in keys}


def _told_of(annotation: Any) -> _Told:  # noqa: ANN401 — a type as typing writes it
    kind = bare_type(annotation)
    if get_origin(kind) is tuple:
        tell_item = _told_of(get_args(kind)[0])
        return lambda library, items: [tell_item(library, item) for item in items]
    if issubclass(kind, BaseModel):
        return _unless_absent(_told_of_block(kind))
    return _unless_absent(_told_of_text(next(iter(marks_of(annotation)), None)))


def _unless_absent(tell: _Told) -> _Told:
    return lambda library, value: None if value is None else tell(library, value)


def _told_of_text(mark: Mark | None) -> _Told:
    if isinstance(mark, Terms):
        name = mark.name
        return lambda library, text: {"cle": text, "libelle": _label(library.term(name, text).libelle)}
    if isinstance(mark, Reference):
        return lambda library, text: _reference(library.record(mark.key(text)))
    if isinstance(mark, Prose):
        return lambda _, text: typographic("\n".join(plain_paragraphs(text)))
    if isinstance(mark, Line):
        return lambda _, text: _label(text)
    return lambda _, value: value


_label = lru_cache(maxsize=20_000)(typographic)
"""The same words come back in many records."""


def _reference(record: Record) -> dict[str, str]:
    return {"id": record.id, "libelle": _label(record.name), "adresse": record.address}
