"""Publish: only what changed, when a few records changed in what no page but their own shows.

Such a record has the same face as before (`press.face`), so every other page stays as it is. Its own is made as in a
whole publication, from the records that it names and those that any page may read; the others are not even opened.
"""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from traversees.library.library import Library
from traversees.library.links import link_problems
from traversees.library.loading import check_each, misplaced_in_context
from traversees.publish.memory import digest_of, stamp_of
from traversees.publish.undo import Undo
from traversees.publish.workshop import MARK, READ_BY_ALL
from traversees.records.kinds import BY_FOLDER, KINDS
from traversees.records.leftovers import is_leftover
from traversees.records.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from traversees.publish.memory import Known, Memory
    from traversees.publish.press import Press
    from traversees.publish.workshop import Workshop


class Renewal(NamedTuple):
    """How many pages of a published site were made again, and what wrote them, to be closed when all is done."""

    pages: int
    undo: Undo | None


FEW = 20
"""When more records than this changed, everything is made anew."""


def publish_changes(workshop: Workshop, memory: Memory, today: str) -> Renewal | None:
    """Publish again the records whose own texts changed; None when the whole site must be made."""
    root, known = workshop.root, memory.known()
    stamps = dict(_stamps(root))
    digests = _changed(root, memory, known, stamps)
    if digests is None or len(digests) > FEW:
        return None
    if not digests:
        return Renewal(0, None)
    changed = list(check_each(root, [(path, BY_FOLDER[_folder(path)]) for path in digests], today))
    records = [record for record in changed if isinstance(record, Record) and record.renewable]
    if len(records) < len(digests):
        return None
    library = _library(records, memory, known)
    if any(link_problems(library, set(map(_name, known)))):
        return None
    press = _press(workshop, library, memory)
    if press is None or any(press.face(record) != known[record.path].face for record in records):
        return None
    memory.doubt(digests)
    press = replace(press, undo=(undo := Undo(workshop)))
    for record in records:
        press.make(record)
        memory.keep(record, digests[record.path], stamps[record.path])
        memory.published(record.path, known[record.path].face, known[record.path].named)
    undo.write(MARK, memory.identity().encode())
    memory.set_fact("site", memory.identity())
    return Renewal(len(records), undo)


def _press(workshop: Workshop, library: Library, memory: Memory) -> Press | None:
    """What makes the pages of `library` in the published site; none when its frame is lost."""
    from traversees.publish.frame import Frame  # noqa: PLC0415 — nothing is composed when nothing changed
    from traversees.publish.press import Press, renderer_of  # noqa: PLC0415

    frame = Frame(workshop.frames / memory.fact("charpente"))
    if not frame.is_complete:
        return None
    return Press(workshop, workshop.site, renderer_of(workshop, library, frame.composition.settings), frame)


def _changed(root: Path, memory: Memory, known: dict[str, Known], stamps: dict[str, str]) -> dict[str, str] | None:
    """The digest of each record that is not as published; None when some came, went or were never published."""
    if stamps.keys() != known.keys() or any(misplaced_in_context(root)) or not all(k.face for k in known.values()):
        return None
    changed = {}
    for path, stamp in stamps.items():
        if stamp == known[path].stamp:
            continue
        digest = digest_of((root / path).read_bytes())
        if digest == known[path].digest:
            memory.restamp(path, stamp)
        else:
            changed[path] = digest
    return changed


def _stamps(root: Path) -> Iterator[tuple[str, str]]:
    for kind in KINDS:
        folder = root / kind.folder
        for entry in os.scandir(folder) if folder.is_dir() else ():
            if not is_leftover(entry.name):
                yield f"{kind.folder}/{entry.name}", stamp_of(entry.stat(follow_symlinks=False))


def _library(changed: Sequence[Record], memory: Memory, known: dict[str, Known]) -> Library:
    """What the pages of `changed` are made from, in the order of a whole library."""
    named = {name for record in changed for name in known[record.path].named}
    new = {record.path: record for record in changed}
    paths = [path for path in known if path in new or _folder(path) in READ_BY_ALL or _name(path) in named]
    paths.sort(key=lambda path: (_ORDER[_folder(path)], path))
    records = (new.get(path) or memory.record(BY_FOLDER[_folder(path)], path, known[path].digest) for path in paths)
    return Library(tuple(record for record in records if record is not None))


_ORDER = {folder: rank for rank, folder in enumerate(BY_FOLDER)}


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _name(path: str) -> str:
    """`folder/id`: how records name one another."""
    return path.rpartition(".")[0]
