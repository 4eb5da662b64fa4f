"""The ledger: two makers of one address, names that a system refuses; the manifest; the same bytes twice."""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.conftest import make_real_project
from tests.sites import apply
from tests.test_state import OWN_TEXT, TITLE
from traversees.command.line import main
from traversees.publish.site import publish_site

if TYPE_CHECKING:
    from pathlib import Path

INITIATIVE = "initiatives/initiative-d-exemple.yml"
TERM = "glossaire/autre-mot.yml"


@pytest.mark.parametrize(
    ("source", "path", "told"),
    [
        (INITIATIVE, "initiatives/index.yml", "ce fichier et la page « Initiatives du Québec » donneraient la même adresse, « /initiatives/ » : donnez-lui un autre nom"),
        (INITIATIVE, "initiatives/themes.yml", "ce fichier et la page « Thèmes » donneraient la même adresse, « /initiatives/themes/ » : donnez-lui un autre nom"),
        (INITIATIVE, "initiatives/rencontrees-en-2023.yml", "ce fichier et la page « Rencontrées en 2023 » donneraient la même adresse, « /initiatives/rencontrees-en-2023/ » : donnez-lui un autre nom"),
        (TERM, "glossaire/index.yml", "ce fichier et la page « Lexique Québec–France » donneraient la même adresse, « /glossaire/ » : donnez-lui un autre nom"),
        ("docs/a-propos/performances.md", "docs/carte.md", "ce fichier et la page « La carte des initiatives » donneraient la même adresse, « /carte/ » : donnez-lui un autre nom"),
        ("docs/a-propos/performances.md", "docs/Carte.md", "ce fichier et la page « La carte des initiatives » donneraient la même adresse, « /Carte/ » (aux majuscules près, que certains disques ne distinguent pas) : donnez-lui un autre nom"),
        ("docs/a-propos/performances.md", "docs/glossaire/mot-d-exemple.md", "ce fichier et glossaire/mot-d-exemple.yml donneraient la même adresse, « /glossaire/mot-d-exemple/ » : donnez-lui un autre nom"),
        ("docs/a-propos/performances.md", "docs/aux.notes/index.md", "« aux.notes » est un nom que Windows refuse : choisissez-en un autre"),
        ("docs/a-propos/performances.md", f"docs/{'x' * 199}.md", f"« {'x' * 59}… » est un nom trop long pour certains disques : 190 signes au plus"),
    ],
)  # fmt: skip
def test_what_cannot_be_published_is_refused_before_anything_is_written(
    project: Path, capsys: pytest.CaptureFixture[str], source: str, path: str, told: str
) -> None:
    (project / path).parent.mkdir(parents=True, exist_ok=True)
    text = (project / source).read_text(encoding="utf-8")
    (project / path).write_text(re.sub(r"^(nom|terme): .*", r"\1: Autre nom", text, count=1), encoding="utf-8")
    assert main(["verifier"], project) == 1
    lines = [line for line in capsys.readouterr().err.splitlines() if line.startswith(f"{path}:1:1 :")]
    assert lines == [f"{path}:1:1 : {told}"]
    assert publish_site(project, search=False) == 1
    assert not (project / "site").exists()


def told_of(site: Path) -> dict[str, tuple[str, int]]:
    files = (file for file in site.rglob("*") if file.is_file() and file.name != "manifeste.json")
    contents = {file.relative_to(site).as_posix(): file.read_bytes() for file in files}
    return {path: (hashlib.sha256(content).hexdigest(), len(content)) for path, content in contents.items()}


def manifest(site: Path) -> dict[str, tuple[str, int]]:
    entries = json.loads((site / "manifeste.json").read_text(encoding="utf-8"))["fichiers"]
    return {path: (entry["sha256"], entry["taille"]) for path, entry in entries.items()}


def test_the_manifest_tells_each_file_of_the_site(published: Path) -> None:
    assert manifest(published / "site") == told_of(published / "site")
    for edit in (OWN_TEXT, TITLE):
        apply(published, edit)
        assert publish_site(published) == 0
        assert manifest(published / "site") == told_of(published / "site")


# --- The same bytes twice

WORLDS = (
    {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8", "PROCESSEURS": "1"},
    {"TZ": "Etc/GMT+12", "PYTHONHASHSEED": "2", "LC_ALL": "fr_FR.UTF-8", "PROCESSEURS": "3"},
)
PUBLISH = """
import os, sys
os.cpu_count = lambda: int(os.environ["PROCESSEURS"])  # a machine with other processors
from traversees.command.site import main
sys.exit(main([]))
"""


def publish_elsewhere(project: Path, world: dict[str, str]) -> dict[str, tuple[str, int]]:
    command = [sys.executable, "-c", PUBLISH]
    done = subprocess.run(
        command, cwd=project, env=os.environ | world, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return manifest(project / "site")


def shuffled(project: Path, copy: Path, chance: random.Random) -> None:
    """Copy `project`, its files made in another order, with other dates."""
    files = sorted(file for file in project.rglob("*") if file.is_file())
    chance.shuffle(files)
    for file in files:
        new = copy / file.relative_to(project)
        new.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, new)
        day = chance.randrange(1_000_000_000, 1_700_000_000)
        os.utime(new, (day, day))


def test_the_real_base_gives_the_same_bytes_in_another_world(tmp_path: Path) -> None:
    first, second = tmp_path / "un", tmp_path / "deux" / "plus-loin"
    make_real_project(first)
    shuffled(first, second, random.Random(13))  # noqa: S311 — an order, not a secret
    one = publish_elsewhere(first, WORLDS[0])
    other = publish_elsewhere(second, WORLDS[1])
    assert len(one) > 1500
    assert {path for path in one.keys() | other.keys() if one.get(path) != other.get(path)} == set()


def test_edits_undone_give_the_same_bytes(published: Path) -> None:
    before = manifest(published / "site")
    texts = {path: (published / path).read_text(encoding="utf-8") for path, *_ in (OWN_TEXT, TITLE)}
    for edit in (OWN_TEXT, TITLE):
        apply(published, edit)
        assert publish_site(published) == 0
    for path, text in texts.items():
        (published / path).write_text(text, encoding="utf-8")
    assert publish_site(published) == 0
    assert manifest(published / "site") == before
