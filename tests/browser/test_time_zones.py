"""The form and the exports at the edges of a day, for readers far from one another."""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from traversees.publish.clock import latest_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

PLACES = [  # a time zone, an instant, the day of the reader
    pytest.param("Europe/Paris", "2026-11-29T23:30:00+00:00", "2026-11-30", id="Paris at 00:30"),
    pytest.param("America/Montreal", "2026-11-30T04:00:00+00:00", "2026-11-29", id="Montréal at 23:00"),
    pytest.param("Pacific/Kiritimati", "2026-11-30T10:05:00+00:00", "2026-12-01", id="Kiritimati at 00:05"),
    pytest.param("Etc/GMT+12", "2026-11-30T11:55:00+00:00", "2026-11-29", id="Baker at 23:55"),
]


@contextmanager
def reader(browser: Browser, base_url: str, zone: str, instant: str) -> Iterator[Page]:
    """A page for somebody whose clock is set so."""
    context = browser.new_context(base_url=base_url, timezone_id=zone, locale="fr-FR", reduced_motion="reduce")
    page = context.new_page()
    page.clock.set_fixed_time(instant)
    yield page
    context.close()


@pytest.mark.parametrize(("zone", "instant", "day"), PLACES)
def test_the_form_proposes_the_day_of_the_reader_and_refuses_what_the_checker_refuses(
    browser: Browser, base_url: str, zone: str, instant: str, day: str
) -> None:
    latest = date.fromisoformat(latest_day(datetime.fromisoformat(instant)))
    never_yet = (latest + timedelta(days=1)).isoformat()
    with reader(browser, base_url, zone, instant) as page:
        page.goto("contribuer/formulaire/terme/#etape-3")
        page.wait_for_selector(".formulaire.pret")
        asked = page.locator("[data-cle=verifie_le] input")
        expect(asked).to_have_value(day)
        for typed, said in ((day, ""), (latest.isoformat(), ""), (never_yet, f"« {never_yet} » est dans le futur")):
            asked.evaluate(
                """(input, value) => {
                  input.value = value;
                  for (const name of ["input", "change", "blur", "focusout"]) input.dispatchEvent(new Event(name, { bubbles: true }));
                }""",
                typed,
            )
            expect(page.locator("[data-cle=verifie_le] .form-erreur")).to_have_text(said)


@pytest.mark.parametrize(("zone", "instant", "day"), PLACES[:2])
def test_what_is_exported_bears_the_day_of_the_reader(
    browser: Browser, base_url: str, zone: str, instant: str, day: str
) -> None:
    with reader(browser, base_url, zone, instant) as page:
        page.goto("initiatives/?theme=logement")
        page.locator("summary", has_text="Exporter").click()
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Données (JSON)").click()
        assert re.search(rf"-{day}\.json$", waiting.value.suggested_filename)
        assert json.loads(Path(waiting.value.path()).read_text(encoding="utf-8"))["date"] == day
