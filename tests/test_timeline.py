"""The timeline: decades, years, landmarks, and what has no date."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from traversees.library.library import Library
from traversees.library.loading import load_library
from traversees.library.timeline import timeline_of

if TYPE_CHECKING:
    from pathlib import Path

TODAY = "2026-11-23"
TRIP = {"contexte/notes/le-voyage": "2023-05"}


@pytest.fixture(scope="module")
def minimal(repository: Path) -> Library:
    return load_library(repository / "tests" / "minimal", TODAY)


def with_starts(library: Library, **starts: str | None) -> Library:
    """`library`, where the records of these ids (`_` for `-`) begin at other dates."""
    dates = {name.replace("_", "-"): date for name, date in starts.items()}
    changed = (r.model_copy(update={"debut": dates[r.id]}) if r.id in dates else r for r in library.records)
    return Library(tuple(changed))


def test_the_timeline_goes_from_the_first_decade_to_the_last_and_keeps_the_empty_ones(minimal: Library) -> None:
    library = with_starts(minimal, initiative_d_exemple="1989-12-31", autre_initiative="1990")
    decades = timeline_of(library, TRIP).decades
    assert [(decade.start, decade.count) for decade in decades] == [
        (1980, 1),
        (1990, 1),
        (2000, 0),
        (2010, 1),
        (2020, 1),
    ]


def test_in_a_year_initiatives_come_by_date_then_the_landmark_then_the_transfers(minimal: Library) -> None:
    library = with_starts(
        minimal, initiative_d_exemple="2023-02", autre_initiative="2023", transfert_d_exemple="2023-01"
    )
    ((year, events),) = timeline_of(library, TRIP).decades[0].years
    assert year == 2023
    assert [event.kind for event in events] == ["initiative", "initiative", "jalon", "transfert"]
    assert [event.date for event in events] == ["2023", "2023-02", "2023-05", "2023-01"]


def test_what_has_no_known_date_comes_last_by_name(minimal: Library) -> None:
    library = with_starts(minimal, initiative_d_exemple=None, autre_initiative=None, transfert_d_exemple=None)
    timeline = timeline_of(library, {})
    assert timeline.decades == ()
    assert [record.id for record in timeline.undated] == [
        "autre-initiative",
        "transfert-d-exemple",
        "initiative-d-exemple",
    ]


def test_a_landmark_whose_record_is_not_in_the_base_is_left_out(minimal: Library) -> None:
    assert timeline_of(minimal, {"contexte/notes/absente": "2023"}) == timeline_of(minimal, {})
