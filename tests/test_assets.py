"""What pages load has a name that follows its content, and the content of what it names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from traversees.library.loading import load_library
from traversees.pages.assets import SHARED_SCRIPT, SHARED_STYLE, Assets, read_assets
from traversees.publish.outputs import write_pages

if TYPE_CHECKING:
    from pathlib import Path

SOURCES = {
    "assets/css/a.css": b'@font-face { src: url("../fonts/f.woff2") } b { background: url(../fonts/absent.png) }',
    "assets/css/b.css": b"i { color: red }",
    "assets/fonts/f.woff2": b"font",
    "assets/js/a.js": b'import("./b.js"); new URL("b.js", here); say("b.js est ici"); at("assets/js/b.js");',
    "assets/js/b.js": b"'b.js'; 'assets/js/b.js'",
}


def changed(path: str, content: bytes) -> dict[str, str]:
    return Assets(SOURCES | {path: content}).names


def test_a_name_changes_with_the_content_only() -> None:
    names = Assets(SOURCES).names
    assert re.fullmatch(r"assets/css/b\.[0-9a-f]{8}\.css", names["assets/css/b.css"])
    assert Assets(dict(reversed(SOURCES.items()))).names == names
    again = changed("assets/css/b.css", b"i { color: blue }")
    assert {path for path in names if again[path] != names[path]} == {"assets/css/b.css"}


def test_a_name_changes_with_what_the_file_names() -> None:
    names = Assets(SOURCES).names
    again = changed("assets/fonts/f.woff2", b"other font")
    assert {path for path in names if again[path] != names[path]} == {"assets/fonts/f.woff2", "assets/css/a.css"}


def test_a_style_sheet_and_a_script_name_what_is_published() -> None:
    assets = Assets(SOURCES)
    font, script = (assets.names[path].rsplit("/", 1)[1] for path in ("assets/fonts/f.woff2", "assets/js/b.js"))
    style = assets.files[assets.names["assets/css/a.css"]].decode()
    assert style == f'@font-face {{ src: url("../fonts/{font}") }} b {{ background: url(../fonts/absent.png) }}'
    text = assets.files[assets.names["assets/js/a.js"]].decode()
    assert text == f'import("./{script}"); new URL("{script}", here); say("b.js est ici"); at("assets/js/{script}");'
    assert assets.files[assets.names["assets/js/b.js"]] == SOURCES["assets/js/b.js"], "a file does not name itself"


def test_a_style_sheet_takes_in_whole_the_one_that_it_imports() -> None:
    sheet = b'@import "a.css";\nb { color: red }'
    assets = Assets(SOURCES | {"assets/css/c.css": sheet})
    within = assets.files[assets.names["assets/css/a.css"]]
    assert assets.files[assets.names["assets/css/c.css"]] == within + b"\nb { color: red }"


def test_a_page_written_by_hand_names_what_is_published() -> None:
    assets = Assets({"assets/images/carte.png": b"png"})
    published = assets.names["assets/images/carte.png"]
    text = '![Carte](../assets/images/carte.png "Le titre") et [le reste](autre.md)'
    assert assets.followed(text, "aide/page.md") == f'![Carte](../{published} "Le titre") et [le reste](autre.md)'


def test_what_every_page_loads_is_one_style_and_one_script_and_what_others_made_keeps_its_names(tmp_path: Path) -> None:
    for path, content in SOURCES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    (tmp_path / "assets/fonts/LICENCE.txt").write_text("OFL")
    (tmp_path / "assets/editeur").mkdir()
    (tmp_path / "assets/editeur/autre.js").write_text("import('./partie.js')")
    assets = read_assets(tmp_path, ["assets/css/b.css", "assets/css/a.css"], ["assets/js/b.js"])
    parts = [assets.files[assets.names[f"assets/css/{name}.css"]] for name in "ba"]
    assert assets.files[assets.names[SHARED_STYLE]] == b"\n".join(parts)
    assert assets.files[assets.names[SHARED_SCRIPT]] == SOURCES["assets/js/b.js"]
    assert set(assets.names) == {*SOURCES, SHARED_STYLE, SHARED_SCRIPT}


@pytest.mark.parametrize("path", ["assets/css/absente.css", "assets/a.css", "https://exemple.org/a.css"])
def test_a_shared_file_that_cannot_be_joined_is_refused(tmp_path: Path, path: str) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/a.css").write_text("")
    with pytest.raises(ValueError, match=re.escape(path)):
        read_assets(tmp_path, [path], [])


def test_pages_are_written_with_the_published_names_and_an_old_one_goes(project: Path) -> None:
    pages = project / "build" / "pages"
    library = load_library(project, "2026-11-01")
    write_pages(project, library)
    (before,) = pages.glob("assets/js/parcours.*.js")
    page = pages / "parcours/parcours-d-exemple.md"
    assert f"assets/js/{before.name}" in page.read_text(encoding="utf-8")
    script = project / "docs/assets/js/parcours.js"
    script.write_text(script.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    write_pages(project, library)
    (after,) = pages.glob("assets/js/parcours.*.js")
    assert after.name != before.name
    assert f"assets/js/{after.name}" in page.read_text(encoding="utf-8")


def test_every_asset_that_a_page_of_the_site_names_is_there_and_named_by_its_content(site: Path) -> None:
    named = re.compile(r'(?:src|href)="?([^" >]*?assets/(?:css|js|fonts|images)/[^" >]+)')
    count = 0
    for file in site.rglob("*.html"):
        if file.name == "404.html":
            continue
        for address in named.findall(file.read_text(encoding="utf-8")):
            assert (file.parent / address).is_file(), f"{file} : {address}"
            assert re.search(r"\.[0-9a-f]{8}\.\w+$", address), f"{file} : {address}"
            count += 1
    assert count > 1000


def test_comments_alone_on_their_lines_and_types_are_not_published() -> None:
    script = b"""/* What it does,\n   in two lines. */\n/*! Licence */\n  // why\n/** @param {string} a */\nlet a = "// kept" + /** @type {string} */ (b); // kept\n"""
    assets = Assets({"assets/js/a.js": script, "assets/images/a.svg": script})
    published = {path.split(".")[-1]: content for path, content in assets.files.items()}
    assert published == {"js": b"""/*! Licence */\nlet a = "// kept" + (b); // kept\n""", "svg": script}
