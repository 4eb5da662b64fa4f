"""Publish: the search index, built by Pagefind from a copy of the pages made for it.

The copy holds what a reader searches: the words of each article, weighed, and the other names of what it speaks
of. Pagefind cuts words at ASCII punctuation and does not know « œ »; the copy is folded accordingly, in a way that
`recherche.js` undoes for display: keep `folded_text` and its `typography` in step.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache
from html import escape, unescape
from pathlib import Path
from typing import TYPE_CHECKING

from pagefind_bin import get_executable  # type: ignore[import-untyped]

from traversees.explorer import INDEXED
from traversees.pages import holds, write
from traversees.problems import folded
from traversees.publishing.article import MENTION, NAMES, RELATED, TEXT, TITLE, Passage, read_article
from traversees.publishing.workshop import UP_TO_DATE, forget_index
from traversees.records import Acteur, Besoin, Initiative, Terme, Transfert
from traversees.rendering import MET

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from traversees.library import Library
    from traversees.records import Record

ANSWER_FACTOR, LIST_FACTOR = 1.5, 0.05
"""What the words of a page count: initiatives and needs come first, lists after the records they list."""

END_OF_TEXT = "⁂"
"""Parts the words of the page from those added for the search, which no excerpt shows."""

EXCLUDED = {"", "404.html", "plan-du-site/"}
"""Pages that answer no search, by their address."""

LISTS = {"a-propos/etat-de-la-base/", "a-propos/suivre/", "contribuer/guide/listes/", MET[1]}
"""Pages that name many records, beside the indexes of folders and facets."""

CHUNK_SIZE = "2000"
"""Places of words in a file of the index: a word loads one file, here of about 5 kB instead of 35."""

KEPT = ("pagefind.js", "pagefind-entry.json", "pagefind.*.pf_meta", "wasm.fr.pagefind", "filter", "fragment", "index")
"""What `recherche.js` loads; the rest of what Pagefind writes is its own interface."""

SPELLING_FILE = "mots.json"
"""The words from which `recherche.js` mends a word that no page has."""

KINDS_FILE = "genres.json"
"""The kinds of page among which `recherche.js` may search, the most numerous first."""

_WORDS_ELIDED = ("[ldjnsctm]", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "quelqu", "presqu")
_ELIDED = "|".join(rf"(?<=\b{word}.)" for word in _WORDS_ELIDED)
_ELISION = re.compile(rf"['’](?=\w)(?:{_ELIDED})", re.IGNORECASE)
_KIND = re.compile(r'data-pagefind-meta="genre">([^<]+)<')
_KIND_OF_COPY = re.compile(r'data-pagefind-filter="genre:([^"]+)"')


def index_site(site: Path, library: Library) -> None:
    """Write `site/pagefind/`, the index of the pages of `site`; the same pages give the same files."""
    with tempfile.TemporaryDirectory() as folder:
        copies = Copies(site, library, Path(folder))
        for path in html_paths(site):
            copies.renew(path)
        copies.renew_spelling()
        write_index(Path(folder), site / "pagefind")


def html_paths(site: Path) -> list[str]:
    """The paths of the pages of `site`, in order."""
    return sorted(file.relative_to(site).as_posix() for file in site.rglob("*.html"))


def write_index(copies: Path, output: Path) -> None:
    """Index the pages of the folder `copies` into `output`, which holds nothing else, and never half of an index."""
    forget_index(copies)
    fresh = output.with_name(f"{output.name}-neuf")
    shutil.rmtree(fresh, ignore_errors=True)
    run_pagefind(copies, fresh)
    paths, indexed = html_paths(copies), sum(1 for _ in (fresh / "fragment").iterdir())
    if indexed != len(paths):
        raise RuntimeError(f"Pagefind a indexé {indexed} pages sur {len(paths)}.")
    _keep_what_is_loaded(fresh)
    shutil.copy(copies / SPELLING_FILE, fresh)
    kinds = json.dumps(kinds_of(copies / path for path in paths), ensure_ascii=False, separators=(",", ":"))
    (fresh / KINDS_FILE).write_text(kinds, encoding="utf-8")
    shutil.rmtree(output, ignore_errors=True)
    fresh.rename(output)
    (copies / UP_TO_DATE).touch()


def kinds_of(copies: Iterable[Path]) -> list[str]:
    """The kinds of page that these copies name, the most numerous first."""
    heads = (copy.read_text(encoding="utf-8").partition("\n")[0] for copy in copies)
    named = (unescape(found[1]) for head in heads if (found := _KIND_OF_COPY.search(head)))
    return [kind for kind, _ in Counter(named).most_common()]


def run_pagefind(folder: Path, output: Path) -> None:
    """Index the pages of `folder` into `output`, by the command: its Python interface cannot run inside a test’s loop."""
    environment = {**os.environ, "PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": CHUNK_SIZE}
    options = ("--site", str(folder), "--output-path", str(output), "--force-language", "fr", "--silent")
    subprocess.run([str(get_executable()), *options], check=True, env=environment)  # noqa: S603 — the command is our own


def _keep_what_is_loaded(output: Path) -> None:
    for entry in output.iterdir():
        if not any(entry.match(pattern) for pattern in KEPT):
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()


# --- The copy of a page -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Card:
    """What a page has in the index beside its words: its kind, place, other names, related words, and what all count."""

    genre: str
    lieu: str = ""
    names: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    factor: float = 1.0


@dataclass(frozen=True)
class Copies:
    """The copies of the pages of `site` that may answer a search, in `folder`."""

    site: Path
    library: Library
    folder: Path

    @cached_property
    def _records(self) -> dict[str, Record]:
        return {f"{record.folder}/{record.id}/": record for record in self.library.records}

    def renew(self, path: str, html: str | None = None) -> None:
        """Make anew the copy of the page at `path`, which holds `html`."""
        copy = self.of(path, html or (self.site / path).read_text(encoding="utf-8"))
        if copy is not None:
            self._keep(path, copy.encode())

    def renew_spelling(self) -> None:
        """Make anew the list of words from which a word is mended."""
        words = json.dumps(spelling_words(self.library), ensure_ascii=False, separators=(",", ":"))
        self._keep(SPELLING_FILE, words.encode())

    def remove_stale(self, light: Container[str] = ()) -> None:
        """Remove the copies of the pages that exist no more, or are only `light` ones."""
        for path in html_paths(self.folder):
            if path in light or not (self.site / path).is_file():
                forget_index(self.folder)
                (self.folder / path).unlink()

    def _keep(self, path: str, content: bytes) -> None:
        file = self.folder / path
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
        if url in self._records:
            return index_copy(title, passages, record_card(self._records[url], genre, self.library))
        if not is_list(url, self._records):
            return index_copy(title, passages, Card(genre))
        named = [passage for passage in passages if passage.weight != MENTION]
        return index_copy(title, named, Card(genre, factor=LIST_FACTOR))


def is_list(url: str, records: Mapping[str, Record]) -> bool:
    """Whether the page at `url` is an index of records rather than a text."""
    facet = any(url.startswith(f"{Initiative.folder}/{name}/") for name in INDEXED)
    return facet or url in LISTS or any(address.startswith(url) for address in records)


def index_copy(title: str, passages: list[Passage], card: Card) -> str:
    """The HTML that Pagefind reads in place of the page."""
    metas = {"title": title, "genre": card.genre, "lieu": card.lieu}
    lines = [
        f'<i data-pagefind-meta="{key}[content]" content="{escape(folded_text(text))}"></i>'
        for key, text in metas.items()
    ]
    said = set(map(_folded_word, {word for passage in passages for word in passage.text.split()}))
    unsaid = {word: None for word in map(_folded_word, " ".join(card.related).split()) if word not in said}
    added = (
        Passage(END_OF_TEXT, TEXT),
        *(Passage(" ".join(name.split()), NAMES) for name in card.names),
        Passage(" ".join(unsaid), RELATED),
    )
    everything = (*passages, *added)
    texts = escape(_folded_lines("\n".join(passage.text for passage in everything))).split("\n")
    for passage, text in zip(everything, texts, strict=True):
        weight = min(passage.weight * card.factor, TITLE)
        lines.append(f'<p data-pagefind-weight="{weight:g}">{text}</p>')
    body = "\n".join(lines)
    return (
        f'<!doctype html><html lang="fr"><body data-pagefind-filter="genre:{escape(card.genre)}">{body}</body></html>\n'
    )


_folded_word = lru_cache(maxsize=100_000)(folded)
"""Of the words of the pages, most were read before."""


def folded_text(text: str) -> str:
    """`text` as Pagefind must read it: elided words apart, « œ » in two letters around a mark it ignores."""
    return " ".join(_folded_lines(text).split())


def _folded_lines(text: str) -> str:
    """Texts without double spaces, one a line, as Pagefind must read them: a page is folded at one go."""
    return _ELISION.sub("’ ", text.replace("œ", "o\u2060e").replace("Œ", "O\u2060E"))


# --- What the library adds --------------------------------------------------------------------------------


def record_card(record: Record, genre: str, library: Library) -> Card:
    """The card of a record: its place, its own other names, those of the words it uses and of its subjects."""
    names = record.synonymes if isinstance(record, Terme) else ()
    subjects = [(key, term) for key in ("themes", "publics") for term in getattr(record, key, ())]
    terms = [library.term(key, term) for key, term in subjects]
    said = [text for term in terms for text in (term.libelle, term.definition)]
    words = library.words_of(record) + [word for key, term in subjects for word in library.words_of_term(key, term)]
    related = [name for terme in library.in_order(words) for name in (terme.terme, *terme.synonymes)]
    factor = ANSWER_FACTOR if isinstance(record, Initiative | Besoin) else 1.0
    return Card(genre, place_of(record, library), tuple(names), (*said, *related), factor)


def place_of(record: Record, library: Library) -> str:
    """Where a record stands, in the words of its page; empty for those that stand nowhere."""
    if isinstance(record, Initiative):
        return library.term("regions", record.region).libelle
    if isinstance(record, Acteur):
        return ", ".join(record.villes)
    if isinstance(record, Transfert):
        return ", ".join(record.lieux)
    if isinstance(record, Terme):
        return library.term("aires", record.aire).libelle
    return ""


def spelling_words(library: Library) -> list[str]:
    """The words of titles, other names and subjects, in lower case, each once; short ones cannot be mended."""
    names = [getattr(record, key, "") for record in library.records for key in ("nom", "titre", "libelle", "terme")]
    names += [name for terme in library.termes for name in terme.synonymes]
    names += [term.libelle for key in ("themes", "publics", "regions") for term in library.terms(key).values()]
    names += [ville for acteur in library.acteurs for ville in acteur.villes]
    return sorted({word for name in names for word in re.findall(r"[^\W\d_]{5,}", name.lower())})
