"""Search: what a page has in the index beside its words, and the HTML that Pagefind reads in place of the page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from traversees.records.marks import vocabulary_of
from traversees.records.problems import folded
from traversees.search.article import NAMES, RELATED, TEXT, TITLE, Passage

if TYPE_CHECKING:
    from traversees.library.library import Library
    from traversees.records.record import Record


LIST_FACTOR = 0.05
"""What the words of a list count: it comes after the records that it lists."""

END_OF_TEXT = "⁂"
"""Parts the words of the page from those added for the search, which no excerpt shows."""

_WORDS_ELIDED = ("[ldjnsctm]", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "quelqu", "presqu")

_ELIDED = "|".join(rf"(?<=\b{word}.)" for word in _WORDS_ELIDED)

_ELISION = re.compile(rf"['’](?=\w)(?:{_ELIDED})", re.IGNORECASE)


@dataclass(frozen=True)
class Card:
    """What a page has in the index beside its words: its kind, place, other names, related words, and what all count."""

    genre: str
    lieu: str = ""
    names: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    factor: float = 1.0


def index_copy(title: str, passages: list[Passage], card: Card) -> str:
    """The HTML that Pagefind reads in place of the page."""
    metas = {"title": title, "genre": card.genre, "lieu": card.lieu}
    lines = [
        f'<i data-pagefind-meta="{key}[content]" content="{escape(folded_text(text))}"></i>'
        for key, text in metas.items()
    ]
    said = set(map(_folded_word, {word for passage in passages for word in passage.text.split()}))
    unsaid = {word: None for word in map(_folded_word, " ".join(card.related).split()) if word not in said}
    added = (
        Passage(END_OF_TEXT, TEXT),
        *(Passage(" ".join(name.split()), NAMES) for name in card.names),
        Passage(" ".join(unsaid), RELATED),
    )
    everything = (*passages, *added)
    texts = escape(_folded_lines("\n".join(passage.text for passage in everything))).split("\n")
    for passage, text in zip(everything, texts, strict=True):
        weight = min(passage.weight * card.factor, TITLE)
        lines.append(f'<p data-pagefind-weight="{weight:g}">{text}</p>')
    body = "\n".join(lines)
    return (
        f'<!doctype html><html lang="fr"><body data-pagefind-filter="genre:{escape(card.genre)}">{body}</body></html>\n'
    )


_folded_word = lru_cache(maxsize=100_000)(folded)
"""Of the words of the pages, most were read before."""


def folded_text(text: str) -> str:
    """`text` as Pagefind must read it: elided words apart, « œ » in two letters around a mark it ignores."""
    return " ".join(_folded_lines(text).split())


def _folded_lines(text: str) -> str:
    """Texts without double spaces, one a line, as Pagefind must read them: a page is folded at one go."""
    return _ELISION.sub("’ ", text.replace("œ", "o\u2060e").replace("Œ", "O\u2060E"))


def record_card(record: Record, genre: str, library: Library) -> Card:
    """The card of a record: its place, its own other names, those of the words it uses and of its subjects."""
    names = getattr(record, record.names_key, ())
    subjects = [(key, term) for key in ("themes", "publics") for term in getattr(record, key, ())]
    terms = [library.term(key, term) for key, term in subjects]
    said = [text for term in terms for text in (term.libelle, term.definition)]
    words = library.words_of(record) + [word for key, term in subjects for word in library.words_of_term(key, term)]
    related = [name for terme in library.in_order(words) for name in (terme.terme, *terme.synonymes)]
    return Card(genre, place_of(record, library), tuple(names), (*said, *related), record.search_factor)


def place_of(record: Record, library: Library) -> str:
    """Where a record stands, in the words of its page; empty for those that stand nowhere."""
    told = getattr(record, record.place_key, "")
    if isinstance(told, tuple):
        return ", ".join(told)
    vocabulary = vocabulary_of(type(record), record.place_key)
    return library.term(vocabulary, told).libelle if vocabulary else told
