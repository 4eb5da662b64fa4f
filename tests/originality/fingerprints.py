"""Fingerprints of the research notes from which the records were written.

The notes are not published with the project. What is kept is a hash of each run of twelve words, enough to tell
that a record copies one, not enough to read them. Renew: `python tests/originality/fingerprints.py NOTES.yml…`
"""

from __future__ import annotations

import hashlib
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from traversees.french.prose import CITATION
from traversees.records.problems import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

RUN = 12
SIZE = 6
STORE = Path(__file__).with_name("fingerprints.bin")
_NOT_PROSE = {"titre", "editeur", "url", "nom", "porteur", "site", "id", "auteur", "media"}


def runs(text: str) -> Iterator[tuple[bytes, str]]:
    """Each run of twelve words of `text`: its fingerprint and its words."""
    words = re.findall(r"\w+", folded(CITATION.sub(" ", text)))
    for start in range(len(words) - RUN + 1):
        run = " ".join(words[start : start + RUN])
        yield hashlib.blake2b(run.encode(), digest_size=SIZE).digest(), run


def known_fingerprints() -> frozenset[bytes]:
    """The fingerprints of the notes."""
    stored = STORE.read_bytes()
    return frozenset(stored[start : start + SIZE] for start in range(0, len(stored), SIZE))


def _prose(value: Any) -> Iterator[str]:  # noqa: ANN401 — a raw document
    if isinstance(value, dict):
        for key, item in value.items():
            if key not in _NOT_PROSE:
                yield from _prose(item)
    elif isinstance(value, list):
        for item in value:
            yield from _prose(item)
    elif isinstance(value, str):
        yield value


if __name__ == "__main__":
    notes = [yaml.safe_load(Path(name).read_text(encoding="utf-8")) for name in sys.argv[1:]]
    found = {mark for note in notes for text in _prose(note) for mark, _ in runs(text)}
    STORE.write_bytes(b"".join(sorted(found)))
    print(f"{len(found)} empreintes")  # noqa: T201
