"""Publish: what day it is, here and on the whole Earth."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta, timezone

from traversees.check.sentences import AHEAD


def today() -> str:
    """The last day that has begun somewhere on Earth, AAAA-MM-JJ: the one that records are checked against."""
    return latest_day(_now())


def latest_day(instant: datetime) -> str:
    """The day of the person whose clock is the furthest ahead at `instant`: what comes after is future for everybody."""
    return instant.astimezone(timezone(timedelta(hours=AHEAD))).date().isoformat()


def day_here() -> str:
    """The day of the person at this machine, AAAA-MM-JJ."""
    return _now().astimezone().date().isoformat()


def _now() -> datetime:
    """The instant, or the one that a build to be made twice is given (reproducible-builds.org/specs/source-date-epoch)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), tz=UTC) if epoch.isdigit() else datetime.now(tz=UTC)
