"""Publish: the frame of the site, which no record changes: it is kept from one publication to the next.

A folder named after what it is made from: in `site/`, the files of the theme, our assets, the pages written by hand;
beside, the shells of all other pages and what they are composed with. `traversees.publish.mkdocs_frame` makes it.
"""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from traversees.publish.kept import read_kept, seal_folder, write_kept
from traversees.publish.shell import Composer, Shell, specimen_of

if TYPE_CHECKING:
    from pathlib import Path

    from traversees.pages.page import Page


UNFINISHED = "en-cours"
"""The name of a frame that is being made, or deleted: whenever this ends, no half of a frame passes for one."""


@dataclass(frozen=True)
class Composition:
    """What pages are composed with: the settings of the site, its address, and the extensions of Python-Markdown."""

    settings: dict[str, Any]
    address: str
    extensions: dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Frame:
    """The frame kept in `folder`."""

    folder: Path

    @property
    def site(self) -> Path:
        """The files of the site that are not ours to compose."""
        return self.folder / "site"

    @property
    def is_complete(self) -> bool:
        """Whether it is there: a frame takes its name once it is made to the end, and loses it before it is deleted."""
        return self._composition_file.is_file()

    @property
    def _composition_file(self) -> Path:
        return self.folder / "composition.json"

    def write_composition(self, composition: Composition) -> None:
        """Keep what pages are composed with: the last thing to be done."""
        seal_folder(self.site)
        write_kept(self._composition_file, asdict(composition))

    @cached_property
    def composition(self) -> Composition:
        """What pages are composed with."""
        return Composition(**read_kept(self._composition_file))

    def write_shell(self, specimen: Page, shell: Shell) -> None:
        """Keep the shell of a specimen."""
        write_kept(self._shell_file(specimen), asdict(shell))

    def compose(self, page: Page, composer: Composer) -> str:
        """The whole HTML of `page`."""
        return self._shell(specimen_of(page)).page(page, composer)

    def _shell(self, specimen: Page) -> Shell:
        if specimen.path not in self._shells:
            kept = read_kept(self._shell_file(specimen))
            self._shells[specimen.path] = Shell(tuple(kept["pieces"]), kept["permalink"])
        return self._shells[specimen.path]

    @cached_property
    def _shells(self) -> dict[str, Shell]:
        return {}

    def _shell_file(self, specimen: Page) -> Path:
        return self.folder / "gabarits" / f"{specimen.path}.json"


def frame_name(state: str, texts: dict[str, str]) -> str:
    """The name of the frame of these specimens (path and text); `state`: of the program, of the theme, of the texts."""
    return hashlib.sha256(repr((state, sorted(texts.items()))).encode()).hexdigest()[:16]


def delete_other_frames(frames: Path, kept: str) -> None:
    """Leave in `frames` the frame named `kept` alone."""
    unfinished = frames / UNFINISHED
    for folder in [folder for folder in frames.iterdir() if folder.name not in {kept, UNFINISHED}]:
        shutil.rmtree(unfinished, ignore_errors=True)
        folder.rename(unfinished)
    shutil.rmtree(unfinished, ignore_errors=True)
