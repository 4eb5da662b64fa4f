"""Environment: the judges of the tests that come from npm."""

from __future__ import annotations

import hashlib
import os
import shutil

from traversees import ROOT
from traversees.edge import Stop
from traversees.environment.browsers import install_by_debian
from traversees.environment.packages import install
from traversees.environment.processes import output_of, say

NEEDS_OF_JUDGES = {
    "Node": (
        ("node", "npm"),
        ("nodejs", "npm"),
        "Sans Node (https://nodejs.org/fr), l’accessibilité, l’orthographe, le HTML et les scripts ne sont pas vérifiés.",
    ),
    "Java": (("java",), ("default-jre-headless",), "Sans Java (https://adoptium.net/fr), le HTML n’est pas vérifié."),
}
"""What the judges of the tests need: its programs, their packages in Debian, what is skipped without it."""


def prepare_judges() -> list[str]:
    """Install what tests/package-lock.json locks; returns, in French, what is skipped: on a forge, nothing may be."""
    if missing_for_judges():
        install_by_debian(*(package for need in missing_for_judges() for package in NEEDS_OF_JUDGES[need][1]))
    missing = missing_for_judges()
    if missing and os.environ.get("CI"):
        raise Stop(f"La forge doit tout vérifier : installez-y {' et '.join(missing)}, puis recommencez.")
    if "Node" not in missing:
        install_judges()
    return [NEEDS_OF_JUDGES[need][2] for need in missing]


def missing_for_judges() -> list[str]:
    """Which of Node and Java is not there, or does not start."""
    return [name for name, (programs, _, _) in NEEDS_OF_JUDGES.items() if not all(map(is_there, programs))]


def is_there(program: str) -> bool:
    """Whether `program` is on PATH and starts."""
    found = shutil.which(program)
    return bool(found) and output_of(str(found), "--version")[0] == 0


def install_judges() -> None:
    """Make `tests/node_modules` as its lock says; at once when nothing changed."""
    folder = ROOT / "tests"
    locked = b"".join((folder / name).read_bytes() for name in ("package.json", "package-lock.json"))
    fingerprint, stamp = hashlib.sha256(locked).hexdigest(), folder / "node_modules" / "traversees.txt"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == fingerprint:
        return
    say("Installation des outils de test dans tests/node_modules/…")
    npm = str(shutil.which("npm"))  # npm.cmd on Windows
    install(npm, "--prefix", str(folder), "ci", "--ignore-scripts", "--no-audit", "--no-fund")
    stamp.write_text(fingerprint, encoding="utf-8")
