"""The compressed copies are those of their texts, always; what did not change is not compressed again."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import brotli  # type: ignore[import-untyped]
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from traversees.publish.compression import SMALLEST, compress_site
from traversees.publish.site import publish_site

if TYPE_CHECKING:
    from pathlib import Path

LONG = "Une page de bonne taille, qui se répète. " * 100


def files_of(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def assert_copies_are_true(site: Path) -> None:
    files = files_of(site)
    texts = {path for path in files if path.endswith((".html", ".css")) and len(files[path]) >= SMALLEST}
    assert {path for path in files if path.endswith(".gz")} == {f"{path}.gz" for path in texts}
    assert {path for path in files if path.endswith(".br")} == {f"{path}.br" for path in texts}
    for path in texts:
        assert gzip.decompress(files[f"{path}.gz"]) == files[path]
        assert brotli.decompress(files[f"{path}.br"]) == files[path]


@pytest.fixture
def small_site(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    (site / "assets/css").mkdir(parents=True)
    (site / "index.html").write_text(LONG, encoding="utf-8")
    (site / "court.html").write_text("court", encoding="utf-8")
    (site / "assets/css/a.css").write_text(LONG, encoding="utf-8")
    (site / "image.png").write_bytes(LONG.encode())
    return site


def test_long_texts_only_have_copies(small_site: Path) -> None:
    assert compress_site(small_site) == 2
    assert_copies_are_true(small_site)


def test_nothing_is_compressed_twice(small_site: Path) -> None:
    compress_site(small_site)
    before = files_of(small_site)
    assert compress_site(small_site) == 0
    assert files_of(small_site) == before


@pytest.mark.parametrize("told", [True, False])
def test_a_text_that_changed_or_went_takes_its_copies_along(small_site: Path, *, told: bool) -> None:
    compress_site(small_site)
    (small_site / "index.html").write_text(LONG + "Et davantage.", encoding="utf-8")
    (small_site / "assets/css/a.css").unlink()
    assert compress_site(small_site, ["index.html", "assets/css/a.css"] if told else None) == 1
    assert_copies_are_true(small_site)


def test_a_copy_that_is_missing_or_spoilt_is_made_again(small_site: Path) -> None:
    compress_site(small_site)
    before = files_of(small_site)
    (small_site / "index.html.br").unlink()
    (small_site / "assets/css/a.css.gz").write_bytes(b"spoilt copy")
    assert compress_site(small_site) == 2
    assert files_of(small_site) == before


def test_an_archive_that_is_no_copy_stays(small_site: Path) -> None:
    (small_site / "donnees.tar.gz").write_bytes(b"archive")
    compress_site(small_site)
    assert (small_site / "donnees.tar.gz").read_bytes() == b"archive"


TEXT = st.sampled_from(["", "court", LONG, LONG + "a", LONG + "b", LONG * 2])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(steps=st.lists(st.dictionaries(st.sampled_from(["a.html", "b/index.html", "c.css"]), TEXT), max_size=4))
def test_after_any_edits_the_copies_are_those_of_a_site_compressed_once(
    tmp_path: Path, steps: list[dict[str, str]]
) -> None:
    site, fresh = tmp_path / "site", tmp_path / "neuf"
    for folder in (site, fresh):
        for path in files_of(folder):
            (folder / path).unlink()
    for step in steps:
        for path, text in step.items():
            file = site / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8") if text else file.unlink(missing_ok=True)
        compress_site(site, step)
    for path, content in files_of(site).items():
        if not path.endswith((".gz", ".br")):
            (fresh / path).parent.mkdir(parents=True, exist_ok=True)
            (fresh / path).write_bytes(content)
    fresh.mkdir(exist_ok=True)
    compress_site(fresh)
    assert files_of(site) == files_of(fresh)


def test_the_copies_are_made_when_asked_and_the_site_published_twice_is_the_same(project: Path) -> None:
    assert publish_site(project) == 0
    assert not list((project / "site").rglob("*.html.gz"))
    assert publish_site(project, compress=True) == 0
    first = {path: content for path, content in files_of(project / "site").items() if path.endswith((".gz", ".br"))}
    assert gzip.decompress(first["index.html.gz"]) == (project / "site/index.html").read_bytes()
    assert publish_site(project, compress=True) == 0
    again = files_of(project / "site")
    different = [path for path in first if again.get(path) != first[path] and not path.startswith("sitemap.xml")]
    assert different == []
