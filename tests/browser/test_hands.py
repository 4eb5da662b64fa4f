"""The ways through the site, each by mouse, by keyboard and by finger, on a phone and on a desk."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator, Page, ViewportSize

    from traversees.library.library import Library

ROOT = Path(__file__).resolve().parents[2]
SIZES: dict[str, ViewportSize] = {
    "phone": {"width": 320, "height": 640},
    "desk": {"width": 1280, "height": 800},
}
CASES = [(size, hand) for size in SIZES for hand in ("mouse", "keyboard", "finger")]


@dataclass
class Reader:
    """Someone who reads with one hand: `press` is what that hand does to a control."""

    page: Page
    hand: str

    def press(self, target: Locator, key: str = "Enter") -> None:
        if self.hand == "keyboard":
            target.focus()
            self.page.keyboard.press(key)
        elif self.hand == "finger":
            target.tap()
        else:
            target.click()


@pytest.fixture(params=CASES, ids=["-".join(case) for case in CASES])
def reader(request: pytest.FixtureRequest, browser: Browser, base_url: str) -> Iterator[Reader]:
    size, hand = request.param
    context = browser.new_context(
        base_url=base_url, viewport=SIZES[size], has_touch=hand == "finger", reduced_motion="reduce", locale="fr-FR"
    )
    yield Reader(context.new_page(), hand)
    context.close()


def test_a_box_filters_a_chip_undoes_it_and_the_order_changes(reader: Reader, library: Library) -> None:
    page, total = reader.page, len(library.initiatives)
    page.goto("initiatives/")
    toggle = page.get_by_role("button", name="Filtrer")
    if toggle.is_visible():
        reader.press(toggle)
        reader.press(page.locator("summary", has_text="Thème"))
    reader.press(page.locator("[name=theme][value=logement]"), "Space")
    number = len(library.initiatives_with("themes", "logement"))
    expect(page.locator("#compte")).to_have_text(f"{number} initiatives sur {total}")
    if (see := page.locator("#voir")).is_visible():
        reader.press(see)
    expect(page.locator("#liste > li")).to_have_count(number)
    page.get_by_label("Trier par").select_option("annee")
    expect(page).to_have_url(re.compile(r"\?theme=logement&tri=annee$"))
    reader.press(page.get_by_role("button", name="Retirer Thème : Logement"))
    expect(page.locator("#liste > li")).to_have_count(total)


def test_two_cards_are_compared(reader: Reader, base_url: str) -> None:
    page = reader.page
    page.goto("initiatives/themes/logement/")
    names = page.locator(".carte h2").all_text_contents()[:2]
    for button in page.locator(".carte [data-choisir]").all()[:2]:
        reader.press(button, "Space")
    reader.press(page.locator("#__choix").get_by_role("link", name="Comparer"))
    expect(page).to_have_url(re.compile(re.escape(f"{base_url}comparer/?fiches=")))
    expect(page.locator(".cote-a-cote thead th a")).to_have_text(names)
    reader.press(page.locator(".cote-a-cote thead").get_by_role("button").first)
    expect(page.locator(".comparaison-avis")).to_contain_text("Choisissez-en une autre")


def test_a_search_is_kept_to_one_kind_and_its_first_result_opened(reader: Reader) -> None:
    page = reader.page
    page.goto("")
    reader.press(page.get_by_role("main").get_by_role("button", name="Chercher un mot"))
    page.get_by_role("searchbox", name="Chercher une pratique").fill("itinerance")
    page.locator("dialog select").select_option("Initiative")
    first = page.locator("dialog li").first
    expect(first).to_contain_text("Initiative · ")
    expect(first.locator("mark").first).to_be_visible()
    address = first.get_by_role("link").evaluate("link => link.href.split('#')[0]")
    reader.press(first.get_by_role("link"))
    expect(page).to_have_url(re.compile(re.escape(address)))


def test_a_tile_of_the_map_and_an_entry_of_the_timeline_are_opened(reader: Reader, base_url: str) -> None:
    page = reader.page
    page.goto("carte/")
    reader.press(page.locator("a.tuile", has_text="Montréal"))
    expect(page).to_have_url(f"{base_url}initiatives/regions/montreal/")
    page.goto("frise/")
    decade = page.get_by_role("navigation", name="Décennies").get_by_role("link").last
    reader.press(decade)
    expect(page).to_have_url(re.compile("#annees-2020$"))
    reader.press(page.locator(".frise a").first)
    expect(page).to_have_url(re.compile("/(initiatives|transferts)/[a-z0-9-]+/$"))


def test_a_word_is_explained_where_it_stands(reader: Reader) -> None:
    page = reader.page
    page.goto("initiatives/la-maison-bleue/")
    word = page.locator("a.mot[data-mot='aide-sociale']").first
    reader.press(word)
    expect(page.get_by_role("dialog", name="Aide sociale")).to_be_visible()
    reader.press(page.get_by_role("dialog", name="Aide sociale").get_by_role("button"))
    expect(page.get_by_role("dialog", name="Aide sociale")).to_be_hidden()


def test_a_step_read_is_marked_and_kept(reader: Reader, library: Library) -> None:
    page = reader.page
    page.goto(f"parcours/{library.parcours[0].id}/")
    box = page.get_by_role("checkbox").first
    reader.press(box, "Space")
    expect(box).to_be_checked()
    page.reload()
    expect(page.get_by_role("checkbox").first).to_be_checked()
    reader.press(page.locator("[data-action=recommencer]"))
    expect(page.get_by_role("checkbox").first).not_to_be_checked()


def test_a_related_initiative_says_what_it_shares_and_is_opened(reader: Reader, library: Library) -> None:
    page = reader.page
    initiative = library.initiatives[0]
    page.goto(f"initiatives/{initiative.id}/")
    entries = page.locator("ul.proches > li")
    expect(entries).to_have_count(len(library.related(initiative)))
    for entry in entries.all():
        expect(entry.locator(".raison")).to_contain_text(re.compile("^Même (besoin|public|thème)"))
    first = entries.first.get_by_role("link")
    address = first.evaluate("link => link.href")
    reader.press(first)
    expect(page).to_have_url(address)


def test_the_five_ways_in_of_the_home_page_lead_somewhere(reader: Reader, base_url: str) -> None:
    page = reader.page
    for name, target in (("Un besoin d’ici", "#besoin"), ("Un thème", "#theme"), ("Mon métier", "#metier")):
        page.goto("")
        reader.press(page.get_by_role("link", name=name, exact=True))
        expect(page).to_have_url(f"{base_url}{target}")
        expect(page.locator(target)).to_be_in_viewport()
    page.goto("")
    reader.press(page.get_by_role("navigation", name="Cinq façons").get_by_role("link", name="La carte"))
    expect(page).to_have_url(f"{base_url}carte/")


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_without_script_the_map_the_timeline_and_the_needs_are_whole(
    browser: Browser, base_url: str, library: Library, size: ViewportSize
) -> None:
    context = browser.new_context(base_url=base_url, java_script_enabled=False, viewport=size)
    page = context.new_page()
    page.goto("carte/")
    page.locator("a.tuile", has_text="Montréal").click()
    expect(page.locator(".carte")).to_have_count(len(library.initiatives_with("region", "montreal")))
    page.goto("frise/")
    expect(page.locator(".frise a").first).to_be_visible()
    page.goto("contexte/besoins/")
    expect(page.locator("table.matrice td a").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == size["width"]
    context.close()
