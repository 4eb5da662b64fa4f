"""Write: the one canonical form of a record. What it gives can be read again as the same record.

Keys stand in the order of the model; those that say nothing are left out. A text of several lines, or long, is
a block under `|`; another is quoted only when it would be read otherwise, by us or by an editor. Short names and
numbers stand on the line of their key. Comments stand where `Comments` puts them.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, get_type_hints

from traversees.records.block import Block
from traversees.records.documents import parse_document
from traversees.records.keywords import Prose, Shape
from traversees.records.marks import all_marks
from traversees.records.problems import ProblemsFound
from traversees.records.yaml_reading import INDENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from traversees.records.problems import Loc
    from traversees.records.record import Record

WIDTH = 120
"""A list of short names that fits in so many signs stands on one line."""

LONG = 100
"""A longer text is a block, where a colon or a quote needs no care."""

GUESSED = re.compile(
    r"~|null|true|false|yes|no|on|off|y|n|[-+]?(\.?[0-9][0-9_,.:]*(e[-+]?[0-9]+)?|\.inf|0[xob][0-9a-f_]+)|\.nan",
    re.IGNORECASE,
)
"""What some reader of YAML takes for something else than a text."""

YEAR = re.compile(r"[1-9][0-9]{3}")
NAME = re.compile(r"[a-z0-9]+(--?[a-z0-9]+)*")

_SURE = re.compile(r"[^\W_](?!.*(?::(?: |$)| #)).*")
"""A line that YAML reads as itself, without having to try."""


class Comments:
    """What to write among the keys, by place, each line after its `#`; nothing, unless a subclass says so."""

    def above(self, loc: Loc) -> list[str]:
        """The lines to write above what stands at `loc`."""
        del loc
        return []

    def beside(self, loc: Loc) -> list[str]:
        """The comment to write at the end of the line of `loc`, if there is one."""
        del loc
        return []

    def below(self, loc: Loc) -> list[str]:
        """The lines to write at the end of the block at `loc`, once all that it holds is written."""
        del loc
        return []

    def about(self, loc: Loc) -> bool:
        """Whether something is to be written with `loc`, or inside it."""
        del loc
        return False

    def within(self, loc: Loc) -> bool:
        """Whether something is to be written between the lines of what `loc` holds."""
        del loc
        return False


_NONE = Comments()


def record_text(record: Record, lines: Iterable[str] = ()) -> str:
    """The whole file of `record`, in its canonical form; with these `lines` for its keys, if there are any."""
    header = "\n".join(lines or block_lines(record)) + "\n"
    return f"---\n{header}---\n\n{record.body}\n" if record.suffix == ".md" else header


def block_lines(block: Block, loc: Loc = (), comments: Comments = _NONE) -> Iterator[str]:
    """The lines of the keys of `block`, which stands at `loc`; one that says nothing stands only for its comments."""
    for name, field in type(block).model_fields.items():
        place = (*loc, name)
        if getattr(block, name) != field.default:
            yield from comments.above(place)
            yield from key_lines(block, name, loc, comments)
        elif comments.about(place):
            line = f"{name}:" if field.default is None else "".join(key_lines(block, name, loc))
            beside = comments.beside(place)
            yield from (*comments.above(place), *comments.below(place))
            yield " ".join([line, *beside])
    yield from comments.below(loc)


def key_lines(block: Block, name: str, loc: Loc = (), comments: Comments = _NONE) -> Iterator[str]:
    """The lines of one key of `block`."""
    yield from _Writer(_annotations(type(block))[name], comments).entry(name, getattr(block, name), (*loc, name))


@cache
def _annotations(kind: type[Block]) -> dict[str, Any]:
    return get_type_hints(kind, include_extras=True)


def written(text: str) -> str:
    """`text` as the value of a key, quoted if need be."""
    return _Writer(str, _NONE).written(text)


@dataclass(frozen=True)
class _Writer:
    """Writes the values of a key: what they may be decides how they are written."""

    annotation: Any
    comments: Comments

    def entry(self, key: str, value: Any, loc: Loc) -> Iterator[str]:  # noqa: ANN401 — any value of a record
        if isinstance(value, Block):
            yield from self._block(key, value, loc)
        elif isinstance(value, dict):
            yield self._ended(f"{key}:", loc)
            for name, item in value.items():
                yield from indented(self.comments.above((*loc, name)))
                yield from indented(self.entry(name, item, (*loc, name)))
            yield from indented(self.comments.below(loc))
        elif isinstance(value, tuple):
            yield from self._list(key, value, loc)
        else:
            first, *more = self._scalar(value)
            yield self._ended(f"{key}: {first}", loc)
            yield from indented(more)

    def _block(self, key: str, block: Block, loc: Loc) -> Iterator[str]:
        values = {name: value for name, value in block if value != type(block).model_fields[name].default}
        if all(type(value) in {int, float} for value in values.values()) and not self.comments.within(loc):
            numbers = ", ".join(f"{name}: {_numeral(value)}" for name, value in values.items())
            yield self._ended(f"{key}: {{{numbers}}}", loc)
            return
        yield self._ended(f"{key}:", loc)
        yield from indented(block_lines(block, loc, self.comments))

    def _list(self, key: str, values: tuple[Any, ...], loc: Loc) -> Iterator[str]:
        if all(isinstance(value, str) and NAME.fullmatch(value) for value in values) and not self.comments.within(loc):
            line = f"{key}: [{', '.join(map(self.written, values))}]"
            if len(line) + 2 * len(loc) <= WIDTH:
                yield self._ended(line, loc)
                return
        yield self._ended(f"{key}:", loc)
        for index, value in enumerate(values):
            yield from item_lines(self._item(value, (*loc, index)))
        yield from indented(self.comments.below(loc))

    def _item(self, value: Any, loc: Loc) -> Iterator[str]:  # noqa: ANN401
        yield from self.comments.above(loc)
        if isinstance(value, Block):
            yield from self.comments.beside(loc)
            yield from block_lines(value, loc, self.comments)
        else:
            first, *more = self._scalar(value)
            yield self._ended(first, loc)
            yield from more

    def _ended(self, line: str, loc: Loc) -> str:
        """`line`, with the comment of its end."""
        return " ".join([line, *self.comments.beside(loc)])

    def _scalar(self, value: Any) -> list[str]:  # noqa: ANN401
        if isinstance(value, str):
            return self.written(value).split("\n")
        return ["oui" if value else "non"] if isinstance(value, bool) else [_numeral(value)]

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


def _numeral(value: float) -> str:
    return str(int(value) if value == int(value) else value)


def item_lines(lines: Iterable[str]) -> Iterator[str]:
    """The lines of an item of a list, after its dash; comments stand above the dash."""
    dash = "-"
    for line in lines:
        if dash == "-" and (not line or line.startswith("#")):
            yield f"  {line}".rstrip()
        else:
            yield f"  {dash} {line}".rstrip()
            dash = " "


def indented(lines: Iterable[str]) -> Iterator[str]:
    """`lines` inside a block."""
    for line in lines:
        yield f"  {line}" if line else ""


def _reads_as(manner: str, text: str) -> bool:
    """Whether `manner` is read as `text`, after a key and after a dash."""
    if _is_ordinary(text) and (manner == f"|\n{text}" or (manner == text and _SURE.fullmatch(text))):
        return True
    value = "\n".join(indented(manner.split("\n"))).lstrip()
    try:
        data = parse_document("essai.yml", f"a: {value}\nb:\n- {value}\n").data
    except ProblemsFound:
        return False
    return data == {"a": text, "b": [text]}


def _is_ordinary(text: str) -> bool:
    """Whether `text` begins and ends with a sign, and holds none that YAML, or we, could refuse."""
    seen = text.replace("\n", "").replace("\u00a0", "").replace("\u202f", "").isprintable()
    return seen and text == text.strip() and not INDENT.search(text)
