"""The map and the timeline in a real browser: by keyboard, by touch, on a small screen, without colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from traversees.french.typography import typographic
from traversees.library.places import places_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

    from traversees.library.library import Library
    from traversees.records.kinds import Initiative, Transfert

SMALL: ViewportSize = {"width": 320, "height": 640}
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 800}

CUT_NAMES = """names => names
  .filter((name) => name.scrollWidth > name.clientWidth || [...name.textContent.matchAll(/[\\p{L}]+/gu)].some((word) => {
    const range = document.createRange();
    range.setStart(name.firstChild, word.index);
    range.setEnd(name.firstChild, word.index + word[0].length);
    return new Set([...range.getClientRects()].map((box) => box.top)).size > 1;
  }))
  .map((name) => name.textContent)"""

OVERLAPS = """tiles => {
  const boxes = tiles.map((tile) => tile.getBoundingClientRect());
  return boxes.flatMap((one, index) => boxes.slice(index + 1).filter((other) =>
    one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom)).length;
}"""


# --- The map


def test_by_keyboard_the_tiles_follow_one_another_from_north_to_south_and_lead_to_their_region(
    page: Page, base_url: str, library: Library
) -> None:
    linked = [tile for tile in places_of(library).on_the_map if tile.count]
    page.goto("carte/")
    page.locator("a.tuile").first.focus()
    for tile in linked:
        expect(page.locator("a.tuile:focus")).to_have_accessible_name(
            f"{tile.entry.libelle} {tile.count} initiative{'s' if tile.count > 1 else ''}"
        )
        page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{base_url}initiatives/regions/{linked[-1].key}/")
    expect(page.locator(".cartes > .carte")).to_have_count(linked[-1].count)


def test_a_finger_anywhere_on_a_tile_opens_its_region(browser: Browser, base_url: str) -> None:
    context = browser.new_context(base_url=base_url, viewport=PHONE, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto("carte/")
    box = page.locator("a.tuile", has_text="Montréal").bounding_box()
    assert box is not None
    page.touchscreen.tap(box["x"] + box["width"] - 6, box["y"] + box["height"] - 6)
    expect(page).to_have_url(f"{base_url}initiatives/regions/montreal/")
    context.close()


def test_a_region_without_initiative_is_shown_with_its_zero_and_is_not_a_link(page: Page, library: Library) -> None:
    page.goto("carte/")
    for tile in places_of(library).empty:
        shown = page.locator(".mosaique li", has_text=tile.entry.libelle)
        expect(shown).to_contain_text("0 initiative")
        expect(shown.get_by_role("link")).to_have_count(0)


WITHOUT_OURS = "fonts => document.documentElement.style.setProperty('--titre', fonts, 'important')"


@pytest.mark.parametrize("family", ["", "DejaVu Sans", "Verdana", "sans-serif"])
@pytest.mark.parametrize("size", [SMALL, PHONE, DESK], ids=["small", "phone", "desk"])
def test_every_name_is_whole_on_its_tile_and_no_tile_covers_another(
    page: Page, size: ViewportSize, family: str
) -> None:
    page.set_viewport_size(size)
    page.goto("carte/")
    if family:  # our font came too late; the widest that machines have stand for all
        page.evaluate(WITHOUT_OURS, f"{family}, sans-serif")
    page.evaluate("document.fonts.ready")
    names = page.locator(".mosaique strong")
    expect(names).to_have_count(17)
    assert names.evaluate_all(CUT_NAMES) == []
    assert page.locator(".tuile").evaluate_all(OVERLAPS) == 0
    assert names.evaluate_all("names => Math.min(...names.map((n) => parseFloat(getComputedStyle(n).fontSize)))") >= 11


def test_the_list_below_tells_all_that_the_map_tells(page: Page, library: Library) -> None:
    page.goto("carte/")
    places = places_of(library)
    regions = page.locator("#par-region ~ h3:has(a)")
    expect(regions).to_have_count(len(places.inhabited))
    for index, tile in enumerate(places.inhabited):
        expect(regions.nth(index)).to_contain_text(tile.entry.libelle)
        expect(regions.nth(index).locator("+ ul > li")).to_have_count(tile.count)
    everywhere = library.initiatives_with("portee", "quebec")
    expect(page.locator("#tout-le-quebec ~ ul > li")).to_have_count(len(everywhere))
    without = page.locator("#par-region ~ h3:not(:has(a)) + p")
    for tile in places.empty:
        expect(without).to_contain_text(tile.entry.libelle)


def test_with_forced_colours_the_counts_remain(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    page.goto("carte/")
    for count in page.locator(".tuile .compte").all():
        assert count.inner_text().strip()
        expect(count).to_be_visible()


# --- The timeline


def entries_of(library: Library) -> list[Initiative | Transfert]:
    return [*library.initiatives, *library.transferts]


def test_the_timeline_shows_once_all_that_has_a_date_in_the_order_of_years(page: Page, library: Library) -> None:
    page.goto("frise/")
    years = [int(year) for year in page.locator(".annee-titre").all_inner_texts()]
    assert years == sorted(set(years))
    dated = [record.nom for record in entries_of(library) if record.debut]
    shown = page.locator("ol.frise li li > a").all_inner_texts()
    assert sorted(shown) == sorted([*map(typographic, dated), "Le voyage de mai 2023"])


def test_what_has_no_date_is_said_to_have_none_after_all_the_rest(page: Page, library: Library) -> None:
    page.goto("frise/")
    undated = [record.nom for record in entries_of(library) if not record.debut]
    assert sorted(page.locator("#sans-date ~ ul > li > a").all_inner_texts()) == sorted(map(typographic, undated))
    expect(page.locator("main h2").last).to_contain_text("Sans date connue")


def test_every_entry_tells_its_kind_in_words(page: Page) -> None:
    page.goto("frise/")
    kinds = set(page.locator(".frise .genre").all_inner_texts())
    assert kinds == {"Là-bas", "Passage vers la France", "Passage vers le Québec", "Échange", "Le voyage"}
    entries = page.locator(".frise :is(.depart, .passage, .jalon)")
    expect(page.locator(".frise .genre")).to_have_count(entries.count())


def test_a_decade_leads_to_its_years_and_an_entry_to_its_record(page: Page) -> None:
    page.goto("frise/")
    page.get_by_role("navigation", name="Décennies").get_by_role("link", name="dans les années 2010").click()
    expect(page.get_by_role("heading", name="Années 2010")).to_be_in_viewport()
    page.locator("ol.frise").get_by_role("link", name="Les Accorderies en France").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Les Accorderies en France")


def test_the_journey_of_2023_is_a_landmark(page: Page) -> None:
    page.goto("frise/")
    year = page.locator("ol.frise > li", has=page.get_by_text("2023", exact=True))
    expect(year.locator(".jalon")).to_contain_text("Le voyage")


@pytest.mark.parametrize(("size", "shores"), [(PHONE, 1), (DESK, 2)], ids=["phone", "desk"])
def test_what_crosses_stands_on_the_other_shore_where_there_is_room(
    page: Page, size: ViewportSize, shores: int
) -> None:
    page.set_viewport_size(size)
    page.goto("frise/")
    lefts = page.locator("ol.frise :is(.depart, .passage)").evaluate_all(
        "entries => [...new Set(entries.map((entry) => Math.round(entry.getBoundingClientRect().left)))]"
    )
    assert len(lefts) == shores


@pytest.mark.parametrize(("address", "loaded"), [("carte/", 1), ("frise/", 1), ("initiatives/", 0)])
def test_only_the_map_and_the_timeline_load_their_style_sheet(page: Page, address: str, loaded: int) -> None:
    page.goto(address)
    expect(page.locator("link[href*='assets/css/carte.']")).to_have_count(loaded)
