"""Publish: the same work on many records, shared between the processors of the machine."""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

T = TypeVar("T")
Result = TypeVar("Result")

FEW = 100
"""So many items are done before another process has started."""

LARGEST_SHARE = 20
"""A process takes at most so many items at a time: few enough for all to end together, with not much to say in between."""

_work: list[tuple[Callable[[Sequence[Any]], Iterable[Any]], Sequence[Any]]] = []
"""What the processes just started have to do, and on what: each is a copy of its parent, which has it."""


def in_parallel(work: Callable[[Sequence[T]], Iterable[Result]], items: Sequence[T]) -> Iterator[Result]:
    """What `work` gives for each of `items`, in their order; what it changes elsewhere than in files is lost."""
    processors = os.cpu_count() or 1
    if len(items) <= FEW or processors == 1 or not _can_be_copied():
        yield from work(items)
        return
    _work.append((work, items))
    gc.freeze()  # what there is now is looked through by no process in search of what to free
    try:
        with multiprocessing.get_context("fork").Pool(processors, _end_with_parent) as pool:
            share = min(LARGEST_SHARE, max(1, len(items) // (8 * processors)))
            shares = [slice(start, start + share) for start in range(0, len(items), share)]
            for results in pool.imap(_done, shares):
                yield from results
    finally:
        _work.pop()
        gc.unfreeze()


@contextmanager
def meanwhile(work: Callable[[], None]) -> Iterator[None]:
    """Do `work` in another process if possible, which ends before this does; what it says or gets wrong is lost."""
    if (os.cpu_count() or 1) == 1 or not _can_be_copied():
        yield
        return
    process = multiprocessing.get_context("fork").Process(target=_in_silence, args=(work,))
    process.start()
    try:
        yield
    finally:
        process.join()


def _in_silence(work: Callable[[], None]) -> None:
    _end_with_parent()
    logging.disable()
    sys.stdout = sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 — to the end of the process
    work()


def _end_with_parent() -> None:
    """Have this process end at once should its parent be killed: it must not go on writing beside the next one."""

    def wait() -> None:
        if parent := multiprocessing.parent_process():
            parent.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def _can_be_copied() -> bool:
    """Whether this process may be copied: not on Windows, nor when other threads could hold a lock at that instant."""
    return "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1


def _done(share: slice) -> list[Any]:
    work, items = _work[-1]
    return list(work(items[share]))
