"""The judge of accessibility is there, is the one of the lock, and judges what it is given."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.browser.axe import violations

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

PAGE = """<!doctype html><html lang="fr"><title>Essai</title>
<main><h1>Essai</h1><img src="data:,"></main><footer><button></button></footer>"""


def test_a_fault_is_found_with_its_rule_and_its_element(page: Page) -> None:
    page.set_content(PAGE)
    found = [line.partition(" : Fix")[0] for line in violations(page)]
    assert found == ["button-name : <button></button>", 'image-alt : <img src="data:,">']


def test_only_the_part_asked_is_judged_by_the_rules_asked(page: Page) -> None:
    page.set_content(PAGE)
    assert [line.split()[0] for line in violations(page, "footer")] == ["button-name"]
    assert violations(page, "footer", runOnly=["image-alt"]) == []


def test_the_axe_that_judges_is_the_one_of_the_lock(page: Page, repository: Path) -> None:
    locked = json.loads((repository / "tests/package-lock.json").read_text(encoding="utf-8"))
    page.set_content(PAGE)
    violations(page)
    assert page.evaluate("axe.version") == locked["packages"]["node_modules/axe-core"]["version"]
