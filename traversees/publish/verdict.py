"""Publish: what the base is worth today, told to the person at the terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from traversees.library.loading import doubts_in
from traversees.publish.clock import today
from traversees.records.problems import Problem, ProblemsFound

if TYPE_CHECKING:
    from pathlib import Path

    from traversees.library.library import Library
    from traversees.library.loading import Check


def checked_library(root: Path, check: Check | None = None) -> Library | None:
    """The library, or None once its problems are printed; `check` as in `load_library`."""
    from traversees.publish.addresses import kept_library  # noqa: PLC0415 — not all commands wait for the pages

    try:
        return kept_library(root, today(), check)
    except ProblemsFound as found:
        print_problems(found)
        return None


def print_problems(found: ProblemsFound) -> None:
    """Say what is to be mended before anything is published."""
    print(found, file=sys.stderr)
    print(f"\n{problem_count(found)} à corriger. Rien n’a été publié.", file=sys.stderr)
    print_doubts(found.doubts)


def print_verdict(root: Path, library: Library) -> bool:
    """Say how many records are right, and what is to be looked at; whether there is any of that."""
    doubts = doubts_in(library, root, today())
    print_doubts(doubts)
    print(f"{len(library.records)} fiches vérifiées : aucun problème.")
    return bool(doubts)


def print_doubts(doubts: list[Problem]) -> None:
    """What is only to be looked at, one line each, under a title that says so."""
    if doubts:
        lines = "\n".join(map(str, doubts))
        print(f"À vérifier, sans empêcher de publier :\n{lines}\n", file=sys.stderr)


def problem_count(found: ProblemsFound) -> str:
    """« 1 problème », « 12 problèmes »."""
    count = len(found.problems)
    return f"{count} problème{'s' if count > 1 else ''}"
