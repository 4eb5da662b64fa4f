"""Check, second half: each rule has a broken case named after it, and is the one that speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.invalid.cases import CASES, MINIMAL, TODAY, Case, write_base
from traversees.check.rules import RULES, check_document
from traversees.check.sentences import MAX_BODY
from traversees.records.documents import read_document
from traversees.records.kinds import KINDS, Recit
from traversees.records.marks import marked_values
from traversees.records.problems import Problem, ProblemsFound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from traversees.records.record import Record

Rule = "Callable[[Record, str], Iterator[Problem]]"
KIND_OF = {kind.folder: kind for kind in KINDS}
MADE_HERE = {"body_too_long"}
"""The rules whose case is too long to be a file."""


def _name(rule: Callable[[Record, str], Iterator[Problem]]) -> str:
    return rule.__name__.replace("_", "-")


def _cases_of(rule: Callable[[Record, str], Iterator[Problem]]) -> list[Case]:
    longest = sorted((_name(other) for other in RULES), key=len, reverse=True)
    cases = [case for case in CASES if case.name.startswith("checks/")]
    return [c for c in cases if next(n for n in longest if c.file.stem.startswith(n)) == _name(rule)]


def _records(case: Case, root: Path) -> Iterator[Record]:
    write_base(root, case)
    for change in case.changes:
        document = read_document(root, change.path)
        yield KIND_OF[change.path.rpartition("/")[0]].from_document(document, document.data)


@pytest.mark.parametrize("rule", [r for r in RULES if r.__name__ not in MADE_HERE], ids=_name)
def test_each_rule_speaks_in_its_own_cases(rule: Callable[[Record, str], Iterator[Problem]], tmp_path: Path) -> None:
    cases = _cases_of(rule)
    assert cases
    for number, case in enumerate(cases):
        answers = {str(p) for record in _records(case, tmp_path / str(number)) for p in rule(record, TODAY)}
        assert answers
        assert answers <= set(case.answer.split("\n"))


@pytest.mark.parametrize("rule", RULES, ids=_name)
def test_each_rule_is_one_sentence(rule: Callable[[Record, str], Iterator[Problem]]) -> None:
    assert rule.__doc__
    assert rule.__doc__.endswith(".")


def test_a_body_is_read_in_one_go(tmp_path: Path) -> None:
    header = (MINIMAL / "recits/2023-05-20-recit-d-exemple.md").read_text(encoding="utf-8").split("## ")[0]
    (tmp_path / "recit.md").write_text(header + "Mot. " * (MAX_BODY // 5) + "Fin.", encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        check_document(read_document(tmp_path, "recit.md"), Recit, TODAY)
    assert str(found.value) == "recit.md:18:1 : texte : texte trop long : 40004 signes ici, 40000 au plus"


def test_a_date_of_today_is_not_in_the_future(tmp_path: Path) -> None:
    text = (MINIMAL / "glossaire/mot-d-exemple.yml").read_text(encoding="utf-8")
    (tmp_path / "mot.yml").write_text(text.replace("verifie_le: 2026-01-15", f"verifie_le: {TODAY}"), encoding="utf-8")
    kind = KIND_OF["glossaire"]
    assert check_document(read_document(tmp_path, "mot.yml"), kind, TODAY).id == "mot"


def test_the_marks_of_every_text_are_found() -> None:
    path = "initiatives/initiative-d-exemple.yml"
    document = read_document(MINIMAL, path)
    values = marked_values(KIND_OF["initiatives"].from_document(document, document.data))
    keys = {value.key for value in values}
    assert {"nom", "themes[2]", "besoins[1].besoin", "visite.texte", "chiffres[2].sources[1]"} <= keys
    assert {"transfert.conditions[3].ici", "transfert.acteurs[1]", "a_verifier[1]", "sources[2].consulte"} <= keys
    assert {value.loc for value in values} <= set(document.positions)
