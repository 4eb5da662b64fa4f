"""A reader's way through the real site: from a need to the source of a claim, on a phone and on a desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page, ViewportSize

PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 800}


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_a_reader_goes_from_a_need_to_an_initiative_to_its_source_and_back(
    page: Page, base_url: str, viewport: ViewportSize
) -> None:
    page.set_viewport_size(viewport)
    page.goto(base_url)
    page.get_by_role("link", name="Alimentation", exact=True).first.click()
    expect(page).to_have_url(f"{base_url}contexte/besoins/alimentation-ess/")
    answers = page.locator("#reponses ~ ul.cartes").first
    answers.get_by_role("link", name="Carte proximité").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Carte proximité")
    call = page.locator(".appel a").first
    number = call.inner_text()
    name = call.get_attribute("id")
    call.click()
    source = page.locator(f".sources > li[value='{number}']")
    expect(source).to_be_in_viewport()
    assert (source.get_by_role("link", name="Lire la source").get_attribute("href") or "").startswith("http")
    source.get_by_role("link", name="Retour au texte").first.click()
    assert page.url.endswith(f"#{name}")
    expect(call).to_be_in_viewport()


def test_the_first_step_to_try_here_is_seen_without_long_scrolling_on_a_phone(page: Page, base_url: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"{base_url}initiatives/tapaj/")
    box = page.get_by_role("region", name="À essayer ici").bounding_box()
    assert box is not None
    assert box["y"] < 2 * PHONE["height"]


@pytest.mark.parametrize("size", [{"width": 320, "height": 640}, PHONE], ids=["small", "phone"])
def test_the_first_screen_of_a_phone_says_what_this_is_and_opens_five_ways(
    page: Page, base_url: str, size: ViewportSize
) -> None:
    page.set_viewport_size(size)
    page.goto(base_url)
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
    ways = page.get_by_role("navigation", name="Cinq façons d’entrer").get_by_role("listitem")
    expect(ways).to_have_count(5)
    for way in ways.all():
        expect(way).to_be_in_viewport(ratio=1)


def test_a_record_leads_to_the_local_actors_and_to_what_was_already_tried(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}initiatives/accorderies/")
    here = page.locator(".bloc-ici")
    here.get_by_role("link", name="Les Accorderies en France").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Les Accorderies en France")
    page.locator("#initiatives ~ ul.cartes").get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Les Accorderies")


def test_a_record_prints_its_text_without_menus(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}initiatives/tapaj/")
    page.emulate_media(media="print")
    expect(page.locator("header.md-header")).to_be_hidden()
    expect(page.locator("footer")).to_be_hidden()
    expect(page.get_by_role("heading", name="Les résultats")).to_be_visible()
    expect(page.get_by_role("heading", name="Sources")).to_be_visible()
