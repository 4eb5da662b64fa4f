"""Publish: what the last publication knew of each record, so that the next one only makes what changed.

A disposable SQLite file, `build/memoire.sqlite`. It answers for one state of the program, of the theme and of the
texts that are not records (`fingerprint`): under any other it starts empty.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from traversees.library.frames import THERE, TODAY
from traversees.library.loading import check_each
from traversees.publish.graph import TABLE, Graph
from traversees.publish.kept import sealed, unsealed
from traversees.publish.processors import in_parallel
from traversees.records.documents import MAX_BYTES
from traversees.records.packing import packed, unpacked
from traversees.records.problems import ProblemsFound

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from traversees.publish.prepared import Prepared
    from traversees.records.record import Record

_TABLES = """
CREATE TABLE IF NOT EXISTS faits (cle TEXT PRIMARY KEY, valeur TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS fiches (
    path TEXT PRIMARY KEY, digest TEXT DEFAULT '', record TEXT DEFAULT '', stamp TEXT DEFAULT '', publie TEXT DEFAULT ''
);
"""
_KNOWN = "SELECT path, digest, stamp, publie FROM fiches"


UNDER_WAY = "en cours"
"""The fact that a publication began to change what was published, and did not end well."""


def stamp_of(facts: os.stat_result) -> str:
    """What changes when a file is saved again, without reading it."""
    return f"{facts.st_mtime_ns} {facts.st_size} {facts.st_ino}"


def digest_of(content: bytes) -> str:
    """What tells two contents apart."""
    return hashlib.sha256(content).hexdigest()


@dataclass(frozen=True)
class Known:
    """What is remembered of the file of a record: the digest and the stamp of what was last read, the digest of what is published."""

    digest: str
    stamp: str
    published: str


class Memory:
    """The memory of a project; used as a context, it is written when the context ends well."""

    def __init__(self, file: Path) -> None:
        """The memory that `file` holds, empty when there is none; raises `sqlite3.DatabaseError` for anything else."""
        self._file, self._process = file, os.getpid()
        file.parent.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(file)
        try:
            self._base.executescript(_TABLES + TABLE)
            self._base.execute(f"{_KNOWN} LIMIT 0")  # refused when the tables are those of an earlier version
            self._base.execute("PRAGMA synchronous = OFF")  # it can be lost: what it knows can be found again
        except sqlite3.DatabaseError:
            self._base.close()
            raise
        self.graph = Graph(lambda: self._base, file.name)

    @property
    def _base(self) -> sqlite3.Connection:
        """The database; another process, made as a copy of this one, opens its own, and only reads it."""
        if os.getpid() != self._process:
            self._process, self._connection = os.getpid(), sqlite3.connect(self._file)
        return self._connection

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
        """What tells the site made from the records as they are kept, by the program as it is, on a day if that matters."""
        digests = self._base.execute("SELECT path, digest FROM fiches WHERE digest > '' ORDER BY path").fetchall()
        return digest_of(repr((self.fact("etat"), self.fact("marques du jour"), digests)).encode())

    def forget_everything(self) -> None:
        """Start anew."""
        self._base.execute("DELETE FROM faits")
        self._base.execute("DELETE FROM fiches")
        self.graph.clear()

    def known(self) -> dict[str, Known]:
        """What is remembered of each record, by the path of its file."""
        return {path: Known(*told) for path, *told in self._base.execute(_KNOWN)}

    def record(self, kind: type[Record], path: str, digest: str) -> Record | None:
        """The record of this kind read from the file at `path` when its content had this digest."""
        row = self._base.execute("SELECT record FROM fiches WHERE path = ? AND digest = ?", (path, digest)).fetchone()
        return unpacked(kind, unsealed(row[0], self._file.name)) if row else None

    def keep(self, record: Record, digest: str, stamp: str) -> None:
        """Remember a record that was read and checked; `stamp`: of its file before it was read."""
        self._keep(record.path, digest, stamp, packed(record))

    def _keep(self, path: str, digest: str, stamp: str, text: str) -> None:
        self._base.execute("INSERT OR IGNORE INTO fiches (path) VALUES (?)", (path,))
        row = (digest, stamp, sealed(text), path)
        self._base.execute("UPDATE fiches SET digest = ?, stamp = ?, record = ? WHERE path = ?", row)

    def forget(self, paths: Iterable[str]) -> None:
        """Know that these files are no more; what is published of them is remembered."""
        self._base.executemany(
            "UPDATE fiches SET digest = '', stamp = '', record = '' WHERE path = ?", [(p,) for p in paths]
        )

    def begin(self) -> None:
        """Remember, whatever happens, that a publication changes what was published."""
        self.set_fact(UNDER_WAY, "oui")
        self._base.commit()

    def note(self, prepared: Prepared) -> None:
        """Remember what was made, and that the records are on the site as they are kept."""
        self.graph.save(prepared.nodes, prepared.sizes, prepared.gone)
        self.set_fact("jour", prepared.day)
        self.set_fact("marques du jour", self._marks_of(prepared.day))
        self.set_fact(UNDER_WAY, "")
        self.set_fact("site", self.identity())
        self._base.execute("DELETE FROM fiches WHERE digest = ''")
        self._base.execute("UPDATE fiches SET publie = digest WHERE publie != digest")

    def _marks_of(self, day: str) -> str:
        """What tells a site of this day from that of another day; nothing when no page depends on it."""
        readers = self.graph.readers(TODAY, THERE)
        return (
            digest_of(
                repr(
                    sorted((name, (self.graph.content(name) or {}).get("condensat", day)) for name in readers)
                ).encode()
            )
            if readers
            else ""
        )

    def restamp(self, path: str, stamp: str) -> None:
        """Remember that a file was saved again with the same content."""
        self._base.execute("UPDATE fiches SET stamp = ? WHERE path = ?", (stamp, path))

    def check(
        self, root: Path, files: Iterable[tuple[str, type[Record]]], today: str
    ) -> Iterator[Record | ProblemsFound]:
        """As `library.check_each`: from memory for the files that it knows; the others together, and then kept."""
        asked = [(path, kind, *seen(root / path)) for path, kind in files]
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
                again = (digest, stamp) if digest else seen(root / path)  # the first look failed, reading did not
                self._keep(path, *again, outcome)
                outcomes[path] = unpacked(kind, outcome)
        self._forget_others(path for path, *_ in asked)
        yield from filter(None, outcomes.values())

    def _forget_others(self, paths: Iterable[str]) -> None:
        self.forget({path for (path,) in self._base.execute("SELECT path FROM fiches")} - set(paths))


def _checked(root: Path, files: list[tuple[str, type[Record]]], today: str) -> Iterator[str | ProblemsFound]:
    """What `library.check_each` gives, each record packed once for all: for another process and for the memory."""
    for outcome in check_each(root, files, today):
        yield outcome if isinstance(outcome, ProblemsFound) else packed(outcome)


def seen(file: Path) -> tuple[str, str]:
    """The digest and the stamp of a file, empty for one that cannot be read or is too heavy for a record."""
    try:
        facts = file.lstat()
        small = facts.st_size <= MAX_BYTES and not file.is_symlink()
        return (digest_of(file.read_bytes()) if small else ""), stamp_of(facts)
    except OSError:
        return "", ""
