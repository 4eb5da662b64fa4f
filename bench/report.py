"""What the benchmark found: a file of results, and the page of the site that is made from it and from nothing else."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from traversees.french.typography import number_in_words
from traversees.pages.templates import template_environment

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "docs" / "a-propos" / "performances.json"
PAGE = ROOT / "docs" / "a-propos" / "performances.md"

OURS = "Traversées"
SITE = "site"
"""The step that every builder has: the whole site, from nothing."""

STEPS = (
    "verification",
    "pages",
    "site-sans-recherche",
    "une-fiche",
    "rien",
    SITE,
    "une-fiche-et-recherche",
    "recherche",
)
"""Our steps, in the order in which they are measured: each finds what the one before left."""

SEEN = {"enregistrement": 1, "dix-enregistrements": 10}
"""The steps seen in a browser, and how many records are saved at once."""

SEARCHED = {
    "premier-resultat-1": "logement",
    "premier-resultat-2": "logement quartier",
    "premier-resultat-3": "accueil logement rue",
    "premier-resultat-5": "accueil logement rue santé école",
}
"""The first searches seen in a browser, and what is asked: words that are among the most frequent of the invented texts."""


@dataclass(frozen=True)
class Measure:
    """The median time of a step over `runs` runs, in seconds, and what it took of the processors.

    `memory` is that of its largest process (MB), `pages` the number of pages of the site, `kilobytes` what a browser loaded.
    """

    size: int
    builder: str
    step: str
    seconds: float
    runs: int
    memory: int = 0
    pages: int = 0
    cpu: float = 0
    kilobytes: int = 0


def results_text(measures: Iterable[Measure], date: str) -> str:
    """The file of results: on which day and machine, then each measure on its line."""
    lines = ",\n".join(f"    {json.dumps(asdict(measure), ensure_ascii=False)}" for measure in measures)
    machine = json.dumps(_machine(), ensure_ascii=False)
    return f'{{\n  "date": "{date}",\n  "machine": {machine},\n  "measures": [\n{lines}\n  ]\n}}\n'


def _machine() -> str:
    """Processor, cores, memory, system and Python."""
    cores = os.cpu_count()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    system = f"{platform.system()} {platform.release().split('-')[0]}"
    return f"{_processor()}, {cores} cœurs, {memory:.0f} Gio, {system}, Python {platform.python_version()}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


@dataclass(frozen=True)
class Results:
    """The measures, and the questions that the page asks of them."""

    date: str
    machine: str
    measures: tuple[Measure, ...]

    @property
    def sizes(self) -> list[int]:
        """The numbers of records, smallest first."""
        return sorted({measure.size for measure in self.measures})

    @property
    def runs(self) -> int:
        """How many times a step was run, the long ones left out."""
        return max(measure.runs for measure in self.measures)

    @property
    def builders(self) -> list[str]:
        """Who built, ours first."""
        return list(dict.fromkeys([OURS, *(measure.builder for measure in self.measures)]))

    @property
    def references(self) -> list[str]:
        """The builders to which we compare ourselves."""
        return [name for name in self.builders if name.startswith("MkDocs")]

    def one(self, size: int, builder: str, step: str) -> Measure | None:
        """A measure, if it was made."""
        wanted = (size, builder, step)
        return next((each for each in self.measures if (each.size, each.builder, each.step) == wanted), None)

    def full(self, size: int) -> list[Measure]:
        """The whole sites of this size, slowest first; ours with and without its index."""
        sites = [each for each in self.measures if each.size == size and each.step in {SITE, "site-sans-recherche"}]
        return sorted(sites, key=lambda each: -each.seconds)

    def ratio(self, size: int, step: str, reference: str) -> float | None:
        """How long a step of ours takes, the whole site of `reference` being 1."""
        ours, theirs = self.one(size, OURS, step), self.one(size, reference, SITE)
        return ours.seconds / theirs.seconds if ours and theirs else None


def read_results(text: str) -> Results:
    """The results that `results_text` wrote."""
    data: dict[str, Any] = json.loads(text)
    return Results(data["date"], data["machine"], tuple(Measure(**each) for each in data["measures"]))


def page_text(results: Results) -> str:
    """The page, in Markdown."""
    templates = template_environment(ROOT / "bench")
    templates.filters |= {"nombre": number_in_words, "secondes": seconds_in_words}
    names = {"OURS": OURS, "SITE": SITE, "STEPS": STEPS, "SEEN": SEEN, "SEARCHED": SEARCHED}
    return templates.get_template("performances.md.jinja").render(results=results, **names)


def seconds_in_words(seconds: float) -> str:
    """« 0,43 s », « 2,1 s », « 148 s »."""
    digits = 2 if seconds < 1 else 1 if seconds < 10 else 0  # noqa: PLR2004 — two figures that mean something
    return number_in_words(round(seconds, digits), "s")
