"""Check: the texts of a record and the sources that they cite, each with how to point at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from traversees.french import prose
from traversees.records.keywords import Prose, SourceId
from traversees.records.marks import marked_values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from traversees.records.marks import Mark
    from traversees.records.problems import Problem
    from traversees.records.record import Record


def cited_sources(record: Record) -> Iterator[tuple[str, Callable[[str], Problem]]]:
    """Each cited id of `record`, and how to say what is wrong with it."""
    document = record.document
    for value in marked_values(record, SourceId):
        yield value.text, lambda message, v=value: document.problem(v.loc, v.key, message)  # type: ignore[misc]
    for text, problem in texts_of(record, Prose):
        for offset, source_id in prose.citations(text):
            yield source_id, lambda message, p=problem, o=offset: p(o, message)  # type: ignore[misc]


def texts_of(record: Record, *marks: type[Mark]) -> Iterator[tuple[str, Callable[[int, str], Problem]]]:
    """Each text of `record` with one of these marks, and how to point at one of its characters; its body is prose."""
    document = record.document
    for value in marked_values(record, *marks):
        yield (
            value.text,
            lambda offset, message, v=value: document.problem_in_text(v.loc, v.key, v.text, offset, message),  # type: ignore[misc]
        )
    if record.body and Prose in marks:
        yield record.body, document.problem_in_body
