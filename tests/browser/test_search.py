"""The search as readers use it: what they type in the dialog, what they find, with the keyboard and on a phone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import pytest
import yaml
from playwright.sync_api import expect

from tests.browser.axe import violations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator, Page

TABLE = Path(__file__).with_name("recherches.yml").read_text(encoding="utf-8")
QUERIES: dict[str, list[str]] = yaml.load(TABLE, yaml.BaseLoader)  # noqa: S506 — the base loader makes texts only
NARROW = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 800}
RULES = {"target-size": {"enabled": True}}


def field(page: Page) -> Locator:
    return page.get_by_role("searchbox", name="Chercher une pratique, un besoin, un mot")


def state(page: Page) -> Locator:
    return page.locator("dialog [role=status]")


def links(page: Page) -> Locator:
    return page.locator("dialog li > a")


def ask(page: Page, query: str) -> None:
    field(page).fill(query)
    field(page).press("Enter")
    expect(state(page)).to_contain_text(f"«\u00a0{query}\u00a0»")
    expect(page.locator("dialog [aria-busy]")).to_have_count(0)


def paths(page: Page, base_url: str) -> list[str]:
    addresses: list[str] = links(page).evaluate_all("links => links.map((link) => link.href)")
    return [address.removeprefix(base_url).strip("/") for address in addresses]


@pytest.fixture(scope="module")
def dialog(browser: Browser, base_url: str) -> Iterator[Page]:
    """One page, its dialog open, for all the queries: they run in seconds."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(base_url)
    page.keyboard.press("Control+k")
    yield page
    context.close()


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_finds_an_expected_page_in_the_first_three(dialog: Page, base_url: str, query: str) -> None:
    ask(dialog, query)
    found = paths(dialog, base_url)[:3]
    assert set(found) & set(QUERIES[query]), f"« {query} » donne {found}, attendu {QUERIES[query]}"


def test_the_table_has_at_least_120_queries_and_names_pages_that_exist(site: Path) -> None:
    expected = {path for pages in QUERIES.values() for path in pages}
    assert len(QUERIES) >= 120
    assert [path for path in sorted(expected) if not (site / path / "index.html").is_file()] == []


def test_records_come_before_the_lists_that_hold_them(dialog: Page, base_url: str) -> None:
    ask(dialog, "santé mentale")
    assert all(path.count("/") and not path.startswith("initiatives/themes") for path in paths(dialog, base_url)[:3])


def test_an_excerpt_has_real_typography_and_marks_what_was_found(dialog: Page) -> None:
    ask(dialog, "auberges du coeur")
    texts = " ".join(dialog.locator("dialog li p").all_inner_texts())
    assert "Auberges du cœur" in " ".join(links(dialog).all_inner_texts())
    assert [sign for sign in ("\u2060", "⁂", "l’ ", "d’ ") if sign in texts] == []
    assert "cœur" in set(dialog.locator("dialog mark").all_inner_texts())


def test_a_misspelt_name_is_read_as_the_nearest_one(dialog: Page, base_url: str) -> None:
    ask(dialog, "acorderie")
    expect(state(dialog)).to_contain_text("(lu «\u00a0accorderie\u00a0»)")
    assert "initiatives/accorderies" in paths(dialog, base_url)[:3]


def test_a_word_that_no_page_has_says_so_and_leads_elsewhere(dialog: Page) -> None:
    ask(dialog, "xylophone")
    expect(state(dialog)).to_have_text(
        "Aucun résultat pour «\u00a0xylophone\u00a0»\u00a0: essayez un autre mot, ou parcourez les initiatives ou le lexique."
    )
    assert links(dialog).count() == 0


def test_words_that_no_page_has_together_give_the_nearest_pages(dialog: Page) -> None:
    ask(dialog, "carpe alphonse trampoline")
    expect(state(dialog)).to_contain_text("proches")
    assert links(dialog).count() > 0


def test_an_unknown_word_is_found_nowhere_whatever_was_asked_before(dialog: Page) -> None:
    ask(dialog, "alimentaire")
    ask(dialog, "carpe alphonse")
    expect(state(dialog)).to_contain_text("Aucune page ne contient tous les mots")


def test_a_letter_alone_asks_for_another(dialog: Page) -> None:
    field(dialog).fill("l")
    expect(state(dialog)).to_have_text("Tapez au moins deux lettres.")
    expect(links(dialog)).to_have_count(0)


def test_more_results_are_shown_on_demand_and_focused(dialog: Page) -> None:
    ask(dialog, "insertion")
    more = dialog.get_by_role("button", name="Afficher plus de résultats")
    expect(more).to_be_visible()  # after all the results of a first page
    shown = links(dialog).count()
    assert shown == 8
    more.click()
    expect(links(dialog).nth(shown)).to_be_focused()


def test_results_can_be_kept_to_one_kind_of_page(page: Page, base_url: str) -> None:
    page.goto(base_url)
    page.keyboard.press("Control+k")
    ask(page, "santé mentale")
    among = page.get_by_label("Chercher parmi")
    expect(among.get_by_role("option")).not_to_have_count(1)
    among.select_option("Initiative")
    expect(page.locator("dialog li .recherche-genre").filter(has_not_text="Initiative")).to_have_count(0)
    assert all(path.startswith("initiatives/") for path in paths(page, base_url))
    among.select_option("")
    expect(page.locator("dialog li .recherche-genre").filter(has_not_text="Initiative")).not_to_have_count(0)


def test_an_emptied_field_shows_nothing(dialog: Page) -> None:
    ask(dialog, "rsa")
    field(dialog).fill("")
    expect(state(dialog)).to_be_empty()
    expect(links(dialog)).to_have_count(0)


def test_the_keyboard_alone_opens_searches_reads_closes_and_comes_back(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}initiatives/sabsa/")
    button = page.locator(".recherche-bouton")
    button.focus()
    page.keyboard.press("Control+k")
    expect(field(page)).to_be_focused()
    page.keyboard.type("accorderie")
    expect(state(page)).to_contain_text("«\u00a0accorderie\u00a0»")
    expect(page.locator("dialog [aria-busy]")).to_have_count(0)
    page.keyboard.press("ArrowDown")
    expect(links(page).nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links(page).nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(field(page)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Chercher parmi")).to_be_focused()
    page.keyboard.press("Tab")
    expect(links(page).nth(0)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("dialog.recherche")).to_be_hidden()
    expect(button).to_be_focused()


def test_enter_goes_to_the_first_result_then_opens_it(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}a-propos/accessibilite/")
    page.locator(".recherche-bouton").press("Enter")
    ask(page, "maison bleue")
    expect(links(page).nth(0)).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{base_url}initiatives/la-maison-bleue/")


def test_a_single_key_opens_nothing(page: Page, base_url: str) -> None:
    page.goto(base_url)
    for key in ("/", "k", "s"):
        page.keyboard.press(key)
    expect(page.locator("dialog.recherche")).to_be_hidden()


def test_an_address_with_a_query_opens_its_results(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}?q={quote('sans abri')}")
    expect(field(page)).to_have_value("sans abri")
    expect(page.get_by_role("link", name="Adresse de cette recherche")).to_have_attribute(
        "href", f"{base_url}?q=sans%20abri"
    )


def test_nothing_is_loaded_before_the_first_opening_and_never_from_elsewhere(page: Page, base_url: str) -> None:
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.goto(f"{base_url}glossaire/itinerance/", wait_until="networkidle")
    assert not [url for url in requested if "pagefind" in url]
    page.keyboard.press("Control+k")
    ask(page, "sans abri")
    assert [url for url in requested if "pagefind.js" in url] == [f"{base_url}pagefind/pagefind.js"]
    assert {urlsplit(url).netloc for url in requested} == {urlsplit(base_url).netloc}


def test_nothing_of_what_is_typed_is_kept(page: Page, base_url: str) -> None:
    page.goto(base_url)
    page.keyboard.press("Control+k")
    ask(page, "violences")
    kept = page.evaluate(
        "() => JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, location.href])"
    )
    assert "violences" not in kept


def test_a_search_that_cannot_load_leads_to_the_site_map(page: Page, base_url: str) -> None:
    page.route("**/wasm.fr.pagefind", lambda route: route.abort())
    page.goto(base_url)
    page.keyboard.press("Control+k")
    field(page).fill("rsa")
    expect(state(page)).to_have_text(
        "La recherche n’a pas pu être chargée. Toutes les pages sont dans le plan du site."
    )
    expect(state(page).get_by_role("link")).to_have_js_property("href", f"{base_url}plan-du-site/")


@pytest.mark.parametrize("viewport", [NARROW, WIDE], ids=["320", "1280"])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_in_the_open_dialog(
    browser: Browser, base_url: str, viewport: dict[str, int], colours: str
) -> None:
    context = browser.new_context(viewport=viewport, color_scheme=colours, reduced_motion="reduce")  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{base_url}initiatives/sabsa/")
    page.keyboard.press("Control+k")
    for query in ("pair aidante", "xylophone"):
        ask(page, query)
        assert violations(page, "dialog", rules=RULES) == []
    assert page.evaluate("() => document.querySelector('dialog').scrollWidth <= innerWidth")
    context.close()


def test_without_javascript_no_button_promises_a_search(browser: Browser, base_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for path in ("", "initiatives/sabsa/"):
        page.goto(f"{base_url}{path}")
        buttons = page.locator("[data-recherche-ouvrir]")
        assert [button.is_visible() for button in buttons.all()] == [False] * buttons.count()
    context.close()
