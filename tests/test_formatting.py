"""Format: one canonical form, whatever the editor; nothing is lost, least of all a comment."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.invalid.cases import MINIMAL, TODAY
from traversees.contribute.formatting import canonical, formatted
from traversees.library.loading import load_library
from traversees.publish.clock import today
from traversees.records.comments import comments_in
from traversees.records.documents import parse_document
from traversees.records.kinds import KINDS, Recit, Terme
from traversees.records.problems import ProblemsFound

if TYPE_CHECKING:
    from traversees.records.record import Record

REPOSITORY = Path(__file__).parent.parent
CASES = sorted((Path(__file__).parent / "formatting").glob("*.txt"))
PATH = "glossaire/mot-d-exemple.yml"


def _text() -> str:
    return _of(MINIMAL / PATH)


def _refused(text: str) -> str:
    with pytest.raises(ProblemsFound) as found:
        formatted(PATH, text, Terme, TODAY)
    return str(found.value)


def _kind(path: str) -> type[Record]:
    return next(kind for kind in KINDS if path.startswith(f"{kind.folder}/"))


def _record(path: str, text: str) -> Record:
    document = parse_document(path, text)
    return _kind(path).from_document(document, document.data)


# --- The form ---------------------------------------------------------------------------------------------


ADVICE = """\
Pour le faire : python3 build_pages.py formater
Il ne change rien à ce qu’elles disent. Enregistrez ensuite ce qu’il a changé.
"""


def test_the_base_is_in_its_canonical_form() -> None:
    files = [(record, REPOSITORY / record.path) for record in load_library(REPOSITORY, today()).records]
    others = [record.path for record, file in files if canonical(record, _of(file)).encode() != file.read_bytes()]
    if others:
        pytest.fail("\n".join(["Ces fiches ne sont pas mises en forme :", *others, ADVICE]), pytrace=False)


def _of(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def test_formatting_twice_changes_nothing_more() -> None:
    for record in load_library(MINIMAL, TODAY).records:
        once = formatted(record.path, _of(MINIMAL / record.path), type(record), TODAY)
        assert formatted(record.path, once, type(record), TODAY) == once
        assert once.endswith("\n")
        assert not once.endswith("\n\n")


def test_the_body_of_a_report_is_kept() -> None:
    path = "recits/2023-05-20-recit-d-exemple.md"
    text = _of(MINIMAL / path)
    body = text.split("---\n")[2]
    longer = body.replace("## Ce que j’ai vu", "## Ce que j’ai vu\n\n    du code\n\nUne ligne,  \nune autre.")
    assert formatted(path, text.replace(body, longer), Recit, TODAY).split("---\n")[2] == longer


def test_a_record_with_a_problem_is_not_formatted() -> None:
    assert _refused(_text() + "zzz: 1\n").endswith(" : zzz : clé inconnue")


# --- Comments ---------------------------------------------------------------------------------------------

COMMENTS = """\
# tête
a: b # fin
c: "x # texte" # après des guillemets
d: |  # marque
  un
  # texte
  deux

# après un bloc
e:
  # dans une liste
  - x # d’un élément
f: >-
  un # texte

  # texte
# au bord
g: [a, b] # après des crochets
h: plain
  suite # sur deux lignes
k: |
    z
  # moins décalé
l: a#b
m: 'c#d'
#
"""


@pytest.mark.parametrize("lines_before", [0, 1])
def test_every_comment_is_seen_where_it_stands(lines_before: int) -> None:
    file = ("a.md", f"---\n{COMMENTS}---\n\n# Un titre\n") if lines_before else ("a.yml", COMMENTS)
    expected = [
        (number + lines_before, line[line.index("#") + 1 :].strip() if 'texte"' not in line else "après des guillemets")
        for number, line in enumerate(COMMENTS.split("\n"), 1)
        if "#" in line and not line.strip().endswith(("texte", "a#b", "'c#d'"))
    ]
    assert [(comment.line, comment.text.strip()) for comment in comments_in(*file)] == expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_comments_are_kept_where_they_stand(case: Path) -> None:
    path, text = _of(case).split("\n@@ ")[1].split("\n", 1)
    expected = _of(case).split("@@ mis en forme\n")[1]
    assert formatted(path, f"{text}\n", _kind(path), TODAY) == expected
    assert formatted(path, expected, _kind(path), TODAY) == expected


def test_the_help_of_a_new_file_may_go() -> None:
    text = "# Le mot.\n" + _text()
    assert formatted(PATH, text, Terme, TODAY, {"Le mot."}) == formatted(PATH, _text(), Terme, TODAY)


def test_a_comment_that_only_sounds_like_a_help_stays_at_the_end_of_its_line() -> None:
    text = _text().replace("aire: quebec\n", "aire: quebec # Le mot.\n")
    assert formatted(PATH, text, Terme, TODAY, {"Le mot."}) == text


@dataclass(frozen=True)
class Thrown:
    """A comment thrown into a file: after so many of its lines, alone on its own one or at the end of the last."""

    where: float
    sign: str
    indent: int | None
    blank: bool

    def into(self, text: str, name: str) -> str:
        lines = text.split("\n")
        rank = int(self.where * len(lines))
        if self.indent is None:
            lines[rank] += f" # {name}"
        else:
            lines[rank:rank] = [" " * self.indent + self.sign + name, *[""] * self.blank]
        return "\n".join(lines)


THROWN = st.builds(
    Thrown,
    where=st.floats(0, 1, exclude_max=True),
    sign=st.sampled_from(["# ", "#", "##", "#   "]),
    indent=st.none() | st.integers(0, 8),
    blank=st.booleans(),
)
TANGLED = """\
# un mot
verifie_le: '2026-01-15'
synonymes: [un, "deux",
  trois
  ]
sources:
- {id: a, titre: T, editeur: E, url: https://exemple.org/a, consulte: 2026-01-15,
   type: presse, portee: extrait, miroir: non}
-
  titre: >-
    Un autre
    titre
  id: b
  editeur: "Une
    suite"
  url: https://exemple.org/b
  consulte: 2026-01-15
  type: presse
  portee: extrait
sigle:
definition:
  Un mot
  [@a] [@b].
aire: quebec
terme: Mot
"""
MESSY = {
    "glossaire/mot.yml": TANGLED,
    **{record.path: _of(MINIMAL / record.path) for record in load_library(MINIMAL, TODAY).records},
}
TIDY = {
    path: _of(REPOSITORY / path)
    for path in ("glossaire/accorderie.yml", "vocabulaires/regions.yml", "parcours/acteur-ess.yml")
}
SAMPLES = {**TIDY, **MESSY}


@settings(max_examples=120, deadline=None, database=None)
@given(st.sampled_from(list(SAMPLES)), st.lists(THROWN, min_size=1, max_size=6))
def test_no_comment_is_lost_wherever_it_is_thrown(path: str, thrown: list[Thrown]) -> None:
    record, text = _record(path, SAMPLES[path]), SAMPLES[path]
    for rank, comment in enumerate(thrown):
        tried = comment.into(text, f"note {rank}")
        text = tried if _says_the_same(path, tried, record) else text
    given = comments_in(path, text)
    once = canonical(_record(path, text), text)
    kept = comments_in(path, once)
    assert Counter(comment.written for comment in kept) == Counter(comment.written for comment in given)
    assert _says_the_same(path, once, record)
    assert canonical(_record(path, once), once) == once
    if path in TIDY:
        assert [(comment.written, comment.loc) for comment in kept] == [
            (comment.written, comment.loc) for comment in given
        ]


def _says_the_same(path: str, text: str, record: Record) -> bool:
    """Whether `text` is a file that says what `record` does: a comment may fall into a text, or cut one short."""
    try:
        again = _record(path, text)
    except (ProblemsFound, ValidationError):
        return False
    return again.model_dump() == record.model_dump() and again.body == record.body
