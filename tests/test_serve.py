"""While one writes: the served page shows what is to mend, and heals when it is mended."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PATIENCE = 120
"""Seconds before giving up; a rebuild takes about one on an idle machine."""

RECORD = "initiatives/initiative-d-exemple.yml"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(project: Path) -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-m", "traversees.command.site", "--serve", "--port", str(port)]
    process = subprocess.Popen(command, cwd=project, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait()


def page_when(address: str, wanted: Callable[[str], bool]) -> str:
    """The page at `address` once it is as `wanted`; the last one seen when it never is."""
    text = ""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and not wanted(text):
        try:
            with urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310 — our own address
                text = answer.read().decode()
        except (URLError, ConnectionError):
            text = ""
        time.sleep(0.2)
    return text


def test_a_broken_record_is_shown_on_the_page_and_heals_when_mended(project: Path) -> None:
    record = project / RECORD
    sound = record.read_text(encoding="utf-8")
    with serving(project) as address:
        page = f"{address}initiatives/initiative-d-exemple/"
        assert "Initiative d’exemple" in page_when(page, lambda text: "</html>" in text)
        record.write_text(f"{sound}nomm: Deux\n", encoding="utf-8")
        broken = page_when(page, lambda text: "à corriger" in text)
        line = sound.count("\n") + 1
        assert "1 problème à corriger" in broken
        assert f"{RECORD}:{line}:1 : nomm : clé inconnue ; vouliez-vous dire « nom » ?" in broken
        assert "Initiative d’exemple" in broken
        record.write_text(sound.replace("porteur: ", "porteur: Nouvelle "), encoding="utf-8")
        mended = page_when(page, lambda text: "Nouvelle" in text)
        assert "à corriger" not in mended
        assert "Nouvelle" in mended


def epoch_of(page: str) -> str:
    """When the page that is served was published, as the reloading script knows it."""
    found = re.search(r'data-demande="/livereload/(\d+)/', page)
    return found[1] if found else ""


def test_records_saved_together_are_published_once(project: Path) -> None:
    records = sorted((project / "initiatives").glob("*.yml"))
    with serving(project) as address:
        page = f"{address}initiatives/{records[-1].stem}/"
        first = epoch_of(page_when(page, lambda text: "</html>" in text))
        for record in records:
            text = record.read_text(encoding="utf-8")
            record.write_text(text.replace("limites: ", "limites: Ensemble. "), encoding="utf-8")
        second = epoch_of(page_when(page, lambda text: "Ensemble." in text))
        time.sleep(2)  # longer than it takes to see a change and to publish it
        assert first != second
        assert epoch_of(page_when(page, bool)) == second
        for record in records:
            assert "Ensemble." in page_when(f"{address}initiatives/{record.stem}/", bool)


def test_a_base_broken_from_the_start_is_served_with_its_problems(project: Path) -> None:
    record = project / RECORD
    sound = record.read_text(encoding="utf-8")
    record.write_text("nom: [\n", encoding="utf-8")
    with serving(project) as address:
        broken = page_when(address, lambda text: "à corriger" in text)
        assert f"{RECORD}:" in broken
        record.write_text(sound, encoding="utf-8")
        assert "Partir" in page_when(address, lambda text: "Partir" in text)
