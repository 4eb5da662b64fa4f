"""The house: packages in the order of the flow, imports that go one way, modules that can be read in one go."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
MODULES = sorted((REPOSITORY / "traversees").rglob("*.py"))
MOST, LONG, FEW = 300, 220, 5
"""No module is longer than `MOST` lines, and `FEW` at most are longer than `LONG`."""


def broken_contracts(folder: Path) -> str:
    """What import-linter says of the package in `folder`; empty when every contract is kept."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    options = (str(REPOSITORY / "pyproject.toml"), "--no-cache")
    done = subprocess.run([*command, *options], cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr if done.returncode else ""


def test_imports_go_one_way_without_a_circle() -> None:
    assert broken_contracts(REPOSITORY) == ""


@pytest.mark.parametrize(
    ("module", "line", "told"),
    [
        ("records/marks.py", "from traversees.library.library import Library", "traversees.records.marks -> traversees.library.library"),
        ("publish/writing.py", "from traversees.publish.site import prepare", "- .writing -> .site"),
        ("attic.py", "X = 1", "attic"),
    ],
)  # fmt: skip
def test_an_import_that_goes_back_a_circle_and_a_stray_module_are_refused(
    tmp_path: Path, module: str, line: str, told: str
) -> None:
    shutil.copytree(REPOSITORY / "traversees", tmp_path / "traversees", ignore=shutil.ignore_patterns("__pycache__"))
    file = tmp_path / "traversees" / module
    file.write_text(f"{file.read_text(encoding='utf-8') if file.exists() else ''}\n{line}\n", encoding="utf-8")
    assert told in broken_contracts(tmp_path)


def test_a_module_can_be_read_in_one_go() -> None:
    lengths = {
        file.relative_to(REPOSITORY).as_posix(): len(file.read_text(encoding="utf-8").splitlines()) for file in MODULES
    }
    assert {path: length for path, length in lengths.items() if length > MOST} == {}
    long = {path: length for path, length in lengths.items() if length > LONG}
    assert len(long) <= FEW, long


def test_every_package_says_what_comes_in_and_what_goes_out() -> None:
    for file in (REPOSITORY / "traversees").glob("*/__init__.py"):
        text = file.read_text(encoding="utf-8")
        assert " In: " in text, file
        assert " Out: " in text, file
