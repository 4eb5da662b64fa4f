"""The explorer of initiatives, used by mouse and by keyboard, on a phone and on a desk, with and without JavaScript."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest
import yaml
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.waiting import wait_until
from traversees.publish.site import publish_site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from playwright.sync_api import Browser, Download, Locator, Page, ViewportSize

ROOT = Path(__file__).resolve().parents[2]
EXPLORER = "initiatives/"
PHONE: ViewportSize = {"width": 320, "height": 640}
DESK: ViewportSize = {"width": 1280, "height": 800}
RECORDS = [yaml.safe_load(file.read_text(encoding="utf-8")) for file in sorted((ROOT / "initiatives").glob("*.yml"))]
TOTAL = len(RECORDS)


def bearing(**wanted: set[str]) -> list[str]:
    """The names of the records that have, for each key, one of the values wanted."""
    return [r["nom"].replace("'", "’") for r in RECORDS if all(values & set(r[key]) for key, values in wanted.items())]


def names(page: Page, where: str = "#liste h2") -> list[str]:
    return [name.replace("\u00a0", " ").replace("\u202f", " ") for name in page.locator(where).all_text_contents()]


def expect_count(page: Page, number: int) -> None:
    words = f"{number} initiative{'s' if number > 1 else ''}" if number else "Aucune initiative"
    expect(page.locator("#compte")).to_have_text(f"{words} sur {TOTAL}")


def box(page: Page, facet: str, value: str) -> Locator:
    return page.locator(f"[name={facet}][value={value}]")


def open_facet(page: Page, title: str) -> None:
    details = page.locator("#facettes details", has=page.locator("summary", has_text=re.compile(f"^{title}")))
    if details.get_attribute("open") is None:
        details.locator("summary").click()


@pytest.fixture(autouse=True)
def no_script_error(page: Page) -> Iterator[None]:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    yield
    assert errors == []


# --- Without JavaScript -----------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_without_javascript_every_initiative_is_listed_and_no_control_is_dead(
    browser: Browser, base_url: str, size: ViewportSize
) -> None:
    context = browser.new_context(base_url=base_url, java_script_enabled=False, viewport=size)
    page = context.new_page()
    page.goto(f"{EXPLORER}?theme=logement")
    expect(page.locator("#liste > li:visible")).to_have_count(TOTAL)
    expect(page.locator(":is(button, input, select, summary):visible")).to_have_count(0)
    page.get_by_role("navigation", name="Autres façons de chercher").get_by_role("link", name="Par thème").click()
    page.get_by_role("link", name="Logement", exact=True).click()
    expect(page.locator(".carte")).to_have_count(len(bearing(themes={"logement"})))
    context.close()


BEARERS: dict[
    str, tuple[str, Callable[[dict[str, Any]], bool]]
] = {  # how each facet is reached, an option that has bearers, and who they are
    "besoin": (
        "Sortir de l’urgence hôtelière et du sans-abrisme",
        lambda r: "logement-sans-abrisme" in {b["besoin"] for b in r["besoins"]},
    ),
    "thème": ("Logement", lambda r: "logement" in r["themes"]),
    "public": ("Jeunes", lambda r: "jeunes" in r["publics"]),
    "métier": ("Bailleur social", lambda r: "bailleur-social" in r["metiers"]),
    "région": ("Montréal", lambda r: r["region"] == "montreal"),
    "statut": ("Coopérative", lambda r: r["statut"] == "cooperative"),
    "étendue": ("Tout le Québec", lambda r: r["portee"] == "quebec"),
    "niveau de preuve": (
        "Étude",
        lambda r: (
            "etude" in (proofs := {x["preuve"] for x in r["resultats"]}) and "evaluation-independante" not in proofs
        ),
    ),
    "état": ("En activité", lambda r: r["etat"] == "active"),
    "rencontrées en 2023": ("", lambda r: "visite" in r),
}


@pytest.mark.parametrize("facet", BEARERS)
def test_without_javascript_each_facet_leads_to_its_initiatives_on_a_phone(
    browser: Browser, base_url: str, facet: str
) -> None:
    context = browser.new_context(base_url=base_url, java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(EXPLORER)
    entries = page.get_by_role("navigation", name="Autres façons de chercher")
    entries.get_by_role("link", name=re.compile(f"^(Par )?{facet}$")).click()
    option, bears = BEARERS[facet]
    if option:
        page.locator("main").get_by_role("link", name=option, exact=True).click()
    expected = sorted(r["nom"].replace("'", "’") for r in RECORDS if bears(r))
    assert expected
    assert sorted(names(page, ".carte :is(h2, h3)")) == expected
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    page.locator(".carte a").first.click()
    expect(page.locator("h1")).to_be_visible()
    context.close()


# --- Filtering --------------------------------------------------------------------------------------------


def test_boxes_of_one_facet_add_up_and_facets_cross(page: Page) -> None:
    page.set_viewport_size(DESK)
    page.goto(EXPLORER)
    expect(page.locator("#compte")).to_have_text(f"{TOTAL} initiatives")
    box(page, "theme", "logement").check()
    expect_count(page, len(bearing(themes={"logement"})))
    box(page, "theme", "alimentation").check()
    either = bearing(themes={"logement", "alimentation"})
    expect_count(page, len(either))
    open_facet(page, "Public")
    box(page, "public", "jeunes").check()
    both = bearing(themes={"logement", "alimentation"}, publics={"jeunes"})
    expect_count(page, len(both))
    assert 0 < len(both) < len(either)
    assert sorted(names(page)) == sorted(both)
    assert page.url.endswith("?theme=alimentation&theme=logement&public=jeunes")


def test_each_box_says_what_it_would_give_with_the_other_facets(page: Page) -> None:
    page.set_viewport_size(DESK)
    page.goto(f"{EXPLORER}?theme=logement")
    expected = len(bearing(themes={"logement"}, publics={"jeunes"}))
    expect(page.locator("label", has=box(page, "public", "jeunes")).locator(".nombre")).to_have_text(f"({expected})")
    other = len(bearing(themes={"alimentation"}))  # its own facet adds up: it is not narrowed by « logement »
    expect(page.locator("label", has=box(page, "theme", "alimentation")).locator(".nombre")).to_have_text(f"({other})")


def test_a_box_that_would_give_nothing_is_disabled_but_a_checked_one_never(page: Page) -> None:
    page.set_viewport_size(DESK)
    page.goto(f"{EXPLORER}?mots=zzzz&theme=logement")
    expect(box(page, "theme", "alimentation")).to_be_disabled()
    expect(box(page, "theme", "logement")).to_be_enabled()
    box(page, "theme", "logement").focus()
    page.keyboard.press("Space")
    expect(box(page, "theme", "logement")).not_to_be_checked()
    expect(box(page, "theme", "logement")).to_be_focused()


def test_the_strongest_proof_is_on_the_card_and_in_the_facet(page: Page) -> None:
    page.set_viewport_size(DESK)
    page.goto(f"{EXPLORER}?preuve=evaluation-independante")
    cards = page.locator("#liste > li")
    proven = [r for r in RECORDS if any(result["preuve"] == "evaluation-independante" for result in r["resultats"])]
    expect(cards).to_have_count(len(proven))
    expect(cards.first.locator(".carte-preuve")).to_contain_text("Preuve : évaluation indépendante")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("auberges du coeur", "auberges-du-coeur"),
        ("AUBERGES DU CŒUR", "auberges-du-coeur"),
        ("l'epicerie", "epiceries-trois-prix"),
        ("épicerie", "epiceries-trois-prix"),
        ("d’excluEs", "parole-d-exclues"),
        ("accorderie", "accorderies"),
        ("sherbrooke", "sanc-jumelage-interculturel"),
    ],
)
def test_words_are_found_with_or_without_accents_ligatures_and_elisions(page: Page, typed: str, found: str) -> None:
    page.goto(EXPLORER)
    page.get_by_role("searchbox", name="Filtrer avec des mots").fill(typed)
    expect(page.locator("#compte")).to_contain_text(f"sur {TOTAL}")
    expect(page.locator(f"#liste h2 a[href='{found}/']")).to_be_visible()


def test_the_field_says_what_it_searches(page: Page) -> None:
    page.goto(EXPLORER)
    expect(page.get_by_role("searchbox")).to_have_accessible_description(
        "Dans le nom, le résumé, les besoins, les thèmes, les publics et le lieu. Avec ou sans accents."
    )


def test_all_the_words_are_wanted_and_small_ones_do_not_count(page: Page) -> None:
    page.goto(f"{EXPLORER}?mots=jeunes")
    young = len(names(page))
    page.goto(f"{EXPLORER}?mots=des+logements+pour+les+jeunes")
    assert 0 < len(names(page)) < young


# --- Sorting ----------------------------------------------------------------------------------------------


def test_the_best_match_comes_first_else_the_alphabet(page: Page) -> None:
    page.goto(EXPLORER)
    alphabetical = names(page)
    page.goto(f"{EXPLORER}?mots=itinerance")
    page.goto(f"{EXPLORER}?mots=tapaj")
    assert "TAPAJ" in names(page)[0]
    page.goto(f"{EXPLORER}?mots=logement")
    by_match = names(page)
    page.get_by_label("Trier par").select_option("nom")
    expect(page).to_have_url(re.compile(r"\?mots=logement&tri=nom$"))
    by_name = names(page)
    assert sorted(by_match) == sorted(by_name)
    assert by_match != by_name
    assert by_name == [name for name in alphabetical if name in by_name]


def test_the_latest_start_comes_first_and_unknown_ones_last(page: Page) -> None:
    page.goto(f"{EXPLORER}?tri=annee")
    starts = page.locator("#liste > li").evaluate_all("cards => cards.map((card) => card.dataset.debut ?? '')")
    assert starts == sorted(starts, reverse=True)
    assert starts[-1] == ""
    page.goto(f"{EXPLORER}?tri=verification")
    checks = page.locator("#liste > li").evaluate_all("cards => cards.map((card) => card.dataset.verifie)")
    assert checks == sorted(checks, reverse=True)


# --- The address ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_an_address_gives_back_the_whole_state(page: Page, size: ViewportSize) -> None:
    page.set_viewport_size(size)
    page.goto(f"{EXPLORER}?mots=quartier&theme=logement&theme=alimentation&tri=annee")
    expect(page.get_by_role("searchbox")).to_have_value("quartier")
    expect(page.get_by_label("Trier par")).to_have_value("annee")
    expect(page.locator("#facettes :checked")).to_have_count(2)
    expect(page.locator("#choix li")).to_have_text(
        ["Mots\u00a0: quartier", "Thème\u00a0: Alimentation", "Thème\u00a0: Logement", "Tout effacer"]
    )
    assert 0 < len(names(page)) < TOTAL


def test_what_the_address_holds_and_nobody_knows_is_ignored(page: Page) -> None:
    page.goto(f"{EXPLORER}?theme=inconnu&couleur=bleu&tri=taille&theme=&mots=%20")
    expect(page.locator("#compte")).to_have_text(f"{TOTAL} initiatives")
    expect(page.get_by_label("Trier par")).to_have_value("pertinence")
    expect(page.locator("#choix")).to_be_hidden()


def test_the_back_button_undoes_one_change_at_a_time(page: Page) -> None:
    page.set_viewport_size(DESK)
    page.goto(EXPLORER)
    box(page, "theme", "logement").check()
    page.get_by_role("searchbox").press_sequentially("quartier", delay=20)
    expect(page).to_have_url(re.compile("mots=quartier"))
    page.go_back()
    expect(page.get_by_role("searchbox")).to_have_value("")
    expect_count(page, len(bearing(themes={"logement"})))
    page.go_back()
    expect(page.locator("#compte")).to_have_text(f"{TOTAL} initiatives")
    expect(box(page, "theme", "logement")).not_to_be_checked()
    page.go_forward()
    expect(box(page, "theme", "logement")).to_be_checked()
    expect_count(page, len(bearing(themes={"logement"})))


def test_coming_back_from_a_record_finds_the_list_as_it_was(page: Page) -> None:
    page.goto(f"{EXPLORER}?theme=logement&tri=annee")
    before = names(page)
    page.locator("#liste a").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.go_back()
    expect_count(page, len(bearing(themes={"logement"})))
    assert names(page) == before


# --- No result --------------------------------------------------------------------------------------------


def test_no_result_proposes_what_to_drop_and_what_that_would_give(page: Page) -> None:
    page.set_viewport_size(DESK)
    page.goto(f"{EXPLORER}?theme=logement&mots=zzzz")
    expect_count(page, 0)
    expect(page.locator("#vide")).to_contain_text("Aucune initiative ne correspond à ces critères.")
    number = len(bearing(themes={"logement"}))
    expect(page.locator("#vide button")).to_have_text(
        [f"Retirer les mots «\u00a0zzzz\u00a0»\u00a0: {number} initiatives", f"Tout effacer\u00a0: {TOTAL} initiatives"]
    )
    page.locator("#vide button").first.click()
    expect_count(page, number)
    expect(page.locator("#compte")).to_be_focused()
    expect(page.locator("#vide")).to_be_hidden()


def test_when_dropping_one_is_not_enough_keeping_one_is_proposed(page: Page) -> None:
    page.goto(f"{EXPLORER}?theme=handicap&region=outaouais&mots=zzzz")
    expect(page.locator("#vide button").first).to_contain_text("Ne garder que «\u00a0Handicap\u00a0»")
    page.locator("#vide button").first.press("Enter")
    expect_count(page, len(bearing(themes={"handicap"})))
    assert page.url.endswith("?theme=handicap")


# --- Chips, keyboard, announcements -----------------------------------------------------------------------


def test_a_chip_removes_its_filter_and_passes_the_focus_on(page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"{EXPLORER}?theme=logement&theme=alimentation&public=jeunes")
    page.get_by_role("button", name="Retirer Thème : Alimentation").press("Enter")
    expect(page.get_by_role("button", name="Retirer Thème : Logement")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Retirer Public : Jeunes")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#compte")).to_be_focused()
    expect(page.locator("#compte")).to_have_text(f"{TOTAL} initiatives")
    assert page.url.endswith(EXPLORER)


def test_everything_is_cleared_at_once(page: Page) -> None:
    page.goto(f"{EXPLORER}?theme=logement&mots=quartier&tri=nom")
    page.get_by_role("button", name="Tout effacer").click()
    expect(page.locator("#compte")).to_have_text(f"{TOTAL} initiatives")
    expect(page.locator("#compte")).to_be_focused()
    expect(page.get_by_label("Trier par")).to_have_value("nom")


def test_on_a_phone_the_keyboard_opens_the_panel_filters_and_sees_the_results(page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto(EXPLORER)
    panel, toggle = page.locator("#facettes"), page.get_by_role("button", name="Filtrer")
    expect(panel).to_be_hidden()
    page.get_by_role("searchbox").focus()
    page.keyboard.press("Tab")
    expect(toggle).to_be_focused()
    page.keyboard.press("Enter")
    expect(toggle).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator("summary", has_text="Thème")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    first = page.locator("[name=theme]").first
    expect(first).to_be_checked()
    expect(first).to_be_focused()
    number = len(bearing(themes={first.get_attribute("value") or ""}))
    expect(toggle).to_have_text("Filtrer (1)")
    expect(page.locator("summary", has_text="Thème")).to_contain_text("1 choisi")
    see = page.get_by_role("button", name=f"Voir les {number} initiatives")
    expect(see).to_be_in_viewport()
    see.press("Enter")
    expect(panel).to_be_hidden()
    expect(page.locator("#compte")).to_be_focused()
    expect(page.locator("#compte")).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Retirer Thème")).to_be_focused()


def test_escape_closes_the_panel_and_gives_the_focus_back(page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto(EXPLORER)
    page.get_by_role("button", name="Filtrer").click()
    page.locator("summary", has_text="Région").focus()
    page.keyboard.press("Escape")
    expect(page.locator("#facettes")).to_be_hidden()
    expect(page.get_by_role("button", name="Filtrer")).to_be_focused()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_no_stop_of_the_keyboard_is_hidden_under_what_stays_in_sight(page: Page, size: ViewportSize) -> None:
    page.set_viewport_size(size)
    page.goto(f"{EXPLORER}?theme=logement")
    page.locator("#liste a").last.focus()
    for _ in range(30):
        page.keyboard.press("Shift+Tab")
        seen = page.evaluate("""() => {
          const { left, top, width, height } = document.activeElement.getBoundingClientRect();
          const shown = document.elementFromPoint(left + width / 2, top + height / 2);
          return document.activeElement === document.body || document.activeElement.contains(shown)
            || shown?.contains(document.activeElement) && !shown.closest(".filtre-barre, .facettes-fin");
        }""")
        assert seen, page.evaluate("document.activeElement.outerHTML")


def test_the_count_stays_in_sight_and_is_announced(page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto(EXPLORER)
    page.get_by_role("searchbox").fill("quartier")
    expect(page.locator("#__annonces")).to_have_text(re.compile(rf"^\d+ initiatives sur {TOTAL}$"))
    page.mouse.wheel(0, 3000)
    wait_until(page, "scrollY > 1000")
    expect(page.locator("#compte")).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("button", name="Filtrer (1)")).to_be_in_viewport(ratio=1)


def test_a_card_that_comes_back_tells_whether_it_is_still_chosen_to_be_compared(page: Page) -> None:
    page.set_viewport_size(DESK)
    page.goto(EXPLORER)
    chosen = page.locator("#liste [data-choisir]").first
    chosen.click()
    expect(chosen).to_have_attribute("aria-pressed", "true")
    page.get_by_role("searchbox").fill("zzzz")
    expect_count(page, 0)
    page.get_by_role("button", name="Vider").click()
    page.locator("#choix").get_by_role("button").click()
    expect(chosen).to_have_attribute("aria-pressed", "false")


# --- Exports ----------------------------------------------------------------------------------------------


def exported(page: Page, button: str) -> tuple[str, bytes]:
    page.locator("summary", has_text="Exporter").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button).click()
    download: Download = waiting.value
    return download.suggested_filename, Path(download.path()).read_bytes()


def test_the_spreadsheet_holds_what_is_filtered_and_opens_in_french(page: Page, base_url: str) -> None:
    page.goto(f"{EXPLORER}?theme=logement&tri=annee")
    name, content = exported(page, "Tableur (CSV)")
    assert re.fullmatch(r"traversees-initiatives-\d{4}-\d\d-\d\d\.csv", name)
    assert content.startswith(b"\xef\xbb\xbf")
    text = content.decode("utf-8-sig")
    assert text.count("\r\n") == text.count("\n")
    header, *rows = csv.reader(io.StringIO(text), delimiter=";")
    assert header[:5] == ["Fiche", "Nom", "Résumé", "Besoin", "Thème"]
    assert {len(row) for row in rows} == {len(header)}
    assert [re.sub("[\u00a0\u202f]", " ", row[1]) for row in rows] == names(page)
    assert all("Logement" in row[4] for row in rows)
    assert all(row[-1].startswith(f"{base_url}{EXPLORER}") for row in rows)


@pytest.mark.parametrize("formula", ["=1+1", "+33", "-2", "@SOMME(A1)", "\t=1", " =1", "＝1"])
def test_what_a_spreadsheet_would_run_becomes_text(page: Page, formula: str) -> None:
    page.goto(EXPLORER)
    page.locator("#liste a").first.evaluate("(link, text) => { link.textContent = text; }", f'{formula};"é"')
    _, content = exported(page, "Tableur (CSV)")
    first = next(iter(list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))[1:]))
    assert first[1] == f'\'{formula};"é"'


def test_the_data_file_holds_what_is_filtered_with_the_words_of_the_records(page: Page) -> None:
    page.goto(f"{EXPLORER}?public=jeunes&theme=logement")
    _, content = exported(page, "Données (JSON)")
    data: dict[str, Any] = json.loads(content)
    assert data["adresse"] == page.url
    assert data["licence"] == "CC BY-SA 4.0"
    by_id = {
        file.stem: record for file, record in zip(sorted((ROOT / "initiatives").glob("*.yml")), RECORDS, strict=True)
    }
    assert len(data["initiatives"]) == len(names(page))
    for initiative in data["initiatives"]:
        record = by_id[initiative["id"]]
        for key in ("themes", "publics", "metiers"):
            assert sorted(term["cle"] for term in initiative[key]) == sorted(record[key])
        for key in ("statut", "portee", "region", "etat"):
            assert initiative[key]["cle"] == record[key]
        assert initiative["ville"] == record.get("ville")
        assert initiative["verifie_le"] == str(record["verifie_le"])
        assert bool(initiative["rencontree"]) == ("visite" in record)


def test_the_feed_offered_is_that_of_what_is_shown(page: Page) -> None:
    page.set_viewport_size(DESK)
    page.goto(EXPLORER)
    page.locator("summary", has_text="Exporter").click()
    follow = page.get_by_role("link", name="Suivre (flux Atom)")
    expect(follow).to_have_attribute("href", "flux.xml")
    for title, facet, value, folder in (
        ("Thème", "theme", "logement", f"{EXPLORER}themes/logement/"),
        ("Besoin", "besoin", "alimentation-ess", "contexte/besoins/alimentation-ess/"),
        ("Niveau de preuve", "preuve", "etude", f"{EXPLORER}preuves/etude/"),
    ):
        open_facet(page, title)
        box(page, facet, value).check()
        answer = page.request.get(follow.evaluate("link => link.href"))
        assert answer.ok
        assert f'rel="self" type="application/atom+xml" href="http://127.0.0.1:8000/{folder}flux.xml"' in answer.text()
        assert answer.text().count("<entry>") == len(names(page))
        box(page, facet, value).uncheck()
    box(page, "rencontree", "oui").check()  # no feed
    expect(follow).to_be_hidden()
    box(page, "rencontree", "oui").uncheck()
    box(page, "theme", "logement").check()
    box(page, "theme", "alimentation").check()
    expect(follow).to_be_hidden()
    page.goto(f"{EXPLORER}?theme=logement&mots=jeunes")
    page.locator("summary", has_text="Exporter").press("Enter")
    expect(follow).to_be_hidden()


def test_print_keeps_the_filtered_list_and_says_what_filters_it(page: Page) -> None:
    page.goto(f"{EXPLORER}?theme=logement")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.locator("#compte")).to_be_visible()
    expect(page.locator("#filtre-imprime")).to_have_text("Thème\u00a0: Logement")
    expect(page.locator("#filtre-imprime")).to_be_visible()
    expect(page.locator("#liste > li:visible")).to_have_count(len(bearing(themes={"logement"})))
    expect(page.locator(":is(button, input, select, summary):visible")).to_have_count(0)


# --- Quality ----------------------------------------------------------------------------------------------

COLOURS: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@pytest.mark.parametrize("colours", COLOURS)
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_axe_finds_nothing_with_the_filters_open(
    page: Page, size: ViewportSize, colours: Literal["light", "dark"]
) -> None:
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=colours)
    page.goto(f"{EXPLORER}?theme=logement&public=jeunes&mots=a")
    if size is PHONE:
        page.get_by_role("button", name="Filtrer").click()
    page.locator("summary", has_text="Exporter").click()
    page.evaluate("document.querySelectorAll('#facettes details').forEach((part) => { part.open = true; })")
    assert violations(page) == []
    page.get_by_role("searchbox").fill("zzzz")
    expect_count(page, 0)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == size["width"]


def test_the_page_and_its_script_weigh_less_than_25_kilobytes_and_a_half_for_60_records(site: Path) -> None:
    text = (site / EXPLORER / "index.html").read_text(encoding="utf-8")
    start, *cards = re.split(r'(?=<li class="carte")', text)
    last, end = re.split(r"(?<=</li>)(?=\s*</ul>)", cards[-1], maxsplit=1)
    sixty = [*cards[:-1], last][:60]
    weigh = {
        name: len(gzip.compress(part.encode()))
        for name, part in (("all", "".join([start, *sixty, end])), ("shell", start + end))
    }
    script = len(gzip.compress(next(site.glob("assets/js/explorateur.*.js")).read_bytes()))
    missing = (60 - len(sixty)) * (weigh["all"] - weigh["shell"]) / len(sixty)  # until the base holds sixty
    assert weigh["all"] + missing + script < 25_500


def test_a_host_may_forbid_handlers_and_styles_written_in_the_page(site: Path) -> None:
    text = (site / EXPLORER / "index.html").read_text(encoding="utf-8")
    assert not re.search(r"<[^>]*\s(?:on\w+|style)=", text)


def test_no_other_page_loads_the_script(site: Path) -> None:
    loading = [f for f in site.rglob("*.html") if "explorateur." in f.read_text(encoding="utf-8")]
    assert loading == [site / EXPLORER / "index.html"]


# --- A long list ------------------------------------------------------------------------------------------

LONG = 230


@pytest.fixture
def long_list(project: Path, serve: Callable[[Path], AbstractContextManager[str]]) -> Iterator[str]:
    """The address of a site whose list is long enough for its last summaries to be kept apart."""
    example = (project / "initiatives" / "initiative-d-exemple.yml").read_text(encoding="utf-8")
    for number in range(3, LONG + 1):
        text = re.sub(r"^nom: .*$", f"nom: Zone {number:03}", example, flags=re.MULTILINE)
        text = re.sub(r"^resume: .*(\n .*)*$", f"resume: Le résumé numéro {number:03}.", text, flags=re.MULTILINE)
        (project / "initiatives" / f"zone-{number:03}.yml").write_text(text, encoding="utf-8")
    assert publish_site(project) == 0
    with serve(project / "site") as address:
        yield address


def test_a_long_list_is_shown_in_parts_and_searched_whole(page: Page, long_list: str) -> None:
    page.goto(f"{long_list}{EXPLORER}")
    cards = page.locator("#liste > li")
    expect(cards).to_have_count(20)
    more = page.get_by_role("button", name=f"Afficher la suite ({LONG - 20})")
    more.press("Enter")
    expect(cards).to_have_count(40)
    expect(cards.nth(20).get_by_role("link")).to_be_focused()
    cards.nth(30).get_by_role("link").click()
    page.go_back()
    expect(cards).to_have_count(40)
    page.get_by_role("searchbox").fill("resume numero 229")
    expect(cards).to_have_count(1)
    expect(cards.first).to_contain_text("Le résumé numéro 229.")
    _, content = exported(page, "Données (JSON)")
    assert json.loads(content)["initiatives"][0]["resume"] == "Le résumé numéro 229."
