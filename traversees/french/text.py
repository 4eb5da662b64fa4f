"""Contributors' Markdown to safe HTML, with numbered notes. Nothing that a contributor wrote passes unclean."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

import markdown
import nh3
from markupsafe import Markup, escape

from traversees.french.prose import ANALYSIS, CITATION
from traversees.french.typography import typographic

if TYPE_CHECKING:
    from collections.abc import Iterable

    from traversees.records.evidence import Source

_TAGS = {"p", "pre", "ul", "ol", "li", "strong", "em", "a", "blockquote", "code", "br", "h2", "h3", "h4", "h5", "h6"}
_MARKDOWN = markdown.Markdown(extensions=["sane_lists"], output_format="html")
_CITED = re.compile(rf"(?<!\s)\s*{CITATION.pattern}")
_CALL = re.compile(r"<[^<>]*>|(?<!\s)\s*\[@(?P<id>[a-z0-9-]+)\]")
_HEADING = re.compile(
    r"<(?P<nesting>/?(?:ul|ol|blockquote))>|<h(?P<level>[2-6])>(?P<words>.*?)</h(?P=level)>", re.DOTALL
)
_BETWEEN_BLOCKS = re.compile(r"(?:(?<=</p>)|(?<=</[uo]l>)|(?<=</pre>)|(?<=</h[2-6]>)|(?<=</blockquote>)) (?=<)")
"""Where Markdown starts a new line between the blocks of an HTML page."""
_SIGNS = re.compile(
    r"[^\w\n ,;:.!?…’'\"«»()/%€$+°=–—\u00a0\u202f-]|_|  | \n|\n |^[-+= ]|\n(?:[-+=]|\d+[.)])|^\d+[.)]|\A\s|\s\Z"
)
_CITATION_ALONE = re.compile(r"\[@[a-z0-9-]+\](?![(:\[])")
_BLANK_LINE = re.compile(r"\n\n+")
_BLOCK_END = re.compile(r"</(?:p|li|h\d)>")
_MARKUP = re.compile(r"[<>&\x00-\x08\x0b-\x1f\x7f]")
"""What words alone do not have."""
_MARKDOWN_SIGNS = re.compile(r"[&<>{}\[\]*_`#!\\|~]")


@lru_cache(maxsize=20_000)
def safe_html(text: str) -> str:
    """`text` (Markdown) as HTML made of a few tags and http(s) links only; citations are left as written."""
    return _paragraphs(text) if _is_plain(text) else _converted(text)


def _is_plain(text: str) -> bool:
    """Whether `text` has no sign that Markdown or HTML could read, but citations: most texts are so."""
    return not _SIGNS.search(_CITATION_ALONE.sub("x", text))


def _paragraphs(text: str) -> str:
    """What `_converted` makes of a plain text, twenty times faster."""
    text = text.replace("\u00a0", "&nbsp;")
    return "\n".join(f"<p>{block.strip()}</p>".replace("\n", " ") for block in _BLANK_LINE.split(text) if block.strip())


def _converted(text: str) -> str:
    html = _MARKDOWN.reset().convert(text)
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href"}, "*": set()},
        url_schemes={"http", "https"},
        link_rel="noopener",
    )
    return _BETWEEN_BLOCKS.sub("\n", clean.replace("\n", " "))


@lru_cache(maxsize=100_000)
def plain(text: str) -> str:
    """`text` (Markdown) as bare words on one line, without citations."""
    return plain_html(safe_html(_CITED.sub("", text)))


def plain_paragraphs(text: str) -> list[str]:
    """`text` (Markdown) as bare words, one line for each paragraph or item, with its citations."""
    parts = map(plain_html, _BLOCK_END.split(safe_html(text)))
    return [part for part in parts if part]


def plain_html(html: str) -> str:
    """The words of `html` on one line."""
    text = _BLOCK_END.sub(" ", html)
    words = text.replace("<p>", "").replace("&nbsp;", " ")
    return " ".join((_cleaned(text) if _MARKUP.search(words) else words).split())


def _cleaned(html: str) -> str:
    """The words of any HTML."""
    return Markup(nh3.clean(html, tags=set())).unescape()  # noqa: S704


def markdown_words(text: str) -> Markup:
    """`text` (plain) for a Markdown line of ours: no sign of it can be taken for markup."""
    return Markup(_MARKDOWN_SIGNS.sub(lambda sign: f"&#{ord(sign[0])};", text))  # noqa: S704


def _with_markdown_headings(html: str) -> str:
    """`html`, its headings as Markdown, but those inside a list or a quotation, where Markdown would not see them."""
    depth = 0

    def written(match: re.Match[str]) -> str:
        nonlocal depth
        if match["nesting"]:
            depth += -1 if match["nesting"].startswith("/") else 1
        if match["nesting"] or depth:
            return match[0]
        return f"\n\n{'#' * int(match['level'])} {markdown_words(plain_html(match['words']))}\n\n"

    return _HEADING.sub(written, html)


@dataclass
class Notes:
    """The numbered notes of one page: the first source called is note 1."""

    sources: tuple[Source, ...]
    calls: dict[str, int] = field(default_factory=dict)

    def blocks(self, text: str | None) -> Markup:
        """`text` as paragraphs and lists, citations turned into note calls."""
        return Markup(self._noted(safe_html(text)) if text else "")  # noqa: S704 — cleaned by nh3

    def inline(self, text: str | None) -> Markup:
        """`text` as one run of words: the paragraph mark is left out when there is only one."""
        html = self.blocks(text).strip()
        if html.startswith("<p>") and html.endswith("</p>") and html.count("<p>") == 1:
            html = html[len("<p>") : -len("</p>")]
        return Markup(html)  # noqa: S704

    def body(self, text: str) -> Markup:
        """A record's body: its headings become Markdown again, so that the table of contents sees them."""
        html = self._noted(safe_html(text))
        return Markup(_with_markdown_headings(html))  # noqa: S704

    def refer(self, ids: Iterable[str]) -> Markup:
        """Note calls for a list of source ids."""
        return Markup("").join(Markup(self._call(source_id)) for source_id in ids)  # noqa: S704

    def called(self) -> list[tuple[int, Source, int]]:
        """Each source called so far: its number, itself, how many times it is called."""
        known = {source.id: source for source in self.sources}
        return [(n, known[source_id], count) for n, (source_id, count) in enumerate(self.calls.items(), 1)]

    def _noted(self, html: str) -> str:
        if "[@" not in html:
            return html
        known = {ANALYSIS, *(source.id for source in self.sources)}
        return _CALL.sub(lambda match: self._call(match["id"]) if match["id"] in known else match[0], html)

    def _call(self, source_id: str) -> str:
        if source_id == ANALYSIS:
            return ' <span class="analyse">analyse</span>'
        self.calls[source_id] = self.calls.get(source_id, 0) + 1
        number = list(self.calls).index(source_id) + 1
        title = escape(typographic(next(source.titre for source in self.sources if source.id == source_id)))
        return (
            f'<sup class="appel"><a id="appel-{source_id}-{self.calls[source_id]}" href="#source-{source_id}"'
            f' aria-label="Source {number} : {title}">{number}</a></sup>'
        )
