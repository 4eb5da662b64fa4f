"""Styles use the tokens and nothing else, and dress only what our pages have: read by stylelint, and by what it cannot ask."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from playwright._impl._driver import compute_driver_executable

from tests.judges import judge

if TYPE_CHECKING:
    from collections.abc import Iterator

REPOSITORY = Path(__file__).resolve().parent.parent
STYLES = sorted((REPOSITORY / "docs/assets/css").glob("*.css"))
MARKED = ("templates/**/*.jinja", "overrides/**/*.html", "docs/assets/**/*.js", "docs/**/*.md", "traversees/**/*.py")
"""Where our pages get their classes and identifiers."""


def faults(*arguments: str | Path, text: str | None = None) -> str:
    """What stylelint says of the files `arguments`, or of `text`."""
    command = [compute_driver_executable()[0], str(judge("stylelint/bin/stylelint.mjs")), "--formatter", "unix"]
    command += ["--config", "tests/stylelint.json", *map(str, arguments)]
    done = subprocess.run(command, cwd=REPOSITORY, input=text, capture_output=True, text=True, check=False)
    return re.sub(r"<input css [\w-]+>", "faux.css", done.stdout + done.stderr)


def text_of(*files: Path) -> str:
    """The styles of `files` without their comments."""
    return re.sub(r"/\*.*?\*/", "", "\n".join(file.read_text(encoding="utf-8") for file in files), flags=re.DOTALL)


def unused_tokens(css: str) -> set[str]:
    """The tokens of `css` that no value uses; those of the theme are declared for it."""
    declared = {name for name in re.findall(r"(--[\w-]+)\s*:", css) if not name.startswith("--md-")}
    return declared - set(re.findall(r"var\((--[\w-]+)", css))


def unknown_names(css: str, sources: str) -> Iterator[str]:
    """The classes and identifiers of `css` that nothing writes; a template may write the start of one: `ligne-{{ … }}`."""
    words = set(re.findall(r"[\w-]+", sources))
    starts = tuple(re.findall(r"([\w-]+-)(?:\{\{|\$\{)", sources))
    selectors = re.sub(r'"[^"]*"', "", " ".join(re.findall(r"([^{};]+)\{", css)))
    for name in sorted(set(re.findall(r"[.#]([a-z_][\w-]*)", selectors, re.IGNORECASE))):
        if name not in words and not name.startswith(starts):
            yield name


def test_styles_use_the_tokens_and_nothing_else() -> None:
    assert len(STYLES) > 10
    assert faults(*STYLES) == ""


def test_every_token_serves() -> None:
    assert unused_tokens(text_of(*STYLES)) == set()


def test_styles_dress_only_what_a_page_has() -> None:
    files = [file for pattern in MARKED for file in REPOSITORY.glob(pattern) if file.is_file()]
    assert len(files) > 50
    sources = "\n".join(file.read_text(encoding="utf-8") for file in files)
    assert list(unknown_names(text_of(*STYLES), sources)) == []


# --- The judges themselves ---

PLANTED = """\
.a { padding: 3px; }
.a b { margin: calc(var(--espace-1) + 0.1rem); }
.a i { --ecart: 1rem; }
.a u { color: #123456; }
.b { color: white; }
.c { color: rgb(0 0 0 / 25%); }
.d { z-index: 3; }
.e { gap: var(--espace-9); }
.f { line-height: 1.35; }
.g { font-size: var(--espace-1); }
.h { display: none !important; }
.i {
  /* stylelint-disable-next-line declaration-no-important */
  display: none !important;
}
@media (width >= 50em) { .j { margin: 0; } }
.k { animation: k 2s; }
.l { colour: inherit; }
"""
FOUND = """\
faux.css:1:15: Disallowed unit "px" for property "padding" (declaration-property-unit-allowed-list) [error]
faux.css:2:39: Disallowed unit "rem" for property "margin" (declaration-property-unit-allowed-list) [error]
faux.css:3:17: Disallowed unit "rem" for property "--ecart" (declaration-property-unit-allowed-list) [error]
faux.css:4:15: Disallowed hex color "#123456" (color-no-hex) [error]
faux.css:5:13: Disallowed named color "white" (color-named) [error]
faux.css:6:13: Disallowed function "rgb" (function-disallowed-list) [error]
faux.css:7:15: Disallowed value "3" for property "z-index" (declaration-property-value-allowed-list) [error]
faux.css:8:15: Unexpected custom property "--espace-9" inside declaration "gap". (csstools/value-no-unknown-custom-properties) [error]
faux.css:9:19: Disallowed value "1.35" for property "line-height" (declaration-property-value-allowed-list) [error]
faux.css:10:17: Disallowed value "var(--espace-1)" for property "font-size" (declaration-property-value-allowed-list) [error]
faux.css:11:20: Disallowed !important (declaration-no-important) [error]
faux.css:13:3: Disable for "declaration-no-important" is missing a description [error]
faux.css:16:18: Disallowed value "50em" for name "width" (media-feature-name-value-allowed-list) [error]
faux.css:17:19: Disallowed unit "s" for property "animation" (declaration-property-unit-allowed-list) [error]
faux.css:18:6: Unknown property "colour" (property-no-unknown) [error]

15 problems (15 errors, 0 warnings)
"""


def test_what_is_no_token_is_found_where_it_stands() -> None:
    assert faults("--stdin", text=PLANTED) == FOUND


def test_a_token_that_nothing_uses_is_found() -> None:
    css = ":root { --un: 1px; --deux: 2px; --md-trois: 3px } a { margin: var(--un) }"
    assert unused_tokens(css) == {"--deux"}


def test_a_class_that_nothing_bears_is_found() -> None:
    css = '.carte > .perdue:not(#menu, #perdu)[href$=".html"] { margin: 0.5em } @media print { .ligne-3 { margin: 0 } }'
    assert list(unknown_names(css, '<p class="carte ligne-{{ n }}" id="menu">')) == ["perdu", "perdue"]
