"""Load: YAML read as text, with the position of every key and value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Generic, NoReturn, TypeVar

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from traversees.records.document import EMPTY, Document
from traversees.records.problems import Loc, Problem, ProblemsFound, refusal, shortened
from traversees.records.signs import blamed, escaped, invisible_sign
from traversees.records.yaml_sentences import QUOTES, SENTENCES, SYNTAX

T = TypeVar("T")

MAX_DEPTH = 8

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

INDENT = re.compile(r"^[ -]*?(?P<sign>[\t\xa0\u2000-\u200a\u202f\u3000])(?=[^\n]*\S)", re.MULTILINE)

_COMMENT = re.compile(r"[ \t]+(#[^\s#][^\n]*)")

_STRAY_DASH = re.compile(r"\n[ ]*- ")

_SURROGATE = re.compile(r"\\u([dD][89a-fA-F][0-9a-fA-F]{2})")
"""Half a character, that no text may hold: PyYAML does not read further than the sign that stands for it."""

_AT_START = re.compile(r"while scanning| a tag|expected ',' or")
"""The faults that are shown where the faulty text starts, not where the reader gave up."""


def key_name(written: str) -> str:
    """A key as it is known, without the spaces that French typing puts before a colon."""
    return written.strip("\xa0\u202f ")


def read_yaml(path: str, text: str, lines_before: int = 0) -> Document:
    """The document that the YAML `text` holds, `lines_before` its first line in the file; raises `ProblemsFound`."""
    _refuse_indents(path, text, lines_before)
    reader = _Reader(path, text, lines_before)
    try:
        data = reader.read()
    except yaml.MarkedYAMLError as error:
        raise _syntax_problem(path, error, text, lines_before) from None
    if reader.problems:
        raise ProblemsFound(reader.problems)
    if data is None:
        raise refusal(path, "il n’y a aucune clé : écrivez une suite de lignes « clé: texte »", 1 + lines_before)
    if not isinstance(data, dict):
        raise refusal(path, SENTENCES["no_keys"], 1 + lines_before)
    return reader.document(data)


def _refuse_indents(path: str, text: str, lines_before: int) -> None:
    """Lines are indented with plain spaces: the first that is not is told, with how many others."""
    matches = list(INDENT.finditer(text))
    if not matches:
        return
    first, more = matches[0], f" (et {len(matches) - 1} de plus)" if len(matches) > 1 else ""
    what = "tabulation" if first["sign"] == "\t" else "espace insécable"
    line = text.count("\n", 0, first.start()) + 1 + lines_before
    message = f"{what} en début de ligne{more} : décalez avec des espaces ordinaires"
    raise refusal(path, message, line, first.start("sign") - first.start() + 1)


def _syntax_problem(path: str, error: yaml.MarkedYAMLError, text: str, lines_before: int) -> ProblemsFound:
    english = f"{error.problem} {error.context}"
    at_start = _AT_START.search(english) and error.context_mark
    mark: Any = at_start or error.problem_mark
    line = [*text.split("\n"), ""][mark.line]
    if surrogate := _SURROGATE.match(line, max(0, mark.column - 2)):
        raise refusal(path, blamed(chr(int(surrogate[1], 16))), mark.line + 1 + lines_before, surrogate.start() + 1)
    before, sign = line[: mark.column].rstrip(), line[mark.column : mark.column + 1]
    fitting = (said for fault, end, said in SYNTAX if re.search(fault, english) and re.search(end, before))
    french = next(fitting, "écriture incorrecte près d’ici : comparez avec une autre fiche").format(sign=sign)
    return refusal(path, french, mark.line + 1 + lines_before, mark.column + 1)


class _Told(Mapping[Loc, T], Generic[T]):
    """What an event of YAML tells of each place, worked out when somebody asks: nobody does while all is well."""

    def __init__(self, events: dict[Loc, Any], tell: Callable[[Any], T]) -> None:
        self._events = events
        self._tell = tell

    def __getitem__(self, loc: Loc) -> T:
        return self._tell(self._events[loc])

    def __iter__(self) -> Iterator[Loc]:
        return iter(self._events)

    def __len__(self) -> int:
        return len(self._events)


class _Reader:
    """Builds texts, lists and mappings from YAML events, and keeps the event of each place, which has its marks."""

    def __init__(self, path: str, source: str, lines_before: int) -> None:
        self.path = path
        self.source = source
        self.lines_before = lines_before
        self.next_event: Callable[[], Any] = _Loader(source).get_event
        self.values: dict[Loc, Event] = {}
        self.keys: dict[Loc, Event] = {}
        self.texts: dict[Loc, ScalarEvent] = {}
        self.empty: set[Loc] = set()
        self.problems: list[Problem] = []

    def read(self) -> Any:  # noqa: ANN401 — a raw value enters here
        """The value of the only document; None for an empty file."""
        value: Any = None
        documents = 0
        while event := self.next_event():
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._refuse(event, "une ligne « --- » commence un second document : un fichier, une fiche")
                    break
            elif isinstance(event, ScalarEvent | SequenceStartEvent | MappingStartEvent | AliasEvent):
                value = self._value(event, ())
        return value

    def document(self, data: dict[str, Any]) -> Document:
        """The document that says `data`, just read without a problem."""
        positions, keys = _Told(self.values, self._place), _Told(self.keys, self._place)
        written = _Told(self.texts, self._written)
        return Document(self.path, data, positions, keys, written, frozenset(self.empty))

    def _value(self, event: Any, loc: Loc) -> Any:  # noqa: ANN401
        self.values[loc] = event
        if event.__class__ is ScalarEvent:
            return self._text(event, loc)
        self._refuse_marks(event)
        if isinstance(event, AliasEvent):
            return ""
        if len(loc) >= MAX_DEPTH:
            self._stop(event, f"trop de niveaux imbriqués : {MAX_DEPTH} au plus")
        return self._list(loc) if isinstance(event, SequenceStartEvent) else self._mapping(loc)

    def _refuse_marks(self, event: Any) -> None:  # noqa: ANN401 — any node of YAML
        if isinstance(event, AliasEvent):
            self._refuse(event, f"signe « * » en début de texte (« *{event.anchor} ») : {QUOTES}")
        elif event.anchor:
            self._refuse(event, f"signe « & » en début de texte (« &{event.anchor} ») : {QUOTES}")
        elif event.tag:
            self._refuse(event, f"signe « ! » en début de texte : {QUOTES}")

    def _text(self, event: ScalarEvent, loc: Loc) -> str | None:
        text: str = event.value
        if event.anchor or event.tag:
            self._refuse_marks(event)
        if not event.style:
            if text in EMPTY:
                self.empty.add(loc)
                return None
            self._refuse_lost_text(event)
        elif event.style == '"':
            self._refuse_invisible(event)
        self.texts[loc] = event
        return text.strip("\n")

    def _refuse_lost_text(self, event: Any) -> None:  # noqa: ANN401 — a text without quotes
        """What YAML would drop or join without a word."""
        start, end = event.start_mark, event.end_mark
        comment = _COMMENT.match(self.source, end.index)
        if comment:
            self._refuse(event, f"le texte à partir de « {shortened(comment[1], 20)} » serait perdu : {QUOTES}")
        if start.line != end.line and _STRAY_DASH.search(self.source, start.index, end.index):
            self._refuse(event, "tiret mal aligné : mettez chaque tiret exactement sous le premier de la liste")

    def _refuse_invisible(self, event: Any) -> None:  # noqa: ANN401
        """The invisible sign that others stand for, between double quotes."""
        if not (match := invisible_sign(event.value)):
            return
        source = self.source[event.start_mark.index : event.end_mark.index]
        before = source[: next((at for at, sign in escaped(source) if sign == match[0]), 0)]
        line, column = self._place(event)
        column = len(before) - before.rfind("\n") if "\n" in before else column + len(before)
        self.problems.append(Problem(self.path, line + before.count("\n"), column, "", blamed(match[0])))

    def _list(self, loc: Loc) -> list[Any]:
        values: list[Any] = []
        while (event := self.next_event()).__class__ is not SequenceEndEvent:
            values.append(self._value(event, (*loc, len(values))))
        return values

    def _mapping(self, loc: Loc) -> dict[str, Any]:
        values: dict[str, Any] = {}
        while (event := self.next_event()).__class__ is not MappingEndEvent:
            key = self._key(event)
            place = (*loc, key)
            first = self.keys.setdefault(place, event)
            if first is not event:
                line, _ = self._place(first)
                self._refuse(event, f"clé « {shortened(key)} » écrite deux fois (déjà ligne {line}) : gardez-en une")
                place = (*loc, f"{key} {len(self.problems)}")  # its own keys are not those of the first
            value = self._value(self.next_event(), place)
            if value is not None and first is event:
                values[key] = value
        return values

    def _key(self, event: Any) -> str:  # noqa: ANN401
        if event.__class__ is not ScalarEvent or not event.value.strip() or "\n" in event.value:
            self._stop(event, "une clé doit être un mot, suivi de « : »")
        if event.anchor or event.tag:
            self._refuse_marks(event)
        if event.style == '"':
            self._refuse_invisible(event)
        return key_name(event.value)

    def _place(self, event: Any) -> tuple[int, int]:  # noqa: ANN401
        mark = event.start_mark
        return mark.line + 1 + self.lines_before, mark.column + 1

    def _written(self, event: Any) -> tuple[int, int, str]:  # noqa: ANN401
        """A text as it stands in the file, quotes left out, and where its first sign is."""
        line, column = self._place(event)
        text = self.source[event.start_mark.index : event.end_mark.index]
        if not event.style:
            return line, column, text
        if event.style in {"'", '"'}:
            return line, column + 1, text[1:-1]
        return line + 1, 1, text.partition("\n")[2]

    def _refuse(self, event: Event, message: str) -> None:
        self.problems.append(Problem(self.path, *self._place(event), "", message))

    def _stop(self, event: Event, message: str) -> NoReturn:
        """Refuse what cannot be read further."""
        self._refuse(event, message)
        raise ProblemsFound(self.problems)
