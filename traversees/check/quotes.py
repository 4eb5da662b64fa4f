"""Check: quotation marks without their pair. Doubts, which stop nothing: a quotation may be cut on purpose."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from traversees.french.prose import paragraphs
from traversees.records.problems import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from traversees.french.prose import Finding

_PAIRS = (("«", "»"), ("“", "”"))
_SIGNS = {pair: re.compile("[{}{}]".format(*pair)) for pair in _PAIRS}
_STRAIGHT = re.compile(r'(?<!\d)"')
"""After a digit it may be inches or seconds."""


def unpaired_quotes(text: str) -> Iterator[Finding]:
    """Each quotation mark of `text` that has no pair: never closed, or never opened."""
    for pair in _PAIRS:
        if pair[0] in text or pair[1] in text:
            yield from _unpaired(text, *pair)
    if '"' in text:
        for offset, paragraph in paragraphs(text):
            marks = list(_STRAIGHT.finditer(paragraph))
            if len(marks) % 2:
                yield (
                    offset + marks[-1].start(),
                    f"{_quoted(paragraph, marks[-1].start())} jamais fermé : employez « et »",
                )


def _unpaired(text: str, opening: str, closing: str) -> Iterator[Finding]:
    opened: list[int] = []
    for match in _SIGNS[opening, closing].finditer(text):
        if match[0] == closing and opened:
            opened.pop()
        elif match[0] == closing:
            before = shortened(text[max(0, match.start() - 30) : match.end()])
            yield match.start(), f"guillemet {closing} ({before}) jamais ouvert : ajoutez {opening}, ou retirez-le"
        elif not (opened and _starts_paragraph(text, match.start())):  # each paragraph of a quotation has one
            opened.append(match.start())
    for start in opened:
        yield start, f"{_quoted(text, start)} jamais fermé : ajoutez {closing}, ou retirez-le"


def _starts_paragraph(text: str, start: int) -> bool:
    line = text.rfind("\n", 0, start) + 1
    before = text.rfind("\n", 0, max(line - 1, 0)) + 1
    return not text[line:start].strip(" \t>*+-") and not text[before:line].strip(" \t\n>")


def _quoted(text: str, start: int) -> str:
    return f"guillemet {text[start]} ({shortened(text[start:], 30)})"
