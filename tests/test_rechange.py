"""The spare builder of decisions/0001: ProperDocs makes the same site from the same files.

Its packages are a group of their own: `uv run --group rechange pytest tests/test_rechange.py`.
"""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from traversees.library.loading import load_library
from traversees.publish.clock import today
from traversees.publish.outputs import write_pages

if TYPE_CHECKING:
    from pathlib import Path

GENERATOR = re.compile(rb'<meta name="generator"[^>]*>')


def files_of(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): GENERATOR.sub(b"", file.read_bytes()) for file in files}


@pytest.mark.skipif(
    find_spec("properdocs") is None, reason="le constructeur de rechange demande le groupe « rechange »"
)
def test_properdocs_makes_the_same_site(site: Path, repository: Path, tmp_path: Path) -> None:
    write_pages(repository, load_library(repository, today()))
    command = [sys.executable, "-m", "properdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "site")]
    done = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    made, published = files_of(tmp_path / "site"), files_of(site)
    added_after = {path for path in published if path.startswith("pagefind/")}
    sitemap = {"sitemap.xml", "sitemap.xml.gz"}  # ours does not say the day of the build
    assert sorted(made.keys() - sitemap) == sorted(published.keys() - added_after - sitemap)
    assert [path for path in made.keys() - sitemap if made[path] != published[path]] == []
