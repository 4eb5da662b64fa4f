"""Writing the pages: only what changed, nothing stale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from traversees.command.line import main
from traversees.library.loading import load_library
from traversees.publish.outputs import write_pages

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

TODAY = "2026-11-23"
INITIATIVE = "initiatives/initiative-d-exemple.yml"


def test_the_first_run_writes_every_page_and_the_second_none(project: Path) -> None:
    library = load_library(project, TODAY)
    assert "initiatives/initiative-d-exemple.md" in write_pages(project, library)
    assert write_pages(project, library) == []


def test_a_changed_record_rewrites_only_the_pages_that_show_it(project: Path) -> None:
    write_pages(project, load_library(project, TODAY))
    file = project / INITIATIVE
    file.write_text(file.read_text(encoding="utf-8").replace("porteur: ", "porteur: Nouvelle "), encoding="utf-8")
    assert write_pages(project, load_library(project, TODAY)) == [
        "initiatives/initiative-d-exemple.md",
        "initiatives/initiative-d-exemple.json",
        "comparer/fiches/initiative-d-exemple.js",
        "contribuer/formulaire/fiches/initiatives/initiative-d-exemple.js",
    ]


def test_the_page_of_a_removed_record_goes_away(project: Path) -> None:
    write_pages(project, load_library(project, TODAY))
    (project / "parcours" / "parcours-d-exemple.yml").unlink()
    changed = write_pages(project, load_library(project, TODAY))
    assert "parcours/parcours-d-exemple.md" in changed
    assert not (project / "build/pages/parcours/parcours-d-exemple.md").exists()


def test_a_broken_record_costs_one_sentence_and_writes_nothing(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = project / INITIATIVE
    file.write_text(file.read_text(encoding="utf-8") + "nomm: Deux\n", encoding="utf-8")
    assert main([], project) == 1
    out, err = capsys.readouterr()
    line = file.read_text(encoding="utf-8").count("\n")
    assert out == ""
    assert err == (
        f"{INITIATIVE}:{line}:1 : nomm : clé inconnue ; vouliez-vous dire « nom » ?\n"
        "\n1 problème à corriger. Rien n’a été publié.\n"
    )
    assert not (project / "build").exists()


def test_checking_writes_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check"], project) == 0
    assert capsys.readouterr().out.endswith("fiches vérifiées : aucun problème.\n")
    assert not (project / "build").exists()
