"""Render: the headings of a page, which templates write in Markdown, as Python-Markdown and its table of contents make them."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from markdown.extensions.toc import nest_toc_tokens, slugify, strip_tags, unique

Heading = dict[str, Any]
"""A title in the text, as the theme asks for it: `level`, `id`, `url`, `title`, `children`."""

ANCHOR = "#page-specimen-1"
"""What stands in a link to a section for its address."""

_HEADING = re.compile(
    r"\n(?P<signs>#{2,6}) (?P<words>[^\n{}]*?)(?: \{#(?P<id>[\w-]+)(?P<marks>[^\n{}]*)\})?(?:\n*(?=\n)|\Z)"
)
_AS_WRITTEN = re.compile(r"(<pre\b.*?</pre>)", re.DOTALL)
"""Where no line is a heading."""


def article(body: str, permalink: str) -> tuple[str, list[Heading]]:
    """The HTML of a Markdown body made of HTML blocks and headings, and its headings, as Python-Markdown gives them."""
    pieces = _AS_WRITTEN.split("\n" + body.strip("\n"))
    named = {match["id"] for piece in pieces[::2] for match in _HEADING.finditer(piece) if match["id"]}
    counters: dict[str, int] = {}
    headings: list[Heading] = []

    def replaced(match: re.Match[str]) -> str:
        words, level = match["words"], len(match["signs"])
        identifier = match["id"] or unique(slugify(unescape(strip_tags(words)), "-"), named, counters)  # type: ignore[call-arg]
        classes = " ".join(mark[1:] for mark in (match["marks"] or "").split() if mark.startswith("."))
        url = f"#{identifier}"
        headings.append({"level": level, "id": identifier, "url": url, "title": strip_tags(words)})
        opening = f'<h{level} class="{classes}" id="{identifier}">' if classes else f'<h{level} id="{identifier}">'
        return f"\n{opening}{words}{permalink.replace(ANCHOR, url)}</h{level}>"

    pieces[::2] = [_HEADING.sub(replaced, piece) for piece in pieces[::2]]
    return "".join(pieces).strip("\n"), nest_toc_tokens(headings)  # type: ignore[arg-type,return-value]  # it adds `children`, and keeps the rest
