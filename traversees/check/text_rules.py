"""Check: how the texts of a record are written. Each rule is a small generator whose docstring states it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from traversees.check.sentences import MAX_BODY, SENTENCES
from traversees.check.texts import texts_of
from traversees.french import prose
from traversees.records.keywords import Line, Prose
from traversees.records.marks import marked_values
from traversees.records.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from traversees.records.record import Record


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
    for text, problem in texts_of(record, Prose):
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


def personal_data(record: Record, today: str) -> Iterator[Problem]:
    """E-mails, phones and street addresses are not published."""
    del today
    texts = list(texts_of(record, Prose, Line))
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
