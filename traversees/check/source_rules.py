"""Check: what supports the claims of a record. Each rule is a small generator whose docstring states it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from traversees.check.sentences import SENTENCES
from traversees.check.texts import cited_sources, texts_of
from traversees.french import prose
from traversees.records.keywords import Line, Prose
from traversees.records.kinds import Initiative, Recit
from traversees.records.marks import marked_values
from traversees.records.problems import Problem, key_of, shortened, suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from traversees.records.record import Record


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
    for source_id, problem in cited_sources(record):
        if source_id not in known:
            hint = suggestion(source_id, known)
            yield problem(SENTENCES["missing_source"].format(source=shortened(source_id), suggestion=hint))
            known.add(source_id)


def unused_sources(record: Record, today: str) -> Iterator[Problem]:
    """A listed source is cited at least once."""
    del today
    cited = {source_id for source_id, _ in cited_sources(record)}
    cited.update(source_id for text, _ in texts_of(record, Prose) for source_id in prose.named_sources(text))
    for index, source in enumerate(getattr(record, "sources", ())):
        if source.id not in cited:
            loc = ("sources", index, "id")
            message = SENTENCES["unused_source"].format(source=shortened(source.id))
            yield record.document.problem(loc, key_of(loc), message)


def malformed_citations(record: Record, today: str) -> Iterator[Problem]:
    """A citation is written [@id], and never in a text of one line, where it would be printed as it is."""
    del today
    for text, problem in texts_of(record, Prose):
        for offset, message in prose.malformed_citations(text):
            yield problem(offset, message)
    for text, problem in texts_of(record, Line):
        for offset, _ in prose.citations(text):
            yield problem(offset, SENTENCES["citation_in_line"])


def claims_without_source(record: Record, today: str) -> Iterator[Problem]:
    """Every paragraph of a text made of facts names its source, or says that it is an analysis."""
    del today
    for value in marked_values(record, Prose):
        if isinstance(value.mark, Prose) and value.mark.cited:
            for offset, message in prose.unsourced_paragraphs(value.text):
                yield record.document.problem_in_text(value.loc, value.key, value.text, offset, message)
    if record.body and not is_testimony(record):
        for offset, message in prose.unsourced_paragraphs(record.body):
            yield record.document.problem_in_body(offset, message)


def conditions_without_source(record: Record, today: str) -> Iterator[Problem]:
    """A condition of transfer has a source, or says that it is an analysis."""
    del today
    for index, condition in enumerate(record.transfert.conditions if isinstance(record, Initiative) else ()):
        if not condition.sources and not condition.analyse:
            loc = ("transfert", "conditions", index)
            yield record.document.problem(loc, key_of(loc), SENTENCES["condition"])


def no_independent_source(record: Record, today: str) -> Iterator[Problem]:
    """An initiative has one source independent of the organisation, or an open question says that none exists."""
    del today
    if isinstance(record, Initiative) and not record.a_verifier and all(s.type == "organisme" for s in record.sources):
        yield record.document.problem(("sources",), "sources", SENTENCES["independent"])


def report_without_consent(record: Record, today: str) -> Iterator[Problem]:
    """A report sent to us is published with the written agreement of its author."""
    del today
    if is_testimony(record) and record.consentement is None:  # type: ignore[attr-defined]
        yield record.document.problem(("forme",), "consentement", SENTENCES["consent"])


def publication_without_address(record: Record, today: str) -> Iterator[Problem]:
    """A report published elsewhere says where."""
    del today
    if isinstance(record, Recit) and not is_testimony(record) and record.url is None:
        yield record.document.problem(("forme",), "url", SENTENCES["address"])


def is_testimony(record: Record) -> bool:
    """Whether a record is what somebody lived, and needs no other source."""
    return isinstance(record, Recit) and record.forme == "texte"
