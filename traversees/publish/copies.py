"""Publish: the search index, built by Pagefind from a copy of the pages made for it.

The copy holds what a reader searches: the words of each article, weighed, and the other names of what it speaks
of. Pagefind cuts words at ASCII punctuation and does not know « œ »; the copy is folded accordingly, in a way that
`recherche.js` undoes for display: keep `folded_text` and its `typography` in step.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from traversees.library.facets import INDEXED
from traversees.pages.urls import MET
from traversees.publish.kept import Spoilt, seal_of, sealed
from traversees.publish.workshop import forget_index
from traversees.publish.writing import holds, write
from traversees.records.kinds import WITH_PAGE, Initiative
from traversees.search.article import MENTION, read_article
from traversees.search.cards import LIST_FACTOR, Card, index_copy, record_card
from traversees.search.spelling import spelling_words

if TYPE_CHECKING:
    from collections.abc import Container, Iterable
    from pathlib import Path

    from traversees.library.library import Library


EXCLUDED = {"", "404.html", "plan-du-site/"}
"""Pages that answer no search, by their address."""

LISTS = {"a-propos/etat-de-la-base/", "a-propos/suivre/", "contribuer/guide/listes/", MET[1]}
"""Pages that name many records, beside the indexes of folders and facets."""

SPELLING_FILE = "mots.json"
"""The words from which `recherche.js` mends a word that no page has."""

_KIND = re.compile(r'data-pagefind-meta="genre">([^<]+)<')


def html_paths(site: Path) -> list[str]:
    """The paths of the pages of `site`, in order."""
    return sorted(file.relative_to(site).as_posix() for file in site.rglob("*.html"))


@dataclass(frozen=True)
class Copies:
    """The copies of the pages of `site` that may answer a search, in `folder`."""

    site: Path
    library: Library
    folder: Path

    def renew(self, path: str, html: str | None = None) -> None:
        """Make anew the copy of the page at `path`, which holds `html`."""
        copy = self.of(path, html or (self.site / path).read_text(encoding="utf-8"))
        if copy is not None:
            self._keep(path, sealed_copy(copy))

    def renew_spelling(self) -> None:
        """Make anew the list of words from which a word is mended."""
        words = json.dumps(spelling_words(self.library), ensure_ascii=False, separators=(",", ":"))
        self._keep(SPELLING_FILE, sealed(words))

    def remove_others(self, kept: Container[str]) -> None:
        """Remove the copies of the pages that are not `kept`."""
        self.remove(path for path in html_paths(self.folder) if path not in kept)

    def remove(self, paths: Iterable[str]) -> None:
        """Remove the copies of these pages, if there are any."""
        for path in paths:
            if (self.folder / path).is_file():
                forget_index(self.folder)
                (self.folder / path).unlink()

    def _keep(self, path: str, text: str) -> None:
        file, content = self.folder / path, text.encode()
        if not holds(file, content):
            forget_index(self.folder)
            write(file, content)

    def of(self, path: str, html: str) -> str | None:
        """The copy of a page; none for those that answer no search."""
        url = path.removesuffix("index.html")
        title, passages = read_article(html)
        if not title or url in EXCLUDED:
            return None
        kind = _KIND.search(html)
        genre = kind[1] if kind else "Page"
        record = self.library.find(url.removesuffix("/"))
        if record and record.has_page:
            return index_copy(title, passages, record_card(record, genre, self.library))
        if not is_list(url):
            return index_copy(title, passages, Card(genre))
        named = [passage for passage in passages if passage.weight != MENTION]
        return index_copy(title, named, Card(genre, factor=LIST_FACTOR))


def sealed_copy(html: str) -> str:
    """`html`, its seal in a comment that no search reads."""
    return f"{html}<!--{seal_of(html.encode())}-->\n"


def check_copies(folder: Path) -> None:
    """Raise `Spoilt` when a copy of `folder` is not as it was made."""
    for path in html_paths(folder):
        text = (folder / path).read_text(encoding="utf-8", errors="replace")
        if text != sealed_copy(text.rpartition("<!--")[0]):
            raise Spoilt(folder.name)


def is_list(url: str) -> bool:
    """Whether the page at `url` is an index of records rather than a text."""
    facet = any(url.startswith(Initiative.address_of(name)) for name in INDEXED)
    return facet or url in LISTS or any(f"{kind.folder}/".startswith(url) for kind in WITH_PAGE)
