"""Format: a file rewritten in its canonical form, or refused with a sentence; nothing it says is ever lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml
from yaml.events import ScalarEvent

from traversees.checks import check_document
from traversees.documents import header_of, parse_document
from traversees.problems import Problem, ProblemsFound, shortened
from traversees.writing import record_text

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from traversees.records import Record

_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#[ \t]*(?P<text>.*?)[ \t]*$", re.MULTILINE)
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def formatted(path: str, text: str, kind: type[Record], today: str, known: Container[str] = ()) -> str:
    """`text`, the file at `path`, in its canonical form on the day `today`; raises `ProblemsFound`.

    Comments that are `known`, such as the help that a new file brings, are left out; any other is refused.
    """
    record = check_document(parse_document(path, text), kind, today)
    lost = [problem for comment, problem in comments(path, text) if comment not in known]
    if lost:
        raise ProblemsFound(lost)
    result = record_text(record)
    if not _same(record, path, result, today):
        raise ProblemsFound(
            [Problem(path, 1, 1, "", "la mise en forme changerait cette fiche : elle reste telle quelle")]
        )
    return result


def _same(record: Record, path: str, text: str, today: str) -> bool:
    """Whether `text` says exactly what `record` says."""
    again = check_document(parse_document(path, text), type(record), today)
    return again.model_dump() == record.model_dump() and again.body == record.body


def comments(path: str, text: str) -> Iterator[tuple[str, Problem]]:
    """Each comment of a file that can be read, and how to say that it would be lost."""
    header, lines_before = header_of(path, text)
    for match in _COMMENT.finditer(_without_texts(header)):
        comment = header[match.start("text") : match.end("text")]
        line = header.count("\n", 0, match.start())
        column = match.start() - header.rfind("\n", 0, match.start())
        message = (
            f"ce commentaire serait perdu (« {shortened(comment, 40)} ») : déplacez-le dans un texte, ou retirez-le"
        )
        yield comment, Problem(path, line + 1 + lines_before, column, "", message)


def _without_texts(header: str) -> str:
    """`header`, as long, with nothing but signs of YAML and comments."""
    hidden = list(header)
    for event in yaml.parse(header, Loader=_Loader):
        if isinstance(event, ScalarEvent):
            start, end = _span(event, header)
            hidden[start:end] = re.sub(r"[^\n]", "·", header[start:end])
    return "".join(hidden)


def _span(event: ScalarEvent, header: str) -> tuple[int, int]:
    """Where the text of `event` stands: of a block, the lines under its mark that are its own."""
    first: Any = event.start_mark
    last: Any = event.end_mark
    if event.style not in {"|", ">"}:
        return first.index, last.index
    start = header.find("\n", first.index) + 1 or len(header)
    lines = header[start : last.index].split("\n")
    indent = next((len(line) - len(line.lstrip()) for line in lines if line.strip()), 0)
    own = 0
    while own < len(lines) and (not lines[own].strip() or lines[own].startswith(" " * max(indent, 1))):
        own += 1
    return start, start + len("\n".join(lines[:own]))
