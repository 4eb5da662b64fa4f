"""Format: one canonical form, whatever the editor; nothing is lost, least of all a comment."""

from __future__ import annotations

import pytest

from tests.invalid.cases import MINIMAL, TODAY
from traversees.formatting import comments, formatted
from traversees.library import load_library
from traversees.problems import ProblemsFound
from traversees.records import Recit, Terme

PATH = "glossaire/mot-d-exemple.yml"


def _text() -> str:
    return (MINIMAL / PATH).read_text(encoding="utf-8")


def _refused(text: str) -> str:
    with pytest.raises(ProblemsFound) as found:
        formatted(PATH, text, Terme, TODAY)
    return str(found.value)


def test_formatting_twice_changes_nothing_more() -> None:
    for record in load_library(MINIMAL, TODAY).records:
        once = formatted(record.path, (MINIMAL / record.path).read_text(encoding="utf-8"), type(record), TODAY)
        assert formatted(record.path, once, type(record), TODAY) == once
        assert once.endswith("\n")
        assert not once.endswith("\n\n")


def test_the_body_of_a_report_is_kept() -> None:
    path = "recits/2023-05-20-recit-d-exemple.md"
    text = (MINIMAL / path).read_text(encoding="utf-8")
    body = text.split("---\n")[2]
    longer = body.replace("## Ce que j’ai vu", "## Ce que j’ai vu\n\n    du code\n\nUne ligne,  \nune autre.")
    assert formatted(path, text.replace(body, longer), Recit, TODAY).split("---\n")[2] == longer


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
    assert [(problem.line, text) for text, problem in comments(*file)] == expected


def test_a_comment_that_would_be_lost_is_told_and_nothing_is_changed() -> None:
    assert _refused("# À relire avec Samia\n" + _text()) == (
        f"{PATH}:1:1 : ce commentaire serait perdu (« À relire avec Samia ») : déplacez-le dans un texte, ou retirez-le"
    )


def test_the_help_of_a_new_file_may_go() -> None:
    text = "# Le mot.\n" + _text()
    assert formatted(PATH, text, Terme, TODAY, {"Le mot."}) == formatted(PATH, _text(), Terme, TODAY)


def test_a_record_with_a_problem_is_not_formatted() -> None:
    assert _refused(_text() + "zzz: 1\n").endswith(" : zzz : clé inconnue")
