"""A new record: what to ask before it is written, and its first text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from traversees.contribute.starting import skeleton
from traversees.library.loading import record_paths
from traversees.records.documents import read_document
from traversees.records.file_names import LONGEST, RESERVED
from traversees.records.kinds import KINDS
from traversees.records.problems import ProblemsFound, folded, slug_of
from traversees.records.values import PARTIAL_DATE
from traversees.records.writing import written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from traversees.library.library import Library
    from traversees.records.record import Record


def genres() -> list[str]:
    """The kinds of records, as a contributor types them."""
    return [kind.kind_name() for kind in KINDS]


def kind_called(word: str) -> type[Record] | None:
    """The kind that `word` names, be it « récit », « recits » or « contexte/notes »."""
    plain = folded(word).strip().strip("/")
    names = {kind.kind_name(): kind for kind in KINDS}
    folders = {kind.folder.rpartition("/")[2]: kind for kind in KINDS}
    return names.get(plain) or folders.get(plain.rpartition("/")[2])


def question(kind: type[Record]) -> str:
    """What to ask for the first key."""
    return f"{_first_field(kind)[1].rstrip('.')} ?"


def is_dated(kind: type[Record]) -> bool:
    """Whether the name of the file begins with a date."""
    return "date" in kind.model_fields


def is_date(text: str) -> bool:
    """Whether `text` is AAAA, AAAA-MM or AAAA-MM-JJ."""
    return re.fullmatch(PARTIAL_DATE.pattern, text) is not None


def file_name(name: str, date: str = "") -> str:
    """The name of a file for a record of this name: lower case, no accent, hyphens, not too long."""
    return slug_of(f"{date} {name}")[:_LONG_ENOUGH].strip("-")


_LONG_ENOUGH = 90
"""Signs of a name that we propose: one may add to it."""


def refused_name(file: str) -> str:
    """Why a record may not have the name of this `file`; empty when it may."""
    if not file:
        return "ne donne pas de nom de fichier"
    if RESERVED.fullmatch(file):
        return "est un nom de fichier que Windows refuse"
    return f"est un nom de fichier trop long ({LONGEST} signes au plus)" if len(file) > LONGEST else ""


def namesakes(root: Path, kind: type[Record], file: str, name: str) -> Iterator[tuple[str, bool]]:
    """The records of this kind that had the name of this `file`, or that people call `name` (True); broken ones apart."""
    key = _first_field(kind)[0]
    for path in record_paths(root, kind, []):
        try:
            data = read_document(root, path).data
        except ProblemsFound:
            continue
        former = data.get("anciens_noms")
        if isinstance(former, list) and file in former:
            yield path, False
        elif slug_of(str(data.get(key))) == slug_of(name):
            yield path, True


def text(kind: type[Record], library: Library, *, name: str, date: str, today: str) -> str:
    """The first text of a record: every obligatory key, those that are known filled in."""
    values = {_first_field(kind)[0]: written(name), "verifie_le": today}
    return skeleton(kind, library, {**values, "date": date} if is_dated(kind) else values)


def _first_field(kind: type[Record]) -> tuple[str, str]:
    name, field = next(iter(kind.model_fields.items()))
    return name, field.description or name
