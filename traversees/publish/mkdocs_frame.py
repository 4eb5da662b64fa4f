"""Publish: what MkDocs builds: the frame of the site (`traversees.publish.frame`), never the pages themselves."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File

from traversees.publish.frame import UNFINISHED, Composition, Frame, frame_name
from traversees.publish.outputs import fixed_files
from traversees.publish.shell import Composer, Shell, specimens_of
from traversees.publish.theme import leave_out_unused, name_assets
from traversees.publish.writing import write_tree

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from traversees.pages.page import Page
    from traversees.publish.workshop import Workshop


def frame_of(workshop: Workshop, pages: Iterable[Page], settings: dict[str, Any], state: str) -> Frame:
    """The frame of pages like these, built unless it is there; `state`: of the program, of the theme, of the texts.

    Raises `mkdocs.exceptions.Abort` at the first warning of MkDocs.
    """
    specimens = specimens_of(pages)
    texts = {path: specimen.text for path, specimen in specimens.items()}
    frame = Frame(workshop.frames / frame_name(state, texts))
    if not frame.is_complete:
        unfinished = Frame(workshop.frames / UNFINISHED)
        for folder in (unfinished.folder, frame.folder):
            shutil.rmtree(folder, ignore_errors=True)
        config = _build(workshop, unfinished, texts)
        _take_shells(unfinished, list(specimens.values()), workshop, config, settings)
        unfinished.folder.rename(frame.folder)
    return frame


def _take_shells(
    frame: Frame, specimens: list[Page], workshop: Workshop, config: MkDocsConfig, settings: dict[str, Any]
) -> None:
    """Put the shells of `specimens` beside the site that MkDocs built, in place of their pages."""
    extensions = {name: config.mdx_configs.get(name, {}) for name in config.markdown_extensions}
    composer = Composer(workshop.root / "overrides", extensions)
    for specimen in specimens:
        file = frame.site / specimen.url / "index.html"
        frame.write_shell(specimen, Shell.taken_from(specimen, file.read_text(encoding="utf-8"), composer))
        file.unlink()
        if not any(file.parent.iterdir()):
            file.parent.rmdir()
    frame.write_composition(Composition(settings, str(config.site_url), extensions))


def _build(workshop: Workshop, frame: Frame, specimens: dict[str, str]) -> MkDocsConfig:
    """Build the site without our pages, their `specimens` (path and text) in their place."""
    source = frame.folder / "source"
    write_tree(source, fixed_files(workshop.root))
    config = load_config(
        str(workshop.root / "mkdocs.yml"), docs_dir=str(source), site_dir=str(frame.site), strict=True, hooks=[]
    )
    config.theme.static_templates.discard("sitemap.xml")  # ours knows every page, and no clock
    config.plugins["traversees"] = _Specimens(specimens)
    build(config)
    return config


class _Specimens(BasePlugin):  # type: ignore[type-arg,no-untyped-call]  # it has no setting
    """Shows specimens to MkDocs, and what our pages take of the theme."""

    def __init__(self, texts: dict[str, str]) -> None:
        self.texts = texts

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        name_assets(config)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        leave_out_unused(files)
        for path, text in self.texts.items():
            files.append(File.generated(config, path, content=text))
        return files
