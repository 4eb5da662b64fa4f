"""Publish: who read what, kept from one publication to the next: outputs and questions, and what they rest on.

Everything has a node: the records and kinds that are read, the day, the questions (`?` and what is asked), the outputs (`>` and
their name). A node keeps what it read, each with a mask of what was read of it; and, the other way, who read it.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from traversees.library.frames import THERE, folder_of
from traversees.publish.kept import Spoilt, sealed, unsealed
from traversees.records.kinds import BY_FOLDER

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Mapping

    from traversees.library.frames import Reads

TABLE = """
CREATE TABLE IF NOT EXISTS noeuds (
    id INTEGER PRIMARY KEY, nom TEXT UNIQUE, contenu TEXT DEFAULT '', lecteurs TEXT DEFAULT ''
);
"""

FEW = 20
"""Who reads the same keys of more records of a kind than this…"""

SHARE = {"?": 0.0, ">": 0.5}
"""… and of more than this share of them, is said to read those of all: a question is only asked again, an output is made."""


class Node(NamedTuple):
    """A question or an output: its name, what it read, and what else is to be known of it."""

    name: str
    reads: Reads
    content: dict[str, Any]


class Graph:
    """The nodes kept in a database."""

    def __init__(self, base: Callable[[], sqlite3.Connection], name: str) -> None:
        """`name`: of the file, for those who find it spoilt."""
        self._open, self._name = base, name

    @property
    def _base(self) -> sqlite3.Connection:
        return self._open()

    def is_empty(self) -> bool:
        """Whether nothing is known."""
        return self._base.execute("SELECT 1 FROM noeuds LIMIT 1").fetchone() is None

    def clear(self) -> None:
        """Forget everything."""
        self._base.execute("DELETE FROM noeuds")

    def content(self, name: str) -> dict[str, Any] | None:
        """What is to be known of a node; None for one that is not kept."""
        row = self._base.execute("SELECT contenu FROM noeuds WHERE nom = ?", (name,)).fetchone()
        return dict(*self._opened(name, row[0])) if row and row[0] else None

    def outputs(self) -> list[str]:
        """The name of every output."""
        return [name for (name,) in self._base.execute("SELECT nom FROM noeuds WHERE nom >= '>' AND nom < '?'")]

    def count_of_outputs(self) -> int:
        """How many outputs are known."""
        [count] = self._base.execute("SELECT count(*) FROM noeuds WHERE nom >= '>' AND nom < '?'").fetchone()
        return int(count)

    def readers(self, name: str, mask: int) -> list[str]:
        """The nodes that read something of `mask` in `name`."""
        found = [reader for reader, read in self._readers(name).items() if read & mask]
        return [self._name_of(reader) for reader in found]

    def is_known(self, name: str) -> bool:
        """Whether somebody read `name`."""
        return self._base.execute("SELECT 1 FROM noeuds WHERE nom = ?", (name,)).fetchone() is not None

    def save(self, nodes: Iterable[Node], sizes: Mapping[str, int], gone: Iterable[str] = ()) -> None:
        """Keep these nodes in place of what was known of them, and nothing of those that are `gone`.

        `sizes`: how many records each folder holds.
        """
        changes: dict[int, dict[int, int]] = defaultdict(dict)
        numbers = cache(self._number)
        deeper: list[str] = []
        for node in nodes:
            number, old = numbers(node.name), self.content(node.name) or {"lus": ()}
            reads = _in_bulk(node.reads, sizes, SHARE[node.name[0]])
            for source in old["lus"]:
                changes[source][number] = 0
            for name, mask in reads.items():
                changes[numbers(name)][number] = mask
            if node.content.get("profondeur", 0) > old.get("profondeur", 0) > 0:
                deeper.append(node.name)
            self._keep(node.name, {**node.content, "lus": list(map(numbers, reads))})
        for name in gone:
            for source in (self.content(name) or {"lus": ()})["lus"]:
                changes[source][numbers(name)] = 0
        self._change_readers(changes)
        self._deepen(deeper)
        self._base.executemany("DELETE FROM noeuds WHERE nom = ?", [(name,) for name in gone])

    def _keep(self, name: str, content: dict[str, Any]) -> None:
        kept = json.dumps([name, content], ensure_ascii=False, separators=(",", ":"))
        self._base.execute("UPDATE noeuds SET contenu = ? WHERE nom = ?", (sealed(kept), name))

    def _deepen(self, names: list[str]) -> None:
        """Have whoever asks a question be deeper than it, when it is deeper than it was."""
        while names:
            name = names.pop()
            depth = (self.content(name) or {"profondeur": 0})["profondeur"]
            for reader in self.readers(name, THERE):
                known = self.content(reader)
                if known and reader.startswith("?") and known["profondeur"] <= depth:
                    self._keep(reader, {**known, "profondeur": depth + 1})
                    names.append(reader)

    def _change_readers(self, changes: dict[int, dict[int, int]]) -> None:
        for number, changed in changes.items():
            source = self._name_of(number)
            readers = {reader: mask for reader, mask in {**self._readers(source), **changed}.items() if mask}
            kept = sealed(json.dumps([source, *readers.items()], separators=(",", ":")))
            self._base.execute("UPDATE noeuds SET lecteurs = ? WHERE id = ?", (kept, number))

    def _number(self, name: str) -> int:
        row = self._base.execute("SELECT id FROM noeuds WHERE nom = ?", (name,)).fetchone()
        if row is None:
            return int(self._base.execute("INSERT INTO noeuds (nom) VALUES (?)", (name,)).lastrowid or 0)
        return int(row[0])

    def _name_of(self, number: int) -> str:
        row = self._base.execute("SELECT nom FROM noeuds WHERE id = ?", (number,)).fetchone()
        if row is None:
            raise Spoilt(self._name)
        return str(row[0])

    def _readers(self, name: str) -> dict[int, int]:
        row = self._base.execute("SELECT lecteurs FROM noeuds WHERE nom = ?", (name,)).fetchone()
        return dict(self._opened(name, row[0])) if row and row[0] else {}

    def _opened(self, name: str, kept: str) -> list[Any]:
        of, *rest = json.loads(unsealed(kept, self._name))
        if of != name:
            raise Spoilt(self._name)
        return list(rest)


def _in_bulk(reads: Reads, sizes: Mapping[str, int], share: float) -> Reads:
    """`reads`, those of the same keys of many records of a kind put together."""
    alike = Counter((folder_of(name), mask) for name, mask in reads.items() if not name.startswith(("?", ">")))
    bulk = {
        (folder, mask)
        for (folder, mask), count in alike.items()
        if folder in BY_FOLDER and count > max(FEW, share * sizes.get(folder, 0))
    }
    together: Reads = {}
    for name, mask in reads.items():
        folder = folder_of(name)
        if (folder, mask) in bulk and not name.endswith("/"):
            together[f"{folder}/"] = together.get(f"{folder}/", 0) | mask
        else:
            together[name] = together.get(name, 0) | mask
    return together
