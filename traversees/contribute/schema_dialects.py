"""The two dialects of our schemas: the standard’s, which strict validators read, and that of the editors.

Editors add what they say (`patternErrorMessage`, `errorMessage`, `enumDescriptions`); our forms, where a value comes
from (`vocabulaire`, `dossier`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from traversees.contribute.schema import Schema


def each_schema(schema: Schema, change: Callable[[Schema], Schema]) -> Schema:
    """`schema` where each schema that it holds, then itself, is changed."""
    parts: Schema = {}
    for keyword, value in schema.items():
        if keyword in {"properties", "patternProperties", "$defs"}:
            parts[keyword] = {name: each_schema(part, change) for name, part in value.items()}
        elif keyword == "anyOf":
            parts[keyword] = [each_schema(part, change) for part in value]
        else:
            parts[keyword] = each_schema(value, change) if keyword in {"items", "propertyNames"} else value
    return change(parts)


def with_messages(schema: Schema) -> Schema:
    """`schema` with what is said of a value of another type; of a block the server has more to say."""
    if "items" in schema:
        return {**schema, "errorMessage": "Attendu : une liste, une ligne par élément, avec un tiret."}
    if "title" not in schema or "properties" in schema:
        return schema
    return {"errorMessage": f"Attendu : {schema['title']}.", **schema}


_OURS = {"vocabulaire", "dossier", "patternErrorMessage", "errorMessage", "enumDescriptions"}
"""What no standard knows, and strict validators refuse."""


def standard(schema: Schema) -> Schema:
    """`schema` in standard keywords; the terms of a list are told in its description."""
    kept = {keyword: value for keyword, value in schema.items() if keyword not in _OURS}
    if "enumDescriptions" in schema:
        told = zip(schema["enum"], schema["enumDescriptions"], strict=True)
        kept["description"] = "\n".join(f"{key} : {said}" for key, said in told)
    return _one_type_each(kept)


_LIMITS = {
    "string": {"minLength", "maxLength", "pattern"},
    "number": {"minimum", "maximum"},
    "integer": {"minimum", "maximum"},
    "null": set[str](),
}
"""The limits of each type that may stand with another."""


def _one_type_each(schema: Schema) -> Schema:
    """`schema` where values of several types are alternatives, each with its own limits: strict validators ask for it."""
    types = schema.get("type")
    if not isinstance(types, list) or set(types) - {"null"} == {types[0]}:
        return schema
    apart = {"type"}.union(*_LIMITS.values())
    each = [{"type": one, **{key: value for key, value in schema.items() if key in _LIMITS[one]}} for one in types]
    return {**{key: value for key, value in schema.items() if key not in apart}, "anyOf": each}
