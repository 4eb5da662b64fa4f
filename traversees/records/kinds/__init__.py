"""The kinds of records: what a contributor may write, key by key. A module each; a new module here is a new kind.

These modules are the only place that knows a kind: its keys and their rules, and all that the site does with it. The guide,
the JSON Schema, the form, the editor, lists and search are derived from them. A French attribute was written by a
contributor; an English one is ours. If a record exists, its own keys are valid; what ties records together is checked by
`traversees.library.links`.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from traversees.records.kinds.acteur import Acteur
from traversees.records.kinds.besoin import Besoin
from traversees.records.kinds.initiative import Initiative
from traversees.records.kinds.note import Note
from traversees.records.kinds.parcours import Parcours
from traversees.records.kinds.recit import Recit
from traversees.records.kinds.terme import Terme
from traversees.records.kinds.transfert import Transfert
from traversees.records.kinds.vocabulaire import Vocabulaire
from traversees.records.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "BY_FOLDER",
    "KINDS",
    "WITH_PAGE",
    "Acteur",
    "Besoin",
    "Initiative",
    "Note",
    "Parcours",
    "Recit",
    "Terme",
    "Transfert",
    "Vocabulaire",
]


def _declared() -> Iterator[type[Record]]:
    """The kind that each module of this package declares."""
    for module in iter_modules(__path__, f"{__name__}."):
        for value in vars(import_module(module.name)).values():
            if isinstance(value, type) and issubclass(value, Record) and value.__module__ == module.name:
                yield value


KINDS: tuple[type[Record], ...] = tuple(sorted(_declared(), key=lambda kind: (kind.rank, kind.folder)))
"""All kinds, in the order of their ranks."""

BY_FOLDER: dict[str, type[Record]] = {kind.folder: kind for kind in KINDS}
"""The kind of each folder."""

WITH_PAGE: tuple[type[Record], ...] = tuple(kind for kind in KINDS if kind.has_page)
"""The kinds whose records have pages."""
