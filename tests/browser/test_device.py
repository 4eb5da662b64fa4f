"""What the site keeps on a reader’s device is what the page « Données personnelles » lists, and nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.gestures import GESTURES, HELPERS

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

PAGE = "a-propos/donnees-personnelles/"
TYPED = """
await until(() => find(".formulaire.pret"));
type(find("[data-cle=nom] input"), "Une initiative");
find("[data-cle=nom] input").dispatchEvent(new Event("change", { bubbles: true }));
await until(() => Object.keys(localStorage).some((key) => key.endsWith("formulaire")));
"""
COLOURS = 'find("#__palette").click();'
KEPT = """async () => ({
  local: Object.keys(localStorage).sort(),
  session: Object.keys(sessionStorage),
  cookies: document.cookie,
  databases: (await indexedDB.databases()).length,
  caches: (await caches.keys()).length,
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""


def test_every_gesture_leaves_what_the_page_lists_and_each_is_erased_as_it_says(page: Page, base_url: str) -> None:
    by_name = {gesture.name: gesture for gesture in GESTURES}
    path = re.sub(r"^https?://[^/]*", "", base_url)
    for name in ("les mots expliqués", "le choix à comparer", "le parcours", "la recherche"):
        page.goto(by_name[name].address or "./")
        page.evaluate(f"async () => {{ {HELPERS + by_name[name].script} }}")
    page.goto("contribuer/formulaire/initiative/")
    page.evaluate(f"async () => {{ {HELPERS + TYPED + COLOURS} }}")
    page.goto(PAGE)
    listed = page.locator("main table tbody code").all_inner_texts()
    assert page.evaluate(KEPT) == {
        "local": sorted(f"{path}{name}" for name in listed),
        "session": [],
        "cookies": "",
        "databases": 0,
        "caches": 0,
        "workers": 0,
    }
    page.locator("#__palette").click()
    page.locator("#__choix .choix-vider").click()
    page.goto(by_name["le parcours"].address)
    page.get_by_role("button", name="Recommencer").click()
    page.goto("contribuer/formulaire/initiative/")
    page.get_by_role("button", name="Effacer ce brouillon").click()
    expect(page.locator(".form-avis").get_by_role("button", name="Effacer ce brouillon")).to_be_hidden()
    assert page.evaluate(KEPT)["local"] == []


def test_no_script_writes_under_a_name_that_the_page_does_not_list(repository: Path) -> None:
    """A store is only named by a constant, which begins with the path of the site."""
    listed = set(
        re.findall(r"'nom': '([^']+)'", (repository / "templates/_appareil.jinja").read_text(encoding="utf-8"))
    )
    named = set()
    for file in sorted((repository / "docs/assets/js").glob("*.js")):
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"sessionStorage|indexedDB|document\.cookie|\bcaches\b|localStorage\[", text), file.name
        if "localStorage.setItem(" in text and file.name != "editeur.js":  # it writes for Sveltia, in its own store
            assert set(re.findall(r"localStorage\.\w+\((\w+)", text)) == {"key"}, file.name
            named.update(
                re.findall(r"const key = `\$\{(?:scope|(?:window\.traversees\.)?racine\.pathname)\}([^`]+)`", text)
            )
    assert named == listed
