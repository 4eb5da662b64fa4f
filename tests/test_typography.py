"""French typography: what is mended, what is left alone, and that doing it twice changes nothing."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from traversees.french.typography import (
    _SKIPPED,
    date_in_words,
    number_in_words,
    one_year_later,
    typographic,
    typographic_page,
)

QUICK = settings(max_examples=200, deadline=None, database=None)
VISIBLE = str.maketrans({"\u00a0": "~", "\u202f": "_"})


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("l'idée d'« aller vers »", "l’idée d’«~aller vers~»"),
        ("«aller vers»", "«~aller vers~»"),
        ("aujourd'hui, qu'elle l'a dit", "aujourd’hui, qu’elle l’a dit"),
        ("Quoi ? Oui ! Bien ; donc : voilà", "Quoi_? Oui_! Bien_; donc~: voilà"),
        ("La suite...", "La suite…"),
        ("67 000 € et 1 250 000 $ CA", "67_000~€ et 1_250_000~$~CA"),
        ("28 % en 10 ans, 3 millions, 14 h 30", "28~% en 10~ans, 3~millions, 14~h 30"),
        ("n° 12, p. 4, M. Dupont, art. 5", "n°~12, p.~4, M.~Dupont, art.~5"),
        ("le lot n° B", "le lot n°~B"),
        ("en 2019 300 personnes", "en 2019 300 personnes"),
        ("à 12:30, de 9:1", "à 12:30, de 9:1"),
    ],
)
def test_what_is_typed_is_read_as_in_a_book(typed: str, read: str) -> None:
    assert typographic(typed).translate(VISIBLE) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("<strong>Clé</strong> : l'<em>idée</em> !", "<strong>Clé</strong>~: l’<em>idée</em>_!"),
        ("[l'idée](https://exemple.org/l'idée ) ?", "[l’idée](https://exemple.org/l'idée )_?"),
        ("Voir https://exemple.org/a?b=l'c...d !", "Voir https://exemple.org/a?b=l'c...d_!"),
        ("`l'code ...` l'autre", "`l'code ...` l’autre"),
        ("```\nl'code !\n```\nl'autre", "```\nl'code !\n```\nl’autre"),
        ("<!-- l'avis ! --> l'autre", "<!-- l'avis ! --> l’autre"),
        ("# Titre { #l'ancre }", "# Titre { #l’ancre }"),
        ("# Titre {#l'ancre}", "# Titre {#l'ancre}"),
        ("| a | b |\n| --- | :-: |\n| l'un | : |", "| a | b |\n| --- | :-: |\n| l’un |~: |"),
        ("<a title=\"l'idée !\">l'idée</a>", '<a title="l\'idée !">l’idée</a>'),
    ],
)
def test_tags_addresses_and_code_are_left_alone(typed: str, read: str) -> None:
    assert typographic_page(typed).translate(VISIBLE) == read


PIECES = st.lists(
    st.sampled_from(
        [
            *(
                "l'",
                "d'",
                "«",
                "»",
                " ",
                "\u00a0",
                "\u202f",
                "\n",
                "...",
                ".",
                "!",
                "?",
                ";",
                ":",
                "1",
                "000",
                "12",
                " 345",
                "%",
                "€",
            ),
            *(
                "$ CA",
                "n° ",
                "M. ",
                "A",
                "a",
                "é",
                "ans",
                "h",
                ",",
                "-",
                "|",
                "#",
                "*",
                "_",
                "(",
                ")",
                "[",
                "]",
                "{#a}",
                "'",
                '"',
            ),
        ]
    ),
    max_size=25,
).map("".join)
KEPT = st.sampled_from(
    [
        *("<p>", "</p>", "<a href=\"https://exemple.org/l'a ! : 1 000\" title='« a »'>", "<br>", "<!-- l'a ! -->"),
        *("https://exemple.org/l'a...b;c!d", "`l'a : 1 000 !`", "<code>l'a ...</code>", "](https://exemple.org/l'a!)"),
        *(
            "\n```\nl'a !\n```\n",
            "<style>a{b : c ; d !important}</style>",
            "<script>let a = 'b' ; a ? 1 000 : c</script>",
        ),
    ]
)


@QUICK
@given(PIECES | st.text(max_size=60))
def test_doing_it_twice_changes_nothing(text: str) -> None:
    once = typographic(text)
    assert typographic(once) == once


@QUICK
@given(PIECES | st.text(max_size=60))
def test_only_spaces_apostrophes_and_dots_are_changed(text: str) -> None:
    def letters(value: str) -> str:
        return re.sub(r"[ \u00a0\u202f]", "", value.replace("’", "'").replace("…", "..."))

    assert letters(typographic(text)) == letters(text)


@QUICK
@given(st.lists(st.tuples(PIECES.filter(lambda text: not set("<>`({") & set(text)), KEPT), max_size=5))
def test_a_page_keeps_its_tags_addresses_and_code(parts: list[tuple[str, str]]) -> None:
    page = "".join(f"{text} {kept} " for text, kept in parts)
    once = typographic_page(page)
    assert typographic_page(once) == once
    for _, kept in parts:
        assert kept in once


@QUICK
@given(st.lists(PIECES | KEPT | st.just("\0") | st.text(max_size=20), max_size=9).map("".join))
def test_a_page_is_read_as_each_of_its_texts_alone(page: str) -> None:
    parts = _SKIPPED.split(page)
    parts[::2] = map(typographic, parts[::2])
    assert typographic_page(page) == "".join(parts)


@pytest.mark.parametrize(
    "sign",
    [
        *(
            "<",
            "<a",
            "<code>",
            "<code",
            "<!--",
            "](",
            "](x",
            "{#",
            "{#{",
            "`",
            "```\n",
            "~~~\n",
            "'",
            "l'",
            "...",
            "«",
            " »",
            " ",
        ),
        *("1 000 ", "0", "1 ", ";", " ;", " :", "=", "\n-", "http://", "é", "\u00a0", "\n \n", "$ CA", "n° "),
        *("\0", "|", "-", "~"),
    ],
    ids=repr,
)
def test_no_page_is_slow(sign: str) -> None:
    text = (sign * 30_000)[:30_000]
    start = time.process_time()
    typographic_page(text)
    typographic(text)
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    ("date", "words"),
    [("2023", "2023"), ("2023-05", "mai~2023"), ("2026-11-22", "22~novembre~2026"), ("2023-08-01", "1er~août~2023")],
)
def test_a_date_is_written_in_words(date: str, words: str) -> None:
    assert date_in_words(date).translate(VISIBLE) == words


def test_the_day_after_a_year_exists_in_a_common_year() -> None:
    assert (one_year_later("2024-02-29"), one_year_later("2023-05-01")) == ("2025-02-28", "2024-05-01")


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        *((67000, "€", "67_000~€"), (28.4, "%", "28,4~%"), (0.5, None, "0,5"), (1500, "heures", "1_500~heures")),
        *((2300, None, "2300"), (12000, None, "12_000"), (1250000.5, "$ CA", "1_250_000,5~$ CA"), (0, None, "0")),
    ],
)
def test_a_number_is_written_in_french(value: float, unit: str | None, words: str) -> None:
    assert number_in_words(value, unit).translate(VISIBLE) == words
