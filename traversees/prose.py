"""What a contributor's text holds: paragraphs, citations, links, images. Knows Markdown, not records."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ANALYSIS = "analyse"
"""The reserved id of a citation that says: this is our reasoning."""

CITATION = re.compile(r"\[@([^\]\s]*)\]")
_BLOCK = re.compile(r"(?:^|(?<=\n))(?P<text>[^\n].*?)(?=\n[ \t]*\n|\n[ \t]*[-*+] |\n[ \t]*\d+[.)] |\Z)", re.DOTALL)
_HEADING = re.compile(r"#{1,6} ")
_HTML = re.compile(r"</?[a-zA-Z][^\n>]*>?|<!--|<!\w|<\?")
_IMAGE = re.compile(r"!\[([^\]\n]*)\]\s?[\(\[]([^)\]\n]*)")
_LINK = re.compile(r"(?<!!)\[(?!@)[^\]\n]*\]\(\s*<?([^)\s>]*)")
_LINK_DEFINITION = re.compile(r"^ {0,3}\[[^\]\n]+\]:", re.MULTILINE)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(
    r"(?<![\d/-])(?:(?:\+|00)33[ .-]?(?:\(0\))?[ .-]?[1-9](?:[ .-]?\d{2}){4}|0[1-9](?:[ .-]?\d{2}){4}"
    r"|(?:\+?1[ .-])?\(?[2-9]\d{2}\)?[ .-][2-9]\d{2}[ .-]\d{4})(?![\d-])"
)
_STREET = re.compile(
    r"(?<!\d)\d{1,5}(?: ?(?:bis|ter))?,? (?:rue|avenue|av\.|boulevard|bd|impasse|allée|chemin|quai|cours|square|villa|rang)"
    r" (?:d[eu] |des |de la |de l['’]|d['’]|l['’]|la |le |les )?(?-i:[A-ZÀ-Ý0-9])[\w'’-]*",
    re.IGNORECASE,
)
_PERSONAL = ((_EMAIL, "une adresse e-mail"), (_PHONE, "un numéro de téléphone"), (_STREET, "une adresse postale"))

Finding = tuple[int, str]
"""Where in the text (characters from 0), and a French sentence."""


def citations(text: str) -> Iterator[tuple[int, str]]:
    """Each citation of `text`: where it stands and the id it names, `analyse` included."""
    for match in CITATION.finditer(text):
        yield match.start(), match[1]


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Each paragraph or list item of `text`, headings left out, with where it starts."""
    for match in _BLOCK.finditer(text):
        if match["text"].strip() and not _HEADING.match(match["text"]):
            yield match.start(), match["text"]


def unsourced_paragraphs(text: str) -> Iterator[Finding]:
    """A claim without a source is not published."""
    for offset, paragraph in paragraphs(text):
        if not CITATION.search(paragraph):
            start = " ".join(paragraph.split()[:5])
            yield offset, (
                f"paragraphe sans source (« {start}… ») : ajoutez [@nom-de-la-source], ou [@analyse] si c’est notre raisonnement"
            )


def forbidden_markup(text: str) -> Iterator[Finding]:
    """Raw HTML, images without an alternative or from elsewhere, and links that are not http(s) are refused."""
    for match in _HTML.finditer(text):
        yield match.start(), f"HTML refusé (« {match[0][:20]} ») : n’utilisez que le Markdown du guide"
    for match in _IMAGE.finditer(text):
        if not match[1].strip():
            yield match.start(), "image sans description : écrivez ce qu’elle montre entre les crochets ![…]"
        yield match.start(), f"image « {match[2][:60]} » refusée : les images ne sont pas acceptées dans ce texte"
    for match in _LINK.finditer(text):
        if not re.match(r"https?://[^\s/]+\.", match[1]):
            yield match.start(1), f"lien « {match[1][:60]} » refusé : il doit commencer par https:// ou http://"
    for match in _LINK_DEFINITION.finditer(text):
        yield match.start(), "lien défini à part refusé : écrivez [texte](https://…) dans la phrase"


def personal_data(text: str) -> Iterator[Finding]:
    """E-mails, phones and street addresses have no place in free text."""
    for pattern, what in _PERSONAL:
        for match in pattern.finditer(text):
            yield match.start(), f"{what} (« {match[0]} ») ne doit pas figurer dans un texte publié : retirez-la"


_ACRONYM = re.compile(r"\b[A-ZÀ-Ý]{2,}\b")
_SENTENCE = re.compile(r"[^.!?…]+[.!?…]*")
MAX_PLAIN_WORDS = 18


def hard_to_read(text: str) -> Iterator[Finding]:
    """Easy-to-read French: short sentences, no acronym, no citation."""
    for match in _SENTENCE.finditer(text):
        words = [word for word in match[0].split() if any(map(str.isalnum, word))]
        if len(words) > MAX_PLAIN_WORDS:
            offset = match.start() + len(match[0]) - len(match[0].lstrip())
            yield offset, f"phrase trop longue ({len(words)} mots) : {MAX_PLAIN_WORDS} au plus dans « en clair »"
    for match in _ACRONYM.finditer(text):
        yield match.start(), f"sigle « {match[0]} » : écrivez les mots en entier dans « en clair »"
    for match in CITATION.finditer(text):
        yield match.start(), "pas de source dans « en clair » : elles sont dans les autres textes"


_HEADING_LINE = re.compile(r"^ {0,3}(#{1,6})[ \t]|^ {0,3}(?=[^\s>*+-]).*\n {0,3}(=+|-+)[ \t]*$", re.MULTILINE)


def headings(text: str, lowest: int) -> Iterator[Finding]:
    """Headings of a level under `lowest` (1 is the page's title) are refused."""
    for match in _HEADING_LINE.finditer(text):
        level = len(match[1]) if match[1] else 1 if match[2].startswith("=") else 2
        if level < lowest:
            allowed = f"commencez par « {'#' * lowest} »" if lowest <= 6 else "pas de titre dans ce texte"
            yield match.start(), f"titre de niveau {level} refusé : {allowed}"
