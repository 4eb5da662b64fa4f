"""Contributors' Markdown to HTML: whatever is written, what comes out is safe and whole."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import urlparse

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from traversees.french.text import (
    _BLOCK_END,
    _TAGS,
    Notes,
    _cleaned,
    _converted,
    markdown_words,
    plain,
    plain_html,
    safe_html,
)
from traversees.records.evidence import Source

QUICK = settings(max_examples=200, deadline=None, database=None)
COMMON = {"editeur": "Éditions", "consulte": "2026-01-15", "type": "presse", "portee": "extrait"}
TITLE = "« L’exemple » & \"<b>'"
SOURCES = tuple(
    Source.model_validate({"id": name, "titre": TITLE, "url": f"https://exemple.org/{name}", **COMMON})
    for name in ("un", "deux")
)


class Reader(HTMLParser):
    """Reads HTML as a browser would, and fails on what a contributor must not be able to write."""

    def __init__(self, html: str, tags: set[str], attributes: set[str]) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags, self.attributes = tags, attributes
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in self.tags
        assert {name for name, _ in attrs} <= self.attributes
        for name, value in attrs:
            if name == "href":
                assert urlparse(value or "").scheme in {"http", "https", ""}
                assert not re.match(r"\s*(?:javascript|data|vbscript):", value or "", re.IGNORECASE)
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(data)


MARKDOWN = st.lists(
    st.sampled_from(
        [
            *(
                "<script>",
                "</script>",
                "<img src=x onerror=alert(1)>",
                "<a href='javascript:x'>",
                "</a>",
                "<p onclick=x>",
            ),
            *(
                "<iframe src=x>",
                "<style>",
                "</style>",
                "<svg/onload=x>",
                "<!--",
                "-->",
                "<![CDATA[",
                "<?",
                "<b",
                '"',
                "'",
            ),
            *(
                "[a](javascript:x)",
                "[a](JaVaScRiPt:x)",
                "[a](&#106;avascript:x)",
                "[a](data:text/html,x)",
                "[a](x 'y\" onclick=z')",
            ),
            *(
                "[a](https://exemple.org)",
                "![a](x)",
                "[a]: javascript:x",
                "[a]",
                "[@un]",
                "[@deux]",
                "[@trois]",
                "&#91;@un]",
                "\\[@un]",
            ),
            *(
                "<https://exemple.org>",
                "<javascript:x>",
                "`",
                "``",
                "```\n",
                "*",
                "**",
                "_",
                "~",
                "# ",
                "\n## ",
                "\n===\n",
                "\n---\n",
            ),
            *(
                "- ",
                "\n- ",
                "\n1. ",
                "> ",
                "\n> ",
                "    ",
                "\t",
                "\n",
                "\n\n",
                "a",
                "é",
                "{: onclick=x }",
                "{{ x }}",
                "&lt;",
                "&",
                "\\",
            ),
            *(
                "[a](https://exemple.org/[@un])",
                "[x [@un] y](https://exemple.org)",
                "*** ",
                "<h2>",
                "</h2>",
                "\u2028",
                "\x02",
                "wzxhzdk:0",
            ),
        ]
    ),
    max_size=15,
).map("".join)


@QUICK
@given(MARKDOWN | st.text(max_size=80))
@example("[a](javascript:x)")
@example("<a href='java\nscript:x'>a</a>")
def test_any_text_becomes_safe_and_whole_html(text: str) -> None:
    Reader(safe_html(text), _TAGS, {"href", "rel"})


@QUICK
@given(MARKDOWN)
@example("[a](https://exemple.org/[@un])")
@example("&#91;@trois]")
def test_notes_never_break_the_html(text: str) -> None:
    notes = Notes(SOURCES)
    html = str(notes.blocks(text))
    Reader(html, {*_TAGS, "sup", "span"}, {"href", "rel", "class", "id", "aria-label"})
    assert set(notes.calls) <= {"un", "deux"}
    for number, source, count in notes.called():
        assert html.count(f'href="#source-{source.id}"') == count
        assert f">{number}</a></sup>" in html


@QUICK
@given(MARKDOWN | st.text(max_size=80))
def test_bare_words_hold_no_tag(text: str) -> None:
    assert "\n" not in plain(text)
    assert not re.search(r"<(?:script|p|a|em|strong|code|h\d)[ >]", plain(re.sub(r"[<&]", "", text)))


@QUICK
@given(st.text(max_size=60))
def test_no_word_of_a_contributor_is_markup_in_a_line_of_ours(text: str) -> None:
    assert not set("<>{}[]*_`!\\|~") & set(markdown_words(text))


def test_notes_are_numbered_in_the_order_of_their_calls() -> None:
    notes = Notes(SOURCES)
    html = notes.blocks("Un fait [@deux], un autre [@un] et encore [@deux]. À nous [@analyse].")
    assert re.findall(r">(\d)</a></sup>", html) == ["1", "2", "1"]
    assert re.findall(r'id="(appel-[^"]*)"', html) == ["appel-deux-1", "appel-un-1", "appel-deux-2"]
    assert [(number, source.id, count) for number, source, count in notes.called()] == [(1, "deux", 2), (2, "un", 1)]
    assert '<span class="analyse">analyse</span>' in html


def test_a_citation_in_an_address_is_left_alone() -> None:
    html = Notes(SOURCES).blocks("[lien](https://exemple.org/[@un])")
    assert html == '<p><a href="https://exemple.org/[@un]" rel="noopener">lien</a></p>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Un *mot* **fort**.", "Un <em>mot</em> <strong>fort</strong>."),
        ("Un.\n\nDeux.", "<p>Un.</p>\n<p>Deux.</p>"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_single_paragraph_may_be_set_in_a_line(text: str | None, html: str) -> None:
    assert Notes(SOURCES).inline(text) == html


def test_the_headings_of_a_body_become_markdown_again() -> None:
    assert Notes(SOURCES).body("## L’*idée* {#x}\n\nTexte.") == "\n\n## L’idée &#123;&#35;x&#125;\n\n\n<p>Texte.</p>"


def test_bare_words_leave_citations_and_marks_out() -> None:
    assert plain("- Un **fait** [@un].\n- Deux & trois <3") == "Un fait. Deux & trois <3"


@QUICK
@given(st.text("aé 1.-+=:,'’«\u00a0\u202f\n([@x])*_#>", max_size=80))
def test_a_plain_text_is_read_as_markdown_would_read_it(text: str) -> None:
    assert safe_html(text) == _converted(text)


@QUICK
@given(st.lists(st.sampled_from(["Un mot", " ", "\n", "\n\n", "[@source]", "1. ", "- ", "= ", "1) ", "« x »", "(a)"])))
def test_a_plain_text_made_of_usual_pieces_is_read_as_markdown_would_read_it(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert safe_html(text) == _converted(text)


@QUICK
@given(st.text("aé’ \n\t\u00a0\u202f.;&<>p/", max_size=40).map(lambda text: f"<p>{text}</p>\n<p>mot&nbsp;:</p>"))
def test_words_without_markup_are_those_that_cleaning_gives(html: str) -> None:
    assert plain_html(html) == " ".join(_cleaned(_BLOCK_END.sub(" ", html)).split())
