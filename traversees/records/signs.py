"""Load: the signs that nobody can see, and that would break searches, quotations, YAML or XML; however they are written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from yaml.scanner import Scanner

if TYPE_CHECKING:
    from collections.abc import Iterator

_NO_CHARACTERS = "".join(rf"\U{plane:04x}fffe\U{plane:04x}ffff" for plane in range(1, 17))
INVISIBLE = re.compile(
    r"[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]"
    r"|[\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    rf"\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f{_NO_CHARACTERS}]"
    r"|(?<![\u0600-\U0010ffff])[\u200c\u200d]"  # these two join emoji, and letters of other scripts
)

_ESCAPE = re.compile(r"\\(?:x(?P<x>..)|u(?P<u>.{4})|U(?P<U>.{8})|(?P<sign>.))", re.DOTALL)


def invisible_sign(text: str) -> re.Match[str] | None:
    """The first invisible sign of `text`."""
    if text.replace("\n", "").replace("\u00a0", "").replace("\u202f", "").isprintable():
        return None  # no invisible sign is printable, and this is told much faster
    return INVISIBLE.search(text)


def blamed(sign: str) -> str:
    """What to say of an invisible sign."""
    return f"caractère invisible (U+{ord(sign):04X}) : effacez-le, ou retapez cette ligne"


def escaped(written: str) -> Iterator[tuple[int, str]]:
    """Each sign that stands for another in a text between double quotes, as YAML has it: where it stands, the other."""
    for match in _ESCAPE.finditer(written):
        code = match["x"] or match["u"] or match["U"]
        yield match.start(), chr(int(code, 16)) if code else Scanner.ESCAPE_REPLACEMENTS.get(match["sign"], "")
