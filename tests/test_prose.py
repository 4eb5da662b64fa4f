"""What a contributor's text holds: what is found, what must not be, and how long it takes."""

from __future__ import annotations

import time

import pytest

from traversees.check.quotes import unpaired_quotes
from traversees.french import prose

NOT_PERSONAL = [
    "De 2018-2020, puis 2021-2023.",
    "Il coûte 67 000 €, dont 40 000 € du Département.",
    "Environ 242 000 $ CA chacune, soit 1 250 000 $ en 2019 et 3 100 000 en 2020.",
    "Du 14 au 21 mai 2023 ; vérifié le 2026-11-22, le 01/02/2023 puis le 01-02-2023 10 personnes.",
    "L’article 01 02 03 et l’article L. 262-27, la loi n° 2023-1196 du 18 décembre 2023.",
    "Décret 2016-1088, RLRQ c. S-4.2, art. 505, SIRET 123 456 789 00012, ISBN 978-2-1234-5680-3.",
    "Voir [le rapport](https://exemple.org/0612345678/450-123-4567?id=0123456789&rue=12,rue+Noire).",
    "Une base de 12 cours Excel et de 3 chemins, en 2019, rue par rue.",
    "En 2019, rue de Paris, le lieu ouvre ; en mai 2012, avenue Foch, il ferme.",
    "Il y a 15 places dans 2 appartements, 1 rue sur 3, 4 squares et 20 villas.",
    "Le 3114, le 39 19, le 811 et le 115 répondent.",
    "45,4 et -71,9 ; 45.4042, -71.8929 ; 10 000 000 000.",
    "Écrit par @exemple sur un réseau ; prix : 5 @ 2 €.",
    "Cité ainsi [@media-2023.05] et [@a.b].",
    "Page 12, chapitre 3, 2e étage, local 2.107, 12 h 30-14 h 45.",
    "De 300 à 450 personnes, 250 300 400 habitants, 2020 2021 2022.",
]
PERSONAL = [
    ("Appelez le 0123456789.", "01"),
    ("Appelez le 01 23 45 67 89.", "01"),
    ("Appelez le 06.12.34.56.78.", "06"),
    ("Appelez le 06-12-34-56-78.", "06"),
    ("Appelez le 06\u00a012\u00a034\u00a056\u00a078.", "06"),
    ("Appelez le 06\u202f12\u202f34\u202f56\u202f78.", "06"),
    ("Appelez le +33 6 12 34 56 78.", "+33"),
    ("Appelez le 0033 6 12 34 56 78.", "0033"),
    ("Appelez le +33 (0)1 23 45 67 89.", "+33"),
    ("Appelez le 450 123 4567.", "450"),
    ("Appelez le 514-555-0199.", "514"),
    ("Appelez le 514\u2011555\u20110199.", "514"),
    ("Appelez le (514) 555-0199.", "(514)"),
    ("Appelez le 1 819 555-0199.", "1 819"),
    ("Appelez le +1-819-555-0199, poste 12.", "+1"),
    ("Écrivez à prenom.nom+liste@exemple.org.", "prenom"),
    ("Écrivez à « nom@sous-domaine.exemple.qc.ca ».", "nom@"),
    ("Rendez-vous au 12 rue de l’Exemple.", "12"),
    ("Rendez-vous au 12 bis, avenue d’Exemple.", "12"),
    ("Rendez-vous au 2012, rue Exemple Ouest.", "2012"),
    ("Rendez-vous au 5, place Exemple.", "5"),
    ("Rendez-vous au 125, rang Saint-Exemple.", "125"),
    ("Rendez-vous au 4 Boulevard de la Liberté.", "4"),
]


@pytest.mark.parametrize("text", NOT_PERSONAL)
def test_years_money_dates_laws_and_addresses_of_pages_are_not_personal(text: str) -> None:
    assert list(prose.personal_data(text)) == []


@pytest.mark.parametrize(("text", "start"), PERSONAL)
def test_phones_e_mails_and_streets_are_found_where_they_start(text: str, start: str) -> None:
    assert [offset for offset, _ in prose.personal_data(text)] == [text.index(start)]


def test_paragraphs_are_what_blank_lines_bullets_and_headings_part() -> None:
    text = "Un.\nSuite.\n\n## Titre\nDeux.\n\n- trois\n  suite\n- quatre\n1. cinq\n\n---\n\n   \nSix."
    assert [found for _, found in prose.paragraphs(text)] == [
        *("Un.\nSuite.", "Deux.", "- trois\n  suite", "- quatre", "1. cinq", "Six."),
    ]
    assert all(text[offset:].startswith(found) for offset, found in prose.paragraphs(text))


@pytest.mark.parametrize("call", ["[@a]", "[@a][@b]", "[@analyse]", "« cité » [@a.b]", "[@a], puis"])
def test_a_well_written_citation_sources_its_paragraph(call: str) -> None:
    assert list(prose.unsourced_paragraphs(f"Un fait {call}.")) == []
    assert list(prose.malformed_citations(f"Un fait {call}.")) == []


@pytest.mark.parametrize("call", ["[@a, @b]", "[ @a]", "[@a ]", "[@a;@b]", "[@]", "(@a)", "[@a", "[@a](x)", "[@&#97;]"])
def test_a_badly_written_citation_is_told_once(call: str) -> None:
    assert list(prose.unsourced_paragraphs(f"Un fait {call}")) == []
    assert [offset for offset, _ in prose.malformed_citations(f"Un fait {call}")] == [8]


@pytest.mark.parametrize(
    "text",
    [
        "[un lien](https://exemple.org/a_(b)).",
        "Un [crochet [dans] un crochet] fermé, et un ] seul.",
        "x < 3, a <- b, l’amour <3, 2 > 1 & plus.",
        "> Une citation.\n> > Dans une citation.",
        "- un\n    - deux\n        - trois",
        "[@a]\n: pas une définition",
        "[[un lien](https://exemple.org)] et [[un autre]](https://exemple.org/?a=1&copy=2).",
        "R&D ; a & b; AT&T.",
    ],
)
def test_plain_markdown_is_accepted(text: str) -> None:
    assert list(prose.forbidden_markup(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        *("<b>", "</b>", "<b", "<!-- x -->", "<!DOCTYPE x>", "<?php", "<svg/onload=x>", "<a\nhref=x>"),
        *("![](x)", "![alt](https://exemple.org/x.png)", "![alt\nalt](x)"),
        *("[x](javascript:x)", "[x\ny](javascript:x)", "[x]( javascript:x)", "[a [b]](data:x)", "[x](//exemple.org)"),
        *("[x](mailto:a)", "[x](page.md)", "[x](#ancre)", "[x]()", "[x](https://localhost)", "[x](https:\\\\x.org)"),
        *("[[x]]", "&#8203;", "&#x1f;", "&nbsp;", "&ZeroWidthSpace;", "[x](../a)", "[x](/a/)", "[x](a)"),
        *(
            "[a]: https://exemple.org",
            "   [a]: x",
            "[@a]: x",
            "[",
            "[[[a]]]",
            "- - - - - a",
            ">>>>> a",
            "1. 1. 1. 1. 1. a",
        ),
        " " * 20 + "a",
    ],
)
def test_html_images_and_unsafe_links_are_refused(text: str) -> None:
    assert list(prose.forbidden_markup(f"Avant.\n\n{text}"))


@pytest.mark.parametrize(
    ("text", "level"),
    [("# A", 1), ("#A", 1), ("   ### A", 3), ("A\n===", 1), ("A\n---", 2), ("- A\n---", 2), ("Un.\n###### A ##", 6)],
)
def test_every_way_to_write_a_heading_is_known(text: str, level: int) -> None:
    (found,) = prose.headings(text)
    assert found[1] == f"titre de niveau {level} refusé : pas de titre dans ce texte"


def test_a_heading_of_the_second_level_is_accepted_in_a_body() -> None:
    assert list(prose.headings("## A\n\nTexte.\n\n### B\n\n---\n\nB #1", lowest=2)) == []


@pytest.mark.parametrize(
    "text",
    ["Le mot d’une ligne.", "- un mot\n" * 20, "Une phrase.\nUne autre.\n\nUn paragraphe de plus.", "Le A et le B."],
)
def test_short_sentences_and_lists_are_easy_to_read(text: str) -> None:
    assert list(prose.hard_to_read(text)) == []


def test_a_long_sentence_is_shown_where_it_starts() -> None:
    text = "Courte. " + "mot " * 19 + "!"
    assert list(prose.hard_to_read(text)) == [(8, "phrase trop longue (19 mots) : 18 au plus dans « en clair »")]


HOSTILE = [
    *("a", "_", "0", "é", "A", " ", "\t", "\n", "\n ", "a ", "1 ", "01 ", "450 ", "12 rue ", "+1 ", "1 000 "),
    *("<", "<a", "<!--", "</", "[", "![", "](", "](x", "[a](", "[@", "[@a", "[ @", "(@", "[a]:", "]", "[a\n"),
    *(
        "a@",
        "a.",
        "a-",
        "@a.",
        "#",
        "\n#",
        "\n---",
        "a\n===\n",
        "> ",
        "- ",
        "\n- ",
        "1. ",
        "\n1. ",
        "*",
        "`",
        "&",
        "…",
        "- a\n",
    ),
    *("<a></b>", "</a>", "[[", "[[a]]", "&a", "&a;", "«", "»", "« » ", "\n\n«", '"', "](a/", "](."),
]
FINDERS = [
    *(prose.citations, prose.malformed_citations, prose.named_sources, prose.paragraphs, prose.unsourced_paragraphs),
    *(prose.forbidden_markup, prose.personal_data, prose.hard_to_read, prose.headings),
    unpaired_quotes,
]


@pytest.mark.parametrize("sign", HOSTILE, ids=repr)
def test_no_text_is_slow_to_check(sign: str) -> None:
    text = (sign * 30_000)[:30_000]
    start = time.process_time()
    for finder in FINDERS:
        list(finder(text))
    assert time.process_time() - start < 2
