"""Publish: what MkDocs asks of us. The hook keeps the pages fresh in `serve` and shows what is to mend."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from traversees import ROOT
from traversees.pages.assets import SHARED_SCRIPT, SHARED_STYLE, read_assets
from traversees.publish.addresses import kept_library
from traversees.publish.clock import today
from traversees.publish.outputs import write_pages
from traversees.publish.search_index import index_site
from traversees.publish.verdict import problem_count
from traversees.records.problems import ProblemsFound

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files

    from traversees.library.library import Library

LOG = logging.getLogger("mkdocs.hooks.traversees")

SCRIPTS_OF_MATERIAL = "assets/javascripts/"

_PLACEHOLDER = "---\ntitle: Traversées\n---\n\n# Traversées\n"


class Hook:
    """The state of one MkDocs command: whether it serves."""

    def __init__(self) -> None:
        """Nothing is known before MkDocs starts."""
        self.serving = False
        self.library: Library | None = None
        self.indexed = False

    def on_startup(self, *, command: str, **_: Any) -> None:  # noqa: ANN401
        """Note whether MkDocs builds or serves."""
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Name the assets as they are published. In `serve`, renew the pages; problems are listed on every page."""
        name_assets(config)
        if self.serving:
            config.extra["problemes"] = self._renew()
        return config

    def _renew(self) -> list[str]:
        try:
            self.library = kept_library(ROOT, today())
            write_pages(ROOT, self.library)
        except ProblemsFound as found:
            LOG.warning("%s à corriger :\n%s", problem_count(found), found)
            home = ROOT / "build" / "pages" / "index.md"
            if not home.exists():
                home.write_text(_PLACEHOLDER, encoding="utf-8")
            return [str(problem) for problem in found.problems]
        return []

    def on_files(self, files: Files, **_: Any) -> Files:  # noqa: ANN401
        """Leave out the scripts of Material’s page shell (1.3 MB): ours loads none of them."""
        for file in list(files):
            if file.src_uri.startswith(SCRIPTS_OF_MATERIAL):
                files.remove(file)
        return files

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """In `serve`, index once for the search: a save must be seen at once, the index may lag behind."""
        if not self.serving or self.library is None:
            return
        site, kept = Path(config.site_dir), ROOT / "build" / "recherche"
        if self.indexed:
            shutil.copytree(kept, site / "pagefind", dirs_exist_ok=True)
        else:
            index_site(site, self.library)
            shutil.rmtree(kept, ignore_errors=True)
            shutil.copytree(site / "pagefind", kept)
            self.indexed = True

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, **_: Any) -> LiveReloadServer:  # noqa: ANN401
        """Watch what people write, not what we generate."""
        server.unwatch(config.docs_dir)
        return server


def name_assets(config: MkDocsConfig) -> None:
    """Put the published names of the assets where the theme's templates look: one style and one script for every page."""
    scripts = [script for script in config.extra_javascript if not isinstance(script, str)]
    paths = [script.path for script in scripts]
    names = read_assets(Path(config.config_file_path).parent / "docs", config.extra_css, paths).names
    config.extra["assets"] = names
    config.extra_css = [names[SHARED_STYLE]]
    config.extra_javascript = [*scripts[:1]]  # the first stands for all, with its `defer`
    scripts[0].path = names[SHARED_SCRIPT]
    config.theme["favicon"] = names[config.theme["favicon"]]
