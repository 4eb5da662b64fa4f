"""Publish: problems as a forge shows them. `python -m traversees.forge.annotations [--github] RAPPORT`.

The report is GitLab's « code quality » format: GitLab shows it as it is, and `comments` reads it for GitHub.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from traversees import ROOT
from traversees.edge import guarded
from traversees.records.problems import Problem, ProblemsFound

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_PROBLEMS = 5_000
MOST_BYTES = 2_000_000
DOUBT = "minor"
"""The severity of what is only to be looked at."""


def main(arguments: list[str]) -> int:
    """Write the report of all records, and the annotations if asked; 0 even with problems: `--check` is the judge."""
    parser = argparse.ArgumentParser(prog="python -m traversees.forge.annotations", description=__doc__)
    parser.add_argument("--github", action="store_true", help="écrit aussi une annotation par problème")
    parser.add_argument("rapport", type=Path, help="fichier JSON à écrire")
    options = parser.parse_args(arguments)
    problems = problems_of_records()
    options.rapport.write_text(code_quality(problems), encoding="utf-8")
    if options.github:
        sys.stdout.writelines(f"{github_annotation(problem)}\n" for problem in problems)
    return 0


def problems_of_records() -> list[Problem]:
    """All that is to mend in the records, in reading order; then what is only to be looked at."""
    from traversees.library.loading import doubts_in  # noqa: PLC0415 — same
    from traversees.publish.addresses import kept_library  # noqa: PLC0415 — not all commands wait for the pages
    from traversees.publish.clock import today  # noqa: PLC0415 — same

    try:
        return doubts_in(kept_library(ROOT, today()), ROOT, today())
    except ProblemsFound as found:
        return [*found.problems, *found.doubts]


def github_annotation(problem: Problem) -> str:
    """The workflow command that shows `problem` on its line; nothing in it can start another command."""
    place = f"file={_property(problem.path)},line={problem.line},col={problem.column}"
    title = f",title={_property(problem.key)}" if problem.key else ""
    level = "warning" if problem.doubt else "error"
    return f"::{level} {place}{title}::{_data(problem.message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def code_quality(problems: Iterable[Problem]) -> str:
    """The report of `problems`, read back by `problems_of_report`."""
    return json.dumps([_finding(problem) for problem in problems], ensure_ascii=False, indent=1)


def _finding(problem: Problem) -> dict[str, Any]:
    return {
        "description": problem.message,
        "check_name": problem.key,
        "fingerprint": hashlib.sha256(str(problem).encode("utf-8", "replace")).hexdigest(),
        "severity": DOUBT if problem.doubt else "critical",  # an error stops publication
        "location": {"path": problem.path, "positions": {"begin": {"line": problem.line, "column": problem.column}}},
    }


def problems_of_report(raw: bytes) -> list[Problem] | None:
    """The problems of a report that anyone may have written; None when it is not one of ours."""
    if len(raw) > MOST_BYTES:
        return None
    try:
        findings = json.loads(raw)
        if not isinstance(findings, list) or len(findings) > MOST_PROBLEMS:
            return None
        return [_problem(finding) for finding in findings]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _problem(finding: Any) -> Problem:  # noqa: ANN401 — a raw value enters
    begin = finding["location"]["positions"]["begin"]
    texts = (finding["location"]["path"], finding["check_name"], finding["description"])
    numbers = (begin["line"], begin["column"])
    if not all(type(text) is str for text in texts) or not all(type(n) is int and 0 < n < 10**7 for n in numbers):
        raise ValueError
    path, key, message = texts
    return Problem(path, *numbers, key, message, doubt=finding["severity"] == DOUBT)


if __name__ == "__main__":
    sys.exit(guarded(lambda: main(sys.argv[1:]), ROOT))
