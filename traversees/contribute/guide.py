"""The guide: every key of a kind of record, as a contributor reads it, and files to start from.

Everything here is derived from the JSON Schema of the kind and from its example in `templates/exemples`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from traversees.contribute.schema import record_schema
from traversees.records.writing import key_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from traversees.contribute.schema import Schema
    from traversees.library.library import Library
    from traversees.records.block import Block
    from traversees.records.record import Record

NOT_FOR_A_NEW_FILE = "ancien nom"

_EXAMPLES = {
    NOT_FOR_A_NEW_FILE: "[nom-d-avant]",
    "date": "2023-05",
    "oui ou non": "oui",
    "adresse web": "https://exemple.org/page",
    "nombre entier": "1",
    "nom court d’une source de la fiche": "[nom-de-la-source]",
}
"""For the keys that the example leaves out, by type."""

_CLEAR = {"texte d’une ligne", "année ou période", "adresse web"}
"""The types whose name says it all."""

_FEW = 8
"""So many terms are told in a comment; more are looked up."""


@dataclass(frozen=True)
class Key:
    """A key, as told to a contributor.

    `type` names one value, and is empty for a block, whose keys are `keys`. There are `many` values in a list,
    or each under a name in a mapping (`named`). `choices` are the terms of `vocabulary`; `folder` is where
    the record to name stands.
    """

    name: str
    description: str
    required: bool
    type: str
    many: bool
    named: bool
    limits: tuple[str, ...]
    example: str
    vocabulary: str
    choices: tuple[str, ...]
    folder: str | None
    keys: tuple[Key, ...]

    @property
    def help(self) -> str:
        """One line for a comment."""
        parts = [self.description, *([] if self.required else ["Facultatif."])]
        if self.vocabulary:
            few = 0 < len(self.choices) <= _FEW
            parts.append(
                f"Au choix : {', '.join(self.choices) if few else f'voir vocabulaires/{self.vocabulary}.yml'}."
            )
        elif self.folder:
            parts.append(f"Le nom d’un fichier de {self.folder}/.")
        elif self.type.startswith("date"):
            parts.append(f"{self.limits[0]}.")
        return " ".join(parts)


def record_keys(kind: type[Record], library: Library, example: Record | None = None) -> tuple[Key, ...]:
    """The keys of this kind, in the order of the model, each with its part of `example`."""
    schema = record_schema(kind, library)
    return tuple(_keys(schema, schema["$defs"], example))


def _keys(block: Schema, definitions: Schema, example: Block | None) -> Iterator[Key]:
    for name, schema in block["properties"].items():
        yield _key(name, schema, definitions, example, required=name in block.get("required", ()))


def _key(name: str, schema: Schema, definitions: Schema, example: Block | None, *, required: bool) -> Key:
    many, named = "items" in schema, "patternProperties" in schema
    item = schema["items"] if many else next(iter(schema["patternProperties"].values())) if named else schema
    item = resolved(item, definitions)
    value = getattr(example, name, None)
    return Key(
        name=name,
        description=schema["description"],
        required=required,
        type=item.get("title", ""),
        many=many,
        named=named,
        limits=tuple(_limits(schema, item)),
        example=_example(name, example, schema) or _usual_example(name, item),
        vocabulary=item.get("vocabulaire", ""),
        choices=tuple(item["enum"]) if "vocabulaire" in item else (),
        folder=item.get("dossier"),
        keys=tuple(_keys(item, definitions, _first(value))) if "properties" in item else (),
    )


def resolved(schema: Schema, definitions: Schema) -> Schema:
    """`schema` with what it refers to, and without the possibility to leave it empty."""
    if "anyOf" in schema and {"type": "null"} in schema["anyOf"]:
        schema = {**schema, **schema["anyOf"][0]}
    if "$ref" in schema:
        return {**definitions[schema["$ref"].removeprefix("#/$defs/")], **schema}
    return schema


def _first(value: Any) -> Any:  # noqa: ANN401 — any value of a record
    """The block to show as an example: the value, or the first of those that it holds."""
    if isinstance(value, dict):
        value = tuple(value.values())
    return (value[0] if value else None) if isinstance(value, tuple) else value


def _example(name: str, block: Block | None, schema: Schema) -> str:
    if block is None or getattr(block, name) == type(block).model_fields[name].default:
        return f"{name}: {schema['examples'][0]}" if "examples" in schema else ""
    return "\n".join(key_lines(block, name))


def _usual_example(name: str, item: Schema) -> str:
    usual = _EXAMPLES.get(item.get("title", ""))
    return f"{name}: {usual}" if usual else ""


def _limits(schema: Schema, item: Schema) -> Iterator[str]:
    least, most = schema.get("minItems"), schema.get("maxItems")
    if least and most:
        yield f"de {least} à {most} éléments"
    elif least or most:
        yield f"{least} élément{'s' if least > 1 else ''} au moins" if least else f"{most} éléments au plus"
    if "maxLength" in item and "vocabulaire" not in item and "dossier" not in item:
        yield f"{item['maxLength']:,} signes au plus".replace(",", "\u202f")
    if {"minimum", "maximum"} <= item.keys() and "pattern" not in item:
        yield f"de {item['minimum']:g} à {item['maximum']:g}"
    if "patternErrorMessage" in item and item["title"] not in _CLEAR:
        yield item["patternErrorMessage"].removeprefix("Attendu : ").rstrip(".")
