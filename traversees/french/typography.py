"""French typography, in one place: apostrophes, quotation marks, non-breaking spaces, dates and numbers.

Rules: Lexique des règles typographiques en usage à l’Imprimerie nationale; spaces as browsers break them
(U+202F narrow, U+00A0 full).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

NARROW = "\u202f"
FULL = "\u00a0"

_THOUSAND, _TEN_THOUSAND = 1_000, 10_000
_UNITS = r"[%€$‰]|M€|Md€|k€|kg|km|h\b|ans?\b|euros?\b|dollars?\b|millions?\b|milliards?\b|heures?\b|jours?\b|semaines?\b|mois\b|m²"


def _narrowed(match: re.Match[str]) -> str:
    return match[0].replace(" ", NARROW).replace(FULL, NARROW)


_END = "\0"
"""The end of a text among those of a page, that the rules read at one go."""
_SPACES = (" ", FULL, NARROW)
_SPACE = f"[{''.join(_SPACES)}]"
_AFTER_SHORT = "|".join(rf"(?<=\b{word} )" for word in (r"n°", r"no", r"art\.", r"vol\.", r"p\.", r"M\.", r"Mme"))
_RULES: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(rf"'(?<=\w')(?=[\w\s«»*_\[,.;:!?){_END}]|$)"), "’"),
    (re.compile(r"\.\.\."), "…"),
    (re.compile(rf"«{_SPACE}*"), f"«{FULL}"),
    (re.compile(r"»"), f"{FULL}»"),
    *((re.compile(rf"{space}(?<!{_SPACE}{space}){_SPACE}+»"), f"{FULL}»") for space in _SPACES),
    *((re.compile(rf"{space}([;!?])(?<!\s{space}[;!?])(?![\w\[])"), f"{NARROW}\\1") for space in (" ", FULL)),
    *((re.compile(rf"{space}:(?<!\s{space}:)(?=[\s{_END}]|$)"), f"{FULL}:") for space in (" ", NARROW)),
    (re.compile(r"\d(?<![\d,.]\d)\d{0,2}(?:[ \u00a0]\d{3})+(?!\d)"), _narrowed),
    *((re.compile(rf"{space}(?<=\d{space})(?={_UNITS})"), FULL) for space in (" ", NARROW)),
    (re.compile(r"\$ CA\b"), f"${FULL}CA"),
    (re.compile(rf" (?=[\dA-Z])(?:{_AFTER_SHORT})"), FULL),
)
"""Each starts with the sign it looks for, and only then looks behind: many times faster on a whole page."""
_TOUCHED = re.compile(r"['«»;:!?\d]|\.\.\.|\$ CA|n°|\b(?:no|art|vol|p|M|Mme)\b")
"""What every rule needs: most pieces of a page have none of it."""
_SKIPPED = re.compile(
    "|".join(
        (
            *(rf"<{tag}\b(?:(?!<{tag}\b).)*?</{tag}>" for tag in ("script", "style", "code", "pre")),
            r"<!--(?:(?!<!--).)*?-->",
            r"<[^<>]*>",
            *(rf"{sign}(?<=^{sign}){sign}{sign}.*?^(?:```|~~~)" for sign in "`~"),
            r"`[^`\n]*`",
            r"\]\([^()\s]*\)",
            r"\{[#.:][^{}\n]*\}",
            r"https?://[^\s<>]+",
            *(rf"{sign}(?<=^{sign})[-=| :]*$" for sign in ("-", "=", r"\|", " ", ":")),
            _END,
        )
    ).join("()"),
    re.DOTALL | re.MULTILINE,
)
"""Code, tags, addresses, attributes and rules of tables. No alternative may scan twice the same text."""


def typographic(text: str) -> str:
    """`text` (plain, no markup) with French spaces, apostrophes and quotation marks. Idempotent."""
    if not _TOUCHED.search(text):
        return text
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text


def typographic_page(text: str) -> str:
    """A page's Markdown and HTML with French typography; tags, addresses and code are left alone."""
    parts = _SKIPPED.split(text)
    words = _END.join(parts[::2]).replace("&#39;", "'")  # an apostrophe that a template escaped
    parts[::2] = typographic(words).split(_END)
    return "".join(parts)


_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)


def date_in_words(date: str) -> str:
    """« 22 novembre 2026 » for 2026-11-22, « mai 2023 » for 2023-05, « 2023 » for 2023."""
    year, *rest = date.split("-")
    if not rest:
        return year
    words = [_MONTHS[int(rest[0]) - 1], year]
    if len(rest) > 1:
        day = int(rest[1])
        words.insert(0, "1er" if day == 1 else str(day))
    return FULL.join(words)


def one_year_later(date: str) -> str:
    """The same day of the next year (28 February for the 29th)."""
    year, month, day = date.split("-")
    return f"{int(year) + 1}-{month}-{'28' if (month, day) == ('02', '29') else day}"


def number_in_words(value: float, unit: str | None = None) -> str:
    """« 67 000 € », « 28,4 % »: French decimal comma and thin spaces."""
    text = f"{value:,.10f}".rstrip("0").rstrip(".") if value % 1 else f"{value:,.0f}"
    text = text.replace(",", NARROW).replace(".", ",")
    if value % 1 == 0 and _THOUSAND <= value < _TEN_THOUSAND and unit is None:
        text = text.replace(NARROW, "")
    return f"{text}{FULL}{unit}" if unit else text
