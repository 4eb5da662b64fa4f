"""The real base, published strictly; and a publication that fails leaves the published site as it was."""

from __future__ import annotations

import re
import shutil
import subprocess
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import FORMER, GIVEN_UP
from tests.judges import judge
from traversees.library.loading import load_library
from traversees.publish.clock import today
from traversees.publish.site import publish_site

if TYPE_CHECKING:
    from collections.abc import Iterator

SCRIPTS = Path(sysconfig.get_path("scripts"))


def html_pages(site: Path) -> Iterator[tuple[str, str]]:
    for file in sorted(site.rglob("*.html")):
        yield file.relative_to(site).as_posix(), file.read_text(encoding="utf-8")


def test_the_real_records_have_no_problem(repository: Path) -> None:
    assert load_library(repository, today()).initiatives


def test_every_internal_link_and_anchor_leads_somewhere(site: Path) -> None:
    command = [
        str(SCRIPTS / "lychee"),
        "--offline",
        "--include-fragments",
        "--no-progress",
        "--index-files",
        "index.html",
    ]
    done = subprocess.run(
        [*command, "--root-dir", str(site), "--exclude-path", "404.html", f"{site}/**/*.html"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert re.search(r"✅ [1-9]\d{3,} OK", done.stdout), done.stdout


def test_no_page_asks_anything_of_a_third_party(site: Path) -> None:
    loads = re.compile(
        r"<(?:script|img|iframe|source|video|audio|embed|object)\b[^>]*\b(?:src|srcset|data)=\"?([^\" >]+)"
    )
    links = re.compile(r"<link\b(?![^>]*rel=\"?canonical)[^>]*\bhref=\"?([^\" >]+)")
    for path, text in html_pages(site):
        for address in [*loads.findall(text), *links.findall(text)]:
            assert not re.match(r"(?:https?:)?//", address), f"{path} : {address}"


def test_no_style_sheet_asks_anything_of_a_third_party(site: Path) -> None:
    for file in site.rglob("*.css"):
        assert not re.search(r"url\([\"']?(?:https?:)?//|@import", file.read_text(encoding="utf-8")), file


def test_the_html_is_valid_that_of_light_pages_too(site: Path, moved: Path) -> None:
    java = shutil.which("java")
    if java is None:
        pytest.skip("le vérificateur Nu demande Java")
    jar = judge("vnu-jar/build/dist/vnu.jar")
    light = [moved / path / "index.html" for path in (f"initiatives/{FORMER}", GIVEN_UP)]
    done = subprocess.run(
        [
            java,
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xss8m",
            "-jar",
            jar,
            "--errors-only",
            "--format",
            "gnu",
            "--skip-non-html",
            site,
            *light,
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""


def test_no_page_shows_markdown_or_a_template_left_raw(site: Path) -> None:
    for path, text in html_pages(site):
        if path.startswith(("contribuer/guide/", "contribuer/formulaire/")):
            continue  # they teach how to write them
        words = re.sub(r"<(script|style|code|pre)\b.*?</\1>|<[^>]*>", " ", text, flags=re.DOTALL)
        assert not re.search(r"\[@|\]\(|\{\{|\{%|\{#|\*\*|^#{1,6} ", words, re.MULTILINE), path


@pytest.mark.parametrize(
    ("path", "replacement"),
    [
        ("initiatives/initiative-d-exemple.yml", "nom: [\n"),
        ("recits/2023-05-20-recit-d-exemple.md", "---\ntitre: sans fin\n"),
        ("vocabulaires/themes.yml", "titre: Thèmes\n"),
    ],
)
def test_a_broken_file_never_touches_the_published_site(
    published: Path, path: str, replacement: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = dict(html_pages(published / "site"))
    assert before
    (published / path).write_text(replacement, encoding="utf-8")
    assert publish_site(published) == 1
    assert dict(html_pages(published / "site")) == before
    error = capsys.readouterr().err
    assert f"{path}:" in error
    assert "Traceback" not in error


@pytest.mark.parametrize(
    ("kind", "address", "expected"),
    [
        ("github", "https://github.example/ici/base", "https://github.example/ici/base/edit/main/"),
        ("gitlab", "https://gitlab.example/ici/base", "https://gitlab.example/ici/base/-/edit/main/"),
        ("github", "", "../../../contribuer/"),
    ],
)
def test_the_correction_link_opens_the_form_or_the_record_on_the_forge(
    project: Path, kind: str, address: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRAVERSEES_FORGE", address)
    settings = project / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("type: github", f"type: {kind}"), encoding="utf-8")
    assert publish_site(project) == 0
    note = (project / "site/contexte/notes/note-d-exemple/index.html").read_text(encoding="utf-8")
    assert _link(note, "corriger") == expected + ("contexte/notes/note-d-exemple.md" if address else "")
    page = (project / "site/initiatives/initiative-d-exemple/index.html").read_text(encoding="utf-8")
    assert _link(page, "corriger") == "../../contribuer/formulaire/initiative/?fiche=initiative-d-exemple"
    assert _link(page, "corriger-forge") == (f"{expected}initiatives/initiative-d-exemple.yml" if address else "")


def _link(page: str, name: str) -> str:
    found = re.search(rf'class="{name}" href="([^"]+)"', page)
    return found[1] if found else ""


def test_publishing_an_unchanged_base_twice_gives_the_same_pages(published: Path) -> None:
    first = dict(html_pages(published / "site"))
    assert publish_site(published) == 0
    assert dict(html_pages(published / "site")) == first


def test_a_menu_that_names_a_missing_record_is_refused(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "contexte/notes/le-voyage.md").unlink()
    assert publish_site(project) == 1
    assert "le menu de mkdocs.yml mène à contexte/notes/le-voyage, qui n’existe pas" in capsys.readouterr().err
    assert not (project / "site").exists()
