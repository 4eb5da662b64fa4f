"""A wrong clock is one problem, and a date in the future is another."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from tests.invalid.cases import MINIMAL, TODAY, answer_of
from traversees.library.better_said import with_the_clock_told
from traversees.library.loading import load_library
from traversees.records.problems import Problem, ProblemsFound

if TYPE_CHECKING:
    from pathlib import Path


def answer_on(root: Path, today: str) -> str:
    try:
        load_library(root, today)
    except ProblemsFound as found:
        return str(found)
    return ""


def test_a_clock_in_the_past_is_told_once_with_its_date_and_that_of_the_base(tmp_path: Path) -> None:
    shutil.copytree(MINIMAL, tmp_path, dirs_exist_ok=True)
    late = tmp_path / "glossaire/mot-d-exemple.yml"
    late.write_text(
        late.read_text(encoding="utf-8").replace("verifie_le: 2026-01-15", "verifie_le: 2026-01-20"), encoding="utf-8"
    )
    assert answer_on(tmp_path, "2020-03-01") == (
        "glossaire/mot-d-exemple.yml:13:13 : verifie_le : la date de cet ordinateur (2020-03-01) est avant celle de la "
        "base (2026-01-20 ici, et 10 autres fiches vérifiées plus tard qu’aujourd’hui) : réglez son horloge"
    )


def test_the_other_problems_are_told_beside_a_wrong_clock(tmp_path: Path) -> None:
    shutil.copytree(MINIMAL, tmp_path, dirs_exist_ok=True)
    (tmp_path / "glossaire/vide.yml").write_text("", encoding="utf-8")
    assert len(answer_on(tmp_path, "2020-03-01").split("\n")) == 2


def test_one_or_two_dates_in_the_future_are_told_where_they_are(tmp_path: Path) -> None:
    shutil.copytree(MINIMAL, tmp_path, dirs_exist_ok=True)
    for name in ("mot-d-exemple", "autre-mot"):
        file = tmp_path / f"glossaire/{name}.yml"
        file.write_text(
            file.read_text(encoding="utf-8").replace("verifie_le: 2026-01", "verifie_le: 2036-01"), encoding="utf-8"
        )
    assert [line.rpartition(" : ")[2] for line in answer_of(tmp_path).split("\n")] == [
        "« 2036-01-15 » est dans le futur"
    ] * 2


def test_many_dates_of_events_in_the_future_are_not_the_clock() -> None:
    problems = [Problem(f"{n}.md", 1, 1, "date", "« 2036-01-15 » est dans le futur") for n in range(9)]
    assert with_the_clock_told(problems, TODAY) == problems
