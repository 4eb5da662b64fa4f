"""From a need to action: the page of a need, and the table that crosses needs and themes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

    from traversees.library.library import Library

ROOT = Path(__file__).resolve().parents[2]
NEED = "logement-sans-abrisme"
NEED_PAGE = f"contexte/besoins/{NEED}/"
SIZES: list[ViewportSize] = [{"width": 320, "height": 640}, {"width": 1280, "height": 800}]
sizes = pytest.mark.parametrize("size", SIZES, ids=["phone", "desk"])


def plural(number: int) -> str:
    return f"{number} initiative{'s' if number > 1 else ''}"


@sizes
@pytest.mark.parametrize("address", ["contexte/besoins/", "a-propos/etat-de-la-base/"])
@pytest.mark.parametrize("press", ["mouse", "keyboard"])
def test_a_cell_leads_to_the_explorer_with_its_need_and_its_theme(
    page: Page, library: Library, size: ViewportSize, address: str, press: str
) -> None:
    page.set_viewport_size(size)
    page.goto(address)
    need = library.besoin(NEED)
    number = library.coverage(need, "logement")
    cell = page.get_by_role("link", name=f"{plural(number)} : {need.court}, Logement", exact=True)
    expect(cell).to_have_text(str(number))
    cell.click() if press == "mouse" else cell.press("Enter")
    expect(page).to_have_url(re.compile(rf"initiatives/\?besoin={NEED}&theme=logement$"))
    expect(page.locator("#compte")).to_have_text(f"{plural(number)} sur {len(library.initiatives)}")
    expect(page.locator("#choix li")).to_contain_text([need.court, "Logement", "Tout effacer"])
    expect(page.locator("#liste > li")).to_have_count(number)


def test_the_table_counts_all_that_answers_and_leaves_empty_crossings_unlinked(page: Page, library: Library) -> None:
    page.goto("contexte/besoins/")
    rows = page.locator("table.matrice tbody tr")
    expect(rows).to_have_count(len(library.besoins))
    for row, need in zip(rows.all(), library.besoins, strict=True):
        counts = [len(library.answers_to(need)), *(library.coverage(need, theme) for theme in library.terms("themes"))]
        assert row.locator("td").all_text_contents() == [str(count or "–") for count in counts]
        assert row.locator("td.vide a").count() == 0


@sizes
def test_the_name_of_the_need_stays_in_sight_when_the_table_scrolls(page: Page, size: ViewportSize) -> None:
    page.set_viewport_size(size)
    page.goto("contexte/besoins/")
    table = page.locator(".tableau")
    table.scroll_into_view_if_needed()
    table.evaluate("frame => { frame.scrollLeft = 400; }")
    inside = """name => name.getBoundingClientRect().left - name.closest(".tableau").getBoundingClientRect().left"""
    assert abs(page.locator("table.matrice tbody th").first.evaluate(inside)) < 2


@sizes
@pytest.mark.parametrize("script", ["script", "no-script"])
def test_a_need_gathers_the_conditions_of_its_answers_with_who_names_each(
    browser: Browser, base_url: str, library: Library, size: ViewportSize, script: str
) -> None:
    context = browser.new_context(base_url=base_url, java_script_enabled=script == "script", viewport=size)
    page = context.new_page()
    page.goto(NEED_PAGE)
    grouped = {ici: found for ici, found in library.conditions_for(library.besoin(NEED)).items() if found}
    states = page.locator("details.etat-ici")
    expect(states).to_have_count(len(grouped))
    for state, (ici, found) in zip(states.all(), grouped.items(), strict=True):
        expect(state.locator("summary")).to_contain_text(library.term("etats-de-condition", ici).libelle)
        expect(state.locator("summary")).to_contain_text(str(len(found)))
        expect(state.locator("li")).to_have_count(len(found))
    first, second = states.nth(0), states.nth(1)
    expect(first.locator("li").first).to_be_visible()
    expect(second.locator("li").first).to_be_hidden()
    second.locator("summary").press("Enter")
    expect(second.locator("li").first).to_be_visible()
    first.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(r"/initiatives/[a-z0-9-]+/#conditions$"))
    context.close()


@sizes
def test_a_need_names_who_acts_who_could_and_what_was_tried(page: Page, library: Library, size: ViewportSize) -> None:
    page.set_viewport_size(size)
    need = next(need for need in library.besoins if library.transfers_for(need) and library.actors_for(need))
    page.goto(f"contexte/besoins/{need.id}/")
    here = page.locator("#deja-la ~ ul.acteurs").first.locator("> li")
    expect(here).to_have_count(len(need.deja_la))
    could = page.locator("#pressentis ~ ul.acteurs").first.locator("> li")
    expect(could).to_have_count(len(library.actors_for(need)))
    tried = page.locator("ul.transferts > li")
    expect(tried).to_have_count(len(library.transfers_for(need)))
    tried.first.get_by_role("link").press("Enter")
    expect(page).to_have_url(re.compile("/contexte/transferts/"))


def test_paper_holds_what_the_screen_folds(page: Page) -> None:
    page.goto(NEED_PAGE)
    page.emulate_media(media="print")
    for state in page.locator("details.etat-ici").all():
        expect(state.locator("li").last).to_be_visible()


def test_the_printed_table_of_needs_and_themes_is_landscape_and_fits(page: Page, tmp_path: Path) -> None:
    page.goto("contexte/besoins/")
    page.pdf(path=tmp_path / "besoins.pdf", prefer_css_page_size=True)
    assert b"/MediaBox [0 0 841." in (tmp_path / "besoins.pdf").read_bytes()
    page.emulate_media(media="print")
    landscape = (297 - 2 * 12) / 25.4 * 96
    assert page.locator("table.matrice").evaluate("table => table.offsetWidth") <= landscape


@pytest.mark.parametrize("address", ["", "initiatives/", "initiatives/themes/logement/", NEED_PAGE])
def test_a_page_announces_its_feeds_and_they_are_there(page: Page, address: str) -> None:
    page.goto(address)
    feeds = page.locator("head link[rel=alternate][type='application/atom+xml']")
    expect(feeds).to_have_count(2 if address else 1)
    for feed in feeds.all():
        answer = page.request.get(feed.evaluate("link => link.href"))
        assert answer.ok
        assert ET.fromstring(answer.text()).tag == "{http://www.w3.org/2005/Atom}feed"  # noqa: S314 — our own


@sizes
def test_a_reader_follows_a_theme_or_learns_how(page: Page, base_url: str, size: ViewportSize) -> None:
    page.set_viewport_size(size)
    page.goto("initiatives/themes/logement/")
    expect(page.get_by_role("link", name="Suivre ce thème")).to_have_attribute("href", "flux.xml")
    page.get_by_role("link", name="Comment faire ?").press("Enter")
    expect(page).to_have_url(f"{base_url}a-propos/suivre/")
    for link in page.locator("article a[type='application/atom+xml']").all():
        assert page.request.get(link.evaluate("link => link.href")).ok
