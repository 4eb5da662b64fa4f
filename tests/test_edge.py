"""Faults of the system cost one French sentence each, whichever door one came by; a fault of ours leaves its trace."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.conftest import REPOSITORY
from tests.faults import failing
from traversees.command.line import main
from traversees.edge import REPORT, guarded
from traversees.publish.clock import today
from traversees.publish.site import publish_site
from traversees.publish.sound import from_sound_state

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HOME = "site/index.html"
SENTENCES = {
    errno.ENOSPC: "Le disque est plein : libérez un gigaoctet, puis recommencez.",
    errno.EDQUOT: "Le disque est plein : libérez un gigaoctet, puis recommencez.",
    errno.EACCES: "L’accès est refusé à « {path} » : corrigez les droits de ce fichier ou de son dossier, puis recommencez.",
    errno.EROFS: "« {path} » est sur un disque en lecture seule : placez le projet ailleurs, puis recommencez.",
    errno.ENAMETOOLONG: "« {path} » a un nom trop long pour ce disque : raccourcissez-le, puis recommencez.",
    errno.EIO: "Le disque ne répond pas (« {path} ») : vérifiez-le, puis recommencez.",
    errno.EMFILE: "Trop de fichiers sont ouverts sur cette machine : fermez des programmes, puis recommencez.",
}


def publish(project: Path) -> int:
    return guarded(lambda: publish_site(project, search=False), project)


def write_pages(project: Path) -> int:
    return main([], project)


def check(project: Path) -> int:
    return main(["verifier"], project)


@pytest.mark.parametrize("error", SENTENCES, ids=errno.errorcode.get)
def test_each_fault_of_the_system_is_one_sentence(
    published: Path, error: int, capsys: pytest.CaptureFixture[str]
) -> None:
    record = published / "initiatives/initiative-d-exemple.yml"
    record.write_text(record.read_text(encoding="utf-8").replace("moyens: L’", "moyens: Cet "), encoding="utf-8")
    page = published / "site/initiatives/initiative-d-exemple/index.html"
    capsys.readouterr()
    with failing(published, "os.rename", "initiative-d-exemple/index.html", error):
        assert publish(published) == 1
    source = published / "build/site-retour/nouveau"
    assert capsys.readouterr().err == f"{SENTENCES[error].format(path=source)}\n"
    assert "Cet exemple" not in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("door", "path", "told"),
    [
        (write_pages, "build/pages/index.md", SENTENCES[errno.ENOSPC]),
        (check, "vocabulaires/themes.yml", "vocabulaires/themes.yml:1:1 : fichier illisible : vérifiez qu’il existe encore et que vous pouvez l’ouvrir"),
    ],
)  # fmt: skip
def test_the_other_commands_say_it_in_one_sentence_too(
    project: Path, door: Callable[[Path], int], path: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with failing(project, "open", path):
        code = door(project)
    assert code == 1
    assert capsys.readouterr().err.splitlines()[0] == told


def test_a_disk_that_fills_up_under_sqlite_is_told_too(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def fill() -> int:
        with closing(sqlite3.connect(":memory:")) as base:
            base.executescript("PRAGMA max_page_count = 2; CREATE TABLE t (x); CREATE TABLE u (x);")
        return 0

    assert guarded(lambda: from_sound_state(project, fill), project) == 1
    assert capsys.readouterr().err == f"{SENTENCES[errno.ENOSPC]}\n"
    assert (project / "initiatives").is_dir()


def test_a_fault_of_ours_leaves_its_trace_in_a_file(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def faulty() -> int:
        raise ValueError("un nombre")

    assert guarded(faulty, project) == 1
    assert capsys.readouterr().err == (
        f"Le programme a une erreur : copiez {REPORT} dans un signalement. Rien de publié n’a changé.\n"
    )
    assert "ValueError: un nombre" in (project / REPORT).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "command", [("-m", "traversees.command.site", "--sans-recherche"), ("build_pages.py", "verifier")]
)
def test_a_terminal_without_a_language_reads_french(project: Path, command: tuple[str, ...]) -> None:
    plain = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": ""}
    done = subprocess.run(
        [sys.executable, *command], cwd=project, env=os.environ | plain, capture_output=True, check=False, timeout=120
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert "fiches" in done.stdout.decode("utf-8")


def test_a_build_may_be_given_its_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert today() == "2023-11-15"


def test_nothing_that_is_made_is_kept_in_git() -> None:
    kept = subprocess.run(
        [str(shutil.which("git")), "ls-files", "build", "site"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    assert kept.stdout == ""
