"""Render: the forms by which the forge asks for an idea, a correction, a report or a word.

The questions are those of `templates/forge/`; the names of the answers, whether one is required and the words it is
chosen among are those of the models and the vocabularies. A name that no model has stops the rendering.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from markupsafe import Markup

from traversees.records.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jinja2 import Environment

    from traversees.library.library import Library

FOLDER = ".github/ISSUE_TEMPLATE"

_KINDS = {kind.kind_name(): kind for kind in KINDS}


def issue_forms(library: Library, templates: Environment) -> Iterator[tuple[str, str]]:
    """The path and the text of each form; raises `KeyError` for a key or a list that does not exist."""

    def key(kind: str, name: str) -> str:
        _KINDS[kind].model_fields[name]
        return name

    def required(kind: str, name: str) -> str:
        return str(_KINDS[kind].model_fields[name].is_required()).lower()

    def words(vocabulary: str) -> Markup:
        labels = [term.libelle for term in library.terms(vocabulary).values()]
        return Markup(json.dumps(labels, ensure_ascii=False))  # noqa: S704 — YAML, not HTML

    for name in templates.list_templates(filter_func=lambda name: name.startswith("forge/")):
        text = templates.get_template(name).render(cle=key, obligatoire=required, mots=words)
        yield f"{FOLDER}/{name.removeprefix('forge/').removesuffix('.jinja')}", text
