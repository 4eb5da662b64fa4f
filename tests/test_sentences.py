"""A sentence that a reader sees stands in one place: no template repeats the words of another."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
SENTENCES_OF = ("templates", "overrides")
LEAST = 5
"""So many words make a sentence; fewer are a name, as that of a page."""

_COMMENT = re.compile(r"<#.*?#>|\{#-?\s.*?#\}|<!--.*?-->", re.DOTALL)
_QUOTED = re.compile(r"'([^'\n]{12,})'|\"([^\"\n]{12,})\"")
_CODE = re.compile(r"\{[{%].*?[%}]\}|<[^>]*>", re.DOTALL)
_WORD = re.compile(r"[A-Za-zÀ-ÿŒœ]{2,}[’']?|[à]")


def sentences(text: str) -> set[str]:
    """The runs of words of a template: between its tags, and in its quotation marks."""
    text = _COMMENT.sub("\n", text)
    quoted = [one or other for one, other in _QUOTED.findall(text)]
    parts = (part.strip(" .:;,…!?\t-") for part in [*quoted, *_CODE.sub("\n", text).split("\n")])
    return {part for part in parts if len(_WORD.findall(part)) >= LEAST and not re.search(r"[{}<>=]|https?:", part)}


def repeated() -> dict[str, list[str]]:
    """The sentences that stand in several templates, and where."""
    places = defaultdict[str, list[str]](list)
    for folder in SENTENCES_OF:
        for file in sorted((REPOSITORY / folder).rglob("*.*")):
            if file.suffix in {".jinja", ".html"}:
                for sentence in sentences(file.read_text(encoding="utf-8")):
                    places[sentence].append(file.relative_to(REPOSITORY).as_posix())
    return {sentence: files for sentence, files in places.items() if len(files) > 1}


def test_a_sentence_stands_in_one_template() -> None:
    assert repeated() == {}


def test_a_sentence_is_seen_in_a_text_an_attribute_or_a_code() -> None:
    template = '<p title="Le titre de ceci est long">Ceci est <b>une phrase de cinq mots</b></p>{{ f("Une autre phrase bien assez longue") }}'
    assert sentences(template) == {
        "Le titre de ceci est long",
        "une phrase de cinq mots",
        "Une autre phrase bien assez longue",
    }
