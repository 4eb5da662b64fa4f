"""Environment: run a program, and say what it does."""

from __future__ import annotations

import os
import signal
import subprocess
from typing import TYPE_CHECKING

from traversees import ROOT

if TYPE_CHECKING:
    from pathlib import Path


ENVIRONMENT = ROOT / ".venv"


QUIETLY = """\
import runpy, sys
del sys.argv[0]
try:
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
except KeyboardInterrupt:
    sys.exit(1)
"""


def say(text: str) -> None:
    """Print `text` at once, so that it stays in order with what the commands print."""
    print(text, flush=True)


NOT_OURS = {"VIRTUAL_ENV", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE"}
"""Variables of another environment; the last has Python compile every module again at each start."""


def variables() -> dict[str, str]:
    """The variables given to every command: UTF-8 everywhere, and no other environment than ours."""
    kept = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
    ours = {"PYTHONUTF8": "1", "UV_PROJECT_ENVIRONMENT": str(ENVIRONMENT), "UV_PYTHON_DOWNLOADS": "never"}
    return kept | ours


def output_of(*command: str, **more: str) -> tuple[int, str]:
    """The exit code of `command`, run with the variables `more`, and all that it printed; 127 when it cannot start."""
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=variables() | more,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError as error:
        return 127, str(error)
    return done.returncode, done.stdout


def in_environment(folder: Path, program: str) -> Path:
    """Where the environment `folder` keeps `program`."""
    return folder / "Scripts" / f"{program}.exe" if os.name == "nt" else folder / "bin" / program


def run(*arguments: str, **more: str) -> int:
    """Run the environment's Python with `arguments` and the variables `more`; returns its exit code."""
    python = str(in_environment(ENVIRONMENT, "python"))
    asked: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _: asked.append(number))  # heard only once `process` can be ended
    process = subprocess.Popen([python, *arguments], cwd=ROOT, env=variables() | more)
    try:
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        if asked:
            signal.raise_signal(signal.SIGTERM)
        return process.wait()
    except KeyboardInterrupt:
        let_end(process)
        raise


def let_end(process: subprocess.Popen[bytes]) -> None:
    """Leave two seconds to a process that saw Ctrl-C too, then end it."""
    try:
        process.wait(timeout=2)
    except subprocess.TimeoutExpired:
        process.terminate()
        process.wait()
