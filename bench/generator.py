"""A base of invented records: `python -m bench.generator 1000 FOLDER` writes a project that is ready to build.

The records are a sequence that never changes: the base of 100 is the first 100 records of the base of 1,000, file
for file. A record refers only to earlier ones. Vocabularies are the real ones, and are not counted.

Two in five are initiatives, whatever the size, because they weigh most. Needs and reading paths end soon (12, 40),
words and local actors grow more and more slowly (1,000 and 500 are never reached), reports make up the rest: few
at first, as many as the initiatives in a large base. So a record weighs the same on average at every size (about
8 kB), and what grows faster than the base is never the mix.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.writers import Writer
from traversees.library.loading import load_vocabularies
from traversees.records.kinds import Acteur, Besoin, Initiative, Note, Parcours, Recit, Terme, Transfert

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.writers import Data
    from traversees.records.record import Record

ROOT = Path(__file__).resolve().parent.parent

COPIED = ("templates", "overrides", "docs", "traversees", "vocabulaires", "mkdocs.yml", "build_pages.py")
"""What a project needs beside its records."""

SHARES: dict[type[Record], tuple[float, float]] = {
    Besoin: (0.06, 12),
    Acteur: (0.09, 500),
    Terme: (0.33, 1000),
    Transfert: (0.05, 200),
    Initiative: (0.40, 0),
    Note: (0.04, 60),
    Parcours: (0.03, 40),
}
"""The share of each kind in a small base, and the number that it never passes (0: it keeps its share)."""


_LONG = 150
"""A longer text is written as a block."""


def kinds(count: int) -> Iterator[type[Record]]:
    """The kind of each record of the sequence: one of each first, then the one that lags most behind its law."""
    written: Counter[type[Record]] = Counter()
    first: list[type[Record]] = [*SHARES, Recit]
    for rank in range(count):
        kind = first[rank] if rank < len(first) else _lagging(rank + 1, written)
        written[kind] += 1
        yield kind


def _lagging(count: int, written: Counter[type[Record]]) -> type[Record]:
    wanted = {kind: _number(kind, count) for kind in SHARES}
    wanted[Recit] = count - sum(wanted.values())
    return max(wanted, key=lambda kind: wanted[kind] - written[kind])


def _number(kind: type[Record], count: int) -> float:
    """How many of a kind a base of `count` holds, not rounded."""
    share, limit = SHARES[kind]
    if kind is Besoin:
        return min(limit, share * count)
    return share * count / (1 + share * count / limit) if limit else share * count


def record_files(count: int, terms: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """The path and the text of the first `count` records. `terms`: the keys of each vocabulary."""
    writer = Writer(terms)
    for kind in kinds(count):
        name, data, body = writer.record(kind)
        header = "\n".join(yaml_lines(data)) + "\n"
        yield f"{kind.folder}/{name}{kind.suffix}", f"---\n{header}---\n\n{body}\n" if body else header


def yaml_lines(data: Data) -> Iterator[str]:
    """The lines of a mapping, as contributors write them."""
    for key, value in data.items():
        if isinstance(value, dict):
            yield f"{key}:"
            yield from (f"  {line}" for line in yaml_lines(value))
        elif isinstance(value, list) and not all(_is_name(item) for item in value):
            yield f"{key}:"
            yield from _item_lines(value)
        elif isinstance(value, list):
            yield f"{key}: [{', '.join(value)}]"
        elif isinstance(value, str) and ("\n" in value or len(value) > _LONG):
            yield f"{key}: |"
            yield from (f"  {line}".rstrip() for line in value.split("\n"))
        else:
            yield f"{key}: {_scalar(value)}"


def _item_lines(items: list[Any]) -> Iterator[str]:
    for item in items:
        lines = yaml_lines(item) if isinstance(item, dict) else [_scalar(item)]
        for rank, line in enumerate(lines):
            yield f"  {'  ' if rank else '- '}{line}"


def _is_name(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch("[a-z0-9-]+", value) is not None


def _scalar(value: object) -> str:
    return value if isinstance(value, str) and _is_name(value) else json.dumps(value, ensure_ascii=False)


def vocabulary_terms() -> dict[str, list[str]]:
    """The keys of each of our vocabularies."""
    vocabularies = load_vocabularies(ROOT, "9999-12-31").vocabularies
    return {name: list(vocabulary.termes) for name, vocabulary in vocabularies.items()}


def write_project(count: int, folder: Path) -> None:
    """A project in `folder`: our templates, theme and vocabularies, and the first `count` records."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder / name)
    for path, text in record_files(count, vocabulary_terms()):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")


def edit(file: Path, sentence: str) -> None:
    """Put this sentence at the beginning of what an initiative does."""
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("\npratique: |\n  ", f"\npratique: |\n  {sentence} ", 1), encoding="utf-8")


if __name__ == "__main__":
    write_project(int(sys.argv[1]), Path(sys.argv[2]))
