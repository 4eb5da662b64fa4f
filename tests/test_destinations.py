"""No link of a page leads to a script, however its address is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from traversees.pages.destinations import judged
from traversees.pages.page import tidy

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "address",
    [
        "https://exemple.org/a?b=c&amp;d=%20#e",
        "http://exemple.org:8080/a:b",
        "../a-propos/?q=a:b#c:d",
        "#appel-source-1",
        "./",
        "",
        "mailto:contact@exemple.org",
        "index.html",
    ],
)
def test_an_address_of_ours_or_of_the_web_stays(address: str) -> None:
    html = f'<p><a class="lien" href="{address}" rel="noopener">Ici</a></p>'
    assert judged(html) == html


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "java\tscript:alert(1)",
        "java\u2028script:alert(1)",
        "\x01javascript:alert(1)",
        "&#106;avascript:alert(1)",
        "&#x6A;avascript&colon;alert(1)",
        "java&Tab;script:alert(1)",
        "javascript&#58;alert(1)",
        "&#0000106avascript:alert(1)",
        "data:text/html,a",
        "vbscript:a",
        "blob:https://exemple.org/a",
        "file:///etc/passwd",
        "https://exemple.org/\u202egpj.exe",
    ],
)
@pytest.mark.parametrize("written", ['href="{}"', "href='{}'", ' HREF = "{}"', 'xlink:href="{}"', 'formaction="{}"'])
def test_any_other_goes_and_its_words_stay(address: str, written: str) -> None:
    html = f'<p title="a > b"><a class="lien" {written.format(address)} rel="noopener">Ici</a></p>'
    assert judged(html).split() == ["<p", 'title="a', ">", 'b"><a', 'class="lien"', 'rel="noopener">Ici</a></p>']


def test_an_address_without_quotes_is_judged_too() -> None:
    assert judged("<a href=javascript:alert(1)>Ici</a>") == "<a>Ici</a>"


def test_what_a_text_says_of_links_stays() -> None:
    html = '<p>&lt;a href="javascript:a()"&gt; et href="javascript:b()"</p>'
    assert judged(html) == html


def test_a_line_of_a_page_ends_where_files_end_theirs_only() -> None:
    assert tidy("un\u2028deux\x85trois\n\n\n\nquatre") == "un\u2028deux\x85trois\n\nquatre\n"


def test_no_page_of_the_site_loses_a_link(site: Path) -> None:
    for file in site.rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        assert judged(text) == text, file
