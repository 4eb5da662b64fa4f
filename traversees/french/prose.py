"""What a contributor's text holds: paragraphs, citations, links, images. Knows Markdown, not records."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from traversees.french import prose_sentences
from traversees.records.problems import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

ANALYSIS = "analyse"
"""The reserved id of a citation that says: this is our reasoning."""

CITATION = re.compile(r"\[@([\w.-]+)\]")
_NAMED = re.compile(r"@(\w[\w-]*(?:\.[\w-]+)*)")
_CALL = re.compile(r"\[\s*@[^\[\]\n]*\]?\(?|\(@[a-z0-9-]+\)")
_CALL_IN_LINK = re.compile(r"\[[^\[\]]*(?P<call>\[@[^\[\]]*\])[^\[\]]*\]\(")
_PAIR = re.compile(r"\[[^\[\]]*\]")
_BLOCK = re.compile(
    r"(?:^|(?<=\n))(?![ \t]*(?:\n|\Z))(?P<text>#[^\n]*|[^\n].*?(?=\n[ \t]*\n|\n[ \t]*[-*+] |\n[ \t]*\d+[.)] |\n#|\Z))",
    re.DOTALL,
)
_HTML = re.compile(r"<(?P<closing>/?)(?P<element>[a-zA-Z]\w*)[^\n<>]*>?|<!--|<!\w|<\?")
_REFERENCE = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]+);")
_WIKI_LINK = re.compile(r"\[\[(?!\s*@)[^\[\]\n]+\]\](?!\()")
_RECORD_LINK = re.compile(r"^(?:\.{0,2}/(?!/)|[\w-]+/|[\w-]+$|[\w./-]+\.(?:md|ya?ml)(?:[#?]|$))")
"""An address that can only be a file of ours: no web address starts so."""
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
_DIGITS_OR_WAY = re.compile(rf"\d(?:(?:[ .()-]{{0,2}}\d){{8}}|{_WAY})", re.IGNORECASE)
"""What every phone and every street address has: sought first, since a search that starts with a digit is quick."""
_YEAR = re.compile(
    r"\b(?:en|depuis|dès|fin|début|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)"
    r" (?:19|20)\d\d$",
    re.IGNORECASE,
)

Finding = tuple[int, str]
"""Where in the text (characters from 0), and a French sentence."""

SENTENCES = prose_sentences.SENTENCES
"""What a text may be blamed for: also read by the form, which says the same."""


def citations(text: str) -> Iterator[tuple[int, str]]:
    """Each citation of `text`: where it stands and the id it names, `analyse` included."""
    for match in CITATION.finditer(text):
        yield match.start(), match[1]


def named_sources(text: str) -> list[str]:
    """Every id that `text` cites, well or badly."""
    return _NAMED.findall(text)


def malformed_citations(text: str) -> Iterator[Finding]:
    """A citation is written [@id], one source at a time."""
    if "](" not in text and text.count("@") == len(CITATION.findall(text)):
        return
    for match in _CALL.finditer(text):
        if not CITATION.fullmatch(match[0]):
            quoted = shortened(match[0], 40)
            yield match.start(), SENTENCES["citation_malformed"].format(quoted=quoted)
    for match in _CALL_IN_LINK.finditer(text):
        yield match.start("call"), SENTENCES["citation_in_link"]


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Each paragraph or list item of `text`, headings and rules left out, with where it starts."""
    for match in _BLOCK.finditer(text):
        if not match["text"].startswith("#") and re.search(r"\w", match["text"]):
            yield match.start(), match["text"]


def unsourced_paragraphs(text: str) -> Iterator[Finding]:
    """A claim without a source is not published."""
    if "\n" not in text and _CALL.search(text):
        return
    for offset, paragraph in paragraphs(text):
        if not _CALL.search(paragraph):
            start = shortened(" ".join(paragraph.split()[:5])).strip(" -*+>….")
            yield offset, SENTENCES["unsourced"].format(start=start)


def forbidden_markup(text: str) -> Iterator[Finding]:
    """Raw HTML, images, links that are not http(s), links of wikis and tangled brackets or lists are refused."""
    if not _MARKUP_HINT.search(text) and not _may_be_nested(text):
        return
    yield from _html(text)
    for match in _TARGET.finditer(text):
        if match["image"]:
            yield match.start(), SENTENCES["image"].format(quoted=shortened(match["url"]))
        elif not re.match(r"https?://[^\s/]+\.", match["url"]):
            sentence = SENTENCES["record_link" if _RECORD_LINK.search(match["url"]) else "link"]
            yield match.start("url"), sentence.format(quoted=shortened(match["url"]))
    for match in _WIKI_LINK.finditer(text):
        yield match.start(), SENTENCES["wiki_link"].format(quoted=shortened(match[0], 40))
    for match in _LINK_DEFINITION.finditer(text):
        yield match.start(), SENTENCES["link_definition"]
    for match in _NESTED.finditer(text):
        yield match.start(), SENTENCES["nested"]
    yield from _unclosed_bracket(text)


def _html(text: str) -> Iterator[Finding]:
    """Each element of HTML, where it opens, and each reference to a sign."""
    opened = Counter[str]()
    for match in _HTML.finditer(text):
        element = (match["element"] or "").lower()
        if match["closing"] and opened[element]:
            opened[element] -= 1
        elif match[0].startswith("<http"):
            yield match.start(), SENTENCES["html_address"]
        else:
            opened[element] += 1
            yield match.start(), SENTENCES["html"].format(quoted=shortened(match[0], 20))
    for match in _REFERENCE.finditer(text):
        yield match.start(), SENTENCES["reference"].format(quoted=shortened(match[0], 20))


_MARKUP_HINT = re.compile(r"[<&]|\[(?!\s*@)|\][(:]")
"""What all forbidden markup has, lists apart; most texts have none of it."""


def _may_be_nested(text: str) -> bool:
    return any(map(_NESTED.match, text.split("\n")))


def _unclosed_bracket(text: str) -> Iterator[Finding]:
    """The first bracket that is not closed, citations left out; brackets may hold one level of brackets."""
    for _ in range(2):
        text = _PAIR.sub(lambda match: "·" * len(match[0]), text)
    bracket = re.search(r"\[(?!\s*@)", text)
    if bracket:
        yield bracket.start(), SENTENCES["bracket"]


def may_hold_personal_data(text: str) -> bool:
    """Whether some line of `text` deserves `personal_data`: most records have none."""
    text = _with_plain_signs(text)
    return "@" in text.replace("[@", "") or bool(_DIGITS_OR_WAY.search(text))


def _with_plain_signs(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2011", "-")


def personal_data(text: str) -> Iterator[Finding]:
    """E-mails, phones and street addresses have no place in free text."""
    text = _with_plain_signs(text)
    if "@" in text.replace("[@", ""):
        for match in _EMAIL.finditer(text):
            yield match.start(), SENTENCES["e_mail"].format(quoted=match[0])
    if not _DIGITS_OR_WAY.search(text):
        return
    bare = _URL.sub(lambda match: "·" * len(match[0]), text)
    for match in _PHONE.finditer(bare):
        yield match.start(), SENTENCES["phone"].format(quoted=match[0])
    for match in _STREET.finditer(bare):
        if not _YEAR.search(bare[max(0, match.start() - 12) : match.start() + 4]):
            yield match.start(), SENTENCES["street"].format(quoted=match[0])


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
                yield start, SENTENCES["long_sentence"].format(words=len(words), most=MAX_PLAIN_WORDS)
    for match in _ACRONYM.finditer(text):
        yield match.start(), SENTENCES["acronym"].format(quoted=shortened(match[0]))
    for match in CITATION.finditer(text):
        yield match.start(), SENTENCES["plain_citation"]


_HEADING_LINE = re.compile(r"^ {0,3}(#{1,6})|^ {0,3}(?=[^\n]*\S).*\n {0,3}(=+|-+)[ \t]*$", re.MULTILINE)
_NO_HEADING = 7
"""A level that no heading reaches."""


def headings(text: str, lowest: int = _NO_HEADING) -> Iterator[Finding]:
    """Headings of a level under `lowest` (1 is the page's title) are refused; by default, all of them."""
    if "#" not in text and "\n" not in text:
        return
    sentence = SENTENCES["heading_refused" if lowest == _NO_HEADING else "heading_too_high"]
    for match in _HEADING_LINE.finditer(text):
        level = len(match[1]) if match[1] else 1 if match[2].startswith("=") else 2
        if level < lowest:
            yield match.start(), sentence.format(level=level, lowest="#" * lowest)
