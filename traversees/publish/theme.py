"""Publish: what our pages take of the theme, and how MkDocs is told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from traversees.pages.assets import SHARED_SCRIPT, SHARED_STYLE, read_assets
from traversees.pages.policy import page_policy
from traversees.records.leftovers import is_leftover

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

_SCRIPTS_OF_MATERIAL = "assets/javascripts/"


def name_assets(config: MkDocsConfig) -> None:
    """Put the published names of the assets where the theme's templates look, one style and one script for every page; and the policy."""
    scripts = [script for script in config.extra_javascript if not isinstance(script, str)]
    paths = [script.path for script in scripts]
    names = read_assets(Path(config.config_file_path).parent / "docs", config.extra_css, paths).names
    config.extra["assets"] = names
    config.extra_css = [names[SHARED_STYLE]]
    config.extra_javascript = [*scripts[:1]]  # the first stands for all, with its `defer`
    scripts[0].path = names[SHARED_SCRIPT]
    config.theme["favicon"] = names[config.theme["favicon"]]
    config.extra["politique"] = site_policy(Path(config.config_file_path).parent)


def site_policy(root: Path) -> str:
    """What a browser lets the pages of the base under `root` do: the scripts written in them are in the theme."""
    files = sorted((root / "overrides/partials/javascripts").glob("*.html"))
    return page_policy("".join(file.read_text(encoding="utf-8") for file in files))


def leave_out_unused(files: Files) -> None:
    """Leave out the scripts of Material’s page shell (1.3 MB), ours loads none of them, and what programs left in ours."""
    for file in list(files):
        if file.src_uri.startswith(_SCRIPTS_OF_MATERIAL) or is_leftover(file.src_uri):
            files.remove(file)
