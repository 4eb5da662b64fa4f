"""Work shared between processes: the same results in the same order, or the same error."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from traversees.publish.processors import FEW, in_parallel

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

MANY = list(range(FEW * 10))


def squares(numbers: Sequence[int]) -> list[int]:
    return [number * number for number in numbers]


@pytest.mark.parametrize("items", [[], [3], MANY])
def test_the_results_are_those_of_the_work_in_order(items: list[int]) -> None:
    assert list(in_parallel(squares, items)) == squares(items)


def test_a_little_work_stays_in_this_process() -> None:
    assert set(in_parallel(lambda some: [os.getpid() for _ in some], MANY[:FEW])) == {os.getpid()}


def test_what_goes_wrong_elsewhere_goes_wrong_here() -> None:
    with pytest.raises(ZeroDivisionError):
        list(in_parallel(lambda some: [1 // (number - FEW * 5) for number in some], MANY))


WORKS_MEANWHILE = """
import sys
from pathlib import Path
from traversees.publish.processors import meanwhile

def work():
    print("fait", file=sys.stderr)
    Path(sys.argv[1]).touch()
    raise ZeroDivisionError

with meanwhile(work):
    pass
"""


def test_what_is_done_meanwhile_ends_before_and_its_faults_are_silent(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WORKS_MEANWHILE, str(tmp_path / "fait")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (tmp_path / "fait").exists() == ((os.cpu_count() or 1) > 1 and sys.platform != "win32")
    assert (done.stdout, done.stderr) == ("", "")


WORKS_WITHOUT_END = """
import sys, time
from pathlib import Path
from traversees.publish.processors import in_parallel, meanwhile

def work(some=()):
    while True:
        with Path(sys.argv[1]).open("a") as file:
            file.write(".")
        time.sleep(0.01)

if sys.argv[2] == "meanwhile":
    with meanwhile(work):
        pass
list(in_parallel(work, range(1000)))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="aucun processus ne peut être copié ici")
@pytest.mark.parametrize("way", ["meanwhile", "in_parallel"])
def test_what_is_done_elsewhere_stops_when_this_process_is_killed(tmp_path: Path, way: str) -> None:
    written = tmp_path / "fait"
    process = subprocess.Popen([sys.executable, "-c", WORKS_WITHOUT_END, str(written), way])
    while not written.exists():
        assert process.poll() is None
        time.sleep(0.01)
    process.kill()
    process.wait()
    time.sleep(0.5)
    before = written.stat().st_size
    time.sleep(0.5)
    assert written.stat().st_size == before
