"""A new kind of record: a class, a template, a record, nothing else; and what a half-declared kind is told."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

CLASS = '''\
"""The kind « événement »."""

from __future__ import annotations

from pydantic import Field

from traversees.records.record import Record
from traversees.records.values import DateComplete, DatePartielle, Ligne, Resume, Theme


class Evenement(Record):
    """Une rencontre en Seine-Saint-Denis."""

    folder = "contexte/evenements"
    label = "événement"
    plural = "Événements"
    title_key = "intitule"
    description_key = "resume"
    order = "latest"
    trail = (("Seine-Saint-Denis", "contexte/"),)
    sections = "programme"
    explained = True
    has_data = True
    followed = True
    place_key = "ville"

    intitule: Ligne = Field(description="Nom de la rencontre.")
    date: DatePartielle = Field(description="Jour de la rencontre.")
    ville: Ligne = Field(description="Où elle a lieu.")
    themes: tuple[Theme, ...] = Field(default=(), description="Thèmes.")
    resume: Resume = Field(description="De quoi il s’agit, en 400 signes au plus.")
    verifie_le: DateComplete = Field(description="Jour de la dernière vérification.")
'''

TEMPLATE = """\
{% import "_blocs.jinja" as b with context %}
{{ b.surtitre('Événement', [record.ville]) }}

<h1>{{ titre }}</h1>

## Au programme {#{{ section.programme }}}

{{ notes.blocks(record.resume) }}

{{ b.pied(record, notes) }}
"""

RECORD = """\
intitule: Forum des passerelles
date: "2025-03-12"
ville: Bobigny
resume: On y parle de [l’exemple](https://exemple.org/).
verifie_le: "2026-11-20"
"""

FILES = {
    "traversees/records/kinds/evenement.py": CLASS,
    "templates/evenement.md.jinja": TEMPLATE,
    "contexte/evenements/forum.yml": RECORD,
}


def declare(project: Path, **changes: tuple[str, str]) -> None:
    """Add the kind to `project`; a change takes what is left of it in one of the files (« class », « template », « record »)."""
    for (path, text), name in zip(FILES.items(), ("class", "template", "record"), strict=True):
        file = project / path
        file.parent.mkdir(parents=True, exist_ok=True)
        before, after = changes.get(f"in_{name}", ("", ""))
        assert before in text
        file.write_text(text.replace(before, after, 1) if before else text, encoding="utf-8")


def run(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command in `project`, run by the program that it holds."""
    return subprocess.run(
        [sys.executable, *arguments], cwd=project, capture_output=True, text=True, check=False, timeout=120
    )


def test_a_class_a_template_and_a_record_make_a_kind(project: Path) -> None:
    declare(project)
    done = run(project, "-m", "traversees.command.site")
    assert (done.returncode, done.stderr) == (0, "")
    site = project / "site"

    def read(path: str) -> str:
        return (site / path).read_text(encoding="utf-8")

    page = read("contexte/evenements/forum/index.html")
    assert "<h1>Forum des passerelles</h1>" in page
    assert '<h2 id="programme">Au programme' in page
    assert '<a href="forum/">Forum des passerelles</a>' in read("contexte/evenements/index.html")
    assert "contexte/evenements/forum/" in read("plan-du-site/index.html")
    assert "contexte/evenements/forum/</loc>" in read("sitemap.xml")
    assert json.loads(read("contexte/evenements/forum.json"))["ville"] == "Bobigny"
    assert "<title>Forum des passerelles</title>" in read("flux.xml")
    assert "intitule" in json.loads(read("donnees/schemas/v1/evenement.schema.json"))["properties"]
    assert "intitule: \n" in read("contribuer/guide/exemple-evenement.yml").replace("intitule:\n", "intitule: \n")
    assert "Nom de la rencontre." in read("contribuer/guide/evenement/index.html")
    collections = json.loads(read("contribuer/editeur/reglages.json"))["collections"]
    assert "contexte/evenements" in {collection.get("folder") for collection in collections}
    assert "Événement" in json.loads(read("pagefind/genres.json"))
    assert "contexte/evenements" in run(project, "-m", "traversees.command.folders").stdout.split()

    started = run(project, "build_pages.py", "nouveau", "evenement", "--nom", "Fête", "--date", "2026-05-01")
    assert (started.returncode, started.stderr) == (0, "")
    assert (project / "contexte/evenements/2026-05-01-fete.yml").is_file()


def test_the_records_of_a_new_kind_are_checked_like_the_others(project: Path) -> None:
    declare(project, in_record=("ville: Bobigny\n", "villle: Bobigny\n"))
    done = run(project, "build_pages.py", "verifier")
    assert done.stderr.splitlines()[0] == (
        "contexte/evenements/forum.yml:3:1 : villle : clé inconnue ; vouliez-vous dire « ville » ?"
    )


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (
            {"in_class": ('    plural = "Événements"\n', "")},
            'plural : le genre « Evenement » ne le déclare pas : ajoutez plural = "…" à sa classe',
        ),
        (
            {"in_class": ('folder = "contexte/evenements"', 'folder = ""')},
            'folder : le genre « Evenement » ne le déclare pas : ajoutez folder = "…" à sa classe',
        ),
        (
            {"in_class": ('folder = "contexte/evenements"', 'folder = "contexte/notes"')},
            "folder : deux genres de fiches ont le dossier « contexte/notes » : un dossier, un genre",
        ),
        (
            {"in_class": ('title_key = "intitule"', 'title_key = "intitul"')},
            "title_key : « intitul » n’est pas une clé de la fiche ; vouliez-vous dire « intitule » ?",
        ),
        (
            {"in_class": ('title_key = "intitule"', 'title_key = "ville"')},
            "title_key : « ville » n’est pas la première clé de la fiche : déplacez-la en tête",
        ),
        (
            {"in_class": ('order = "latest"', 'order = "ordre"')},
            "order : l’ordre « ordre » demande la clé « ordre », que la fiche n’a pas",
        ),
        (
            {"in_class": ("    sections =", '    list_template = "evenements"\n    sections =')},
            "list_template : le gabarit templates/evenements.md.jinja manque : créez-le",
        ),
    ],
)  # fmt: skip
def test_a_half_declared_kind_is_told_by_the_check(
    project: Path, changes: dict[str, tuple[str, str]], told: str
) -> None:
    declare(project, **changes)
    done = run(project, "build_pages.py", "verifier")
    assert done.returncode == 1
    assert f"traversees/records/kinds/evenement.py:11:1 : {told}\n" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_kind_without_its_template_is_told_before_anything_is_built(project: Path) -> None:
    declare(project)
    (project / "templates/evenement.md.jinja").unlink()
    done = run(project, "-m", "traversees.command.site")
    assert done.stderr.splitlines()[0] == (
        "traversees/records/kinds/evenement.py:11:1 : has_page : le gabarit templates/evenement.md.jinja manque : créez-le"
    )
    assert not (project / "site").exists()


FACET = """\
    Facet(
        "condition",
        "famille de conditions",
        "familles-de-condition",
        plural="familles de conditions",
        feminine=True,
        borne=lambda _, initiative: tuple(dict.fromkeys(one.famille for one in initiative.transfert.conditions)),
        several=True,
    ),
"""


def test_a_facet_is_one_declaration(project: Path) -> None:
    file = project / "traversees/library/facets.py"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('    Facet("statut"', f'{FACET}    Facet("statut"', 1), encoding="utf-8")
    done = run(project, "-m", "traversees.command.site", "--sans-recherche")
    assert (done.returncode, done.stderr) == (0, "")
    explorer = (project / "site/initiatives/index.html").read_text(encoding="utf-8")
    assert "<summary><span>Famille de conditions</span>" in explorer
    assert re.search(
        r'<fieldset data-flux="familles-de-condition/" data-multiple>.*?name="condition"', explorer, re.DOTALL
    )
    [term, *_] = sorted((project / "site/initiatives/familles-de-condition").glob("*/index.html"))
    assert "Toutes les familles de conditions" in term.read_text(encoding="utf-8")
    assert "Suivre cette famille de conditions" in term.read_text(encoding="utf-8")
    assert (term.parent / "flux.xml").is_file()
