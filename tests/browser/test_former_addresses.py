"""A former address in a browser: the reader arrives, the section and the question that she asked for too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.conftest import FORMER, GIVEN_UP, NEW

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from playwright.sync_api import Browser, Page


def test_a_former_address_leads_to_the_record_and_to_its_section(
    browser: Browser, moved: Path, serve: Callable[[Path], AbstractContextManager[str]]
) -> None:
    with serve(moved) as address:
        for scripts, asked in ((False, ""), (True, ""), (True, "?x=1#limites")):
            page = browser.new_context(java_script_enabled=scripts).new_page()
            page.goto(f"{address}initiatives/{FORMER}/{asked}")
            page.wait_for_url(f"{address}initiatives/{NEW}/{asked}")
            expect(page.locator("h1")).to_have_text("Initiative d’exemple")
            page.context.close()


def test_a_former_name_opens_the_form_and_the_comparison(
    page: Page, moved: Path, serve: Callable[[Path], AbstractContextManager[str]]
) -> None:
    with serve(moved) as address:
        page.goto(f"{address}comparer/?fiches={FORMER},autre-initiative")
        expect(page.locator("[data-comparaison] thead th a")).to_have_count(2)
        page.goto(f"{address}contribuer/formulaire/initiative/?fiche={FORMER}")
        page.wait_for_selector(".formulaire.pret")
        expect(page.locator("h1")).to_contain_text("Corriger : Initiative d’exemple")
        page.goto(f"{address}contribuer/formulaire/initiative/?fiche={FORMER}#etape-10")
        page.reload()
        expect(page.locator(".form-fichier code")).to_contain_text(f"anciens_noms: [{FORMER}]")


def test_the_form_says_that_a_record_exists_before_all_is_filled(
    page: Page, moved: Path, serve: Callable[[Path], AbstractContextManager[str]]
) -> None:
    with serve(moved) as address:
        page.goto(f"{address}contribuer/formulaire/initiative/")
        page.wait_for_selector(".formulaire.pret")
        known = page.locator(".form-jumelle")
        expect(known).to_be_hidden()
        page.locator("[data-cle=nom] input").first.fill("INITIATIVE d'exemple")
        expect(known).to_be_visible()
        known.get_by_role("link").click()
        page.wait_for_selector(".formulaire.pret")
        expect(page.locator("h1")).to_contain_text("Corriger : Initiative d’exemple")
        expect(page.locator(".form-jumelle")).to_be_hidden()


def test_everyone_can_use_light_pages(page: Page, moved: Path) -> None:
    for path in (f"initiatives/{FORMER}", GIVEN_UP):
        text = (moved / path / "index.html").read_text(encoding="utf-8")
        still = text.replace('http-equiv="refresh"', 'name="immobile"')
        page.goto("about:blank")  # the policy of the page before would refuse another one
        page.set_content(still.replace("<script", "<template").replace("</script", "</template"))
        assert violations(page) == []
