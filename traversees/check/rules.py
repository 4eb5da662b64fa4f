"""Check, second half: from a Document to a Record, and what a record alone can be blamed for.

Each rule is a small generator whose docstring states it. A rule never stops nor prints: one run tells all.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pydantic import ValidationError

from traversees.check.messages import problems_of, unknown_empty_keys
from traversees.check.sentences import SENTENCES
from traversees.check.source_rules import (
    claims_without_source,
    conditions_without_source,
    duplicate_sources,
    malformed_citations,
    missing_sources,
    no_independent_source,
    publication_without_address,
    report_without_consent,
    unused_sources,
)
from traversees.check.text_rules import (
    body_too_long,
    forbidden_markup,
    hard_to_read,
    headings_out_of_place,
    personal_data,
    record_without_body,
)
from traversees.records.keywords import FormerName, Moment
from traversees.records.kinds import Initiative, Vocabulaire
from traversees.records.kinds.vocabulaire import MAP_WIDTH
from traversees.records.marks import marked_values
from traversees.records.problems import Problem, ProblemsFound, key_of, shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from traversees.records.document import Document
    from traversees.records.kinds.vocabulaire import Case
    from traversees.records.record import Record


def check_document(document: Document, kind: type[Record], today: str) -> Record:
    """The record that `document` describes on the day `today` (AAAA-MM-JJ); raises `ProblemsFound`."""
    problems = list(unknown_empty_keys(document, kind))
    try:
        record = kind.from_document(document, document.data)
    except ValidationError as error:
        raise ProblemsFound([*problems, *problems_of(error, document, kind)]) from None
    problems.extend(problem for rule in RULES for problem in rule(record, today))
    if problems:
        raise ProblemsFound(problems)
    return record


def dates_in_the_future(record: Record, today: str) -> Iterator[Problem]:
    """A date may not be in the future: a day that has begun somewhere on Earth, as `today` has, is not."""
    for value in marked_values(record, Moment):
        if value.text > today[: len(value.text)]:
            yield record.document.problem(value.loc, value.key, SENTENCES["future"].format(moment=value.text))


def impossible_dates(record: Record, today: str) -> Iterator[Problem]:
    """A date is in the calendar."""
    del today
    for value in marked_values(record, Moment):
        if not _in_calendar(value.text):
            yield record.document.problem(value.loc, value.key, SENTENCES["calendar"].format(moment=value.text))


def _in_calendar(moment: str) -> bool:
    try:
        date.fromisoformat(moment + "-01-01"[len(moment) - len("2026") :])
    except ValueError:
        return False
    return True


SMALLEST, LARGEST = 1e-6, 1e15
"""The sizes between which a figure says something to a reader; the form has them too."""


def endless_numbers(record: Record, today: str) -> Iterator[Problem]:
    """A figure is a number that people write: neither infinite nor too large or too small to be read."""
    del today
    for index, chiffre in enumerate(getattr(record, "chiffres", ())):
        if chiffre.valeur and not SMALLEST <= abs(chiffre.valeur) < LARGEST:
            loc = ("chiffres", index, "valeur")
            yield record.document.problem(loc, key_of(loc), SENTENCES["endless"])


def start_after_end(record: Record, today: str) -> Iterator[Problem]:
    """What ends has begun before."""
    del today
    debut, fin = getattr(record, "debut", None), getattr(record, "fin", None)
    if debut and fin and debut[: len(fin)] > fin[: len(debut)]:
        message = SENTENCES["end_first"].format(fin=fin, debut=debut)
        yield record.document.problem(("fin",), "fin", message)
    for index, chiffre in enumerate(getattr(record, "chiffres", ())):
        first, _, last = chiffre.annee.partition("-")
        if last and last < first:
            loc = ("chiffres", index, "annee")
            yield record.document.problem(loc, key_of(loc), SENTENCES["period"].format(annee=chiffre.annee))


def no_local_actor(record: Record, today: str) -> Iterator[Problem]:
    """A transfer names at least one local actor, or says that none is known."""
    del today
    if isinstance(record, Initiative) and bool(record.transfert.acteurs) == record.transfert.aucun_acteur:
        loc = ("transfert", "acteurs")
        message = SENTENCES["actor_and_none" if record.transfert.aucun_acteur else "no_actor"]
        yield record.document.problem(loc, key_of(loc), message)


def misplaced_tiles(record: Record, today: str) -> Iterator[Problem]:
    """On a map every term has its tile, inside the map, where no other stands."""
    del today
    taken: dict[tuple[int, int], str] = {}
    for key, case in cases_of(record):
        loc = ("termes", key, "case")
        if case is None:
            message = "place manquante sur la carte : ajoutez « case », avec sa ligne et sa colonne"
            yield record.document.problem(loc[:2], key_of(loc), message)
            continue
        cells = [(case.ligne, column) for column in range(case.colonne, case.colonne + case.largeur)]
        if cells[-1][1] > MAP_WIDTH:
            message = f"la case sort de la carte : elle finit à la colonne {cells[-1][1]}, sur {MAP_WIDTH} au plus"
            yield record.document.problem(loc, key_of(loc), message)
        other = next((taken[cell] for cell in cells if cell in taken), None)
        if other:
            yield record.document.problem(loc, key_of(loc), f"cette place est déjà celle de « {other} »")
        taken.update((cell, key) for cell in cells)


def cases_of(record: Record) -> Iterator[tuple[str, Case | None]]:
    """The key and the tile of each term of a vocabulary that is shown as a map; nothing for the other records."""
    if isinstance(record, Vocabulaire) and any(entry.case for entry in record.termes.values()):
        yield from ((key, entry.case) for key, entry in record.termes.items())


def former_names_in_use(record: Record, today: str) -> Iterator[Problem]:
    """A former name is no longer that of the record, nor of a term beside it, and only one answers it."""
    del today
    own = {record.id} if not isinstance(record, Vocabulaire) else set(record.termes)
    seen: set[str] = set()
    for value in marked_values(record, FormerName):
        if value.text in own | seen:
            message = SENTENCES["own_name" if value.text in own else "name_twice"].format(name=shortened(value.text))
            yield record.document.problem(value.loc, value.key, message)
        seen.add(value.text)


RULES: tuple[Callable[[Record, str], Iterator[Problem]], ...] = (
    dates_in_the_future,
    impossible_dates,
    endless_numbers,
    start_after_end,
    duplicate_sources,
    missing_sources,
    malformed_citations,
    unused_sources,
    claims_without_source,
    conditions_without_source,
    no_local_actor,
    no_independent_source,
    report_without_consent,
    publication_without_address,
    record_without_body,
    body_too_long,
    forbidden_markup,
    headings_out_of_place,
    misplaced_tiles,
    former_names_in_use,
    personal_data,
    hard_to_read,
)
