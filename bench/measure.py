"""What each step of a publication costs: whole processes, as people run them, timed from outside."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from bench.generator import edit, vocabulary_terms, write_project
from bench.plain import installed_builders, write_plain_project
from bench.serving import seconds_until_seen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LONG = 60.0
"""Seconds: a step that lasts longer is run once, without a trial run before it."""

SERVED = 1_000
"""The largest base that is served and watched in a browser."""

OURS = "Traversées"

_BYTES_OF_RSS = 1 if sys.platform == "darwin" else 1024
_SITE = (sys.executable, "-m", "traversees.publishing.site")
_WITHOUT_SEARCH = (*_SITE, "--sans-recherche")
_CHECK, _PAGES = (sys.executable, "build_pages.py", "--check"), (sys.executable, "build_pages.py")


class Failure(Exception):
    """A step that did not end well, and what it said."""


@dataclass(frozen=True)
class Measure:
    """The median time of a step over `runs` runs, in seconds; the most memory of a process, in MB; its pages."""

    size: int
    builder: str
    step: str
    seconds: float
    runs: int
    memory: int
    pages: int = 0


def measures(sizes: list[int], times: int, say: Callable[[str], None]) -> Iterator[Measure]:
    """Every step for every size, as soon as it is measured."""
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="banc-") as folder:
            project = Path(folder, "traversees")
            say(f"{size} fiches : écriture de la base…")
            write_project(size, project)
            yield from _ours(project, size, times)
            for builder in installed_builders():
                plain = Path(folder, builder.name)
                write_plain_project(size, vocabulary_terms(), builder, plain)
                yield _step(
                    plain, size, builder.name, "site", times, builder.command, lambda p=plain: _erase(p, "site")
                )


def _ours(project: Path, size: int, times: int) -> Iterator[Measure]:
    def measured(step: str, command: tuple[str, ...], before: Callable[[], None] = lambda: None) -> Measure:
        return _step(project, size, OURS, step, times, command, before)

    def from_nothing() -> None:
        _erase(project, "build", "site")

    def without_index() -> None:
        from_nothing()
        run(_WITHOUT_SEARCH, project)

    edits = _edits(project)
    yield measured("verification", _CHECK, from_nothing)
    yield measured("pages", _PAGES, from_nothing)
    yield measured("site-sans-recherche", _WITHOUT_SEARCH, from_nothing)
    yield measured("une-fiche", _WITHOUT_SEARCH, lambda: next(edits))
    yield measured("rien", _WITHOUT_SEARCH)
    yield measured("site", _SITE, from_nothing)
    yield measured("une-fiche-et-recherche", _SITE, lambda: next(edits))
    yield measured("recherche", _SITE, without_index)
    if size <= SERVED:
        run(_SITE, project)
        for step, together in (("enregistrement", 1), ("dix-enregistrements", 10)):
            delays = seconds_until_seen(project, times, together)
            yield Measure(size, OURS, step, round(median(delays), 2), len(delays), 0)


def _edits(project: Path) -> Iterator[None]:
    """Change, each time, the text of another initiative."""
    for rank, file in enumerate(sorted((project / "initiatives").iterdir()), 1):
        edit(file, f"Le passage {rank} est réécrit.")
        yield


def _step(  # noqa: PLR0913 — what a measure says, and how it is made
    folder: Path, size: int, builder: str, step: str, times: int, command: tuple[str, ...], before: Callable[[], None]
) -> Measure:
    costs = list(_runs(folder, times, command, before))
    seconds = median(seconds for seconds, _ in costs)
    pages = sum(1 for _ in (folder / "site").rglob("*.html")) if step.startswith("site") else 0
    return Measure(size, builder, step, round(seconds, 2), len(costs), max(memory for _, memory in costs), pages)


def _runs(
    folder: Path, times: int, command: tuple[str, ...], before: Callable[[], None]
) -> Iterator[tuple[float, int]]:
    """The cost of each run after a trial one; of the trial alone when it was long."""
    before()
    trial = run(command, folder)
    if trial[0] > LONG:
        yield trial
        return
    for _ in range(times):
        before()
        yield run(command, folder)


def run(command: tuple[str, ...], folder: Path) -> tuple[float, int]:
    """The time (s) and the memory (MB) of `command`, run in `folder`; raises `Failure`."""
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=said, stderr=subprocess.STDOUT, env=os.environ)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise Failure(f"{' '.join(command)}\n{said.read().decode(errors='replace')[-2000:]}")
    return seconds, round(used.ru_maxrss * _BYTES_OF_RSS / 1_000_000)


def _erase(folder: Path, *names: str) -> None:
    for name in names:
        shutil.rmtree(folder / name, ignore_errors=True)
