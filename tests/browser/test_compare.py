"""Comparing initiatives: choosing from any page, one table, an address to share, CSV and paper."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.waiting import wait_until
from tests.sites import said
from traversees.pages.data_scripts import data_script

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, Route, ViewportSize

PHONE: ViewportSize = {"width": 320, "height": 640}
DESK: ViewportSize = {"width": 1280, "height": 800}
THREE = "comparer/?fiches=la-maison-bleue,tapaj,sabsa"
TAPAJ = "comparer/fiches/tapaj.js"


def bar(page: Page) -> Locator:
    return page.get_by_role("region", name="Initiatives à comparer")


def headers(page: Page) -> Locator:
    return page.locator(".cote-a-cote thead th a")


def row(page: Page, cle: str) -> Locator:
    return page.locator(f".cote-a-cote tr[data-cle='{cle}']")


def test_a_choice_is_kept_from_page_to_page_and_leads_to_the_table(page: Page, base_url: str) -> None:
    page.goto("initiatives/")
    expect(bar(page)).to_be_hidden()
    button = page.get_by_role("button", name="Comparer\u00a0: Les Accorderies")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#__annonces")).to_have_text("1 initiative choisie. Ajoutez-en une autre.")
    expect(bar(page).get_by_role("link", name="Comparer")).to_be_hidden()
    page.goto("initiatives/tapaj/")
    page.locator(".choisir-ici").get_by_role("button").click()
    expect(bar(page)).to_contain_text("2 initiatives à comparer")
    page.goto("contexte/")
    bar(page).get_by_role("link", name="Comparer").click()
    expect(page).to_have_url(f"{base_url}comparer/?fiches=accorderies,tapaj")
    expect(headers(page)).to_have_text(["Les Accorderies", "TAPAJ, travail alternatif payé à la journée"])
    expect(bar(page)).to_be_hidden()


def test_a_second_press_takes_the_choice_back_and_vider_takes_all(page: Page) -> None:
    page.goto("initiatives/")
    buttons = page.locator(".choisir")
    for index in (0, 1, 0):
        buttons.nth(index).click()
    expect(buttons.nth(0)).to_have_attribute("aria-pressed", "false")
    expect(bar(page)).to_contain_text("1 initiative choisie")
    bar(page).get_by_role("button", name="Vider").click()
    expect(bar(page)).to_be_hidden()
    expect(page.locator(".choisir[aria-pressed=true]")).to_have_count(0)
    expect(page.locator("main")).to_be_focused()
    assert page.evaluate("localStorage.length") == 0


def test_a_fifth_choice_is_refused_with_a_sentence(page: Page) -> None:
    page.goto("initiatives/")
    buttons = page.locator(".choisir")
    for index in range(5):
        buttons.nth(index).click()
    sentence = "Quatre initiatives au plus\u00a0: retirez-en une pour ajouter celle-ci."
    expect(bar(page)).to_contain_text(sentence)
    expect(page.locator("#__annonces")).to_have_text(sentence)
    expect(buttons.nth(4)).to_have_attribute("aria-pressed", "false")
    expect(page.locator(".choisir[aria-pressed=true]")).to_have_count(4)


def test_the_cards_that_are_not_initiatives_have_no_button(page: Page) -> None:
    page.goto("parcours/")
    expect(page.locator(".carte").first).to_be_visible()
    expect(page.locator(".choisir")).to_have_count(0)


def test_the_rows_that_differ_come_first(page: Page) -> None:
    page.goto(THREE)
    expect(headers(page)).to_have_count(3)
    rows = page.evaluate("""() => [...document.querySelectorAll(".cote-a-cote tr[data-cle]")].map((row) => ({
      same: new Set([...row.querySelectorAll("td")].map((cell) => {
        const copy = cell.cloneNode(true);
        copy.querySelector(".fiche-nom").remove();
        return copy.textContent;
      })).size === 1,
      group: row.closest("tbody").dataset.groupe,
    }))""")
    assert len(rows) > 15
    assert {(one["same"], one["group"]) for one in rows} == {(False, "differentes"), (True, "pareilles")}
    assert [one["same"] for one in rows] == sorted(one["same"] for one in rows)


def test_the_table_says_levels_of_proof_and_state_of_conditions_and_links_to_records(page: Page, base_url: str) -> None:
    page.goto(THREE)
    expect(row(page, "resultats").locator("td").first).to_contain_text("Évaluation indépendante\u00a0:")
    expect(row(page, "conditions").locator("td").first).to_contain_text("À adapter\u00a0:")
    expect(row(page, "limites")).not_to_contain_text("[@")
    row(page, "acteurs").get_by_role("link").first.click()
    assert page.url.startswith(f"{base_url}contexte/acteurs/")
    page.go_back()
    expect(headers(page)).to_have_count(3)


def test_what_all_share_comes_last_in_its_cell_and_says_so(page: Page) -> None:
    page.goto("comparer/?fiches=tapaj,sabsa")
    shared = row(page, "themes").locator("li").filter(has_text="Aller vers")
    expect(shared).to_contain_text(["commun", "commun"])
    texts = row(page, "themes").locator("td").first.locator("li").all_inner_texts()
    common = ["commun" in text for text in texts]
    assert any(common)
    assert common == sorted(common)


def test_the_address_ignores_what_does_not_exist_with_a_sentence(page: Page, base_url: str) -> None:
    page.goto("comparer/?fiches=tapaj,nulle-part,sabsa,%3Cb%3E,tapaj")
    notice = page.locator(".comparaison-avis")
    expect(notice).to_contain_text("n’existent pas ou plus\u00a0: nulle-part, <b>.")
    expect(headers(page)).to_have_count(2)
    expect(page).to_have_url(f"{base_url}comparer/?fiches=tapaj,sabsa")


def test_an_address_with_more_than_four_keeps_the_first_four(page: Page) -> None:
    page.goto("comparer/?fiches=tapaj,sabsa,accorderies,parole-d-exclues,carte-proximite")
    expect(page.locator(".comparaison-avis")).to_contain_text("Quatre initiatives au plus")
    expect(headers(page)).to_have_count(4)


def test_an_initiative_is_removed_and_another_added_on_the_page(page: Page, base_url: str) -> None:
    page.goto(THREE)
    page.get_by_role("button", name="Retirer\u00a0: TAPAJ").click()
    expect(headers(page)).to_have_count(2)
    expect(page.get_by_role("heading", name="Côte à côte")).to_be_focused()
    expect(page).to_have_url(f"{base_url}comparer/?fiches=la-maison-bleue,sabsa")
    page.get_by_role("button", name="Comparer\u00a0: Les Accorderies").click()
    expect(headers(page)).to_have_text(["La Maison Bleue, périnatalité sociale", "SABSA, clinique coopérative d’infirmières", "Les Accorderies"])  # fmt: skip
    page.get_by_role("button", name="Vider").click()
    expect(page.locator(".cote-a-cote")).to_be_hidden()
    expect(page.locator(".comparaison-avis")).to_have_text("Choisissez de deux à quatre initiatives.")


def test_a_lost_network_costs_one_sentence(page: Page) -> None:
    def refuse(route: Route) -> None:
        route.abort()

    page.route("**/fiches/*.js", refuse)
    page.goto(THREE)
    expect(page.locator(".comparaison-avis")).to_contain_text("n’ont pas pu être chargées")
    expect(page.locator(".cote-a-cote")).to_be_hidden()


def downloaded(page: Page) -> tuple[bytes, list[list[str]]]:
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Télécharger en CSV").click()
    assert waiting.value.suggested_filename == "comparaison-traversees.csv"
    content = Path(waiting.value.path()).read_bytes()
    return content, list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_the_csv_opens_in_excel_and_says_the_same(page: Page) -> None:
    page.goto(THREE)
    expect(headers(page)).to_have_count(3)
    content, rows = downloaded(page)
    assert content.startswith(b"\xef\xbb\xbf")
    assert rows[0] == ["Critère", *headers(page).all_inner_texts()]
    assert {len(cells) for cells in rows} == {4}
    assert [cells[0] for cells in rows[1:]] == page.locator(".cote-a-cote th[scope=row]").all_inner_texts()
    assert ["Statut", *row(page, "statut").locator("td p").all_inner_texts()] in rows


def test_a_text_that_looks_like_a_formula_stays_a_text_in_the_csv(page: Page) -> None:
    def tamper(route: Route) -> None:
        answer = route.fetch()
        data: dict[str, Any] = said(answer.text())
        data |= {"porteur": '=HYPERLINK("https://exemple.org")', "ville": " @x;y"}
        route.fulfill(response=answer, body=data_script(TAPAJ, data))

    page.route(f"**/{TAPAJ}", tamper)
    page.goto(THREE)
    expect(headers(page)).to_have_count(3)
    cells = {cells[0]: cells[2] for cells in downloaded(page)[1]}
    assert cells["Qui la porte"] == '\'=HYPERLINK("https://exemple.org")'
    assert cells["Où"].startswith("' @x;y")


def test_what_a_record_says_is_never_read_as_html(page: Page) -> None:
    def tamper(route: Route) -> None:
        answer = route.fetch()
        data = said(answer.text()) | {"porteur": "<img src=x onerror=alert(1)>"}
        route.fulfill(response=answer, body=data_script(TAPAJ, data))

    page.route(f"**/{TAPAJ}", tamper)
    page.goto(THREE)
    expect(row(page, "porteur")).to_contain_text("<img src=x onerror=alert(1)>")
    expect(page.locator(".cote-a-cote img")).to_have_count(0)


def test_a_spoilt_storage_costs_nothing(page: Page) -> None:
    page.goto("initiatives/")
    for spoilt in ("{", "null", "3", '{"a":1}', '[1, null, "../x", "<b>"]'):
        page.evaluate("text => localStorage.setItem(new URL('../', location).pathname + 'comparer', text)", spoilt)
        page.reload()
        expect(page.locator(".choisir").first).to_be_visible()
        expect(page.locator(".choisir[aria-pressed=true]")).to_have_count(0)


def test_without_script_the_page_explains_and_lists_the_initiatives(browser: Browser, base_url: str) -> None:
    context = browser.new_context(base_url=base_url, java_script_enabled=False)
    page = context.new_page()
    page.goto("comparer/")
    expect(page.get_by_text("ouvrir deux fiches dans deux onglets")).to_be_visible()
    expect(page.locator(".comparaison")).to_be_hidden()
    page.locator(".a-comparer").get_by_role("link", name="Les Accorderies").click()
    expect(page).to_have_url(f"{base_url}initiatives/accorderies/")
    expect(page.get_by_role("button")).to_have_count(0)
    context.close()


@pytest.mark.parametrize("viewport", [PHONE, {"width": 900, "height": 800}, DESK], ids=["phone", "tablet", "desk"])
def test_the_table_satisfies_axe_and_the_page_never_scrolls_sideways(page: Page, viewport: ViewportSize) -> None:
    page.set_viewport_size(viewport)
    page.goto("comparer/?fiches=la-maison-bleue,tapaj,sabsa,accorderies")
    expect(headers(page)).to_have_count(4)
    assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"]
    for colours in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if colours == "dark" else "light")
        assert violations(page, rules={"target-size": {"enabled": True}}) == []


def test_a_table_too_wide_scrolls_by_keyboard_and_keeps_its_criteria_in_sight(page: Page) -> None:
    page.set_viewport_size({"width": 900, "height": 800})
    page.goto("comparer/?fiches=la-maison-bleue,tapaj,sabsa,accorderies")
    region = page.get_by_role("region", name="Tableau : Comparaison d’initiatives")
    region.focus()
    page.keyboard.press("ArrowRight")
    wait_until(page, "document.activeElement.scrollLeft > 0")
    header, frame = row(page, "statut").locator("th").bounding_box(), region.bounding_box()
    assert header is not None
    assert frame is not None
    assert header["x"] == frame["x"]


def test_the_bar_satisfies_axe_and_hides_no_focus(page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto("initiatives/")
    page.locator(".choisir").nth(0).click()
    page.locator(".choisir").nth(1).click()
    for colours in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if colours == "dark" else "light")
        assert violations(page) == []
    for _ in range(12):
        page.keyboard.press("Tab")
        hidden = page.evaluate("""() => {
          const bar = document.getElementById("__choix");
          const { bottom } = document.activeElement.getBoundingClientRect();
          return !bar.contains(document.activeElement) && bottom > bar.getBoundingClientRect().top + 1;
        }""")
        assert not hidden


def test_the_printed_table_is_landscape_and_alone(page: Page, tmp_path: Path) -> None:
    page.goto(THREE)
    expect(headers(page)).to_have_count(3)
    page.pdf(path=tmp_path / "comparaison.pdf", prefer_css_page_size=True)
    assert b"/MediaBox [0 0 841." in (tmp_path / "comparaison.pdf").read_bytes()
    page.emulate_media(media="print")
    for left_out in (".a-comparer", ".comparaison-actions", "#choisir", ".cote-a-cote thead button"):
        expect(page.locator(left_out).first).to_be_hidden()
    expect(row(page, "essayer")).to_be_visible()
    expect(page.locator(".comparaison-adresse")).to_contain_text("comparer/?fiches=")
