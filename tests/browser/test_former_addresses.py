"""A former address in a browser: the reader arrives, the section and the question that she asked for too."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.judges import judge
from tests.renaming import rename
from tests.test_addresses import withdraw
from traversees.command import main
from traversees.publishing.site import publish_site

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from playwright.sync_api import Browser, Page

BEFORE, AFTER = "initiative-d-exemple", "nouveau-nom"
REPORT = "recits/2023-06-01-publication-d-exemple"


@pytest.fixture
def moved(project: Path) -> Path:
    """A site where an initiative has another name, and a report was given up."""
    assert main(["adresses"], project) == 0
    rename(project, f"initiatives/{BEFORE}.yml", AFTER)
    (project / f"{REPORT}.md").unlink()
    withdraw(project, f"/{REPORT}/", "/recits/")
    assert publish_site(project, search=False) == 0
    return project / "site"


def test_a_former_address_leads_to_the_record_and_to_its_section(
    browser: Browser, moved: Path, serve: Callable[[Path], AbstractContextManager[str]]
) -> None:
    with serve(moved) as address:
        for scripts, asked in ((False, ""), (True, ""), (True, "?x=1#limites")):
            page = browser.new_context(java_script_enabled=scripts).new_page()
            page.goto(f"{address}initiatives/{BEFORE}/{asked}")
            page.wait_for_url(f"{address}initiatives/{AFTER}/{asked}")
            expect(page.locator("h1")).to_have_text("Initiative d’exemple")
            page.context.close()


def test_a_former_name_opens_the_form_and_the_comparison(
    page: Page, moved: Path, serve: Callable[[Path], AbstractContextManager[str]]
) -> None:
    with serve(moved) as address:
        page.goto(f"{address}comparer/?fiches={BEFORE},autre-initiative")
        expect(page.locator("[data-comparaison] thead th a")).to_have_count(2)
        page.goto(f"{address}contribuer/formulaire/initiative/?fiche={BEFORE}")
        page.wait_for_selector(".formulaire.pret")
        expect(page.locator("h1")).to_contain_text("Corriger : Initiative d’exemple")
        page.goto(f"{address}contribuer/formulaire/initiative/?fiche={BEFORE}#etape-10")
        page.reload()
        expect(page.locator(".form-fichier code")).to_contain_text(f"anciens_noms: [{BEFORE}]")


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


def test_light_pages_are_valid_and_everyone_can_use_them(page: Page, moved: Path) -> None:
    files = [moved / path / "index.html" for path in (f"initiatives/{BEFORE}", REPORT)]
    for file in files:
        still = file.read_text(encoding="utf-8").replace('http-equiv="refresh"', 'name="immobile"')
        page.set_content(still.replace("<script", "<template").replace("</script", "</template"))
        assert violations(page) == []
    java = shutil.which("java")
    if java is None:
        pytest.skip("le vérificateur Nu demande Java")
    jar = judge("vnu-jar/build/dist/vnu.jar")
    command = [java, "-Xss8m", "-jar", str(jar), "--format", "gnu", *map(str, files)]
    assert subprocess.run(command, capture_output=True, text=True, check=False).stderr == ""
