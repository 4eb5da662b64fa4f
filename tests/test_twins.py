"""A record that is a copy of another is a doubt, told once, where the copy says the same thing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from traversees.check.twins import twins
from traversees.library.loading import doubts_in, load_library
from traversees.publish.clock import today

if TYPE_CHECKING:
    from pathlib import Path

FIRST = "initiatives/autre-initiative.yml"
COPY = "initiatives/copie.yml"
QUESTION = "est-ce la même fiche ? Si oui, gardez-en une, avec l’autre nom dans ses « anciens_noms »"


def doubts_about_a_copy(project: Path, **changes: str) -> list[str]:
    """What is told of a copy of an initiative, once each text is replaced by another."""
    text = (project / FIRST).read_text(encoding="utf-8")
    first = text.replace("themes:", "site: https://www.exemple.org/autre/\nthemes:", 1)
    (project / FIRST).write_text(first, encoding="utf-8")
    for key, new in changes.items():
        first = re.sub(rf"^( *{key}): .*$", rf"\1: {new}", first, flags=re.MULTILINE)
    (project / COPY).write_text(first, encoding="utf-8")
    library = load_library(project, today())
    return [str(doubt) for doubt in doubts_in(library, project, today())]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (
            {"nom": "L'AUTRE initiative d’éxemple", "site": "https://exemple.com"},
            f"{COPY}:1:6 : nom : « L'AUTRE initiative d’éxemple » est déjà celui de {FIRST} : {QUESTION}",
        ),
        (
            {"nom": "Un nom", "site": "http://exemple.org/autre"},
            f"{COPY}:9:7 : site : « http://exemple.org/autre » est déjà celui de {FIRST} : {QUESTION}",
        ),
        (
            {"nom": "Un nom", "site": "https://exemple.com"},
            f"{COPY}:37:3 : sources : les sources sont celles de {FIRST} : {QUESTION}",
        ),
    ],
    ids=["name", "address", "sources"],
)
def test_a_copy_is_told_once(project: Path, changes: dict[str, str], told: str) -> None:
    assert doubts_about_a_copy(project, **changes) == [told]


def test_another_record_is_no_copy(project: Path) -> None:
    assert (
        doubts_about_a_copy(project, nom="Un nom", site="https://exemple.com", url="https://exemple.org/ailleurs") == []
    )


def test_the_real_base_has_no_copy(repository: Path) -> None:
    assert list(twins(load_library(repository, today()).records)) == []
