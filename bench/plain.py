"""The same texts for other builders: one simple page for each record, as people start a site with them; then our pages."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import version
from itertools import chain
from typing import TYPE_CHECKING, Any

from bench.generator import kinds
from bench.writers import Writer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from bench.writers import Data

MKDOCS = """\
site_name: Banc
docs_dir: contenu
theme: {name: material, language: fr, font: false}
nav: [{Accueil: index.md}]
"""
LAYOUT = """\
<!doctype html>
<html lang="fr">
<head><meta charset="utf-8"><title>%s</title></head>
<body><h1>%s</h1>%s</body>
</html>
"""
HUGO = 'contentDir = "contenu"\npublishDir = "site"\ndisableKinds = ["taxonomy", "term", "section", "RSS"]\n'
ELEVENTY = """\
module.exports = (config) => {
  config.addGlobalData("layout", "page.njk");
  return { dir: { input: "contenu", includes: "../gabarits", output: "site" }, markdownTemplateEngine: false };
};
"""

_MKDOCS_BUILD = (sys.executable, "-m", "mkdocs", "build", "-q")


@dataclass(frozen=True)
class Builder:
    """Another builder: its name and version, how it builds into `site/`, its own files beside the pages, its home page."""

    name: str
    command: tuple[str, ...]
    files: dict[str, str]
    home: str = "index.md"


def installed_builders() -> Iterator[Builder]:
    """MkDocs with its theme and its search; Hugo and Eleventy where they are installed."""
    yield Builder(_mkdocs(), _MKDOCS_BUILD, {"mkdocs.yml": MKDOCS})
    if eleventy := shutil.which("eleventy"):
        layout = LAYOUT % ("{{ title }}", "{{ title }}", "{{ content | safe }}")
        files = {".eleventy.js": ELEVENTY, "gabarits/page.njk": layout}
        yield Builder(f"Eleventy {_version(eleventy, '--version')}", (eleventy, "--quiet"), files)
    if hugo := shutil.which("hugo"):
        layout = LAYOUT % ("{{ .Title }}", "{{ .Title }}", "{{ .Content }}")
        files = {"hugo.toml": HUGO, "layouts/_default/single.html": layout, "layouts/index.html": layout}
        yield Builder(f"Hugo {_version(hugo, 'version')}", (hugo, "--quiet"), files, "_index.md")


def mkdocs_on_our_pages() -> Builder:
    """MkDocs with its theme and its search, and the extensions that our Markdown asks for."""
    settings = f"{MKDOCS}markdown_extensions: [attr_list, tables, toc]\n"
    return Builder(f"{_mkdocs()}, sur nos pages", _MKDOCS_BUILD, {"mkdocs.yml": settings})


def _mkdocs() -> str:
    return f"MkDocs {version('mkdocs')} et Material {version('mkdocs-material')}"


def _version(program: str, option: str) -> str:
    said = subprocess.run([program, option], capture_output=True, text=True, check=True).stdout
    found = re.search(r"\d+(?:\.\d+)+", said)
    return found[0] if found else said.strip()


def write_plain_project(count: int, terms: dict[str, list[str]], builder: Builder, folder: Path) -> None:
    """The first `count` records as the simple pages of `builder`, and a home page."""
    _write(folder, chain(builder.files.items(), _pages(count, terms, builder.home)))


def _write(folder: Path, files: Iterable[tuple[str, str]]) -> None:
    for path, text in files:
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def write_our_pages(pages: Path, builder: Builder, folder: Path) -> None:
    """The pages of `pages`, which `build_pages.py` wrote, for `builder`."""
    texts = {f"contenu/{file.relative_to(pages)}": file.read_text(encoding="utf-8") for file in pages.rglob("*.md")}
    _write(folder, chain(builder.files.items(), texts.items()))


def _pages(count: int, terms: dict[str, list[str]], home: str) -> Iterator[tuple[str, str]]:
    yield f"contenu/{home}", "---\ntitle: Banc\n---\n\nBanc.\n"
    writer = Writer(terms)
    for kind in kinds(count):
        name, data, body = writer.record(kind)
        yield f"contenu/{kind.folder}/{name}.md", plain_page(data, body)


def plain_page(data: Data, body: str) -> str:
    """The texts of a record, key after key, in Markdown."""
    title, *others = data
    sections = [f"## {key.replace('_', ' ').capitalize()}\n\n{_text(data[key])}" for key in others if data[key]]
    header = f"---\ntitle: {json.dumps(data[title], ensure_ascii=False)}\n---\n"
    return "\n\n".join([header, *sections, body]).rstrip() + "\n"


def _text(value: Any) -> str:  # noqa: ANN401 — any value of a record
    if isinstance(value, dict):
        return "\n\n".join(map(_text, value.values()))
    if isinstance(value, list):
        return "\n".join(f"- {_text(item)}".replace("\n\n", " · ") for item in value)
    return str(value)
