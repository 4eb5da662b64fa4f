"""Render, last: where the links of a page lead, judged once all is written, as a browser will read them.

Our checks refuse any address but http(s), and what a contributor writes is cleaned; but what is written after may change
what it meant: a line separator (U+2028) made a space turned « java script: », which leads nowhere, into a script.
"""

from __future__ import annotations

import re
from html import unescape

_NAMES = "href|src|action|formaction|xlink:href|srcdoc|srcset|poster|data|background|ping"
_INVISIBLE = r"\x00-\x20\x7f-\xa0\xad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff"
_PLAIN = rf'"(?:https?://|mailto:|(?![^/?#"]*:))(?:[^"&<>{_INVISIBLE}]|&amp;)*"'
_SUSPECT = re.compile(rf"\s(?:{_NAMES})\s*=(?!{_PLAIN})", re.IGNORECASE)
"""An attribute that is not plainly an address of ours or of the web: no page has one."""

_TAG = re.compile(r"<[a-z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(rf"\s(?:{_NAMES})\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>]*)", re.IGNORECASE)
_SAFE = re.compile(rf"(?:https?://|mailto:|(?![^/?#]*:))[^{_INVISIBLE}]*", re.IGNORECASE)


def judged(html: str) -> str:
    """`html` without the addresses, in attributes, that are neither of the site, of the web, nor of a letter box."""
    if not _SUSPECT.search(html):
        return html
    return _TAG.sub(lambda tag: _ATTRIBUTE.sub(_kept, tag[0]), html)


def _kept(attribute: re.Match[str]) -> str:
    address = unescape(attribute[1].strip("\"'"))
    return attribute[0] if _SAFE.fullmatch(address) else ""
