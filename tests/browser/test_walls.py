"""The policy of the pages lets every script do its work, and refuses the rest, on a host and from a folder, in two browsers."""

from __future__ import annotations

import shutil
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol

import pytest
from playwright.sync_api import Error

from tests.browser.firefox import find_firefox, opened_firefox
from tests.browser.gestures import GESTURES, HELPERS
from tests.browser.test_every_page import PAGES
from tests.conftest import FORMER
from tests.test_serve import PATIENCE, page_when, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.browser.gestures import Gesture


class Window(Protocol):
    """A window of a browser."""

    def open(self, address: str) -> None:
        """Go to `address`, and wait for the page to be loaded."""

    def run(self, body: str) -> Any:  # noqa: ANN401 — whatever it returns
        """The value of the body of an asynchronous function, in the page."""

    def told(self, place: str) -> list[str]:
        """What the console was told since the last time by what is at `place`, refusals of a policy included."""


class Chromium:
    """A window of Chromium."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._told: list[str] = []
        page.on("console", lambda message: self._told.append(message.text))
        page.on("pageerror", lambda error: self._told.append(str(error)))

    def open(self, address: str) -> None:
        self._page.goto("about:blank")  # else another fragment would not load the page again
        self._page.goto(address)

    def run(self, body: str) -> Any:  # noqa: ANN401 — whatever it returns
        return self._page.evaluate(f"async () => {{ {body} }}")

    def told(self, place: str) -> list[str]:
        del place  # the window shows nothing else
        told, self._told[:] = [*self._told], []
        return told


@pytest.fixture(scope="module")
def chromium(browser: Browser) -> Iterator[Window]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="fr-FR")
    yield Chromium(context.new_page())
    context.close()


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    program = find_firefox()
    if program is None:
        pytest.skip("Firefox n’est pas installé")
    with opened_firefox(program, tmp_path_factory.mktemp("firefox")) as opened:
        if not opened.run("return 'trustedTypes' in window"):
            pytest.skip("ce Firefox est trop ancien : il ignore une partie de la politique, et le dit sur chaque page")
        yield opened


@pytest.fixture(scope="module", params=["chromium", "firefox"])
def window(request: pytest.FixtureRequest) -> Window:
    opened: Window = request.getfixturevalue(request.param)
    return opened


@pytest.fixture(scope="module")
def folder(site: Path, once: Callable[[str, Callable[[Path], object]], Path]) -> Path:
    """The site, copied as one would on a stick: a folder whose name has a space and an accent."""
    return once("clé de Zoé", lambda copy: shutil.copytree(site, copy, ignore=shutil.ignore_patterns("pagefind")))


def on_disk(folder: Path, address: str) -> str:
    path, mark, asked = address.partition("?")
    return f"{(folder / path / 'index.html').as_uri()}{mark}{asked}"


TITLE_FONT = """return (await document.fonts.load('700 1em "Bricolage Grotesque"')).length;"""
JOURNEYS = [(one, place) for one in GESTURES for place in ("hôte", "dossier") if place == "hôte" or one.on_disk]


@pytest.mark.parametrize(("gesture", "place"), JOURNEYS, ids=lambda said: getattr(said, "name", said))
def test_a_gesture_works_on_a_host_and_from_a_folder_and_nothing_is_refused(
    window: Window, base_url: str, folder: Path, gesture: Gesture, place: str
) -> None:
    start = f"{base_url}{gesture.address}" if place == "hôte" else on_disk(folder, gesture.address)
    window.open(start)
    assert window.run(HELPERS + gesture.script) == gesture.result
    assert window.run(TITLE_FONT) == (gesture.name != "l’éditeur")  # it has fonts of its own
    place = base_url if place == "hôte" else folder.as_uri()
    assert [told for told in window.told(place) if not (gesture.says and gesture.says in told)] == []


def test_every_kind_of_page_opens_without_a_word_in_the_console(firefox: Window, base_url: str) -> None:
    """`test_every_page` looks at them in Chromium."""
    for address in PAGES:
        firefox.open(f"{base_url}{address}")
    assert firefox.told(base_url) == []


ATTACKS = """
const soon = (act) => new Promise((resolve, reject) => {
  setTimeout(() => { try { resolve(act()); } catch (error) { reject(error); } }); // a program that drives a page may do more
});
const attacks = {
  html() { document.body.innerHTML += "<b id=entre>"; return find("#entre"); },
  page() { document.write("<b id=entre>"); return find("#entre"); },
  code: () => soon(() => window.eval("1")),
  later: () => soon(() => new window.Function("return 1")()),
  policy: () => window.trustedTypes.createPolicy("autre", { createScript: (text) => text }),
  again: () => window.trustedTypes.createPolicy("traversees", { createScript: (text) => text }),
  address() { document.createElement("script").src = "https://exemple.org/a.js"; return true; },
  written() {
    const script = document.createElement("script");
    script.append("window.entered = true");
    document.body.append(script);
    return window.entered;
  },
  handler() {
    const button = document.createElement("button");
    button.setAttribute("onclick", "window.entered = true");
    button.click();
    return window.entered;
  },
  style() {
    const part = document.createElement("p");
    part.setAttribute("style", "position: fixed");
    document.body.append(part);
    return getComputedStyle(part).position === "fixed";
  },
  link() {
    Object.assign(document.createElement("a"), { href: "javascript:window.entered = true" }).click();
    return new Promise((resolve) => setTimeout(() => resolve(window.entered), 50));
  },
  base() {
    document.head.prepend(Object.assign(document.createElement("base"), { href: "https://exemple.org/" }));
    return !document.baseURI.startsWith(location.origin);
  },
  picture: () => new Promise((resolve) => {
    const picture = new Image();
    picture.onload = picture.onerror = ({ type }) => resolve(type === "load");
    picture.src = "https://exemple.org/a.png";
  }),
  data: () => fetch("https://exemple.org/").then(() => true),
  frame() {
    const frame = document.createElement("iframe");
    frame.src = "/";
    document.body.append(frame);
    return new Promise((resolve) => { frame.onload = () => resolve(frame.contentDocument?.querySelector("main")); });
  },
  program: () => new Worker(URL.createObjectURL(new Blob(["postMessage(1)"]))),
};
const entered = [];
for (const [name, attack] of Object.entries(attacks)) {
  const late = new Promise((resolve) => setTimeout(resolve, 300));
  try { if (await Promise.race([attack(), late])) entered.push(name); } catch { /* refused */ }
}
return [entered, Object.keys(attacks).length];
"""


def test_what_would_enter_is_refused_and_told(window: Window, base_url: str) -> None:
    window.open(base_url)
    entered, count = window.run(HELPERS + ATTACKS)
    told = window.told("")
    assert entered == []
    assert len(told) > count // 2, "the console is heard"


def test_while_one_writes_pages_reload_by_themselves_and_nothing_is_refused(chromium: Window, project: Path) -> None:
    file = project / "initiatives/initiative-d-exemple.yml"
    with serving(project) as address:
        page = f"{address}initiatives/initiative-d-exemple/"
        page_when(page, lambda text: "</html>" in text)
        chromium.open(page)
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("limites: ", "limites: Rechargée. "), encoding="utf-8")
        arrive(chromium, "Rechargée", "main")
        file.write_text(f"{text}nomm: Deux\n", encoding="utf-8")
        arrive(chromium, "1 problème à corriger", "main")
        assert chromium.told(address) == []


FOLLOW = "setTimeout(() => { const link = find(%r); link.click(); }); return find('h1').textContent;"


def test_from_a_folder_a_link_leads_to_a_page(window: Window, folder: Path) -> None:
    window.open(on_disk(folder, ""))
    window.run(HELPERS + FOLLOW % ".menu a[href*=glossaire]")
    arrive(window, "Lexique")
    assert window.told(folder.as_uri()) == []


def test_a_former_address_leads_on_from_a_folder_too(window: Window, moved: Path) -> None:
    for asked in ("", "?x=1#limites"):
        window.open(on_disk(moved, f"initiatives/{FORMER}/{asked}"))
        arrive(window, "Initiative d’exemple")
        assert window.run("return location.search + location.hash") == asked
    assert window.told(moved.as_uri()) == []


def arrive(window: Window, text: str, place: str = "h1") -> None:
    """Wait for a page with this text at this place: a script that runs while another page comes is lost."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with suppress(Error, AssertionError):
            if text in str(window.run(f"return document.querySelector('{place}')?.textContent")):
                return
        time.sleep(0.05)
    raise AssertionError(f"jamais : {text}")
