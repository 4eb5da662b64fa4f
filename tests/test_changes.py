"""Publishing again: what changed is made anew, what did not is left alone, and the result is the whole site."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.faults import failing
from tests.renaming import rename
from tests.sites import apply, files_of, from_nothing
from traversees.publish.copies import html_paths
from traversees.publish.memory import Memory
from traversees.publish.search_index import index_is_stale
from traversees.publish.site import publish_site
from traversees.publish.workshop import MARK, Workshop

if TYPE_CHECKING:
    from tests.conftest import Once
    from tests.sites import Edit

INITIATIVE = "initiatives/initiative-d-exemple.yml"
OTHER = "initiatives/autre-initiative.yml"
ACTOR = "contexte/acteurs/acteur-d-exemple.yml"
TRANSFER = "contexte/transferts/transfert-d-exemple.yml"
REPORT = "recits/2023-05-20-recit-d-exemple.md"

FOOTER: Edit = ("overrides/partials/footer.html", "Le projet", "Notre projet")

OWN_TEXTS: list[Edit] = [
    (INITIATIVE, "limites: Un", "limites: Et ceci. Un"),
    (OTHER, "moyens: Du", "moyens: Et cela. Du"),
    (ACTOR, "presentation: Il", "presentation: Et encore. Il"),
    (TRANSFER, "appris: Un", "appris: Et enfin. Un"),
    (REPORT, "\n---\n\n", "\n---\n\n## Un titre de plus\n\n"),
]
"""What no other page shows."""

FORMER_NAMES: list[Edit] = [
    ("glossaire/autre-mot.yml", "terme: ", "terme:  "),
    (INITIATIVE, "verifie_le: ", "anciens_noms: [premier-nom, second-nom]\nverifie_le: "),
    (ACTOR, "verifie_le: ", "anciens_noms: [ancien-acteur]\nverifie_le: "),
    ("contexte/besoins/besoin-d-exemple.yml", "verifie_le: ", "anciens_noms: [ancien-besoin]\nverifie_le: "),
    ("vocabulaires/themes.yml", "  aller-vers:\n", "  aller-vers:\n    anciens_noms: [maraudes]\n"),
]
"""What answers elsewhere too, or changes nothing (`tests/test_never_stale.py` has all the other edits)."""

IN_EVERY_PAGE: list[Edit] = [
    ("templates/_phrases.jinja", "À essayer ici", "À tenter ici"),
    FOOTER,
    ("docs/assets/css/mots.css", "{", "{ "),
]
"""What makes pages out of records."""


def published_message(capsys: pytest.CaptureFixture[str], project: Path) -> str:
    capsys.readouterr()
    assert publish_site(project, search=False) == 0
    return capsys.readouterr().out


def test_nothing_is_written_when_nothing_changed(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.stat().st_mtime_ns for path in (published / "site").rglob("*")}
    (published / INITIATIVE).touch()
    assert published_message(capsys, published) == "Site à jour dans site/ : 0 page renouvelée.\n"
    assert {path: path.stat().st_mtime_ns for path in (published / "site").rglob("*")} == before


def test_a_text_that_only_its_page_shows_renews_this_page_alone(
    published: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files_of(published / "site")
    for edit in OWN_TEXTS:
        apply(published, edit)
    assert published_message(capsys, published) == "Site à jour dans site/ : 5 pages renouvelées.\n"
    after = files_of(published / "site")
    assert {path for path in after if after[path] != before.get(path)} == {
        "contexte/acteurs/acteur-d-exemple/index.html",
        "contexte/transferts/transfert-d-exemple/index.html",
        "comparer/fiches/autre-initiative.js",
        "comparer/fiches/initiative-d-exemple.js",
        "contribuer/formulaire/fiches/initiatives/autre-initiative.js",
        "contribuer/formulaire/fiches/initiatives/initiative-d-exemple.js",
        "contribuer/formulaire/fiches/recits/2023-05-20-recit-d-exemple.js",
        "initiatives/autre-initiative.json",
        "initiatives/autre-initiative/index.html",
        "initiatives/initiative-d-exemple.json",
        "initiatives/initiative-d-exemple/index.html",
        "recits/2023-05-20-recit-d-exemple/index.html",
        MARK,
    }
    assert after == from_nothing(published, tmp_path)


@pytest.mark.parametrize("edit", FORMER_NAMES, ids=[f"{path} {new}" for path, _, new in FORMER_NAMES])
def test_what_answers_under_another_name_is_made_again_too(published: Path, edit: Edit, tmp_path: Path) -> None:
    apply(published, edit)
    assert publish_site(published, search=False) == 0
    assert files_of(published / "site") == from_nothing(published, tmp_path, same_frame=True)


@pytest.mark.parametrize("edit", IN_EVERY_PAGE, ids=[f"{path} {new}" for path, _, new in IN_EVERY_PAGE])
def test_what_every_page_has_renews_them_all(published: Path, edit: Edit, tmp_path: Path) -> None:
    apply(published, edit)
    assert publish_site(published, search=False) == 0
    assert files_of(published / "site") == from_nothing(published, tmp_path)


def test_what_answered_under_a_former_name_changes_and_goes_with_it(
    published: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rename(published, INITIATIVE, "nouveau-nom")
    assert publish_site(published) == 0
    renamed = "initiatives/nouveau-nom.yml"
    apply(published, (renamed, "limites: Un", "limites: Et ceci. Un"))
    assert published_message(capsys, published) == "Site à jour dans site/ : 1 page renouvelée.\n"
    site = published / "site"
    assert "Et ceci." in (site / "initiatives/initiative-d-exemple.json").read_text(encoding="utf-8")
    assert files_of(site) == from_nothing(published, tmp_path, search=True)
    workshop = Workshop(published, site)
    assert not (workshop.copies / "initiatives/initiative-d-exemple/index.html").exists()
    apply(published, (renamed, "anciens_noms: [initiative-d-exemple]\n", ""))
    assert publish_site(published, search=False) == 0
    assert not (site / "initiatives/initiative-d-exemple").exists()
    assert files_of(site) == from_nothing(published, tmp_path / "ensuite")


def test_the_pages_that_do_not_show_what_changed_are_taken_as_they_are(published: Path) -> None:
    apply(published, (ACTOR, "role: ", "role: Autre "))
    pages = [published / "site" / path / "index.html" for path in ("initiatives/autre-initiative", ACTOR[:-4])]
    before = [page.stat().st_mtime_ns for page in pages]
    assert publish_site(published, search=False) == 0
    after = [page.stat().st_mtime_ns for page in pages]
    assert after[0] == before[0]
    assert after[1] != before[1]


def test_a_broken_own_text_is_refused_and_what_was_published_stays(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files_of(published / "site")
    sound = (published / INITIATIVE).read_text(encoding="utf-8")
    apply(
        published,
        (
            INITIATIVE,
            "limites: Un exemple ne prouve rien, un mot d’exemple non plus [@analyse].",
            "limites: Sans source.",
        ),
    )
    for _ in range(2):  # the second time too: what was refused is not taken for published
        assert publish_site(published, search=False) == 1
        assert "paragraphe sans source" in capsys.readouterr().err
        assert files_of(published / "site") == before
    (published / INITIATIVE).write_text(sound, encoding="utf-8")
    assert publish_site(published, search=False) == 0
    assert files_of(published / "site") == before


def test_a_site_or_a_memory_that_was_touched_is_made_anew(published: Path, tmp_path: Path) -> None:
    shutil.rmtree(published / "site")
    assert publish_site(published, search=False) == 0
    Workshop(published, published / "site").memory.write_bytes(b"autre chose")
    assert publish_site(published, search=False) == 0
    assert files_of(published / "site") == from_nothing(published, tmp_path)


def test_a_copy_of_the_whole_project_goes_on_from_its_site_and_a_site_of_before_does_not(
    published: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(published / "site", tmp_path / "avant")
    apply(published, OWN_TEXTS[0])
    assert publish_site(published, search=False) == 0
    copy = Path(shutil.copytree(published, tmp_path / "copie"))
    assert published_message(capsys, copy) == "Site à jour dans site/ : 0 page renouvelée.\n"
    shutil.rmtree(copy / "site")
    shutil.copytree(tmp_path / "avant", copy / "site")
    assert published_message(capsys, copy) == "Site publié dans site/ : 27 fiches, 76 pages.\n"
    assert files_of(copy / "site") == files_of(published / "site")


def test_the_memory_of_an_earlier_version_is_forgotten(published: Path) -> None:
    memory_file = Workshop(published, published / "site").memory
    with sqlite3.connect(memory_file) as base:
        base.execute("DROP TABLE fiches")
        base.execute("CREATE TABLE fiches (path TEXT PRIMARY KEY, digest TEXT)")
    assert publish_site(published, search=False) == 0
    with Memory(memory_file) as memory:
        assert memory.known()[INITIATIVE].published


def test_the_index_of_the_search_is_made_again_only_when_its_words_changed(published: Path) -> None:
    assert publish_site(published) == 0
    index = published / "site/pagefind/pagefind-entry.json"
    first, made_at = index.read_bytes(), index.stat().st_mtime_ns
    assert publish_site(published) == 0
    assert index.stat().st_mtime_ns == made_at
    apply(published, OWN_TEXTS[0])
    assert publish_site(published, search=False) == 0
    assert index.read_bytes() == first
    assert publish_site(published) == 0
    assert index.read_bytes() != first
    workshop = Workshop(published, published / "site")
    assert not index_is_stale(workshop.copies, workshop.index)


def test_every_page_that_says_something_has_its_copy_for_the_search(published: Path) -> None:
    workshop = Workshop(published, published / "site")
    pages, copies = set(html_paths(workshop.site)), set(html_paths(workshop.copies))
    silent = {"404.html", "contribuer/editeur/index.html", "index.html", "plan-du-site/index.html"}
    assert pages - copies == silent


def interrupt(memory_file: Path) -> None:
    with Memory(memory_file) as memory:
        memory.set_fact("site", "autre")
        raise KeyboardInterrupt


def test_an_interrupted_publication_is_forgotten(published: Path) -> None:
    memory_file = Workshop(published, published / "site").memory
    with pytest.raises(KeyboardInterrupt):
        interrupt(memory_file)
    with Memory(memory_file) as memory:
        assert memory.fact("site") != "autre"


def publish_by_command(project: Path, seconds: float | None = None) -> float:
    """Publish `project` as people do, killed after `seconds` if it lasts longer; how long it took."""
    start = time.monotonic()
    with subprocess.Popen(
        (sys.executable, "-m", "traversees.command.site"), cwd=project, stdout=subprocess.DEVNULL
    ) as process:
        with suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
        process.kill()
    assert seconds or process.returncode == 0
    return time.monotonic() - start


@pytest.mark.parametrize(
    ("edit", "part"),
    [
        (OWN_TEXTS[0], 0.6),
        (FOOTER, 0.6),
        *(pytest.param(OWN_TEXTS[0], part, marks=pytest.mark.complet) for part in (0.3, 0.9)),
        *(pytest.param(FOOTER, part, marks=pytest.mark.complet) for part in (0.3, 0.9)),
    ],
)
def test_a_publication_killed_at_any_time_is_made_whole_by_the_next(
    published: Path, tmp_path: Path, once: Once, part: float, edit: Edit
) -> None:
    apply(published, edit)
    project = published

    def tell(folder: Path) -> None:
        seconds = publish_by_command(Path(shutil.copytree(project, tmp_path / "autre")))
        from_nothing(project, tmp_path, search=True)
        folder.mkdir()
        (folder / "dit.json").write_text(json.dumps([seconds, *told_of(tmp_path / "neuf")]), encoding="utf-8")

    seconds, *expected = json.loads((once(f"tue {edit[2]}", tell) / "dit.json").read_text(encoding="utf-8"))
    publish_by_command(project, part * seconds)
    publish_by_command(project)
    assert [*told_of(project)] == expected


def told_of(project: Path) -> tuple[dict[str, str], list[str]]:
    """The digest of each file of its site, then the files of words and of texts of its index: their names tell theirs."""
    digests = {path: hashlib.sha256(content).hexdigest() for path, content in files_of(project / "site").items()}
    index = project / "site" / "pagefind"
    return digests, sorted(file.name for part in ("fragment", "index") for file in (index / part).iterdir())


def test_pages_made_by_a_publication_that_failed_are_made_again_even_if_all_edits_are_undone(
    published: Path, tmp_path: Path
) -> None:
    kept = {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in (published / INITIATIVE, published / ACTOR)}
    apply(published, OWN_TEXTS[0])
    apply(published, OWN_TEXTS[2])
    page = f"site/{ACTOR.removesuffix('.yml')}/index.html"
    with pytest.raises(OSError, match="No space left"), failing(published, "os.rename", page):
        publish_site(published, search=False)
    for file, (content, saved) in kept.items():
        file.write_bytes(content)
        os.utime(file, ns=(saved, saved))
    assert publish_site(published, search=False) == 0
    assert files_of(published / "site") == from_nothing(published, tmp_path)


def test_a_frame_half_deleted_under_its_name_is_made_again(published: Path, tmp_path: Path) -> None:
    next(Workshop(published, published / "site").frames.glob("*/composition.json")).unlink()
    apply(published, OWN_TEXTS[0])
    assert publish_site(published, search=False) == 0
    assert files_of(published / "site") == from_nothing(published, tmp_path)
