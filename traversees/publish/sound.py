"""Publish: what is kept in `build/` can never stop a publication: once spoilt, it is thrown away, told, and made again."""

from __future__ import annotations

import errno
import shutil
import sys
from typing import TYPE_CHECKING, TypeVar

from traversees.edge import OF_THE_SYSTEM, Stop, is_full
from traversees.records.problems import ProblemsFound

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

T = TypeVar("T")


def from_sound_state(folder: Path, attempt: Callable[[], T]) -> T:
    """What `attempt` gives; if it fails with what `folder` kept, what it gives without.

    Nothing tells for sure that a failure comes from what was kept: any failure is given a second try from nothing.
    """
    kept = folder.exists() or folder.is_symlink()
    try:
        return attempt()
    except (ProblemsFound, Stop):
        raise
    except Exception as error:
        if not kept or _is_of_the_system(error, folder):
            raise
    print(f"Ce que build/ gardait était abîmé ({folder.name}) : jeté, tout est refait.", file=sys.stderr)
    forget(folder)
    return attempt()


def _is_of_the_system(error: Exception, folder: Path) -> bool:
    """Whether an error would come back, whatever is kept: the disk is full, what is refused is not ours to throw away."""
    if not isinstance(error, OSError) or error.errno not in OF_THE_SYSTEM:
        return is_full(error)
    return error.errno in _EVERYWHERE or not str(error.filename or "").startswith(str(folder))


_EVERYWHERE = {errno.ENOSPC, errno.EDQUOT, errno.EMFILE, errno.ENFILE}


def forget(folder: Path) -> None:
    """Delete a folder, or whatever stands in its place."""
    if folder.is_dir() and not folder.is_symlink():
        shutil.rmtree(folder)
    else:
        folder.unlink(missing_ok=True)
