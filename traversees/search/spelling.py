"""Search: the words from which a word that no page has is mended."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from traversees.search.cards import place_of

if TYPE_CHECKING:
    from traversees.library.library import Library


def spelling_words(library: Library) -> list[str]:
    """The words of titles, other names and subjects, in lower case, each once; short ones cannot be mended."""
    names = [record.name for record in library.records]
    names += [name for record in library.records for name in getattr(record, record.names_key, ())]
    names += [term.libelle for key in ("themes", "publics", "regions") for term in library.terms(key).values()]
    names += [place_of(record, library) for record in library.records]
    return sorted({word for name in names for word in re.findall(r"[^\W\d_]{5,}", name.lower())})
