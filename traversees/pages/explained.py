"""Render: a page whose words of the lexicon are explained in place."""

from __future__ import annotations

import re
from bisect import bisect
from collections import deque
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from traversees.library.lexicon import Lexicon, Place
    from traversees.records.kinds import Terme


_TEXT, _SHUT, _HERE = 1, 2, 4
"""What an element says of the texts inside it, added up."""

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
