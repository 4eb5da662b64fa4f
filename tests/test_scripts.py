"""The scripts of the site, read by TypeScript."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from playwright._impl._driver import compute_driver_executable

from tests.judges import judge

REPOSITORY = Path(__file__).resolve().parent.parent
SCRIPTS = sorted((REPOSITORY / "docs/assets/js").glob("*.js"))
SYNTAX_ONLY = [
    "--noEmit",
    "--allowJs",
    "--noCheck",
    "--noResolve",
    "--lib",
    "es5",
    "--target",
    "esnext",
    "--pretty",
    "false",
]


def faults(*files: Path) -> str:
    """What TypeScript cannot read in `files`, run by the Node that Playwright brings."""
    command = [compute_driver_executable()[0], str(judge("typescript/bin/tsc")), *SYNTAX_ONLY, *map(str, files)]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def test_every_script_can_be_read() -> None:
    assert len(SCRIPTS) > 10
    assert faults(*SCRIPTS) == ""


@pytest.mark.parametrize("text", ["const a = ;\n", "f(1;\n", "const x = { a: 1\n"])
def test_a_script_that_cannot_be_read_is_found(tmp_path: Path, text: str) -> None:
    file = tmp_path / "faux.js"
    file.write_text(text, encoding="utf-8")
    assert "faux.js(" in faults(file)
