"""Reads the broken cases: each `.diff` says a rule, what to change in `tests/minimal`, and the whole answer."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from traversees.publish.addresses import kept_library
from traversees.records.problems import ProblemsFound

FOLDER = Path(__file__).parent
MINIMAL = FOLDER.parent / "minimal"
TODAY = "2026-01-31"
ANSWER = "@@ réponse\n"


@dataclass(frozen=True)
class Change:
    """Lines to replace in a file; without old lines, the file is written anew."""

    path: str
    old: str
    new: str


@dataclass(frozen=True)
class Case:
    """One rule, broken: what is changed in `minimal`, and what the contributor reads."""

    file: Path
    changes: tuple[Change, ...]
    answer: str

    @property
    def name(self) -> str:
        """As shown by pytest: `checks/personal-data`."""
        return self.file.relative_to(FOLDER).with_suffix("").as_posix()


def read_case(file: Path) -> Case:
    """The case written in `file`."""
    given, answer = file.read_text(encoding="utf-8").split(ANSWER)
    changes = tuple(_change(part) for part in given.split("\n@@ ")[1:])
    return Case(file, changes, answer.rstrip("\n"))


def _change(part: str) -> Change:
    path, *lines = part.removesuffix("\n").split("\n")
    old = "".join(f"{line[1:]}\n" for line in lines if line[:1] in {"-", " "})
    new = "".join(f"{line[1:]}\n" for line in lines if line[:1] in {"+", " "})
    return Change(path, old, new)


CASES = tuple(read_case(file) for file in sorted(FOLDER.glob("*/*.diff")))


def write_base(root: Path, case: Case) -> Path:
    """A copy of `minimal` with the changes of `case`, under `root`."""
    shutil.copytree(MINIMAL, root, dirs_exist_ok=True)
    for change in case.changes:
        file = root / change.path
        text = file.read_text(encoding="utf-8") if change.old else ""
        if text.count(change.old) != (1 if change.old else len(text) + 1):
            raise ValueError(f"{case.name}: the old lines must stand once in {change.path}")
        file.parent.mkdir(exist_ok=True)
        file.write_text(text.replace(change.old, change.new, 1) if change.old else change.new, encoding="utf-8")
    return root


def answer_of(root: Path) -> str:
    """All that a contributor reads about the base under `root`; nothing when it is valid."""
    try:
        kept_library(root, TODAY)
    except ProblemsFound as found:
        return str(found)
    return ""
