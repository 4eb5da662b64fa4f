"""Check, second half: from a Document to a Record, and what a record alone can be blamed for.

Each rule is a small generator whose docstring states it. A rule never stops nor prints: one run tells all.
"""

from __future__ import annotations

import math
from datetime import date
from typing import TYPE_CHECKING

from pydantic import ValidationError

from traversees.check.messages import problems_of, unknown_empty_keys
from traversees.french import prose
from traversees.records.keywords import FormerName, Line, Moment, Prose, SourceId
from traversees.records.kinds import Initiative, Recit, Vocabulaire
from traversees.records.kinds.vocabulaire import MAP_WIDTH
from traversees.records.marks import marked_values
from traversees.records.problems import Problem, ProblemsFound, key_of, shortened, suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from traversees.records.documents import Document
    from traversees.records.kinds.vocabulaire import Case
    from traversees.records.marks import Mark
    from traversees.records.record import Record

MAX_BODY = 40_000

SENTENCES = {
    "future": "« {moment} » est dans le futur",
    "calendar": "« {moment} » n’existe pas dans le calendrier",
    "endless": "ce nombre n’est pas utilisable : écrivez-le en chiffres",
    "end_first": "la fin ({fin}) est avant le début ({debut})",
    "period": "la période « {annee} » finit avant de commencer",
    "reserved": "« {source} » est réservé à nos propres raisonnements : choisissez un autre nom",
    "twice": "source « {source} » déjà définie plus haut : donnez-lui un autre nom",
    "missing_source": "source « {source} » absente de la liste « sources »{suggestion}",
    "unused_source": "source « {source} » jamais citée : ajoutez [@{source}] dans un texte, ou retirez-la",
    "citation_in_line": "pas de source dans ce texte d’une ligne : citez-la dans un autre texte",
    "condition": "condition sans source : ajoutez « sources », ou « analyse: oui »",
    "no_actor": "nommez au moins un acteur local, ou écrivez « aucun_acteur: oui »",
    "actor_and_none": "un acteur est nommé : retirez « aucun_acteur: oui », ou cette liste",
    "independent": "aucune source indépendante de l’organisme : ajoutez-en une, ou dites-le dans « a_verifier »",
    "consent": "accord écrit manquant : un récit confié ne peut être publié sans lui",
    "address": "adresse manquante : une publication extérieure dit où la lire",
    "no_body": "texte manquant sous l’en-tête",
    "own_name": "« {name} » est un nom d’aujourd’hui : retirez-le des anciens noms",
    "name_twice": "« {name} » est écrit deux fois : gardez-le une fois",
    "long_body": "texte trop long : {length} signes ici, {most} au plus",
}
"""What a record may be blamed for: also read by the form, which says the same."""

AHEAD = 14
"""Hours: no clock of the world is further ahead of UTC. Also read by the form."""


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


# --- Rules ------------------------------------------------------------------------------------------------


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


def endless_numbers(record: Record, today: str) -> Iterator[Problem]:
    """A figure is a number that can be written."""
    del today
    for index, chiffre in enumerate(getattr(record, "chiffres", ())):
        if not math.isfinite(chiffre.valeur):
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


def duplicate_sources(record: Record, today: str) -> Iterator[Problem]:
    """The id of a source names one source; one id is reserved."""
    del today
    seen: set[str] = set()
    for index, source in enumerate(getattr(record, "sources", ())):
        loc = ("sources", index, "id")
        if source.id == prose.ANALYSIS:
            message = SENTENCES["reserved"].format(source=prose.ANALYSIS)
            yield record.document.problem(loc, key_of(loc), message)
        if source.id in seen:
            message = SENTENCES["twice"].format(source=shortened(source.id))
            yield record.document.problem(loc, key_of(loc), message)
        seen.add(source.id)


def missing_sources(record: Record, today: str) -> Iterator[Problem]:
    """A cited source is listed in the same record; one that is not is said once, where it is first cited."""
    del today
    known = {source.id for source in getattr(record, "sources", ())} | {prose.ANALYSIS}
    for source_id, problem in _cited(record):
        if source_id not in known:
            hint = suggestion(source_id, known)
            yield problem(SENTENCES["missing_source"].format(source=shortened(source_id), suggestion=hint))
            known.add(source_id)


def unused_sources(record: Record, today: str) -> Iterator[Problem]:
    """A listed source is cited at least once."""
    del today
    cited = {source_id for source_id, _ in _cited(record)}
    cited.update(source_id for text, _ in _texts(record, Prose) for source_id in prose.named_sources(text))
    for index, source in enumerate(getattr(record, "sources", ())):
        if source.id not in cited:
            loc = ("sources", index, "id")
            message = SENTENCES["unused_source"].format(source=shortened(source.id))
            yield record.document.problem(loc, key_of(loc), message)


def malformed_citations(record: Record, today: str) -> Iterator[Problem]:
    """A citation is written [@id], and never in a text of one line, where it would be printed as it is."""
    del today
    for text, problem in _texts(record, Prose):
        for offset, message in prose.malformed_citations(text):
            yield problem(offset, message)
    for text, problem in _texts(record, Line):
        for offset, _ in prose.citations(text):
            yield problem(offset, SENTENCES["citation_in_line"])


def _cited(record: Record) -> Iterator[tuple[str, Callable[[str], Problem]]]:
    """Each cited id of `record`, and how to say what is wrong with it."""
    document = record.document
    for value in marked_values(record, SourceId):
        yield value.text, lambda message, v=value: document.problem(v.loc, v.key, message)  # type: ignore[misc]
    for text, problem in _texts(record, Prose):
        for offset, source_id in prose.citations(text):
            yield source_id, lambda message, p=problem, o=offset: p(o, message)  # type: ignore[misc]


def _texts(record: Record, *marks: type[Mark]) -> Iterator[tuple[str, Callable[[int, str], Problem]]]:
    """Each text of `record` with one of these marks, and how to point at one of its characters; its body is prose."""
    document = record.document
    for value in marked_values(record, *marks):
        yield (
            value.text,
            lambda offset, message, v=value: document.problem_in_text(v.loc, v.key, v.text, offset, message),  # type: ignore[misc]
        )
    if record.body and Prose in marks:
        yield record.body, document.problem_in_body


def claims_without_source(record: Record, today: str) -> Iterator[Problem]:
    """Every paragraph of a text made of facts names its source, or says that it is an analysis."""
    del today
    for value in marked_values(record, Prose):
        if isinstance(value.mark, Prose) and value.mark.cited:
            for offset, message in prose.unsourced_paragraphs(value.text):
                yield record.document.problem_in_text(value.loc, value.key, value.text, offset, message)
    if record.body and not _is_testimony(record):
        for offset, message in prose.unsourced_paragraphs(record.body):
            yield record.document.problem_in_body(offset, message)


def conditions_without_source(record: Record, today: str) -> Iterator[Problem]:
    """A condition of transfer has a source, or says that it is an analysis."""
    del today
    for index, condition in enumerate(record.transfert.conditions if isinstance(record, Initiative) else ()):
        if not condition.sources and not condition.analyse:
            loc = ("transfert", "conditions", index)
            yield record.document.problem(loc, key_of(loc), SENTENCES["condition"])


def no_local_actor(record: Record, today: str) -> Iterator[Problem]:
    """A transfer names at least one local actor, or says that none is known."""
    del today
    if isinstance(record, Initiative) and bool(record.transfert.acteurs) == record.transfert.aucun_acteur:
        loc = ("transfert", "acteurs")
        message = SENTENCES["actor_and_none" if record.transfert.aucun_acteur else "no_actor"]
        yield record.document.problem(loc, key_of(loc), message)


def no_independent_source(record: Record, today: str) -> Iterator[Problem]:
    """An initiative has one source independent of the organisation, or an open question says that none exists."""
    del today
    if isinstance(record, Initiative) and not record.a_verifier and all(s.type == "organisme" for s in record.sources):
        yield record.document.problem(("sources",), "sources", SENTENCES["independent"])


def report_without_consent(record: Record, today: str) -> Iterator[Problem]:
    """A report sent to us is published with the written agreement of its author."""
    del today
    if _is_testimony(record) and record.consentement is None:  # type: ignore[attr-defined]
        yield record.document.problem(("forme",), "consentement", SENTENCES["consent"])


def publication_without_address(record: Record, today: str) -> Iterator[Problem]:
    """A report published elsewhere says where."""
    del today
    if isinstance(record, Recit) and not _is_testimony(record) and record.url is None:
        yield record.document.problem(("forme",), "url", SENTENCES["address"])


def _is_testimony(record: Record) -> bool:
    return isinstance(record, Recit) and record.forme == "texte"


def record_without_body(record: Record, today: str) -> Iterator[Problem]:
    """A `.md` record has a text under its header."""
    del today
    if record.suffix == ".md" and not record.body:
        yield Problem(record.path, record.document.body_line, 1, "texte", SENTENCES["no_body"])


def body_too_long(record: Record, today: str) -> Iterator[Problem]:
    """A page is read in one go."""
    del today
    if len(record.body) > MAX_BODY:
        message = SENTENCES["long_body"].format(length=len(record.body), most=MAX_BODY)
        yield Problem(record.path, record.document.body_line, 1, "texte", message)


def forbidden_markup(record: Record, today: str) -> Iterator[Problem]:
    """Texts hold Markdown only: no HTML, no image, no link but http(s)."""
    del today
    for text, problem in _texts(record, Prose):
        for offset, message in prose.forbidden_markup(text):
            yield problem(offset, message)


def headings_out_of_place(record: Record, today: str) -> Iterator[Problem]:
    """Headings are for bodies, from the second level."""
    del today
    for value in marked_values(record, Prose):
        for offset, message in prose.headings(value.text):
            yield record.document.problem_in_text(value.loc, value.key, value.text, offset, message)
    for offset, message in prose.headings(record.body, lowest=2):
        yield record.document.problem_in_body(offset, message)


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


def personal_data(record: Record, today: str) -> Iterator[Problem]:
    """E-mails, phones and street addresses are not published."""
    del today
    texts = list(_texts(record, Prose, Line))
    if not prose.may_hold_personal_data("\n".join(text for text, _ in texts)):
        return
    for text, problem in texts:
        for offset, message in prose.personal_data(text):
            yield problem(offset, message)


def hard_to_read(record: Record, today: str) -> Iterator[Problem]:
    """« En clair » can be read by everyone."""
    del today
    for value in marked_values(record, Prose):
        if isinstance(value.mark, Prose) and value.mark.plain:
            for offset, message in prose.hard_to_read(value.text):
                yield record.document.problem_in_text(value.loc, value.key, value.text, offset, message)


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
