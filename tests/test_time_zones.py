"""Today is never the future, wherever one is on Earth; what is published does not depend on the clock."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.invalid.cases import MINIMAL
from traversees.check.rules import check_document
from traversees.publish.clock import latest_day
from traversees.records.documents import parse_document
from traversees.records.kinds import Terme
from traversees.records.problems import ProblemsFound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PATH = "glossaire/mot-d-exemple.yml"
TERM = (MINIMAL / PATH).read_text(encoding="utf-8")
ZONES = [timezone(timedelta(minutes=minutes)) for minutes in range(-12 * 60, 14 * 60 + 1, 15)]

needs_tzset = pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows n’a pas de variable TZ")


def refusal(day: str, instant: datetime) -> str:
    """What the checker answers, at `instant`, to a record read on `day`."""
    document = parse_document(PATH, TERM.replace("verifie_le: 2026-01-15", f"verifie_le: {day}"))
    try:
        check_document(document, Terme, latest_day(instant))
    except ProblemsFound as found:
        return str(found)
    return ""


@pytest.mark.parametrize(
    ("hours", "local"),
    [
        pytest.param(1, "2026-11-30T00:30", id="Paris"),
        pytest.param(-5, "2026-11-29T23:00", id="Montréal"),
        pytest.param(14, "2026-11-30T00:00", id="Kiritimati"),
        pytest.param(-12, "2026-11-29T00:00", id="Baker"),
    ],
)
def test_a_record_read_today_is_accepted_wherever_one_is(hours: int, local: str) -> None:
    instant = datetime.fromisoformat(local).replace(tzinfo=timezone(timedelta(hours=hours)))
    assert refusal(local[:10], instant) == ""


@pytest.mark.parametrize("instant", ["2026-11-29T10:00", "2026-11-30T09:59"])
def test_a_day_that_has_begun_nowhere_is_in_the_future(instant: str) -> None:
    now = datetime.fromisoformat(instant).replace(tzinfo=UTC)
    assert refusal("2026-11-30", now) == ""
    assert refusal("2026-12-01", now) == f"{PATH}:13:13 : verifie_le : « 2026-12-01 » est dans le futur"


@given(st.datetimes(timezones=st.just(UTC), min_value=datetime(2, 1, 1), max_value=datetime(9998, 1, 1)))  # noqa: DTZ001
def test_the_latest_day_is_that_of_some_place_and_of_none_after(instant: datetime) -> None:
    assert latest_day(instant) == max(instant.astimezone(zone).date() for zone in ZONES).isoformat()


@needs_tzset
@pytest.mark.parametrize("hours", [14, -12])
def test_a_new_record_bears_the_day_of_its_author_which_is_not_the_future(hours: int, project: Path) -> None:
    before = _day_in(hours)
    _build_pages(project, hours, "nouveau", "terme", "--nom", "Essai")
    told = _build_pages(project, hours, "verifier")
    text = (project / "glossaire/essai.yml").read_text(encoding="utf-8")
    assert text.rpartition("verifie_le: ")[2][:10] in {before, _day_in(hours)}
    assert "glossaire/essai.yml:" in told  # what is left to fill in
    assert "dans le futur" not in told


def _day_in(hours: int) -> str:
    return datetime.now(tz=timezone(timedelta(hours=hours))).date().isoformat()


def _build_pages(project: Path, hours: int, *arguments: str) -> str:
    """What the command answers on a machine whose clock is `hours` ahead of UTC."""
    variables = os.environ | {"TZ": f"<{hours:+}>{-hours}", "PYTHONUTF8": "1"}
    command = [sys.executable, "build_pages.py", *arguments]
    done = subprocess.run(command, cwd=project, env=variables, capture_output=True, encoding="utf-8", check=False)
    return done.stderr


@pytest.fixture
def clock_in(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int], None]]:
    """Puts this process in a time zone, by its hours ahead of UTC."""

    def move(hours: int) -> None:
        monkeypatch.setenv("TZ", f"<{hours:+}>{-hours}")
        time.tzset()

    yield move
    monkeypatch.undo()
    time.tzset()
