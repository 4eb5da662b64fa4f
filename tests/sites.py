"""Sites to compare: what one holds, and the one that is made from nothing."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

from traversees.publish.site import publish_site
from traversees.publish.workshop import Workshop

if TYPE_CHECKING:
    from pathlib import Path

Edit = tuple[str, str, str]
"""A file, what is changed in it, and into what."""


def files_of(site: Path) -> dict[str, bytes]:
    files = (file for file in site.rglob("*") if file.is_file())
    return {
        file.relative_to(site).as_posix(): file.read_bytes()
        for file in files
        if not {"pagefind", "manifeste.json"} & {*file.parts}
    }


def from_nothing(project: Path, folder: Path, *, search: bool = False, same_frame: bool = False) -> dict[str, bytes]:
    """The site of a copy of `project`, made in `folder`, that was never published.

    `same_frame`: records alone were edited, so that what MkDocs made once for the theme serves again.
    """
    copy = folder / "neuf"
    shutil.copytree(project, copy, ignore=shutil.ignore_patterns("build", "site"))
    if same_frame:
        made, wanted = (Workshop(root, root / "site") for root in (project, copy))
        shutil.copytree(made.frames, wanted.frames)
    assert publish_site(copy, search=search) == 0
    return files_of(copy / "site")


def said(script: str) -> Any:  # noqa: ANN401 — whatever it says
    """The value that a script gives to those that load it."""
    return json.loads(script.partition(",")[2].removesuffix(");\n"))


def apply(project: Path, edit: Edit) -> None:
    path, old, new = edit
    text = (project / path).read_text(encoding="utf-8")
    assert old in text, path
    (project / path).write_text(text.replace(old, new, 1), encoding="utf-8")
