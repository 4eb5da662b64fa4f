"""Publish: what a publication made, before anything of it takes its place in the site."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from traversees.publish.compression import COPIES
from traversees.publish.exchange import take_place
from traversees.publish.frame import delete_other_frames
from traversees.publish.manifest import PATH as MANIFEST
from traversees.publish.manifest import manifest_of, manifest_text
from traversees.publish.press import is_of_record
from traversees.publish.search_index import put_index, renew_index
from traversees.publish.sound import forget
from traversees.publish.undo import Undo
from traversees.publish.workshop import MARK

if TYPE_CHECKING:
    from traversees.publish.graph import Node
    from traversees.publish.memory import Memory
    from traversees.publish.workshop import Workshop

MOST_IN_PLACE = 1 / 3
"""When more than this share of the outputs was made again, the site is another folder, and takes the place of this one."""


@dataclass
class Prepared:
    """What was made in `workshop.fresh`: the whole site (`is_first`), or what `changed` in the published one, on this day.

    `nodes`: what was made and asked, and what it rests on. `gone`: the outputs that are no more. `stale`: files of the
    published site that nothing makes any more. `sizes`: how many records each folder holds.
    """

    day: str
    sizes: dict[str, int]
    is_first: bool = False
    changed: bool = True
    nodes: list[Node] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)
    stale: set[str] = field(default_factory=set)

    @property
    def paths(self) -> list[str]:
        """The files that were made."""
        return [path for node in self.nodes for path in node.content.get("fichiers", ())]

    @property
    def pages(self) -> int:
        """How many pages were made."""
        return sum(path.endswith("index.html") for path in self.pages_to_read())

    def pages_to_read(self) -> list[str]:
        """The files that were made for pages, but those that only lead elsewhere."""
        pages = (node for node in self.nodes if node.name.startswith(">page ") or is_of_record(node.name))
        return [path for node in pages for path in node.content["fichiers"]]

    @property
    def records(self) -> int:
        """How many records there are."""
        return sum(self.sizes.values())

    def finish(self, workshop: Workshop, memory: Memory, *, search: bool) -> None:
        """Put what was made in the published site, all at once or file by file, and remember it."""
        if self.changed:
            memory.note(self)
        if search:
            renew_index(workshop)
        if self._is_much(memory):
            self._take_place(workshop, memory)
        else:
            self._put_in_place(workshop, memory)

    def _is_much(self, memory: Memory) -> bool:
        made = sum(node.name.startswith(">") for node in self.nodes)
        return self.is_first or made > MOST_IN_PLACE * memory.graph.count_of_outputs()

    def _take_place(self, workshop: Workshop, memory: Memory) -> None:
        if not self.is_first:
            self._add_the_rest(workshop)
        put_index(workshop, workshop.fresh)
        (workshop.fresh / MARK).write_text(memory.identity(), encoding="utf-8")
        (workshop.fresh / MANIFEST).write_bytes(manifest_text(manifest_of(workshop.fresh)))
        take_place(workshop)
        delete_other_frames(workshop.frames, memory.fact("charpente"))

    def _add_the_rest(self, workshop: Workshop) -> None:
        """Make a whole site of what was made, with what did not change in the published one."""
        away = {*self.stale, *self.paths, MARK, MANIFEST}
        for file in workshop.site.rglob("*"):
            path = file.relative_to(workshop.site)
            text = path.with_suffix("") if path.suffix in COPIES else path
            if file.is_file() and text.as_posix() not in away and path.parts[0] != "pagefind":
                new = workshop.fresh / path
                new.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(file, new)

    def _put_in_place(self, workshop: Workshop, memory: Memory) -> None:
        undo = Undo(workshop) if self.changed and memory.identity() != workshop.site_identity else None
        try:
            if undo:
                self._change(workshop, undo)
                undo.write(MARK, memory.identity().encode())
            if undo := put_index(workshop, workshop.site, undo):
                undo.close()
        except OSError:
            if undo:
                undo.put_back()
            raise

    def _change(self, workshop: Workshop, undo: Undo) -> None:
        for path in self.paths:
            undo.write(path, (workshop.fresh / path).read_bytes())
        for path in sorted(self.stale):
            undo.remove(path)
        forget(workshop.fresh)
