"""From saving a record to reading it: the real server, a real browser, a page left open."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, sync_playwright

from bench.generator import edit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE = 300
"""Seconds before giving up."""


def seconds_until_seen(project: Path, times: int, together: int = 1) -> list[float]:
    """How long after a save an open page shows it, `times` times; with `together`, so many records are saved at once.

    The first save is a trial and is not counted.
    """
    files = sorted((project / "initiatives").iterdir())[-together:]
    with served(project, "traversees.command.site", "--serve", "--port") as address, opened_browser() as browser:
        page = browser.new_page()
        page.goto(f"{address}initiatives/{files[0].stem}/")
        delays = []
        for rank in range(times + 1):
            sentence = f"Le passage {rank} de {together} est enregistré."
            start = time.perf_counter()
            for file in files:
                edit(file, sentence)
            page.get_by_text(sentence).wait_for(timeout=PATIENCE * 1000)
            delays.append(time.perf_counter() - start)
    return delays[1:]


@contextmanager
def opened_browser() -> Iterator[Browser]:
    """The browser of this machine, or that of Playwright."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM") or None)
        yield browser
        browser.close()


@contextmanager
def served(folder: Path, *module: str) -> Iterator[str]:
    """The address of a server run in `folder`: a Python module and its options, to which a free port is added."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", *module, str(port)]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(f"http://127.0.0.1:{port}/")
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait()


def _wait_for(address: str) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            urlopen(address, timeout=PATIENCE).close()  # noqa: S310 — our own address
        except (URLError, ConnectionError):
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(f"Le serveur n’a pas répondu en {PATIENCE} s.")
