"""One sweep of the pages, each loaded afresh at each size and in each colour: what every page owes its readers.

One page of every kind; with `--complet`, every page of the site.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from traversees.publish.theme import site_policy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page, Response, ViewportSize

ROOT = Path(__file__).resolve().parents[2]


def first_of(folder: str) -> str:
    """The address of the first record of `folder`: its file name is its address."""
    return f"{folder}/{min(file.stem for file in (ROOT / folder).iterdir() if not file.name.startswith('.'))}/"


PAGES = [  # one page of every kind
    "",
    "initiatives/",
    first_of("initiatives"),
    "initiatives/themes/",
    "initiatives/regions/",
    "initiatives/themes/logement/",
    "initiatives/preuves/",
    "initiatives/preuves/etude/",
    "initiatives/rencontrees-en-2023/",
    "carte/",
    "frise/",
    "comparer/",
    "contexte/",
    "contexte/besoins/",
    first_of("contexte/besoins"),
    "contexte/notes/",
    first_of("contexte/notes"),
    "contexte/acteurs/",
    first_of("contexte/acteurs"),
    "contexte/transferts/",
    first_of("contexte/transferts"),
    "recits/",
    first_of("recits"),
    "glossaire/",
    first_of("glossaire"),
    "parcours/",
    first_of("parcours"),
    "a-propos/",
    "a-propos/etat-de-la-base/",
    "a-propos/suivre/",
    "a-propos/accessibilite/",
    "a-propos/performances/",
    "contribuer/",
    "contribuer/editeur/",
    "contribuer/formulaire/",
    "contribuer/formulaire/recit/",
    "contribuer/guide/",
    "contribuer/guide/initiative/",
    "plan-du-site/",
]
EDITOR = "contribuer/editeur/"
"""A page of its own: it has not our shell."""


NARROW: ViewportSize = {"width": 320, "height": 640}
WIDE: ViewportSize = {"width": 1280, "height": 800}
EVERY_RULE: dict[str, Any] = {"rules": {"target-size": {"enabled": True}}}
COLOUR_RULES: dict[str, Any] = {"runOnly": ["color-contrast", "link-in-text-block"]}


class Sight(NamedTuple):
    """How a page is looked at: loaded in these colours and at this size, then at the other size."""

    colours: Literal["light", "dark"]
    size: ViewportSize
    other: ViewportSize


SIGHTS = (Sight("light", NARROW, WIDE), Sight("dark", WIDE, NARROW))
"""Every rule of axe at each size and in each colour; those of colour in all four."""

REFUSALS = """
window.refusals = [];
document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sourceFile, lineNumber }) => {
  window.refusals.push([effectiveDirective, blockedURI, sourceFile, lineNumber].join(" "));
});
"""

SEEN = """() => {
  const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
  return {
    lang: document.documentElement.lang,
    title: document.title,
    headings: document.querySelectorAll("h1").length,
    twice: ids.filter((id, rank) => ids.indexOf(id) !== rank),
    width: document.documentElement.scrollWidth,
    links: [...document.links].map(({ href }) => href),
    refusals: window.refusals,
  };
}"""


WIDTH = "document.documentElement.scrollWidth"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "address" in metafunc.fixturenames:
        every = [file.parent.relative_to(ROOT / "site") for file in sorted((ROOT / "site").rglob("index.html"))]
        addresses = [f"{path.as_posix()}/".removeprefix("./") for path in every]
        metafunc.parametrize("address", addresses if metafunc.config.getoption("complet") else PAGES)


@pytest.fixture(scope="module")
def windows(browser: Browser) -> Iterator[list[Page]]:
    """A window for each sight."""
    opened = [_window(browser, sight) for sight in SIGHTS]
    yield opened
    for window in opened:
        window.context.close()


def _window(browser: Browser, sight: Sight) -> Page:
    window = browser.new_context(
        viewport=sight.size, color_scheme=sight.colours, locale="fr-FR", reduced_motion="reduce"
    )
    window.add_init_script(REFUSALS)
    return window.new_page()


@pytest.mark.parametrize("rank", range(len(SIGHTS)), ids=[sight.colours for sight in SIGHTS])
def test_a_page_owes_nothing_to_its_readers(
    windows: list[Page], site: Path, base_url: str, rank: int, address: str
) -> None:
    shell = address != EDITOR
    look = Look(windows[rank], SIGHTS[rank], site, base_url)
    assert look.faults_of(address, idle=rank == 0, shell=shell) == []


PLANTED = """<!doctype html><html lang="en"><head><title>Rien</title></head><body><main><h1>Un</h1><h1>Deux</h1>
<p id="deux"><font color="#eeeeee">Un texte trop pâle.</font></p><p id="deux">Encore.</p>
<p><a href="../nulle-part/">Nulle part</a> <a href="../carte/#nulle-part">ailleurs</a></p>
<img src="absente.png" alt=""><img src="https://exemple.org/x.png" alt=""><table width="2000"><tr><td>Large</td></tr></table>
<script src="absent.js"></script><p style="color: red">Rouge</p></main></body></html>"""


def test_the_sweep_sees_each_fault_that_is_planted(windows: list[Page], site: Path, base_url: str) -> None:
    headers = {"content-type": "text/html; charset=utf-8", "content-security-policy": site_policy(ROOT)}
    windows[0].route(f"{base_url}plante/", lambda route: route.fulfill(body=PLANTED, headers=headers))
    found = Look(windows[0], SIGHTS[0], site, base_url).faults_of("plante/", idle=True, shell=False)
    assert "color-contrast" in [fault.partition(" : ")[0] for fault in found if "</" in fault]
    told = [fault.replace(base_url, "") for fault in found if "</" not in fault]
    assert told[:6] == [
        "langue « en », titre « Rien », 2 titre(s) de page",
        "2008 pixels de large sur 320",
        "2008 pixels de large sur 1280",
        "identifiant « deux » porté deux fois",
        "lien mort : carte/#nulle-part",
        "lien mort : nulle-part/",
    ]
    assert sorted(told[6:8]) == ["plante/absent.js : 404", "plante/absente.png : 404"]
    assert {line.split()[0] for line in told[8:10]} == {"img-src", "style-src-attr"}  # then, what the console says


@dataclass
class Look:
    """A look at a page: `window` shows it in one manner, `sight`."""

    window: Page
    sight: Sight
    site: Path
    base_url: str

    def faults_of(self, address: str, *, idle: bool, shell: bool) -> list[str]:
        """All that is wrong with the page at `address`, loaded now, or till it is `idle`; `shell`: whether it has ours."""
        answers: list[Response] = []
        told: list[str] = []
        heard: dict[str, Callable[..., None]] = {
            "response": lambda answer: answers.append(answer),  # noqa: PLW0108 — Playwright marks what it calls
            "console": lambda message: told.append(message.text),
            "pageerror": lambda error: told.append(str(error)),
        }
        for event, hear in heard.items():
            self.window.on(event, hear)  # type: ignore[call-overload]
        self.window.set_viewport_size(self.sight.size)
        self.window.goto(f"{self.base_url}{address}", wait_until="networkidle" if idle else "load")
        faults = [*self._seen(), *self._asked(answers)]
        if shell:
            expect(self.window.locator("html")).to_have_class("js")
            self.window.locator("#__palette").click()
        faults += [*self.window.evaluate("window.refusals"), *told]
        for event, hear in heard.items():
            self.window.remove_listener(event, hear)
        self.window.evaluate("localStorage.clear()")
        return faults

    def _asked(self, answers: list[Response]) -> Iterator[str]:
        """What was asked elsewhere, and what is missing."""
        host = urlsplit(self.base_url).netloc
        for answer in answers:
            if urlsplit(answer.url).netloc != host or answer.status >= HTTPStatus.BAD_REQUEST:
                yield f"{answer.url} : {answer.status}"

    def _seen(self) -> Iterator[str]:
        """What axe finds, and what the page says of itself that is not as it must be."""
        yield from violations(self.window, **EVERY_RULE)
        seen = self.window.evaluate(SEEN)
        self.window.set_viewport_size(self.sight.other)
        yield from violations(self.window, **COLOUR_RULES)
        if seen["lang"] != "fr" or not seen["title"].endswith("Traversées") or seen["headings"] != 1:
            yield f"langue « {seen['lang']} », titre « {seen['title']} », {seen['headings']} titre(s) de page"
        for width, size in ((seen["width"], self.sight.size), (self.window.evaluate(WIDTH), self.sight.other)):
            if width > size["width"]:
                yield f"{width} pixels de large sur {size['width']}"
        yield from (f"identifiant « {name} » porté deux fois" for name in seen["twice"])
        for link in sorted(set(seen["links"])):
            if link.startswith(self.base_url) and not self._leads_somewhere(link.removeprefix(self.base_url)):
                yield f"lien mort : {link}"

    def _leads_somewhere(self, target: str) -> bool:
        """Whether this address of the site, its fragment included, is there: also for links that scripts made."""
        address, fragment = urldefrag(target)
        path = unquote(address.partition("?")[0])
        file = self.site / path / "index.html" if path.endswith("/") or not path else self.site / path
        return file.is_file() and (not fragment or file.suffix != ".html" or unquote(fragment) in _ids(file))


@cache
def _ids(file: Path) -> set[str]:
    return set(re.findall(r'\sid="?([^"\s>]+)', file.read_text(encoding="utf-8")))
