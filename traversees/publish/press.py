"""Publish: the outputs, made where a site is prepared, and what each of them read while it was made."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from traversees.library.frames import THERE, folder_of, key_of, question_named
from traversees.library.shelf import again, on_all
from traversees.library.told import told
from traversees.pages.rendering import Renderer
from traversees.pages.templates import template_environment
from traversees.publish.copies import Copies
from traversees.publish.graph import Node
from traversees.publish.memory import digest_of
from traversees.publish.outputs import Producer
from traversees.publish.processors import in_parallel
from traversees.publish.producers import record_producer, shared_producers
from traversees.publish.shell import Composer
from traversees.publish.writing import write
from traversees.records.kinds import BY_FOLDER, WITH_PAGE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from traversees.library.frames import Answered, Frame
    from traversees.library.library import Library
    from traversees.library.watch import Watch
    from traversees.pages.page import Page
    from traversees.publish.frame import Frame as SiteFrame
    from traversees.publish.workshop import Workshop

SHAPE = ">charpente"
"""The output that is the frame of the site: the shapes of its pages."""

PLAN = ">liste des pages"
"""The output that is the list of all others but those of records."""

LONGEST_KEPT = 500_000
"""Signs of an answer: a longer one is asked again rather than kept."""


@dataclass
class Press:
    """Makes outputs in `workshop.fresh`, from what `watch` notes."""

    workshop: Workshop
    watch: Watch
    renderer: Renderer
    frame: SiteFrame

    @property
    def library(self) -> Library:
        """The records, noted when they are read."""
        return self.renderer.library

    def shared(self) -> tuple[Node, list[Producer]]:
        """What makes all files but those of the records, and what the list of them rests on."""
        with self.watch.frame() as frame:
            listed = list(shared_producers(self.workshop.root, self.renderer, self._compose))
            listed.append(Producer(">mots corrigés", self._spelling))
        return node_of(PLAN, frame, {"fichiers": []}), listed

    def of_record(self, key: str) -> Producer:
        """What makes the files of a record."""
        return record_producer(self.renderer, key, self._compose)

    def make(self, producers: Sequence[Producer]) -> Iterator[Node]:
        """Make the files of these; what they are and what they read, then the questions that were asked for the first time."""
        for nodes in in_parallel(self._made, producers):
            yield from nodes
        yield from self.new_questions()

    def _made(self, producers: Iterable[Producer]) -> Iterator[list[Node]]:
        for producer in producers:
            with self.watch.frame() as frame:
                paths = [self._put(path, content) for path, content in producer.make()]
            node = node_of(producer.name, frame, {"fichiers": paths, "annonce": producer.header})
            yield [node, *self.new_questions()]

    def _put(self, path: str, content: bytes) -> str:
        write(self.workshop.fresh / path, content)
        return path

    def new_questions(self) -> Iterator[Node]:
        """The questions that were answered since this was last asked."""
        for question in self.watch.fresh:
            yield question_node(self.watch.answered[question])
        self.watch.fresh.clear()

    def _compose(self, page: Page) -> str:
        html = self.frame.compose(page, self._composer)
        self.copies.renew(f"{page.url}index.html", html)
        return html

    def _spelling(self) -> tuple[()]:
        self.copies.renew_spelling()
        return ()

    @cached_property
    def _composer(self) -> Composer:
        return Composer(self.workshop.root / "overrides", self.frame.composition.extensions)

    @cached_property
    def copies(self) -> Copies:
        """The pages as the search reads them."""
        return Copies(self.workshop.fresh, self.library, self.workshop.copies)

    def prepare(self) -> Iterator[Node]:
        """Before much is made: load what all processes use, and ask what many pages ask of all the records."""
        self.renderer.load_templates()
        with self.watch.frame():
            self.library.lexicon.prepare()
            self.library.explained.prepare()
        yield from self.new_questions()
        keys = [key for kind in WITH_PAGE for key in self.watch.keys_of(kind)]
        for nodes in in_parallel(self._words, keys):
            for node in nodes:
                if node.content["reponse"] is not None:
                    question = question_named(node.name, self.watch.face)
                    self.watch.learn(question, node.content["reponse"], node.content["profondeur"])
                yield node
        with self.watch.frame():
            for name in on_all(self.library):
                again(self.library, name)
        yield from self.new_questions()

    def _words(self, keys: Iterable[str]) -> Iterator[list[Node]]:
        for key in keys:
            with self.watch.frame():
                self.library.words_of(self.watch.face(key))
            yield list(self.new_questions())


def output_of(path: str) -> str:
    """The output that is made of the record at this path."""
    return f">{key_of(path)}"


def is_of_record(output: str) -> bool:
    """Whether an output is that of a record."""
    return folder_of(output[1:]) in BY_FOLDER


def renderer_of(workshop: Workshop, library: Library, settings: dict[str, Any]) -> Renderer:
    """What draws the pages of `library`."""
    return Renderer(library, template_environment(workshop.root / "templates"), settings)


def shapes(watch: Watch, renderer: Renderer) -> tuple[Node, list[Page], list[str]]:
    """The pages that the frame is made for, what they rest on, and the records that the menu names and that are not there."""
    with watch.frame() as frame:
        pages = list(renderer.shapes())
        missing = [key for key in map(_record_of, renderer.menu) if key and renderer.library.find(key) is None]
    return node_of(SHAPE, frame, {"fichiers": []}), pages, missing


def _record_of(path: str) -> str:
    """The record whose page the menu names by this path; empty for other pages."""
    folder, _, name = path.removesuffix(".md").rpartition("/")
    return f"{folder}/{name}" if folder in BY_FOLDER and name != "index" else ""


def node_of(name: str, frame: Frame, content: dict[str, Any]) -> Node:
    """The node of what was made in a frame."""
    return Node(name, frame.reads | dict.fromkeys(frame.asked, THERE), content)


def question_node(known: Answered) -> Node:
    """The node of a question. An answer that cannot be told has no digest: it is never known to be the same."""
    text = told(known.answer)
    digest = digest_of(text.encode()) if text is not None else ""
    kept = text if text is not None and len(text) <= LONGEST_KEPT else None
    return node_of(known.name, known.frame, {"profondeur": known.depth, "condensat": digest, "reponse": kept})
