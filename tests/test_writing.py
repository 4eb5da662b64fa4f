"""Write: one form for each record, which is read again as the same record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.invalid.cases import MINIMAL, TODAY
from tests.typed import typed
from traversees.library.loading import load_library
from traversees.records.documents import parse_document
from traversees.records.evidence import Chiffre
from traversees.records.kinds import Initiative, Recit, Terme, Vocabulaire
from traversees.records.kinds.recit import Auteur
from traversees.records.signs import INVISIBLE
from traversees.records.writing import record_text, written

if TYPE_CHECKING:
    from traversees.records.record import Record

QUICK = settings(max_examples=150, deadline=None, database=None)

SIGNS = st.characters(codec="utf-8").filter(lambda sign: sign == "\n" or not INVISIBLE.match(sign))
TEXTS = st.text(SIGNS, min_size=1, max_size=120).map(lambda text: text.replace("\r", "").strip()).filter(bool)
TRAPS = st.lists(
    st.sampled_from(
        [*": #-'\"|>[]{},&*!%@`?\\\t", ": ", " #", "\n", "\n\n", "  ", "é", "’", "a", "mot", "no", "12", "---", "..."]
    ),
    min_size=1,
    max_size=30,
).map(lambda parts: "".join(parts).strip())
LINES = (TEXTS | TRAPS).map(lambda text: " ".join(text.split())).filter(lambda text: 0 < len(text) <= 250)
PROSE = (TEXTS | TRAPS).filter(bool)


def _again(record: Record) -> Record:
    document = parse_document(record.path, record_text(record))
    return type(record).from_document(document, document.data)


def _terme(**values: object) -> Terme:
    minimal = parse_document("glossaire/mot.yml", (MINIMAL / "glossaire/mot-d-exemple.yml").read_text(encoding="utf-8"))
    return Terme.from_document(minimal, {**minimal.data, **values})


def test_the_records_of_the_base_are_read_again_as_they_were() -> None:
    for record in load_library(MINIMAL, TODAY).records:
        again = _again(record)
        assert again.model_dump() == record.model_dump()
        assert again.body == record.body
        assert record_text(again) == record_text(record)


@QUICK
@given(LINES, PROSE, st.lists(LINES, max_size=3))
@example("no", "12", ["a", "true"])
@example("811", "# pas un commentaire", ["- tiret", "clé: valeur"])
@example("~", "ligne\n\n  décalée\n\tavec tabulation", ["'", '"', "\\"])
@example("2012", "x" * 81 + " : y", ["é" * 130])
def test_any_text_is_read_again_as_it_was(line: str, prose: str, words: list[str]) -> None:
    record = _terme(terme=line, definition=prose, equivalent=prose, synonymes=words)
    again = _again(record)
    assert again.model_dump() == record.model_dump()
    assert record_text(again) == record_text(record)


@QUICK
@given(st.floats(allow_nan=False, allow_infinity=False), st.sampled_from(["oui", "non"]), st.integers(1000, 9999))
@example(40.0, "oui", 2023)
@example(1e22, "non", 2023)
@example(-0.0, "non", 2023)
def test_any_number_is_read_again_as_it_was(value: float, about: str, year: int) -> None:
    data = {"valeur": str(value), "environ": about, "libelle": "x", "annee": str(year), "sources": ["a"]}
    minimal = parse_document("a.yml", (MINIMAL / "initiatives/initiative-d-exemple.yml").read_text(encoding="utf-8"))
    record = Initiative.from_document(minimal, {**minimal.data, "chiffres": [data]})
    again = _again(record)
    assert isinstance(again, Initiative)
    assert again.chiffres == (Chiffre.model_validate(data),)


@QUICK
@given(LINES, LINES)
def test_an_editor_reads_the_texts_as_texts(line: str, word: str) -> None:
    data = typed("a.yml", record_text(_terme(terme=line, synonymes=[word])))
    assert data["terme"] == line
    assert data["synonymes"] == [word]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Les Accorderies", "Les Accorderies"),
        ("L’été : enfin", '"L’été : enfin"'),
        ('Dire "oui" : enfin', "'Dire \"oui\" : enfin'"),
        ("n° 12 # suite", '"n° 12 # suite"'),
        ("non", "non"),
        ("no", '"no"'),
        ("811", '"811"'),
        ("12:30", '"12:30"'),
        ("- un", '"- un"'),
        ("C:\\dossier : ici", "'C:\\dossier : ici'"),
    ],
)
def test_a_text_is_quoted_only_when_it_must_be(text: str, expected: str) -> None:
    assert written(text) == expected


def test_keys_stand_in_the_order_of_the_model_and_those_that_say_nothing_are_left_out() -> None:
    text = "verifie_le: 2026-01-15\nsynonymes: []\nsources:\n- {portee: extrait, type: presse, miroir: non, consulte: '2026-01-15',\n   url: 'https://exemple.org/a', editeur: E, titre: 'T', id: a}\nsigle:\ndefinition: >-\n  Un mot\n  [@a].\naire: quebec\nterme: 'Mot'\n"
    document = parse_document("glossaire/mot.yml", text)
    assert record_text(Terme.from_document(document, document.data)) == (
        "terme: Mot\naire: quebec\ndefinition: Un mot [@a].\nsources:\n  - id: a\n    titre: T\n    editeur: E\n"
        "    url: https://exemple.org/a\n    consulte: 2026-01-15\n    type: presse\n    portee: extrait\n"
        "verifie_le: 2026-01-15\n"
    )


def test_a_long_list_of_names_stands_one_to_a_line() -> None:
    document = parse_document(
        "recits/r.md", (MINIMAL / "recits/2023-05-20-recit-d-exemple.md").read_text(encoding="utf-8")
    )
    names = [f"un-theme-au-nom-assez-long-{rank}" for rank in range(4)]
    text = record_text(Recit.from_document(document, {**document.data, "themes": names, "besoins": names[:3]}))
    assert "themes:\n  - un-theme-au-nom-assez-long-0\n  - un-theme" in text
    assert f"besoins: [{', '.join(names[:3])}]\n" in text


def test_a_block_under_a_name_is_read_again() -> None:
    document = parse_document(
        "vocabulaires/v.yml", "titre: T\ndefinition: D\ntermes:\n  un: {libelle: Un, definition: 'Le : premier'}\n"
    )
    record = Vocabulaire.from_document(document, document.data)
    assert record_text(record).endswith('termes:\n  un:\n    libelle: Un\n    definition: "Le : premier"\n')
    assert _again(record).model_dump() == record.model_dump()


def test_two_authors_are_two_blocks() -> None:
    document = parse_document(
        "recits/r.md", (MINIMAL / "recits/2023-05-20-recit-d-exemple.md").read_text(encoding="utf-8")
    )
    authors = [Auteur(nom="A", fonction="f").model_dump(), Auteur(nom="B").model_dump()]
    text = record_text(Recit.from_document(document, {**document.data, "auteurs": authors}))
    assert "auteurs:\n  - nom: A\n    fonction: f\n  - nom: B\n" in text
