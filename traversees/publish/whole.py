"""Publish: the whole site, beside the published one."""

from __future__ import annotations

import shutil
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

from mkdocs.exceptions import Abort

from traversees.check.promises import read_promises
from traversees.library.loading import load_vocabularies
from traversees.publish.clock import today
from traversees.publish.copies import Copies, html_paths
from traversees.publish.kept import check_folder
from traversees.publish.ledger import outputs, outputs_of
from traversees.publish.memory import digest_of
from traversees.publish.mkdocs_frame import frame_of
from traversees.publish.outputs import shared_files, site_settings
from traversees.publish.press import SHOWN_EVERYWHERE, Press, renderer_of
from traversees.publish.processors import in_parallel, meanwhile
from traversees.publish.workshop import READ_BY_ALL
from traversees.publish.writing import write_if_changed
from traversees.records.kinds import BY_FOLDER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from traversees.library.library import Library
    from traversees.pages.rendering import Renderer
    from traversees.publish.ledger import Output
    from traversees.publish.memory import Known, Memory
    from traversees.publish.workshop import Workshop
    from traversees.records.record import Record


def build_whole(workshop: Workshop, library: Library, memory: Memory) -> None:
    """Make the whole site in `workshop.fresh`, its search index left aside; raises `mkdocs.exceptions.Abort`."""
    renderer = renderer_of(workshop, library, site_settings(workshop.root))
    _check_menu(renderer)
    frame = frame_of(workshop, renderer, memory.fact("etat"))
    same = frame.folder.name == memory.fact("charpente") and memory.fact("site") == workshop.site_identity
    memory.set_fact("charpente", frame.folder.name)
    shutil.rmtree(workshop.fresh, ignore_errors=True)
    check_folder(frame.site)
    shutil.copytree(frame.site, workshop.fresh)
    copies = Copies(workshop.fresh, library, workshop.copies)
    for path in html_paths(workshop.fresh):
        copies.renew(path)
    press = Press(workshop, workshop.fresh, renderer, frame)
    _make_pages(press, memory, workshop.site if same else None)
    copies.renew_spelling()
    planned = outputs(library, workshop.root, read_promises(workshop.root))
    copies.remove_stale({output.path for output in planned if output.sort == "light"})
    _write_sitemap(workshop.fresh, frame.composition.address, library, planned)


def _check_menu(renderer: Renderer) -> None:
    """Refuse a menu that names a record which does not exist."""
    for path in renderer.menu:
        key = path.removesuffix(".md")
        folder, _, name = key.rpartition("/")
        if folder in BY_FOLDER and name != "index" and key not in renderer.library.by_path:
            raise Abort(f"le menu de mkdocs.yml mène à {key}, qui n’existe pas")


@contextmanager
def frame_made_ready(workshop: Workshop, memory: Memory) -> Iterator[None]:
    """Meanwhile, make the frame and the templates ready on another processor: `build_whole` will find them.

    Should this fail, it will make them, and say what is wrong.
    """
    state = memory.fact("etat")

    def make_ready() -> None:
        library = load_vocabularies(workshop.root, today())
        renderer = renderer_of(workshop, library, site_settings(workshop.root))
        renderer.load_templates()
        frame_of(workshop, renderer, state)

    with nullcontext() if memory.fact("charpente") else meanwhile(make_ready):
        yield


def _make_pages(press: Press, memory: Memory, published: Path | None) -> None:
    """Make every page and the files drawn from all records; a record’s are taken from `published` when they are the same."""
    library = press.library
    records = library.records_with_page
    press.renderer.load_templates()  # once for all the processes
    press.renderer.prepare()
    library.lexicon.prepare()
    library.explained.prepare()
    read = list(in_parallel(lambda some: map(press.read, some), records))
    library.learn_words((record, words) for record, (words, _) in zip(records, read, strict=True))
    faces = {record.path: face for record, (_, face) in zip(records, read, strict=True)}
    renewal = _Renewal(press, memory.known(), faces, published)

    def shared() -> None:
        for path, content in shared_files(press.workshop.root, press.renderer):
            write_if_changed(press.site / path, content)

    tasks: list[Callable[[], _Made | None]] = [shared]
    tasks += (partial(press.make_page, page) for page in press.renderer.other_pages())
    tasks += (partial(renewal.make, record) for record in records)
    done = in_parallel(lambda some: (task() for task in some), tasks)
    for record, made in zip(records, filter(None, done), strict=True):
        memory.published(record.path, faces[record.path], made.named, made.shown)
    for vocabulary in library.vocabularies.values():
        memory.published(vocabulary.path, SHOWN_EVERYWHERE, [])


class _Made(NamedTuple):
    """Which records the page of a record names, and what tells all that it shows."""

    named: set[str]
    shown: str


@dataclass(frozen=True)
class _Renewal:
    """Makes the files of a record, or takes those of the site `published` before, when they are the same.

    `known`: what was published, and the digest of each file now. `faces`: what other pages show of each record now.
    """

    press: Press
    known: dict[str, Known]
    faces: dict[str, str]
    published: Path | None

    def make(self, record: Record) -> _Made:
        """Put the files of `record` in the new site."""
        named = self.press.library.named_by(record)
        shown = self._shown(record, named)
        same = shown == self.known[record.path].shown and record.renewable
        if not (same and self._take(record)):
            self.press.make(record)
        return _Made(named, shown)

    def _shown(self, record: Record, named: set[str]) -> str:
        """What changes with anything that the page of `record` shows."""
        faces = sorted((name, self._face(self.press.library.record(name).path)) for name in named)
        return digest_of(repr((self.known[record.path].digest, self._shared, faces)).encode())

    def _face(self, path: str) -> str:
        face = self.faces[path]
        return self.known[path].digest if face == SHOWN_EVERYWHERE else face

    @cached_property
    def _shared(self) -> list[str]:
        """The digests of the files that any page may show."""
        return sorted(known.digest for path, known in self.known.items() if path.rpartition("/")[0] in READ_BY_ALL)

    def _take(self, record: Record) -> bool:
        """Take the files of `record` from the published site; whether they were all there."""
        paths = [output.path for output in outputs_of(record)]
        if self.published is None or not all((self.published / path).is_file() for path in paths):
            return False
        if not (self.press.workshop.copies / paths[0]).is_file():
            return False
        for path in paths:
            new = self.press.site / path
            new.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(self.published / path, new)
        return True


def _write_sitemap(site: Path, address: str, library: Library, planned: Iterable[Output]) -> None:
    """The addresses of all pages to be read, and when the records were last checked: nothing that depends on the clock."""
    checked = {r.address: getattr(r, "verifie_le", "") for r in library.records_with_page}
    urls = ET.Element("urlset", xmlns="http://www.sitemaps.org/schemas/sitemap/0.9")
    for path in sorted(output.path for output in planned if output.sort == "page"):
        page = path.removesuffix("index.html")
        url = ET.SubElement(urls, "url")
        ET.SubElement(url, "loc").text = f"{address}{page}"
        if checked.get(page):
            ET.SubElement(url, "lastmod").text = checked[page]
    ET.indent(urls)
    ET.ElementTree(urls).write(site / "sitemap.xml", encoding="utf-8", xml_declaration=True)
