"""The answer to a contributor: thanks, each problem with its place, and nothing hostile left alive."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from traversees.forge.comments import (
    MARK_OF_CHECK,
    MOST_DOUBTS,
    MOST_TOLD,
    RECORDS,
    Changes,
    Proposal,
    as_code,
    comment_on,
)
from traversees.french.typography import typographic_page
from traversees.records.kinds import KINDS
from traversees.records.problems import Problem

PROPOSAL = Proposal(
    read="https://forge.example/ana/fourche/blob/abc",
    edit="https://forge.example/ana/fourche/edit/ma-fiche",
    run="https://forge.example/nous/traversees/actions/runs/7",
    guide="https://forge.example/nous/traversees/blob/HEAD/CONTRIBUTING.md",
)
THANKS = f"{MARK_OF_CHECK}\n\nMerci pour votre proposition, et pour le temps que vous y avez mis."
GUIDE = typographic_page(
    f"Le [guide de contribution]({PROPOSAL.guide}) explique chaque règle. Vous ne savez pas comment corriger ? "
    "Répondez ici, en quelques mots : quelqu’un le fera avec vous."
)


def test_each_problem_is_told_under_its_file_with_its_place() -> None:
    problems = [
        Problem("glossaire/mot.yml", 3, 7, "aire", "« Quebec » inconnu ; vouliez-vous dire « quebec » ?"),
        Problem("glossaire/mot.yml", 9, 1, "", "fichier trop long"),
        Problem("recits/2023-05-01-ana.md", 1, 1, "titre", "clé absente"),
    ]
    assert comment_on(PROPOSAL, problems, succeeded=False) == (
        f"{THANKS}\n\n**3 points à corriger avant de publier.** Rien n’est perdu\u00a0: modifiez le fichier, le contrôle "
        "repart tout seul et ce message se met à jour.\n\n"
        "` glossaire/mot.yml ` · [corriger ce fichier](https://forge.example/ana/fourche/edit/ma-fiche/glossaire/mot.yml)\n\n"
        "- [ligne 3, colonne 7](https://forge.example/ana/fourche/blob/abc/glossaire/mot.yml?plain=1#L3) · ` aire `\n"
        "  ` « Quebec » inconnu ; vouliez-vous dire « quebec » ? `\n"
        "- [ligne 9, colonne 1](https://forge.example/ana/fourche/blob/abc/glossaire/mot.yml?plain=1#L9)\n"
        "  ` fichier trop long `\n\n"
        "` recits/2023-05-01-ana.md ` · "
        "[corriger ce fichier](https://forge.example/ana/fourche/edit/ma-fiche/recits/2023-05-01-ana.md)\n\n"
        "- [ligne 1, colonne 1](https://forge.example/ana/fourche/blob/abc/recits/2023-05-01-ana.md?plain=1#L1)"
        " · ` titre `\n  ` clé absente `\n\n"
        f"{GUIDE}"
    )


def test_a_proposal_that_changes_the_program_is_told_so_before_its_problems() -> None:
    changes = Changes(("glossaire/mot.yml", "traversees/`edge`.py", ".github/workflows/a.yml"))
    warning = (
        "**Cette proposition ne change pas que des fiches\u00a0: le contrôle ne garantit rien.** Elle touche au programme, aux "
        "gabarits ou aux réglages, donc au contrôle lui-même, exécuté ici tel qu’elle le propose. Avant tout le reste, une "
        "personne doit relire ces fichiers un par un\u00a0:\n\n- `` traversees/`edge`.py ``\n- ` .github/workflows/a.yml `\n\n"
    )
    detail = f"[Le détail du contrôle]({PROPOSAL.run}) dit ce qu’il a trouvé."
    assert comment_on(PROPOSAL, [], changes, succeeded=True) == f"{THANKS}\n\n{warning}{detail}\n\n{GUIDE}"
    problems = [Problem("a.yml", 1, 1, "", "b")]
    told = comment_on(PROPOSAL, problems, changes, succeeded=False)
    assert told == comment_on(PROPOSAL, problems, succeeded=False).replace(THANKS, f"{THANKS}\n\n{warning.rstrip()}")


def test_the_records_are_the_only_files_that_a_proposal_may_change_alone() -> None:
    for kind in KINDS:
        assert RECORDS.fullmatch(f"{kind.folder}/un-nom-2{kind.suffix}")
        assert not RECORDS.fullmatch(f"{kind.folder}/un-nom.py")
        assert not RECORDS.fullmatch(f"{kind.folder}/.un-nom{kind.suffix}")
        assert not RECORDS.fullmatch(f"autre/{kind.folder}/un-nom{kind.suffix}")


def test_one_point_is_singular() -> None:
    assert "**1 point à corriger" in comment_on(PROPOSAL, [Problem("a.yml", 1, 1, "", "b")], succeeded=False)


def test_what_is_only_to_be_looked_at_is_told_apart_and_does_not_forbid_to_publish() -> None:
    message = "« Mme Tremblay » : est-ce une personne accompagnée ?"
    doubt = Problem("recits/2023-05-01-ana.md", 12, 3, "texte", message, doubt=True)
    told = (
        "**À vérifier, sans empêcher de publier\u00a0: 1 point.** Le contrôle ne sait pas si ces noms sont ceux de personnes "
        "accompagnées. Si oui, retirez ce qui les fait reconnaître\u202f; sinon, dites leur fonction à côté de leur nom.\n\n"
        "` recits/2023-05-01-ana.md ` · "
        "[corriger ce fichier](https://forge.example/ana/fourche/edit/ma-fiche/recits/2023-05-01-ana.md)\n\n"
        "- [ligne 12, colonne 3](https://forge.example/ana/fourche/blob/abc/recits/2023-05-01-ana.md?plain=1#L12)"
        f" · ` texte `\n  ` {message} `\n\n"
    )
    alone = comment_on(PROPOSAL, [doubt], succeeded=True)
    assert alone.startswith(f"{THANKS}\n\n**Le contrôle des fiches n’a rien trouvé à corriger.**")
    assert alone.endswith(f"\n\n{told}{GUIDE}")
    both = comment_on(PROPOSAL, [Problem("a.yml", 1, 1, "", "b"), doubt], succeeded=False)
    assert "**1 point à corriger avant de publier.**" in both
    assert both.endswith(f"\n\n{told}{GUIDE}")


@pytest.mark.parametrize(
    ("problems", "succeeded", "expected"),
    [
        ([], True, "**Le contrôle des fiches n’a rien trouvé à corriger.** Une personne va maintenant relire"),
        ([], False, "**Vos fiches n’ont pas de problème, mais une autre vérification a échoué** (construction"),
        (None, False, "**Le contrôle n’a pas pu aller jusqu’au bout**\u00a0: [voir le détail]("),
        (None, True, "**Le contrôle n’a pas pu aller jusqu’au bout**\u00a0: [voir le détail]("),
    ],
)
def test_a_check_without_problems_says_what_comes_next(
    problems: list[Problem] | None,
    succeeded: bool,  # noqa: FBT001 — a parameter of the case
    expected: str,
) -> None:
    comment = comment_on(PROPOSAL, problems, succeeded=succeeded)
    assert comment.startswith(f"{THANKS}\n\n{expected}")
    assert PROPOSAL.run in comment
    assert comment.endswith(f"\n\n{GUIDE}")


@pytest.mark.parametrize(
    "text",
    [
        "@everyone @nous/equipe",
        "<img src=x onerror=alert(1)>",
        "[cliquez](https://piege.example)",
        "https://piege.example autre/depot#1 #1 GH-1",
        "` `` ``` fin de code",
        "-->\n\n# Titre\n\n<details>",
        "\u202e\u2066\x1b[31mrenversé\u200b",
        "```\ncode\n```",
        "| a | b |\n|---|---|",
        MARK_OF_CHECK,
    ],
)
def test_a_hostile_text_stays_inside_one_span_of_code(text: str) -> None:
    comment = comment_on(PROPOSAL, [Problem(text, 1, 1, text, text)], succeeded=False)
    assert comment.startswith(THANKS)
    assert comment.endswith(GUIDE)
    between = comment[len(THANKS) : -len(GUIDE)]
    outside = re.sub(r"(?<!`)(`+) .*? \1(?!`)", "CODE", between)
    assert outside.splitlines()[4:-1] == ["CODE", "", "- ligne 1, colonne 1 · CODE", "  CODE"]


@given(st.text())
@example("`")
@example("")
@example("\ud800")
def test_nothing_closes_a_span_of_code_before_its_end(text: str) -> None:
    code = as_code(text, 80)
    fence, _, rest = code.partition(" ")
    assert rest.endswith(f" {fence}")
    inside = rest.removesuffix(f" {fence}")
    assert set(fence) == {"`"}
    assert fence not in re.findall("`+", inside)
    assert inside.strip()
    assert inside.isprintable()
    assert len(inside) <= 80


@pytest.mark.parametrize(
    "path", ["../../../piege", "a/../b.yml", ".github/x.yml", "/etc/x", "a b.yml", "é.yml", "a" * 201]
)
def test_an_odd_path_is_shown_without_a_link(path: str) -> None:
    comment = comment_on(PROPOSAL, [Problem(path, 1, 1, "", "b")], succeeded=False)
    assert "corriger ce fichier" not in comment
    assert "- ligne 1, colonne 1\n" in comment


def test_the_longest_comment_is_accepted_by_github() -> None:
    longest = Proposal(read="h" * 220, edit="h" * 940, run="h" * 200, guide="h" * 200)
    problems = [Problem(f"{'a' * 190}/{n:03}", 10**7 - 1, 10**7 - 1, "`" * 500, "x" * 5_000) for n in range(900)]
    comment = comment_on(longest, [*problems, *(replace(problem, doubt=True) for problem in problems)], succeeded=False)
    assert 40_000 < len(comment) < 65_536
    assert f"Et {900 - MOST_DOUBTS} de plus, à lire dans" in comment
    assert f"Et {900 - MOST_TOLD} de plus, à lire dans" in comment
