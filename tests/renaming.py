"""Gives a record another file name, as a contributor does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from traversees.records import KINDS

if TYPE_CHECKING:
    from pathlib import Path


def rename(project: Path, path: str, name: str, *, keeping: bool = True) -> Path:
    """The file of the record at `path`, now called `name`: references corrected, the former name kept if asked."""
    file = (project / path).rename((project / path).with_stem(name))
    before = (project / path).stem
    for other in (other for kind in KINDS for other in (project / kind.folder).iterdir()):
        text = other.read_text(encoding="utf-8")
        other.write_text(text.replace(before, name), encoding="utf-8")
    if keeping:
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("verifie_le: ", f"anciens_noms: [{before}]\nverifie_le: ", 1), encoding="utf-8")
    return file
