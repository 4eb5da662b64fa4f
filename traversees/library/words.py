"""The lexicon in place: where a text uses a word of the glossary, and what links it to its explanation.

Pure: values in, values out. A text is folded character by character, so that what is found has the same place in
both; one pattern holds every word, and the texts of a page where words are explained are read together.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect
from collections import defaultdict, deque
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from traversees.records.problems import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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
    """A way to write a name, without its first letter’s other ways: a pattern that starts with this very letter."""

    pattern: str
    name: str
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
        """Where each name starts and ends in `text`, the name and its word."""
        for match in self._pattern.finditer("\n" + text):
            group = match.lastindex or 0
            _, name, terme = self._of_groups[group - 1]
            yield match.start(), match.end(group) - 1, name, terme


@dataclass(frozen=True)
class Lexicon:
    """Words of the glossary, and where a text uses them."""

    termes: tuple[Terme, ...]

    @cached_property
    def _forms(self) -> list[tuple[str, Terme]]:
        """Each name, longest first: « économie sociale et solidaire » wins over « économie sociale »."""
        names = {(name, terme.id): terme for terme in self.termes for name in (terme.terme, terme.sigle) if name}
        forms = [(name, terme) for (name, _), terme in names.items()]
        return sorted(forms, key=lambda form: (-len(form[0]), form[0], form[1].id))

    @cached_property
    def _by_id(self) -> dict[str, Terme]:
        return {terme.id: terme for terme in self.termes}

    @cached_property
    def _spellings(self) -> list[_Spelling]:
        """The ways to write each name, longest name first."""
        return [
            _Spelling(pattern, name, terme)
            for name, terme in self._forms
            for pattern in _spelled(re.escape(folded(name)) if name == terme.sigle else _pattern_of(name))
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
        for start, end, name, terme in self._finder_for(folded_text).places(folded_text):
            if name != terme.sigle or text[start:end] == name:
                yield start, end, terme


# --- In a page --------------------------------------------------------------------------------------------

_WHOLE = ("a", "button", "cite", "code", "dt", "em", "h1", "h3", "h4", "h5", "h6", "label", "summary", "sup")
_CLOSED = {*_WHOLE, "h2", "nav", "pre", "script", "style", "svg"}
_CLOSED_CLASSES = {"carte", "fraicheur", "mots", "preuve", "sources", "surtitre"}
_HERE_CLASSES = {"bloc-ici", "ici", "premier-pas"}
_CLASSES = re.compile(r'\sclass="([^"]*)"')
_TEXTS = {"p", "li"}
_VOID = {"br", "hr", "img", "input", "link", "meta", "wbr"}
_TOKEN = re.compile(
    rf'<(?P<whole>(?:{"|".join(_WHOLE)})(?=[\s>])|[a-z]+(?= class="(?:{"|".join(sorted(_CLOSED_CLASSES))})[ "]))[^<>]*>'
    r"[^<]*(?:<(?!/?(?:(?P=whole)|h2)\b)[^<]*)*</(?P=whole)>"
    r"|<(?P<closing>/?)(?P<name>[a-zA-Z][\w-]*)(?P<rest>[^<>]*)>|^(?P<title>##+) [^\n]*$|\Z",
    re.MULTILINE,
)
"""What parts the texts of a page: a whole element in which nothing is explained, a tag, a title, the end.

An element is whole when it holds neither another of the same name nor a title; others are left when they are closed.
"""
_END = "\0"
_QUOTATION = re.compile(rf"«[^«»{_END}]*»")
_TEXT, _SHUT, _HERE = 1, 2, 4
"""What an element says of the texts inside it, added up."""


class _Text(NamedTuple):
    """A text of a page where words are explained: where it stands, in which section, whether it speaks of here."""

    start: int
    end: int
    section: int
    here: bool


def _explained_texts(page: str, *, about_here: bool) -> Iterator[_Text]:
    """The texts of `page` where words are explained, in order; a title of level 2 opens a section."""
    inside = [("", 0)]
    section, section_is_here = 0, about_here
    start, linked = 0, False
    for token in _TOKEN.finditer(page):
        end = token.start()
        marks = inside[-1][1]
        if marks & (_TEXT | _SHUT) == _TEXT and start < end and not linked:
            yield _Text(start, end, section, section_is_here or marks & _HERE > 0)
        start = token.end()
        whole, closing, tag, attributes, title = token.groups()
        if whole:
            linked = linked or _leaves_a_link_open(token[0])
            continue
        name = tag.lower() if tag else ""
        linked = not closing if name == "a" else linked
        if title == "##" or (name == "h2" and not closing):
            section, section_is_here = section + 1, _is_about_here(token[0], about_here=about_here)
        if closing:
            while len(inside) > 1 and inside.pop()[0] != name:
                pass
        elif name and name not in _VOID:
            inside.append((name, marks | _marks_of(name, attributes)))


def _leaves_a_link_open(html: str) -> bool:
    """Whether a link that begins in `html` goes on after it, as browsers read a page whose tags are badly nested."""
    return max(html.rfind("<a "), html.rfind("<a>")) > html.rfind("</a")


def _is_about_here(title: str, *, about_here: bool) -> bool:
    """Whether the section under `title` speaks of here."""
    return bool(re.search(r"\{[^{}]*\.ici\b", title)) or (about_here and not re.search(r"\{[^{}]*\.la-bas\b", title))


@lru_cache(maxsize=10_000)
def _marks_of(name: str, attributes: str) -> int:
    found = _CLASSES.search(attributes)
    classes = set(found[1].split()) if found else set()
    text = _TEXT if name in _TEXTS else 0
    shut = _SHUT if name in _CLOSED or classes & _CLOSED_CLASSES else 0
    return text | shut | (_HERE if classes & _HERE_CLASSES else 0)


def _outside_quotations(lexicon: Lexicon, text: str) -> Iterator[Place]:
    """The words of `text`, but those of a title or of somebody’s words; « a word » quoted alone counts."""
    quotations = deque(match.span() for match in _QUOTATION.finditer(text))
    for start, end, terme in lexicon.places(text):
        while quotations and quotations[0][1] <= start:
            quotations.popleft()
        inside = bool(quotations) and quotations[0][0] < start
        if not inside or not re.search(r"\w", text[quotations[0][0] : start] + text[end : quotations[0][1]]):
            yield start, end, terme


def _first_uses(page: str, lexicon: Lexicon, *, about_here: bool) -> Iterator[Place]:
    """The first use of each word in each section of `page`; where it speaks of here, a false friend is French."""
    texts = list(_explained_texts(page, about_here=about_here))
    read = _END.join(page[text.start : text.end] for text in texts)
    starts = [0, *accumulate(text.end - text.start + len(_END) for text in texts)]
    seen: set[tuple[int, str]] = set()
    for start, end, terme in _outside_quotations(lexicon, read):
        rank = bisect(starts, start) - 1
        text, use = texts[rank], (texts[rank].section, terme.id)
        if use not in seen and not (text.here and terme.faux_ami):
            seen.add(use)
            moved = text.start - starts[rank]
            yield start + moved, end + moved, terme


def explained_page(
    page: str, lexicon: Lexicon, address: Callable[[Terme], str], *, about_here: bool = False
) -> tuple[str, list[Terme]]:
    """`page` (our Markdown and HTML) where the first use of a word in each section links to it, and these words.

    Only in paragraphs and lists; never in a title, a link, a quotation, a card or a source. `about_here`: the page
    speaks of Seine-Saint-Denis.
    """
    pieces: list[str] = []
    explained: set[str] = set()
    done = 0
    for start, end, terme in _first_uses(page, lexicon, about_here=about_here):
        link = f'<a class="mot" href="{address(terme)}" data-mot="{terme.id}">{page[start:end]}</a>'
        pieces += [page[done:start], link]
        explained.add(terme.id)
        done = end
    return "".join([*pieces, page[done:]]), lexicon.among(explained)
