"""Check, first half: pydantic's errors in a contributor's French. One sentence per kind of error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args, get_origin

from pydantic import BaseModel, ValidationError

from traversees.problems import Loc, Problem, key_of, slug_of, suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from traversees.documents import Document
    from traversees.records import Record

_SENTENCES = {
    "string_type": "un texte est attendu{got}",
    "string_too_short": "texte vide",
    "string_too_long": "texte trop long ({length} signes) : {max_length} signes au plus",
    "periode_attendue": "« {input} » n’est pas reconnu ; attendu : une année (2023) ou une période (2009-2012)",
    "une_ligne_attendue": "une seule ligne est attendue ; ce texte en a {lines}",
    "date_attendue": "« {input} » n’est pas une date ; attendu : AAAA, AAAA-MM ou AAAA-MM-JJ",
    "date_complete_attendue": "« {input} » n’est pas une date complète ; attendu : AAAA-MM-JJ, par exemple 2026-11-22",
    "adresse_attendue": "« {input} » n’est pas une adresse ; elle doit commencer par https:// ou http://",
    "nom_kebab_attendu": "« {input} » : un nom s’écrit en minuscules sans accent, avec des tirets{slug}",
    "int_parsing": "« {input} » n’est pas un nombre entier",
    "int_type": "un nombre entier est attendu{got}",
    "int_from_float": "« {input} » n’est pas un nombre entier",
    "float_parsing": "« {input} » n’est pas un nombre ; écrivez-le sans espace ni unité, avec un point (28.4)",
    "float_type": "un nombre est attendu{got}",
    "finite_number": "« {input} » n’est pas un nombre utilisable",
    "bool_parsing": "« {input} » : écrivez true (oui) ou false (non)",
    "bool_type": "true (oui) ou false (non) est attendu{got}",
    "tuple_type": "une liste est attendue{got} : une ligne par élément, avec un tiret",
    "dict_type": "des lignes « clé : texte » sont attendues{got}",
    "model_type": "des lignes « clé : texte » sont attendues{got}",
    "model_attributes_type": "des lignes « clé : texte » sont attendues{got}",
    "greater_than_equal": "« {input} » est trop petit : {ge} au moins",
    "less_than_equal": "« {input} » est trop grand : {le} au plus",
    "too_short": "liste trop courte ({actual_length}) : {min_length} au moins",
    "too_long": "liste trop longue ({actual_length}) : {max_length} au plus",
}


def problems_of(error: ValidationError, document: Document, kind: type[Record]) -> Iterator[Problem]:
    """Each of pydantic's errors on `document` as a problem with its place and a French sentence."""
    for item in error.errors(include_url=False):
        loc = tuple(part for part in item["loc"] if part != "[key]")
        yield document.problem(
            loc,
            key_of(loc),
            _sentence(item["type"], loc, item, document, kind),
            at_key=item["type"] in {"missing", "extra_forbidden"},
        )


def _sentence(error_type: str, loc: Loc, item: Any, document: Document, kind: type[Record]) -> str:  # noqa: ANN401
    if error_type == "missing":
        return "clé vide : écrivez la valeur ou retirez la ligne" if loc in document.empty else "clé manquante"
    if error_type == "extra_forbidden":
        return f"clé inconnue{suggestion(str(loc[-1]), _keys_at(kind, loc[:-1]))}"
    if loc in document.empty:
        return "élément vide : écrivez la valeur ou retirez la ligne"
    value = item["input"]
    facts = {
        **item.get("ctx", {}),
        "input": _shortened(value),
        "length": len(value) if isinstance(value, str) else 0,
        "lines": str(value).count("\n") + 1,
        "got": _described(value),
        "slug": _example_of_slug(value),
    }
    return _SENTENCES.get(error_type, "valeur non reconnue{got}").format(**facts)


def _example_of_slug(value: object) -> str:
    slug = slug_of(str(value))
    return f" (par exemple « {slug} »)" if slug else ""


def _shortened(value: object, limit: int = 60) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _described(value: object) -> str:
    if isinstance(value, list):
        return ", pas une liste"
    if isinstance(value, dict):
        return ", pas des lignes « clé : texte »"
    return f", pas le texte « {_shortened(value)} »" if value is not None else ""


def _keys_at(kind: type[BaseModel], loc: Loc) -> list[str]:
    """The keys known at this place of a record of this kind."""
    for part in loc:
        if isinstance(part, str) and part in kind.model_fields:
            kind = _block_in(kind.model_fields[part].annotation) or kind
    return list(kind.model_fields)


def _block_in(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401
    if isinstance(annotation, type) and get_origin(annotation) is None:
        return annotation if issubclass(annotation, BaseModel) else None
    return next((block for part in get_args(annotation) if (block := _block_in(part))), None)
