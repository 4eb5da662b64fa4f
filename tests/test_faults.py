"""The disk refuses, the process dies: the site stays whole, and the next publication makes the one that is made from nothing."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.conftest import REPOSITORY, make_real_project
from tests.faults import Fault, placed
from tests.sites import apply, files_of, from_nothing
from tests.test_state import OWN_TEXT, TITLE
from traversees.edge import DISK_IS_FULL, guarded
from traversees.publish.site import publish_site

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Once
    from tests.test_state import Made

REAL_TITLE = ("initiatives/accorderies.yml", "nom: Les Accorderies", "nom: Nos Accorderies")
EDITS = {"an own text": OWN_TEXT, "a title": TITLE}
ORDINARY, DEATHS = 3, 2
"""How many places are tried in an ordinary run, spread over all; all are in the longer runs."""


def places(count: int, few: int, config: pytest.Config) -> list[int]:
    """The places to try, of `count`."""
    return [*range(1, count + 1)] if config.getoption("complet") else [*range(1, count + 1, max(1, count // few))]


def publish(project: Path) -> int:
    """Publish as the command does, faults of the system included."""
    return guarded(lambda: publish_site(project, search=False), project)


def operations(project: Path, folder: Path) -> int:
    """How many operations on files a publication of a copy of `project` makes."""
    copy = shutil.copytree(project, folder / "compte")
    with placed(Fault(str(copy))) as fault:
        assert publish(copy) == 0
    return fault.count


def leftovers(project: Path) -> set[str]:
    """What stands beside the site and in `build/` by name, the names of frames apart."""
    files = [*project.iterdir(), *(project / "build").rglob("*")]
    kept = {file.relative_to(project).as_posix() for file in files if "charpente" not in file.parts}
    return {
        path
        for path in kept
        if not any(part in path for part in ("__pycache__", "recherche/", "pagefind", "retour", "d-avant"))
    }


class Edited(NamedTuple):
    """A published project with an edit that is not, what its site holds, and what it is to hold."""

    project: Path
    before: dict[str, bytes]
    wanted: dict[str, bytes]


@pytest.fixture(params=EDITS)
def edited(request: pytest.FixtureRequest, published: Path, made_from_nothing: Made) -> Edited:
    before = files_of(published / "site")
    apply(published, EDITS[request.param])
    return Edited(published, before, made_from_nothing(EDITS[request.param]))


def test_wherever_the_disk_refuses_one_sentence_says_so_and_the_site_stays_whole(
    edited: Edited, tmp_path: Path, pytestconfig: pytest.Config, capsys: pytest.CaptureFixture[str]
) -> None:
    _, before, wanted = edited
    sound = shutil.copytree(edited.project, tmp_path / "sain")
    assert publish(sound) == 0
    for nth in places(operations(edited.project, tmp_path), ORDINARY, pytestconfig):
        project = shutil.copytree(edited.project, tmp_path / "essai")
        capsys.readouterr()
        with placed(Fault(str(project), nth)) as fault:
            code = publish(project)
        told = capsys.readouterr().err
        assert code == 0 or told.endswith(f"{DISK_IS_FULL}\n"), (nth, fault.done, told)
        assert "Traceback" not in told, fault.done
        whole(project, before, wanted)
        assert publish(project) == 0, fault.done
        assert files_of(project / "site") == wanted, fault.done
        assert leftovers(project) == leftovers(sound), fault.done
        shutil.rmtree(project)


def whole(project: Path, before: dict[str, bytes], wanted: dict[str, bytes]) -> None:
    """Each page of the site is that of before or the new one."""
    for path, content in files_of(project / "site").items():
        assert content in {before.get(path), wanted.get(path)}, path
    assert (project / "site" / "index.html").is_file()


def test_wherever_the_process_dies_the_site_stays_whole(
    edited: Edited, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    _, before, wanted = edited
    for nth in places(operations(edited.project, tmp_path), DEATHS, pytestconfig):
        project = shutil.copytree(edited.project, tmp_path / "essai")
        (project / "tests").mkdir()
        for name in ("__init__.py", "faults.py"):
            shutil.copy(REPOSITORY / "tests" / name, project / "tests")
        command = [sys.executable, "-m", "tests.faults", str(nth), "meurt"]
        done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False, timeout=120)
        assert done.returncode in {0, 9}, done.stderr
        assert "Traceback" not in done.stderr
        whole(project, before, wanted)
        assert publish(project) == 0, nth
        assert files_of(project / "site") == wanted, nth
        shutil.rmtree(project)


@pytest.mark.complet
def test_on_the_real_base_too(tmp_path: Path, once: Once) -> None:
    """Twenty places drawn by chance, always the same."""

    def make(root: Path) -> None:
        make_real_project(root)
        assert publish(root) == 0
        apply(root, REAL_TITLE)

    real = once("vraie-base", make)
    before, wanted = files_of(real / "site"), from_nothing(real, tmp_path)
    drawn = random.Random(13).sample(range(1, operations(real, tmp_path) + 1), 20)  # noqa: S311 — no secret
    for nth in drawn:
        project = shutil.copytree(real, tmp_path / "essai")
        with placed(Fault(str(project), nth)) as fault:
            publish(project)
        whole(project, before, wanted)
        assert publish(project) == 0, fault.done
        assert files_of(project / "site") == wanted, fault.done
        shutil.rmtree(project)
