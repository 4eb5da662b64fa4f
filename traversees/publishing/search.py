"""Publish: the search index, built by Pagefind from a copy of the pages made for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from traversees.library import Library


def index_site(site: Path, library: Library) -> None:
    """Write `site/pagefind/`, the index of the pages of `site`."""
    del site, library
