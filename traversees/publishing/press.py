"""Publish: the files of each record that is set apart. What is not one of these is left to MkDocs."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from traversees.pages import record_files, write_if_changed
from traversees.publishing.search import Copies
from traversees.publishing.shell import Contents, Shell
from traversees.rendering import Renderer, page_url, template_environment

if TYPE_CHECKING:
    from pathlib import Path

    from traversees.library import Library
    from traversees.publishing.workshop import Workshop
    from traversees.records import Record

OWN_TEXTS = {
    *("en_clair", "probleme", "pratique", "qui_fait_quoi", "place_des_personnes", "moyens", "limites"),
    *("presentation", "accueillir", "histoire", "appris", "non_lu"),
}
"""The texts of a record that no page but its own shows; so is the body of a `.md` record."""


@dataclass(frozen=True)
class Made:
    """What became of a record.

    The files of the site that changed; whether the search reads anything new there; what other pages may show of
    the record (`Press.face`); the records that its page names.
    """

    changed: list[str]
    new_words: bool
    face: str
    named: set[str]


@dataclass(frozen=True)
class Press:
    """Makes the files of records in `site`, their Markdown in `workshop.pages`, their copies for the search."""

    workshop: Workshop
    site: Path
    library: Library
    shells: dict[str, Shell]
    settings: dict[str, Any]

    def make(self, record: Record) -> Made:
        """Write the files of `record` that changed."""
        page = self._renderer.record_page(record)
        html = self.shells[record.folder].page(page, self._contents)
        data = list(record_files(self.library, record))
        for path, content in [(page.path, page.text.encode()), *data]:
            write_if_changed(self.workshop.pages / path, content)
        address = f"{page_url(page.path)}index.html"
        files = [(address, html.encode()), *data]
        changed = [path for path, content in files if write_if_changed(self.site / path, content)]
        return Made(changed, self._copies.renew(address), self.face(record), self.library.named_by(record))

    def face(self, record: Record) -> str:
        """What other pages may show of a record, in a few signs: all but its own texts, and the words that it uses."""
        shown = record.model_dump(mode="json", exclude=OWN_TEXTS)
        words = [terme.id for terme in self.library.words_of(record)]
        return hashlib.sha256(json.dumps([shown, words], sort_keys=True).encode()).hexdigest()

    @cached_property
    def _renderer(self) -> Renderer:
        self.workshop.templates.mkdir(parents=True, exist_ok=True)
        templates = template_environment(self.workshop.root / "templates", self.workshop.templates)
        return Renderer(self.library, templates, self.settings)

    @cached_property
    def _contents(self) -> Contents:
        return Contents(self.workshop.root / "overrides")

    @cached_property
    def _copies(self) -> Copies:
        return Copies(self.site, self.library, self.workshop.copies)
