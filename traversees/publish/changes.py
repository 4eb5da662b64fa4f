"""Publish: what changed since the last publication, and which outputs it touches.

A change moves keys of records; these move the questions that read them, asked again from the least deep, unless their answers
are the same; what moved moves the outputs that read it or asked it. Nothing else is made again.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Any

from traversees.library.frames import EVERYTHING, THERE, bits_of, folder_of, key_of, question_named
from traversees.library.shelf import again
from traversees.library.told import told
from traversees.publish.kept import Spoilt
from traversees.publish.memory import digest_of, seen, stamp_of
from traversees.records.kinds import BY_FOLDER, KINDS, Vocabulaire
from traversees.records.leftovers import is_leftover

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from traversees.library.frames import Reads
    from traversees.library.library import Library
    from traversees.library.watch import Watch
    from traversees.publish.graph import Graph
    from traversees.publish.memory import Known, Memory
    from traversees.records.record import Record


@dataclass(frozen=True)
class Changes:
    """How the records differ from those that are published.

    `paths`: of the records, in their order. `files`: the digest and the stamp of those that are not as published. `known`: what
    is remembered of those that are.
    """

    paths: tuple[str, ...]
    files: Mapping[str, tuple[str, str]]
    known: Mapping[str, Known]

    @property
    def came(self) -> set[str]:
        """Those that are not published."""
        return self.files.keys() - self.known.keys()

    @property
    def gone(self) -> set[str]:
        """Those that are published and are no more."""
        return self.known.keys() - set(self.paths)

    def digest(self, path: str) -> str:
        """What tells the content of a record."""
        return self.files[path][0] if path in self.files else self.known[path].digest


def changes_since(root: Path, memory: Memory) -> Changes:
    """How the records under `root` differ from those that are published."""
    known = {path: one for path, one in memory.known().items() if one.published}
    stamps = {path: stamp for kind in KINDS for path, stamp in _stamps(root / kind.folder, kind.folder)}
    files = {}
    for path, stamp in stamps.items():
        one = known.get(path)
        if one and one.stamp == stamp and one.digest == one.published:
            continue
        digest, _ = seen(root / path)
        if one and digest == one.digest == one.published:
            memory.restamp(path, stamp)
        else:
            files[path] = (digest, stamp)
    return Changes(tuple(stamps), files, known)


def _stamps(folder: Path, name: str) -> list[tuple[str, str]]:
    found = os.scandir(folder) if folder.is_dir() else ()
    entries = [(f"{name}/{entry.name}", entry) for entry in found if not is_leftover(entry.name)]
    return [
        (path, stamp_of(entry.stat(follow_symlinks=False))) for path, entry in sorted(entries, key=lambda one: one[0])
    ]


def kind_of(path: str) -> type[Record]:
    """The kind of the record at this path."""
    return BY_FOLDER[folder_of(path)]


def moved_keys(changes: Changes, new: Mapping[str, Record], memory: Memory) -> Reads:
    """What moved in the records; `new`: those that are not as published, by their paths."""
    moved: Reads = {}
    for path in changes.gone | changes.came:
        moved[key_of(path)] = moved[f"{kind_of(path).folder}/"] = EVERYTHING
    for path in new.keys() - changes.came:
        kind = kind_of(path)
        old = memory.record(kind, path, changes.known[path].published)
        differ = [
            bit for key, bit in bits_of(kind).items() if old is None or _value(old, key) != _value(new[path], key)
        ]
        mask = sum(differ)
        moved[key_of(path)] = mask
        moved[f"{kind.folder}/"] = moved.get(f"{kind.folder}/", 0) | mask
    return moved


def _value(record: Record, key: str) -> object:
    return record.body if key == "_document" else getattr(record, key)


def is_structural(changes: Changes, new: Mapping[str, Record], moved: Reads) -> bool:
    """Whether the checks that look at all the records must be done again: of names, addresses, references and terms."""
    if changes.gone or changes.came or any(isinstance(record, Vocabulaire) for record in new.values()):
        return True
    return any(moved[record.key] & bits_of(type(record)).get("anciens_noms", 0) for record in new.values())


@dataclass
class Settling:
    """Asks again, from the least deep, the questions that `moved` touches. Its `recall` is that of the watch that answers."""

    graph: Graph
    moved: Reads
    touched: set[str] = field(default_factory=set)
    level: int = 0

    def recall(self, name: str) -> tuple[str, int] | None:
        """The answer that is known to the question of this name and its depth, if it holds whatever is still to be asked."""
        if name in self.touched:
            return None
        known = self.graph.content(name)
        if known is None or known["reponse"] is None or (self.level and known["profondeur"] >= self.level):
            return None
        return known["reponse"], known["profondeur"]

    def outputs(self, watch: Watch, library: Library) -> set[str]:
        """The names of the outputs that are to be made again."""
        found: set[str] = set()
        waiting: list[tuple[int, str]] = []

        def touch(source: str, mask: int) -> None:
            for reader in self.graph.readers(source, mask):
                if reader.startswith(">"):
                    found.add(reader)
                elif reader not in self.touched:
                    self.touched.add(reader)
                    heappush(waiting, (self._known(reader)["profondeur"], reader))

        for source, mask in self.moved.items():
            touch(source, mask)
        while waiting:
            self.level, name = heappop(waiting)
            if self._is_the_same(name, watch, library):
                self.touched.discard(name)
            else:
                touch(name, THERE)
        self.level = 0
        return found

    def _is_the_same(self, name: str, watch: Watch, library: Library) -> bool:
        digest = self._known(name)["condensat"]
        try:
            asked, *about = question_named(name, watch.face)
            answer = told(again(library, asked, *about))
        except (ArithmeticError, AttributeError, LookupError, StopIteration, TypeError, ValueError):
            return False  # it is about what is no more
        return bool(digest) and answer is not None and digest == digest_of(answer.encode())

    def _known(self, name: str) -> dict[str, Any]:
        known = self.graph.content(name)
        if known is None:
            raise Spoilt(name)
        return known
