"""The lexicon: where a text uses a word of the glossary.

Pure: values in, values out. A text is folded character by character, so that what is found has the same place in
both; one pattern holds every word, and the texts of a page where words are explained are read together.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from traversees.records.problems import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from traversees.records.kinds import Terme

Place = tuple[int, int, "Terme"]
"""Where a word starts and ends in a text, and which word it is."""


class _Folding(dict[str, str]):
    """Each character without case nor accent, always one for one; ligatures are kept."""

    def __missing__(self, character: str) -> str:
        plain = unicodedata.normalize("NFD", character)[0].lower()
        self[character] = plain if len(plain) == 1 else character
        return self[character]


_FOLDING = _Folding({"’": "'"})
_NOT_ASCII = re.compile(r"[^\0-\x7f]")


def _folded_in_place(text: str) -> str:
    """`text` without case nor accents, each character at its place."""
    return _NOT_ASCII.sub(lambda match: _FOLDING[match[0]], text).lower()


_ENDINGS = (
    ("teur", "t(?:eur|rice|euse)s?"),
    ("eur", "eu(?:rs?|res?|ses?)"),
    ("al", "a(?:ls?|les?|ux)"),
    ("if", "i(?:f|ve)s?"),
)
_SPELLED_TWICE = (("oe", "œ"), ("ae", "æ"), ("'", "&#39;"))
_BEFORE = r"[^\w&#/@.-]"
"""What may stand before a word."""
_BETWEEN = r"(?:\s+|-)"
"""What may stand between the words of a name."""
_FEW = 2
"""So many texts are read before a pattern of the whole lexicon is worth its preparation."""

_SHORT = 3
"""« de », « à », « et »: a word of this length has one form."""


def _inflected(word: str) -> str:
    """The pattern of a folded word, in the plural and the feminine too."""
    endings = ((word.removesuffix(end), forms) for end, forms in _ENDINGS if word.endswith(end))
    stem, ending = (word, "") if len(word) <= _SHORT else next(endings, (word, "(?:e?s?|x)"))
    pattern = re.escape(stem) + ending
    for one, other in _SPELLED_TWICE:
        pattern = pattern.replace(one, f"(?:{one}|{other})")
    return pattern


def _spelled(pattern: str) -> list[str]:
    """The pattern of a name, once for each way to write its first letter; none when it starts with a sign."""
    for spellings in _SPELLED_TWICE:
        if pattern.startswith(forms := f"(?:{'|'.join(spellings)})"):
            return [pattern.replace(forms, spelling, 1) for spelling in spellings]
    return [pattern] if re.match(r"\w", pattern) else []


def _pattern_of(name: str) -> str:
    return _BETWEEN.join(map(_inflected, re.split(r"[\s-]+", folded(name).strip())))


class _Spelling(NamedTuple):
    """A way to write a name, without its first letter’s other ways: a pattern that starts with this very letter.

    `sigle`: the very signs that a text must have, for a name of which they are part; else empty.
    """

    pattern: str
    sigle: str
    terme: Terme

    def may_be_in(self, text: str) -> bool:
        """Whether a folded text has the first letters of each word of this name."""
        return all(_NOT_PLAIN.split(word, maxsplit=1)[0] in text for word in self.pattern.split(_BETWEEN))


_NOT_PLAIN = re.compile(r"[\W_]")


class _Finder:
    """Finds these spellings in folded texts: the first that fits at each place."""

    def __init__(self, spellings: list[_Spelling]) -> None:
        """Put the names together by their first letter: most words of a text are left at once.

        The pattern finds the sign before each name, and has an empty group after the name.
        """
        by_letter: dict[str, list[_Spelling]] = defaultdict(list)
        for spelling in spellings:
            by_letter[spelling.pattern[0]].append(spelling)
        self._of_groups = [spelling for some in by_letter.values() for spelling in some]
        names = [f"{letter}(?:{'|'.join(f'{s.pattern[1:]}()' for s in some)})" for letter, some in by_letter.items()]
        self._pattern = re.compile(rf"{_BEFORE}(?=(?:{'|'.join(names) or '(?!)'})(?!\w|[-@/]\w))")

    def places(self, text: str) -> Iterator[tuple[int, int, str, Terme]]:
        """Where each name starts and ends in `text`, its sigle if it is one, and its word."""
        for match in self._pattern.finditer("\n" + text):
            group = match.lastindex or 0
            _, sigle, terme = self._of_groups[group - 1]
            yield match.start(), match.end(group) - 1, sigle, terme


def names_of(termes: Iterable[Terme]) -> list[tuple[Terme, str, str]]:
    """Of each word, its name and its sigle, or nothing."""
    return [(terme, terme.terme, terme.sigle or "") for terme in termes]


class Lexicon:
    """Words of the glossary, and where a text uses them."""

    def __init__(self, names: Iterable[tuple[Terme, str, str]]) -> None:
        """`names`: of each word, in alphabetical order, as `names_of` gives them. Nothing else is read of it."""
        self._names = list(names)
        self._by_id = {terme.id: terme for terme, _, _ in self._names}

    @cached_property
    def _forms(self) -> list[tuple[str, str, Terme]]:
        """Each name, and its sigle if it is one, longest first: « économie sociale et solidaire » wins over « économie »."""
        forms = {
            (name, sigle if name == sigle else "", terme)
            for terme, full, sigle in self._names
            for name in (full, sigle)
            if name
        }
        return sorted(forms, key=lambda form: (-len(form[0]), form[0], form[2].id))

    @cached_property
    def _spellings(self) -> list[_Spelling]:
        """The ways to write each name, longest name first."""
        return [
            _Spelling(pattern, sigle, terme)
            for name, sigle, terme in self._forms
            for pattern in _spelled(re.escape(folded(name)) if sigle else _pattern_of(name))
        ]

    @cached_property
    def _finder(self) -> _Finder:
        return _Finder(self._spellings)

    @cached_property
    def _first_texts(self) -> Iterator[int]:
        return iter(range(_FEW))

    def prepare(self) -> None:
        """Be ready to read many texts."""
        self._finder  # noqa: B018 — made once

    def _finder_for(self, text: str) -> _Finder:
        """What finds the words in a folded text: for the first ones, words that cannot be there are left out."""
        if "_finder" in self.__dict__ or next(self._first_texts, None) is None:
            return self._finder
        return _Finder([spelling for spelling in self._spellings if spelling.may_be_in(text)])

    def places(self, text: str) -> Iterator[Place]:
        """Every use of a word in `text`, in order, without overlap; a sigle keeps its capitals."""
        end_of_last = 0
        for start, end, terme in self._overlapping_places(text):
            if start >= end_of_last:
                end_of_last = end
                yield start, end, terme

    def used_in(self, text: str) -> list[Terme]:
        """The words that `text` uses, in the order of the lexicon; one may start inside another."""
        return self.among({terme.id for _, _, terme in self._overlapping_places(text)})

    def among(self, ids: set[str]) -> list[Terme]:
        """The words that have these ids, in the order of the lexicon."""
        return [terme for one, terme in self._by_id.items() if one in ids]

    def _overlapping_places(self, text: str) -> Iterator[Place]:
        """The longest word that starts at each place of `text`."""
        folded_text = _folded_in_place(text)
        for start, end, sigle, terme in self._finder_for(folded_text).places(folded_text):
            if not sigle or text[start:end] == sigle:
                yield start, end, terme
