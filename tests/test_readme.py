"""The table of README.md: what each command writes and leaves alone. Each row is run."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.test_serve import free_port, page_when
from traversees.command.line import main
from traversees.publish.site import publish_site
from traversees.records.kinds import KINDS

REPOSITORY = Path(__file__).resolve().parent.parent
RECORDS = tuple(f"{kind.folder}/" for kind in KINDS)
NOT_RUN = {
    "python3 dev.py test": "it runs this very test",
    "python3 dev.py bench": "it takes ten minutes: its steps are run by test_bench_measure.py",
}
ARGUMENTS = {"python3 build_pages.py nouveau": ("initiative", "--nom", "Une de plus")}
"""What a row leaves out, so that nothing is asked."""


class Row(NamedTuple):
    command: str
    reads: str
    writes: str
    leaves: str


def table() -> list[Row]:
    text = (REPOSITORY / "README.md").read_text(encoding="utf-8").partition("## Chaque commande\n")[2]
    lines = text.partition("\n\n## ")[0].splitlines()
    rows = [Row(*(cell.strip() for cell in line.strip("|").split("|"))) for line in lines if line.startswith("| `")]
    return [row._replace(command=row.command.strip("`")) for row in rows]


ROWS = [row for row in table() if row.command not in NOT_RUN]


def places(cell: str) -> tuple[str, ...]:
    """The paths that a cell names; « fiche » stands for the folders of records."""
    named = tuple(path for path in re.findall(r"`([^`]+)`", cell) if "/" in path or path.endswith(".yml"))
    return (*named, *(RECORDS if "fiche" in cell else ()))


def snapshot(project: Path) -> dict[str, str]:
    """The digest of each file of `project`, what Python compiles left out."""
    files = (file for file in project.rglob("*") if file.is_file() and not file.is_symlink())
    return {
        file.relative_to(project).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in files
        if "__pycache__" not in file.parts and ".venv" not in file.parts
    }


def run(row: Row, project: Path) -> None:
    """Run a row in `project`; a server is left once it has answered."""
    program, *arguments = row.command.split()
    command = [sys.executable, *(("-m", "mkdocs") if program == "mkdocs" else ()), *arguments]
    command += ARGUMENTS.get(row.command, ())
    if arguments[-1] != "serve":
        done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False, timeout=120)
        assert done.returncode == 0, done.stderr
        return
    port = free_port()
    if program == "mkdocs":
        command += ["--dev-addr", f"127.0.0.1:{port}"]
    else:  # dev.py serves at its own port, which may be taken here: the module that it runs
        command = [sys.executable, "-m", "traversees.command.site", "--serve", "--port", str(port)]
    process = subprocess.Popen(command, cwd=project, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        assert "Initiative d’exemple" in page_when(
            f"http://127.0.0.1:{port}/initiatives/", lambda text: "</html>" in text
        )
    finally:
        process.terminate()
        process.wait()


@pytest.fixture
def ready(published: Path) -> Path:
    """A published project where `dev.py` finds its environment, the Markdown pages are made, and one text changed since."""
    project = published
    for name in ("dev.py", "pyproject.toml", "uv.lock"):
        shutil.copy(REPOSITORY / name, project / name)
    (project / ".venv").symlink_to(REPOSITORY / ".venv", target_is_directory=True)
    assert main([], project) == 0
    record = project / "initiatives" / "initiative-d-exemple.yml"
    record.write_text(
        record.read_text(encoding="utf-8").replace("moyens: ", "moyens:   Un mot de plus. "), encoding="utf-8"
    )
    return project


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.command)
def test_a_command_writes_what_its_row_says_and_leaves_the_rest(row: Row, ready: Path) -> None:
    if row.command == "python3 build_pages.py":
        shutil.rmtree(ready / "build")
    if row.command == "python3 dev.py site":  # as its row says, it needs neither these pages nor the hook
        (ready / "build_pages.py").unlink()
        shutil.rmtree(ready / "build" / "pages")
    if row.command == "python3 dev.py retour":
        assert publish_site(ready, search=False) == 0
    before = snapshot(ready)
    run(row, ready)
    after = snapshot(ready)
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    allowed = places(row.writes)
    assert {path for path in changed if not path.startswith(allowed)} == set()
    for place in () if "fiche" in row.writes else allowed:
        assert any(path.startswith(place) for path in changed), place
    assert bool(changed) == (row.writes != "rien")
    left = [place for place in places(row.leaves) if place not in allowed or row.command.endswith("nouveau")]
    kept = {path for path in before if path.startswith(tuple(left))}
    assert {path for path in kept if path in changed} == set()


def test_every_command_has_its_row() -> None:
    told = {row.command for row in table()}
    helped = subprocess.run(
        [sys.executable, "dev.py", "--help"], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    helped_too = subprocess.run(
        [sys.executable, "build_pages.py", "--help"], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    for line in (helped.stdout + helped_too.stdout).splitlines():
        if found := re.match(r"python3 (?:dev|build_pages)\.py(?: [a-z]+)?", line.strip()):
            assert found[0] in told


def test_what_the_table_names_is_in_the_repository() -> None:
    for row in table():
        for path in places(row.reads):
            assert path.startswith("build/") or (REPOSITORY / path).exists(), path
