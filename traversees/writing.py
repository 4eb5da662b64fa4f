"""Write: the one canonical form of a record. What it gives can be read again as the same record.

Keys stand in the order of the model; those that say nothing are left out. A text of several lines, or long, is
a block under `|`; another is quoted only when it would be read otherwise, by us or by an editor.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, get_type_hints

from traversees.documents import parse_document
from traversees.marks import all_marks
from traversees.problems import ProblemsFound
from traversees.records import Block, Prose, Shape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from traversees.problems import Loc
    from traversees.records import Record

    Comment = Callable[[Loc], Iterable[str]]

WIDTH = 120
"""A list of short names that fits in so many signs stands on one line."""

LONG = 80
"""A longer text is a block, where a colon or a quote needs no care."""

GUESSED = re.compile(
    r"~|null|true|false|yes|no|on|off|y|n|[-+]?(\.?[0-9][0-9_,.:]*(e[-+]?[0-9]+)?|\.inf|0[xob][0-9a-f_]+)|\.nan",
    re.IGNORECASE,
)
"""What some reader of YAML takes for something else than a text."""

YEAR = re.compile(r"[1-9][0-9]{3}")
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def record_text(record: Record, lines: Iterable[str] = ()) -> str:
    """The whole file of `record`, in its canonical form; with these `lines` for its keys, if there are any."""
    header = "\n".join(lines or block_lines(record)) + "\n"
    return f"---\n{header}---\n\n{record.body}\n" if record.suffix == ".md" else header


def block_lines(block: Block, loc: Loc = (), comment: Comment = lambda _: ()) -> Iterator[str]:
    """The lines of the keys of `block`, which stands at `loc`; above each key, the `comment` made for its place."""
    for name, field in type(block).model_fields.items():
        if getattr(block, name) != field.default:
            yield from (f"# {line}" for line in comment((*loc, name)))
            yield from key_lines(block, name, loc, comment)


def key_lines(block: Block, name: str, loc: Loc = (), comment: Comment = lambda _: ()) -> Iterator[str]:
    """The lines of one key of `block`."""
    yield from _Writer(_annotations(type(block))[name], comment).entry(name, getattr(block, name), (*loc, name))


@cache
def _annotations(kind: type[Block]) -> dict[str, Any]:
    return get_type_hints(kind, include_extras=True)


def written(text: str) -> str:
    """`text` as the value of a key, quoted if need be."""
    return _Writer(str, lambda _: ()).written(text)


@dataclass(frozen=True)
class _Writer:
    """Writes the values of a key: what they may be decides how they are written."""

    annotation: Any
    comment: Comment

    def entry(self, key: str, value: Any, loc: Loc) -> Iterator[str]:  # noqa: ANN401 — any value of a record
        if isinstance(value, Block):
            yield f"{key}:"
            yield from indented(block_lines(value, loc, self.comment))
        elif isinstance(value, dict):
            yield f"{key}:"
            for name, item in value.items():
                yield from indented(self.entry(name, item, (*loc, name)))
        elif isinstance(value, tuple):
            yield from self._list(key, value, loc)
        else:
            yield from self._scalar(f"{key}:", value)

    def _list(self, key: str, values: tuple[Any, ...], loc: Loc) -> Iterator[str]:
        if all(isinstance(value, str) and NAME.fullmatch(value) for value in values):
            line = f"{key}: [{', '.join(map(self.written, values))}]"
            if len(line) + 2 * len(loc) <= WIDTH:
                yield line
                return
        yield f"{key}:"
        for index, value in enumerate(values):
            block = isinstance(value, Block)
            lines = block_lines(value, (*loc, index), self.comment) if block else self._scalar("", value)
            yield from item_lines(lines)

    def _scalar(self, before: str, value: Any) -> Iterator[str]:  # noqa: ANN401
        if isinstance(value, str):
            first, *more = self.written(value).split("\n")
            yield f"{before} {first}".lstrip()
            yield from indented(more)
        elif isinstance(value, bool):
            yield f"{before} {'oui' if value else 'non'}"
        else:
            yield f"{before} {int(value) if value == int(value) else value}"

    def written(self, text: str) -> str:
        """`text` as YAML, in the first manner that gives the same text again."""
        return next(manner for manner in self._manners(text) if _reads_as(manner, text))

    def _manners(self, text: str) -> Iterator[str]:
        marks = all_marks(self.annotation)
        if "\n" in text or (len(text) > LONG and any(isinstance(mark, Prose) for mark in marks)):
            yield f"|\n{text}"
        year = YEAR.fullmatch(text) and any(isinstance(mark, Shape) and mark.year for mark in marks)
        if "\n" not in text and (year or not GUESSED.fullmatch(text)):
            yield text
        if not re.search(r'["\\\n]', text):
            yield f'"{text}"'
        if "\n" not in text:
            yield "'" + text.replace("'", "''") + "'"
        yield json.dumps(text, ensure_ascii=False)


def item_lines(lines: Iterable[str]) -> Iterator[str]:
    """The lines of an item of a list, after its dash; comments stand above the dash."""
    dash = "-"
    for line in lines:
        if line.startswith("#") and dash == "-":
            yield f"  {line}"
        else:
            yield f"  {dash} {line}".rstrip()
            dash = " "


def indented(lines: Iterable[str]) -> Iterator[str]:
    """`lines` inside a block."""
    for line in lines:
        yield f"  {line}" if line else ""


def _reads_as(manner: str, text: str) -> bool:
    """Whether `manner` is read as `text`, after a key and after a dash."""
    value = "\n".join(indented(manner.split("\n"))).lstrip()
    try:
        data = parse_document("essai.yml", f"a: {value}\nb:\n- {value}\n").data
    except ProblemsFound:
        return False
    return data == {"a": text, "b": [text]}
