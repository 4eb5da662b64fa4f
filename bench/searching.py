"""What a first search costs its reader: the site served, a real browser on a processor four times slower, words that come at once."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING, Any, NamedTuple

from bench.serving import opened_browser, served

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

SLOWER = 4
"""How many times slower the processor is made: a phone."""

READY = 2
"""Seconds from the opening of the search to the first words."""

WATCH = """
addEventListener("input", () => { window.typed = performance.now(); }, true);
new MutationObserver((_, watch) => {
  if (!document.querySelector(".recherche-resultats li")) return;
  watch.disconnect();
  const found = performance.now();
  const loaded = performance.getEntriesByType("resource").filter(({ name, responseEnd }) => name.includes("/pagefind/") && responseEnd <= found);
  requestAnimationFrame(() => setTimeout(() => {
    window.seen = { seconds: (performance.now() - window.typed) / 1000, paths: loaded.map(({ name }) => new URL(name).pathname.slice(1)) };
  }));
}).observe(document, { childList: true, subtree: true });
"""


class FirstResult(NamedTuple):
    """Seconds from the last key to a result on the screen, and what of the search was loaded by then (kB, compressed)."""

    seconds: float
    kilobytes: float


def first_results(site: Path, query: str, times: int) -> list[FirstResult]:
    """The first search of as many readers, who open it, and whose `query` comes at once: dictated, or typed fast."""
    with served(site, "http.server", "--bind", "127.0.0.1") as address, opened_browser() as browser:
        return [_first_result(browser, address, site, query) for _ in range(times)]


def _first_result(browser: Browser, address: str, site: Path, query: str) -> FirstResult:
    context = browser.new_context(bypass_csp=True)  # nothing is in its cache; waiting evaluates a text in the page
    page = context.new_page()
    page.add_init_script(WATCH)
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address, wait_until="networkidle")
    page.locator("[data-recherche-ouvrir]").first.click()
    page.wait_for_timeout(READY * 1000)
    page.get_by_role("searchbox").fill(query)
    seen: dict[str, Any] = page.wait_for_function("window.seen").json_value()
    context.close()
    files = {site / path for path in seen["paths"]}
    return FirstResult(seen["seconds"], sum(len(gzip.compress(file.read_bytes(), mtime=0)) for file in files) / 1000)
