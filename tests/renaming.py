"""Gives a record another file name, or gives one up, as a contributor does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from traversees.check.promises import PATH
from traversees.records.kinds import KINDS

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


def withdraw(project: Path, address: str, towards: str) -> None:
    """Say in the memory that nothing answers at `address` any more, on purpose."""
    memory = (project / PATH).read_text(encoding="utf-8")
    lines = f"  - adresse: {address}\n    le: 2026-01-12\n    vers: {towards}\n    pourquoi: Son auteur l’a repris.\n"
    (project / PATH).write_text(memory.replace("pages:\n", f"retirees:\n{lines}pages:\n", 1), encoding="utf-8")
