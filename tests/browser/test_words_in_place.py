"""The words of the lexicon, explained where they stand: by mouse, by touch, by keyboard, without script, in print."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, ViewportSize

PHONE: ViewportSize = {"width": 320, "height": 640}
DESK: ViewportSize = {"width": 1280, "height": 800}
INITIATIVE = "initiatives/la-maison-bleue/"


def first_word(page: Page) -> Locator:
    page.goto(INITIATIVE)
    return page.locator("a.mot[data-mot='aide-sociale']").first


def explanation(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Aide sociale")


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_a_press_opens_the_explanation_inside_the_screen_and_another_closes_it(
    page: Page, viewport: ViewportSize
) -> None:
    page.set_viewport_size(viewport)
    word = first_word(page)
    expect(explanation(page)).to_be_hidden()
    word.click()
    expect(explanation(page)).to_be_visible()
    expect(explanation(page)).to_contain_text("En France\u00a0:")
    expect(word).to_have_attribute("aria-expanded", "true")
    box, place = explanation(page).bounding_box(), word.bounding_box()
    assert box is not None
    assert place is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= viewport["width"]
    assert box["y"] >= place["y"] + place["height"] or box["y"] + box["height"] <= place["y"]
    word.click()
    expect(explanation(page)).to_be_hidden()
    expect(word).to_have_attribute("aria-expanded", "false")


def test_a_press_elsewhere_closes_the_explanation(page: Page) -> None:
    first_word(page).click()
    page.locator("h1").click()
    expect(explanation(page)).to_be_hidden()


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_by_keyboard_the_explanation_takes_the_focus_and_gives_it_back(page: Page, key: str) -> None:
    word = first_word(page)
    word.focus()
    page.keyboard.press(key)
    expect(explanation(page)).to_be_focused()
    page.keyboard.press("Tab")
    expect(explanation(page).get_by_role("link", name="dans le lexique")).to_be_focused()
    page.keyboard.press("Escape")
    expect(explanation(page)).to_be_hidden()
    expect(word).to_be_focused()


def test_the_keyboard_goes_on_reading_after_the_explanation(page: Page) -> None:
    word = first_word(page)
    word.focus()
    page.keyboard.press("Enter")
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(explanation(page)).to_be_hidden()
    after = page.evaluate(
        "word => word.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING"
        " && document.activeElement.closest('.md-content') !== null",
        word.element_handle(),
    )
    assert after


def test_the_same_explanation_serves_every_use_of_the_word(page: Page) -> None:
    words = page.locator("a.mot[data-mot='aide-sociale']")
    page.goto(INITIATIVE)
    for index in range(2):
        words.nth(index).click()
        expect(explanation(page)).to_be_visible()
        page.get_by_role("button", name="Fermer").click()
        expect(words.nth(index)).to_be_focused()
    expect(page.locator("#bulle-aide-sociale")).to_have_count(1)


def test_the_explanation_leads_to_the_lexicon(page: Page, base_url: str) -> None:
    first_word(page).click()
    explanation(page).get_by_role("link", name="dans le lexique").click()
    expect(page).to_have_url(f"{base_url}glossaire/aide-sociale/")
    expect(page.locator("a.mot")).to_have_count(0)


def test_without_script_the_word_is_a_link_to_the_lexicon(browser: Browser, base_url: str) -> None:
    context = browser.new_context(base_url=base_url, java_script_enabled=False)
    page = context.new_page()
    word = first_word(page)
    expect(explanation(page)).to_be_hidden()
    word.click()
    expect(page).to_have_url(f"{base_url}glossaire/aide-sociale/")
    context.close()


def test_without_popovers_the_word_stays_a_link(page: Page, base_url: str) -> None:
    page.add_init_script("delete HTMLElement.prototype.popover")
    first_word(page).click()
    expect(page).to_have_url(f"{base_url}glossaire/aide-sociale/")


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_open_explanation_satisfies_axe(page: Page, viewport: ViewportSize, colours: str) -> None:
    page.set_viewport_size(viewport)
    page.emulate_media(color_scheme="dark" if colours == "dark" else "light")
    first_word(page).click()
    expect(explanation(page)).to_be_visible()
    assert violations(page) == []


def test_in_print_the_word_is_plain_text(page: Page) -> None:
    word = first_word(page)
    word.click()
    page.emulate_media(media="print")
    expect(explanation(page)).to_be_hidden()
    expect(word).to_be_visible()
    expect(word).to_have_css("text-decoration-line", "none")
