"""Waiting for what a page says: Playwright’s own wait evaluates texts in the page, which its policy refuses."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tests.browser.conftest import PATIENCE

if TYPE_CHECKING:
    from playwright.sync_api import Page


def wait_until(page: Page, expression: str) -> None:
    """Wait for a JavaScript expression to be true in `page`."""
    end = time.monotonic() + PATIENCE / 1000
    while not page.evaluate(expression):
        assert time.monotonic() < end, f"jamais : {expression}"
        page.wait_for_timeout(20)
