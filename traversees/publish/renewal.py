"""Publish: what changed, made again: the outputs that read a key that changed, or got an answer that is no longer the same."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from traversees.library.frames import THERE, TODAY, key_of
from traversees.library.library import Library
from traversees.library.links import link_problems
from traversees.library.loading import check_each, misplaced_in_context
from traversees.library.watch import Watch
from traversees.publish.addresses import kept_library
from traversees.publish.changes import Settling, changes_since, is_structural, kind_of, moved_keys
from traversees.publish.frame import Frame, frame_name
from traversees.publish.kept import Spoilt
from traversees.publish.memory import UNDER_WAY
from traversees.publish.prepared import Prepared
from traversees.publish.press import PLAN, SHAPE, Press, is_of_record, output_of, renderer_of, shapes
from traversees.publish.shell import specimens_of
from traversees.publish.sound import forget
from traversees.records.kinds import Vocabulaire
from traversees.records.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from traversees.publish.changes import Changes
    from traversees.publish.memory import Memory
    from traversees.publish.outputs import Producer
    from traversees.publish.workshop import Workshop

MANY_RECORDS = 100
"""When more records than this changed, everything is made again."""


def renewal(workshop: Workshop, memory: Memory, day: str) -> Prepared | None:
    """What changed since the last publication, made again; None when everything must be.

    Raises `ProblemsFound` for records that do not go together.
    """
    frame = Frame(workshop.frames / (memory.fact("charpente") or "-"))
    if not (_is_known(workshop, memory) and frame.is_complete) or any(misplaced_in_context(workshop.root)):
        return None
    changes = changes_since(workshop.root, memory)
    new = _new_records(workshop, changes, day)
    if new is None:
        return None
    new_day = memory.fact("jour") != day and memory.graph.is_known(TODAY)
    if not (changes.files or changes.gone or new_day):
        return Prepared(day, {}, changed=False)
    moved = moved_keys(changes, new, memory)
    if new_day:
        moved[TODAY] = THERE
    records = new
    if is_structural(changes, new, moved) or _go_apart(memory, changes, new):
        records = {record.path: record for record in kept_library(workshop.root, day, memory.check).records}
    settling = Settling(memory.graph, moved)
    watch = Watch(changes.paths, _loader(memory, changes, records), day, settling.recall)
    renderer = renderer_of(workshop, Library(watch), frame.composition.settings)
    return _Renewal(workshop, memory, changes, settling, Press(workshop, watch, renderer, frame)).prepared(day)


def _is_known(workshop: Workshop, memory: Memory) -> bool:
    """Whether the published site is the one that the memory knows, whole."""
    if memory.graph.is_empty() or memory.fact(UNDER_WAY) or not workshop.site.is_dir():
        return False
    return memory.fact("site") == workshop.site_identity


def _new_records(workshop: Workshop, changes: Changes, day: str) -> dict[str, Record] | None:
    """The records that are not as published, by path; None when they are many, or one is faulty or could not be read."""
    if len(changes.files) > MANY_RECORDS or not all(digest for digest, _ in changes.files.values()):
        return None
    read = list(check_each(workshop.root, [(path, kind_of(path)) for path in changes.files], day))
    records = {record.path: record for record in read if isinstance(record, Record)}
    return records if len(records) == len(read) else None


def _go_apart(memory: Memory, changes: Changes, new: Mapping[str, Record]) -> bool:
    """Whether the `new` records, remembered from now on, name what is not there."""
    for path, record in new.items():
        memory.keep(record, *changes.files[path])
    remembered = _loader(memory, changes, new)
    vocabularies = [remembered(path) for path in changes.paths if kind_of(path) is Vocabulaire]
    return any(link_problems(Library([*vocabularies, *new.values()]), set(map(key_of, changes.paths))))


def _loader(memory: Memory, changes: Changes, records: Mapping[str, Record]) -> Callable[[str], Record]:
    """What gives the record of a path: one of `records`, or the one that is remembered."""

    @cache
    def load(path: str) -> Record:
        record = records.get(path) or memory.record(kind_of(path), path, changes.digest(path))
        if record is None:
            raise Spoilt(path)
        return record

    return load


@dataclass
class _Renewal:
    workshop: Workshop
    memory: Memory
    changes: Changes
    settling: Settling
    press: Press

    def prepared(self, day: str) -> Prepared | None:
        """What was made again; None when the pages have another shape."""
        press, records = self.press, [path for path in self.changes.came if kind_of(path).has_page]
        outputs = self.settling.outputs(press.watch, press.library) | {output_of(path) for path in records}
        prepared = Prepared(day, press.watch.sizes(), nodes=list(press.new_questions()))
        prepared.gone = {output_of(path) for path in self.changes.gone if kind_of(path).has_page}
        if SHAPE in outputs and not self._has_its_shape(prepared):
            return None
        producers = [press.of_record(name[1:]) for name in sorted(outputs - prepared.gone) if is_of_record(name)]
        if any(not is_of_record(name) for name in outputs):
            producers = [*self._shared(outputs, prepared), *producers]
        if producers or prepared.gone:
            self.memory.begin()
            forget(self.workshop.fresh)
        press.copies.remove(path for name in prepared.gone for path in self._files(name))
        before = {path for producer in producers for path in self._files(producer.name)}
        prepared.nodes += press.make(producers)
        before |= {path for name in prepared.gone for path in self._files(name)}
        prepared.stale = before - set(prepared.paths)
        return prepared

    def _has_its_shape(self, prepared: Prepared) -> bool:
        """Whether the frame is still that of the pages."""
        node, pages, missing = shapes(self.press.watch, self.press.renderer)
        texts = {path: page.text for path, page in specimens_of(pages).items()}
        prepared.nodes.append(node)
        return not missing and frame_name(self.memory.fact("etat"), texts) == self.memory.fact("charpente")

    def _shared(self, outputs: set[str], prepared: Prepared) -> list[Producer]:
        """What makes the outputs that are not those of a record, and those that the list announces otherwise than before."""
        node, producers = self.press.shared()
        prepared.nodes += [node, *self.press.new_questions()]
        if PLAN in outputs:
            known = {name for name in self.memory.graph.outputs() if not is_of_record(name)}
            prepared.gone |= known - {producer.name for producer in producers} - {PLAN, SHAPE}
        return [
            producer for producer in producers if producer.name in outputs or self._is_announced_otherwise(producer)
        ]

    def _is_announced_otherwise(self, producer: Producer) -> bool:
        known = self.memory.graph.content(producer.name)
        return known is None or known["annonce"] != producer.header

    def _files(self, output: str) -> list[str]:
        known = self.memory.graph.content(output)
        return list(known["fichiers"]) if known else []
