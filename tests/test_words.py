"""Words explained in place: which words a text uses, and where a page links them."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from traversees.library.lexicon import Lexicon, names_of
from traversees.pages.explained import explained_page
from traversees.records.document import Document
from traversees.records.kinds import Terme

if TYPE_CHECKING:
    from traversees.library.library import Library

SOURCE = {
    "id": "dictionnaire",
    "titre": "Dictionnaire",
    "editeur": "Éditions",
    "url": "https://exemple.org/",
    "consulte": "2026-01-15",
    "type": "presse",
    "portee": "extrait",
}


def terme(name: str, sigle: str | None = None, *, faux_ami: str | None = None) -> Terme:
    data = {
        "terme": name,
        "sigle": sigle,
        "aire": "quebec",
        "definition": "Un mot [@dictionnaire].",
        "faux_ami": faux_ami,
        "sources": [SOURCE],
        "verifie_le": "2026-01-15",
    }
    path = f"glossaire/{re.sub(r'[^a-z]+', '-', name.lower())}.yml"
    return Terme.from_document(Document(path, data, {}, {}, {}), data)


WORDS = Lexicon(
    names_of(
        (
            terme("centre local de services communautaires", "CLSC"),
            terme("coopérative de solidarité"),
            terme("économie sociale"),
            terme("économie sociale et solidaire", "ESS"),
            terme("entreprise d'insertion"),
            terme("intervenant", faux_ami="En France, autre chose."),
            terme("œuvre"),
            terme("maître-chœur"),
            terme("organisateur communautaire", "OC"),
            terme("pair aidant"),
            terme("travailleur social", "T.S.", faux_ami="En France, plusieurs métiers."),
        )
    )
)


def found(text: str) -> list[str]:
    return [text[start:end] for start, end, _ in WORDS.places(text)]


def explained(page: str, *, about_here: bool = False) -> str:
    return explained_page(page, WORDS, lambda t: f"../{t.id}/", about_here=about_here)[0]


def words_of(page: str, *, about_here: bool = False) -> list[str]:
    return re.findall(r'<a class="mot"[^>]*>([^<]*)</a>', explained(page, about_here=about_here))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("une intervenante et des intervenants", ["intervenante", "intervenants"]),
        ("Les Travailleuses sociales et les travailleurs sociaux", ["Travailleuses sociales", "travailleurs sociaux"]),
        ("des organisatrices communautaires", ["organisatrices communautaires"]),
        ("les coopératives de solidarité", ["coopératives de solidarité"]),
        ("LA COOPERATIVE DE SOLIDARITE", ["COOPERATIVE DE SOLIDARITE"]),
        ("l’entreprise d’insertion", ["entreprise d’insertion"]),
        ("l'entreprise d'insertion", ["entreprise d'insertion"]),
        ("l&#39;entreprise d&#39;insertion", ["entreprise d&#39;insertion"]),
        ("des pairs-aidants", ["pairs-aidants"]),
        ("une œuvre, des oeuvres", ["œuvre", "oeuvres"]),
        ("un chœur d’œuvres", ["œuvres"]),
        ("coopérative\u00a0de\nsolidarité", ["coopérative\u00a0de\nsolidarité"]),
    ],
)
def test_a_word_is_found_in_the_plural_the_feminine_and_any_spelling(text: str, words: list[str]) -> None:
    assert found(text) == words


def test_a_short_word_has_one_form() -> None:
    lexicon = Lexicon(names_of([terme("bal populaire")]))
    assert [found.terme for found in lexicon.used_in("Un bal populaire, des bals populaires.")] == ["bal populaire"]
    assert lexicon.used_in("b populaire") == []


def test_the_longest_word_wins() -> None:
    assert found("L’économie sociale et solidaire, l’économie sociale") == [
        "économie sociale et solidaire",
        "économie sociale",
    ]


@pytest.mark.parametrize("text", ["il oc upe, un oc, clsc", "CLSCs2", "OCDE", "sous-intervenant", "intervenant-chef"])
def test_a_sigle_keeps_its_capitals_and_a_word_is_whole(text: str) -> None:
    assert found(text) == []


def test_a_sigle_is_found_even_with_points() -> None:
    assert found("un CLSC, une T.S., l’OC.") == ["CLSC", "T.S.", "OC"]


@pytest.mark.parametrize("text", ["https://exemple.org/CLSC", "x@CLSC", "&OC;", "exemple.CLSC"])
def test_an_address_is_not_read_as_words(text: str) -> None:
    assert found(text) == []


def test_the_words_used_are_in_the_order_of_the_lexicon() -> None:
    used = WORDS.used_in("Le travailleur social du CLSC, puis un autre CLSC.")
    assert [t.terme for t in used] == ["centre local de services communautaires", "travailleur social"]


def test_a_word_is_used_even_when_it_starts_inside_another() -> None:
    lexicon = Lexicon(names_of([terme("table de quartier"), terme("quartier culturel")]))
    assert [t.terme for t in lexicon.used_in("une table de quartier culturel")] == [
        "table de quartier",
        "quartier culturel",
    ]
    assert [t.terme for _, _, t in lexicon.places("une table de quartier culturel")] == ["table de quartier"]


@pytest.mark.parametrize(
    ("name", "text"), [("cœur à cœur", "Coeur à cœur"), ("à part", "À-part"), ("l’aide", "l&#39;aide")]
)
def test_a_word_is_found_however_its_first_letters_are_written(name: str, text: str) -> None:
    assert [text[start:end] for start, end, _ in Lexicon(names_of([terme(name)])).places(text)] == [text]


def test_an_empty_lexicon_finds_nothing() -> None:
    assert list(Lexicon(()).places("un CLSC")) == []


def test_the_first_use_in_a_section_is_linked_and_the_next_is_not() -> None:
    page = "<p>Le CLSC et le CLSC.</p>\n<p>Un CLSC.</p>\n\n## Suite {#suite}\n\n<ul><li>Un CLSC.</li></ul>\n"
    link = '<a class="mot" href="../centre-local-de-services-communautaires/" data-mot="centre-local-de-services-communautaires">CLSC</a>'
    assert explained(page) == (
        f"<p>Le {link} et le CLSC.</p>\n<p>Un CLSC.</p>\n\n## Suite {{#suite}}\n\n<ul><li>Un {link}.</li></ul>\n"
    )


def test_a_title_in_html_opens_a_section_too() -> None:
    assert words_of('<p>CLSC</p><h2 id="x">CLSC</h2><p>CLSC</p><h3>CLSC</h3><p>CLSC</p>') == ["CLSC", "CLSC"]
    assert words_of('<p>CLSC</p><ul class="sources"><h2>CLSC</h2><li>CLSC</li></ul><p>CLSC</p>') == ["CLSC", "CLSC"]


@pytest.mark.parametrize(
    "page",
    [
        "## Un CLSC\n",
        "Un CLSC sans paragraphe.",
        '<p class="surtitre">CLSC</p>',
        '<ol class="sources"><li>CLSC</li></ol>',
        '<ul class="cartes"><li class="carte"><p>CLSC</p></li></ul>',
        '<ul><li class="carte"><ul><li class="carte">CLSC</li><li>CLSC</li></ul><p>CLSC</p></li></ul>',
        "<p><a href='x'>CLSC</a> <cite>CLSC</cite> <em>CLSC</em> <button>CLSC</button> <sup>CLSC</sup></p>",
        "<details><summary>CLSC</summary></details>",
        "<p>Elle a lu « Le CLSC de demain ».</p>",
        '<p title="CLSC">Rien.</p>',
        "<a href='x'></p><p>CLSC",
        "<p><em><a href='x'></em> CLSC</a></p>",
    ],
)
def test_titles_links_quotations_cards_and_sources_are_left_alone(page: str) -> None:
    assert explained(page) == page


def test_a_word_alone_between_quotation_marks_is_explained() -> None:
    assert words_of("<p>On dit « CLSC » là-bas.</p>") == ["CLSC"]


def test_the_text_after_a_link_is_read_again() -> None:
    assert words_of('<p><strong>Ici</strong> <a href="x">là</a><br> un <strong>CLSC</strong></p>') == ["CLSC"]


def test_where_the_text_speaks_of_here_a_false_friend_keeps_its_french_meaning() -> None:
    text = "<p>Un intervenant du CLSC.</p>"
    assert words_of(text) == ["intervenant", "CLSC"]
    assert words_of(text, about_here=True) == ["CLSC"]
    assert words_of(f"## Ici {{#x .ici}}\n\n{text}") == ["CLSC"]
    assert words_of(f'<section class="premier-pas"><h2>Essayer</h2>{text}</section>') == ["CLSC"]
    assert words_of(f"## Là-bas {{#x .la-bas}}\n\n{text}", about_here=True) == ["intervenant", "CLSC"]


def test_the_page_says_which_words_it_explains_each_once() -> None:
    _, termes = explained_page("<p>T.S.</p>\n\n## B\n\n<p>Le CLSC, une T.S.</p>", WORDS, lambda t: t.id)
    assert [t.sigle for t in termes] == ["CLSC", "T.S."]


PIECES = st.sampled_from(
    [
        *(
            "<p>",
            "</p>",
            "<li>",
            "</li>",
            "<ul>",
            "</ul>",
            "<a href='x'>",
            "</a>",
            "<em>",
            "</em>",
            "<br>",
            "<h2>",
            "</h2>",
        ),
        *("\n\n## Titre\n\n", "«", "»", " ", "&amp;", "<", "&#39;", "’", "é", "e\u0301", "ﬁ", "İ", "CLSC", "un CLSC "),
        *("travailleuse sociale", "économie sociale et", " solidaire", "œuvre", "intervenants"),
    ]
)


@given(st.lists(PIECES | st.text(max_size=4), max_size=30).map("".join))
@settings(max_examples=300, deadline=None)
def test_only_links_are_added_never_inside_a_link(page: str) -> None:
    marked = explained(page)
    assert re.sub(r'<a class="mot"[^>]*>(.*?)</a>', r"\1", marked, flags=re.DOTALL) == page
    assert not re.search(r"<a\b[^>]*>(?:(?!</a>).)*<a class", marked, re.DOTALL)
    assert explained(page) == marked


@pytest.mark.parametrize(
    "text",
    [
        "économie sociale " * 8_000,
        "économie" + " " * 120_000,
        "« " * 60_000,
        "«»" * 60_000,
        "<p " * 40_000,
        "<p>" * 40_000,
        "<a>" * 40_000,
        "<a><em>" * 20_000,
        "<a>" + "<b>" * 40_000,
        '<i class="mots">' * 10_000,
        "## " * 40_000,
    ],
)
def test_a_long_text_is_read_in_a_time_that_grows_with_its_length_only(text: str) -> None:
    start = time.process_time()
    explained(f"<p>{text}</p>")
    assert time.process_time() - start < 3


def test_the_real_words_of_the_lexicon_are_found_in_their_own_name(library: Library) -> None:
    for one in library.termes:
        assert one in library.lexicon.used_in(f"le {one.terme}."), one.terme


def test_a_new_lexicon_finds_in_each_real_record_what_a_prepared_one_finds(library: Library) -> None:
    prepared = Lexicon(names_of(library.termes))
    prepared.prepare()
    for record in library.records:
        text = f"{record.model_dump_json()}\n{record.body}"
        assert list(Lexicon(names_of(library.termes)).places(text)) == list(prepared.places(text)), record.path
