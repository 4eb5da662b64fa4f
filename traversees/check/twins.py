"""Link: records that may be the same thing under two file names. Doubts, which stop nothing.

A copy keeps the name of the first, its address or all its sources, whatever the case and the accents. The form tells as
much of what is typed (`formulaire-regles.js`): its tests hold the two together.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING

from traversees.records.problems import shortened, slug_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from traversees.records.problems import Problem
    from traversees.records.record import Record

FEW_SOURCES = 2
"""So many sources, all the same, are those of a copy; one may say several things."""

_QUESTION = "est-ce la même fiche ? Si oui, gardez-en une, avec l’autre nom dans ses « anciens_noms »"
_SCHEME = re.compile(r"^https?-(www-)?")


def traits(record: Record) -> Iterator[tuple[str, str]]:
    """What a copy of `record` would share: the key, and what it says, folded."""
    yield record.title_key, slug_of(record.name)
    key = record.own_address
    if key and getattr(record, key):
        yield key, _folded_address(getattr(record, key))
    sources = sorted({_folded_address(source.url) for source in getattr(record, "sources", ())})
    if len(sources) >= FEW_SOURCES and not record.shares_sources:
        yield "sources", f"{zlib.crc32(' '.join(sources).encode()):x}"


def _folded_address(url: str) -> str:
    """`url` without what differs between two manners of writing it."""
    return _SCHEME.sub("", slug_of(url))


def twins(records: Iterable[Record]) -> Iterator[tuple[Record, str, Record]]:
    """Each record that may be a copy, the first key that says so, and the record that was there before it."""
    seen: dict[tuple[str, str, str], Record] = {}
    for record in records:
        found = [(key, seen.setdefault((record.folder, key, said), record)) for key, said in traits(record)]
        others = ((key, other) for key, other in found if other is not record)
        yield from ((record, key, other) for key, other in [*others][:1])


def doubt_of(record: Record, key: str, other: Record) -> Problem:
    """How to tell that `record` may be a copy of `other`; `record` knows the place of its keys."""
    same = "les sources sont celles" if key == "sources" else f"« {shortened(getattr(record, key))} » est déjà celui"
    message = f"{same} de {other.path} : {_QUESTION}"
    return replace(record.document.problem((key,), key, message), doubt=True)
