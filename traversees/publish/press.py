"""Publish: the files of each page and of each record."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from traversees.pages.rendering import Renderer
from traversees.pages.templates import template_environment
from traversees.publish.copies import Copies
from traversees.publish.outputs import record_files
from traversees.publish.shell import Composer
from traversees.publish.writing import write_if_changed

if TYPE_CHECKING:
    from pathlib import Path

    from traversees.library.library import Library
    from traversees.pages.page import Page
    from traversees.publish.frame import Frame
    from traversees.publish.undo import Undo
    from traversees.publish.workshop import Workshop
    from traversees.records.record import Record

OWN_TEXTS = {
    *("en_clair", "probleme", "pratique", "qui_fait_quoi", "place_des_personnes", "moyens", "limites"),
    *("presentation", "accueillir", "histoire", "appris", "non_lu"),
}
"""The texts of a record that no page but its own shows; so is the body of a `.md` record."""

SHOWN_EVERYWHERE = "-"
"""The face of a record that cannot be made again alone: when it changes, the whole site does."""


@dataclass(frozen=True)
class Press:
    """Makes files in `site`, and the copies of its pages for the search."""

    workshop: Workshop
    site: Path
    renderer: Renderer
    frame: Frame
    undo: Undo | None = None

    @property
    def library(self) -> Library:
        """The records."""
        return self.renderer.library

    def make(self, record: Record) -> None:
        """Write the files of `record` that changed."""
        for path, content in record_files(self.library, record):
            self._put(path, content)
        self.make_page(self.renderer.record_page(record))

    def make_page(self, page: Page) -> None:
        """Write the file of `page` if it changed."""
        html = self.frame.compose(page, self._composer)
        path = f"{page.url}index.html"
        self._put(path, html.encode())
        self._copies.renew(path, html)

    def _put(self, path: str, content: bytes) -> None:
        """Write a file of the site if it changed; in a published site, so that it can come back."""
        if self.undo:
            self.undo.write(path, content)
        else:
            write_if_changed(self.site / path, content)

    def read(self, record: Record) -> tuple[list[str], str]:
        """The ids of the words that `record` uses, and its face."""
        return [terme.id for terme in self.library.words_of(record)], self.face(record)

    def face(self, record: Record) -> str:
        """What other pages may show of a record, in a few signs: all but its own texts, and the words that it uses."""
        if not record.renewable:
            return SHOWN_EVERYWHERE
        shown = record.model_dump(mode="json", exclude=OWN_TEXTS)
        words = [terme.id for terme in self.library.words_of(record)]
        return hashlib.sha256(json.dumps([shown, words], sort_keys=True).encode()).hexdigest()

    @cached_property
    def _composer(self) -> Composer:
        return Composer(self.workshop.root / "overrides", self.frame.composition.extensions)

    @cached_property
    def _copies(self) -> Copies:
        return Copies(self.site, self.library, self.workshop.copies)


def renderer_of(workshop: Workshop, library: Library, settings: dict[str, Any]) -> Renderer:
    """What draws the pages of `library`."""
    return Renderer(library, template_environment(workshop.root / "templates"), settings)
