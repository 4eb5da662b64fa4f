"""What a contributor's text holds: paragraphs, citations, links, images. Knows Markdown, not records."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from traversees.problems import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

ANALYSIS = "analyse"
"""The reserved id of a citation that says: this is our reasoning."""

CITATION = re.compile(r"\[@([\w.-]+)\]")
_CALL = re.compile(r"\[\s*@[^\[\]\n]*\]?\(?|\(@[a-z0-9-]+\)")
_CALL_IN_LINK = re.compile(r"\[[^\[\]]*(?P<call>\[@[^\[\]]*\])[^\[\]]*\]\(")
_PAIR = re.compile(r"\[[^\[\]]*\]")
_BLOCK = re.compile(
    r"(?:^|(?<=\n))(?![ \t]*(?:\n|\Z))(?P<text>#[^\n]*|[^\n].*?(?=\n[ \t]*\n|\n[ \t]*[-*+] |\n[ \t]*\d+[.)] |\n#|\Z))",
    re.DOTALL,
)
_HTML = re.compile(r"</?[a-zA-Z][^\n<>]*>?|<!--|<!\w|<\?")
_TARGET = re.compile(r"(?P<image>!\[[^\[\]]*)?\]\(\s*<?(?P<url>[^()\s<>]*)")
_LINK_DEFINITION = re.compile(r"^ {0,3}\[[^\[\]]+\]:", re.MULTILINE)
_NESTED = re.compile(r"^(?:[ \t]*(?:>|[-*+][ \t]|\d{1,9}[.)][ \t])){5}|^(?: {20}|\t{5})(?=[^\n]*\S)", re.MULTILINE)
_URL = re.compile(r"https?://[^\s<>]+")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(
    r"(?<![\d/-])(?:(?:(?:\+|00)33[ .-]?(?:\(0\) ?)?[1-9]|0[1-9])(?P<gap>[ .-]?)\d{2}(?:(?P=gap)\d{2}){3}"
    r"|(?:\+?1[ .-])?(?:\([2-9]\d{2}\)|[2-9]\d{2})[ .-][1-9]\d{2}[ .-]\d{4})(?![\d-])"
)
_WAY = (
    r"(?: ?(?:bis|ter))?"
    r"(?:,? (?:rue|avenue|av\.|boulevard|boul\.|bd|impasse|allée|chemin|quai|square|villa|place|passage|route|montée)"
    r"|, (?:cours|rang)) "
)
_STREET = re.compile(
    rf"(?<!\d)\d{{1,5}}{_WAY}(?:d[eu] |des |de la |de l['’]|d['’]|l['’]|la |le |les )?(?-i:[A-ZÀ-Ý][a-zà-ÿ]|[0-9])[\w'’-]*",
    re.IGNORECASE,
)
_MANY_DIGITS = re.compile(r"\d(?:[ .()-]{0,2}\d){8}")
_NUMBERED_WAY = re.compile(rf"\d{_WAY}", re.IGNORECASE)
"""What every phone and every street address has: sought first, since a search that starts with a digit is quick."""
_YEAR = re.compile(
    r"\b(?:en|depuis|dès|fin|début|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)"
    r" (?:19|20)\d\d$",
    re.IGNORECASE,
)

Finding = tuple[int, str]
"""Where in the text (characters from 0), and a French sentence."""


def citations(text: str) -> Iterator[tuple[int, str]]:
    """Each citation of `text`: where it stands and the id it names, `analyse` included."""
    for match in CITATION.finditer(text):
        yield match.start(), match[1]


def named_sources(text: str) -> list[str]:
    """Every id that `text` cites, well or badly."""
    return re.findall(r"@(\w[\w-]*(?:\.[\w-]+)*)", text)


def malformed_citations(text: str) -> Iterator[Finding]:
    """A citation is written [@id], one source at a time."""
    for match in _CALL.finditer(text):
        if not CITATION.fullmatch(match[0]):
            quoted = shortened(match[0], 40)
            yield match.start(), f"source mal citée (« {quoted} ») : écrivez [@nom], une source par crochet"
    for match in _CALL_IN_LINK.finditer(text):
        yield match.start("call"), "source citée dans un lien : placez-la après le lien"


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Each paragraph or list item of `text`, headings and rules left out, with where it starts."""
    for match in _BLOCK.finditer(text):
        if not match["text"].startswith("#") and re.search(r"\w", match["text"]):
            yield match.start(), match["text"]


def unsourced_paragraphs(text: str) -> Iterator[Finding]:
    """A claim without a source is not published."""
    for offset, paragraph in paragraphs(text):
        if not _CALL.search(paragraph):
            start = shortened(" ".join(paragraph.split()[:5])).strip(" -*+>….")
            remedy = "ajoutez [@nom-de-la-source], ou [@analyse] si c’est notre raisonnement"
            yield offset, f"paragraphe sans source (« {start}… ») : {remedy}"


def forbidden_markup(text: str) -> Iterator[Finding]:
    """Raw HTML, images, links that are not http(s) and tangled brackets or lists are refused."""
    for match in _HTML.finditer(text):
        if match[0].startswith("<http"):
            yield match.start(), "adresse entre < > refusée : écrivez [texte](https://…)"
        else:
            yield match.start(), f"balise HTML refusée (« {shortened(match[0], 20)} ») : écrivez sans le signe « < »"
    for match in _TARGET.finditer(text):
        if match["image"]:
            yield match.start(), f"image refusée (« {shortened(match['url'])} ») : ce texte n’accepte que des mots"
        elif not re.match(r"https?://[^\s/]+\.", match["url"]):
            yield (
                match.start("url"),
                f"lien refusé (« {shortened(match['url'])} ») : il doit commencer par https:// ou http://",
            )
    for match in _LINK_DEFINITION.finditer(text):
        yield match.start(), "lien défini à part refusé : écrivez [texte](https://…) dans la phrase"
    for match in _NESTED.finditer(text):
        yield match.start(), "listes trop emboîtées : quatre niveaux au plus"
    yield from _unclosed_bracket(text)


def _unclosed_bracket(text: str) -> Iterator[Finding]:
    """The first bracket that is not closed, citations left out; brackets may hold one level of brackets."""
    for _ in range(2):
        text = _PAIR.sub(lambda match: "·" * len(match[0]), text)
    bracket = re.search(r"\[(?!\s*@)", text)
    if bracket:
        yield bracket.start(), "crochet [ jamais fermé, ou trop de crochets emboîtés"


def personal_data(text: str) -> Iterator[Finding]:
    """E-mails, phones and street addresses have no place in free text."""
    text = text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2011", "-")
    if "@" in text.replace("[@", ""):
        for match in _EMAIL.finditer(text):
            yield match.start(), f"adresse e-mail (« {match[0]} ») : elle ne peut pas être publiée, retirez-la"
    if not (_MANY_DIGITS.search(text) or _NUMBERED_WAY.search(text)):
        return
    bare = _URL.sub(lambda match: "·" * len(match[0]), text)
    for match in _PHONE.finditer(bare):
        yield match.start(), f"numéro de téléphone (« {match[0]} ») : il ne peut pas être publié, retirez-le"
    for match in _STREET.finditer(bare):
        if not _YEAR.search(bare[max(0, match.start() - 12) : match.start() + 4]):
            yield match.start(), f"adresse postale (« {match[0]} ») : elle ne peut pas être publiée, retirez-la"


_ACRONYM = re.compile(r"\b[A-ZÀ-Ý]{2,}\b")
_SENTENCE = re.compile(r"[^.!?…]+[.!?…]*")
MAX_PLAIN_WORDS = 18


def hard_to_read(text: str) -> Iterator[Finding]:
    """Easy-to-read French: short sentences, no acronym, no citation."""
    for offset, paragraph in paragraphs(text):
        for match in _SENTENCE.finditer(paragraph):
            words = [word for word in match[0].split() if any(map(str.isalnum, word))]
            if len(words) > MAX_PLAIN_WORDS:
                start = offset + match.end() - len(match[0].lstrip())
                yield start, f"phrase trop longue ({len(words)} mots) : {MAX_PLAIN_WORDS} au plus dans « en clair »"
    for match in _ACRONYM.finditer(text):
        yield match.start(), f"sigle « {shortened(match[0])} » : écrivez les mots en entier dans « en clair »"
    for match in CITATION.finditer(text):
        yield match.start(), "pas de source dans « en clair » : elles sont dans les autres textes"


_HEADING_LINE = re.compile(r"^ {0,3}(#{1,6})|^ {0,3}(?=[^\n]*\S).*\n {0,3}(=+|-+)[ \t]*$", re.MULTILINE)
_NO_HEADING = 7
"""A level that no heading reaches."""


def headings(text: str, lowest: int = _NO_HEADING) -> Iterator[Finding]:
    """Headings of a level under `lowest` (1 is the page's title) are refused; by default, all of them."""
    allowed = "pas de titre dans ce texte" if lowest == _NO_HEADING else f"commencez par « {'#' * lowest} »"
    for match in _HEADING_LINE.finditer(text):
        level = len(match[1]) if match[1] else 1 if match[2].startswith("=") else 2
        if level < lowest:
            yield match.start(), f"titre de niveau {level} refusé : {allowed}"
