"""The settings of the editor in the browser (Sveltia CMS), derived from the JSON Schema of each kind of record.

Pure: the records and the forge of `mkdocs.yml` give a dictionary, ready to be written as JSON. Sveltia writes a
whole file again when it is saved, in the format that our page teaches it: that of `formater`, comments kept.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from traversees.contribute.editor_backend import backend
from traversees.contribute.editor_files import file_format
from traversees.contribute.new_record import is_dated
from traversees.contribute.schema import record_schema
from traversees.french.typography import typographic
from traversees.records.kinds import BY_FOLDER, WITH_PAGE, Vocabulaire

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from traversees.contribute.schema import Schema
    from traversees.library.library import Library
    from traversees.records.record import Record

FOLDER = "contribuer/editeur"
"""Where the editor stands in the site."""

Settings = dict[str, Any]

_SLUG_LENGTH = 100
_FULL_DATE = "date complète"
_YES_OR_NO = "oui ou non"
_FORMER_NAME = "ancien nom"
_OWN_SOURCE = "nom court d’une source de la fiche"
_HELPS = {
    "texte, chaque paragraphe avec sa source": "Chaque paragraphe cite sa source : [@nom-court].",
    "texte facile à lire": "Sans sigle ni source.",
    _OWN_SOURCE: "Un nom par ligne.",
}
"""What a field says of its values, by type."""


def settings_text(library: Library, forge: Mapping[str, Any]) -> str:
    """The file that the page of the editor loads."""
    return json.dumps(editor_settings(library, forge), ensure_ascii=False, indent=1) + "\n"


def editor_settings(library: Library, forge: Mapping[str, Any]) -> Settings:
    """Sveltia's settings: where to save, and a collection for each kind of record."""
    return {
        "app_title": "Éditeur de Traversées",
        "backend": backend(forge),
        **({"publish_mode": "editorial_workflow"} if forge["adresse"] and forge["type"] != "forgejo" else {}),
        "media_folder": "docs/assets/images",  # asked for, though no field of ours takes a file
        "media_libraries": {"stock_assets": {"providers": []}},
        "show_preview_links": False,
        "editor": {"preview": False},
        "slug": {"encoding": "ascii", "clean_accents": True, "maxlength": _SLUG_LENGTH},
        "output": {"omit_empty_optional_fields": True},
        "collections": [
            _vocabularies(library) if kind is Vocabulaire else _collection(kind, library) for kind in _ordered_kinds()
        ],
    }


def _ordered_kinds() -> list[type[Record]]:
    """What is written most comes first: the closed lists are for whoever keeps the base."""
    return [*WITH_PAGE, Vocabulaire]


def _collection(kind: type[Record], library: Library) -> Settings:
    fields = list(_Fields(library, record_schema(kind, library)).all())
    first = fields[0]["name"]
    body = [{"name": "body", "label": "Texte", "widget": "text", "hint": _BODY}] if kind.suffix == ".md" else []
    return {
        **_named(kind),
        "folder": kind.folder,
        "extension": kind.suffix.removeprefix("."),
        "format": file_format(kind),
        "create": True,
        "identifier_field": first,
        "slug": f"{{{{date}}}}-{{{{{first}}}}}" if is_dated(kind) else f"{{{{{first}}}}}",
        "summary": f"{{{{{first}}}}}",
        "sortable_fields": [first, *(field["name"] for field in fields if field["name"] in {"ordre", "verifie_le"})],
        "fields": [*fields, *body],
    }


_BODY = "Du Markdown, avec des titres qui commencent par « ## » et des sources citées [@nom-court]."


def _vocabularies(library: Library) -> Settings:
    """Each closed list is a file whose terms are known: a new term is added in the file itself."""
    schema = record_schema(Vocabulaire, library)
    return {
        **_named(Vocabulaire),
        "format": file_format(Vocabulaire),
        "files": [
            {
                "name": name,
                "label": typographic(vocabulary.titre),
                "file": vocabulary.path,
                "fields": list(_Fields(library, schema, tuple(vocabulary.termes)).all()),
            }
            for name, vocabulary in sorted(library.vocabularies.items())
        ],
    }


def _named(kind: type[Record]) -> Settings:
    plural = kind.label if kind.label.endswith("s") else f"{kind.label}s"
    return {
        "name": kind.kind_name(),
        "label": plural.capitalize(),
        "label_singular": kind.label,
        "description": typographic(kind.__doc__ or ""),
    }


@dataclass(frozen=True)
class _Fields:
    """The fields of a record of this `schema`; `terms` are the names that a mapping holds."""

    library: Library
    schema: Schema
    terms: tuple[str, ...] = ()

    def all(self) -> Iterator[Settings]:
        """One field a key, in the order of the model."""
        yield from self._block(self.schema)

    def _block(self, block: Schema) -> Iterator[Settings]:
        for name, schema in block["properties"].items():
            required = name in block.get("required", ())
            yield {**_told(name, schema), "required": required, **self._widget(schema)}

    def _widget(self, schema: Schema) -> Settings:
        """How the values of a key are entered."""
        if "patternProperties" in schema:
            term = self._resolved(next(iter(schema["patternProperties"].values())))
            named = ({"name": key, "label": key, **self._object(term), "collapsed": True} for key in self.terms)
            return {"widget": "object", "fields": list(named)}
        if "items" in schema:
            return self._list(schema, self._resolved(schema["items"]))
        return self._value(self._resolved(schema))

    def _list(self, schema: Schema, item: Schema) -> Settings:
        counts = {name: schema[key] for name, key in (("min", "minItems"), ("max", "maxItems")) if key in schema}
        if "vocabulaire" in item or "dossier" in item:
            return {**self._value(item), "multiple": True, **counts}
        if item["title" if "title" in item else "type"] == _FORMER_NAME:
            return {"widget": "list", "readonly": True}  # kept as it is: nobody types it
        if item["title" if "title" in item else "type"] == _OWN_SOURCE:
            return {"widget": "list", **counts}  # short names, one a line
        if "properties" not in item:
            return {"widget": "list", "field": {"name": "texte", "label": "Texte", **self._value(item)}, **counts}
        first = next(iter(item["properties"]))
        shown = next((key for key in ("titre", "libelle", "nom", "texte", "objet") if key in item["properties"]), first)
        return {
            "widget": "list",
            "fields": list(self._block(item)),
            "summary": f"{{{{fields.{shown}}}}}",
            "label_singular": "élément",
            "collapsed": True,
            **counts,
        }

    def _object(self, block: Schema) -> Settings:
        return {"widget": "object", "fields": list(self._block(block))}

    def _value(self, item: Schema) -> Settings:
        if "vocabulaire" in item:
            return {"widget": "select", "options": self._terms(item["vocabulaire"])}
        if "dossier" in item:
            return self._reference(item["dossier"])
        return self._object(item) if "properties" in item else _scalar(item, item["title"])

    def _terms(self, name: str) -> list[Settings]:
        terms = self.library.terms(name)
        return [{"label": typographic(term.libelle), "value": key} for key, term in terms.items()]

    def _reference(self, folder: str) -> Settings:
        """A record is chosen among those of its folder; one of any folder, in the list of all."""
        if not folder:
            records = (record for record in self.library.records if record.has_page)
            named = ((f"{record.name} ({record.label})", record.key) for record in records)
            return {"widget": "select", "options": [{"label": typographic(name), "value": at} for name, at in named]}
        kind = BY_FOLDER[folder]
        first = next(iter(kind.model_fields))
        named_by = {"display_fields": [first], "search_fields": [first]}
        return {"widget": "relation", "collection": kind.kind_name(), "value_field": "{{slug}}", **named_by}

    def _resolved(self, schema: Schema) -> Schema:
        """`schema` with what it refers to, and without the possibility to leave it empty."""
        if {"type": "null"} in schema.get("anyOf", ()):
            schema = {**schema, **schema["anyOf"][0]}
        if "$ref" in schema:
            return {**self.schema["$defs"][schema["$ref"].removeprefix("#/$defs/")], **schema}
        return schema


_ANSWERS = ("oui", "non")


def _scalar(item: Schema, title: str) -> Settings:
    """A value that is neither chosen in a list nor made of keys: its title says which."""
    if title == _YES_OR_NO:
        return {"widget": "select", "options": [{"label": word.capitalize(), "value": word} for word in _ANSWERS]}
    if title in {"nombre", "nombre entier"}:
        bounds = {name: item[key] for name, key in (("min", "minimum"), ("max", "maximum")) if key in item}
        return {"widget": "number", "value_type": "float" if title == "nombre" else "int", **bounds}
    if title == _FULL_DATE:
        return {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD"}
    return _text(item, title)


def _text(item: Schema, title: str) -> Settings:
    """One line where the rule asks for one, a plain text area elsewhere: rich text would rewrite citations."""
    paragraphs = title.startswith("texte") and title != "texte d’une ligne"
    most = {"maxlength": item["maxLength"]} if "maxLength" in item else {}
    shaped = "patternErrorMessage" in item and title != "texte d’une ligne"
    shape = {"pattern": [item["pattern"], typographic(item["patternErrorMessage"])]} if shaped else {}
    typing = {"use_emoji_autocomplete": False}  # in French, a colon starts no emoji
    return {"widget": "text" if paragraphs else "string", **typing, **most, **shape}


def _told(name: str, schema: Schema) -> Settings:
    """A key as the editor names it: what it is first, then its help and its name in the file."""
    said = schema["description"].rstrip(".").removeprefix("oui si ")
    label, _, more = said.partition(" : ")
    helped = [f"{more[:1].upper()}{more[1:]}".removesuffix("…") + "."] if more else []
    item = schema.get("items", schema)
    helps = [*helped, *filter(None, [_HELPS.get(item.get("title", ""))]), f"Clé « {name} »."]
    return {"name": name, "label": typographic(f"{label[:1].upper()}{label[1:]}"), "hint": typographic(" ".join(helps))}
