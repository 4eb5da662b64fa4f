"""Publish: the whole site, all or nothing. `python -m traversees.publishing.site [--serve]`.

The site is built beside the published one and takes its place only when every step has succeeded: what was
published before stays until then.
"""

from __future__ import annotations

import argparse
import logging
import shutil
import sys
from typing import TYPE_CHECKING

from mkdocs.commands.build import build
from mkdocs.commands.serve import serve
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from traversees.command import ROOT, checked_library
from traversees.pages import write_pages
from traversees.publishing.search import index_site

if TYPE_CHECKING:
    from pathlib import Path

HOST, PORT = "127.0.0.1", 8000


def main(arguments: list[str]) -> int:
    """Publish into `site/`, or serve with live reload; returns 0, or 1 when something must be mended."""
    parser = argparse.ArgumentParser(prog="python -m traversees.publishing.site", description="Publie le site.")
    parser.add_argument("--serve", action="store_true", help="sert le site sur cette machine et le recharge")
    parser.add_argument("--port", type=int, default=PORT, help=f"port du serveur ({PORT} si rien n’est dit)")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    return serve_site(ROOT, options.port) if options.serve else publish_site(ROOT)


def publish_site(root: Path) -> int:
    """Check, write the pages, build, index; then only, replace `site/`."""
    library = checked_library(root)
    if library is None:
        return 1
    write_pages(root, library)
    fresh = root / "build" / "site"
    try:
        build(load_config(str(root / "mkdocs.yml"), site_dir=str(fresh), strict=True))
    except Abort as error:
        print(f"Le site n’a pas pu être construit ({error}). Le site publié n’a pas changé.", file=sys.stderr)
        return 1
    index_site(fresh, library)
    _replace(root / "site", fresh)
    print(f"Site publié dans site/ : {len(library.records)} fiches, {_page_count(root / 'site')} pages.")
    return 0


def serve_site(root: Path, port: int) -> int:
    """Serve on this machine at this port, rebuilt at each change; problems are shown on the pages until they are mended."""
    (root / "build" / "pages").mkdir(parents=True, exist_ok=True)
    print(f"Le site s’ouvre sur http://{HOST}:{port} (Ctrl-C pour arrêter).", flush=True)
    serve(str(root / "mkdocs.yml"), dev_addr=f"{HOST}:{port}", strict=False)
    return 0


def _replace(published: Path, fresh: Path) -> None:
    old = published.with_name("build") / "ancien-site"
    shutil.rmtree(old, ignore_errors=True)
    if published.exists():
        published.rename(old)
    fresh.rename(published)
    shutil.rmtree(old, ignore_errors=True)


def _page_count(site: Path) -> int:
    return sum(1 for _ in site.rglob("*.html"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
