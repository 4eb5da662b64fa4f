"""Commands « verifier » and none: the whole base checked, then written."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from traversees.check.promises import PATH
from traversees.command.refusal import REMEMBER, VERIFY
from traversees.publish.verdict import checked_library, print_verdict

if TYPE_CHECKING:
    from pathlib import Path


def verify(root: Path) -> int:
    """The whole base checked, and what to do next."""
    from traversees.publish.addresses import new_addresses  # noqa: PLC0415 — not all commands wait for the pages

    library = checked_library(root)
    if library is None:
        print(f"Étape suivante : corrigez, enregistrez, puis relancez « {VERIFY} ».", file=sys.stderr)
        return 1
    look = "ce qui est à vérifier plus haut et " if print_verdict(root, library) else ""
    if (root / PATH).exists() and (count := len(new_addresses(library, root))):
        new, them = ("adresses nouvelles", "les") if count > 1 else ("adresse nouvelle", "la")
        print(f"{count} {new} : « {REMEMBER} » {them} note.")
    print(f"Étape suivante : relisez {look}la page avec « python3 dev.py serve », puis proposez votre changement.")
    return 0


def check_and_build(root: Path, *, write: bool) -> int:
    """The whole base checked, then written in `build/pages` if asked."""
    library = checked_library(root)
    if library is None:
        return 1
    print_verdict(root, library)
    if write:
        from traversees.publish.outputs import write_pages  # noqa: PLC0415 — checking must not wait for the templates

        changed = write_pages(root, library)
        print(f"build/pages/ à jour ({len(changed)} fichiers changés).")
    return 0
