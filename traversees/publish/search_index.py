"""Publish: the index of the search, built by Pagefind from the copies of the pages."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from html import unescape
from typing import TYPE_CHECKING

from traversees.publish.copies import SPELLING_FILE, check_copies, html_paths
from traversees.publish.kept import check_folder, seal_folder, unsealed
from traversees.publish.pagefind import run_pagefind
from traversees.publish.undo import Undo
from traversees.publish.workshop import UP_TO_DATE, Workshop, forget_index

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


KEPT = ("pagefind.js", "pagefind-entry.json", "pagefind.*.pf_meta", "wasm.fr.pagefind", "filter", "fragment", "index")
"""What `recherche.js` loads; the rest of what Pagefind writes is its own interface."""

KINDS_FILE = "genres.json"
"""The kinds of page among which `recherche.js` may search, the most numerous first."""

_KIND_OF_COPY = re.compile(r'data-pagefind-filter="genre:([^"]+)"')


def write_index(copies: Path, output: Path) -> None:
    """Index the pages of the folder `copies` into `output`, which holds nothing else, and never half of an index."""
    forget_index(copies)
    check_copies(copies)
    fresh = output.with_name(f"{output.name}-neuf")
    shutil.rmtree(fresh, ignore_errors=True)
    paths = html_paths(copies)
    run_pagefind(copies, paths, fresh)
    indexed = sum(1 for _ in (fresh / "fragment").iterdir())
    if indexed != len(paths):
        raise RuntimeError(f"Pagefind a indexé {indexed} pages sur {len(paths)}.")
    _keep_what_is_loaded(fresh)
    words = (copies / SPELLING_FILE).read_text(encoding="utf-8")
    (fresh / SPELLING_FILE).write_text(unsealed(words, SPELLING_FILE), encoding="utf-8")
    kinds = json.dumps(kinds_of(copies / path for path in paths), ensure_ascii=False, separators=(",", ":"))
    (fresh / KINDS_FILE).write_text(kinds, encoding="utf-8")
    shutil.rmtree(output, ignore_errors=True)
    fresh.rename(output)
    seal_folder(output)
    (copies / UP_TO_DATE).touch()


def kinds_of(copies: Iterable[Path]) -> list[str]:
    """The kinds of page that these copies name, the most numerous first."""
    heads = (copy.read_text(encoding="utf-8").partition("\n")[0] for copy in copies)
    named = (unescape(found[1]) for head in heads if (found := _KIND_OF_COPY.search(head)))
    return [kind for kind, _ in Counter(named).most_common()]


def _keep_what_is_loaded(output: Path) -> None:
    for entry in output.iterdir():
        if not any(entry.match(pattern) for pattern in KEPT):
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()


def index_is_stale(copies: Path, index: Path) -> bool:
    """Whether `index` is not that of the copies as they are, whenever the process that made either was ended."""
    return not ((copies / UP_TO_DATE).is_file() and index.is_dir())


def renew_index(workshop: Workshop) -> None:
    """Make the index of the search again if a word changed since the last time."""
    if index_is_stale(workshop.copies, workshop.index):
        write_index(workshop.copies, workshop.index)


def put_index(workshop: Workshop, site: Path, undo: Undo | None = None) -> Undo | None:
    """Put the index of the search as it is in `site`, if there is one; `site` never has half of one.

    In a published site, `undo` does it, or a new one: what is returned is to be closed.
    """
    published = site / "pagefind"
    if not workshop.index.is_dir() or _marks(published) == _marks(workshop.index):
        return undo
    check_folder(workshop.index)
    new = workshop.folder / "pagefind-publie"
    shutil.rmtree(new, ignore_errors=True)
    shutil.copytree(workshop.index, new)
    if site == workshop.site:
        undo = undo or Undo(workshop)
        undo.put_folder(published.name, new)
    else:
        new.rename(published)
    return undo


def _marks(index: Path) -> list[bytes]:
    """What tells an index from another."""
    return [file.read_bytes() for file in sorted(index.glob("*.json"))]
