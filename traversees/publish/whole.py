"""Publish: the whole site, made from all the records."""

from __future__ import annotations

import shutil
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

from mkdocs.exceptions import Abort

from traversees.library.library import Library
from traversees.library.loading import load_vocabularies
from traversees.library.watch import Watch
from traversees.publish.copies import html_paths
from traversees.publish.kept import check_folder
from traversees.publish.mkdocs_frame import frame_of
from traversees.publish.outputs import site_settings
from traversees.publish.prepared import Prepared
from traversees.publish.press import Press, renderer_of, shapes
from traversees.publish.processors import meanwhile
from traversees.publish.sound import forget
from traversees.records.kinds import WITH_PAGE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from traversees.publish.memory import Memory
    from traversees.publish.workshop import Workshop


def everything(workshop: Workshop, library: Library, memory: Memory, day: str) -> Prepared:
    """The whole site; raises `mkdocs.exceptions.Abort` when MkDocs refuses it."""
    records = {record.path: record for record in library.records}
    watch = Watch(records, records.__getitem__, day)
    renderer = renderer_of(workshop, Library(watch), site_settings(workshop.root))
    shape, pages, missing = shapes(watch, renderer)
    if missing:
        raise Abort(f"le menu de mkdocs.yml mène à {missing[0]}, qui n’existe pas")
    frame = frame_of(workshop, pages, renderer.settings, memory.fact("etat"))
    memory.begin()
    memory.graph.clear()
    memory.set_fact("charpente", frame.folder.name)
    forget(workshop.fresh)
    check_folder(frame.site)
    shutil.copytree(frame.site, workshop.fresh)
    press = Press(workshop, watch, renderer, frame)
    prepared = Prepared(day, watch.sizes(), is_first=True, nodes=[shape])
    by_hand = html_paths(workshop.fresh)
    with watch.frame():
        for path in by_hand:
            press.copies.renew(path)
    prepared.nodes += press.prepare()
    plan, producers = press.shared()
    prepared.nodes += [plan, *press.new_questions()]
    producers += [press.of_record(key) for kind in WITH_PAGE for key in watch.keys_of(kind)]
    prepared.nodes += press.make(producers)
    press.copies.remove_others({*by_hand, *prepared.pages_to_read()})
    return prepared


@contextmanager
def frame_made_ready(workshop: Workshop, memory: Memory, day: str) -> Iterator[None]:
    """Meanwhile, make the frame and the templates ready on another processor: `everything` will find them.

    Should this fail, it will make them, and say what is wrong.
    """
    state = memory.fact("etat")

    def make_ready() -> None:
        renderer = renderer_of(workshop, load_vocabularies(workshop.root, day), site_settings(workshop.root))
        renderer.load_templates()
        frame_of(workshop, renderer.shapes(), renderer.settings, state)

    with nullcontext() if memory.fact("charpente") else meanwhile(make_ready):
        yield
