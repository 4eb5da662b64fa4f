"""Publish, first step: the complete Markdown site in `build/pages`. A file is written only when it changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import frontmatter
from mkdocs.utils.yaml import yaml_load

from traversees.data import data_path, record_json
from traversees.explorer import summaries_file
from traversees.rendering import Renderer, template_environment
from traversees.typography import typographic_page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from traversees.library import Library


def write_pages(root: Path, library: Library) -> list[str]:
    """Make `build/pages` hold exactly the generated and the hand-written pages; returns the paths that changed."""
    target = root / "build" / "pages"
    changed, wanted = [], set()
    for path, content in _contents(root, library):
        wanted.add(path)
        if _write_if_changed(target / path, content):
            changed.append(path)
    return changed + list(_remove_stale(target, wanted))


def _contents(root: Path, library: Library) -> Iterator[tuple[str, bytes]]:
    renderer = Renderer(library, template_environment(root / "templates"), site_settings(root))
    for page in renderer.pages():
        yield page.path, page.text.encode()
    for initiative in library.initiatives:
        yield data_path(initiative), record_json(library, initiative).encode()
    if summaries := summaries_file(library):
        yield summaries
    for path, text in renderer.files():
        yield path, text.encode()
    for file in sorted((root / "docs").rglob("*")):
        if file.is_file() and not file.is_symlink() and not file.name.startswith("."):
            yield file.relative_to(root / "docs").as_posix(), _hand_written(file)


def site_settings(root: Path) -> dict[str, Any]:
    """The `extra` of `mkdocs.yml`: where the project lives, who publishes it."""
    with (root / "mkdocs.yml").open(encoding="utf-8") as file:
        return dict(yaml_load(file)["extra"])


def _hand_written(file: Path) -> bytes:
    if file.suffix != ".md":
        return file.read_bytes()
    post = frontmatter.loads(file.read_text(encoding="utf-8"))
    post.content = typographic_page(post.content)
    return (frontmatter.dumps(post) + "\n").encode()


def _write_if_changed(file: Path, content: bytes) -> bool:
    if file.is_file() and file.read_bytes() == content:
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return True


def _remove_stale(target: Path, wanted: set[str]) -> Iterator[str]:
    for file in sorted(target.rglob("*"), reverse=True):
        path = file.relative_to(target).as_posix()
        if file.is_dir():
            if not any(file.iterdir()):
                file.rmdir()
        elif path not in wanted:
            file.unlink()
            yield path
