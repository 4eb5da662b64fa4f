"""Render: the preview of the form: the page of a kind, drawn around the holes that its record leaves.

What only the whole base can tell of a record (who speaks of it, what is near it) is left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from pydantic_core import to_jsonable_python

from traversees.pages.drawing import series
from traversees.pages.headings import article
from traversees.pages.hole import OPENING, Hole, Value, is_open, refused
from traversees.pages.page import tidy
from traversees.pages.sections import SECTIONS
from traversees.records.kinds import Besoin

if TYPE_CHECKING:
    from collections.abc import Callable

    from traversees.library.library import Library
    from traversees.pages.holes import Sketches
    from traversees.records.record import Record

ID = "apercu-"
"""What the ids of the preview begin with: those of the page around it are others."""
FILLED = "data-apercu-"
"""What the name of an attribute begins with, until it is filled."""

_OF_THE_NOTES = ("blocks", "inline", "body", "refer", "called")
_OF_THE_BASE = ("reports_on", "words_of", "related", "uses_of")
_VOCABULARY = "vocabulaires/"
_COMMENT_BEFORE_HEADING = re.compile(r"(<!--[^<>]*-->)(?=#{2,6} )")
_ID = re.compile(r' (?P<name>id|for|aria-\w+by|href)="(?P<sign>#|(?<!href="))')
_OPEN_ATTRIBUTE = re.compile(rf' (?=(?!{FILLED})[\w:-]+="[^"<>]*{OPENING})')
_FOR_THE_SEARCH = re.compile(r' data-pagefind-meta="[^"]*"')
_BLANK_LINES = re.compile(r"\n{2,}")


@dataclass(frozen=True)
class Preview:
    """The page with its holes, the table of what they stand for at its end, and what it shows of other records, by folder and id."""

    html: Markup
    known: dict[str, dict[str, Any]]


def preview_of(
    kind: type[Record], sketches: Sketches, library: Library, link: Callable[[str], str], **values: Value
) -> Preview:
    """The preview of a record of this kind; `link` leads from the page of the form to an address of the site."""
    record = sketches.begin(kind)
    title = sketches.getattr(record, kind.title_key)
    text = sketches.get_template(f"{kind.kind_name()}.md.jinja").render(
        record=record,
        titre=sketches.hole("upper_first", title) if kind.capital else title,
        notes=SimpleNamespace(**{name: partial(sketches.hole, name) for name in _OF_THE_NOTES}),
        library=_Base(sketches, library),
        section=SECTIONS[kind.kind_name()],
        lien=lambda target: link(str(target)),
        page=lambda other: link(str(sketches.getattr(other, "address"))),
        series=sketches.opened("series", series),
        **values,
    )
    table = f'<script type="application/json">{sketches.table}</script>'
    return Preview(Markup(f"{_html(text)}\n{table}"), _known(library, sketches.shown))  # noqa: S704 — ours


@dataclass(frozen=True)
class _Base:
    """The questions that a page asks of the base: those on the record of the form are left to it, or unanswered."""

    sketches: Sketches
    library: Library

    def term(self, vocabulary: str, key: Value) -> Value:
        """As `Library.term`."""
        return (
            self._left("known", _VOCABULARY + vocabulary, key) if is_open(key) else self.library.term(vocabulary, key)
        )

    def besoin(self, key: Value) -> Value:
        """As `Library.besoin`."""
        return self._left("known", Besoin.folder, key)

    def records_of(self, folder: str, ids: Value) -> Hole:
        """As `Library.records_of`."""
        return self._left("all", folder, ids)

    def _left(self, operation: str, folder: str, asked: Value) -> Hole:
        return Hole(self.sketches.hole(operation, folder, asked).rank, frozenset({folder}))

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 — what any question answers
        """What the base says whatever the record is."""
        known = getattr(self.library, name)
        return partial(self._asked, name, known) if callable(known) else known

    @staticmethod
    def _asked(name: str, question: Callable[..., Value], *about: Value) -> Value:
        if not is_open(about):
            return question(*about)
        if name not in _OF_THE_BASE:
            raise refused(f"library.{name}")
        return []


def _known(library: Library, shown: dict[str, set[str]]) -> dict[str, dict[str, Any]]:
    """What the page shows of terms and records, by folder and id: the form chooses among them."""
    known = {
        folder: {
            key: {name: getattr(entry, name) for name in sorted(names) if hasattr(entry, name)}
            for key, entry in _entries(library, folder).items()
        }
        for folder, names in sorted(shown.items())
    }
    return dict(to_jsonable_python(known))


def _entries(library: Library, folder: str) -> dict[str, Any]:
    if folder.startswith(_VOCABULARY):
        return dict(library.terms(folder.removeprefix(_VOCABULARY)))
    return {record.id: record for record in library.records if record.folder == folder}


def _html(text: str) -> str:
    """The HTML of what a template drew: headings made, ids of its own, attributes that wait told by their names."""
    html, _ = article(_COMMENT_BEFORE_HEADING.sub(r"\1\n", tidy(text)), "")
    html = _FOR_THE_SEARCH.sub("", html)
    html = _ID.sub(rf' {FILLED}\g<name>="\g<sign>{ID}', html)
    html = _BLANK_LINES.sub("\n", _OPEN_ATTRIBUTE.sub(f" {FILLED}", html))
    html = html.replace(f" {FILLED}datetime=", f' datetime="2000" {FILLED}datetime=')  # HTML has no time without a date
    nesting = _Nesting()
    nesting.feed(html)
    nesting.close()
    return html


class _Nesting(HTMLParser):
    """Refuses what the script could not fill: a branch or a loop that crosses an element or stands in a tag, an odd attribute."""

    empty = frozenset(["area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"])
    never = re.compile(rf"{FILLED}(?:on|src|style)")

    def __init__(self) -> None:
        super().__init__()
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Its attributes, then what it holds."""
        name = tag.partition("<")[0]
        for said in [tag, *(f"{attribute}={value}" for attribute, value in attrs)]:
            if "<!--" in said:
                raise refused(f"an {{% if %}} or a {{% for %}} in the tag « {name} »")
            if self.never.match(said) or (OPENING in said and not said.startswith(FILLED)):
                raise refused(f"« {said} » in the tag « {name} »")
        if tag not in self.empty:
            self.inside.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """It holds nothing."""
        self.handle_starttag(tag, attrs)
        if tag not in self.empty:
            self.inside.pop()

    def handle_endtag(self, tag: str) -> None:
        """What ends is what began last."""
        self._end(tag, f"« </{tag}> »")

    def handle_comment(self, data: str) -> None:
        """A branch or a loop is held like an element."""
        if data.startswith(("si ", "pour ")):
            self.inside.append("fin")
        elif data in {"sinon", "fin"}:
            self._end("fin", "an {% if %} or a {% for %}")
            if data == "sinon":
                self.inside.append("fin")

    def _end(self, what: str, told: str) -> None:
        last = self.inside.pop() if self.inside else ""
        if last != what:
            raise refused(f"{told} that ends inside « {last} »")
