"""A reading path: its progress stays in the browser, and its printed version has empty boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PATH = "parcours/une-heure-pour-decouvrir/"
OTHER = "parcours/acteur-ess/"


def test_the_steps_read_are_counted_kept_and_forgotten(page: Page) -> None:
    page.goto(PATH)
    boxes = page.get_by_role("checkbox")
    total = boxes.count()
    sentence = page.locator(".progres p")
    expect(sentence).to_have_text(f"0 étape sur {total}")
    expect(page.get_by_role("button", name="Recommencer")).to_be_hidden()
    boxes.nth(0).check()
    boxes.nth(2).check()
    expect(sentence).to_have_text(f"2 étapes sur {total}")
    expect(page.locator("#__annonces")).to_have_text(f"2 étapes sur {total}")
    page.goto(OTHER)
    expect(page.locator(".lu :checked")).to_have_count(0)
    page.goto(PATH)
    expect(boxes.nth(2)).to_be_checked()
    expect(boxes.nth(1)).not_to_be_checked()
    page.get_by_role("button", name="Recommencer").click()
    expect(sentence).to_have_text(f"0 étape sur {total}")
    expect(boxes.nth(0)).to_be_focused()
    assert page.evaluate("localStorage.length") == 0


def test_the_last_step_ends_the_path(page: Page) -> None:
    page.goto(PATH)
    for box in page.get_by_role("checkbox").all():
        box.check()
    expect(page.locator(".progres p")).to_contain_text("parcours terminé")


def test_by_keyboard_a_step_is_marked_under_its_name(page: Page) -> None:
    page.goto(PATH)
    link = page.locator(".etapes a").first
    link.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_role("checkbox", name=f"Lu\u00a0: {link.inner_text()}")).to_be_checked()


def test_a_spoilt_storage_costs_nothing(page: Page) -> None:
    page.goto(PATH)
    for spoilt in ("{", "null", "3", '{"une-heure-pour-decouvrir": 4}', '{"une-heure-pour-decouvrir": ["x"]}'):
        page.evaluate("text => localStorage.setItem(new URL('../../', location).pathname + 'parcours', text)", spoilt)
        page.reload()
        expect(page.locator(".progres p")).to_contain_text("0 étape")


def test_nothing_leaves_the_browser(page: Page) -> None:
    page.goto(PATH, wait_until="networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Recommencer").click()
    assert asked == []
    assert page.context.cookies() == []


def test_without_script_the_steps_are_a_plain_list(browser: Browser, base_url: str) -> None:
    context = browser.new_context(base_url=base_url, java_script_enabled=False)
    page = context.new_page()
    page.goto(PATH)
    expect(page.get_by_role("checkbox")).to_have_count(0)
    expect(page.locator(".progres")).to_be_hidden()
    expect(page.locator(".etapes a").first).to_be_visible()
    context.close()


def test_the_printed_path_has_an_empty_box_for_each_step(page: Page) -> None:
    page.goto(PATH)
    page.get_by_role("checkbox").first.check()
    page.emulate_media(media="print")
    expect(page.locator(".progres")).to_be_hidden()
    expect(page.locator(".etapes .lu").first).to_be_hidden()
    boxes = page.locator(".etapes > li").evaluate_all(
        "steps => steps.map((step) => [getComputedStyle(step, '::after').borderTopStyle,"
        " getComputedStyle(step, '::after').backgroundColor, getComputedStyle(step, '::before').backgroundColor])"
    )
    assert {tuple(box) for box in boxes} == {("solid", "rgba(0, 0, 0, 0)", "rgba(0, 0, 0, 0)")}


@pytest.mark.parametrize("width", [320, 1280])
def test_the_marked_path_satisfies_axe(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(PATH)
    page.get_by_role("checkbox").first.check()
    for colours in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if colours == "dark" else "light")
        assert violations(page) == []
