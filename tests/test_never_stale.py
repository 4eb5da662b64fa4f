"""A page is never stale, whatever its template asks: what nobody foresaw is planted, and the site is the one made from nothing."""

from __future__ import annotations

import random
import re
import shutil
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import make_project, make_real_project
from tests.renaming import rename
from tests.sites import apply, files_of, from_nothing
from traversees.library.library import Library
from traversees.library.shelf import question
from traversees.publish import graph, prepared, processors
from traversees.publish.memory import Memory
from traversees.publish.site import prepare, publish_site
from traversees.publish.workshop import Workshop
from traversees.records.kinds import Initiative

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Once
    from tests.sites import Edit

INITIATIVE = "initiatives/initiative-d-exemple.yml"
OTHER = "initiatives/autre-initiative.yml"
ACTOR = "contexte/acteurs/acteur-d-exemple.yml"
NEED = "contexte/besoins/besoin-d-exemple.yml"
NOTE = "contexte/notes/note-d-exemple.md"
WORD = "glossaire/autre-mot.yml"
THEMES = "vocabulaires/themes.yml"

PLANTED = {
    "initiative.md.jinja": """
<p>{{ library.notes|length }} notes, {{ library.records|length }} fiches, {{ library.is_past('2027-01-01') }}</p>
""",
    "besoin.md.jinja": """
<p>{{ library.initiatives|map(attribute='en_clair')|join(' ')|typographie }}</p>
""",
    "acteur.md.jinja": """
{% from "_plante.jinja" import first_of %}
<p>{{ first_of(library.initiatives) }} {{ library.answers_to(library.besoins[0])|map(attribute='pourquoi')|join }}</p>
""",
    "transfert.md.jinja": """
<p>{{ library.record('contexte/notes/note-d-exemple').body|texte_nu }}</p>
<p>{{ (library.find('initiatives/ajoutee') or {}).nom|default('aucune') }}</p>
""",
    "terme.md.jinja": """
<p>{{ library.count_of_limits }} {{ library.initiatives|map(attribute='first_limit')|join }} {{ library.longest_title() }}</p>
""",
    "note.md.jinja": """
<p>{{ library.lexicon.used_in(library.recits[0].resume ~ ' mot d’exemple')|map(attribute='definition')|join }}</p>
<p>{{ library.explained.used_in('mot d’exemple')|map(attribute='aire')|join }}</p>
""",
    "recit.md.jinja": """
<p>{{ library.initiatives[0].model_dump()['moyens'] }} {{ library.besoins[0]|string|length }}</p>
<p>{{ library.related(library.initiatives[0])|map(attribute='initiative')|map(attribute='resume')|join }}</p>
""",
    "parcours.md.jinja": """
<p>{% for word in library.words_of(library.initiatives[-1]) %}{{ word.synonymes|join }}{% endfor %}</p>
<p>{{ library.vocabularies.values()|map(attribute='definition')|join }} {{ library.initiatives[0] in library.initiatives }}</p>
""",
    "accueil.md.jinja": """
<p>{% for initiative in library.initiatives %}{{ initiative.limites }}{{ library.at('theme', 'aller-vers')|length }}{% endfor %}</p>
""",
}
"""What is added at the end of some templates: questions that none of ours asks there."""

MACRO = """{% macro first_of(records) %}
{{ (records|sort(attribute='nom'))[0].limites }} {{ records|selectattr('visite')|map(attribute='porteur')|join }}
{% endmacro %}
"""

EDITS: list[Edit] = [
    (INITIATIVE, "limites: Un", "limites: Et ceci. Un"),
    (INITIATIVE, "en_clair: ", "en_clair: Et cela. "),
    (INITIATIVE, "resume: ", "resume: Encore. "),
    (INITIATIVE, "nom: ", "nom: Zut, "),
    (OTHER, "porteur: ", "porteur: Autre "),
    (OTHER, "moyens: Du", "moyens: Et cela. Du"),
    (OTHER, "pourquoi: ", "pourquoi: Encore "),
    (ACTOR, "role: ", "role: Autre "),
    (NEED, "libelle: ", "libelle: Autre "),
    (NOTE, "titre: ", "titre: Autre "),
    (NOTE, "La situation", "Une autre situation"),
    (WORD, "definition: ", "definition: Encore "),
    (WORD, "terme: ", "terme: Encore "),
    (WORD, "synonymes: [", "synonymes: [encore un mot, "),
    (THEMES, "libelle: ", "libelle: Autre "),
    (THEMES, "definition: ", "definition: Encore "),
    ("mkdocs.yml", "site_description: ", "site_description: Encore. "),
    ("contexte/transferts/transfert-d-exemple.yml", "appris: Un", "appris: Enfin. Un"),
    ("recits/2023-05-20-recit-d-exemple.md", "resume: ", "resume: Mot d’exemple. "),
]


@pytest.fixture
def planted(once: Once, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose templates ask what ours do not, published: once, then copied."""
    plant(monkeypatch)

    def publish(root: Path) -> None:
        make_project(root)
        for name, text in PLANTED.items():
            file = root / "templates" / name
            file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")
        (root / "templates" / "_plante.jinja").write_text(MACRO, encoding="utf-8")
        assert publish_site(root, search=False) == 0

    return Path(shutil.copytree(once("projet-plante", publish), tmp_path / "projet"))


def plant(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers that are kept as Python keeps them, and one that is kept as ours are."""
    count = cached_property(lambda library: sum(len(i.limites) for i in library.initiatives))
    count.__set_name__(Library, "count_of_limits")
    monkeypatch.setattr(Library, "count_of_limits", count, raising=False)
    first = cached_property(lambda initiative: initiative.limites[:40])
    first.__set_name__(Initiative, "first_limit")
    monkeypatch.setattr(Initiative, "first_limit", first, raising=False)

    def longest_title(library: Library) -> str:
        return max((record.name for record in library.initiatives), key=len)

    monkeypatch.setattr(Library, "longest_title", question(longest_title), raising=False)


def tried_in_turn(edits: list[Edit]) -> list[Any]:
    """One edit of each file in an ordinary run, all of them in the longer ones."""
    first = {path: edit for edit in reversed(edits) for path in [edit[0]]}.values()
    long = pytest.mark.complet
    return [pytest.param(e, id=f"{e[0]} {e[2]}", marks=() if e in first else long) for e in edits]


@pytest.mark.parametrize("edit", tried_in_turn(EDITS))
def test_each_page_shows_what_its_template_asks_as_it_is_now(planted: Path, tmp_path: Path, edit: Edit) -> None:
    apply(planted, edit)
    assert publish_site(planted, search=False) == 0
    assert files_of(planted / "site") == from_nothing(planted, tmp_path, same_frame=edit[0] != "mkdocs.yml")


def add(project: Path) -> None:
    text = (project / OTHER).read_text(encoding="utf-8").replace("nom: ", "nom: Ajoutée, ", 1)
    (project / "initiatives/ajoutee.yml").write_text(re.sub(r"anciens_noms: .*\n", "", text), encoding="utf-8")


def add_word(project: Path) -> None:
    text = (project / WORD).read_text(encoding="utf-8")
    text = re.sub(r"^terme: .*$", "terme: situation", text, count=1, flags=re.MULTILINE)
    (project / "glossaire/situation.yml").write_text(re.sub(r"synonymes: .*\n", "", text), encoding="utf-8")


def rename_other(project: Path) -> None:
    rename(project, OTHER, "encore-une")


def remove_report(project: Path) -> None:
    (project / "recits/2023-06-01-publication-d-exemple.md").unlink()


def unlink_theme(project: Path) -> None:
    """A theme that only one initiative bears has its page no more."""
    apply(project, (INITIATIVE, "themes: [aller-vers, ", "themes: ["))


WHOLE_FILES: list[Callable[[Path], None]] = [add, add_word, rename_other, remove_report, unlink_theme]


@pytest.mark.parametrize("change", WHOLE_FILES)
def test_a_file_that_comes_goes_or_takes_another_name_changes_what_spoke_of_it(
    planted: Path, tmp_path: Path, change: Callable[[Path], None]
) -> None:
    change(planted)
    assert publish_site(planted, search=False) == 0
    assert files_of(planted / "site") == from_nothing(planted, tmp_path, same_frame=True)


@pytest.mark.parametrize("seed", [*range(2), *(pytest.param(seed, marks=pytest.mark.complet) for seed in range(2, 40))])
def test_after_any_edits_together_or_in_turn_the_site_is_the_one_made_from_nothing(
    planted: Path, tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)  # noqa: S311 — the same edits each time
    monkeypatch.setattr(processors, "FEW", chance.choice([0, 100]))
    monkeypatch.setattr("os.cpu_count", lambda: chance.choice([1, 3]))
    monkeypatch.setattr(graph, "FEW", chance.choice([0, 20]))
    monkeypatch.setattr(prepared, "MOST_IN_PLACE", chance.choice([0, 1 / 3, 2]))
    edits: list[Edit | Callable[[Path], None]] = [*chance.sample(EDITS, 7), *chance.sample(WHOLE_FILES, 3)]
    chance.shuffle(edits)
    for edit in edits:
        if not isinstance(edit, tuple):
            edit(planted)
        elif edit[1] in (planted / edit[0]).read_text(encoding="utf-8") if (planted / edit[0]).exists() else False:
            apply(planted, edit)
        if chance.random() < 0.6:
            assert publish_site(planted, search=False) == 0
    assert publish_site(planted, search=False) == 0
    assert files_of(planted / "site") == from_nothing(planted, tmp_path)


def test_what_depends_on_the_day_is_made_again_when_it_must(
    planted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("traversees.publish.site.today", lambda: "2026-12-31")
    capsys.readouterr()
    assert publish_site(planted, search=False) == 0
    assert capsys.readouterr().out == "Site à jour dans site/ : 0 page renouvelée.\n"
    monkeypatch.setattr("traversees.publish.site.today", lambda: "2027-01-02")
    assert publish_site(planted, search=False) == 0
    assert capsys.readouterr().out == "Site à jour dans site/ : 3 pages renouvelées.\n"
    assert "fiches, True" in (planted / "site/initiatives/autre-initiative/index.html").read_text(encoding="utf-8")
    assert files_of(planted / "site") == from_nothing(planted, tmp_path, same_frame=True)


def pages_made(project: Path) -> list[str]:
    workshop = Workshop(project, project / "site")
    with Memory(workshop.memory) as memory:
        made = prepare(workshop, memory)
        made.finish(workshop, memory, search=False)
    return sorted(path.removesuffix("index.html") for path in made.paths if path.endswith("index.html"))


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real base, published."""
    root = tmp_path_factory.mktemp("reel") / "projet"
    make_real_project(root)
    assert publish_site(root, search=False) == 0
    return root


def test_an_own_text_renews_one_page_and_a_shown_one_the_pages_that_show_it(real: Path) -> None:
    record = "initiatives/accorderies.yml"
    apply(real, (record, "\nlimites: |\n  ", "\nlimites: |\n  Encore. "))
    assert pages_made(real) == ["initiatives/accorderies/"]
    apply(real, (record, "porteur: ", "porteur: Autre "))
    assert len(pages_made(real)) < 40
    apply(real, (record, "\nresume: |\n  ", "\nresume: |\n  Encore. "))
    assert len(pages_made(real)) < 60
    apply(real, ("glossaire/accorderie.yml", "definition: |\n  ", "definition: |\n  Encore "))
    made = pages_made(real)
    assert "glossaire/accorderie/" in made
    assert len(made) < 30
    apply(real, ("vocabulaires/themes.yml", "    definition: ", "    definition: Encore "))
    assert len(pages_made(real)) < 200
