"""Environment: the browser of the tests."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from traversees.edge import Stop
from traversees.environment.processes import ENVIRONMENT, in_environment, output_of, say

if TYPE_CHECKING:
    from collections.abc import Iterator


NAMES_OF_BROWSERS = (
    *("chromium-headless-shell", "chromium", "chromium-browser"),
    *("google-chrome", "google-chrome-stable", "chrome", "microsoft-edge"),
)


PLACES_OF_BROWSERS = (
    r"%ProgramFiles%\Google\Chrome\Application\chrome.exe",
    r"%ProgramFiles(x86)%\Google\Chrome\Application\chrome.exe",
    r"%LocalAppData%\Google\Chrome\Application\chrome.exe",
    r"%ProgramFiles(x86)%\Microsoft\Edge\Application\msedge.exe",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)


PATH_OF_PLAYWRIGHT_BROWSER = """\
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""


def find_browser() -> str:
    """A Chromium that starts: the one given, one already there, or one installed now."""
    given = os.environ.get("CHROMIUM", "")
    if given and not starts(given):
        raise Stop(f"La variable CHROMIUM désigne « {given} », qui ne démarre pas : corrigez-la ou retirez-la.")
    found = given or next(filter(starts, browsers()), "")
    if not found:
        raise Stop(
            "Il manque un navigateur pour les tests : installez Chromium ou Chrome (Debian : « sudo apt install chromium »)"
            " ou indiquez le vôtre dans la variable CHROMIUM, puis recommencez."
        )
    return found


def browsers() -> Iterator[str]:
    """Where a Chromium may be, the one without windows first, which costs half as much; the last are installed now."""
    yield from filter(None, map(shutil.which, NAMES_OF_BROWSERS))
    yield from map(os.path.expandvars, PLACES_OF_BROWSERS)
    python = str(in_environment(ENVIRONMENT, "python"))
    yield output_of(python, "-c", PATH_OF_PLAYWRIGHT_BROWSER)[1].strip()
    say("Installation d’un navigateur pour les tests…")
    output_of(python, "-m", "playwright", "install", "chromium")
    yield output_of(python, "-c", PATH_OF_PLAYWRIGHT_BROWSER)[1].strip()
    for package in ("chromium-headless-shell", "chromium"):
        install_by_debian(package, "fonts-liberation")
        yield from filter(None, [shutil.which(package)])


def install_by_debian(*packages: str) -> None:
    """Install `packages` of Debian, if we are root there."""
    if os.name == "nt" or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    output_of("apt-get", "update")
    output_of("apt-get", "install", "-y", "--no-install-recommends", *packages, DEBIAN_FRONTEND="noninteractive")


def starts(browser: str) -> bool:
    """Whether `browser` can be started (on Windows, asking it would open a window: whether it is there)."""
    return Path(browser).is_file() if os.name == "nt" else output_of(browser, "--version")[0] == 0
