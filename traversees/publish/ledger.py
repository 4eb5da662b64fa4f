"""Publish: the ledger of all that a site holds and of who makes it, known before the first file is written.

From the one list come the collisions, the names that a system refuses, the addresses that are promised, the sitemap.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Literal, NamedTuple

from jinja2 import Environment

from traversees.contribute.editor import FOLDER as EDITOR
from traversees.contribute.form import FORM_KINDS, form_path
from traversees.data.feeds import feeds
from traversees.data.record_json import compared_path, data_path
from traversees.data.security import PATH as SECURITY
from traversees.library.explorer import SUMMARIES
from traversees.pages.light_pages import light_pages
from traversees.pages.rendering import Renderer
from traversees.pages.urls import page_url, shared_data
from traversees.publish.manifest import PATH as MANIFEST
from traversees.publish.workshop import MARK
from traversees.records.file_names import RESERVED
from traversees.records.leftovers import is_leftover
from traversees.records.problems import Problem, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from traversees.check.promises import Promises
    from traversees.library.library import Library
    from traversees.records.record import Record

Sort = Literal["page", "light", "data", "feed", "own"]
"""A page to read; one that only leads elsewhere; what others may use; a feed; what our own scripts and servers load."""

LONGEST = 200
"""Bytes of a name, copies for servers included: every system takes 255, some only 143 of our letters."""

LONGEST_PATH = 240
"""Signs of a path: Windows takes 260 with the folder of the project."""

_REFUSED = re.compile(rf"(?:{RESERVED.pattern})(?:\..*)?" + r"|.*[<>:\"|?*\\\0-\x1f].*|.*[. ]", re.IGNORECASE)
"""The names that Windows refuses: https://learn.microsoft.com/windows/win32/fileio/naming-a-file"""


class Output(NamedTuple):
    """A file of the site: its path, who makes it in words, and the file that somebody wrote for it, if there is one."""

    path: str
    maker: str
    sort: Sort
    source: str = ""


def outputs(library: Library, root: Path, promises: Promises | None) -> list[Output]:
    """Every file that the site of `library` will hold, but the assets, those of the theme and the index of the search."""
    renderer = Renderer(library, Environment(), {})  # noqa: S701 — it draws nothing
    return [
        *(Output(f"{page.url}index.html", f"la page « {page.title} »", "page") for page in renderer.other_pages()),
        *(output for record in library.records_with_page for output in outputs_of(record)),
        *(Output(page.path, f"une adresse d’avant, « /{page.url} »", "light") for page in light_pages(renderer, promises)),
        *_hand_written(root),
        *(Output(path, "le guide", "data") for path in shared_data()),
        *(Output(path, "un flux", "feed") for feed in feeds(library, promises.addresses if promises else ()) for path in feed.paths),
        *_ours(),
    ]  # fmt: skip


def outputs_of(record: Record) -> Iterator[Output]:
    """The page of a record, then its data and those of its form, under each name that it has had."""
    names = (record.id, *record.former_ids)
    yield Output(f"{page_url(f'{record.key}.md')}index.html", record.path, "page", record.path)
    if record.has_data:
        yield from (Output(data_path(record, name), record.path, "data", record.path) for name in names)
    if record.compared:
        yield Output(compared_path(record), record.path, "own", record.path)
    if record.form_title:
        yield from (Output(form_path(record, name), record.path, "own", record.path) for name in names)


def _hand_written(root: Path) -> Iterator[Output]:
    """The pages of `docs/`, and the data beside them."""
    docs = root / "docs"
    for file in sorted(docs.rglob("*")):
        path = file.relative_to(docs).as_posix()
        if file.is_file() and not (path.startswith("assets/") or is_leftover(path)):
            source = f"docs/{path}"
            if file.suffix == ".md":
                yield Output(f"{page_url(path)}index.html", source, "page", source)
            else:
                yield Output(path, source, "data", source)


def _ours() -> Iterator[Output]:
    """What no reader opens by its address, or that each site has once."""
    yield Output(f"{EDITOR}/index.html", "l’éditeur", "page")
    yield from (Output(f"{EDITOR}/{name}.json", "l’éditeur", "own") for name in ("reglages", "modeles"))
    yield from (Output(f"contribuer/formulaire/{kind.kind_name()}.js", "le formulaire", "own") for kind in FORM_KINDS)
    for name in ("sitemap.xml", "404.html", MARK, MANIFEST, SUMMARIES, SECURITY):
        yield Output(name, "le site", "own")


def misplaced(planned: Iterable[Output]) -> Iterator[Problem]:
    """What cannot be published together or at all, told once for each file that somebody wrote."""
    together = defaultdict[str, list[Output]](list)
    for output in planned:
        together[output.path.casefold()].append(output)
    told = set[str]()
    for output in (output for same in together.values() for output in same):
        message = _refused(output.path) or _collides(output, together[output.path.casefold()])
        if message and output.source and output.source not in told:
            told.add(output.source)
            yield Problem(output.source, 1, 1, "", message)


def _collides(output: Output, same: list[Output]) -> str:
    others = [other for other in same if other.maker != output.maker and other.sort != "light"]
    if not others:
        return ""
    at = f"/{output.path.removesuffix('index.html')}"
    differ = "" if others[0].path == output.path else " (aux majuscules près, que certains disques ne distinguent pas)"
    return f"ce fichier et {others[0].maker} donneraient la même adresse, « {at} »{differ} : donnez-lui un autre nom"


def _refused(path: str) -> str:
    """What is wrong with a path for some system."""
    for name in path.split("/"):
        if _REFUSED.fullmatch(name):
            return f"« {name} » est un nom que Windows refuse : choisissez-en un autre"
        if len(f"{name}.br".encode()) > LONGEST:
            return f"« {shortened(name)} » est un nom trop long pour certains disques : {LONGEST - 10} signes au plus"
    too_long = len(path) > LONGEST_PATH
    return f"« {shortened(path)} » est un chemin trop long pour Windows : raccourcissez ce nom" if too_long else ""
