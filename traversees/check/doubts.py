"""Check: what somebody should look at in a record, though nothing forbids to publish it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from traversees.check.people import likely_people
from traversees.check.quotes import unpaired_quotes
from traversees.check.texts import texts_of
from traversees.records.keywords import Line, Prose
from traversees.records.problems import Problem, key_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from traversees.records.record import Record

_MEASURED = re.compile(r"[%‰€$£°]|\b(?:points?|degrés?|euros?|dollars?|M€|pour cent|pour mille)\b", re.IGNORECASE)
"""Units that go under zero; anything else is counted."""
_CHANGE = re.compile(
    r"\b(?:baisse|diminution|recul|perte|déficit|solde|écart|différence|évolution|variation|hausse|croissance|bilan|moins)",
    re.IGNORECASE,
)


def doubts(record: Record) -> Iterator[Problem]:
    """Likely names of accompanied people, quotation marks without their pair, and counts under zero."""
    found = (*_in_texts(record), *_counts_under_zero(record))
    yield from (replace(problem, doubt=True) for problem in found)


def _in_texts(record: Record) -> Iterator[Problem]:
    for text, problem in texts_of(record, Prose):
        for offset, message in likely_people(text):
            yield problem(offset, message)
    for text, problem in texts_of(record, Prose, Line):
        for offset, message in unpaired_quotes(text):
            yield problem(offset, message)


def _counts_under_zero(record: Record) -> Iterator[Problem]:
    """One does not count fewer than no people; a change, a temperature or money may be under zero."""
    for index, chiffre in enumerate(getattr(record, "chiffres", ())):
        said = f"{chiffre.valeur:g} {chiffre.unite or chiffre.libelle}"
        if chiffre.valeur < 0 and not _MEASURED.search(chiffre.unite or "") and not _CHANGE.search(chiffre.libelle):
            loc = ("chiffres", index, "valeur")
            message = f"« {said} » : compte-t-on moins que zéro ? Retirez le signe « - », ou dites dans « libelle » que c’est une baisse"
            yield record.document.problem(loc, key_of(loc), message)
