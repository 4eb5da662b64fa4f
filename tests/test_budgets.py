"""Nothing that readers load outgrows its budget, in `budgets.toml`; what does is named, with by how much."""

from __future__ import annotations

import gzip
import re
import tomllib
from collections import Counter
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

BUDGETS: dict[str, dict[str, int]] = tomllib.loads(Path(__file__).with_name("budgets.toml").read_text(encoding="utf-8"))
LOADED = re.compile(r'<(?:script|img)\b[^>]*?\ssrc="([^"]+)"|<link rel="(?:stylesheet|icon|preload)" href="([^"]+)"')
FONT = re.compile(r"""url\(["']?([^"')]+\.woff2)""")
FINGERPRINT = re.compile(r"\.[0-9a-f]{8}(?=\.\w+$)")


@cache
def weight(file: Path) -> int:
    """What is sent: already compressed files as they are."""
    content = file.read_bytes()
    return min(len(content), len(gzip.compress(content, 9)))


def limit(table: str, path: str) -> int | None:
    return next((most for pattern, most in BUDGETS[table].items() if fnmatchcase(path, pattern)), None)


def excess(table: str, path: str, size: int) -> Iterator[str]:
    """The sentence for what outgrew its budget, or has none."""
    most = limit(table, path)
    if most is None:
        yield f"{path} : {size} octets et aucun budget ; ajoutez-lui une ligne dans tests/budgets.toml, [{table}]"
    elif size > most:
        yield f"{path} : {size} octets pour {most} permis, soit {size - most} de trop ([{table}])"


def logical(site: Path, file: Path) -> str:
    return FINGERPRINT.sub("", file.relative_to(site).as_posix())


def loaded_by(page: Path) -> set[Path]:
    """The files that a page loads by itself: those it names, and the fonts that its styles name."""
    text = page.read_text(encoding="utf-8")
    named = {urlsplit(one or other).path for one, other in LOADED.findall(text)}
    files = {(page.parent / name).resolve() for name in named}
    for style in [file for file in files if file.suffix == ".css"]:
        files |= {(style.parent / name).resolve() for name in FONT.findall(style.read_text(encoding="utf-8"))}
    return files


def pages(site: Path) -> Iterator[tuple[str, Path]]:
    """Those of the theme; an editor loaded on demand is no page to read, and 404.html names its files from the root."""
    for file in sorted(site.rglob("*.html")):
        path = file.relative_to(site).as_posix()
        if path != "404.html" and not path.startswith("contribuer/editeur/"):
            yield path, file


def page_excess(site: Path, path: str, file: Path) -> Iterator[str]:
    parts = {file, *loaded_by(file)}
    for sentence in excess("pages", path, sum(map(weight, parts))):
        shares = sorted(((weight(part), logical(site, part)) for part in parts), reverse=True)
        yield f"{sentence} : {', '.join(f'{name} {size}' for size, name in shares)}"
    yield from excess("demandes", path, len(parts))
    yield from excess("html", path, weight(file))


def test_no_page_outgrows_its_budget(site: Path) -> None:
    sentences = [sentence for path, file in pages(site) for sentence in page_excess(site, path, file)]
    assert not sentences, "\n".join(sentences)


def test_no_style_script_font_or_image_outgrows_its_budget(site: Path) -> None:
    files = [
        file
        for folder in ("css", "js", "fonts", "images", "stylesheets")
        for file in sorted((site / "assets" / folder).iterdir())
        if file.suffix not in {".map", ".txt", ".gz", ".br"}
    ]
    assert len(files) > 15
    sentences = [text for file in files for text in excess("fichiers", logical(site, file), weight(file))]
    assert not sentences, "\n".join(sentences)


def test_no_part_of_the_search_outgrows_its_budget(site: Path) -> None:
    files = [file for file in (site / "pagefind").rglob("*") if file.is_file() and file.suffix not in {".gz", ".br"}]
    assert len(files) > 100
    paths = [(file.relative_to(site).as_posix(), file) for file in files]
    sentences = [text for path, file in paths for text in excess("recherche", path, weight(file))]
    assert not sentences, "\n".join(sentences)


def test_a_first_search_costs_at_most_150_kilobytes(site: Path) -> None:
    folder = site / "pagefind"
    entries = [file for file in folder.iterdir() if file.is_file() and file.suffix not in {".gz", ".br"}]
    start = sum(weight(file) for file in entries if file.name != "mots.json")  # only for a word that no page has
    start += sum(map(weight, (folder / "filter").iterdir()))
    words, results = (max(map(weight, (folder / name).iterdir())) for name in ("index", "fragment"))
    assert start + words + results <= 150_000, f"démarrage {start}, mots {words}, premier résultat {results}"


# --- The budgets themselves ---


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    (tmp_path / "assets/css").mkdir(parents=True)
    (tmp_path / "assets/css/commun.0a1b2c3d.css").write_text('@font-face { src: url("../f.woff2") }')
    (tmp_path / "assets/f.woff2").write_bytes(bytes(range(256)))
    link = '<link rel="stylesheet" href="assets/css/commun.0a1b2c3d.css">'
    (tmp_path / "index.html").write_text(link)
    return tmp_path


def test_a_page_that_outgrows_is_told_with_what_it_loads(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = {"pages": {"*": 300}, "demandes": {"*": 2}, "html": {"*": 10}}
    monkeypatch.setattr("tests.test_budgets.BUDGETS", small)
    page = tiny / "index.html"
    style, html = weight(tiny / "assets/css/commun.0a1b2c3d.css"), weight(page)
    total = 256 + style + html
    shares = f"assets/f.woff2 256, index.html {html}, assets/css/commun.css {style}"
    assert list(page_excess(tiny, "index.html", page)) == [
        f"index.html : {total} octets pour 300 permis, soit {total - 300} de trop ([pages]) : {shares}",
        "index.html : 3 octets pour 2 permis, soit 1 de trop ([demandes])",
        f"index.html : {html} octets pour 10 permis, soit {html - 10} de trop ([html])",
    ]


def test_a_file_without_budget_is_told() -> None:
    assert list(excess("fichiers", "video/film.mp4", 5)) == [
        "video/film.mp4 : 5 octets et aucun budget ; ajoutez-lui une ligne dans tests/budgets.toml, [fichiers]"
    ]


def test_every_budget_serves(site: Path) -> None:
    used: Counter[tuple[str, str]] = Counter()
    paths = [path for path, _ in pages(site)]
    assets = [logical(site, file) for file in (site / "assets").rglob("*")]
    search = [file.relative_to(site).as_posix() for file in (site / "pagefind").rglob("*")]
    concerned = {"pages": paths, "demandes": paths, "html": paths, "fichiers": assets, "recherche": search}
    for table, names in concerned.items():
        for name in names:
            used.update((table, pattern) for pattern in [p for p in BUDGETS[table] if fnmatchcase(name, p)][:1])
    unused = {(table, pattern) for table in BUDGETS for pattern in BUDGETS[table]} - set(used)
    assert unused == set()
