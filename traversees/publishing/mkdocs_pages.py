"""Publish: what MkDocs builds, which is every page that is not a record set apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File

from traversees.pages import paths_of
from traversees.publishing.shell import specimen
from traversees.publishing.workshop import SET_APART

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from traversees.publishing.workshop import Workshop
    from traversees.records import Record


def build_pages(workshop: Workshop, apart: Iterable[Record]) -> str:
    """Build the site but the records `apart`, and one specimen of each of their kinds; gives the site’s address.

    Raises `mkdocs.exceptions.Abort` at the first warning.
    """
    config = load_config(str(workshop.root / "mkdocs.yml"), site_dir=str(workshop.fresh), strict=True)
    config.theme.static_templates.discard("sitemap.xml")  # ours knows every page, and no clock
    config.plugins["traversees"] = _SetApart({path for record in apart for path in paths_of(record)})
    build(config)
    return str(config.site_url)


class _SetApart(BasePlugin):  # type: ignore[type-arg,no-untyped-call]  # it has no setting
    """Hides some files from MkDocs, and shows it specimens."""

    def __init__(self, paths: set[str]) -> None:
        self.paths = paths

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        for file in list(files):
            if file.src_uri in self.paths:
                files.remove(file)
        for kind in SET_APART:
            page = specimen(kind)
            files.append(File.generated(config, page.path, content=page.text))
        return files
