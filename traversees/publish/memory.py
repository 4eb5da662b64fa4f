"""Publish: what the last publication knew of each record, so that the next one only makes what changed.

A disposable SQLite file, `build/memoire.sqlite`. It answers for one state of the program, of the theme and of the
texts that are not records (`fingerprint`): under any other it starts empty.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from traversees.check import promises
from traversees.library.loading import check_each
from traversees.publish.kept import sealed, unsealed
from traversees.publish.processors import in_parallel
from traversees.records.documents import MAX_BYTES
from traversees.records.leftovers import is_leftover
from traversees.records.packing import packed, unpacked
from traversees.records.problems import ProblemsFound

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from traversees.records.record import Record

PROGRAM = Path(__file__).resolve().parent.parent
_MADE_FROM = ("docs", "overrides", "templates")
_SETTINGS = ("mkdocs.yml", "uv.lock", "build_pages.py", promises.PATH)
_VARIABLES = ("TRAVERSEES_ADRESSE", "TRAVERSEES_FORGE")

_TABLES = """
CREATE TABLE IF NOT EXISTS faits (cle TEXT PRIMARY KEY, valeur TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS fiches (
    path TEXT PRIMARY KEY, digest TEXT, record TEXT, stamp TEXT DEFAULT '', face TEXT DEFAULT '', named TEXT DEFAULT '',
    shown TEXT DEFAULT ''
);
"""
_KNOWN = "SELECT path, digest, stamp, face, named, shown FROM fiches"


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


def stamp_of(facts: os.stat_result) -> str:
    """What changes when a file is saved again, without reading it."""
    return f"{facts.st_mtime_ns} {facts.st_size} {facts.st_ino}"


def digest_of(content: bytes) -> str:
    """What tells two contents apart."""
    return hashlib.sha256(content).hexdigest()


@dataclass(frozen=True)
class Known:
    """What is remembered of a published record: its file, what other pages show of it, whom its own page names.

    `face` is empty when the record has been read but not published. `shown`: what tells all that its page shows.
    """

    digest: str
    stamp: str
    face: str
    named: tuple[str, ...]
    shown: str


class Memory:
    """The memory of a project; used as a context, it is written when the context ends well."""

    def __init__(self, file: Path) -> None:
        """The memory that `file` holds, empty when there is none; raises `sqlite3.DatabaseError` for anything else."""
        self._file = file
        file.parent.mkdir(parents=True, exist_ok=True)
        self._base = sqlite3.connect(file)
        try:
            self._base.executescript(_TABLES)
            self._base.execute(f"{_KNOWN} LIMIT 0")  # refused when the tables are those of an earlier version
            self._base.execute("PRAGMA synchronous = OFF")  # it can be lost: what it knows can be found again
        except sqlite3.DatabaseError:
            self._base.close()
            raise

    def __enter__(self) -> Self:
        """Nothing is written before the end."""
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Write what was learnt, unless something went wrong."""
        if kind is None:
            self._base.commit()
        self._base.close()

    def fact(self, key: str) -> str:
        """A fact about the whole site; empty when unknown."""
        row = self._base.execute("SELECT valeur FROM faits WHERE cle = ?", (key,)).fetchone()
        return str(row[0]) if row else ""

    def set_fact(self, key: str, value: str) -> None:
        """Remember a fact about the whole site."""
        self._base.execute("INSERT OR REPLACE INTO faits VALUES (?, ?)", (key, value))

    def identity(self) -> str:
        """What tells the site made from the records as they are kept, by the program as it is."""
        digests = self._base.execute("SELECT path, digest FROM fiches ORDER BY path").fetchall()
        return digest_of(repr((self.fact("etat"), digests)).encode())

    def forget_everything(self) -> None:
        """Start anew."""
        self._base.execute("DELETE FROM faits")
        self._base.execute("DELETE FROM fiches")

    def known(self) -> dict[str, Known]:
        """What is remembered of each record, by the path of its file."""
        rows = self._base.execute(_KNOWN)
        return {
            path: Known(digest, stamp, face, self._names(named) if face else (), shown)
            for path, digest, stamp, face, named, shown in rows
        }

    def _names(self, named: str) -> tuple[str, ...]:
        return tuple(json.loads(unsealed(named, self._file.name)))

    def record(self, kind: type[Record], path: str, digest: str) -> Record | None:
        """The record of this kind read from the file at `path` when its content had this digest."""
        row = self._base.execute("SELECT record FROM fiches WHERE path = ? AND digest = ?", (path, digest)).fetchone()
        return unpacked(kind, unsealed(row[0], self._file.name)) if row else None

    def keep(self, record: Record, digest: str, stamp: str) -> None:
        """Remember a record that was read and checked; `stamp`: of its file before it was read."""
        self._keep(record.path, digest, stamp, packed(record))

    def _keep(self, path: str, digest: str, stamp: str, text: str) -> None:
        row = (path, digest, stamp, sealed(text))
        self._base.execute("INSERT OR REPLACE INTO fiches (path, digest, stamp, record) VALUES (?, ?, ?, ?)", row)

    def published(self, path: str, face: str, named: Iterable[str], shown: str = "") -> None:
        """Remember that the record of `path` is on the site, as it was kept."""
        row = (face, sealed(json.dumps(sorted(named))), shown, path)
        self._base.execute("UPDATE fiches SET face = ?, named = ?, shown = ? WHERE path = ?", row)

    def doubt(self, paths: Iterable[str]) -> None:
        """Have these records made again, whatever they then hold, unless this publication ends well; written at once."""
        self._base.executemany("UPDATE fiches SET digest = '', stamp = '' WHERE path = ?", [(path,) for path in paths])
        self._base.commit()

    def restamp(self, path: str, stamp: str) -> None:
        """Remember that a file was saved again with the same content."""
        self._base.execute("UPDATE fiches SET stamp = ? WHERE path = ?", (stamp, path))

    def check(
        self, root: Path, files: Iterable[tuple[str, type[Record]]], today: str
    ) -> Iterator[Record | ProblemsFound]:
        """As `library.check_each`: from memory for the files that it knows; the others together, and then kept."""
        asked = [(path, kind, *_seen(root / path)) for path, kind in files]
        outcomes: dict[str, Record | ProblemsFound | None] = {}
        for path, kind, digest, stamp in asked:
            outcomes[path] = self.record(kind, path, digest)
            if outcomes[path] is not None:
                self.restamp(path, stamp)
        unknown = [file for file in asked if outcomes[file[0]] is None]
        checked = in_parallel(lambda some: _checked(root, [(path, kind) for path, kind, *_ in some], today), unknown)
        for (path, kind, digest, stamp), outcome in zip(unknown, checked, strict=True):
            if isinstance(outcome, ProblemsFound):
                outcomes[path] = outcome
            else:
                seen = (digest, stamp) if digest else _seen(root / path)  # the first look failed, reading did not
                self._keep(path, *seen, outcome)
                outcomes[path] = unpacked(kind, outcome)
        self._forget_others(path for path, *_ in asked)
        yield from filter(None, outcomes.values())

    def _forget_others(self, paths: Iterable[str]) -> None:
        known = {path for (path,) in self._base.execute("SELECT path FROM fiches")}
        self._base.executemany("DELETE FROM fiches WHERE path = ?", [(path,) for path in known - set(paths)])


def _checked(root: Path, files: list[tuple[str, type[Record]]], today: str) -> Iterator[str | ProblemsFound]:
    """What `library.check_each` gives, each record packed once for all: for another process and for the memory."""
    for outcome in check_each(root, files, today):
        yield outcome if isinstance(outcome, ProblemsFound) else packed(outcome)


def _seen(file: Path) -> tuple[str, str]:
    """The digest and the stamp of a file, empty for one that cannot be read or is too heavy for a record."""
    try:
        facts = file.lstat()
        small = facts.st_size <= MAX_BYTES and not file.is_symlink()
        return (digest_of(file.read_bytes()) if small else ""), stamp_of(facts)
    except OSError:
        return "", ""
