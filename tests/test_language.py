"""The French of the records: spelling, grammar, and words that everyone knows in « En clair »."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from hunspell import Hunspell  # type: ignore[import-untyped]
from wordfreq import zipf_frequency

from tests.judges import judge
from traversees.french.text import plain
from traversees.french.typography import typographic
from traversees.library.loading import load_library
from traversees.publish.clock import today
from traversees.records.keywords import Line, Prose
from traversees.records.marks import marked_values

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from traversees.library.library import Library

WORD = re.compile(r"[^\W\d_]+(?:[-’][^\W\d_]+)*")
ELISION = re.compile(r"^(?:[ldjnscmtLDJNSCMT]|[Qq]u|[Jj]usqu|[Ll]orsqu|[Pp]uisqu)’")
COMMON = 2.3
"""The least Zipf frequency of a word of « En clair »: about once in five million words."""

SURE_RULES = re.compile(r"typo_(?!ordinaux|guillemets)|apos|doublon|maj_début|parts_égales|conf_ce_se|g1__|ocr")
"""Grammalecte's rules without a false alarm on the base when it was written; the others are for the eye."""

SEARCHED = {"sources", "synonymes", "sigle"}
"""Titles as others wrote them, and words that people type."""


@pytest.fixture(scope="module")
def library(repository: Path) -> Library:
    return load_library(repository, today())


def accepted(repository: Path, name: str) -> set[str]:
    lines = (repository / "tests" / "orthographe" / name).read_text(encoding="utf-8").splitlines()
    return {line for line in lines if line and not line.startswith("#")}


def texts(library: Library) -> Iterator[tuple[str, str]]:
    """Each text that a reader sees, without citations, with where it stands."""
    for record in library.records:
        for value in marked_values(record):
            if isinstance(value.mark, Prose) or (isinstance(value.mark, Line) and value.loc[0] not in SEARCHED):
                yield f"{record.path} : {value.key}", typographic(plain(value.text))
        if record.body:
            yield record.path, typographic(plain(record.body))


def words(text: str) -> Iterator[str]:
    for word in WORD.findall(re.sub(r"https?://\S+", " ", text)):
        yield ELISION.sub("", word)


@pytest.fixture(scope="module")
def dictionary() -> Hunspell:
    return Hunspell("index", hunspell_data_dir=str(judge("dictionary-fr/index.dic").parent))


def is_known(word: str, dictionary: Hunspell) -> bool:
    return any(dictionary.spell(form.replace("’", "'")) for form in (word, word.lower()))


def test_every_word_is_in_the_dictionary_or_in_the_list_of_the_project(
    library: Library, repository: Path, dictionary: Hunspell
) -> None:
    ours = accepted(repository, "mots.txt")
    where = {word: place for place, text in texts(library) for word in words(text) if word not in ours}
    assert {word: place for word, place in where.items() if not is_known(word, dictionary)} == {}


def test_the_dictionary_refuses_the_usual_mistakes_and_knows_both_countries(dictionary: Hunspell) -> None:
    wrong = ["acceuil", "dévelopement", "language’s", "travaileur", "parmis", "malgrés", "hebergement", "quebecoise"]
    right = ["accueil", "Québécoise", "aujourd’hui", "intervenante", "sans-abri", "Œuvre", "ÉCOLE", "dépannage"]
    assert [word for word in wrong if is_known(word, dictionary)] == []
    assert [word for word in right if not is_known(word, dictionary)] == []


def test_the_word_list_of_the_project_holds_nothing_unused(library: Library, repository: Path) -> None:
    used = {word for _, text in texts(library) for word in words(text)}
    assert accepted(repository, "mots.txt") - used == set()


def test_the_words_of_en_clair_are_common_ones(library: Library, repository: Path) -> None:
    kept = accepted(repository, "mots-en-clair.txt")
    rare = {
        word: record.path
        for record in library.records
        for word in words(typographic(getattr(record, "en_clair", "")))
        if word[0].islower() and zipf_frequency(word, "fr") < COMMON and word not in kept
    }
    assert rare == {}


@pytest.mark.skipif(not shutil.which("grammalecte-cli"), reason="Grammalecte n’est pas installé")
def test_grammalecte_finds_no_sure_mistake(library: Library, tmp_path: Path) -> None:
    places, paragraphs = zip(*texts(library), strict=True)
    file = tmp_path / "textes.txt"
    file.write_text("\n".join(paragraphs), encoding="utf-8")
    command = ["grammalecte-cli", "-f", str(file), "-j", "-owe"]
    found = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)["data"]
    mistakes = [
        f"{places[item['iParagraph'] - 1]} : {error['sMessage']}"
        for item in found
        for error in item["lGrammarErrors"]
        if SURE_RULES.search(error["sRuleId"])
    ]
    assert mistakes == []
