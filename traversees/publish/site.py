"""Publish: the whole site, all or nothing.

What changed is made apart, beside the published site, and takes its place only when every step has succeeded: what was
published before stays until then.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from traversees.edge import Stop
from traversees.publish.addresses import kept_library
from traversees.publish.clock import today
from traversees.publish.compression import compress_site
from traversees.publish.exchange import bring_back, recover
from traversees.publish.fingerprint import fingerprint
from traversees.publish.lock import one_at_a_time
from traversees.publish.manifest import paths_in
from traversees.publish.memory import Memory
from traversees.publish.renewal import renewal
from traversees.publish.sound import from_sound_state
from traversees.publish.undo import undo as undo_changes
from traversees.publish.verdict import print_problems
from traversees.publish.workshop import Workshop, forget_index
from traversees.records.problems import ProblemsFound

if TYPE_CHECKING:
    from pathlib import Path

    from traversees.publish.prepared import Prepared


def publish_site(root: Path, *, search: bool = True, compress: bool = False) -> int:
    """Publish the base under `root` in `site/`; without `search`, its index stays as it was. Returns 0, or 1.

    A site that has compressed copies keeps them true, asked or not: a server sends them in place of the texts. Raises
    `Busy` when another process is publishing it.
    """
    workshop = Workshop(root, root / "site")
    with one_at_a_time(workshop.lock):
        recover(workshop)
        code = from_sound_state(workshop.folder, lambda: _publish(workshop, search=search))
        if not code:
            _renew_copies(workshop.site, asked=compress)
    return code


def bring_back_site(root: Path) -> int:
    """Put back the site that was published before this one, which is kept in its turn. Returns 0, or 1 when there is none."""
    workshop = Workshop(root, root / "site")
    with one_at_a_time(workshop.lock):
        recover(workshop)
        if not (undo_changes(workshop) or bring_back(workshop)):
            print("Aucun site d’avant n’est gardé : il n’y a rien à remettre en place.", file=sys.stderr)
            return 1
        _renew_copies(workshop.site)
    print("Le site d’avant est remis en place dans site/. La même commande remet le plus récent.")
    return 0


def _renew_copies(site: Path, *, asked: bool = False) -> None:
    """Keep true the copies that a server sends in place of the texts, if there are any or if they are asked for."""
    if asked or (site / "index.html.gz").is_file():
        compress_site(site, paths_in(site))


def _publish(workshop: Workshop, *, search: bool) -> int:
    with Memory(workshop.memory) as memory:
        try:
            prepared = prepare(workshop, memory)
        except ProblemsFound as found:
            print_problems(found)
            return 1
        except Refused as refused:
            print(refused, file=sys.stderr)
            return 1
        prepared.finish(workshop, memory, search=search)
    if prepared.is_first:
        print(f"Site publié dans site/ : {prepared.records} fiches, {_page_count(workshop.site)} pages.")
    else:
        many = "s" * (prepared.pages > 1)
        print(f"Site à jour dans site/ : {prepared.pages} page{many} renouvelée{many}.")
    return 0


class Refused(Stop):
    """MkDocs refused the site; the text says why."""


def prepare(workshop: Workshop, memory: Memory) -> Prepared:
    """Make what changed since the last publication, or everything; raises `ProblemsFound` and `Refused`."""
    state, day = fingerprint(workshop.root), today()
    if memory.fact("etat") != state:
        memory.forget_everything()
        forget_index(workshop.copies)
        memory.set_fact("etat", state)
    return renewal(workshop, memory, day) or _everything(workshop, memory, day)


def _everything(workshop: Workshop, memory: Memory, day: str) -> Prepared:
    from mkdocs.exceptions import Abort  # noqa: PLC0415 — MkDocs is slow to start, and not always needed

    from traversees.publish.whole import everything, frame_made_ready  # noqa: PLC0415

    with frame_made_ready(workshop, memory, day):
        library = kept_library(workshop.root, day, memory.check)
    try:
        return everything(workshop, library, memory, day)
    except Abort as error:
        raise Refused(f"Le site n’a pas pu être construit ({error}). Le site publié n’a pas changé.") from None


def _page_count(site: Path) -> int:
    """The pages to be read: those of the sitemap."""
    return (site / "sitemap.xml").read_text(encoding="utf-8").count("<loc>")
