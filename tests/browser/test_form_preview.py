"""The preview of the form is the page: each record is opened in the form, and what it shows compared with what was published."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from difflib import unified_diff
from itertools import cycle
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from playwright.sync_api import expect

from tests.browser.test_form import SOURCES, Hostile, field, last_step, opened, step
from tests.conftest import make_project
from traversees.contribute.form import BODY, FORM_KINDS, form_model
from traversees.library.loading import load_library
from traversees.publish.clock import today
from traversees.publish.site import publish_site
from traversees.records.kinds import Initiative, Recit, Terme

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.conftest import Once
    from traversees.library.library import Library
    from traversees.records.record import Record

OF_THE_BASE = {
    "Les récits qui en parlent": "only the base knows the reports that speak of an initiative",
    "Les mots d’ici et de là-bas": "only the base knows which words of the lexicon a record uses",
    "Initiatives proches": "only the base knows what is near",
    "Où l’on rencontre ce mot": "only the base knows who uses a word",
}
"""The sections of a page that its preview does not have, and why."""

AROUND_THE_TEXT = {
    ".headerlink": "a link to a section of a page that is not published yet",
    ".choisir-ici": "what is not published is not compared",
    ".donnees": "the data are published with the page",
    ".bulles": "the words are explained in place once the page is published",
    ".actions": "one is correcting the record already",
}
"""The other parts of a page that its preview does not have, and why."""

BLOCKS = """({ root, sections, around }) => {
  const page = document.querySelector(root).cloneNode(true);
  const seen = [];
  for (const part of around) {
    const found = page.querySelectorAll(part);
    if (found.length) seen.push(part);
    found.forEach((element) => element.remove());
  }
  page.querySelectorAll("a.mot").forEach((word) => word.replaceWith(...word.childNodes));
  for (const heading of page.querySelectorAll("h2")) {
    if (!sections.includes(heading.textContent)) continue;
    seen.push(heading.textContent);
    while (heading.nextElementSibling && !heading.nextElementSibling.matches("h2, p.fraicheur")) heading.nextElementSibling.remove();
    heading.remove();
  }
  page.querySelectorAll("p, ul, ol, li, table, div").forEach((block) => { block.before(" "); block.after(" "); });
  const own = (target) => (target ?? "").replace(/^#apercu-/, "#");
  const said = [...page.querySelectorAll("h1, h2, h3, h4, h5, h6, p, ul, ol, li, dl, dt, dd, table, caption, th, td, details, summary, blockquote, hr, svg rect, a, sup, time, abbr")]
    .map((element) => {
      const about = element.matches("a[href^='#']") ? own(element.getAttribute("href")) : element.href ?? (element.hasAttribute("width") ? String(Number(element.getAttribute("width"))) : undefined) ?? element.value ?? element.dateTime ?? "";
      const text = element.matches("h1, h2, h3, h4, h5, h6, p, li, dt, dd, caption, th, td, summary, a, .visite") ? element.textContent.replace(/\\s+/g, " ").trim() : "";
      const inner = element.matches(".etat, .preuve, .avertissement, .chiffres, .barres, .analyse") ? element.className : "";
      return [element.localName, text, about, element.getAttribute("aria-label")?.replace(/\\s+/g, " ") ?? "", inner].filter(Boolean).join(" | ");
    });
  return { said, seen };
}"""


class Full(Hostile):
    """A value for each field, optional ones too, as a careful person fills them."""

    def __init__(self) -> None:
        super().__init__()
        self.lines = cycle(f"Un libellé d'exemple, le {n} : « tout » va ; rien ne manque !" for n in range(1000))

    def value(self, entry: dict[str, Any]) -> Any:  # noqa: ANN401 — as the form holds them
        if entry["key"] == "sources" and entry["genre"] == "block":
            full, other = super().value(entry)
            return [full, {key: value for key, value in other.items() if _needed(entry, key)}]
        if entry["key"] == "chiffres":
            series = [("A", "2019"), ("A", "2019"), ("B", "2019"), ("B", "2020"), ("seule", "2021"), ("", "2009-2012")]
            return [self._figure(entry, name, year) for name, year in series]
        return super().value(entry)

    def _figure(self, entry: dict[str, Any], name: str, year: str) -> dict[str, Any]:
        figure = self.block(entry["keys"]) | {"valeur": 1250.5 + next(self.rank), "annee": year, "serie": name}
        return figure if name else {key: figure[key] for key in figure if _needed(entry, key)} | {"valeur": 2000}

    def one(self, entry: dict[str, Any]) -> Any:  # noqa: ANN401
        if entry["plain"]:
            return "C'est *simple* : on mange, on parle.\n\n- Un.\n- Deux !"
        if entry["genre"] == "prose" and not entry["cited"]:
            return self.text(most=200)
        numbers = {"lat": 45.5, "lon": -71.9}
        if entry["genre"] == "body":
            return f"## Un titre : « l'essai »\n\n{self.text(2000)}\n\n### Plus *bas*\n\n> Cité [@{SOURCES[0]}].\n\n---\n\nFin [@analyse]."
        return numbers[entry["key"]] if entry["key"] in numbers else super().one(entry)

    def text(self, most: int) -> str:
        start = "Un *fait*, et **plus *d'un*** : « cités »…"
        more = f"Voir [l'étude](https://exemple.org/etude?a=1) [@{SOURCES[1]}] !\n\n- Un point ; puis `deux` [@{SOURCES[0]}]\n- Notre avis [@analyse]\n\n1. Le premier [@{SOURCES[1]}]\n2. Le second [@{SOURCES[0]}]"
        whole = f"{start} N° {next(self.rank)} [@{SOURCES[0]}]. {more}"
        return whole if len(whole) < most else f"{start} [@{SOURCES[0]}]."


def _needed(entry: dict[str, Any], key: str) -> bool:
    return any(inner["required"] and inner["key"] == key for inner in entry["keys"])


VARIANTS: dict[str, tuple[type[Record], dict[str, Any], set[str]]] = {
    "initiative-pleine": (Initiative, {"debut": "1998", "fin": "2020-06-01"}, set()),
    "recit-plein": (Recit, {"forme": "texte", "date": "2024-01-01"}, {"media", "acces", "url", "non_lu"}),
    "publication-pleine": (Recit, {"forme": "publication-exterieure"}, {"consentement"}),
    "mot-plein": (Terme, {}, set()),
}
"""The records that have every key filled: what is asked is taken from the models, so that a new key is filled too."""


def write_full_records(root: Path) -> None:
    library = load_library(root, today())
    for name, (kind, fixed, left_out) in VARIANTS.items():
        data = Full().block(form_model(kind, library)["entries"], left_out) | fixed
        body = data.pop(BODY, "")
        text = json.dumps(data, ensure_ascii=False, indent=2)
        whole = f"---\n{text}\n---\n\n{body}\n" if kind.suffix == ".md" else f"{text}\n"
        (root / kind.folder / f"{name}{kind.suffix}").write_text(whole, encoding="utf-8")


@pytest.fixture(scope="module")
def full(once: Once) -> Path:
    """A site whose base has, with the minimal one, a record of each kind with every key filled."""

    def publish(root: Path) -> None:
        make_project(root)
        write_full_records(root)
        assert publish_site(root, search=False) == 0

    return once("projet-plein", publish)


class Seen(NamedTuple):
    """The blocks of a page or of a preview, in their order, and what was left out of it."""

    said: list[str]
    seen: list[str]


def blocks(page: Page, root: str) -> Seen:
    return Seen(**page.evaluate(BLOCKS, {"root": root, "sections": [*OF_THE_BASE], "around": [*AROUND_THE_TEXT]}))


def difference(page: Page, kind: type[Record], name: str, left_out: set[str]) -> list[str]:
    """What the preview of a record has less or more than its page; `left_out` learns what was allowed."""
    page.goto(kind.address_of(name))
    published = blocks(page, "article")
    opened(page, kind, f"?fiche={name}")
    last_step(page)
    preview = blocks(page, ".form-apercu")
    left_out.update(published.seen)
    return [*unified_diff(published.said, preview.said, "page", "aperçu", n=0, lineterm=""), *preview.seen]


def test_the_preview_is_the_page_block_by_block(
    full: Path, serve: Callable[[Path], AbstractContextManager[str]], browser: Browser
) -> None:
    left_out: set[str] = set()
    with serve(full / "site") as address:
        page = browser.new_context(base_url=address).new_page()
        for kind in FORM_KINDS:
            for file in sorted((full / kind.folder).iterdir()):
                assert difference(page, kind, file.name.removesuffix(kind.suffix), left_out) == []
        page.context.close()
    assert left_out == {*OF_THE_BASE, *AROUND_THE_TEXT}


ON_THE_PAGE = """\
{% if record.exemples %}
## On le lit {#on-le-lit}

<ol>
{% for exemple in record.exemples %}
<li>{{ notes.inline(exemple) }}{{ ' ;' if not loop.last else '.' }}</li>
{% endfor %}
</ol>
{% endif %}
{% if record.faux_ami %}"""
IN_THE_CLASS = 'exemples: tuple[Texte, ...] = Field(default=(), description="Des phrases où on le lit.")'
NEW_KEY = {
    "traversees/records/kinds/terme.py": ("    synonymes:", f"    {IN_THE_CLASS}\n    synonymes:"),
    "templates/terme.md.jinja": ("{% if record.faux_ami %}", ON_THE_PAGE),
    "glossaire/mot-d-exemple.yml": (
        "equivalent:",
        'exemples:\n  - "Un *mot* [@dictionnaire]"\n  - "Deux mots"\nequivalent:',
    ),
}
"""A key of a kind that has a form: a line in its class, and what the page shows; then a record that has it."""


def test_a_new_key_costs_its_class_and_the_template_of_the_page(
    project: Path, serve: Callable[[Path], AbstractContextManager[str]], browser: Browser
) -> None:
    for path, (before, after) in NEW_KEY.items():
        text = (project / path).read_text(encoding="utf-8")
        assert before in text
        (project / path).write_text(text.replace(before, after, 1), encoding="utf-8")
    command = [sys.executable, "-m", "traversees.command.site"]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    with serve(project / "site") as address:
        page = browser.new_context(base_url=address).new_page()
        assert difference(page, Terme, "mot-d-exemple", set()) == []
        expect(page.locator(".form-apercu ol:not(.sources) li")).to_have_text(["Un mot1 ;", "Deux mots."])
        page.context.close()


@pytest.mark.parametrize("kind", FORM_KINDS, ids=lambda kind: kind.kind_name())
def test_the_previews_of_the_real_records_are_their_pages(
    page: Page, library: Library, kind: type[Record], request: pytest.FixtureRequest
) -> None:
    records = library.of_kind(kind)
    few = len(records) if request.config.getoption("complet") else 3
    for record in records[:: len(records) // few]:
        assert difference(page, kind, record.id, set()) == []


def test_a_note_of_the_preview_leads_to_its_source_and_back_without_leaving_the_step(page: Page) -> None:
    opened(page, Terme, "?fiche=115")
    preview = last_step(page).locator(".form-apercu")
    note = preview.locator(".appel a").first
    note.click()
    expect(preview.locator(".sources > li:target")).to_be_in_viewport()
    preview.locator(".sources > li:target .retours a").first.click()
    expect(note).to_be_in_viewport()
    expect(preview).to_be_visible()
    page.go_back()
    expect(preview).to_be_visible()


def test_an_address_that_is_none_and_what_is_not_filled_make_no_link(page: Page) -> None:
    opened(page, Initiative)
    step(page, 1).get_by_text("Facultatif").first.click()
    field(page.locator("[data-etape='1']"), "site").locator("input").fill("javascript:alert(1)")
    preview = last_step(page).locator(".form-apercu")
    expect(preview.get_by_text("Site officiel")).not_to_have_attribute("href", re.compile(""))
    expect(preview.locator(".etiquette").first).to_have_text("À remplir")
    expect(preview.locator(".etiquette[href]")).to_have_count(0)
