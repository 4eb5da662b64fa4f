"""Publish: what day it is, here and on the whole Earth."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from traversees.check.sentences import AHEAD


def today() -> str:
    """The last day that has begun somewhere on Earth, AAAA-MM-JJ: the one that records are checked against."""
    return latest_day(datetime.now(tz=UTC))


def latest_day(instant: datetime) -> str:
    """The day of the person whose clock is the furthest ahead at `instant`: what comes after is future for everybody."""
    return instant.astimezone(timezone(timedelta(hours=AHEAD))).date().isoformat()


def day_here() -> str:
    """The day of the person at this machine, AAAA-MM-JJ."""
    return datetime.now(tz=UTC).astimezone().date().isoformat()
