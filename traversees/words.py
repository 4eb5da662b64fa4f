"""The lexicon in place: where a text uses a word of the glossary, and what links it to its explanation.

Pure: values in, values out. A text is folded character by character, so that what is found has the same place in
both; one pattern holds every word, so that a page is read once.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict, deque
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from traversees.problems import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from traversees.records import Terme

Place = tuple[int, int, "Terme"]
"""Where a word starts and ends in a text, and which word it is."""


class _Folding(dict[int, str]):
    """For `str.translate`: each character without case nor accent, always one for one; ligatures are kept."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFD", chr(code))[0].lower()
        self[code] = plain if len(plain) == 1 else chr(code)
        return self[code]


_FOLDING = _Folding({ord("’"): "'"})
_ENDINGS = (
    ("teur", "t(?:eur|rice|euse)s?"),
    ("eur", "eu(?:rs?|res?|ses?)"),
    ("al", "a(?:ls?|les?|ux)"),
    ("if", "i(?:f|ve)s?"),
)
_LIGATURES = (("oe", "(?:oe|œ)"), ("ae", "(?:ae|æ)"), ("'", "(?:'|&#39;)"))
_JOINED = (("oe", "œ"), ("ae", "æ"))
_START = re.compile(r"(?<![\w&#/@.-])\w{1,2}")
"""Where a word may start."""
_SHORT = 3
"""« de », « à », « et »: a word of this length has one form."""


def _inflected(word: str) -> str:
    """The pattern of a folded word, in the plural and the feminine too."""
    stem, ending = next(
        ((word.removesuffix(end), forms) for end, forms in _ENDINGS if word.endswith(end)), (word, "(?:e?s?|x)")
    )
    pattern = re.escape(stem) + ("" if len(word) <= _SHORT else ending)
    for sign, forms in _LIGATURES:
        pattern = pattern.replace(sign, forms)
    return pattern


def _pattern_of(name: str) -> str:
    return r"(?:\s+|-)".join(map(_inflected, re.split(r"[\s-]+", folded(name).strip())))


class _Patterns(dict[str, "re.Pattern[str] | None"]):
    """The pattern of each start of word, made when a text has this start; None for the starts of no name."""

    def __init__(self, written: dict[str, str]) -> None:
        super().__init__()
        self.written = written

    def __missing__(self, start: str) -> re.Pattern[str] | None:
        self[start] = re.compile(self.written[start]) if start in self.written else None
        return self[start]


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
    def _by_start(self) -> _Patterns:
        """One pattern for the names that start with the same two letters: most words of a text start none."""
        groups: dict[str, list[str]] = defaultdict(list)
        for rank, (name, terme) in enumerate(self._forms):
            pattern = re.escape(folded(name)) if name == terme.sigle else _pattern_of(name)
            for start in sorted(_starts(folded(name))):
                groups[start].append(f"(?P<f{rank}>{pattern})")
        return _Patterns({start: rf"(?:{'|'.join(forms)})(?!\w|[-@/]\w)" for start, forms in groups.items()})

    def places(self, text: str) -> Iterator[Place]:
        """Every use of a word in `text`, in order, without overlap; a sigle keeps its capitals."""
        end_of_last = 0
        for start, end, terme in self._overlapping_places(text):
            if start >= end_of_last:
                end_of_last = end
                yield start, end, terme

    def used_in(self, text: str) -> list[Terme]:
        """The words that `text` uses, in the order of the lexicon; one may start inside another."""
        used = {terme.id for _, _, terme in self._overlapping_places(text)}
        return [terme for terme in self.termes if terme.id in used]

    def _overlapping_places(self, text: str) -> Iterator[Place]:
        """The longest word that starts at each place of `text`."""
        plain = text.translate(_FOLDING)
        patterns = self._by_start
        for letter in _START.finditer(plain):
            start = letter.start()
            pattern = patterns[letter[0]]
            match = pattern.match(plain, start) if pattern else None
            if match:
                name, terme = self._forms[int((match.lastgroup or "f0")[1:])]
                if name != terme.sigle or text[start : match.end()] == name:
                    yield start, match.end(), terme


def _starts(name: str) -> set[str]:
    """How a text may write the first two letters of the first word of a folded name, ligatures included."""
    written = {name, *(re.sub(f"^(.?){pair}", rf"\1{ligature}", name) for pair, ligature in _JOINED)}
    return {match[0] for match in map(re.compile(r"\w{1,2}").match, written) if match}


# --- In a page --------------------------------------------------------------------------------------------

_TOKEN = re.compile(r"<(?P<closing>/?)(?P<name>[a-zA-Z][\w-]*)(?P<rest>[^<>]*)>|^(?P<title>##+) [^\n]*$", re.MULTILINE)
_QUOTATION = re.compile(r"«[^«»]*»")
_VOID = {"br", "hr", "img", "input", "link", "meta", "wbr"}
_TEXTS = {"p", "li"}
_CLOSED = {
    *("a", "button", "cite", "code", "dt", "em", "label", "nav", "pre", "script", "style", "summary", "sup", "svg"),
    *("h1", "h2", "h3", "h4", "h5", "h6"),
}
_CLOSED_CLASSES = {"carte", "fraicheur", "mots", "preuve", "sources", "surtitre"}
_HERE_CLASSES = {"bloc-ici", "ici", "premier-pas"}
_CLASSES = re.compile(r'\sclass="([^"]*)"')
_TEXT, _SHUT, _HERE = "text", "shut", "here"


@dataclass
class _Reader:
    """Walks a page once: where it stands, what the section has already explained, what the page explains."""

    lexicon: Lexicon
    address: Callable[[Terme], str]
    about_here: bool

    def __post_init__(self) -> None:
        self.open: list[tuple[str, frozenset[str]]] = []
        self.section_is_here = self.about_here
        self.seen: set[str] = set()
        self.explained: dict[str, Terme] = {}

    def read(self, page: str) -> str:
        pieces: list[str] = []
        start = 0
        for token in _TOKEN.finditer(page):
            pieces += [self._text(page[start : token.start()]), token[0]]
            self._pass(token)
            start = token.end()
        pieces.append(self._text(page[start:]))
        return "".join(pieces)

    @property
    def _marks(self) -> frozenset[str]:
        return self.open[-1][1] if self.open else frozenset()

    def _pass(self, token: re.Match[str]) -> None:
        """Enter or leave an element; a title of level 2 opens a section."""
        name = (token["name"] or "").lower()
        if token["title"] == "##" or (name == "h2" and not token["closing"]):
            self._open_section(token[0])
        if token["closing"]:
            while self.open and self.open.pop()[0] != name:
                pass
        elif name and name not in _VOID:
            self.open.append((name, self._marks | _marks_of(name, token["rest"])))

    def _open_section(self, title: str) -> None:
        self.seen = set()
        self.section_is_here = bool(re.search(r"\{[^{}]*\.ici\b", title)) or (
            self.about_here and not re.search(r"\{[^{}]*\.la-bas\b", title)
        )

    def _text(self, text: str) -> str:
        if _TEXT not in self._marks or _SHUT in self._marks:
            return text
        pieces: list[str] = []
        done = 0
        for start, end, terme in self._outside_quotations(text):
            if self._explains(terme):
                pieces += [text[done:start], self._link(terme, text[start:end])]
                done = end
        return "".join([*pieces, text[done:]])

    def _outside_quotations(self, text: str) -> Iterator[Place]:
        """The words of `text`, but those of a title or of somebody’s words; « a word » quoted alone counts."""
        quotations = deque(match.span() for match in _QUOTATION.finditer(text))
        for start, end, terme in self.lexicon.places(text):
            while quotations and quotations[0][1] <= start:
                quotations.popleft()
            inside = bool(quotations) and quotations[0][0] < start
            if not inside or not re.search(r"\w", text[quotations[0][0] : start] + text[end : quotations[0][1]]):
                yield start, end, terme

    def _explains(self, terme: Terme) -> bool:
        """Whether this use is the first of its section; where the text speaks of here, a false friend is French."""
        here = self.section_is_here or _HERE in self._marks
        if terme.id in self.seen or (here and terme.faux_ami):
            return False
        self.seen.add(terme.id)
        self.explained[terme.id] = terme
        return True

    def _link(self, terme: Terme, words: str) -> str:
        return f'<a class="mot" href="{self.address(terme)}" data-mot="{terme.id}">{words}</a>'


def _marks_of(name: str, attributes: str) -> frozenset[str]:
    found = _CLASSES.search(attributes)
    classes = set(found[1].split()) if found else set()
    marks = {
        _TEXT: name in _TEXTS,
        _SHUT: name in _CLOSED or classes & _CLOSED_CLASSES,
        _HERE: classes & _HERE_CLASSES,
    }
    return frozenset(mark for mark, holds in marks.items() if holds)


def explained_page(
    page: str, lexicon: Lexicon, address: Callable[[Terme], str], *, about_here: bool = False
) -> tuple[str, list[Terme]]:
    """`page` (our Markdown and HTML) where the first use of a word in each section links to it, and these words.

    Only in paragraphs and lists; never in a title, a link, a quotation, a card or a source. `about_here`: the page
    speaks of Seine-Saint-Denis.
    """
    reader = _Reader(lexicon, address, about_here)
    text = reader.read(page)
    return text, [terme for terme in lexicon.termes if terme.id in reader.explained]
