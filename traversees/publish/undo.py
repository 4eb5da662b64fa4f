"""Publish: what a site held before some of its files were changed in place, so that they can come back."""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from traversees.publish.compression import COPIES
from traversees.publish.kept import Spoilt, read_kept, write_kept
from traversees.publish.manifest import PATH as MANIFEST
from traversees.publish.manifest import renewed
from traversees.publish.sound import forget
from traversees.publish.workshop import MARK
from traversees.publish.writing import holds

if TYPE_CHECKING:
    from pathlib import Path

    from traversees.publish.workshop import Workshop


@dataclass
class Undo:
    """Changes the files of a published site one by one, each at once, and keeps what they held."""

    workshop: Workshop
    changed: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """What an earlier publication kept is let go."""
        forget(self.workshop.undo_note)
        forget(self.workshop.undo)
        self.workshop.undo.mkdir(parents=True)

    def write(self, path: str, content: bytes) -> bool:
        """Have the file at `path` hold `content`, the old one kept; whether it was written."""
        if holds(self.workshop.site / path, content):
            return False
        new = self.workshop.undo / "nouveau"
        new.write_bytes(content)
        self._replace(path, new)
        return True

    def remove(self, path: str) -> None:
        """Have no file at `path`, nor an empty folder around it; the old one kept."""
        file = self.workshop.site / path
        self._keep(path)
        for one in (file, *(file.with_name(f"{file.name}{ending}") for ending in COPIES)):
            one.unlink(missing_ok=True)
        for folder in file.relative_to(self.workshop.site).parents:
            if any((self.workshop.site / folder).iterdir()):
                break
            (self.workshop.site / folder).rmdir()

    def put_back(self) -> None:
        """Have the site as it was, as far as the system allows it."""
        for path in reversed(self.changed):
            with suppress(OSError):
                _exchange(self.workshop, path)

    def _replace(self, path: str, new: Path) -> None:
        self._keep(path)
        file = self.workshop.site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        new.replace(file)

    def _keep(self, path: str) -> None:
        if path in self.changed:
            return
        self.changed.append(path)
        file = self.workshop.site / path
        if file.is_file():
            kept = self.workshop.undo / path
            kept.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(file, kept)

    def put_folder(self, path: str, new: Path) -> None:
        """Have the folder at `path` be `new`, the old one kept."""
        published = self.workshop.site / path
        if published.exists():
            published.rename(self.workshop.undo / path)
        new.rename(published)
        self.changed.append(path)

    def close(self) -> None:
        """Renew the manifest, and note what was changed, once the site says which publication it is."""
        self.write(MANIFEST, renewed(self.workshop.site, self.changed))
        write_kept(self.workshop.undo_note, {"apres": self.workshop.site_identity, "chemins": self.changed})


def undo(workshop: Workshop) -> bool:
    """Exchange the files that the last publication changed and what they held; False when it changed none in place."""
    try:
        note = read_kept(workshop.undo_note)
    except Spoilt:
        return False
    if not note["chemins"] or note["apres"] != workshop.site_identity:
        return False
    for path in sorted(note["chemins"], key=lambda path: path == MARK):  # the mark last: it says that all is done
        _exchange(workshop, path)
    write_kept(workshop.undo_note, {**note, "apres": workshop.site_identity})
    return True


def _exchange(workshop: Workshop, path: str) -> None:
    published, kept, aside = workshop.site / path, workshop.undo / path, workshop.undo / "nouveau"
    if published.exists():
        published.replace(aside)
    if kept.exists():
        published.parent.mkdir(parents=True, exist_ok=True)
        kept.replace(published)
    if aside.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        aside.replace(kept)
