"""Publish: what a bare `mkdocs` asks of us. `mkdocs build` sets the pages of `build/pages`; `mkdocs serve` is our server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from traversees import ROOT
from traversees.publish.preview import serve_site
from traversees.publish.theme import leave_out_unused, name_assets

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files


class Hook:
    """The state of one MkDocs command: whether it serves."""

    def __init__(self) -> None:
        """Nothing is known before MkDocs starts."""
        self.serving = False

    def on_startup(self, *, command: str, **_: Any) -> None:  # noqa: ANN401
        """Note whether MkDocs builds or serves."""
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Name the assets as they are published. Instead of MkDocs’ server, run the only one: ours, at its address."""
        if self.serving:
            host, port = config.dev_addr
            raise SystemExit(serve_site(ROOT, host, port))
        name_assets(config)
        return config

    def on_files(self, files: Files, **_: Any) -> Files:  # noqa: ANN401
        """Leave out what our pages do not load."""
        leave_out_unused(files)
        return files
