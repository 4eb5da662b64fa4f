"""The command line of `build_pages.py`: check, then write the pages."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from traversees.library import load_library
from traversees.problems import ProblemsFound

if TYPE_CHECKING:
    from traversees.library import Library

ROOT = Path(__file__).resolve().parent.parent


def today() -> str:
    """The day of the run, AAAA-MM-JJ (UTC)."""
    return datetime.now(tz=UTC).date().isoformat()


def main(arguments: list[str], root: Path = ROOT) -> int:
    """Run the command; returns 0, or 1 when something must be mended."""
    parser = argparse.ArgumentParser(prog="build_pages.py", description="Vérifie les fiches et écrit build/pages/.")
    parser.add_argument("--check", action="store_true", help="vérifie seulement, n’écrit rien")
    options = parser.parse_args(arguments)
    library = checked_library(root)
    if library is None:
        return 1
    print(f"{len(library.records)} fiches vérifiées : aucun problème.")
    if not options.check:
        from traversees.pages import write_pages  # noqa: PLC0415 — checking must not wait for the templates

        changed = write_pages(root, library)
        print(f"build/pages/ à jour ({len(changed)} fichiers changés).")
    return 0


def checked_library(root: Path) -> Library | None:
    """The library, or None once its problems are printed."""
    try:
        return load_library(root, today())
    except ProblemsFound as found:
        print(found, file=sys.stderr)
        print(f"\n{problem_count(found)} à corriger. Rien n’a été publié.", file=sys.stderr)
        return None


def problem_count(found: ProblemsFound) -> str:
    """« 1 problème », « 12 problèmes »."""
    count = len(found.problems)
    return f"{count} problème{'s' if count > 1 else ''}"
