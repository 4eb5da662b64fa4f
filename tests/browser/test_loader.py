"""The one door for scripts: `traversees.charger` and `traversees.recevoir`, on a page of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

TAPAJ = "comparer/fiches/tapaj.js"
ASKED = "chemin => traversees.charger(chemin).then((valeur) => valeur.nom, () => null)"


@pytest.fixture
def home(page: Page, base_url: str) -> Page:
    page.goto(base_url)
    return page


def test_a_value_is_asked_for_once_and_given_to_all(home: Page) -> None:
    asked: list[str] = []
    home.on("request", lambda request: asked.append(request.url))
    given = home.evaluate("chemin => Promise.all([1, 2].map(() => traversees.charger(chemin)))", TAPAJ)
    assert given[0] == given[1] == home.evaluate("chemin => traversees.charger(chemin)", TAPAJ)
    assert given[0]["id"] == "tapaj"
    assert len(asked) == 1


@pytest.mark.parametrize("body", [None, "", "traversees.recevoir('comparer/fiches/autre.js', {})", "{"])
def test_what_cannot_be_had_is_refused_then_may_be_asked_again(home: Page, body: str | None) -> None:
    """A lost network, then a file that is empty, gives another value, or is cut."""

    def spoil(route: Route) -> None:
        if body is None:
            route.abort()
        else:
            route.fulfill(body=body, content_type="text/javascript")

    home.route(f"**/{TAPAJ}", spoil)
    assert home.evaluate(ASKED, TAPAJ) is None
    home.unroute(f"**/{TAPAJ}")
    assert home.evaluate(ASKED, TAPAJ).startswith("TAPAJ")


@pytest.mark.parametrize(
    "chemin",
    [
        "https://exemple.org/a.js",
        "//exemple.org/a.js",
        "/ailleurs/a.js",
        "../ailleurs/a.js",
        "assets/../../ailleurs/a.js",
        "assets/%2e%2e/%2e%2e/ailleurs/a.js",
        r"assets\..\..\ailleurs\a.js",
        "assets/a.js?b",
        "assets/a.js#b",
        "assets/a.json",
        "assets/a.js/",
        "data:text/javascript,a.js",
        "javascript:a.js",
        "assets/\u2028a.js",
        " assets/a.js",
        "assets/\ta.js",
        "./assets/a.js",
        "",
    ],
)
def test_nothing_but_a_script_of_the_site_is_ever_asked_for(home: Page, chemin: str) -> None:
    asked: list[str] = []
    home.on("request", lambda request: asked.append(request.url))
    assert home.evaluate(ASKED, chemin) is None
    assert asked == []


def test_an_image_that_takes_the_name_of_the_running_script_moves_no_base(home: Page, base_url: str) -> None:
    """Only what escapes our checks could put it there; the scripts then stop, and the page still reads."""

    def tamper(route: Route) -> None:
        answer = route.fetch()
        image = '<img name="currentScript" src="https://exemple.org/a/b/c.png" alt="">'
        route.fulfill(response=answer, body=answer.text().replace("<main", f"{image}<main"))

    home.route(base_url, tamper)
    home.goto(base_url)
    assert home.evaluate("window.traversees") is None
    assert home.locator("h1").is_visible()
