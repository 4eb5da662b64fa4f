"""The index copy of a page: what is read of it, how it is folded, what is added to find it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from traversees.library.loading import load_library
from traversees.pages.urls import MET
from traversees.publish.copies import SPELLING_FILE, Copies, html_paths, is_list
from traversees.publish.search_index import KEPT, KINDS_FILE, index_is_stale, kinds_of, write_index
from traversees.search.article import (
    FIGURE,
    HEADING,
    MENTION,
    NAMES,
    RELATED,
    SUMMARY,
    TEXT,
    TITLE,
    Passage,
    read_article,
)
from traversees.search.cards import END_OF_TEXT, Card, folded_text, index_copy, record_card
from traversees.search.spelling import spelling_words

if TYPE_CHECKING:
    from traversees.library.library import Library

MINIMAL = Path(__file__).with_name("minimal")
PAGE = """<!doctype html><html lang="fr"><body><header>Menu</header><main><article class="md-content__inner">
{}
</article></main></body></html>"""


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(MINIMAL, "2030-01-01")


def passages_of(article: str) -> list[Passage]:
    return read_article(PAGE.format(article))[1]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("l’évaluation", "l’ évaluation"),
        ("l'évaluation", "l’ évaluation"),
        ("Jusqu’à ce qu’elle", "Jusqu’ à ce qu’ elle"),
        ("aujourd’hui, Vital’im", "aujourd’hui, Vital’im"),
        ("le cœur, une Œuvre", "le co\u2060eur, une O\u2060Euvre"),
        ("«\u00a0mot\u00a0»\u202f!", "« mot » !"),
    ],
)
def test_elisions_are_cut_and_ligatures_opened(text: str, folded: str) -> None:
    assert folded_text(text) == folded


def test_only_the_article_is_read() -> None:
    assert read_article(PAGE.format("<h1>Titre</h1><p>Texte</p>")) == (
        "Titre",
        [Passage("Titre", TITLE), Passage("Texte", TEXT)],
    )


def test_a_page_without_article_has_no_title() -> None:
    assert read_article("<html><body><h1>Rien</h1></body></html>") == ("", [])


def test_blocks_part_passages_and_inline_elements_do_not() -> None:
    article = '<h1>T</h1><p>Un <strong>mot</strong>, <a href="x">un lien</a>.</p><ul><li>a</li><li>b</li></ul>'
    assert [passage.text for passage in passages_of(article)] == ["T", "Un mot, un lien.", "a", "b"]


def test_calls_of_notes_sources_and_marks_of_headings_are_left_out() -> None:
    article = (
        '<h1>T<a class="headerlink" href="#t">&para;</a></h1><p>Un fait<sup class="appel"><a href="#s">11</a></sup>.</p>'
        '<p data-pagefind-ignore>Rien</p><h2 id="sources">Sources</h2><ol class="sources"><li>Le Devoir</li></ol>'
    )
    assert [passage.text for passage in passages_of(article)] == ["T", "Un fait."]


@pytest.mark.parametrize(
    ("article", "texts"),
    [
        ("<p>Un<!-- <p> --> mot</p>", ["Un mot"]),
        ('<div>Un <span class="retours"><span>1</span> 2</span>mot</div>', ["Un mot"]),
        ('<div>Un <p class="actions">Rien</p> mot</div>', ["Un", "mot"]),
        ('<div class="actions"><div class="actions">Rien</div> rien</div> Un mot', ["Un mot"]),
        ('<p><a class="mot" title="a > b" href="x">Un</a> mot<script>"<p>"</script></p>', ["Un mot"]),
        ("<p>Un < mot</p>", ["Un < mot"]),
    ],
)
def test_what_is_not_read_parts_words_when_it_is_a_block_only(article: str, texts: list[str]) -> None:
    assert [passage.text for passage in passages_of(article)] == texts


@pytest.mark.parametrize(
    ("block", "weight"),
    [
        ("<h2>mot</h2>", HEADING),
        ("<p>mot</p>", TEXT),
        ('<section class="essentiel"><p>mot</p></section>', SUMMARY),
        ('<section class="essentiel"><h3>mot</h3></section>', SUMMARY),
        ('<ul class="chiffres"><li>mot</li></ul>', FIGURE),
        ('<ul class="cartes"><li class="carte"><h3>mot</h3></li></ul>', MENTION),
    ],
)
def test_a_word_counts_by_where_it_stands(block: str, weight: float) -> None:
    assert passages_of(f"<h1>T</h1>{block}")[-1] == Passage("mot", weight)


def test_a_copy_holds_its_metas_its_words_then_what_was_added() -> None:
    card = Card("Initiative", "Estrie", ("OEuvre",), ("Sans abri", "sans texte"), factor=2)
    assert index_copy("L’œuvre", [Passage("L’œuvre", TITLE), Passage("texte < b", TEXT)], card) == (
        '<!doctype html><html lang="fr"><body data-pagefind-filter="genre:Initiative">'
        '<i data-pagefind-meta="title[content]" content="L’ o\u2060euvre"></i>\n'
        '<i data-pagefind-meta="genre[content]" content="Initiative"></i>\n'
        '<i data-pagefind-meta="lieu[content]" content="Estrie"></i>\n'
        '<p data-pagefind-weight="10">L’ o\u2060euvre</p>\n'
        f'<p data-pagefind-weight="{2 * TEXT:g}">texte &lt; b</p>\n'
        f'<p data-pagefind-weight="{2 * TEXT:g}">{END_OF_TEXT}</p>\n'
        f'<p data-pagefind-weight="{2 * NAMES:g}">OEuvre</p>\n'
        f'<p data-pagefind-weight="{2 * RELATED:g}">sans abri</p></body></html>\n'
    )


def test_a_word_carries_its_other_names_and_those_of_the_words_it_uses(library: Library) -> None:
    card = record_card(library.record("glossaire/autre-mot"), "Lexique", library)
    assert (card.names, card.related) == (("second mot",), ("Mot d’exemple",))


def test_an_initiative_carries_its_subjects_and_counts_more(library: Library) -> None:
    initiative = library.initiatives[0]
    card = record_card(initiative, "Initiative", library)
    assert {library.term("themes", theme).libelle for theme in initiative.themes} <= set(card.related)
    assert (card.lieu, card.factor) == (library.term("regions", initiative.region).libelle, initiative.search_factor)


def test_index_pages_are_lists_and_texts_are_not() -> None:
    indexes = ("initiatives/themes/", "initiatives/regions/estrie/", "initiatives/preuves/", MET[1])
    lists = ("initiatives/", "contexte/", "contexte/notes/", *indexes)
    assert [url for url in (*lists, "a-propos/", "contribuer/recit/") if is_list(url)] == [*lists]


def test_short_words_cannot_be_mended(library: Library) -> None:
    words = spelling_words(library)
    assert words == sorted(set(words))
    assert min(map(len, words)) == 5


def test_the_same_pages_give_the_same_index_and_nothing_that_is_not_loaded(library: Library, tmp_path: Path) -> None:
    first, second = (indexed(tmp_path / name, library) for name in ("un", "deux"))
    assert first == second
    assert {path.split("/")[0] for path in first} <= {*names_kept(first), SPELLING_FILE, KINDS_FILE}
    assert "pagefind.js" in first
    assert json.loads(first[KINDS_FILE]) == ["Page"]


def test_the_most_numerous_kinds_come_first(tmp_path: Path) -> None:
    for name, genre in (("a", "Mot"), ("b", "Récit & note"), ("c", "Récit & note")):
        (tmp_path / name).write_text(index_copy("T", [Passage("T", TITLE)], Card(genre)), encoding="utf-8")
    assert kinds_of(sorted(tmp_path.iterdir())) == ["Récit & note", "Mot"]


def indexed(site: Path, library: Library) -> dict[str, bytes]:
    for name, article in {
        "a": "<h1>Un</h1><p>Texte</p>",
        "b": "<h1>Deux</h1><p>Autre</p>",
        "plan-du-site": "<h1>Plan</h1>",
    }.items():
        (site / name).mkdir(parents=True)
        (site / name / "index.html").write_text(PAGE.format(article), encoding="utf-8")
    copies = Copies(site, library, site.with_name(f"{site.name}-copies"))
    for path in html_paths(site):
        copies.renew(path)
    copies.renew_spelling()
    output = site / "pagefind"
    write_index(copies.folder, output)
    return {
        file.relative_to(output).as_posix(): file.read_bytes() for file in sorted(output.rglob("*")) if file.is_file()
    }


def names_kept(files: dict[str, bytes]) -> set[str]:
    names = {path.split("/")[0] for path in files}
    return {name for name in names if any(Path(name).match(pattern) for pattern in KEPT)}


# --- Whether the index is that of the copies


@pytest.fixture
def made(library: Library, tmp_path: Path) -> tuple[Copies, Path]:
    """The copies of a site of two pages, and their index, just made."""
    copies, index = Copies(tmp_path / "site", library, tmp_path / "copies"), tmp_path / "index"
    for name in ("a", "b"):
        write_page(copies, name, "<h1>Un</h1>")
        copies.renew(f"{name}/index.html")
    copies.renew_spelling()
    write_index(copies.folder, index)
    return copies, index


def write_page(copies: Copies, name: str, article: str) -> None:
    (copies.site / name).mkdir(parents=True, exist_ok=True)
    (copies.site / name / "index.html").write_text(PAGE.format(article), encoding="utf-8")


def test_an_index_stays_up_to_date_while_no_copy_changes(made: tuple[Copies, Path]) -> None:
    copies, index = made
    copies.renew("a/index.html")
    copies.renew_spelling()
    copies.remove_others({"a/index.html", "b/index.html"})
    assert not index_is_stale(copies.folder, index)


def test_an_index_is_stale_once_a_copy_changes_or_goes_away_or_the_index_itself_does(
    made: tuple[Copies, Path],
) -> None:
    copies, index = made
    write_page(copies, "a", "<h1>Deux</h1>")
    copies.renew("a/index.html")
    assert index_is_stale(copies.folder, index)
    write_index(copies.folder, index)
    shutil.rmtree(copies.site / "b")
    copies.remove_others({"a/index.html"})
    assert index_is_stale(copies.folder, index)
    write_index(copies.folder, index)
    assert not index_is_stale(copies.folder, index)
    shutil.rmtree(index)
    assert index_is_stale(copies.folder, index)


PUBLISHES_FOR_EVER = """
import itertools, sys
from pathlib import Path
from traversees.library.library import Library
from traversees.publish.copies import Copies, write_index
from traversees.publish.workshop import index_is_stale
site, folder, index = map(Path, sys.argv[1:])
copies = Copies(site, Library(()), folder)
for rank in itertools.count():
    page = site / "a" / "index.html"
    page.write_text(f"<article><h1>Titre {rank}</h1></article>", encoding="utf-8")
    copies.renew("a/index.html")
    if index_is_stale(folder, index):
        write_index(folder, index)
    print(rank, flush=True)
"""


@pytest.mark.parametrize("delay", [0.0, 0.005, 0.02, 0.04])
def test_an_index_that_is_said_up_to_date_is_so_after_a_publication_was_killed(
    made: tuple[Copies, Path], delay: float
) -> None:
    copies, index = made
    command = (sys.executable, "-c", PUBLISHES_FOR_EVER, copies.site, copies.folder, index)
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        time.sleep(delay)
        process.kill()
    if not index_is_stale(copies.folder, index):
        write_index(copies.folder, index.with_name("attendu"))
        assert names_of(index) == names_of(index.with_name("attendu"))


def names_of(index: Path) -> set[str]:
    """The files of an index: their names tell their contents."""
    return {file.relative_to(index).as_posix() for file in index.rglob("*")}
