"""Publish: the words of a built page, in passages weighed by where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# How much a word counts for the search, by where it is found (Pagefind takes 0 to 10).
TITLE, SUMMARY, NAMES, HEADING, TEXT, FIGURE, MENTION, RELATED = 10.0, 2.0, 2.5, 1.0, 0.5, 0.25, 0.1, 0.05

_ARTICLE = re.compile(r"<article\b.*</article>", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ATTRIBUTE = re.compile(r"\s(class|id)=\"([^\"]*)\"")
_SKIPPED_CLASSES = {
    "actions", "analyse", "appel", "avertissement", "comment-lire", "environ", "fraicheur", "headerlink", "retours",
    "sources", "surtitre",
}  # fmt: skip
_SKIPPED_IDS = {"en-clair", "essentiel", "sources"}
_SKIPPED_TAGS = {"script", "style", "svg", "template"}
_TOKEN = re.compile(
    rf"(?:<((?:{'|'.join(sorted(_SKIPPED_TAGS))})(?=[ >])"
    rf"|[a-z0-9]+(?= class=\"(?:{'|'.join(sorted(_SKIPPED_CLASSES))})[ \"]))[^<>]*>[^<]*(?:<(?!/?\1\b)[^<]*)*</\1>"
    r"|<(/?)([a-z][a-z0-9-]*)([^<>\"']*(?:(?:\"[^\"]*\"|'[^']*')[^<>\"']*)*)>)([^<]*(?:<(?![a-z/])[^<]*)*)",
)
"""A whole element that is not read and holds no other of its name (this name), or a tag (its slash, its name, its
attributes); then the text that follows."""
_WEIGHTS = {
    **dict.fromkeys(("chapeau", "en-clair", "essentiel"), SUMMARY),
    **dict.fromkeys(("barres", "chiffres", "identite"), FIGURE),
    **dict.fromkeys(("acteurs", "cartes", "etat-ici", "fiches", "mots", "proches", "tuiles"), MENTION),
}
_HEADINGS = {"h2", "h3", "h4", "h5", "h6"}
_INLINE = {
    "a", "abbr", "b", "cite", "code", "em", "i", "kbd", "mark", "q", "small", "span", "strong", "sub", "sup", "time",
}  # fmt: skip
_VOID = {"br", "col", "hr", "img", "input", "link", "meta", "path", "rect", "wbr"}


@dataclass(frozen=True)
class Passage:
    """Words of a page, and how much they count."""

    text: str
    weight: float


def read_article(html: str) -> tuple[str, list[Passage]]:
    """The title and the passages of the `<article>` of a built page, in reading order."""
    article = _ARTICLE.search(html)
    passages = list(_passages(_COMMENT.sub("", article[0]) if article else ""))
    title = next((passage.text for passage in passages if passage.weight == TITLE), "")
    return title, passages


def _passages(html: str) -> Iterator[Passage]:
    """The passages of `html`, which the theme wrote (well formed, in lower case): cut at each block."""
    names, weights = [""], [TEXT]
    words: list[str] = []
    for unread, slash, name, attributes, text in _TOKEN.findall(html):
        if words and (unread or name) not in _INLINE:
            yield from _passage(words, weights[-1])
            words.clear()
        if slash:
            while name in names:
                weights.pop()
                if names.pop() == name:
                    break
        elif name and name not in _VOID:
            names.append(name)
            weights.append(_weight(name, attributes, weights[-1]))
        if text and weights[-1]:
            words.append(text)
    yield from _passage(words, TEXT)


def _passage(words: list[str], weight: float) -> Iterator[Passage]:
    """The passage made of `words`, unless they are empty."""
    if text := " ".join(unescape("".join(words)).split()):
        yield Passage(text, weight)


@lru_cache(maxsize=10_000)
def _weight(tag: str, attributes: str, around: float) -> float:
    """What words count inside this element, by what they count around it; 0: not read."""
    named = dict(_ATTRIBUTE.findall(attributes))
    classes = set(named.get("class", "").split())
    ignored = "data-pagefind-ignore" in attributes or named.get("id") in _SKIPPED_IDS
    if not around or ignored or tag in _SKIPPED_TAGS or classes & _SKIPPED_CLASSES:
        return 0.0
    if weights := [_WEIGHTS[name] for name in classes & _WEIGHTS.keys()]:
        return min(weights)
    if tag == "h1":
        return TITLE
    return HEADING if tag in _HEADINGS and around == TEXT else around
