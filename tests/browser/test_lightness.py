"""What a page costs its reader: nothing moves while it loads, and little is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.test_accessibility import INITIATIVE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
COMPARISON = "comparer/?fiches=la-maison-bleue,tapaj,sabsa"
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}
MOVES = """
window.moves = [];
new PerformanceObserver((list) => {
  for (const { value, sources } of list.getEntries()) {
    window.moves.push([value, ...sources.map(({ node }) => node?.outerHTML?.slice(0, 80) ?? node?.textContent)]);
  }
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize(
    "path",
    ["", "initiatives/", INITIATIVE, "initiatives/themes/logement/", "contexte/besoins/", "comparer/", COMPARISON],
)
def test_nothing_moves_while_a_page_loads(browser: Browser, base_url: str, path: str, size: ViewportSize) -> None:
    context = browser.new_context(viewport=size)
    page = context.new_page()
    page.add_init_script(MOVES)
    session = context.new_cdp_session(page)
    session.send("Network.emulateNetworkConditions", SLOW)
    page.goto(f"{base_url}{path}", wait_until="networkidle")
    page.wait_for_timeout(300)
    moves: list[list[Any]] = page.evaluate("window.moves")
    context.close()
    assert moves == []


def test_a_record_asks_for_at_most_twelve_files(page: Page, base_url: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(base_url)))
    page.goto(f"{base_url}{INITIATIVE}", wait_until="networkidle")
    assert len(asked) <= 12, asked
    assert not [address for address in asked if "pagefind" in address], "la recherche se charge quand on l’ouvre"
