"""Check, first half: pydantic's errors in a contributor's French. One sentence per kind of error."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, get_args, get_origin

from pydantic import BaseModel, ValidationError

from traversees.records.problems import Loc, Problem, key_of, nearest, shortened, slug_of, suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from traversees.records.document import Document

SENTENCES = {
    "string_type": "un texte est attendu{got}",
    "string_too_short": "texte vide",
    "string_too_long": "texte trop long : {length} signes ici, {max_length} au plus",
    "periode_attendue": "« {input} » n’est pas reconnu ; attendu : une année (2023) ou une période (2009-2012)",
    "une_ligne_attendue": "une seule ligne est attendue ; ce texte en a {lines}",
    "date_attendue": "« {input} » n’est pas une date ; attendu : AAAA, AAAA-MM ou AAAA-MM-JJ",
    "date_complete_attendue": "« {input} » n’est pas une date complète ; attendu : AAAA-MM-JJ, par exemple 2026-11-22",
    "adresse_attendue": "« {input} » n’est pas une adresse ; elle doit commencer par https:// ou http://",
    "nom_kebab_attendu": "« {input} » : un nom s’écrit en minuscules sans accent, avec des tirets{slug}",
    "nom_permis_attendu": "« {input} » : Windows refuse ce nom ; choisissez-en un autre",
    "coordonnees_inversees": "latitude et longitude inversées : écrivez lat: {lat} et lon: {lon}",
    "int_parsing": "« {input} » n’est pas un nombre entier",
    "int_type": "un nombre entier est attendu{got}",
    "float_parsing": "« {input} » n’est pas un nombre ; écrivez-le sans espace ni unité, avec un point (28.4)",
    "float_type": "un nombre est attendu{got}",
    "bool_parsing": "« {input} » : écrivez oui ou non",
    "bool_type": "oui ou non est attendu{got}",
    "tuple_type": "une liste est attendue{got} : une ligne par élément, avec un tiret",
    "dict_type": "des lignes « clé : texte » sont attendues{got}",
    "model_type": "des lignes « clé : texte » sont attendues{got}",
    "greater_than_equal": "« {input} » est trop petit : {ge:g} au moins",
    "less_than_equal": "« {input} » est trop grand : {le:g} au plus",
    "too_short": "liste trop courte : {actual_length} ici, {min_length} au moins",
    "too_long": "liste trop longue : {actual_length} ici, {max_length} au plus",
}

EXAMPLE_OF_SLUG = " (par exemple « {slug} »)"
"""What `nom_kebab_attendu` ends with; also read by the form."""

_EMPTY_KEY = "clé vide : écrivez la valeur ou retirez la ligne"
_EMPTY_DUTY = "clé vide : écrivez la valeur, elle est obligatoire"
_COMMA = 'si la virgule fait partie du texte, mettez-le entre guillemets "…" ; dans un nombre, écrivez un point'


def problems_of(error: ValidationError, document: Document, kind: type[BaseModel]) -> Iterator[Problem]:
    """Each of pydantic's errors on `document` as a problem with its place and a French sentence."""
    items = [item for item in error.errors(include_url=False) if not _enough_once_mended(item)]
    missing = [item["loc"] for item in items if item["type"] == "missing" and item["loc"] not in document.empty]
    unknown = [item["loc"] for item in items if item["type"] == "extra_forbidden"]
    misplaced = _misplaced(unknown, missing)
    told = {*misplaced.values(), *(_meant(loc, kind) for loc in (*unknown, *document.empty))}
    lacking = [loc for loc in missing if loc not in told]
    yield from _lacks(lacking, document)
    for item in items:
        loc = tuple(part for part in item["loc"] if part != "[key]")
        if loc in misplaced:
            yield document.problem(loc, key_of(loc), _right_place(misplaced[loc]), at_key=True)
        elif loc not in missing:
            at_key = item["type"] in {"missing", "extra_forbidden"} or item["loc"][-1] == "[key]"
            yield document.problem(loc, key_of(loc), _sentence(item["type"], loc, item, document, kind), at_key=at_key)


_FEW_KEYS = 3
"""More missing keys than that in one block are told together."""


def _lacks(missing: list[Loc], document: Document) -> Iterator[Problem]:
    """The missing keys, block by block."""
    blocks: dict[Loc, list[Loc]] = {}
    for loc in missing:
        blocks.setdefault(loc[:-1], []).append(loc)
    for block, locs in blocks.items():
        if len(locs) > _FEW_KEYS:
            message = f"clés manquantes : {', '.join(str(loc[-1]) for loc in locs)}"
            yield document.problem(block, key_of(block), message)
        else:
            yield from (document.problem(loc, key_of(loc), "clé manquante", at_key=True) for loc in locs)


def _meant(loc: Loc, kind: type[BaseModel]) -> Loc:
    """The place of the key that an unknown key stands for, as far as we can tell."""
    known = _keys_at(kind, loc[:-1])
    return (*loc[:-1], _stuck(loc[-1], known) or nearest(str(loc[-1]), known) or "")


def _stuck(key: str | int, known: list[str]) -> str:
    """The known key whose text follows it without a space, as in `{valeur:12}`; empty when there is none."""
    before, colon, _ = str(key).partition(":")
    return before if colon and before in known else ""


def _misplaced(unknown: list[Loc], missing: list[Loc]) -> dict[Loc, Loc]:
    """Where each unknown key would be right, when one key of this name is missing, at another place."""
    asked = Counter(loc[-1] for loc in missing)
    once = [name for name, count in Counter(loc[-1] for loc in unknown).items() if count == 1 == asked[name]]
    return {loc: other for name in once for loc in unknown for other in missing if loc[-1] == name == other[-1]}


def _right_place(loc: Loc) -> str:
    where = f"sous « {key_of(loc[:-1])} »" if loc[:-1] else "au début de la ligne"
    return f"clé mal décalée : elle va {where}"


def _enough_once_mended(item: Any) -> bool:  # noqa: ANN401
    """Whether the list is too short only because some of its items, told elsewhere, are wrong."""
    return item["type"] == "too_short" and bool(len(item["input"]) >= item["ctx"]["min_length"])


def unknown_empty_keys(document: Document, kind: type[BaseModel]) -> Iterator[Problem]:
    """Keys without a value are as if absent, but they must be known: a comma in a text makes such keys."""
    for *place, key in document.empty:
        known = _keys_at(kind, tuple(place))
        if isinstance(key, int) or key in known:
            continue
        message = f"clé inconnue{suggestion(key, known)} ; {_COMMA}" if known else _EMPTY_KEY
        name = _stuck(key, known)
        if name:
            message = f"espace manquant : écrivez « {name}: {shortened(key[len(name) + 1 :])} »"
        yield document.problem((*place, key), key_of((*place, name or key)), message, at_key=True)


def _sentence(error_type: str, loc: Loc, item: Any, document: Document, kind: type[BaseModel]) -> str:  # noqa: ANN401
    if error_type == "missing":
        return _EMPTY_DUTY
    if error_type == "extra_forbidden":
        return f"clé inconnue{suggestion(str(loc[-1]), _keys_at(kind, loc[:-1]))}"
    if loc in document.empty:
        return "élément vide : écrivez la valeur ou retirez le tiret"
    value = item["input"]
    sentence = SENTENCES.get(error_type, "valeur non reconnue : « {input} »")
    facts = {
        **item.get("ctx", {}),
        "input": shortened(value),
        "length": len(value) if isinstance(value, str) else 0,
        "actual_length": len(value) if isinstance(value, list | dict) else 0,
        "lines": str(value).count("\n") + 1,
        "got": _described(value),
        "slug": _example_of_slug(value),
    }
    return sentence.format(**facts)


def _example_of_slug(value: object) -> str:
    slug = slug_of(str(value))
    return EXAMPLE_OF_SLUG.format(slug=slug) if slug else ""


def _described(value: object) -> str:
    if isinstance(value, list):
        return ", pas une liste"
    if isinstance(value, dict):
        return ", pas des lignes « clé : texte »"
    return f", pas le texte « {shortened(value)} »" if value is not None else ""


def _keys_at(kind: type[BaseModel], loc: Loc) -> list[str]:
    """The keys known at this place of a record of this kind; none where the contributor chooses them."""
    for depth, part in enumerate(loc, 1):
        if isinstance(part, str) and part in kind.model_fields:
            annotation = kind.model_fields[part].annotation
            if get_origin(annotation) is dict and depth == len(loc):
                return []
            kind = block_in(annotation) or kind
    return list(kind.model_fields)


def block_in(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401
    """The first block that values of this type hold, if any."""
    if isinstance(annotation, type) and get_origin(annotation) is None:
        return annotation if issubclass(annotation, BaseModel) else None
    return next((block for part in get_args(annotation) if (block := block_in(part))), None)
