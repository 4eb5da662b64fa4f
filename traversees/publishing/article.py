"""Publish: the words of a built page, in passages weighed by where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

# How much a word counts for the search, by where it is found (Pagefind takes 0 to 10).
TITLE, SUMMARY, NAMES, HEADING, TEXT, FIGURE, MENTION, RELATED = 10.0, 2.0, 2.5, 1.0, 0.5, 0.25, 0.1, 0.05

_ARTICLE = re.compile(r"<article\b.*</article>", re.DOTALL)
_TOKEN = re.compile(
    r"<(?P<closing>/?)(?P<name>[a-z][a-z0-9-]*)(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>|<!--.*?-->", re.DOTALL
)
_ATTRIBUTE = re.compile(r"\s(class|id)=\"([^\"]*)\"")
_SKIPPED_CLASSES = {
    "actions", "analyse", "appel", "avertissement", "comment-lire", "environ", "fraicheur", "headerlink", "retours",
    "sources", "surtitre",
}  # fmt: skip
_SKIPPED_IDS = {"en-clair", "essentiel", "sources"}
_SKIPPED_TAGS = {"script", "style", "svg", "template"}
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
    reader = _ArticleReader()
    article = _ARTICLE.search(html)
    reader.read(article[0] if article else "")
    title = next((passage.text for passage in reader.passages if passage.weight == TITLE), "")
    return title, reader.passages


class _ArticleReader:
    """Cuts an article into passages at each block, weighed by the elements around them."""

    def __init__(self) -> None:
        self.passages: list[Passage] = []
        self._open: list[tuple[str, float]] = []
        self._words: list[str] = []

    def read(self, html: str) -> None:
        """Read `html`, which the theme wrote: well formed, in lower case."""
        start = 0
        for token in _TOKEN.finditer(html):
            self._say(html[start : token.start()])
            start = token.end()
            if token["name"]:
                self._pass(token)
        self._say(html[start:])
        self._end_passage()

    def _say(self, text: str) -> None:
        if text and self._open and self._open[-1][1]:
            self._words.append(text)

    def _pass(self, token: re.Match[str]) -> None:
        name = token["name"]
        if name not in _INLINE:
            self._end_passage()
        if token["closing"]:
            while any(other == name for other, _ in self._open):
                if self._open.pop()[0] == name:
                    break
        elif name not in _VOID:
            self._open.append((name, self._weight(name, token["attributes"])))

    def _weight(self, tag: str, attributes: str) -> float:
        """What words count inside this element; 0: not read."""
        around = self._open[-1][1] if self._open else TEXT
        named = dict(_ATTRIBUTE.findall(attributes)) if attributes else {}
        classes = set(named.get("class", "").split())
        ignored = "data-pagefind-ignore" in attributes or named.get("id") in _SKIPPED_IDS
        if not around or ignored or tag in _SKIPPED_TAGS or classes & _SKIPPED_CLASSES:
            return 0.0
        if weights := [_WEIGHTS[name] for name in classes & _WEIGHTS.keys()]:
            return min(weights)
        if tag == "h1":
            return TITLE
        return HEADING if tag in _HEADINGS and around == TEXT else around

    def _end_passage(self) -> None:
        text = " ".join(unescape("".join(self._words)).split())
        self._words.clear()
        if text:
            self.passages.append(Passage(text, self._open[-1][1] if self._open else TEXT))
