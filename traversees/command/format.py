"""Command « formater »: the records in their canonical form."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from traversees.command.new import vocabularies
from traversees.command.refusal import VERIFY, Refusal
from traversees.library.loading import record_paths
from traversees.publish.clock import today
from traversees.publish.writing import replace_text
from traversees.records.documents import read_text
from traversees.records.kinds import KINDS
from traversees.records.problems import Problem, ProblemsFound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from traversees.records.record import Record


def format_records(root: Path, files: list[str]) -> int:
    """The records of these files, or all of them, in their canonical form; what cannot be is told and left alone."""
    from traversees.contribute.formatting import formatted  # noqa: PLC0415 — checking must not wait for the guide
    from traversees.contribute.starting import known_comments  # noqa: PLC0415

    library = vocabularies(root)
    changed, refused = 0, 0
    for path, kind in list(_asked_records(root, files)):
        try:
            text = formatted(path, read_text(root, path), kind, today(), known_comments(kind, library))
        except ProblemsFound as found:
            print(found, file=sys.stderr)
            refused += 1
            continue
        if (root / path).read_bytes() != text.encode():
            replace_text(root / path, text)
            print(f"{path} : mis en forme.")
            changed += 1
    print(
        f"{changed} fiche{'s' if changed > 1 else ''} mise{'s' if changed > 1 else ''} en forme, {refused} laissée{'s' if refused > 1 else ''} en l’état."
    )
    print(
        "Étape suivante : corrigez ce qui est signalé plus haut, puis recommencez."
        if refused
        else f"Étape suivante : lancez « {VERIFY} »."
    )
    return 1 if refused else 0


def _asked_records(root: Path, files: list[str]) -> Iterator[tuple[str, type[Record]]]:
    problems: list[Problem] = []
    known = {path: kind for kind in KINDS for path in record_paths(root, kind, problems)}
    for file in files:
        path = Path(file).resolve()
        name = path.relative_to(root.resolve()).as_posix() if path.is_relative_to(root.resolve()) else file
        if name not in known:
            raise Refusal(f"« {file} » n’est pas une fiche : donnez son chemin, par exemple initiatives/tapaj.yml.")
        yield name, known[name]
    if not files:
        yield from known.items()
