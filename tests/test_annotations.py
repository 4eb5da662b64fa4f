"""Problems as GitHub and GitLab show them, and a report read back whoever wrote it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traversees.forge.annotations import (
    MOST_BYTES,
    MOST_PROBLEMS,
    code_quality,
    github_annotation,
    main,
    problems_of_report,
)
from traversees.records.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path

PROBLEM = Problem("glossaire/mot.yml", 3, 7, "aire", "« Quebec » n’est pas une aire ; vouliez-vous dire « quebec » ?")


def test_an_annotation_stands_on_its_line() -> None:
    assert github_annotation(PROBLEM) == (
        "::error file=glossaire/mot.yml,line=3,col=7,title=aire::"
        "« Quebec » n’est pas une aire ; vouliez-vous dire « quebec » ?"
    )


def test_what_is_only_to_be_looked_at_is_a_warning_and_a_minor_finding() -> None:
    doubt = Problem("recits/un.md", 9, 1, "texte", "« Mme X » : est-ce une personne accompagnée ?", doubt=True)
    assert github_annotation(doubt) == (
        "::warning file=recits/un.md,line=9,col=1,title=texte::« Mme X » : est-ce une personne accompagnée ?"
    )
    assert json.loads(code_quality([doubt]))[0]["severity"] == "minor"


def test_a_problem_of_a_whole_file_is_annotated_without_a_title() -> None:
    problem = Problem("glossaire/mot.yml", 1, 1, "", "fichier illisible")
    assert github_annotation(problem) == "::error file=glossaire/mot.yml,line=1,col=1::fichier illisible"


def test_an_annotation_cannot_start_another_command() -> None:
    problem = Problem("a,b:c\n.yml", 1, 1, "x::stop,", "100 %\r\n::set-output name=a::b")
    assert github_annotation(problem) == (
        "::error file=a%2Cb%3Ac%0A.yml,line=1,col=1,title=x%3A%3Astop%2C::100 %25%0D%0A::set-output name=a::b"
    )


def test_the_report_is_what_gitlab_reads() -> None:
    (finding,) = json.loads(code_quality([PROBLEM]))
    assert len(finding.pop("fingerprint")) == 64
    assert finding == {
        "description": PROBLEM.message,
        "check_name": "aire",
        "severity": "critical",
        "location": {"path": "glossaire/mot.yml", "positions": {"begin": {"line": 3, "column": 7}}},
    }


def test_two_problems_have_two_fingerprints() -> None:
    other = Problem(PROBLEM.path, 4, 7, PROBLEM.key, PROBLEM.message)
    assert len({finding["fingerprint"] for finding in json.loads(code_quality([PROBLEM, other]))}) == 2


@given(
    st.lists(
        st.builds(Problem, st.text(), *[st.integers(1, 10**7 - 1)] * 2, st.text(), st.text(), st.booleans()), max_size=5
    )
)
def test_a_report_is_read_back_as_it_was(problems: list[Problem]) -> None:
    assert problems_of_report(code_quality(problems).encode()) == problems


def changed(**values: Any) -> bytes:  # noqa: ANN401 — any value at all
    finding = json.loads(code_quality([PROBLEM]))[0]
    begin = {"line": 3, "column": 7} | {key: values.pop(key) for key in ("line", "column") if key in values}
    path = values.pop("path", "a.yml")
    return json.dumps([finding | {"location": {"path": path, "positions": {"begin": begin}}} | values]).encode()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe",
        b"{}",
        b"null",
        b"[1]",
        b"[{}]",
        b"[" * 100_000,
        b"[" + b"9" * 10_000 + b"]",
        b" " * (MOST_BYTES + 1),
        b"[" + b"0," * MOST_PROBLEMS + b"0]",
        changed(line="3"),
        changed(line=0),
        changed(line=True),
        changed(column=10**7),
        changed(column=1.5),
        changed(path=None),
        changed(check_name=["a"]),
        changed(description={"a": 1}),
    ],
)
def test_what_is_not_our_report_is_refused_whole(raw: bytes) -> None:
    assert problems_of_report(raw) is None


def test_the_real_records_give_an_empty_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = tmp_path / "problemes.json"
    assert main(["--github", str(report)]) == 0
    assert problems_of_report(report.read_bytes()) == []
    assert capsys.readouterr().out == ""
