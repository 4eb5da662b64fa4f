"""What editors, word processors and systems leave beside the files: it blocks nothing, and is published nowhere."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.invalid.cases import MINIMAL, answer_of
from tests.sites import files_of, from_nothing
from tests.test_changes import published_message
from tests.test_serve import RECORD, page_when, serving
from traversees.command.line import main
from traversees.pages.assets import read_assets
from traversees.publish.outputs import fixed_files
from traversees.records.leftovers import is_leftover

if TYPE_CHECKING:
    from pathlib import Path

LEFT = (
    *(".tapaj.yml.swp", ".tapaj.yml.swo", "tapaj.yml~", "#tapaj.yml#", ".#tapaj.yml", ".~lock.tapaj.yml#", "~$tapaj.docx"),
    *("4913", "tapaj.yml.bak", "tapaj.yml.tmp", "tapaj.yml.orig", "tapaj.yml.save", ".tapaj.yml.nouveau", ".nfs0001"),
    *("desktop.ini", "Thumbs.db", "._tapaj.yml", ".DS_Store", ".gitkeep", "Icon\r", "tapaj.yml___jb_tmp___"),
)  # fmt: skip
"""What vim, Emacs, LibreOffice, Word, a merge, nano, our own commands, Windows, macOS and PyCharm leave."""

OURS = (
    "tapaj.yml",
    "2023-05-20-recit.md",
    "notes.txt",
    "2023",
    "bak.yml",
    "a~b.yml",
    "tapaj.tmp.yml",
    "n#1.md",
    "part",
)


def leave_in(folder: Path) -> None:
    for name in LEFT:
        (folder / name).write_text("nom: [\n", encoding="utf-8")


@pytest.mark.parametrize("name", LEFT)
def test_what_programs_leave_is_known_by_its_name_and_by_that_of_its_folders(name: str) -> None:
    assert is_leftover(name)
    assert is_leftover(name.upper())
    assert is_leftover(f"contexte/{name}")
    assert is_leftover(f"{name}/fiche.yml")


@pytest.mark.parametrize("name", OURS)
def test_what_somebody_wrote_is_no_leftover(name: str) -> None:
    assert not is_leftover(name)
    assert not is_leftover(f"docs/{name}")


def test_leftovers_beside_the_records_are_ignored(tmp_path: Path) -> None:
    shutil.copytree(MINIMAL, tmp_path, dirs_exist_ok=True)
    for folder in ("initiatives", "recits", "vocabulaires", "contexte", "contexte/notes"):
        leave_in(tmp_path / folder)
    (tmp_path / "glossaire/.#mot.yml").symlink_to("claire@portable.1234")
    assert answer_of(tmp_path) == ""


def test_what_nobody_left_by_accident_is_still_refused(tmp_path: Path) -> None:
    shutil.copytree(MINIMAL, tmp_path, dirs_exist_ok=True)
    (tmp_path / "initiatives/notes.txt").touch()
    assert answer_of(tmp_path) == (
        "initiatives/notes.txt:1:1 : fichier inattendu : une fiche « initiative » se termine par .yml"
    )


def test_leftovers_are_no_page_no_asset_and_no_address(project: Path) -> None:
    assert main(["adresses"], project) == 0
    promised = (project / "adresses.yml").read_text(encoding="utf-8")
    fixed, assets = dict(fixed_files(project)), read_assets(project / "docs", [], []).files
    for folder in ("docs", "docs/a-propos", "docs/assets", "docs/assets/js", "docs/assets/css"):
        leave_in(project / folder)
    (project / "docs/.obsidian").mkdir()
    (project / "docs/.obsidian/note.md").write_text("# Note\n", encoding="utf-8")
    assert dict(fixed_files(project)) == fixed
    assert read_assets(project / "docs", [], []).files == assets
    assert main(["adresses"], project) == 0
    assert (project / "adresses.yml").read_text(encoding="utf-8") == promised


def test_leftovers_change_nothing_of_what_is_published(
    published: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files_of(published / "site")
    for folder in ("initiatives", "contexte", "docs", "docs/a-propos", "templates", "overrides", "overrides/partials"):
        leave_in(published / folder)
    assert published_message(capsys, published) == "Site à jour dans site/ : 0 page renouvelée.\n"
    assert files_of(published / "site") == before
    assert from_nothing(published, tmp_path).keys() == before.keys()


def test_pages_are_refreshed_while_an_editor_is_open(project: Path) -> None:
    record = project / RECORD
    sound = record.read_text(encoding="utf-8")
    swap, probe, backup = (record.parent / name for name in (f".{record.name}.swp", "4913", f"{record.name}~"))
    with serving(project) as address:
        page = f"{address}initiatives/initiative-d-exemple/"
        assert "Initiative d’exemple" in page_when(page, lambda text: "</html>" in text)
        swap.write_bytes(b"b0VIM 9.0\0")
        for word in (
            "Premier",
            "Second",
        ):  # as vim saves: it tries the folder, keeps a copy, writes, takes the copy away
            probe.touch()
            record.rename(backup)
            record.write_text(sound.replace("porteur: ", f"porteur: {word} "), encoding="utf-8")
            probe.unlink()
            text = page_when(page, lambda text, word=word: word in text)  # type: ignore[misc]
            assert word in text
            assert "à corriger" not in text
            backup.unlink()
