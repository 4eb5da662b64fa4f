"""The stopwatch of the benchmark: what a whole process costs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from bench.measure import StepFailed, run

if TYPE_CHECKING:
    from pathlib import Path


def test_the_memory_is_that_of_the_command_and_not_of_who_measures(tmp_path: Path) -> None:
    ours = bytearray(200_000_000)
    _, _, small = run((sys.executable, "-c", ""), tmp_path)
    _, _, large = run((sys.executable, "-c", "bytearray(150_000_000)"), tmp_path)
    assert len(ours) == 200_000_000
    assert small < 100
    assert 150 < large < 250


def test_a_step_that_fails_says_what_it_said(tmp_path: Path) -> None:
    with pytest.raises(StepFailed, match="une fiche est à corriger"):
        run((sys.executable, "-c", "raise SystemExit('une fiche est à corriger')"), tmp_path)
