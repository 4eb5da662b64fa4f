"""The light pages: a former address still answers, with a page that leads on, the same data, the same id in feeds."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import make_project
from tests.renaming import rename
from tests.sites import said
from traversees.library.loading import load_library
from traversees.publish.clock import today
from traversees.publish.copies import html_paths
from traversees.publish.outputs import write_pages
from traversees.publish.site import publish_site

if TYPE_CHECKING:
    from tests.conftest import Once

INITIATIVE = "initiatives/initiative-d-exemple.yml"
ENTRY = re.compile(r"<entry>\n<title>Initiative d’exemple</title>\n<id>(.*?)</id>.*?href=\"(.*?)\"", re.DOTALL)


@pytest.fixture
def renamed(once: Once, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The site before and after a need, an initiative, a word and a theme took another name: made once, and copied."""
    monkeypatch.setenv("TRAVERSEES_ADRESSE", "https://base.exemple/ici/")
    return Path(shutil.copytree(once("projet-renomme", rename_four), tmp_path / "projet"))


def rename_four(project: Path) -> None:
    make_project(project)
    assert publish_site(project, search=False) == 0
    (project / "site").rename(project / "avant")
    rename(project, "contexte/besoins/besoin-d-exemple.yml", "nouveau-besoin")
    rename(project, "glossaire/mot-d-exemple.yml", "nouveau-mot")
    rename(project, INITIATIVE, "nouveau-nom")
    themes = project / "vocabulaires/themes.yml"
    text = themes.read_text(encoding="utf-8")
    themes.write_text(text.replace("  aller-vers:\n", "  sortir:\n    anciens_noms: [aller-vers]\n"), encoding="utf-8")
    for folder in ("initiatives", "contexte", "recits"):
        for file in (project / folder).rglob("*.*"):
            text = file.read_text(encoding="utf-8")
            file.write_text(text.replace("aller-vers", "sortir"), encoding="utf-8")
    assert publish_site(project, search=False) == 0


def test_every_former_address_answers(renamed: Path) -> None:
    before, after = renamed / "avant", renamed / "site"
    addresses = {
        file.relative_to(before).as_posix() for file in before.rglob("*") if file.suffix in {".html", ".json", ".xml"}
    }
    assert {path for path in addresses if not (after / path).is_file()} == set()


def test_a_former_page_leads_to_the_new_one_without_a_script(renamed: Path) -> None:
    page = (renamed / "site/initiatives/initiative-d-exemple/index.html").read_text(encoding="utf-8")
    assert '<link rel="canonical" href="https://base.exemple/ici/initiatives/nouveau-nom/">' in page
    assert '<meta http-equiv="refresh" content="0; url=../nouveau-nom/">' in page
    assert '<p>Vous la trouverez ici\u00a0: <a href="../nouveau-nom/">Initiative d’exemple</a>.</p>' in page
    theme = (renamed / "site/initiatives/themes/aller-vers/index.html").read_text(encoding="utf-8")
    assert '<a href="../sortir/">Aller vers</a>' in theme
    word = (renamed / "site/glossaire/mot-d-exemple/index.html").read_text(encoding="utf-8")
    assert '<a href="../nouveau-mot/">Mot d’exemple</a>' in word


def test_former_data_are_those_of_the_record(renamed: Path) -> None:
    site = renamed / "site"
    new, old = (site / "initiatives" / f"{name}.json" for name in ("nouveau-nom", "initiative-d-exemple"))
    assert old.read_bytes() == new.read_bytes()
    assert b"nouveau-nom" in new.read_bytes()
    folder = site / "contribuer/formulaire/fiches/initiatives"
    new, old = (folder / f"{name}.js" for name in ("nouveau-nom", "initiative-d-exemple"))
    assert said(old.read_text(encoding="utf-8")) == said(new.read_text(encoding="utf-8"))
    assert b"nouveau-nom" in new.read_bytes()
    served = (site / "contribuer/formulaire/initiative.js").read_text(encoding="utf-8")
    assert '"ids":["autre-initiative","nouveau-nom","initiative-d-exemple"]' in served


def test_a_new_name_changes_no_id_in_feeds(renamed: Path) -> None:
    feeds = [
        "flux.xml",
        "initiatives/flux.xml",
        "contexte/besoins/besoin-d-exemple/flux.xml",
        "initiatives/themes/aller-vers/flux.xml",
    ]
    for path in feeds:
        before, after = ((renamed / name / path).read_text(encoding="utf-8") for name in ("avant", "site"))
        assert sorted(re.findall(r"<id>(.*?)</id>", after)) == sorted(re.findall(r"<id>(.*?)</id>", before))
        (old_id, old_link), (new_id, new_link) = (ENTRY.search(text).groups() for text in (before, after))  # type: ignore[union-attr]
        assert (new_id, old_link.split("/")[-2], new_link.split("/")[-2]) == (old_id, INITIATIVE[12:-4], "nouveau-nom")
    moved = (renamed / "site/initiatives/themes/sortir/flux.xml").read_bytes()
    assert (renamed / "site/initiatives/themes/aller-vers/flux.xml").read_bytes() == moved


def test_the_sitemap_and_the_count_of_pages_leave_light_pages_out(
    capsys: pytest.CaptureFixture[str], renamed: Path
) -> None:
    sitemap = (renamed / "site/sitemap.xml").read_text(encoding="utf-8")
    assert "https://base.exemple/ici/initiatives/nouveau-nom/" in sitemap
    assert "initiative-d-exemple/" not in sitemap
    assert len(html_paths(renamed / "site")) == len(html_paths(renamed / "avant")) + 4
    shutil.rmtree(renamed / "site")
    capsys.readouterr()
    assert publish_site(renamed, search=False) == 0
    pages = (renamed / "avant/sitemap.xml").read_text(encoding="utf-8").count("<loc>")
    assert capsys.readouterr().out == f"Site publié dans site/ : 27 fiches, {pages} pages.\n"


def test_the_markdown_site_has_the_same_light_pages(renamed: Path) -> None:
    write_pages(renamed, load_library(renamed, today()))
    for path in (
        "initiatives/initiative-d-exemple",
        "contexte/besoins/besoin-d-exemple",
        "initiatives/themes/aller-vers",
    ):
        made = (renamed / "build/pages" / path / "index.html").read_bytes()
        assert made == (renamed / "site" / path / "index.html").read_bytes()
