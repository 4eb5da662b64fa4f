"""Publish: what is kept in `build/` can never stop a publication: once spoilt, it is thrown away, told, and made again."""

from __future__ import annotations

import errno
import shutil
import sys
from typing import TYPE_CHECKING, TypeVar

from traversees.records.problems import ProblemsFound

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

T = TypeVar("T")

_OF_THE_SYSTEM = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EMFILE, errno.ENFILE}
"""What would fail again, whatever was kept."""


def from_sound_state(folder: Path, attempt: Callable[[], T]) -> T:
    """What `attempt` gives; if it fails with what `folder` kept, what it gives without.

    Nothing tells for sure that a failure comes from what was kept: any failure is given a second try from nothing.
    """
    kept = folder.exists() or folder.is_symlink()
    try:
        return attempt()
    except ProblemsFound:
        raise
    except Exception as error:
        if not kept or (isinstance(error, OSError) and error.errno in _OF_THE_SYSTEM):
            raise
    print(f"Ce que build/ gardait était abîmé ({folder.name}) : jeté, tout est refait.", file=sys.stderr)
    forget(folder)
    return attempt()


def forget(folder: Path) -> None:
    """Delete a folder, or whatever stands in its place."""
    if folder.is_dir() and not folder.is_symlink():
        shutil.rmtree(folder)
    else:
        folder.unlink(missing_ok=True)
