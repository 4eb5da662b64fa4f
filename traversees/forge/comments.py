"""Publish: what the forge answers to a contributor. Pure: values in, Markdown out; standard library only.

A proposal can contain anything, and its own code wrote the report we read: every text of it is shown as code, where
Markdown, HTML, mentions and links mean nothing.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from traversees.french.typography import typographic
from traversees.records.problems import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from traversees.records.problems import Problem

MARK_OF_CHECK = "<!-- traversees : controle -->"
MARK_OF_WEEK = "<!-- traversees : veille -->"
"""They start our comment on a proposal and our weekly issue: each is found again by its mark."""

MOST_TOLD, MOST_DOUBTS, MOST_FILES = 20, 5, 10
"""With the longest of everything, the comment stays under the 65,536 signs that GitHub accepts."""

RECORDS = re.compile(
    r"(?:initiatives|recits|glossaire|parcours|vocabulaires|contexte/(?:acteurs|besoins|notes|transferts))"
    r"/[a-z0-9-]+\.(?:yml|md)|adresses\.yml"
)
"""The only files that a proposal may change without changing what judges it."""

LONGEST = {"path": 120, "key": 80, "message": 400}

PLAIN_PATH = re.compile(r"(?=.{1,200}$)[a-zA-Z0-9_-][a-zA-Z0-9_.-]*(?:/[a-zA-Z0-9_-][a-zA-Z0-9_.-]*)*")
"""A path that may go into an address: no part of it starts with a dot, so none climbs."""

INVISIBLE = {"Cc", "Cf", "Cn", "Co", "Cs"}
"""The Unicode categories of what could hide or turn around a text."""

THANKS = "Merci pour votre proposition, et pour le temps que vous y avez mis."
GUIDE = (
    "Le [guide de contribution]({guide}) explique chaque règle. Vous ne savez pas comment corriger ? "
    "Répondez ici, en quelques mots : quelqu’un le fera avec vous."
)
NOTHING = (
    "**Le contrôle des fiches n’a rien trouvé à corriger.** Une personne va maintenant relire votre proposition : les "
    "sources, le ton, la clarté.\n\n[L’aperçu du site et le détail du contrôle]({run}) sont prêts."
)
NOT_VOUCHED = (
    "**Cette proposition ne change pas que des fiches : le contrôle ne garantit rien.** Elle touche au programme, aux "
    "gabarits ou aux réglages, donc au contrôle lui-même, exécuté ici tel qu’elle le propose. Avant tout le reste, une "
    "personne doit relire ces fichiers un par un :"
)
TOO_MANY = "Et d’autres fichiers, trop nombreux pour être tous regardés ici."
NOT_OURS = (
    "**Vos fiches n’ont pas de problème, mais une autre vérification a échoué** (construction du site ou code) : "
    "[voir le détail]({run}). Si vous n’avez changé que des fiches, vous n’avez rien à faire : une personne va regarder."
)
NO_REPORT = (
    "**Le contrôle n’a pas pu aller jusqu’au bout** : [voir le détail]({run}). Vous n’avez rien à faire pour "
    "l’instant : une personne va regarder."
)
TO_MEND = (
    "**{count} à corriger avant de publier.** Rien n’est perdu : modifiez le fichier, le contrôle repart tout seul "
    "et ce message se met à jour."
)
TO_LOOK_AT = (
    "**À vérifier, sans empêcher de publier : {count}.** Le contrôle ne sait pas si ces noms sont ceux de personnes "
    "accompagnées. Si oui, retirez ce qui les fait reconnaître ; sinon, dites leur fonction à côté de leur nom."
)
DETAIL = "[Le détail du contrôle]({run}) dit ce qu’il a trouvé."
AND_OTHERS = "Et {count} de plus, à lire dans [le détail du contrôle]({run})."


@dataclass(frozen=True)
class Proposal:
    """What the forge itself says of a proposal: the addresses of its files, of its check and of our guide."""

    read: str  # the folder of its files as proposed, without the last slash
    edit: str  # the same, open for edition
    run: str
    guide: str


@dataclass(frozen=True)
class Changes:
    """The files that a proposal changes, as the forge says; `all_told`: whether it named them all."""

    paths: tuple[str, ...] = ()
    all_told: bool = True

    @property
    def beyond_records(self) -> list[str]:
        """Those that are no records: our code, our templates, our settings, what the forge runs."""
        return [path for path in self.paths if not RECORDS.fullmatch(path)]


def comment_on(
    proposal: Proposal, problems: list[Problem] | None, changes: Changes = Changes(), *, succeeded: bool
) -> str:
    """The whole comment on a check that ended; `problems` is None when its report could not be read."""
    errors = problems and [problem for problem in problems if not problem.doubt]
    doubts = [problem for problem in problems or () if problem.doubt]
    verdict = _verdict(proposal, errors, changes, succeeded=succeeded)
    looked_at = [_said(TO_LOOK_AT, count=_count(doubts)), *_by_file(proposal, doubts, MOST_DOUBTS)] if doubts else []
    return "\n\n".join([MARK_OF_CHECK, THANKS, verdict, *looked_at, _said(GUIDE, guide=proposal.guide)])


def _said(sentence: str, **values: str) -> str:
    return typographic(sentence).format(**values)


def _verdict(proposal: Proposal, problems: list[Problem] | None, changes: Changes, *, succeeded: bool) -> str:
    warning = list(_not_vouched(changes))
    if problems:
        return "\n\n".join([*warning, _said(TO_MEND, count=_count(problems)), *_by_file(proposal, problems)])
    if warning:
        return "\n\n".join([*warning, _said(DETAIL, run=proposal.run)])
    sentence = NO_REPORT if problems is None else NOTHING if succeeded else NOT_OURS
    return _said(sentence, run=proposal.run)


def _not_vouched(changes: Changes) -> Iterator[str]:
    """What is said of a proposal that changes what judges it: our own verdict would be worth nothing."""
    beyond = changes.beyond_records
    if beyond or not changes.all_told:
        yield _said(NOT_VOUCHED)
        yield "\n".join(f"- {as_code(path, LONGEST['path'])}" for path in beyond[:MOST_FILES])
        if len(beyond) > MOST_FILES or not changes.all_told:
            yield _said(TOO_MANY)


def _count(problems: list[Problem]) -> str:
    return f"{len(problems)} point{'s' if len(problems) > 1 else ''}"


def _by_file(proposal: Proposal, problems: list[Problem], most: int = MOST_TOLD) -> Iterator[str]:
    for path, group in itertools.groupby(problems[:most], key=lambda problem: problem.path):
        yield "\n".join([_title(proposal, path), "", *(_line(proposal, problem) for problem in group)])
    if len(problems) > most:
        yield _said(AND_OTHERS, count=str(len(problems) - most), run=proposal.run)


def _title(proposal: Proposal, path: str) -> str:
    name = as_code(path, LONGEST["path"])
    return f"{name} · [corriger ce fichier]({proposal.edit}/{path})" if PLAIN_PATH.fullmatch(path) else name


def _line(proposal: Proposal, problem: Problem) -> str:
    place = f"ligne {problem.line}, colonne {problem.column}"
    if PLAIN_PATH.fullmatch(problem.path):
        place = f"[{place}]({proposal.read}/{problem.path}?plain=1#L{problem.line})"
    key = f" · {as_code(problem.key, LONGEST['key'])}" if problem.key else ""
    return f"- {place}{key}\n  {as_code(problem.message, LONGEST['message'])}"


def as_code(text: str, limit: int) -> str:
    """`text` on one line, at most `limit` signs, in a code span that nothing in it can close."""
    visible = (c for c in text if c.isspace() or unicodedata.category(c) not in INVISIBLE)
    line = shortened("".join(visible), limit) or "?"
    fence = "`" * (1 + max(map(len, re.findall("`+", line)), default=0))
    return f"{fence} {line} {fence}"
