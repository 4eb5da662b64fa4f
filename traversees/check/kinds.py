"""Check, before any file is read: what a kind of record declares, and what that asks for, agree."""

from __future__ import annotations

import inspect
from collections import Counter
from typing import TYPE_CHECKING, get_type_hints

from traversees.records.keywords import Reference
from traversees.records.marks import all_marks
from traversees.records.problems import Problem, suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from traversees.records.record import Record

_OBLIGATORY = ("folder", "label", "plural", "title_key")
_KEYS = ("title_key", "description_key", "place_key", "names_key", "own_address")
"""What is declared by the name of a key of the record."""
_ORDERS = {"ordre": "ordre", "latest": "date"}
"""The key that each order asks for."""


def declaration_problems(kinds: Iterable[type[Record]], root: Path) -> Iterator[Problem]:
    """What is missing or contradictory in the declarations of `kinds`, for the templates of `root`."""
    kinds = list(kinds)
    count = Counter(kind.folder for kind in kinds)
    for kind in kinds:
        faults = [*_missing(kind), *_unknown_keys(kind), *_unkept(kind), *_templates(kind, root)]
        faults += _references(kind, {kind.folder for kind in kinds})
        if kind.folder and count[kind.folder] > 1:
            faults.append(("folder", f"deux genres de fiches ont le dossier « {kind.folder} » : un dossier, un genre"))
        path, line = f"{kind.__module__.replace('.', '/')}.py", inspect.getsourcelines(kind)[1]
        yield from (Problem(path, line, 1, attribute, message) for attribute, message in faults)


def _missing(kind: type[Record]) -> Iterator[tuple[str, str]]:
    needed = (*_OBLIGATORY, "description_key") if kind.has_page else _OBLIGATORY
    for attribute in needed:
        if not getattr(kind, attribute):
            yield attribute, f'le genre « {kind.__name__} » ne le déclare pas : ajoutez {attribute} = "…" à sa classe'


def _unknown_keys(kind: type[Record]) -> Iterator[tuple[str, str]]:
    for attribute in _KEYS:
        key = getattr(kind, attribute)
        if key and key not in kind.model_fields:
            yield attribute, f"« {key} » n’est pas une clé de la fiche{suggestion(key, kind.model_fields)}"
    if kind.title_key in kind.model_fields and kind.title_key != next(iter(kind.model_fields)):
        yield "title_key", f"« {kind.title_key} » n’est pas la première clé de la fiche : déplacez-la en tête"


def _unkept(kind: type[Record]) -> Iterator[tuple[str, str]]:
    """What a declaration promises and the keys of the record do not allow."""
    key = _ORDERS.get(kind.order, "")
    if key and key not in kind.model_fields:
        yield "order", f"l’ordre « {kind.order} » demande la clé « {key} », que la fiche n’a pas"
    if kind.followed and "verifie_le" not in kind.model_fields:
        yield "followed", "une fiche suivie demande la clé « verifie_le », que la fiche n’a pas"


def _templates(kind: type[Record], root: Path) -> Iterator[tuple[str, str]]:
    if not (kind.has_page and (root / "templates").is_dir()):
        return
    drawn = {"has_page": kind.kind_name(), "list_template": kind.list_template}
    if kind.form_title:
        drawn["form_title"] = f"formulaire/{kind.kind_name()}"
    for attribute, name in drawn.items():
        path = f"templates/{name}.md.jinja"
        if not (root / path).is_file():
            yield attribute, f"le gabarit {path} manque : créez-le"


def _references(kind: type[Record], folders: set[str]) -> Iterator[tuple[str, str]]:
    """A key may refer to the records of a folder that some kind has."""
    hints = get_type_hints(kind, include_extras=True)
    for key in kind.model_fields:
        for mark in all_marks(hints[key]):
            if isinstance(mark, Reference) and mark.folder and mark.folder not in folders:
                hint = suggestion(mark.folder, folders)
                yield key, f"le dossier « {mark.folder} » n’est celui d’aucun genre de fiches{hint}"
