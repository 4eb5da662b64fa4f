"""What each step of a publication costs: whole processes, as people run them, timed from outside."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from bench.generator import edit, vocabulary_terms, write_project
from bench.plain import installed_builders, mkdocs_on_our_pages, write_our_pages, write_plain_project
from bench.report import OURS, SEARCHED, SEEN, SITE, STEPS, Measure
from bench.searching import first_results
from bench.serving import seconds_until_seen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LONG = 60.0
"""Seconds: a step that lasts longer is run once, without a trial run before it."""

SERVED = 1_000
"""The largest base that is served and watched in a browser."""

_SITE = (sys.executable, "-m", "traversees.command.site")
_WITHOUT_SEARCH = (*_SITE, "--sans-recherche")
_PAGES = (sys.executable, "build_pages.py")
_CHECK = (*_PAGES, "--check")


class StepFailed(Exception):  # noqa: N818 — not a fault of the benchmark: a step that did not end well
    """The command, and the end of what it said."""


def measures(sizes: list[int], times: int) -> Iterator[Measure]:
    """Every step at every size, as soon as it is measured."""
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="banc-") as folder:
            ours = _Project(Path(folder, "traversees"), size, times, OURS)
            yield from _our_measures(ours)
            yield _same_pages(ours, Path(folder, "nos-pages"))
            for builder in installed_builders():
                project = _Project(Path(folder, builder.name), size, times, builder.name)
                write_plain_project(size, vocabulary_terms(), builder, project.folder)
                yield project.measure(SITE, builder.command, project.erase_site)


def _our_measures(project: _Project) -> Iterator[Measure]:
    write_project(project.size, project.folder)
    commands = (_CHECK, _PAGES, _WITHOUT_SEARCH, _WITHOUT_SEARCH, _WITHOUT_SEARCH, _SITE, _SITE, _SITE)
    edits = project.edits()
    nothing, changed = project.erase_site, lambda: next(edits)
    before = (nothing, nothing, nothing, changed, lambda: None, nothing, changed, project.build_without_index)
    for step, command, prepare in zip(STEPS, commands, before, strict=True):
        yield project.measure(step, command, prepare)
    if project.size <= SERVED:
        run(_SITE, project.folder)
        for step, together in SEEN.items():
            delays = seconds_until_seen(project.folder, project.times, together)
            yield Measure(project.size, OURS, step, round(median(delays), 2), len(delays))
        for step, query in SEARCHED.items():
            seconds, kilobytes = zip(*first_results(project.folder / "site", query, project.times), strict=True)
            times = round(median(seconds), 2), len(seconds)
            yield Measure(project.size, OURS, step, *times, kilobytes=round(median(kilobytes)))


def _same_pages(ours: _Project, folder: Path) -> Measure:
    """MkDocs on the very pages of `ours`."""
    builder = mkdocs_on_our_pages()
    run(_PAGES, ours.folder)
    write_our_pages(ours.folder / "build" / "pages", builder, folder)
    project = _Project(folder, ours.size, ours.times, builder.name)
    return project.measure(SITE, builder.command, project.erase_site)


@dataclass(frozen=True)
class _Project:
    """A base of so many records in a folder, and how many times each step is run on it."""

    folder: Path
    size: int
    times: int
    builder: str

    def measure(self, step: str, command: tuple[str, ...], before: Callable[[], None]) -> Measure:
        """The median cost of `command`; `before` each run, what must be made ready is."""
        seconds, cpu, memory = zip(*self._runs(command, before), strict=True)
        pages = sum(1 for _ in (self.folder / "site").rglob("*.html"))
        times = round(median(seconds), 2), len(seconds)
        return Measure(self.size, self.builder, step, *times, round(max(memory)), pages, round(median(cpu), 2))

    def _runs(self, command: tuple[str, ...], before: Callable[[], None]) -> Iterator[tuple[float, float, float]]:
        """The cost of each run after a trial one; of the trial alone when it was long."""
        before()
        trial = run(command, self.folder)
        if trial[0] > LONG:
            yield trial
            return
        for _ in range(self.times):
            before()
            yield run(command, self.folder)

    def erase_site(self) -> None:
        """Leave nothing of what was built before, caches included."""
        for name in ("build", "site"):
            shutil.rmtree(self.folder / name, ignore_errors=True)

    def build_without_index(self) -> None:
        """A site that lacks its index only."""
        self.erase_site()
        run(_WITHOUT_SEARCH, self.folder)

    def edits(self) -> Iterator[None]:
        """Change, each time, the text of another initiative."""
        for rank, file in enumerate(sorted((self.folder / "initiatives").iterdir()), 1):
            edit(file, f"Le passage {rank} est réécrit.")
            yield


def run(command: tuple[str, ...], folder: Path) -> tuple[float, float, float]:
    """The time of `command` run in `folder`, its processor time (s), the memory of its largest process (MB); raises `StepFailed`."""
    with tempfile.NamedTemporaryFile() as result:
        timed = (sys.executable, str(Path(__file__).with_name("timed.py")), result.name, *command)
        done = subprocess.run(timed, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            raise StepFailed(f"{' '.join(command)}\n{done.stdout[-1000:]}{done.stderr[-1000:]}")
        seconds, cpu, memory = json.load(result)
        return seconds, cpu, memory
