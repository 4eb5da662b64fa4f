"""The mistakes that people make by hand, and all that they read: the table of `erreurs_courantes.md`.

After a change of message: `python3 dev.py test --renew tests/test_common_mistakes.py`, then read the diff in review.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.invalid.cases import MINIMAL, answer_of

TABLE = Path(__file__).with_name("erreurs_courantes.md")
FILES = {
    "initiative": "initiatives/initiative-d-exemple.yml",
    "récit": "recits/2023-05-20-recit-d-exemple.md",
    "publication": "recits/2023-06-01-publication-d-exemple.md",
    "note": "contexte/notes/note-d-exemple.md",
    "terme": "glossaire/mot-d-exemple.yml",
    "parcours": "parcours/parcours-d-exemple.yml",
}
SIGNS = {"⏎": "\n", "⇥": "\t", "⍽": "\u00a0", "␣": " ", "¦": "|", "⸱": "\u200b", "¬": "\u00ad"}
"""How the table shows what one cannot see, or what would break it."""
WHOLE, NAME = "(tout le fichier)", "(nom du fichier)"
GOOD = "*Lu comme il faut.*"
ENGLISH = re.compile(r"\b(None|str|dict|list|int|float|True|False|error|expected|Traceback|line|column)\b")


@dataclass(frozen=True)
class Mistake:
    """A row of the table: what was written, in which file, and the answer."""

    name: str
    kind: str
    old: str
    new: str
    answer: str

    @property
    def path(self) -> str:
        """The file that holds the mistake."""
        folder = FILES[self.kind].rpartition("/")[0]
        return f"{folder}/{self.new}" if self.old == NAME else FILES[self.kind]


def _read(row: str) -> Mistake | None:
    cells = [cell.strip() for cell in row.strip().strip("|").split(" | ")]
    columns = 5
    if len(cells) != columns or cells[1] not in FILES:
        return None
    name, kind, old, new, answer = cells
    return Mistake(name, kind, _plain(old), _plain(new), answer)


def _plain(cell: str) -> str:
    text = cell.strip("`")
    for shown, sign in SIGNS.items():
        text = text.replace(shown, sign)
    return text


ROWS = TABLE.read_text(encoding="utf-8").splitlines()
MISTAKES = [mistake for mistake in map(_read, ROWS) if mistake]


def _make(mistake: Mistake, root: Path) -> None:
    shutil.copytree(MINIMAL, root)
    file = root / mistake.path
    if mistake.old == NAME:
        file.parent.mkdir(exist_ok=True)
        shutil.copy(root / FILES[mistake.kind], file)
        return
    text = file.read_text(encoding="utf-8")
    if mistake.old == WHOLE:
        file.write_bytes(_saved(text, mistake.new))
        return
    assert text.count(mistake.old) >= 1, f"« {mistake.old} » n’est pas dans {mistake.path}"
    file.write_bytes(text.replace(mistake.old, mistake.new, 1).encode())


def _saved(text: str, how: str) -> bytes:
    ends = {"fins de ligne Windows": "\r\n", "fins de ligne Mac": "\r"}
    codecs = {"avec BOM": "utf-8-sig", "Windows-1252": "cp1252", "UTF-16": "utf-16"}
    if how == "rien":
        return b""
    return text.replace("\n", ends.get(how, "\n")).encode(codecs.get(how, "utf-8"))


def _answer(mistake: Mistake, root: Path) -> str:
    _make(mistake, root)
    lines = [line.removeprefix(f"{mistake.path}:") for line in answer_of(root).splitlines()]
    return "<br>".join(line.replace("|", "¦") for line in lines) or GOOD


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_a_common_mistake_gets_the_answer_of_the_table(mistake: Mistake, tmp_path: Path) -> None:
    assert _answer(mistake, tmp_path / "base") == mistake.answer


@pytest.fixture(scope="module", autouse=True)
def _renewed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> None:
    if not request.config.getoption("--renew"):
        return
    rows = []
    for number, row in enumerate(ROWS):
        mistake = _read(row)
        answer = _answer(mistake, tmp_path_factory.mktemp(str(number)) / "base") if mistake else ""
        rows.append(f"{row.rstrip().removesuffix('|').rstrip().rpartition(' | ')[0]} | {answer} |" if mistake else row)
    TABLE.write_text("\n".join(rows) + "\n", encoding="utf-8")


def test_a_hundred_mistakes_are_told_each_once() -> None:
    names = [mistake.name for mistake in MISTAKES]
    assert len(names) >= 100
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_an_answer_is_french_and_no_trace_of_the_program(mistake: Mistake) -> None:
    assert not ENGLISH.search(mistake.answer.replace(mistake.new, ""))
    assert "écriture incorrecte" not in mistake.answer


def test_an_answer_stays_short() -> None:
    for mistake in MISTAKES:
        assert mistake.answer.count("<br>") <= 5, mistake.name
