"""What a publication keeps for the next one, and what it never does: stop it, run, or leave no site."""

from __future__ import annotations

import re
import subprocess
import sys
from itertools import product
from typing import TYPE_CHECKING

import pytest

from tests.sites import apply, files_of, from_nothing
from traversees.publish.lock import Busy, one_at_a_time
from traversees.publish.site import bring_back_site, publish_site
from traversees.publish.workshop import Workshop

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.sites import Edit

    Damage = Callable[[Path], None]
    Made = Callable[[Edit], dict[str, bytes]]

RECORD = "initiatives/initiative-d-exemple.yml"
OWN_TEXT = (RECORD, "moyens: L’exemple", "moyens: Cet exemple")
TITLE = (RECORD, "nom: Initiative d’exemple", "nom: Initiative renommée")
TOLD = "Ce que build/ gardait était abîmé (atelier-site) : jeté, tout est refait.\n"


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def truncated(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def damaged_in_the_middle(file: Path) -> None:
    content = bytearray(file.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 40] = bytes(byte ^ 1 for byte in content[middle : middle + 40])
    file.write_bytes(content)


def damaged_everywhere(file: Path) -> None:
    content = bytearray(file.read_bytes())
    for place in range(1000, len(content), 3000):
        content[place] ^= 1
    file.write_bytes(content)


def turned_into_a_folder(file: Path) -> None:
    file.unlink()
    (file / "dedans").mkdir(parents=True)


DAMAGES = (emptied, truncated, damaged_in_the_middle, damaged_everywhere, turned_into_a_folder)
KEPT = (
    "memoire.sqlite",
    "charpente/*/composition.json",
    "charpente/*/gabarits/initiatives/*.json",
    "charpente/*/site.sceau",
    "charpente/*/site/404.html",
    "recherche/initiatives/initiative-d-exemple/index.html",
    "recherche/mots.json",
    "pagefind/pagefind-entry.json",
    "pagefind.sceau",
)
"""One file of each kind that is kept."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every file with every damage and every edit; in ordinary runs each file once, damages and edits in turn."""
    if "spoilt" not in metafunc.fixturenames:
        return
    cases = list(product(KEPT, DAMAGES, (OWN_TEXT, TITLE)))
    if not metafunc.config.getoption("complet"):
        cases = [(file, DAMAGES[rank % len(DAMAGES)], (OWN_TEXT, TITLE)[rank % 2]) for rank, file in enumerate(KEPT)]
    names = [f"{file}, {damage.__name__}, {edit[1]}" for file, damage, edit in cases]
    metafunc.parametrize("spoilt", cases, ids=names)


def test_whatever_is_spoilt_is_thrown_away_and_made_again(
    published: Path, made_from_nothing: Made, spoilt: tuple[str, Damage, Edit], capsys: pytest.CaptureFixture[str]
) -> None:
    pattern, damage, edit = spoilt
    apply(published, edit)
    [file, *_] = (published / "build" / "atelier-site").glob(pattern)
    damage(file)
    capsys.readouterr()
    assert publish_site(published) == 0
    assert capsys.readouterr().err in {"", TOLD}
    assert files_of(published / "site") == made_from_nothing(edit)
    assert search_words(published) >= {"initiative"}


def search_words(project: Path) -> set[str]:
    """The words of the index of the site that are mended."""
    return set(re.findall(r'"(\w+)"', (project / "site/pagefind/mots.json").read_text(encoding="utf-8")))


def test_a_folder_of_another_version_or_of_somebody_else_is_thrown_away(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "build").mkdir()
    (project / "build" / "atelier-site").write_text("pas un dossier", encoding="utf-8")
    assert publish_site(project, search=False) == 0
    assert capsys.readouterr().err == TOLD
    assert (project / "site" / "index.html").is_file()


def test_nothing_that_is_kept_can_be_run(published: Path) -> None:
    for file in (published / "build").rglob("*"):
        if file.is_file():
            head = file.read_bytes()[:4]
            assert not head.startswith((b"\x80", b"j2", b"\xa7\r\r\n")), file
            assert file.suffix not in {".py", ".pyc", ".cache"}, file


def test_a_second_publication_waits_then_says_who_is_building(published: Path) -> None:
    lock = Workshop(published, published / "site").lock
    code = (
        "import sys, time; from pathlib import Path; from traversees.publish.lock import one_at_a_time\n"
        "with one_at_a_time(Path(sys.argv[1])):\n    print('pris', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(lock)], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "pris\n"
        with pytest.raises(Busy) as refused, one_at_a_time(lock, patience=0.3):
            pass
        assert str(refused.value) == (
            f"Une autre construction est en cours (processus {holder.pid}) : "
            "attendez qu’elle finisse, ou arrêtez-la, puis recommencez."
        )
        holder.kill()
        holder.wait()
    with one_at_a_time(lock, patience=5):  # the lock died with its owner
        pass


def test_two_publications_at_once_both_succeed(project: Path) -> None:
    command = [sys.executable, "-m", "traversees.command.site", "--sans-recherche"]
    both = [
        subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    told = [one.communicate(timeout=120) for one in both]
    assert [one.returncode for one in both] == [0, 0], told
    assert [err for _, err in told] == ["", ""]


# --- The site of before


def test_the_site_of_before_comes_back_and_goes_again(
    published: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for edit in (TITLE, OWN_TEXT):
        before = files_of(published / "site")
        apply(published, edit)
        assert publish_site(published, search=False) == 0
        after = files_of(published / "site")
        assert after != before
        capsys.readouterr()
        assert bring_back_site(published) == 0
        assert files_of(published / "site") == before
        assert bring_back_site(published) == 0
        assert files_of(published / "site") == after
    assert bring_back_site(published) == 0
    assert publish_site(published, search=False) == 0
    assert files_of(published / "site") == from_nothing(published, tmp_path)


def test_what_comes_back_is_the_last_site_even_if_an_older_one_was_the_same(published: Path) -> None:
    apply(published, OWN_TEXT)
    assert publish_site(published, search=False) == 0
    text = (published / RECORD).read_text(encoding="utf-8")
    apply(published, TITLE)
    assert publish_site(published, search=False) == 0
    last = files_of(published / "site")
    (published / RECORD).write_text(text, encoding="utf-8")
    assert publish_site(published, search=False) == 0
    assert bring_back_site(published) == 0
    assert files_of(published / "site") == last


def test_without_a_site_of_before_one_is_told(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bring_back_site(published) == 1
    assert capsys.readouterr().err == "Aucun site d’avant n’est gardé : il n’y a rien à remettre en place.\n"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is no exchange in one go")
def test_there_is_a_site_at_every_instant(published: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nhome, misses = Path(sys.argv[1]) / 'index.html', 0\n"
        "print('prêt', flush=True)\n"
        "while not Path(sys.argv[2]).exists():\n    misses += not home.exists()\nprint(misses)"
    )
    end = published / "fini"
    command = [sys.executable, "-c", code, str(published / "site"), str(end)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as watcher:
        assert watcher.stdout is not None
        watcher.stdout.readline()
        for edit in (TITLE, (RECORD, TITLE[2], TITLE[1])):
            apply(published, edit)
            assert publish_site(published, search=False) == 0
        end.touch()
        assert watcher.stdout.read() == "0\n"


def test_a_site_lost_between_two_renames_comes_back(published: Path) -> None:
    workshop = Workshop(published, published / "site")
    workshop.site.rename(workshop.before)
    assert publish_site(published, search=False) == 0
    assert (published / "site" / "index.html").is_file()
