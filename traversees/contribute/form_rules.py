"""The form: the checker’s sentences and patterns as JavaScript reads them, so that both say the same."""

from __future__ import annotations

import re
from typing import Any

from traversees.check import messages, sentences
from traversees.french import prose, typography
from traversees.records import file_names, problems, signs, writing, yaml_reading, yaml_sentences

_PATTERNS = {
    "citation": prose.CITATION,
    "call": prose._CALL,  # noqa: SLF001 — all that prose knows is told to the form
    "callInLink": prose._CALL_IN_LINK,  # noqa: SLF001
    "pair": prose._PAIR,  # noqa: SLF001
    "block": prose._BLOCK,  # noqa: SLF001
    "html": prose._HTML,  # noqa: SLF001
    "reference": prose._REFERENCE,  # noqa: SLF001
    "wikiLink": prose._WIKI_LINK,  # noqa: SLF001
    "recordLink": prose._RECORD_LINK,  # noqa: SLF001
    "target": prose._TARGET,  # noqa: SLF001
    "linkDefinition": prose._LINK_DEFINITION,  # noqa: SLF001
    "nested": prose._NESTED,  # noqa: SLF001
    "url": prose._URL,  # noqa: SLF001
    "eMail": prose._EMAIL,  # noqa: SLF001
    "phone": prose._PHONE,  # noqa: SLF001
    "street": prose._STREET,  # noqa: SLF001
    "year": prose._YEAR,  # noqa: SLF001
    "acronym": prose._ACRONYM,  # noqa: SLF001
    "sentence": prose._SENTENCE,  # noqa: SLF001
    "heading": prose._HEADING_LINE,  # noqa: SLF001
    "reserved": file_names.RESERVED,
    "invisible": signs.INVISIBLE,
    "indent": yaml_reading.INDENT,
    "guessed": writing.GUESSED,
    "yearAlone": writing.YEAR,
    "name": writing.NAME,
}

MORE_SENTENCES = {
    **yaml_sentences.SENTENCES,
    "missing": "clé manquante",
    "example_of_slug": messages.EXAMPLE_OF_SLUG,
    "suggestion": problems.SUGGESTION,
}
"""What the checker says otherwise, and the pieces that end its sentences."""

_SYNTAX = set("^$\\.*+?()[]{}|/-")
_WORD = r"\p{L}\p{N}_"
_EDGE = rf"(?:(?<=[{_WORD}])(?![{_WORD}])|(?<![{_WORD}])(?=[{_WORD}]))"
_ESCAPES = {"w": (f"[{_WORD}]", _WORD), "d": (r"\p{Nd}", r"\p{Nd}"), "b": (_EDGE, r"\b"), "Z": (r"(?![\s\S])", "")}
"""What means something else in JavaScript: outside a class, then inside."""

_GROUPS = {"(?P<": "(?<", "(?-i:": "(?:"}
_TOKEN = re.compile(r"\\U(?P<code>[0-9a-fA-F]{8})|\\(?P<escaped>.)|\(\?P<|\(\?P=(?P<group>\w+)\)|\(\?-i:|.", re.DOTALL)


def rules() -> dict[str, Any]:
    """The sentences, patterns and limits of the rules."""
    return {
        "sentences": {**messages.SENTENCES, **prose.SENTENCES, **sentences.SENTENCES, **MORE_SENTENCES},
        "patterns": {name: javascript(pattern) for name, pattern in _PATTERNS.items()},
        "typography": [[javascript(pattern), _replacement(said)] for pattern, said in typography._RULES],  # noqa: SLF001
        "analysis": prose.ANALYSIS,
        "ahead": sentences.AHEAD,
        "mostWords": prose.MAX_PLAIN_WORDS,
        "width": writing.WIDTH,
        "long": writing.LONG,
    }


def _replacement(said: object) -> str:
    """What a rule of typography puts in the place of what it finds; nothing when it only narrows its spaces."""
    return said.replace("$", "$$").replace("\\1", "$1") if isinstance(said, str) else ""


def javascript(pattern: re.Pattern[str]) -> dict[str, str]:
    """`pattern` as the `source` and `flags` of a JavaScript `RegExp` that finds the same."""
    partly = "(?-i:" in pattern.pattern  # only recent browsers know it: both cases are written out instead
    flags = {"m": re.MULTILINE, "s": re.DOTALL, "i": 0 if partly else re.IGNORECASE}
    source = translated(pattern.pattern, spell_cases=partly)
    return {"source": source, "flags": "u" + "".join(flag for flag, bit in flags.items() if pattern.flags & bit)}


def translated(source: str, *, spell_cases: bool = False) -> str:
    """The source of a Python pattern in the syntax of JavaScript, whose `u` flag is on."""
    return "".join(_Translator(spell_cases=spell_cases).pieces(source))


class _Translator:
    """Reads a pattern sign by sign: what stands in a class, and under `(?-i:`, is told otherwise."""

    def __init__(self, *, spell_cases: bool) -> None:
        self.spell_cases = spell_cases
        self.in_class = False
        self.depth = 0
        self.exact_from: int | None = None

    def pieces(self, source: str) -> list[str]:
        return [self._piece(match) for match in _TOKEN.finditer(source)]

    def _piece(self, match: re.Match[str]) -> str:
        if match["code"]:
            return rf"\u{{{int(match['code'], 16):x}}}"
        if match["group"]:
            return rf"\k<{match['group']}>"
        return self._escaped(match["escaped"]) if match["escaped"] else self._sign(match[0])

    def _sign(self, sign: str) -> str:
        self._follow(sign)
        if sign in _GROUPS:
            return _GROUPS[sign]
        if not (self.spell_cases and self.exact_from is None and sign.isalpha()):
            return sign
        both = sign.lower() + sign.upper()
        return both if self.in_class else f"[{both}]"

    def _follow(self, sign: str) -> None:
        if sign == "[" or (self.in_class and sign == "]"):
            self.in_class = sign == "["
        elif not self.in_class and sign.startswith("("):
            self.depth += 1
            if sign == "(?-i:":
                self.exact_from = self.depth
        elif not self.in_class and sign == ")":
            if self.exact_from == self.depth:
                self.exact_from = None
            self.depth -= 1

    def _escaped(self, sign: str) -> str:
        if sign in _ESCAPES:
            return _ESCAPES[sign][self.in_class]
        return f"\\{sign}" if sign.isalnum() or sign in _SYNTAX else sign
