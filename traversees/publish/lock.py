"""Publish: one publication at a time. The system holds the lock for the process: whatever ends it, the lock ends too."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from traversees.edge import Stop
from traversees.publish.sound import forget

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE = 10
"""Seconds before one gives up waiting for the other."""


class Busy(Stop):
    """Another process is building; the text says which, and what to do."""


@contextmanager
def one_at_a_time(file: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock that `file` stands for; raises `Busy` when another process still holds it after `patience` seconds."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.is_dir():
        forget(file)
    owner = file.with_suffix(".proprietaire")
    try:
        with FileLock(file, timeout=patience):
            owner.write_text(str(os.getpid()), encoding="utf-8")
            yield
    except Timeout:
        raise Busy(_sentence(owner)) from None


def _sentence(owner: Path) -> str:
    told = owner.read_text(encoding="utf-8", errors="replace").strip() if owner.is_file() else ""
    who = f" (processus {told})" if told.isdigit() else ""
    return f"Une autre construction est en cours{who} : attendez qu’elle finisse, ou arrêtez-la, puis recommencez."
