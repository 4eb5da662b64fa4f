"""What the shell of every page owes its readers, by keyboard, in print, without JavaScript, on a lost page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.test_every_page import NARROW, PAGES, WIDE, first_of
from tests.browser.waiting import wait_until

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Literal

    from playwright.sync_api import Browser, Page, Response, ViewportSize

INITIATIVE = first_of("initiatives")
COLOURS: tuple[Literal["light", "dark"], ...] = ("light", "dark")
CONTRAST_OF_THE_FOCUS = """() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const paint = (...colours) => {
    canvas.clearRect(0, 0, 1, 1);
    for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const luminance = (rgb) => rgb
    .map((value) => value / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
    .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
  const element = document.activeElement;
  const style = getComputedStyle(element);
  const behind = [];
  const start = parseFloat(style.outlineOffset) < 0 ? element : element.parentElement;
  for (let node = start; node; node = node.parentElement) behind.unshift(getComputedStyle(node).backgroundColor);
  const ground = paint("#fff", ...behind);
  const line = paint(`rgb(${ground})`, style.outlineColor);
  const [dark, light] = [luminance(ground), luminance(line)].sort((a, b) => a - b);
  return {
    name: element.outerHTML.slice(0, 120),
    page: element === document.body,
    width: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    contrast: (light + 0.05) / (dark + 0.05),
  };
}"""


def answers_to(page: Page) -> list[Response]:
    """The list where every answer to `page` will be added."""
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 — Playwright marks what it calls
    return answers


@pytest.mark.parametrize("address", ["", INITIATIVE])
def test_the_skip_link_comes_first_and_leads_to_the_content(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main#__contenu")).to_be_focused()


@pytest.mark.parametrize("colours", COLOURS)
@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
@pytest.mark.parametrize("address", ["", INITIATIVE])
def test_every_stop_of_the_keyboard_shows_its_focus(
    page: Page, address: str, size: ViewportSize, colours: Literal["light", "dark"]
) -> None:
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=colours)
    page.goto(address)
    stops: list[dict[str, Any]] = []
    while len(stops) < 200:
        page.keyboard.press("Tab")
        stop = page.evaluate(CONTRAST_OF_THE_FOCUS)
        if stop["page"]:
            break
        stops.append(stop)
    assert len(stops) > 10
    assert [stop for stop in stops if stop["width"] < 2 or stop["contrast"] < 3] == []


def test_by_keyboard_the_menu_opens_takes_the_focus_and_gives_it_back(page: Page) -> None:
    page.set_viewport_size(NARROW)
    page.goto("initiatives/themes/")
    button, menu = page.get_by_role("button", name="Menu"), page.get_by_role("navigation", name="Menu principal")
    for key in ("Enter", "Space"):
        expect(menu).to_be_hidden()
        button.focus()
        page.keyboard.press(key)
        expect(button).to_have_attribute("aria-expanded", "true")
        expect(menu.get_by_role("link", name="Par thème")).to_be_focused()
        page.keyboard.press("Tab")
        expect(menu.get_by_role("link", name="Par public")).to_be_focused()
        page.keyboard.press("Escape")
        expect(button).to_have_attribute("aria-expanded", "false")
        expect(button).to_be_focused()


def test_the_open_menu_satisfies_axe(page: Page) -> None:
    page.set_viewport_size(NARROW)
    page.goto(INITIATIVE)
    page.get_by_role("button", name="Menu").click()
    hidden_on_purpose = {rule: {"enabled": False} for rule in ("landmark-one-main", "page-has-heading-one")}
    assert violations(page, rules=hidden_on_purpose) == []


def test_what_the_closed_menu_holds_cannot_be_focused(page: Page) -> None:
    page.set_viewport_size(NARROW)
    page.goto("")
    page.get_by_role("button", name="Menu").focus()
    page.keyboard.press("Tab")
    expect(page.locator(".md-header [data-recherche-ouvrir]")).to_be_focused()


def test_on_a_wide_screen_the_menu_is_there_without_being_opened(page: Page) -> None:
    page.set_viewport_size(NARROW)
    page.goto("")
    page.get_by_role("button", name="Menu").click()
    page.set_viewport_size(WIDE)
    menu = page.get_by_role("navigation", name="Menu principal")
    expect(menu.get_by_role("link", name="Lexique")).to_be_visible()
    expect(page.get_by_role("button", name="Menu")).to_be_hidden()
    expect(page.locator("[inert]")).to_have_count(0)


def test_the_menu_tells_the_section_of_a_page_that_it_does_not_list(page: Page) -> None:
    page.set_viewport_size(WIDE)
    page.goto(INITIATIVE)
    current = page.locator("#__menu [aria-current]")
    expect(current).to_have_text(["Initiatives"])
    expect(page.get_by_role("navigation", name="Fil d’Ariane").get_by_role("link")).to_have_text(
        ["Accueil", "Initiatives"]
    )


def test_without_javascript_the_menu_leads_to_the_site_map(browser: Browser, base_url: str) -> None:
    context = browser.new_context(base_url=base_url, java_script_enabled=False, viewport=NARROW)
    page = context.new_page()
    page.goto(INITIATIVE)
    expect(page.get_by_role("button")).to_have_count(0)
    page.get_by_role("link", name="Menu").click()
    expect(page).to_have_url(f"{base_url}plan-du-site/")
    expect(page.get_by_role("main").get_by_role("link", name="Lexique").first).to_be_visible()
    context.close()


def test_the_colours_follow_the_system_until_the_reader_chooses(page: Page) -> None:
    body, button = page.locator("body"), page.get_by_role("button", name="Couleurs sombres")
    page.emulate_media(color_scheme="dark")
    page.goto("")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    expect(button).to_have_attribute("aria-pressed", "true")
    page.emulate_media(color_scheme="light")
    expect(body).to_have_attribute("data-md-color-scheme", "default")
    button.click()
    page.goto(INITIATIVE)
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    expect(button).to_have_attribute("aria-pressed", "true")
    button.click()
    page.emulate_media(color_scheme="dark")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")


def test_a_table_too_wide_is_a_named_region_that_the_keyboard_scrolls(page: Page) -> None:
    page.set_viewport_size(NARROW)
    page.goto(INITIATIVE)
    page.evaluate("""() => {
      const table = document.createElement("table");
      table.createCaption().textContent = "Large";
      const row = table.insertRow();
      for (let cells = 0; cells < 3; cells += 1) row.insertCell().textContent = "anticonstitutionnellement";
      document.querySelector("article").append(table);
      traversees.encadrer(table);
    }""")
    region = page.get_by_role("region", name="Tableau : Large")
    region.focus()
    page.keyboard.press("ArrowRight")
    wait_until(page, "document.activeElement.scrollLeft > 0")
    page.set_viewport_size(WIDE)
    expect(region).to_have_count(0)


def test_a_lost_reader_finds_a_way_out_in_french(page: Page, lost_page: str) -> None:
    answers = answers_to(page)
    page.goto(lost_page)
    expect(page).to_have_title("Page introuvable – Traversées")
    expect(page.get_by_role("main").get_by_role("button", name="Rechercher")).to_be_visible()
    expect(page.get_by_role("main").get_by_role("link", name="plan du site")).to_be_visible()
    assert [answer.url for answer in answers if not answer.ok] == [lost_page]
    assert violations(page) == []


@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_the_skip_link_and_links_to_what_the_law_asks(site: Path, address: str) -> None:
    text = (site / address / "index.html").read_text(encoding="utf-8")
    footer = text[text.index("<footer") :].replace("\u00a0", " ")
    if "<header" in text:  # the page of the editor starts with its content
        assert text.index('href="#__contenu">Aller au contenu</a>') < text.index("<header")
    for label in ("Accessibilité : non conforme", "Mentions légales", "Données personnelles", "Plan du site"):
        assert f">{label}</a>" in footer


def test_print_keeps_the_text_only_dark_on_light(page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(INITIATIVE)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    for left_out in ("header.md-header", "footer.md-footer", ".md-path", ".sommaire", ".corriger"):
        expect(page.locator(left_out)).to_be_hidden()
