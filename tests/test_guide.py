"""The guide: every key explained, with an example that is itself a valid record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import REPOSITORY
from traversees.check.rules import check_document
from traversees.contribute.formatting import formatted
from traversees.contribute.guide import Key, record_keys
from traversees.contribute.starting import annotated_example, known_comments, skeleton
from traversees.library.library import Library
from traversees.library.links import link_problems
from traversees.records import kinds
from traversees.records.documents import read_document
from traversees.records.kinds import KINDS, Initiative, Terme
from traversees.records.problems import ProblemsFound

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from traversees.records.record import Record

TODAY = "2026-11-30"


def _path(kind: type[Record]) -> str:
    return f"templates/exemples/{kind.kind_name()}{kind.suffix}"


WITH_EXAMPLE = [kind for kind in KINDS if (REPOSITORY / _path(kind)).is_file()]


def test_every_kind_that_the_program_names_has_an_example() -> None:
    assert [kind.__name__ for kind in WITH_EXAMPLE if kind.__name__ in kinds.__all__] == [
        kind.__name__ for kind in KINDS if kind.__name__ in kinds.__all__
    ]


@pytest.fixture(scope="module")
def examples(repository: Path) -> dict[type[Record], Record]:
    return {kind: check_document(read_document(repository, _path(kind)), kind, TODAY) for kind in WITH_EXAMPLE}


def _all(keys: tuple[Key, ...]) -> Iterator[Key]:
    for key in keys:
        yield key
        yield from _all(key.keys)


def test_the_examples_refer_to_records_and_terms_that_exist(
    library: Library, examples: dict[type[Record], Record]
) -> None:
    together = Library((*library.records, *examples.values()))
    assert list(map(str, link_problems(together, {record.key for record in library.records}))) == []


def test_the_examples_are_in_the_canonical_form(repository: Path) -> None:
    for kind in WITH_EXAMPLE:
        text = (repository / _path(kind)).read_text(encoding="utf-8")
        assert formatted(_path(kind), text, kind, TODAY) == text


@pytest.mark.parametrize("kind", WITH_EXAMPLE, ids=lambda kind: kind.kind_name())
def test_every_key_of_the_model_is_told_with_an_example(
    kind: type[Record], library: Library, examples: dict[type[Record], Record]
) -> None:
    keys = record_keys(kind, library, examples[kind])
    assert [key.name for key in keys] == list(kind.model_fields)
    for key in _all(keys):
        assert key.description
        assert key.example.startswith(f"{key.name}:") or key.keys, key.name
        assert key.type or key.keys, key.name


def test_a_key_says_its_type_its_limits_and_its_list(library: Library) -> None:
    keys = {key.name: key for key in record_keys(Initiative, library)}
    assert (keys["themes"].many, keys["themes"].vocabulary, keys["themes"].limits) == (
        True,
        "themes",
        ("de 1 à 5 éléments",),
    )
    assert (keys["resume"].type, keys["resume"].limits) == ("texte", ("400 signes au plus",))
    assert keys["probleme"].limits == ("6\u202f000 signes au plus",)
    assert keys["sources"].limits == ("2 éléments au moins",)
    lat = next(key for key in keys["coordonnees"].keys if key.name == "lat")
    assert (lat.type, lat.limits, lat.required) == ("nombre", ("de 44 à 63",), True)
    assert (keys["coordonnees"].required, keys["debut"].type) == (False, "date")


@pytest.mark.parametrize("kind", WITH_EXAMPLE, ids=lambda kind: kind.kind_name())
def test_the_annotated_example_is_the_example_and_says_each_key_once(
    kind: type[Record], library: Library, examples: dict[type[Record], Record], repository: Path
) -> None:
    text = annotated_example(examples[kind], library)
    bare = "".join(line for line in text.splitlines(keepends=True) if not line.lstrip().startswith("# "))
    assert bare == (repository / _path(kind)).read_text(encoding="utf-8")
    assert formatted(_path(kind), text, kind, TODAY, known_comments(kind, library)) == bare
    for key in record_keys(kind, library):
        assert text.count(f"\n# {key.help}\n") <= 1


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind_name())
def test_a_new_file_lacks_values_and_nothing_else(kind: type[Record], library: Library, tmp_path: Path) -> None:
    text = skeleton(kind, library, {})
    (tmp_path / f"essai{kind.suffix}").write_text(text, encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        check_document(read_document(tmp_path, f"essai{kind.suffix}"), kind, TODAY)
    said = {problem.message.split(" : ")[0] for problem in found.value.problems}
    assert said <= {"clé vide", "liste trop courte"}
    required = [key.name for key in record_keys(kind, library) if key.required]
    assert all(f"\n{name}:" in f"\n{text}" for name in required)


def test_a_new_file_explains_each_line(library: Library) -> None:
    assert skeleton(Terme, library, {"terme": "Mot", "verifie_le": "2026-11-30"}) == (
        "# Le mot.\nterme: Mot\n"
        "# Où le mot s’emploie. Au choix : quebec, france, commun.\naire:\n"
        "# Ce qu’il veut dire.\ndefinition:\n"
        "# Sources citées.\nsources:\n"
        "  # Nom court de la source dans cette fiche, repris dans le texte : [@nom-court].\n  - id:\n"
        "    # Titre du document, tel qu’il est publié.\n    titre:\n"
        "    # Qui publie : organisme, journal, revue, université…\n    editeur:\n"
        "    # Adresse du document.\n    url:\n"
        "    # Jour où le document a été lu. AAAA-MM-JJ.\n    consulte:\n"
        "    # Qui parle : organisme, évaluation, université, presse… Au choix : "
        "organisme, evaluation, universite, presse, gouvernement, autre.\n    type:\n"
        "    # Ce qui a été lu : integral si c’est tout le document ; extrait sinon. Au choix : integral, extrait.\n    portee:\n"
        "# Jour de la dernière vérification. AAAA-MM-JJ.\nverifie_le: 2026-11-30\n"
        "# Facultatif, à ajouter au besoin : sigle, equivalent, faux_ami, synonymes.\n"
    )
