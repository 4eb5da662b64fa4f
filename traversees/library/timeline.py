"""The timeline: what began when, by decade and by year. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from traversees.library.catalogue import sort_key
from traversees.records.kinds import Initiative, Transfert

if TYPE_CHECKING:
    from collections.abc import Mapping

    from traversees.library.library import Library
    from traversees.records.record import Record

DECADE = 10


@dataclass(frozen=True)
class Event:
    """Something that began at `date` (AAAA, AAAA-MM or AAAA-MM-JJ) and has a page."""

    date: str
    record: Record

    @property
    def year(self) -> int:
        """When, to the year."""
        return int(self.date[:4])

    @property
    def kind(self) -> str:
        """`initiative`, `transfert`, or `jalon` for a landmark."""
        return {Initiative: "initiative", Transfert: "transfert"}.get(type(self.record), "jalon")


@dataclass(frozen=True)
class Decade:
    """Ten years: the events of each year that has some."""

    start: int
    years: tuple[tuple[int, tuple[Event, ...]], ...]

    @property
    def count(self) -> int:
        """How many events it holds."""
        return sum(len(events) for _, events in self.years)


@dataclass(frozen=True)
class Timeline:
    """Every decade from the first event to the last, empty ones included; then what has no known date, by name."""

    decades: tuple[Decade, ...]
    undated: tuple[Record, ...]


def timeline_of(library: Library, landmarks: Mapping[str, str]) -> Timeline:
    """The initiatives and transfers of `library`, with the records of `landmarks` (`folder/id` and date) it holds."""
    records: list[Initiative | Transfert] = [*library.initiatives, *library.transferts]
    events = [Event(record.debut, record) for record in records if record.debut]
    events += [Event(date, record) for path, date in landmarks.items() if (record := library.find(path))]
    undated = sorted((record for record in records if not record.debut), key=lambda record: sort_key(record.nom))
    return Timeline(tuple(_decades(events)), tuple(undated))


def _decades(events: list[Event]) -> list[Decade]:
    """The decades of `events`; in a year, initiatives come before transfers and landmarks, each kind by date."""
    ordered = sorted(events, key=lambda event: (event.year, event.kind, event.date, event.record.id))
    years = [(year, tuple(group)) for year, group in groupby(ordered, key=lambda event: event.year)]
    if not years:
        return []
    starts = range(_start(years[0][0]), years[-1][0] + 1, DECADE)
    return [Decade(start, tuple(year for year in years if _start(year[0]) == start)) for start in starts]


def _start(year: int) -> int:
    return year - year % DECADE
