"""Command « adresses »: the memory of what is published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from traversees.check.promises import PATH
from traversees.publish.verdict import checked_library
from traversees.publish.writing import replace_text

if TYPE_CHECKING:
    from pathlib import Path


def write_addresses(root: Path) -> int:
    """The memory of what is published, renewed; nothing that was promised is forgotten."""
    from traversees.publish.addresses import memory_text, new_addresses  # noqa: PLC0415 — not all commands wait for the pages

    library = checked_library(root)
    if library is None:
        return 1
    count = len(new_addresses(library, root))
    replace_text(root / PATH, memory_text(library, root))
    print(f"{PATH} est à jour : {count} adresse{'s' if count > 1 else ''} de plus.")
    print("Étape suivante : proposez-le avec le reste de votre changement.")
    return 0
