"""Publish: the manifest that a site carries: the SHA-256 and the size of each of its files."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from traversees.publish.compression import COPIES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    Entry = dict[str, str | int]

PATH = "manifeste.json"


def manifest_of(site: Path, under: str = "") -> dict[str, Entry]:
    """What each file of `site` holds, or of one of its folders; the copies for servers hold the same as their texts."""
    files = sorted(file for file in (site / under).rglob("*") if file.is_file() and file.suffix not in COPIES)
    paths = (file.relative_to(site).as_posix() for file in files)
    return {path: _entry((site / path).read_bytes()) for path in paths if path != PATH}


def manifest_text(entries: dict[str, Entry]) -> bytes:
    """The content of the manifest: one line a file."""
    lines = (f"{json.dumps(path, ensure_ascii=False)}: {json.dumps(entries[path])}" for path in sorted(entries))
    return ('{"fichiers": {\n' + ",\n".join(lines) + "\n}}\n").encode()


def paths_in(site: Path) -> list[str]:
    """The files that the manifest of `site` tells, and itself."""
    return [*json.loads((site / PATH).read_bytes())["fichiers"], PATH]


def renewed(site: Path, changed: Iterable[str]) -> bytes:
    """The manifest of `site` once the files and folders `changed` are; only these are read, if the others are known."""
    try:
        entries: dict[str, Entry] = json.loads((site / PATH).read_bytes())["fichiers"]
    except (OSError, ValueError, KeyError, TypeError):
        return manifest_text(manifest_of(site))
    for path in changed:
        if (site / path).is_dir():
            entries = {name: entry for name, entry in entries.items() if not name.startswith(f"{path}/")}
            entries |= manifest_of(site, path)
        elif not (site / path).exists():
            entries.pop(path, None)
        elif path != PATH:
            entries[path] = _entry((site / path).read_bytes())
    return manifest_text(entries)


def _entry(content: bytes) -> Entry:
    return {"sha256": hashlib.sha256(content).hexdigest(), "taille": len(content)}
