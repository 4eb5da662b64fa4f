"""Load: a file as written, with the position of every key and value. The only module that reads files.

YAML is read as text: no value is guessed (`no` stays « no », `01` stays « 01 »), nothing is merged, and what
the records do not need (aliases, tags, several documents) is refused. PyYAML gives the events and their
marks; the models decide the types.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import frontmatter
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

from traversees.problems import Loc, Problem, ProblemsFound

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_BYTES = 200_000
MAX_DEPTH = 8
_EMPTY = {"", "~", "null", "Null", "NULL"}
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_SYNTAX = (
    ("mapping values are not allowed", "deux-points en trop : mettez le texte entre guillemets \"…\""),
    ("found character '\\t'", "tabulation : décalez avec des espaces"),
    ("found a tab character", "tabulation : décalez avec des espaces"),
    ("cannot start any token", "signe réservé en début de texte : mettez le texte entre guillemets \"…\""),
    ("could not find expected ':'", "il manque « : » après une clé, ou le texte n’est pas bien décalé"),
    ("did not find expected key", "texte mal aligné, ou guillemet fermé trop tôt"),
    ("did not find expected '-' indicator", "liste mal alignée : chaque tiret doit être sous le précédent"),
    ("block sequence entries are not allowed", "une liste ne peut pas commencer ici : passez à la ligne et décalez"),
    ("found unexpected end of stream", "un guillemet ouvert n’est jamais fermé"),
    ("found unexpected document indicator", "un guillemet ouvert n’est jamais fermé"),
    ("unknown escape character", "barre oblique inverse entre guillemets : remplacez \"…\" par '…'"),
    ("did not find expected hexdecimal", "barre oblique inverse entre guillemets : remplacez \"…\" par '…'"),
    ("did not find expected ',' or", "une parenthèse crochet [ ou accolade { n’est pas fermée"),
    ("did not find expected alphabetic or numeric character", "signe & ou * en début de texte : mettez le texte entre guillemets"),
    ("control characters are not allowed", "caractère invisible interdit : retapez cette ligne"),
    ("did not find expected comment or line break", "après | ou >, passez à la ligne"),
    ("undefined tag handle", "signe « ! » en début de texte : mettez le texte entre guillemets \"…\""),
    ("did not find expected tag URI", "signe « ! » en début de texte : mettez le texte entre guillemets \"…\""),
    ("found unknown directive", "signe « % » en début de ligne : mettez le texte entre guillemets \"…\""),
    ("did not find expected <document start>", "texte mal aligné : une clé doit commencer la ligne"),
)


@dataclass(frozen=True)
class Document:
    """A file as written: texts, lists and mappings, where each stands, and the Markdown body.

    `positions` gives the line and column (from 1) of each value; `keys`, of each key; `starts`, of the first
    letter of each text whose lines are those of the file.
    """

    path: str
    data: dict[str, Any]
    positions: dict[Loc, tuple[int, int]] = field(repr=False)
    keys: dict[Loc, tuple[int, int]] = field(repr=False)
    starts: dict[Loc, tuple[int, int]] = field(repr=False)
    empty: frozenset[Loc] = frozenset()
    body: str = ""
    body_line: int = 0

    @property
    def id(self) -> str:
        """The file's name without its ending."""
        return self.path.rsplit("/", 1)[-1].rsplit(".", 1)[0]

    def problem(self, loc: Loc, key: str, message: str, *, at_key: bool = False) -> Problem:
        """A problem at `loc`, or at the nearest place above it that the file does have."""
        places = (self.keys, self.positions) if at_key else (self.positions, self.keys)
        while loc:
            for place in places:
                if loc in place:
                    return Problem(self.path, *place[loc], key, message)
            loc = loc[:-1]
        return Problem(self.path, 1, 1, key, message)

    def problem_in_text(self, loc: Loc, key: str, text: str, offset: int, message: str) -> Problem:
        """A problem at this character (from 0) of the text at `loc`, or at its start where it was refolded."""
        lines = text[:offset].split("\n")
        if loc not in self.starts:
            return self.problem(loc, key, message)
        line, column = self.starts[loc]
        return Problem(self.path, line + len(lines) - 1, column + len(lines[-1]), key, message)

    def problem_in_body(self, offset: int, message: str) -> Problem:
        """A problem in the body, at this character (from 0)."""
        before = self.body[:offset]
        column = offset - (before.rfind("\n") + 1) + 1
        return Problem(self.path, self.body_line + before.count("\n"), column, "texte", message)


def read_document(root: Path, path: str) -> Document:
    """The document at `path` under `root`; raises `ProblemsFound` when it cannot be read as one."""
    text = _read_text(root / path, path)
    if path.endswith(".md"):
        return _read_markdown(path, text)
    return _read_yaml(path, text)


def _read_text(file: Path, path: str) -> str:
    if file.is_symlink():
        raise _refusal(path, "lien symbolique refusé : déposez le fichier lui-même")
    size = file.stat().st_size
    if size > MAX_BYTES:
        raise _refusal(path, f"fichier trop lourd ({size // 1000} ko) : {MAX_BYTES // 1000} ko au plus")
    raw = file.read_bytes()
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        column = error.start - (raw.rfind(b"\n", 0, error.start) + 1) + 1
        message = "le fichier n’est pas en UTF-8 : enregistrez-le de nouveau avec l’encodage « UTF-8 »"
        raise ProblemsFound([Problem(path, line, column, "", message)]) from None


def _refusal(path: str, message: str, line: int = 1, column: int = 1) -> ProblemsFound:
    return ProblemsFound([Problem(path, line, column, "", message)])


def _read_markdown(path: str, text: str) -> Document:
    handler = frontmatter.YAMLHandler()
    if not handler.detect(text):
        raise _refusal(path, "il manque l’en-tête : la première ligne doit être « --- »")
    boundaries = [match.end() for match in handler.FM_BOUNDARY.finditer(text)]
    if len(boundaries) == 1:
        raise _refusal(path, "l’en-tête n’est pas fermé : il manque une deuxième ligne « --- »")
    header, rest = handler.split(text)
    document = _read_yaml(path, header, text[: boundaries[0]].count("\n"))
    body = rest.lstrip("\n")
    lines_before = text[: len(text) - len(body)].count("\n")
    return replace(document, body=body.rstrip(), body_line=lines_before + 1)


def _read_yaml(path: str, text: str, lines_before: int = 0) -> Document:
    reader = _Reader(path, text.split("\n"), lines_before)
    try:
        data = reader.read(yaml.parse(text, Loader=_Loader))
    except yaml.MarkedYAMLError as error:
        raise _syntax_problem(path, error, lines_before) from None
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1 + lines_before
        raise _refusal(path, "caractère invisible interdit : retapez cette ligne", line) from None
    if reader.problems:
        raise ProblemsFound(reader.problems)
    if not isinstance(data, dict):
        raise _refusal(path, "le fichier doit être une suite de lignes « clé : texte »", 1 + lines_before)
    return Document(path, data, reader.positions, reader.keys, reader.starts, frozenset(reader.empty))


def _syntax_problem(path: str, error: yaml.MarkedYAMLError, lines_before: int) -> ProblemsFound:
    english = f"{error.problem or ''} {error.context or ''}"
    french = next((text for sign, text in _SYNTAX if sign in english), "écriture YAML incorrecte près d’ici")
    mark = error.context_mark if "fermé" in french and error.context_mark else error.problem_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return _refusal(path, french, line + lines_before, column)


class _Reader:
    """Builds texts, lists and mappings from YAML events, and notes where each stands."""

    def __init__(self, path: str, lines: list[str], lines_before: int) -> None:
        self.path = path
        self.lines = lines
        self.lines_before = lines_before
        self.positions: dict[Loc, tuple[int, int]] = {}
        self.keys: dict[Loc, tuple[int, int]] = {}
        self.starts: dict[Loc, tuple[int, int]] = {}
        self.empty: set[Loc] = set()
        self.problems: list[Problem] = []

    def read(self, events: Iterator[Event]) -> Any:  # noqa: ANN401 — a raw value enters here
        """The value of the only document; None for an empty file."""
        value: Any = None
        documents = 0
        for event in events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._refuse(event, "une ligne « --- » commence un second document : un fichier, une fiche")
                    break
            elif isinstance(event, ScalarEvent | SequenceStartEvent | MappingStartEvent | AliasEvent):
                value = self._value(event, events, ())
        return value

    def _value(self, event: Event, events: Iterator[Event], loc: Loc) -> Any:  # noqa: ANN401
        self.positions[loc] = self._place(event)
        if isinstance(event, AliasEvent):
            self._refuse(event, f"alias YAML « *{event.anchor} » refusé : recopiez le texte, ou mettez-le entre guillemets")
            return ""
        if event.anchor:
            self._refuse(event, f"ancre YAML « &{event.anchor} » refusée : mettez le texte entre guillemets")
        if event.tag:
            self._refuse(event, f"étiquette YAML « {event.tag} » refusée : mettez le texte entre guillemets")
        if isinstance(event, ScalarEvent):
            return self._text(event, loc)
        if len(loc) >= MAX_DEPTH:
            message = f"trop de niveaux imbriqués : {MAX_DEPTH} au plus"
            raise ProblemsFound([*self.problems, Problem(self.path, *self._place(event), "", message)])
        return self._list(events, loc) if isinstance(event, SequenceStartEvent) else self._mapping(events, loc)

    def _text(self, event: ScalarEvent, loc: Loc) -> str | None:
        if event.style is None and event.value in _EMPTY:
            self.empty.add(loc)
            return None
        self._note_start(event, loc)
        return str(event.value).strip("\n")

    def _note_start(self, event: ScalarEvent, loc: Loc) -> None:
        line, column = self._place(event)
        if event.style == "|":
            first = event.start_mark.line + 1
            while first < len(self.lines) - 1 and not self.lines[first].strip():
                first += 1
            indent = len(self.lines[first]) - len(self.lines[first].lstrip())
            self.starts[loc] = first + 1 + self.lines_before, indent + 1
        elif event.start_mark.line == event.end_mark.line:
            self.starts[loc] = line, column + (event.style is not None)

    def _list(self, events: Iterator[Event], loc: Loc) -> list[Any]:
        values: list[Any] = []
        for event in events:
            if isinstance(event, SequenceEndEvent):
                break
            values.append(self._value(event, events, (*loc, len(values))))
        return values

    def _mapping(self, events: Iterator[Event], loc: Loc) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for event in events:
            if isinstance(event, MappingEndEvent):
                break
            self._entry(event, events, loc, values)
        return values

    def _entry(self, event: Event, events: Iterator[Event], loc: Loc, values: dict[str, Any]) -> None:
        key = event.value if isinstance(event, ScalarEvent) else None
        if key is None:
            self._refuse(event, "une clé doit être un mot")
            key = "?"
        known = (*loc, key) in self.keys
        if known:
            first = self.keys[(*loc, key)][0]
            self._refuse(event, f"clé « {key} » écrite deux fois (déjà ligne {first}) : gardez-en une")
        else:
            self.keys[(*loc, key)] = self._place(event)
        value = self._value(next(events), events, (*loc, key))
        if value is not None and not known:
            values[key] = value

    def _place(self, event: Event) -> tuple[int, int]:
        return event.start_mark.line + 1 + self.lines_before, event.start_mark.column + 1

    def _refuse(self, event: Event, message: str) -> None:
        self.problems.append(Problem(self.path, *self._place(event), "", message))
