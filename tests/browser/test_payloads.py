"""Each wall alone holds: what is hostile runs nothing without our checks, without the policy, or without being cleaned."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from tests.browser.test_walls import chromium, firefox, window  # noqa: F401 — fixtures
from tests.conftest import make_project
from tests.payloads import Poison, payloads
from traversees.check.rules import check_document
from traversees.french.text import safe_html
from traversees.pages.destinations import judged
from traversees.publish.site import publish_site
from traversees.publish.theme import site_policy
from traversees.records.document import Document
from traversees.records.kinds import Terme
from traversees.records.problems import ProblemsFound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.browser.test_walls import Window
    from traversees.records.record import Record

    Serve = Callable[[Path], AbstractContextManager[str]]
    Once = Callable[[str, Callable[[Path], object]], Path]

WATCH = """
window.entered = [];
for (const name of ["alert", "confirm", "prompt", "print"]) window[name] = () => { window.entered.push(name); };
"""
SEEN = """() => {
  const found = [...window.entered];
  for (const part of document.querySelectorAll("*")) {
    const ours = part.type === "application/json" || "base" in part.dataset || "police" in part.dataset;
    if (/^(iframe|object|embed|base|frame|style|video|audio)$/.test(part.localName)) found.push(part.localName);
    if (part.localName === "script" && !ours && !part.src.startsWith(`${location.origin}/`)) found.push(part.outerHTML);
    for (const { name, value } of part.attributes) {
      if (/^on|^style$|^srcdoc$/i.test(name)) found.push(`${name}="${value}"`);
    }
    const address = part.getAttribute("href") ?? part.getAttribute("xlink:href") ?? part.getAttribute("action");
    if (address && !/^(https?|mailto):$/.test(new URL(address, location).protocol)) found.push(address);
  }
  return found;
}"""


def publish_poisoned(root: Path, texts: list[str]) -> None:
    """Publish a small base full of `texts`, as if our checks had let them through."""
    poison = Poison(texts)

    def unchecked(document: Document, kind: type[Record], day: str) -> Record:
        return poison(check_document(document, kind, day))

    make_project(root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("traversees.library.loading.check_document", unchecked)
        assert publish_site(root, search=False) == 0
    assert poison.left == set()


@pytest.fixture
def watched(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A window; by its parameter, one that the policy of the pages does not protect."""
    context = browser.new_context(bypass_csp=request.param)
    context.add_init_script(WATCH)
    yield context.new_page()
    context.close()


WITHOUT_POLICY = pytest.mark.parametrize("watched", [True], indirect=True, ids=["without-policy"])
WITH_POLICY = pytest.mark.parametrize("watched", [False], indirect=True, ids=["with-policy"])


def faults_of(page: Page, address: str, site: Path) -> list[str]:
    """What entered the pages of a small site, what they asked elsewhere, and what the console was told."""
    faults: list[str] = []
    page.on("request", lambda asked: None if asked.url.startswith(address) else faults.append(asked.url))
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    pages = [file for file in sorted(site.rglob("index.html")) if b"alert" in file.read_bytes()]
    assert len(pages) > 20
    for file in pages:
        page.goto(
            f"{address}{file.relative_to(site).as_posix().removesuffix('index.html')}", wait_until="domcontentloaded"
        )
        faults += [f"{file.relative_to(site)} : {found}" for found in page.evaluate(SEEN)]
    return faults


@WITHOUT_POLICY
def test_without_our_checks_nor_the_policy_nothing_enters(once: Once, serve: Serve, watched: Page) -> None:
    site = once("hostile", lambda root: publish_poisoned(root, payloads())) / "site"
    with serve(site) as address:
        assert faults_of(watched, address, site) == []


@WITH_POLICY
def test_what_our_checks_let_through_gives_the_policy_nothing_to_refuse(
    once: Once, serve: Serve, watched: Page
) -> None:
    passed = [text for text in payloads() if passes(text)]
    assert 10 < len(passed) < len(payloads()) / 10
    site = once("accepte", lambda root: publish_poisoned(root, passed)) / "site"
    with serve(site) as address:
        assert faults_of(watched, address, site) == []


def passes(text: str) -> bool:
    """Whether our checks accept `text` in the definition of a word."""
    source = {
        "id": "a",
        "titre": "Titre",
        "editeur": "Éditeur",
        "url": "https://exemple.org/a",
        "consulte": "2026-01-15",
        "type": "presse",
        "portee": "extrait",
    }
    data = {
        "terme": "Mot",
        "aire": "quebec",
        "definition": f"{text} [@a]",
        "sources": [source],
        "verifie_le": "2026-01-15",
    }
    try:
        check_document(Document("glossaire/mot.yml", data, {}, {}, {}), Terme, "2026-11-30")
    except ProblemsFound:
        return False
    return True


class Tags(HTMLParser):
    """The tags of a text, each with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_a_hostile_text_alone_becomes_words_and_a_few_tags() -> None:
    blocks = {"p", "pre", "ul", "ol", "li", "blockquote", "h2", "h3", "h4", "h5", "h6"}
    allowed = blocks | {"a", "code", "strong", "em", "br"}
    for text in payloads():
        for tag, attributes in Tags(judged(safe_html(text))).found:
            assert tag in allowed, text
            assert set(attributes) <= ({"href", "rel"} if tag == "a" else set()), text
            assert ":" not in (attributes.get("href") or "").partition("/")[0].removeprefix("https:").removeprefix(
                "http:"
            ), text


RAW = """<!doctype html><html lang="fr"><head><meta charset="utf-8">{policy}<script src="guet.js"></script></head>
<body><main>{text}</main></body></html>"""
RAW_TEXTS = [text for text in payloads() if "<" in text and not text.startswith("[")]
PROVOKE = """
const frames = [...document.querySelectorAll("iframe")].map(({ contentWindow }) => contentWindow);
await new Promise((resolve) => setTimeout(resolve, 500));
for (const frame of frames) {
  try {
    for (const part of frame.document.querySelectorAll("*")) {
      for (const { name } of part.attributes) if (name.startsWith("on")) part.dispatchEvent(new Event(name.slice(2)));
      if (/^\\s*javascript:/i.test(part.href ?? "")) part.click();
    }
  } catch { /* it went elsewhere: no policy forbids this */ }
}
await new Promise((resolve) => setTimeout(resolve, 500));
return frames.map((frame) => { try { return frame.entered?.length ?? 0; } catch { return 0; } });
"""


@pytest.fixture(scope="module")
def raw(once: Once, repository: Path) -> Path:
    """Each payload as it is in a page of its own, with the policy of ours and without any; two pages show them all."""

    def write(folder: Path) -> None:
        folder.mkdir()
        (folder / "guet.js").write_text(WATCH, encoding="utf-8")
        (folder / "404.html").write_text("", encoding="utf-8")
        meta = f'<meta http-equiv="Content-Security-Policy" content="{site_policy(repository)}">'
        for name, policy, texts in (("avec", meta, RAW_TEXTS), ("sans", "", RAW_TEXTS[::3])):
            for rank, text in enumerate(texts):
                page = RAW.format(policy=policy, text=text)
                (folder / f"{name}-{rank}.html").write_text(page, encoding="utf-8", errors="replace")
            frames = "".join(f'<iframe hidden src="{name}-{rank}.html"></iframe>' for rank in range(len(texts)))
            (folder / f"{name}.html").write_text(f"<!doctype html><title>Tous</title>{frames}", encoding="utf-8")

    return once("bruts", write)


def test_what_nothing_cleaned_runs_only_where_no_policy_is(window: Window, raw: Path, serve: Serve) -> None:  # noqa: F811
    with serve(raw) as address:
        window.open(f"{address}sans.html")
        entered = window.run(PROVOKE)
        assert sum(map(bool, entered)) > 10, "the payloads bite"
        window.open(f"{address}avec.html")
        told = zip(RAW_TEXTS, window.run(PROVOKE), strict=True)
        assert [text for text, count in told if count] == []
        window.told("")  # its refusals are no message of the next page
