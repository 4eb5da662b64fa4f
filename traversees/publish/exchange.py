"""Publish: a new site takes the place of the other at once, and the other is kept, so that it can come back."""

from __future__ import annotations

import ctypes
import os
import sys
from functools import cache
from typing import TYPE_CHECKING

from traversees.publish.sound import forget

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from traversees.publish.workshop import Workshop

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


def take_place(workshop: Workshop) -> None:
    """Put the fresh site in the place of the published one, which is kept as the one before.

    Where the system exchanges two folders in one go, there is a site at every instant. Elsewhere there is none between
    two renames; `recover` then puts one back.
    """
    forget(workshop.undo_note)  # what was changed in place before is no longer what came just before
    if not workshop.site.exists():
        workshop.fresh.rename(workshop.site)
        return
    _discard(workshop.before)
    if not swap(workshop.fresh, workshop.site):
        workshop.site.rename(workshop.before)
        workshop.fresh.rename(workshop.site)
        return
    workshop.fresh.rename(workshop.before)


def bring_back(workshop: Workshop) -> bool:
    """Exchange the published site and the one before it; False when none is kept."""
    if not (workshop.before.is_dir() and workshop.site.is_dir()):
        return False
    if not swap(workshop.before, workshop.site):
        aside = workshop.before.with_name(f"{workshop.before.name}-en-cours")
        workshop.site.rename(aside)
        workshop.before.rename(workshop.site)
        aside.rename(workshop.before)
    return True


def recover(workshop: Workshop) -> None:
    """Put a site back where a process was killed between two renames."""
    if not workshop.site.exists() and workshop.before.is_dir():
        workshop.before.rename(workshop.site)


def swap(one: Path, other: Path) -> bool:
    """Exchange two folders at once; False where the system cannot."""
    exchange = _exchange()
    return exchange is not None and exchange(os.fsencode(one), os.fsencode(other)) == 0


@cache
def _exchange() -> Callable[[bytes, bytes], int] | None:
    """`renameat2` of Linux, which can exchange two names: Python does not know it."""
    if not sys.platform.startswith("linux"):
        return None
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return None
    return lambda one, other: int(call(_AT_FDCWD, one, _AT_FDCWD, other, _RENAME_EXCHANGE))


def _discard(folder: Path) -> None:
    """Delete `folder`, which loses its name first: whenever this ends, no half of a site passes for one."""
    doomed = folder.with_name(f"{folder.name}-a-jeter")
    forget(doomed)
    if folder.exists():
        folder.rename(doomed)
        forget(doomed)
