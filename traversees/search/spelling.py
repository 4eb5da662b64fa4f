"""Search: the words from which a word that no page has is mended."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from traversees.library.library import Library


def spelling_words(library: Library) -> list[str]:
    """The words of titles, other names and subjects, in lower case, each once; short ones cannot be mended."""
    names = [getattr(record, key, "") for record in library.records for key in ("nom", "titre", "libelle", "terme")]
    names += [name for terme in library.termes for name in terme.synonymes]
    names += [term.libelle for key in ("themes", "publics", "regions") for term in library.terms(key).values()]
    names += [ville for acteur in library.acteurs for ville in acteur.villes]
    return sorted({word for name in names for word in re.findall(r"[^\W\d_]{5,}", name.lower())})
