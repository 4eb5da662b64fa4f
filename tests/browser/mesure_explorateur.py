"""Measures the explorer: what its page weighs, and how long it takes to answer on a slow phone.

`.venv/bin/python -m tests.browser.mesure_explorateur 60 2000`: for each number of records, the page is rendered from
made-up records that have the shape of the real ones (same words, drawn anew, so that they compress as badly), built by
MkDocs, then used in Chromium with its processor slowed four times. Times are those that the browser itself reports,
from the press on a box to the next picture, over `RUNS` fresh loads. No test: a time depends on the machine.
"""

from __future__ import annotations

import gzip
import os
import random
import shutil
import statistics
import sys
import tempfile
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import sync_playwright

from traversees.library.explorer import SUMMARIES
from traversees.library.library import Library
from traversees.library.loading import load_library
from traversees.pages.data_scripts import data_script
from traversees.pages.rendering import Renderer
from traversees.pages.templates import template_environment
from traversees.publish.clock import today
from traversees.publish.outputs import site_assets, site_settings
from traversees.publish.theme import name_assets
from traversees.records.kinds import Initiative
from traversees.records.kinds.initiative import Besoin93

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, ViewportSize

ROOT = Path(__file__).resolve().parents[2]
EXPLORER = "initiatives/index"
SLOWER, RUNS = 4, 7
PHONE: ViewportSize = {"width": 390, "height": 844}

WATCH = """window.slowest = 0; new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
  if (entry.interactionId) window.slowest = Math.max(window.slowest, entry.duration);
})).observe({ type: "event", durationThreshold: 16 });"""
"""Keeps the longest interaction in `slowest`, in milliseconds; what is faster than 16 ms is left at 0."""


class Quiet(SimpleHTTPRequestHandler):
    """A static host that prints nothing."""

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 — the name is http.server’s
        del format, arguments


def made_up(library: Library, draw: random.Random, number: int) -> Iterator[Initiative]:
    """`number` initiatives of the shape of the real ones, with other words, terms and dates."""
    real = library.initiatives
    words, names = ([word for i in real for word in getattr(i, key).split()] for key in ("resume", "nom"))
    for rank in range(number):
        model = draw.choice(real)
        needs = draw.sample(library.besoins, len(model.besoins))
        update = {
            "nom": " ".join(draw.sample(names, len(model.nom.split()))),
            "resume": " ".join(draw.sample(words, len(model.resume.split()))),
            "besoins": tuple(Besoin93(besoin=need.id, pourquoi="Un essai.") for need in needs),
            "region": draw.choice(list(library.terms("regions"))),
            "debut": str(draw.randint(1960, 2025)),
        }
        for key in ("themes", "publics", "metiers"):
            update[key] = tuple(draw.sample(list(library.terms(key)), len(getattr(model, key))))
        name = f"{draw.choice(real).id}-{rank}"
        yield model.model_copy(update={**update, "id": name, "path": f"initiatives/{name}.yml"})


def build_explorer(number: int, root: Path) -> Path:
    """The site made of the explorer's page alone, with its assets; the folder that holds it."""
    library = load_library(ROOT, today())
    others = (record for record in library.records if not isinstance(record, Initiative))
    library = Library((*others, *made_up(library, random.Random(number), number)))  # noqa: S311 — nothing secret
    renderer = Renderer(library, template_environment(ROOT / "templates"), site_settings(ROOT))
    page = next(page for page in renderer.pages() if page.path == f"{EXPLORER}.md")
    sources = shutil.copytree(ROOT / "docs", root / "build" / "pages")
    (sources / "initiatives").mkdir()
    (sources / page.path).write_text(page.text, encoding="utf-8")
    (sources / "index.md").write_text("# Accueil\n", encoding="utf-8")
    if summaries := library.summaries():
        (sources / SUMMARIES).write_text(data_script(SUMMARIES, summaries), encoding="utf-8")
    shutil.copytree(ROOT / "overrides", root / "overrides")
    configuration = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").replace("hooks: [build_pages.py]", "hooks: []")
    kept = [line for line in configuration.split("\nnav:")[0].splitlines() if not line.startswith("watch:")]
    (root / "mkdocs.yml").write_text("\n".join(kept), encoding="utf-8")
    shutil.copytree(ROOT / "docs", root / "docs")
    for path, content in site_assets(ROOT).files.items():
        (sources / path).write_bytes(content)
    config = load_config(str(root / "mkdocs.yml"), strict=False)
    name_assets(config)
    build(config)
    return root / "site"


@contextmanager
def serving(site: Path) -> Iterator[str]:
    """The address of `site` on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/initiatives/"
    finally:
        server.shutdown()
        thread.join()


def answer_times(browser: Browser, address: str) -> tuple[float, float]:
    """How long, on a fresh load and a slow processor, the first box then the first letters typed take to be answered."""
    context = browser.new_context(viewport=PHONE, locale="fr-FR")
    context.add_init_script(WATCH)
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address, wait_until="load")
    page.get_by_role("button", name="Filtrer").click()
    page.locator("summary", has_text="Thème").click()
    page.wait_for_timeout(1500)
    times = []
    for act in (
        page.locator("[name=theme]").first.click,
        partial(page.locator("#mots").press_sequentially, "logement"),
    ):
        page.evaluate("window.slowest = 0")
        act()
        page.wait_for_timeout(1500)
        times.append(float(page.evaluate("window.slowest")))
    context.close()
    return times[0], times[1]


def measure(number: int) -> None:
    """Print the weights and times for `number` records."""
    with tempfile.TemporaryDirectory() as folder:
        site = build_explorer(number, Path(folder))
        paths = (f"{EXPLORER}.html", "assets/js/explorateur.*.js", "assets/resumes.js")
        weights = [sum(len(gzip.compress(file.read_bytes())) for file in site.glob(path)) for path in paths]
        print(f"{number} fiches : page {weights[0]} o gzip, script {weights[1]}, résumés à part {weights[2]}")
        with serving(site) as address, sync_playwright() as player:
            browser = player.chromium.launch(
                executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"), args=["--no-sandbox"]
            )
            boxes, letters = zip(*(answer_times(browser, address) for _ in range(RUNS)), strict=True)
            browser.close()
        for name, times in (("première case", boxes), ("premiers mots", letters)):
            print(
                f"  {name} : médiane {statistics.median(times):.0f} ms, pire {max(times):.0f} ms (processeur ÷ {SLOWER})"
            )


if __name__ == "__main__":
    for asked in sys.argv[1:] or ("60", "2000"):
        measure(int(asked))
