"""Publish: where the parts of a site wait and last between two publications. All but `site` can be deleted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


MARK = "publication.txt"
"""The file of a site that tells it from another: a copy of the whole project keeps it, an older site has another."""

UP_TO_DATE = "index-a-jour"
"""Stands among the copies of the pages from the end of an index to the next change of a copy."""


def forget_index(copies: Path) -> None:
    """Have the index made again; called before a copy changes, so that no end of the process can hide the change."""
    (copies / UP_TO_DATE).unlink(missing_ok=True)


@dataclass(frozen=True)
class Workshop:
    """The project at `root`, and the folder `site` that it is published in."""

    root: Path
    site: Path

    @cached_property
    def folder(self) -> Path:
        """What belongs to this site alone."""
        return self.root / "build" / f"atelier-{self.site.name}"

    @cached_property
    def fresh(self) -> Path:
        """What is being made: a whole site before it takes the place of the other, or the files that changed."""
        return self.folder / "site"

    @property
    def site_identity(self) -> str:
        """What tells the site that we published from another put in its place; empty when there is none."""
        mark = self.site / MARK
        return mark.read_text(encoding="utf-8") if mark.is_file() else ""

    @cached_property
    def frames(self) -> Path:
        """The frame of the site, in a folder of its own."""
        return self.folder / "charpente"

    @cached_property
    def memory(self) -> Path:
        """What is known of the published records."""
        return self.folder / "memoire.sqlite"

    @cached_property
    def lock(self) -> Path:
        """What one process at a time holds."""
        return self.root / "build" / f"{self.site.name}.verrou"

    @cached_property
    def before(self) -> Path:
        """The whole site that was published before this one."""
        return self.root / "build" / f"{self.site.name}-d-avant"

    @cached_property
    def undo(self) -> Path:
        """What the files that were changed in place held before."""
        return self.root / "build" / f"{self.site.name}-retour"

    @cached_property
    def undo_note(self) -> Path:
        """Which files these are."""
        return self.undo.with_suffix(".json")

    @cached_property
    def copies(self) -> Path:
        """The pages as the search reads them."""
        return self.folder / "recherche"

    @cached_property
    def index(self) -> Path:
        """The index of the search."""
        return self.folder / "pagefind"
