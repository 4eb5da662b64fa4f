"""Publish: the words of a built page, in passages weighed by where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser

# How much a word counts for the search, by where it is found (Pagefind takes 0 to 10).
TITLE, SUMMARY, NAMES, HEADING, TEXT, FIGURE, MENTION, RELATED = 10.0, 2.0, 2.5, 1.0, 0.5, 0.25, 0.1, 0.05

_ARTICLE = re.compile(r"<article\b.*</article>", re.DOTALL)
_SKIPPED_CLASSES = {
    "actions", "analyse", "appel", "avertissement", "comment-lire", "environ", "fraicheur", "headerlink", "retours",
    "sources", "surtitre",
}  # fmt: skip
_SKIPPED_IDS = {"en-clair", "essentiel", "sources"}
_SKIPPED_TAGS = {"script", "style", "svg", "template"}
_WEIGHTS = {
    **dict.fromkeys(("chapeau", "en-clair", "essentiel"), SUMMARY),
    **dict.fromkeys(("barres", "chiffres", "identite"), FIGURE),
    **dict.fromkeys(("acteurs", "cartes", "fiches", "mots", "proches", "tuiles"), MENTION),
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
    reader.feed(article[0] if article else "")
    reader.close()
    title = next((passage.text for passage in reader.passages if passage.weight == TITLE), "")
    return title, reader.passages


class _ArticleReader(HTMLParser):
    """Cuts an article into passages at each block, weighed by the elements around them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.passages: list[Passage] = []
        self._open: list[tuple[str, float]] = []
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _INLINE:
            self._end_passage()
        if tag not in _VOID:
            self._open.append((tag, self._weight(tag, dict(attrs))))

    def handle_endtag(self, tag: str) -> None:
        if tag not in _INLINE:
            self._end_passage()
        while any(name == tag for name, _ in self._open):
            if self._open.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][1]:
            self._words.append(data)

    def _weight(self, tag: str, attributes: dict[str, str | None]) -> float:
        """What words count inside this element; 0: not read."""
        around = self._open[-1][1] if self._open else TEXT
        classes = set((attributes.get("class") or "").split())
        ignored = "data-pagefind-ignore" in attributes or attributes.get("id") in _SKIPPED_IDS
        if not around or ignored or tag in _SKIPPED_TAGS or classes & _SKIPPED_CLASSES:
            return 0.0
        if named := [_WEIGHTS[name] for name in classes & _WEIGHTS.keys()]:
            return min(named)
        if tag == "h1":
            return TITLE
        return HEADING if tag in _HEADINGS and around == TEXT else around

    def _end_passage(self) -> None:
        text = " ".join("".join(self._words).split())
        self._words.clear()
        if text:
            self.passages.append(Passage(text, self._open[-1][1]))
