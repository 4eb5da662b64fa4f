"""The command line of `build_pages.py`: check, then write the pages."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from traversees.library import load_library
from traversees.problems import ProblemsFound

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str], root: Path = ROOT) -> int:
    """Run the command; returns 0, or 1 when something must be mended."""
    parser = argparse.ArgumentParser(prog="build_pages.py", description="Vérifie les fiches et écrit les pages.")
    parser.add_argument("--check", action="store_true", help="vérifie seulement, n’écrit rien")
    parser.parse_args(arguments)
    today = datetime.now(tz=UTC).date().isoformat()
    try:
        library = load_library(root, today)
    except ProblemsFound as found:
        print(found, file=sys.stderr)
        count = len(found.problems)
        plural = "s" if count > 1 else ""
        print(f"\n{count} problème{plural} à corriger. Rien n’a été publié.", file=sys.stderr)
        return 1
    print(f"{len(library.records)} fiches vérifiées : aucun problème.")
    return 0
