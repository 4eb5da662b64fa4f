"""Publish: the whole site, all or nothing.

The site is built beside the published one and takes its place only when every step has succeeded: what was
published before stays until then. When a few records changed in what no other page shows, their pages alone are
made anew (`traversees.publish.changes`).
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from traversees.publish.changes import Renewal, publish_changes
from traversees.publish.clock import today
from traversees.publish.compression import compress_site
from traversees.publish.exchange import bring_back, recover, take_place
from traversees.publish.lock import one_at_a_time
from traversees.publish.manifest import PATH as MANIFEST
from traversees.publish.manifest import manifest_of, manifest_text, paths_in
from traversees.publish.memory import Memory, fingerprint
from traversees.publish.search_index import put_index, renew_index
from traversees.publish.sound import from_sound_state
from traversees.publish.undo import undo as undo_changes
from traversees.publish.verdict import checked_library
from traversees.publish.workshop import MARK, Workshop, forget_index

if TYPE_CHECKING:
    from pathlib import Path

    from traversees.library.library import Library


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
        renewed = renew_site(workshop, memory)
        if renewed is None:
            from traversees.publish.whole import frame_made_ready  # noqa: PLC0415 — MkDocs is not always needed

            with frame_made_ready(workshop, memory):
                library = checked_library(workshop.root, memory.check)
            if library is None or not make_site(workshop, memory, library, search=search):
                return 1
            print(f"Site publié dans site/ : {len(library.records)} fiches, {_page_count(workshop.site)} pages.")
            return 0
        undo = renewed.undo
        if search:
            renew_index(workshop)
            undo = put_index(workshop, workshop.site, undo)
        if undo:
            undo.close()
    many = "s" * (renewed.pages > 1)
    print(f"Site à jour dans site/ : {renewed.pages} page{many} renouvelée{many}.")
    return 0


def renew_site(workshop: Workshop, memory: Memory) -> Renewal | None:
    """Publish what changed since the last publication; None when the whole site must be made."""
    state = fingerprint(workshop.root)
    if memory.fact("etat") != state:
        memory.forget_everything()
        forget_index(workshop.copies)
        memory.set_fact("etat", state)
    if not workshop.site.is_dir() or memory.fact("site") != workshop.site_identity:
        return None
    return publish_changes(workshop, memory, today())


def sign(site: Path, memory: Memory) -> None:
    """Have `site` say which publication it is, and the memory answer for this one."""
    identity = memory.identity()
    (site / MARK).write_text(identity, encoding="utf-8")
    memory.set_fact("site", identity)


def make_site(workshop: Workshop, memory: Memory, library: Library, *, search: bool) -> bool:
    """Make the whole site; then only, put it in the place of the other. False when MkDocs refused it, and said why."""
    from mkdocs.exceptions import Abort  # noqa: PLC0415 — MkDocs is slow to start, and not always needed

    from traversees.publish.frame import delete_other_frames  # noqa: PLC0415
    from traversees.publish.whole import build_whole  # noqa: PLC0415

    try:
        build_whole(workshop, library, memory)
    except Abort as error:
        print(f"Le site n’a pas pu être construit ({error}). Le site publié n’a pas changé.", file=sys.stderr)
        return False
    if search:
        renew_index(workshop)
    put_index(workshop, workshop.fresh)
    sign(workshop.fresh, memory)
    (workshop.fresh / MANIFEST).write_bytes(manifest_text(manifest_of(workshop.fresh)))
    take_place(workshop)
    delete_other_frames(workshop.frames, memory.fact("charpente"))
    return True


def _page_count(site: Path) -> int:
    """The pages to be read: those of the sitemap."""
    return (site / "sitemap.xml").read_text(encoding="utf-8").count("<loc>")
