"""Texts that try to run a script, to ask something elsewhere, or to break a page: ours, and a published list."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import cycle, islice
from typing import TYPE_CHECKING

from tests.judges import judge
from traversees.records.block import Block
from traversees.records.keywords import Line, Prose
from traversees.records.marks import marked_values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from traversees.records.problems import Loc
    from traversees.records.record import Record

SCHEMES = [
    *("javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\u2028script:alert(1)", "java\u2029script:alert(1)"),
    *("java\x0bscript:alert(1)", "java\x0cscript:alert(1)", "java\x1cscript:alert(1)", "java\x85script:alert(1)"),
    *("java\tscript:alert(1)", "\u2028javascript:alert(1)", "\x01javascript:alert(1)", "javascript\u2028:alert(1)"),
    *(
        "&#106;avascript:alert(1)",
        "java&Tab;script:alert(1)",
        "javascript&colon;alert(1)",
        "java&#x2028;script:alert(1)",
    ),
    *("data:text/html,<script>alert(1)</script>", "vbscript:alert(1)", "//exemple.org/a.js"),
]
MARKDOWN = [form.format(scheme) for scheme in SCHEMES for form in ("[mot]({})", "[mot](<{}>)", '<a href="{}">mot</a>')]
OURS = [
    *MARKDOWN,
    *(f"<{scheme}>" for scheme in SCHEMES),
    *(f"[mot][r{rank}]\n\n[r{rank}]: {scheme}" for rank, scheme in enumerate(SCHEMES)),
    "![image](https://exemple.org/x.png)",
    "![image](javascript:alert(1))",
    '[mot](https://exemple.org "a" onclick=alert(1))',
    "mot {: onclick=alert(1) }",
    "## Titre {: onclick=alert(1) }",
    "## <img src=x onerror=alert(1)>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)' a='",
    '" autofocus onfocus="alert(1)',
    "</title><script>alert(1)</script>",
    "</textarea></template></dialog><script>alert(1)</script>",
    "--><script>alert(1)</script><!--",
    "]]><script>alert(1)</script>",
    "{{ 7 * 7 }}{% raw %}<# a #>{{ config }}",
    "```\n</code></pre><script>alert(1)</script>\n```",
    "`</code><script>alert(1)</script>`",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href=javascript:alert(1)><text>mot</text></a></svg>",
    "<math><mi xlink:href=javascript:alert(1)>mot</mi></math>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<img name=currentScript src=https://exemple.org/a/b/c.js>",
    "<form id=traversees action=https://exemple.org/><input name=racine></form>",
    "<base href=https://exemple.org/>",
    "<meta http-equiv=refresh content='0; url=https://exemple.org/'>",
    "<link rel=stylesheet href=https://exemple.org/a.css>",
    "<style>@import 'https://exemple.org/a.css'; * { background: url(https://exemple.org/a.png) }</style>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "<object data=https://exemple.org/></object><embed src=https://exemple.org/>",
    "<video poster=https://exemple.org/a.png src=https://exemple.org/a.mp4 autoplay></video>",
    "<details open ontoggle=alert(1)>",
    "<button popovertarget=__menu formaction=javascript:alert(1)>mot</button>",
    "<p style='position: fixed; inset: 0; background: url(https://exemple.org/a.png)'>mot</p>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    '[@x"><img src=x onerror=alert(1)>]',
    "mot\x00<script>alert(1)</script>",
    "\ufeff<script>alert(1)</script>",
    '=HYPERLINK("https://exemple.org")',
]


def payloads() -> list[str]:
    """Ours, then those of the Big List of Naughty Strings (MIT, https://github.com/minimaxir/big-list-of-naughty-strings)."""
    published = json.loads(judge("blns/resources/blns.json").read_text(encoding="utf-8"))
    return [*OURS, *(text for text in published if "<" in text or "script" in text.casefold())]


TOGETHER = 6
"""Payloads in one text: so that all have a place in a small base."""


class Poison:
    """Makes of a record one that no check would let through, until each of `texts` is in a line and in a text somewhere.

    Addresses are put where addresses are.
    """

    def __init__(self, texts: list[str]) -> None:
        self.left = set(texts)
        self._lines, self._proses, self._addresses = (
            _again(texts, TOGETHER),
            _again(texts, TOGETHER),
            _again(SCHEMES, 1),
        )

    def __call__(self, record: Record) -> Record:
        marks = {value.loc: type(value.mark) for value in marked_values(record, Line, Prose)}
        again = self._changed(record, (), marks)
        assert isinstance(again, type(record))
        if record.body:
            again._document = replace(record.document, body=self._written(record.body, Prose))
        return again

    def _changed(self, value: object, loc: Loc, marks: dict[Loc, type]) -> object:
        if isinstance(value, Block):
            names = type(value).model_fields
            return value.model_copy(
                update={name: self._changed(getattr(value, name), (*loc, name), marks) for name in names}
            )
        if isinstance(value, tuple):
            return tuple(self._changed(one, (*loc, rank), marks) for rank, one in enumerate(value))
        if isinstance(value, dict):
            return {key: self._changed(one, (*loc, key), marks) for key, one in value.items()}
        return self._written(value, marks.get(loc)) if isinstance(value, str) else value

    def _written(self, text: str, mark: type | None) -> str:
        if mark is Prose:
            some = next(self._proses)
            self.left -= set(some)
            return "\n\n".join([text, *some])
        if mark is Line:
            return " ".join([text, *next(self._lines)])
        return next(self._addresses)[0] if text.startswith("http") else text


def _again(texts: list[str], count: int) -> Iterator[list[str]]:
    """So many of `texts` each time, again and again."""
    endless = cycle(texts)
    while True:
        yield list(islice(endless, count))
