"""Our own words: no text of a record shares a run of twelve words with the research notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.originality.fingerprints import known_fingerprints, runs
from traversees.records.keywords import Prose
from traversees.records.marks import marked_values

if TYPE_CHECKING:
    from traversees.library.library import Library


def test_no_text_of_a_record_copies_twelve_words_of_the_research_notes(library: Library) -> None:
    known = known_fingerprints()
    assert len(known) > 10_000
    copied = [
        f"{record.path} : {run}"
        for record in library.records
        for text in [*(v.text for v in marked_values(record) if isinstance(v.mark, Prose)), record.body]
        for mark, run in runs(text)
        if mark in known
    ]
    assert copied == []
