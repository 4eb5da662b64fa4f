"""Check, first half: what the model refuses, said in a contributor's French."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.invalid.cases import CASES, MINIMAL, TODAY
from traversees.check.messages import SENTENCES
from traversees.check.rules import check_document
from traversees.records.documents import read_document
from traversees.records.kinds import Initiative, Parcours
from traversees.records.problems import ProblemsFound

if TYPE_CHECKING:
    from pathlib import Path

    from traversees.records.record import Record


def _said(folder: Path, kind: type[Record], path: str, old: str, new: str) -> str:
    text = (MINIMAL / path).read_text(encoding="utf-8")
    assert old in text
    (folder / "fiche.yml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        check_document(read_document(folder, "fiche.yml"), kind, TODAY)
    return str(found.value)


@pytest.mark.parametrize("sentence", SENTENCES.values(), ids=SENTENCES)
def test_every_sentence_is_said_by_a_case(sentence: str) -> None:
    said = "\n".join(case.answer for case in CASES if case.name.startswith("messages/"))
    assert re.search(".*".join(map(re.escape, re.split(r"\{.*?\}", sentence))), said)


def test_what_has_no_sentence_of_its_own_is_shown(tmp_path: Path) -> None:
    said = _said(tmp_path, Parcours, "parcours/parcours-d-exemple.yml", "ordre: 1", f"ordre: {'9' * 5000}")
    assert said == f"fiche.yml:2:8 : ordre : valeur non reconnue : « {'9' * 59}… »"


def test_a_long_value_is_quoted_short(tmp_path: Path) -> None:
    said = _said(tmp_path, Parcours, "parcours/parcours-d-exemple.yml", "ordre: 1", f"ordre: {'x' * 500}")
    assert said == f"fiche.yml:2:8 : ordre : « {'x' * 59}… » n’est pas un nombre entier"


def test_braces_in_a_value_are_shown_as_they_are(tmp_path: Path) -> None:
    said = _said(tmp_path, Parcours, "parcours/parcours-d-exemple.yml", "ordre: 1", "ordre: '{input} {0}'")
    assert said == "fiche.yml:2:8 : ordre : « {input} {0} » n’est pas un nombre entier"


def test_a_key_far_from_any_other_is_missing_and_unknown(tmp_path: Path) -> None:
    said = _said(tmp_path, Parcours, "parcours/parcours-d-exemple.yml", "minutes: 10", "zzz: 10")
    assert said == "fiche.yml:1:1 : minutes : clé manquante\nfiche.yml:4:1 : zzz : clé inconnue"


def test_optional_keys_and_lists_may_be_left_empty(tmp_path: Path) -> None:
    text = (MINIMAL / "initiatives/initiative-d-exemple.yml").read_text(encoding="utf-8")
    for line in ("ville: Ville-d’Exemple", "debut: 2010", "site: https://exemple.org/initiative"):
        text = text.replace(line, f"{line.split(':', 1)[0]}:")
    text = text.replace("deja: [transfert-d-exemple]", "deja: []")
    (tmp_path / "fiche.yml").write_text(text, encoding="utf-8")
    record = check_document(read_document(tmp_path, "fiche.yml"), Initiative, TODAY)
    assert isinstance(record, Initiative)
    assert (record.ville, record.debut, record.site, record.transfert.deja) == (None, None, None, ())


@pytest.mark.parametrize(("lat", "lon"), [("58", "-60"), ("45.5", "-73.6"), ("62.4", "-77.9")])
def test_a_point_of_the_north_is_not_inverted(lat: str, lon: str, tmp_path: Path) -> None:
    text = (MINIMAL / "initiatives/initiative-d-exemple.yml").read_text(encoding="utf-8")
    (tmp_path / "fiche.yml").write_text(
        text.replace("{lat: 45.4, lon: -71.9}", f"{{lat: {lat}, lon: {lon}}}"), encoding="utf-8"
    )
    record = check_document(read_document(tmp_path, "fiche.yml"), Initiative, TODAY)
    assert isinstance(record, Initiative)
    assert record.coordonnees
    assert (record.coordonnees.lat, record.coordonnees.lon) == (float(lat), float(lon))


def test_a_longitude_that_lost_its_sign_is_not_inverted(tmp_path: Path) -> None:
    said = _said(
        tmp_path, Initiative, "initiatives/initiative-d-exemple.yml", "{lat: 45.4, lon: -71.9}", "{lat: 58, lon: 60}"
    )
    assert said == "fiche.yml:8:29 : coordonnees.lon : « 60 » est trop grand : -57 au plus"
