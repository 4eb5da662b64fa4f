"""Who read what, as it is kept from one publication to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from traversees.library.frames import EVERYTHING
from traversees.library.library import Library
from traversees.library.told import told, understood
from traversees.library.watch import Watch
from traversees.publish.graph import FEW, Node
from traversees.publish.kept import Spoilt
from traversees.publish.memory import Memory
from traversees.records.kinds import Initiative

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from traversees.records.record import Record

SIZES = {"initiatives": 100}


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    with Memory(tmp_path / "memoire.sqlite") as memory:
        yield memory


def asked(name: str, depth: int, **reads: int) -> Node:
    content = {"profondeur": depth}
    return Node(f"?{name}", {f"?{source}": mask for source, mask in reads.items()}, content)


def test_who_reads_something_else_than_what_moved_is_not_touched(memory: Memory) -> None:
    memory.graph.save([Node(">une page", {"initiatives/a": 2}, {}), Node(">autre", {"initiatives/a": 4}, {})], SIZES)
    assert memory.graph.readers("initiatives/a", 2) == [">une page"]
    assert memory.graph.readers("initiatives/a", EVERYTHING) == [">une page", ">autre"]
    assert memory.graph.readers("initiatives/b", EVERYTHING) == []


def test_what_is_no_longer_read_touches_nobody(memory: Memory) -> None:
    memory.graph.save([Node(">une page", {"initiatives/a": 2}, {}), Node(">autre", {"initiatives/a": 2}, {})], SIZES)
    memory.graph.save([Node(">une page", {"initiatives/b": 2}, {})], SIZES, gone=[">autre"])
    assert memory.graph.readers("initiatives/a", EVERYTHING) == []
    assert memory.graph.readers("initiatives/b", EVERYTHING) == [">une page"]
    assert memory.graph.outputs() == [">une page"]


def test_who_reads_the_same_of_many_records_is_told_of_all(memory: Memory) -> None:
    reads = {f"initiatives/{rank}": 2 for rank in range(FEW + 1)} | {"initiatives/propre": EVERYTHING}
    memory.graph.save([Node("?question", reads, {"profondeur": 1})], SIZES)
    assert memory.graph.readers("initiatives/", 2) == ["?question"]
    assert memory.graph.readers("initiatives/0", EVERYTHING) == []
    assert memory.graph.readers("initiatives/propre", 8) == ["?question"]


def test_whoever_asks_is_deeper_than_what_it_asks_even_once_that_is_deeper(memory: Memory) -> None:
    memory.graph.save([asked("un", 1), asked("deux", 2, un=1), asked("trois", 3, deux=1), asked("loin", 5)], SIZES)
    memory.graph.save([asked("un", 6, loin=1)], SIZES)
    depths = [(memory.graph.content(f"?{name}") or {})["profondeur"] for name in ("un", "deux", "trois", "loin")]
    assert depths == [6, 7, 8, 5]


def test_a_row_put_in_the_place_of_another_is_seen(memory: Memory) -> None:
    memory.graph.save([Node(">une page", {"initiatives/a": 2}, {}), Node(">autre", {"initiatives/b": 2}, {})], SIZES)
    [(kept,)] = memory._base.execute("SELECT lecteurs FROM noeuds WHERE nom = 'initiatives/b'").fetchall()
    memory._base.execute("UPDATE noeuds SET lecteurs = ? WHERE nom = 'initiatives/a'", (kept,))
    with pytest.raises(Spoilt):
        memory.graph.readers("initiatives/a", EVERYTHING)


def test_an_answer_comes_back_as_it_was_told(library: Library) -> None:
    term = library.term("themes", "aller-vers")
    answer = {"a": [library.initiatives[0], ("b", 1, None)], ("c", 2): {"terme": term}, "genre": Initiative}
    text = told(answer)
    assert text is not None
    assert understood(text, library.record) == answer
    assert told({1, 2}) is None
    nothing: dict[str, Record] = {}
    with pytest.raises(KeyError):
        understood(told([library.initiatives[0]]) or "", nothing.__getitem__)


def test_a_record_that_nobody_notes_is_not_read(library: Library) -> None:
    records = {record.path: record for record in library.records}
    watch = Watch(records, records.__getitem__, "2026-11-30")
    watched = Library(watch)
    with watch.frame() as frame:
        [first, *_] = watched.initiatives
        name = first.nom
    assert (name, frame.reads[first.key].bit_count()) == (library.initiatives[0].nom, 1)
    with pytest.raises(RuntimeError, match="nobody"):
        _ = first.nom
    with pytest.raises(RuntimeError, match="nobody"):
        first.model_dump()
    with watch.frame() as frame:
        assert first.model_dump() == library.initiatives[0].model_dump()
    assert frame.reads[first.key] == EVERYTHING


def test_what_takes_all_of_a_record_reads_all_of_it(library: Library) -> None:
    records = {record.path: record for record in library.records}
    watch = Watch(records, records.__getitem__, "2026-11-30")
    watched = Library(watch)
    for take in (lambda one: one.model_dump_json(), dict, lambda one: one.model_copy(), lambda one: one.__getstate__()):
        with watch.frame() as frame:
            take(watched.initiatives[0])
        assert EVERYTHING in frame.reads.values(), take
