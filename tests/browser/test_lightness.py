"""What a page costs its reader: nothing moves while it loads, little is asked, and the strict policy of servers is kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import INITIATIVE
from tests.browser.test_every_page import REFUSALS
from tests.test_hosting import POLICY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page, Route, ViewportSize

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


@pytest.fixture(scope="module")
def strict(browser: Browser, base_url: str) -> Iterator[BrowserContext]:
    """A browser to which pages are sent with the policy of our servers."""

    def with_policy(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": POLICY})

    context = browser.new_context(viewport=DESKTOP, locale="fr-FR")
    context.route(re.compile(re.escape(base_url)), with_policy)
    context.add_init_script(REFUSALS)
    yield context
    context.close()


@pytest.fixture
def strict_page(strict: BrowserContext) -> Iterator[Page]:
    page = strict.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    yield page
    assert page.evaluate("window.refusals") == []
    assert told == []
    page.close()


def test_the_policy_refuses_what_it_must(strict: BrowserContext, base_url: str) -> None:
    page = strict.new_page()
    page.goto(base_url)
    page.evaluate("""() => {
      const script = document.createElement("script");
      script.textContent = "window.entered = true";
      document.body.append(script);
      document.body.insertAdjacentHTML("beforeend", "<img src='https://exemple.org/x.png'><p style='color: red'>");
    }""")
    refused = "window.refusals.map((text) => text.split(' ')[0]).sort()"
    page.wait_for_timeout(200)
    assert page.evaluate(refused) == ["img-src", "script-src-elem", "style-src-attr"]
    assert not page.evaluate("window.entered ?? false")
    page.close()


def test_the_search_works_under_the_policy(strict_page: Page, base_url: str) -> None:
    strict_page.goto(base_url)
    strict_page.keyboard.press("Control+k")
    field = strict_page.get_by_role("searchbox", name="Chercher une pratique, un besoin, un mot")
    field.fill("logement")
    field.press("Enter")
    expect(strict_page.locator("dialog li > a").first).to_be_visible()


def test_the_explorer_and_its_exports_work_under_the_policy(strict_page: Page, base_url: str) -> None:
    strict_page.goto(f"{base_url}initiatives/")
    strict_page.locator("summary", has_text="Exporter").click()
    with strict_page.expect_download() as waiting:
        strict_page.get_by_role("button", name="CSV").click()
    assert waiting.value.path().read_bytes()


def test_the_comparison_works_under_the_policy(strict_page: Page, base_url: str) -> None:
    strict_page.goto(f"{base_url}{INITIATIVE}")
    strict_page.locator("[data-choisir]").first.click()
    strict_page.goto(f"{base_url}initiatives/")
    strict_page.locator("[data-choisir]").nth(3).click()
    strict_page.goto(f"{base_url}comparer/", wait_until="networkidle")
    with strict_page.expect_download() as waiting:
        strict_page.locator("[data-action=csv]").click()
    assert waiting.value.path().read_bytes()


def test_a_word_explained_in_place_works_under_the_policy(strict_page: Page, base_url: str) -> None:
    strict_page.goto(f"{base_url}{INITIATIVE}")
    word = strict_page.locator("main [aria-expanded]").first
    word.click()
    expect(word).to_have_attribute("aria-expanded", "true")
