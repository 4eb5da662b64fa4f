"""Comments: those of a file as written, each with the key or the item that it goes with, to be written again there.

A comment alone on its line goes with what follows it; indented as a block that ends there, it stays at the end of
that block. One at the end of a line goes with what the line says. Those of the head of a file, up to a blank line,
stay at its head.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

import yaml
from yaml.events import CollectionEndEvent, CollectionStartEvent, MappingStartEvent, ScalarEvent

from traversees.records.documents import header_of
from traversees.records.writing import Comments
from traversees.records.yaml_reading import key_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from yaml.events import Event

    from traversees.records.problems import Loc

_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#(?P<text>.*?)[ \t]*$", re.MULTILINE)
_HEAD = re.compile(r"(?:[ \t]*(?:#.*)?\n)*[ \t]*\n")
_BLANK = re.compile(r"\n[ \t]*\n")
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Comment:
    """A comment, as it stands after its `#`, its line in the file (from 1), and what it goes with.

    It is `apart` when a blank line keeps it from the comment before it.
    """

    text: str
    line: int
    side: Literal["head", "above", "beside", "below"]
    loc: Loc = ()
    apart: bool = False

    @property
    def written(self) -> str:
        """The comment with a space after its sign, where the checker would else see the rest of a text."""
        return f"#{self.text}" if re.match(r"[\s#]|$", self.text) else f"# {self.text}"


class KeptComments(Comments):
    """The comments of a file: each is given once, to its place or, failing that, to the block that holds it."""

    def __init__(self, comments: Iterable[Comment]) -> None:
        """Keep `comments`, which are in the order of the file."""
        self._left = list(comments)

    def head(self) -> list[str]:
        """The first lines of the file."""
        lines = self._taken(lambda comment: comment.side == "head")
        return [*lines, ""] if lines else []

    def above(self, loc: Loc) -> list[str]:
        """Those that stand before `loc`."""
        return self._taken(lambda comment: comment.loc == loc and comment.side == "above")

    def beside(self, loc: Loc) -> list[str]:
        """That of the line of `loc`."""
        return self._taken(lambda comment: comment.loc == loc and comment.side == "beside")

    def below(self, loc: Loc) -> list[str]:
        """All that is left of the block at `loc`: its last lines, and what had no place in it."""
        return self._taken(lambda comment: comment.loc[: len(loc)] == loc)

    def about(self, loc: Loc) -> bool:
        """Whether one goes with `loc`, or with what it holds."""
        return any(comment.loc[: len(loc)] == loc for comment in self._left)

    def within(self, loc: Loc) -> bool:
        """Whether one stands between the lines of `loc`."""
        inside = (comment for comment in self._left if comment.loc[: len(loc)] == loc)
        return any(comment.loc != loc or comment.side == "below" for comment in inside)

    def _taken(self, wanted: Callable[[Comment], bool]) -> list[str]:
        taken = [comment for comment in self._left if wanted(comment)]
        if not taken:
            return []
        self._left = [comment for comment in self._left if not wanted(comment)]
        return [line for comment in taken for line in (*[""] * comment.apart, comment.written)][taken[0].apart :]


def comments_in(path: str, text: str) -> list[Comment]:
    """The comments of the file `text` at `path`, which holds a record, in its order."""
    header, lines_before = header_of(path, text)
    if not _COMMENT.search(header):
        return []
    events = list(yaml.parse(header, Loader=_Loader))
    matches = _COMMENT.finditer(_without_texts(header, events))
    found = list(_placed(header, list(_steps(iter(events[3:]), events[2], ())), matches))
    return [replace(comment, line=comment.line + lines_before) for comment in _told_apart(found)]


def _told_apart(comments: list[Comment]) -> Iterator[Comment]:
    """`comments`, of which one line of the record has only one: those before the last stand above it."""
    last = {comment.loc: comment for comment in comments if comment.side == "beside"}
    for comment in comments:
        extra = comment.side == "beside" and last[comment.loc] is not comment
        yield replace(comment, side="above") if extra else comment


@dataclass(frozen=True)
class _Step:
    """Something that stands in a header: a key, a text, the start or the end of a list or of a mapping.

    It goes from `start` to `end`, where a line may end; `column` is where its block is indented. What has no sign
    of its own has no end.
    """

    what: Literal["key", "text", "start", "end"]
    loc: Loc
    start: int
    end: int | None
    column: int
    flow: bool = False

    @property
    def is_owner(self) -> bool:
        """Whether a comment above goes with it, rather than with what it holds: a key, an item, a value apart."""
        is_block = self.what == "start" and not self.flow
        return self.loc != () and (not is_block or isinstance(self.loc[-1], int))


def _steps(events: Iterator[Event], event: Any, loc: Loc, column: int = 0) -> Iterator[_Step]:  # noqa: ANN401
    """All that the value at `loc` is made of, from its first `event`; `column` is that of the list that holds it."""
    first: Any = event.start_mark
    if isinstance(event, ScalarEvent):
        yield _Step("text", loc, first.index, _end(event), column)
        return
    flow, mapping, rank = bool(event.flow_style), isinstance(event, MappingStartEvent), 0
    yield _Step("start", loc, first.index, _end(event), column, flow)
    while not isinstance(event := next(events), CollectionEndEvent):
        place = (*loc, key_name(event.value) if mapping else rank)  # type: ignore[attr-defined]
        if mapping:
            yield _Step("key", place, event.start_mark.index, _end(event), first.column, flow)  # type: ignore[union-attr]
            event = next(events)
        yield from _steps(events, event, place, first.column)
        rank += 1
    last: Any = event.start_mark
    yield _Step("end", loc, last.index, last.index + 1 if flow else None, first.column, flow)


def _end(event: Any) -> int | None:  # noqa: ANN401 — any event of YAML
    """Where a comment may follow on the same line: for a text under a mark, after the mark."""
    if isinstance(event, CollectionStartEvent) and not event.flow_style:
        return None
    return int(event.start_mark.index + 1 if getattr(event, "style", "") in {"|", ">"} else event.end_mark.index)


def _placed(header: str, steps: list[_Step], matches: Iterable[re.Match[str]]) -> Iterator[Comment]:
    """Each comment with what it goes with; in a row of them, none is deeper than the one before it."""
    starts = [step.start for step in steps]
    head = _HEAD.match(header)
    previous, gap, column, end = None, -1, 0, 0
    for match in matches:
        at = match.start()
        line, text = header.count("\n", 0, at) + 1, header[match.start("text") : match.end("text")]
        rank = bisect_right(starts, at)
        owner = next((step for step in reversed(steps[:rank]) if step.end is not None), None)
        if head and at < head.end():
            comment = Comment(text, line, "head")
        elif owner and "\n" not in header[owner.end : at]:
            yield Comment(text, line, "beside", owner.loc)
            continue
        else:
            own = at - header.rfind("\n", 0, at) - 1
            column, gap = (min(column, own) if rank == gap else own), rank
            comment = _alone(text, line, steps[rank:], column)
        same = previous and (previous.side, previous.loc) == (comment.side, comment.loc)
        yield replace(comment, apart=bool(same and _BLANK.search(header, end, at)))
        previous, end = comment, match.end()


def _alone(text: str, line: int, after: list[_Step], column: int) -> Comment:
    """A comment alone on its line, indented by `column`, before the steps that come `after` it."""
    ending: list[_Step] = []
    for step in after:
        if step.what == "end" and step.flow:
            return Comment(text, line, "below", step.loc)
        if step.what == "end":
            ending.append(step)
        elif step.is_owner:
            inner = next((block for block in ending if step.column < column >= block.column), None)
            return Comment(text, line, "below", inner.loc) if inner else Comment(text, line, "above", step.loc)
    inner = next((block for block in ending if column >= block.column), ending[-1])
    return Comment(text, line, "below", inner.loc)


def _without_texts(header: str, events: Iterable[Event]) -> str:
    """`header`, as long, with nothing but signs of YAML and comments."""
    hidden = list(header)
    for event in events:
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
