"""Faults that are placed: the n-th operation on the files of a project fails, or the process dies there.

What Python does with files is seen by an audit hook (https://docs.python.org/3/library/audit_events.html), which may refuse
it: the code under test is the real one. Run alone, `python -m tests.faults N [meurt]` publishes with such a fault.
"""

from __future__ import annotations

import errno
import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

SEEN = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.listdir", "os.scandir", "shutil.rmtree"}
"""Reading, writing, renaming, deleting: each may fail."""


@dataclass
class Fault:
    """Counts the operations under `root`; the `nth` fails with no space left, or kills the process."""

    root: str
    nth: int = 0
    dies: bool = False
    error: int = errno.ENOSPC
    event: str = ""
    path: str = ""
    count: int = 0
    done: list[str] = field(default_factory=list)

    def see(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Let an operation pass or not."""
        paths = [os.fsdecode(one) for one in arguments[:2] if isinstance(one, str | bytes | os.PathLike)]
        if event not in SEEN or not any(path.startswith(self.root) for path in paths):
            return
        self.count += 1
        wanted = self.count == self.nth or (event == self.event and any(path.endswith(self.path) for path in paths))
        if wanted and self.dies:
            os._exit(9)
        if wanted:
            self.done.append(f"{event} {paths}")
            raise OSError(self.error, os.strerror(self.error), paths[0])


_active: list[Fault] = []


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if _active and event in SEEN:
        fault = _active.pop()  # what is done while it looks is not seen
        try:
            fault.see(event, arguments)
        finally:
            _active.append(fault)


_hooked: list[bool] = []


@contextmanager
def placed(fault: Fault) -> Iterator[Fault]:
    """Meanwhile, the operations are counted, and one of them fails."""
    if not _hooked:
        sys.addaudithook(_hook)
        _hooked.append(True)
    _active.append(fault)
    try:
        yield fault
    finally:
        _active.clear()


@contextmanager
def failing(root: Path, event: str, path: str, error: int = errno.ENOSPC) -> Iterator[Fault]:
    """Meanwhile, this operation on the file at `path` under `root` fails."""
    with placed(Fault(str(root), event=event, path=path, error=error)) as fault:
        yield fault


def main(arguments: list[str]) -> int:
    """Publish the project of this folder with the n-th operation failing, or the last one of the process."""
    from traversees import ROOT  # noqa: PLC0415 — of the project where this runs
    from traversees.command.site import main as publish  # noqa: PLC0415
    from traversees.edge import guarded  # noqa: PLC0415

    root = str(Path.cwd())
    with placed(Fault(f"{root}{os.sep}", int(arguments[0]), dies="meurt" in arguments)):
        return guarded(lambda: publish([]), ROOT)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
