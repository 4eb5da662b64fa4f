"""Publish: what tells one state of all that makes pages out of records from another."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

from traversees.check import promises
from traversees.records.leftovers import is_leftover

PROGRAM = Path(__file__).resolve().parent.parent
_MADE_FROM = ("docs", "overrides", "templates")
_SETTINGS = ("mkdocs.yml", "uv.lock", "build_pages.py", promises.PATH)
_VARIABLES = ("TRAVERSEES_ADRESSE", "TRAVERSEES_FORGE")


def fingerprint(root: Path) -> str:
    """A text that changes with all that makes pages out of records: program, templates, theme, settings."""
    digest = hashlib.sha256(sys.version.encode())
    files = [file for folder in _MADE_FROM for file in (root / folder).rglob("*") if file.is_file()]
    files += [root / name for name in _SETTINGS if (root / name).is_file()]
    named = [(file.relative_to(root), file) for file in files]
    named += [(file.relative_to(PROGRAM.parent), file) for file in PROGRAM.rglob("*.py")]
    for path, file in sorted(named):
        if is_leftover(path.as_posix()):
            continue
        content = file.read_bytes()
        digest.update(f"{path.as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    for name in _VARIABLES:
        digest.update(f"{name}={os.environ.get(name, '')}\0".encode())
    return digest.hexdigest()
