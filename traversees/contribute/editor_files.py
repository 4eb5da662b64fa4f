"""What the page of the editor knows of each kind of record, to open its files and to write them as `formater` does."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

from traversees.contribute.form_rules import rules
from traversees.records.block import Block
from traversees.records.keywords import Prose, Shape
from traversees.records.kinds import KINDS
from traversees.records.marks import all_marks, bare_type

if TYPE_CHECKING:
    from traversees.records.record import Record

_GENRES = {bool: "yes", float: "number", int: "integer"}


def file_format(kind: type[Record]) -> str:
    """The name of the format of these files; Sveltia wants this ending for a file that has a header."""
    return f"fiche-{kind.kind_name()}{'-frontmatter' if kind.suffix == '.md' else ''}"


def models_text() -> str:
    """The file that the page of the editor loads: the rules of writing, and the keys of each kind."""
    formats = {file_format(kind): {"suffix": kind.suffix, "entries": _entries(kind)} for kind in KINDS}
    return json.dumps({"rules": rules(), "formats": formats}, ensure_ascii=False, separators=(",", ":")) + "\n"


def _entries(kind: type[Record]) -> list[dict[str, Any]]:
    body = [{"key": "body", "genre": "body"}] if kind.suffix == ".md" else []
    return [*_keys(kind), *body]


def _keys(block: type[Block]) -> list[dict[str, Any]]:
    hints = get_type_hints(block, include_extras=True)
    return [_key(name, hints[name], field.default) for name, field in block.model_fields.items()]


def _key(name: str, hint: Any, default: Any) -> dict[str, Any]:  # noqa: ANN401 — a type as typing writes it, any value
    """A key as `writing.py` sees it: what its values are, many or under names, and the one that says nothing."""
    kind = bare_type(hint)
    many, named = get_origin(kind) is tuple, get_origin(kind) is dict
    value = bare_type(get_args(kind)[1 if named else 0]) if many or named else kind
    marks = all_marks(hint)
    inner = issubclass(value, Block)
    genre = _GENRES.get(value) or ("prose" if any(isinstance(mark, Prose) for mark in marks) else "line")
    return {
        "key": name,
        "genre": "block" if inner else genre,
        "many": many,
        "named": named,
        "year": any(isinstance(mark, Shape) and mark.year for mark in marks),
        "keys": _keys(value) if inner else [],
        **({"absent": default} if type(default) in {int, float} else {}),
    }
