"""The form, from the first field to the file: what a person fills is a record that the checker accepts."""

from __future__ import annotations

import itertools
import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.test_every_page import COLOUR_RULES
from tests.browser.test_form_rules import HOSTILE
from traversees.contribute.form import FORM_KINDS, KEPT, form_model
from traversees.contribute.formatting import formatted
from traversees.library.loading import load_library
from traversees.publish.clock import today
from traversees.publish.site import publish_site
from traversees.records.documents import parse_document
from traversees.records.keywords import SourceId
from traversees.records.kinds import KINDS, Initiative, Recit, Terme
from traversees.records.marks import marked_values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from playwright.sync_api import Browser, Locator, Page, ViewportSize

    from traversees.library.library import Library
    from traversees.records.record import Record

PHONE: ViewportSize = {"width": 320, "height": 640}
DESK: ViewportSize = {"width": 1280, "height": 800}
ADDRESS = "contribuer/formulaire/{}/"
SOURCES = ("journal-2023", "rapport-2024")
PROSE = [
    "Dit : « oui », 'non', \"si\" # pas un titre - ni un tiret | ni une barre [@{s}].",
    "- tiret : un [@{s}]\n- \"deux\" & 'trois' [@{t}]\n\n1. quatre [@{s}]",
    "> cité : 100 % de *gras* et de `code` [@{s}]\n\n---\n\n{{ a }} {% b %} ~ null [@{t}]",
    "\tTabulation\ten tête [@{s}]\r\n\r\n\u00a0Espace insécable, puis rien de visible\u200b\u00ad [@analyse]",
    "👩‍👩‍👧 œuvre naïve… 1 < 2 > 0 [@{s}]   \nno: yes [@{s}]\n\n2023: 12:30 [@{t}]",
    "--- pas un titre [@{s}]",
    "[crochets] et [lien : « a »](https://exemple.org/?a=b&c=d#e) [@{s}]",
    "Très long : " + "un mot, puis un autre ; " * 240 + "[@{t}].",
    "!important & *étoile [@{s}]\n\n%signe @nom `accent [@{t}]",
]
PLAIN = "Une phrase : « simple » - oui ! 100 % & plus.\n\n- 'Non' : \"peut-être\"\n- # dièse"
BODY = "## Un titre : « 1 »\n\n" + "\n\n".join(PROSE[:7]) + "\n\n### a: b\n\n---\n\nFin."
BODY = BODY.replace("{s}", SOURCES[0]).replace("{t}", SOURCES[1])
SHAPES = {
    "adresse_attendue": "https://exemple.org/a%20b?c=d&e=f#g:h",
    "date_attendue": "2023-05",
    "date_complete_attendue": "2026-01-15",
    "periode_attendue": "2009-2012",
    "nom_kebab_attendu": "a-remplacer",
}


@pytest.fixture
def base(tmp_path: Path, repository: Path) -> Path:
    """A copy of the real records, to put a file among them."""
    for kind in KINDS:
        shutil.copytree(repository / kind.folder, tmp_path / "base" / kind.folder)
    return tmp_path / "base"


def opened(page: Page, kind: type[Record], query: str = "") -> None:
    page.goto(ADDRESS.format(kind.kind_name()) + query)
    page.wait_for_selector(".formulaire.pret")


def step(page: Page, number: int) -> Locator:
    """The step of this number, shown as the list of steps shows it."""
    link = page.locator(f".form-etapes a[href='#etape-{number}']")
    if not link.is_visible():
        page.get_by_text("Toutes les étapes").click()
    link.click()
    shown = page.locator(f"[data-etape='{number}']")
    expect(shown).to_be_visible()
    return shown


def last_step(page: Page) -> Locator:
    return step(page, page.locator("[data-etape]").count())


# --- Values for every field -------------------------------------------------------------------------------


class Hostile:
    """A value for each field, optional ones too: what it may hold that is the most likely to break a file."""

    def __init__(self) -> None:
        self.lines = itertools.cycle(HOSTILE)
        self.prose = itertools.cycle(PROSE)
        self.rank = itertools.count()

    def block(self, entries: list[dict[str, Any]], left_out: set[str] = frozenset()) -> dict[str, Any]:  # type: ignore[assignment]
        asked = (entry for entry in entries if entry["genre"] != KEPT and entry["key"] not in left_out)
        return {entry["key"]: self.value(entry) for entry in asked}

    def value(self, entry: dict[str, Any]) -> Any:  # noqa: ANN401 — as the form holds them
        if entry["key"] == "sources" and entry["genre"] == "block":
            return [self.block(entry["keys"]) | {"id": name, "type": "presse"} for name in SOURCES]
        if not entry["many"]:
            return self.one(entry)
        least, most = entry["many"]
        if entry["genre"] in {"term", "record"}:
            return [choice["key"] for choice in entry["choices"][-(most or 3) :]]
        return [SOURCES[1]] if entry["genre"] == "source" else [self.one(entry) for _ in range(max(least, 2))]

    def one(self, entry: dict[str, Any]) -> Any:  # noqa: ANN401
        genre, most = entry["genre"], entry["most"]
        if genre == "block":
            return self.block(entry["keys"], {"aucun_acteur"})
        if genre in {"term", "record"}:
            return entry["choices"][next(self.rank) % len(entry["choices"])]["key"]
        if genre == "prose":
            return PLAIN if entry["plain"] else self.text(most)
        numbers = {"lat": "45,5", "lon": "-71.9"}
        simple = {
            "line": next(self.lines),
            "yes": True,
            "body": BODY,
            "number": numbers.get(entry["key"], "1 250,5"),
        }
        return simple[genre] if genre in simple else SHAPES[entry["error"]]

    def text(self, most: int) -> str:
        text = next(text for text in self.prose if len(text) < most)
        return text.replace("{s}", SOURCES[0]).replace("{t}", SOURCES[1])


def fill_all(page: Page, entries: list[dict[str, Any]], data: dict[str, Any]) -> None:
    """Fill each field of each step with its value of `data`, by the means that a person has."""
    for number in range(1, page.locator("[data-etape]").count()):
        shown = step(page, number)
        unfold(shown)
        for entry in sorted(entries, key=lambda entry: entry["key"] != "forme"):  # it decides what is asked
            node = shown.locator(
                f":scope > [data-cle='{entry['key']}'], :scope > details > [data-cle='{entry['key']}']"
            )
            if entry["key"] in data and node.is_visible():
                fill(node, entry, data[entry["key"]])
                unfold(shown)


def unfold(shown: Locator) -> None:
    shown.evaluate("step => step.querySelectorAll('details').forEach((details) => { details.open = true; })")


def field(container: Locator, key: str) -> Locator:
    return container.locator(f"[data-cle='{key}']").first


def fill(node: Locator, entry: dict[str, Any], value: Any) -> None:  # noqa: ANN401
    if "form-groupe" in (node.get_attribute("class") or ""):
        fill_group(node, entry, value)
    elif entry["genre"] == "block":
        for inner in entry["keys"]:
            if inner["key"] in value:
                fill(field(node, inner["key"]), inner, value[inner["key"]])
    elif entry["genre"] == "yes":
        node.locator("input").set_checked(bool(value))
    elif "form-choix" in (node.get_attribute("class") or ""):
        for key in value if isinstance(value, list) else [value]:
            node.locator(f"input[value='{key}']").check()
    elif entry["choices"]:
        node.locator("select").select_option(value)
    else:
        node.locator("[data-valeur]").fill(value)
        node.locator("[data-valeur]").blur()


def fill_group(node: Locator, entry: dict[str, Any], values: list[Any]) -> None:
    items = node.locator(":scope > .form-elements > li")
    while items.count() < len(values):
        node.locator(":scope > p > [data-action=ajouter]").click()
    unfold(node)
    for index, value in enumerate(values):
        item = items.nth(index)
        if entry["genre"] == "block":
            for inner in entry["keys"]:
                if inner["key"] in value:
                    fill(field(item, inner["key"]), inner, value[inner["key"]])
        else:
            item.locator("[data-valeur]").fill(value)


def downloaded(page: Page) -> tuple[str, str]:
    """The name and the text of the file, from the last step."""
    shown = last_step(page)
    assert shown.locator(".form-bilan li").all_inner_texts() == []
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Télécharger le fichier").click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes().decode()


def accepted(base: Path, kind: type[Record], name: str, text: str) -> Record:
    """The record that the checker makes of the file among all the others; it is in the canonical form."""
    path = f"{kind.folder}/{name}"
    (base / path).write_bytes(text.encode())
    library = load_library(base, today())
    assert formatted(path, text, kind, today()) == text
    return library.record(path.rsplit(".", 1)[0])


VARIANTS: dict[str, tuple[type[Record], dict[str, Any], set[str]]] = {
    "initiative": (Initiative, {"debut": "1998", "fin": "2020-06-01"}, set()),
    "récit": (Recit, {"forme": "texte"}, {"media", "acces", "url", "non_lu"}),
    "publication": (Recit, {"forme": "publication-exterieure"}, {"consentement", "texte"}),
    "terme": (Terme, {}, set()),
}


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_field_filled_with_hostile_texts_makes_a_file_that_the_checker_accepts(
    page: Page, library: Library, base: Path, variant: str
) -> None:
    kind, fixed, left_out = VARIANTS[variant]
    entries = form_model(kind, library)["entries"]
    data = Hostile().block(entries, left_out) | fixed
    if variant == "publication":
        data["texte"] = BODY.replace("Fin.", "Fin [@analyse].")
    opened(page, kind)
    fill_all(page, entries, data)
    if variant == "récit":
        step(page, 5)
        page.locator("[data-accord] input").check()
    record = accepted(base, kind, *downloaded(page))
    held = record.model_dump(mode="json")
    empty = {key for key in data if not held.get(key) and key != "texte"}
    assert not empty
    assert "\u200b" not in record.document.path + json.dumps(held, ensure_ascii=False)


@pytest.mark.parametrize("kind", FORM_KINDS, ids=lambda kind: kind.kind_name())
def test_every_key_of_the_models_is_asked_for_once(page: Page, library: Library, kind: type[Record]) -> None:
    opened(page, kind)
    asked = page.evaluate(
        """() => {
          const keys = (root) => [...root.querySelectorAll("[data-cle], template")].flatMap((node) => (
            node.tagName === "TEMPLATE" ? ("apercu" in node.dataset || "phrases" in node.dataset ? [] : keys(node.content)) : [node.dataset.cle]));
          document.querySelectorAll(".form-elements").forEach((list) => list.replaceChildren());
          return keys(document.getElementById("formulaire")).filter(Boolean).sort();
        }"""
    )

    def keys(entries: list[dict[str, Any]]) -> Iterator[str]:
        for entry in entries:
            if entry["genre"] != KEPT:  # what nobody types
                yield entry["key"]
            yield from keys(entry["keys"])

    assert asked == sorted(keys(form_model(kind, library)["entries"]))


# --- Corrections ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "record_id", "key", "value"),
    [
        (Initiative, "accorderies", "porteur", "Réseau : « Accorderie »"),
        (Recit, "2023-aifris-co-apprentissages", "titre", "Un autre titre"),
        (Terme, "115", "terme", "le 115 : un numéro"),
    ],
    ids=["initiative", "récit", "terme"],
)
def test_a_record_is_corrected_from_its_page(  # noqa: PLR0913, PLR0917 — three fixtures, and the four values of a case
    page: Page, library: Library, base: Path, kind: type[Record], record_id: str, key: str, value: str
) -> None:
    record = library.record(f"{kind.folder}/{record_id}")
    page.goto(f"{kind.folder}/{record_id}/")
    page.get_by_role("link", name="Corriger cette fiche").click()
    page.wait_for_selector(".formulaire.pret")
    expect(page.locator(".form-avis")).to_contain_text("Vous corrigez une fiche publiée")
    chosen = page.locator("[data-genre=source] input:checked")
    expect(chosen).to_have_count(sum(isinstance(value.mark, SourceId) for value in marked_values(record)))
    name, text = downloaded(page)
    assert name == Path(record.path).name
    same = accepted(base, kind, name, text)
    assert (same.model_dump(), same.body) == (record.model_dump(), record.body)
    shown = step(page, 1)
    field(shown, key).locator("[data-valeur]").fill(value)
    changed = accepted(base, kind, *downloaded(page))
    assert changed.model_dump() == record.model_dump() | {key: value}
    assert changed.body == record.body


def test_a_record_that_does_not_exist_gives_an_empty_form_and_says_so(page: Page) -> None:
    opened(page, Terme, "?fiche=nulle-part")
    expect(page.locator(".form-avis")).to_contain_text("« nulle-part » n’existe pas")
    expect(field(page.locator("[data-etape='1']"), "terme").locator("input")).to_have_value("")


def test_what_is_typed_is_never_read_as_html(page: Page) -> None:
    opened(page, Terme)
    field(step(page, 1), "terme").locator("input").fill("<img src=x onerror=alert(1)><b>a</b>")
    preview = last_step(page).locator(".form-apercu")
    expect(preview.locator("h1")).to_contain_text("<img src=x onerror=alert(1)><b>a</b>")
    expect(preview.locator("img, b")).to_have_count(0)


# --- Errors -----------------------------------------------------------------------------------------------


def test_errors_are_listed_linked_to_their_fields_and_mended(page: Page) -> None:
    opened(page, Terme)
    page.get_by_role("button", name="Continuer").click()
    summary = page.locator("[data-etape='1'] .form-bilan")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("heading")).to_have_text("2 points à revoir dans cette étape")
    summary.get_by_role("link", name="Le mot", exact=True).click()
    word = page.get_by_role("textbox", name="Le mot", exact=True)
    expect(word).to_be_focused()
    expect(word).to_have_attribute("aria-invalid", "true")
    expect(word).to_have_accessible_description(re.compile("À remplir"))
    word.fill("mot")
    word.blur()
    expect(word).not_to_have_attribute("aria-invalid", "true")
    page.get_by_label("Où le mot s’emploie").select_option("quebec")
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_role("heading", name="Les sources")).to_be_focused()
    expect(page).to_have_url(re.compile("#etape-2$"))
    page.go_back()
    expect(page.locator("[data-etape='1']")).to_be_visible()


def test_an_empty_form_tells_what_is_left_step_by_step(page: Page) -> None:
    opened(page, Initiative)
    final = last_step(page)
    lines = final.locator(".form-bilan li")
    expect(lines).to_have_count(8)  # the last step has its date already
    expect(lines.nth(0)).to_have_text("L’initiative\u00a0: 6 points")
    lines.nth(0).get_by_role("link").click()
    expect(page.locator("#etape-1")).to_be_focused()
    expect(page.locator("[data-etape='1'] .form-bilan li")).to_have_count(6)


def test_an_error_is_announced_when_the_field_is_left_with_the_sentence_of_the_checker(page: Page) -> None:
    opened(page, Initiative)
    shown = step(page, 1)
    unfold(shown)
    site = page.get_by_label("Site officiel")
    site.fill("exemple.org")
    site.blur()
    sentence = "« exemple.org » n’est pas une adresse ; elle doit commencer par https:// ou http://"
    expect(page.locator("#__annonces")).to_have_text(sentence)
    expect(site).to_have_accessible_description(re.compile(re.escape(sentence)))


def test_a_counter_says_what_is_left_and_what_is_too_much(page: Page) -> None:
    opened(page, Initiative)
    shown = step(page, 4)
    resume = field(shown, "resume")
    resume.locator("textarea").fill("é👩" * 200 + "!")
    expect(resume.locator(".form-compteur")).to_have_text("401 signes sur 400 : 1 de trop")
    resume.locator("textarea").blur()
    expect(resume.locator(".form-erreur")).to_have_text("texte trop long : 401 signes ici, 400 au plus")


def test_a_report_is_not_given_without_consent(page: Page, library: Library) -> None:
    entries = form_model(Recit, library)["entries"]
    data = Hostile().block(entries, {"media", "acces", "url", "non_lu"}) | {"forme": "texte"}
    opened(page, Recit)
    fill_all(page, entries, data)
    consent = step(page, 5)
    expect(consent).to_contain_text("retirer à tout moment, sans donner de raison")
    final = last_step(page)
    expect(final.locator(".form-pret")).to_be_hidden()
    expect(final.locator(".form-bilan")).to_contain_text("un récit ne peut pas être publié sans votre accord")
    final.locator(".form-bilan a").first.click()
    expect(page.locator("[data-accord] input")).to_be_focused()
    page.keyboard.press("Space")
    last_step(page)
    expect(final.locator(".form-pret")).to_be_visible()


# --- Groups, choices, citations ---------------------------------------------------------------------------


def test_sources_are_added_moved_removed_and_cited(page: Page) -> None:
    opened(page, Terme)
    shown = step(page, 2)
    group = field(shown, "sources")
    items = group.locator(".form-elements > li")
    expect(items).to_have_count(1)
    field(items.nth(0), "titre").locator("input").fill("Un titre")
    field(items.nth(0), "editeur").locator("input").fill("Le Journal d’ici")
    field(items.nth(0), "editeur").locator("input").blur()
    expect(field(items.nth(0), "id").locator("input")).to_have_value("le-journal-d-ici")
    group.get_by_role("button", name="Ajouter : source").click()
    expect(field(items.nth(1), "titre").locator("input")).to_be_focused()
    expect(page.locator("#__annonces")).to_have_text("Source 2 : ajouté")
    field(items.nth(1), "id").locator("input").fill("second")
    group.get_by_role("button", name="Monter : source 2").click()
    expect(field(items.nth(0), "id").locator("input")).to_have_value("second")
    group.get_by_role("button", name="Retirer : source 1").click()
    expect(items).to_have_count(1)
    expect(items.nth(0).locator("summary").first).to_have_text("Source 1 : Un titre")
    definition = field(step(page, 3), "definition")
    definition.locator("textarea").fill("Un mot.")
    definition.locator(".form-citer select").select_option("le-journal-d-ici")
    definition.get_by_role("button", name="Insérer").click()
    expect(definition.locator("textarea")).to_have_value("Un mot. [@le-journal-d-ici]")
    expect(definition.locator("textarea")).to_be_focused()
    field(step(page, 2), "id").locator("input").fill("journal")
    field(page.locator("[data-etape='2']"), "id").locator("input").blur()
    expect(definition.locator("textarea")).to_have_value("Un mot. [@journal]")


def test_a_long_list_is_searched_without_accents(page: Page) -> None:
    opened(page, Initiative)
    node = field(step(page, 1), "region")
    node.get_by_role("searchbox").fill("montere")
    expect(node.locator("label:visible")).to_have_count(1)
    node.get_by_label("Montérégie").check()
    node.get_by_role("searchbox").fill("zzz")
    expect(node.locator(".form-rien")).to_be_visible()


def test_the_whole_form_of_a_word_is_filled_by_keyboard(page: Page, base: Path) -> None:
    opened(page, Terme)
    page.locator("#etape-1").focus()

    def tab_to(locator: Locator) -> None:
        for _ in range(40):
            page.keyboard.press("Tab")
            if locator.evaluate("element => element === document.activeElement"):
                return
        pytest.fail("le clavier n’y mène pas")

    def typed(label: str, text: str) -> None:
        tab_to(page.locator("[data-etape]:not([hidden])").get_by_label(label, exact=True))
        page.keyboard.type(text)

    def pressed(name: str) -> None:
        tab_to(page.locator("[data-etape]:not([hidden])").get_by_role("button", name=name))
        page.keyboard.press("Enter")

    typed("Le mot", "mot")
    page.keyboard.press("Enter")
    typed("Où le mot s’emploie", "Q")
    pressed("Continuer")
    expect(page.locator("#etape-2")).to_be_focused()
    for label, text in (
        ("Titre du document, tel qu’il est publié", "Titre"),
        ("Qui publie", "Journal"),
        ("Adresse du document", "https://exemple.org"),
        ("Qui parle", "P"),
        ("Ce qui a été lu", "lu en e"),
        ("Nom court de la source dans cette fiche, repris dans le texte", ""),
    ):
        typed(label, text)
    pressed("Continuer")
    expect(page.locator("#etape-3")).to_be_focused()
    typed("Ce qu’il veut dire", "Une chose [@journal].")
    pressed("Continuer")
    expect(page.locator(".form-pret")).to_be_visible()
    with page.expect_download() as waiting:
        pressed("Télécharger le fichier")
    text = Path(waiting.value.path()).read_text(encoding="utf-8")
    assert accepted(base, Terme, waiting.value.suggested_filename, text).id == "mot"


# --- Draft ------------------------------------------------------------------------------------------------


def drafts(page: Page) -> dict[str, Any]:
    stored: dict[str, Any] = json.loads(
        page.evaluate("localStorage.getItem(new URL('../../../', location).pathname + 'formulaire') ?? '{}'")
    )
    return stored


def test_a_draft_is_kept_restored_erased_and_given_back(page: Page) -> None:
    opened(page, Terme)
    assert drafts(page) == {}
    field(step(page, 1), "terme").locator("input").fill("brouillon")
    step(page, 2).get_by_role("button", name="Ajouter : source").click()
    expect(page.locator(".form-avis")).to_contain_text("gardé dans ce navigateur")
    page.wait_for_timeout(600)
    assert drafts(page)["terme"]["donnees"]["terme"] == "brouillon"
    page.reload()
    page.wait_for_selector(".formulaire.pret")
    expect(page.locator(".form-avis")).to_contain_text("est repris")
    expect(page.locator("[data-etape='2']")).to_be_visible()
    expect(page.locator("[data-etape='2'] .form-element")).to_have_count(2)
    expect(field(step(page, 1), "terme").locator("input")).to_have_value("brouillon")
    page.get_by_role("button", name="Effacer ce brouillon").click()
    assert drafts(page) == {}
    expect(page.locator("#__annonces")).to_have_text("Brouillon effacé de ce navigateur.")
    expect(field(step(page, 1), "terme").locator("input")).to_have_value("")
    page.get_by_role("button", name="Annuler l’effacement").click()
    expect(field(step(page, 1), "terme").locator("input")).to_have_value("brouillon")
    opened(page, Initiative)
    expect(field(step(page, 1), "nom").locator("input")).to_have_value("")


def test_a_spoilt_storage_costs_nothing(page: Page) -> None:
    opened(page, Terme)
    for spoilt in ("{", "null", "3", '{"terme": 1}', '{"terme": {"donnees": null}}'):
        page.evaluate(
            "text => localStorage.setItem(new URL('../../../', location).pathname + 'formulaire', text)", spoilt
        )
        page.reload()
        page.wait_for_selector(".formulaire.pret")
        expect(page.locator("[data-etape='1']")).to_be_visible()


def test_nothing_leaves_the_browser_while_one_writes(page: Page, base_url: str, library: Library) -> None:
    asked: list[tuple[str, str]] = []
    page.on("request", lambda request: asked.append((request.method, request.url)))
    opened(page, Terme)
    entries = form_model(Terme, library)["entries"]
    loaded = len(asked)
    fill_all(page, entries, Hostile().block(entries))
    last_step(page)
    assert [url for _, url in asked[loaded:] if "/favicon." not in url] == []  # asked again at each step
    assert {method for method, _ in asked} == {"GET"}
    assert {urlsplit(url).netloc for _, url in asked} == {urlsplit(base_url).netloc}


# --- Sending ----------------------------------------------------------------------------------------------


def test_the_ways_to_send_are_those_that_the_project_has(  # noqa: PLR0915 — one site built for all of them
    project: Path, serve: Callable[[Path], AbstractContextManager[str]], browser: Browser
) -> None:
    settings = (project / "mkdocs.yml").read_text(encoding="utf-8")
    settings = settings.replace('!ENV [TRAVERSEES_FORGE, ""]', '"https://forge.exemple/a/b"')
    (project / "mkdocs.yml").write_text(settings.replace('contact: ""', "contact: a@exemple.org"), encoding="utf-8")
    assert publish_site(project) == 0
    with serve(project / "site") as address:
        context = browser.new_context(base_url=address, permissions=["clipboard-read", "clipboard-write"])
        page = context.new_page()
        context.route("https://forge.exemple/**", lambda route: route.fulfill(body=""))
        word = {"terme": "mot", "aire": "quebec", "definition": "Une chose [@s].", "verifie_le": "2026-01-15"}
        source = {"id": "s", "titre": "T", "editeur": "E", "url": "https://a.b", "consulte": "2026-01-15", "type": "presse", "portee": "integral"}  # fmt: skip

        def ready(data: dict[str, Any], query: str = "") -> None:
            page.goto(ADDRESS.format("terme"))
            page.wait_for_selector(".formulaire.pret")
            draft = {"donnees": data | {"sources": [source]}, "etape": 1, "le": "2026-01-15T10:00:00Z"}
            name = f"terme/{query}" if query else "terme"
            store = "([name, draft]) => localStorage.setItem(new URL('../../../', location).pathname + 'formulaire', JSON.stringify({ [name]: draft }))"
            page.evaluate(store, [name, draft])
            page.goto("about:blank")
            page.goto(ADDRESS.format("terme") + (f"?fiche={query}" if query else ""))
            page.wait_for_selector(".formulaire.pret")
            last_step(page)
            expect(page.locator(".form-pret")).to_be_visible()

        def forge() -> str:
            with context.expect_page() as waiting:
                page.get_by_role("button", name="Proposer sur la forge").click()
            waiting.value.close()
            return waiting.value.url

        def clipboard() -> str:
            return str(page.evaluate("navigator.clipboard.readText()"))

        ready(word)
        short = urlsplit(forge())
        assert short.path == "/a/b/new/main"
        asked = parse_qs(short.query)
        assert asked["filename"] == ["glossaire/mot.yml"]
        assert parse_document("glossaire/mot.yml", asked["value"][0]).data["terme"] == "mot"
        page.get_by_role("button", name="Copier le texte").click()
        expect(page.locator(".form-fait")).to_have_text("Texte copié.")
        assert parse_document("glossaire/mot.yml", clipboard()).data["definition"] == "Une chose [@s]."

        ready(word | {"definition": "Une chose [@s]. " * 300})
        assert parse_qs(urlsplit(forge()).query) == {"filename": ["glossaire/mot.yml"]}
        expect(page.locator(".form-fait")).to_contain_text("collez-le dans le grand cadre")
        assert "Une chose [@s]. Une chose" in clipboard()

        ready(word, "mot-d-exemple")
        assert urlsplit(forge()).path == "/a/b/edit/main/glossaire/mot-d-exemple.yml"
        expect(page.locator(".form-fait")).to_contain_text("remplacez tout")

        page.goto("glossaire/mot-d-exemple/")
        direct = page.get_by_role("link", name="ou directement sur la forge")
        expect(direct).to_have_attribute("href", "https://forge.exemple/a/b/edit/main/glossaire/mot-d-exemple.yml")

        def as_gitlab(route: Any) -> None:  # noqa: ANN401
            answer = route.fetch()
            route.fulfill(
                response=answer, body=answer.text().replace('data-forge-genre="github"', 'data-forge-genre="gitlab"')
            )

        page.route("**/formulaire/terme/*", as_gitlab)
        page.route("**/formulaire/terme/", as_gitlab)
        ready(word)
        gitlab = urlsplit(forge())
        assert (gitlab.path, parse_qs(gitlab.query)) == ("/a/b/-/new/main", {"file_name": ["glossaire/mot.yml"]})
        expect(page.locator("[data-envoi=courriel]")).to_contain_text("a@exemple.org")
        context.close()


def test_without_a_forge_nor_an_address_the_page_says_so(page: Page) -> None:
    opened(page, Terme, "?fiche=115")
    final = last_step(page)
    expect(final.locator("[data-envoi]")).to_have_count(0)
    expect(final.locator(".form-pret")).to_contain_text("n’est pas encore fixée")


def test_a_name_already_taken_is_told_and_changed(page: Page, library: Library) -> None:
    entries = form_model(Terme, library)["entries"]
    opened(page, Terme)
    fill_all(page, entries, Hostile().block(entries) | {"terme": "115"})
    expect(last_step(page).locator(".form-existe")).to_contain_text("115-2.yml")
    assert downloaded(page)[0] == "115-2.yml"


# --- Every reader -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("kind", FORM_KINDS, ids=lambda kind: kind.kind_name())
def test_each_step_fits_and_satisfies_axe_in_light_and_dark(page: Page, kind: type[Record], size: ViewportSize) -> None:
    page.set_viewport_size(size)
    opened(page, kind)
    last = page.locator("[data-etape]").count()
    for number in range(1, last + 1):
        shown = step(page, number)
        unfold(shown)
        if number < last:
            shown.get_by_role("button", name="Continuer").click()
        assert page.evaluate("document.documentElement.scrollWidth") == size["width"]
        judged = None if number in {1, last} else f"[data-etape='{number}']"  # around a step, the page stays the same
        page.emulate_media(color_scheme="light")
        assert violations(page, judged) == [], number
        page.emulate_media(color_scheme="dark")
        assert violations(page, judged, **COLOUR_RULES) == [], number


def test_without_script_the_page_says_what_to_do_instead(browser: Browser, base_url: str) -> None:
    context = browser.new_context(base_url=base_url, java_script_enabled=False)
    page = context.new_page()
    page.goto(ADDRESS.format("initiative"))
    expect(page.get_by_text("Ce formulaire a besoin de JavaScript")).to_be_visible()
    expect(page.get_by_role("link", name="guide de cette fiche")).to_be_visible()
    expect(page.locator("form.formulaire")).to_be_hidden()
    context.close()


def test_a_lost_network_costs_one_sentence(page: Page) -> None:
    page.route("**/terme.js", lambda route: route.abort())
    page.goto(ADDRESS.format("terme"))
    expect(page.locator(".form-sans-script")).to_contain_text("n’a pas pu être chargé")
