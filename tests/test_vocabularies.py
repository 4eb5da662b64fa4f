"""The vocabularies speak the language of the insertion services: data·inclusion, version 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from data_inclusion.schema.v1 import Categorie, Public, Thematique  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from traversees.library.library import Library

CODES = {
    "themes": {code.value for code in [*Categorie, *Thematique]},
    "publics": {code.value for code in Public},
}


@pytest.mark.parametrize("vocabulary", CODES)
def test_every_data_inclusion_code_exists_in_the_published_schema(library: Library, vocabulary: str) -> None:
    ours = {code for term in library.terms(vocabulary).values() for code in term.data_inclusion}
    assert ours
    assert ours <= CODES[vocabulary]


def test_every_need_is_answered_by_three_initiatives_at_least(library: Library) -> None:
    assert {
        besoin.id: len(library.answers_to(besoin)) for besoin in library.besoins if len(library.answers_to(besoin)) < 3
    } == {}
