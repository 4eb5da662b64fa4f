"""The scripts of the site: their types, checked by TypeScript, and the rules that they obey, checked by ESLint."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from playwright._impl._driver import compute_driver_executable

from tests.judges import judge

REPOSITORY = Path(__file__).resolve().parent.parent
FOLDERS = ("docs/assets/js", "traversees/publish")
SCRIPTS = sorted(file for folder in FOLDERS for file in (REPOSITORY / folder).glob("*.js"))
HIDING = re.compile(
    r"@ts-(?:ignore|nocheck)|@ts-expect-error\s*(?:\*/)?$|@(?:type|param|returns|typedef|property) .*\bany\b",
    re.MULTILINE,
)
"""What would hide a fault from TypeScript without saying why."""


def run_by_node(program: str, *arguments: str, typed: str = "") -> str:
    """All that a judge prints, run by the Node that Playwright brings, with `typed` on its standard input."""
    command = [compute_driver_executable()[0], str(judge(program)), *arguments]
    done = subprocess.run(command, cwd=REPOSITORY, input=typed, capture_output=True, encoding="utf-8", check=False)
    return done.stdout + done.stderr


def faults_of_types(settings: Path) -> str:
    """What TypeScript says of the scripts that `settings` names."""
    return run_by_node("typescript/bin/tsc", "--project", str(settings), "--pretty", "false")


def test_every_script_has_the_types_that_it_says() -> None:
    assert len(SCRIPTS) > 10
    assert faults_of_types(REPOSITORY / "jsconfig.json") == ""


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_every_script_asks_to_be_checked_and_hides_nothing(script: Path) -> None:
    text = script.read_text(encoding="utf-8")
    assert text.startswith("// @ts-check\n")
    assert HIDING.findall(text) == []


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("const a = ;", "TS1109: Expression expected."),
        (
            "window.traversees.annoncer(1);",
            "TS2345: Argument of type 'number' is not assignable to parameter of type 'string'.",
        ),
        ("export const f = (text) => text;", "TS7006: Parameter 'text' implicitly has an 'any' type."),
        ("const a = 1;", "TS6133: 'a' is declared but its value is never read."),
        ("nowhere();", "TS2304: Cannot find name 'nowhere'."),
        ('document.querySelector("a").click();', "TS2531: Object is possibly 'null'."),
    ],
)
def test_a_fault_of_types_is_found(tmp_path: Path, line: str, fault: str) -> None:
    script, settings = tmp_path / "faux.js", tmp_path / "jsconfig.json"
    script.write_text(f"// @ts-check\n{line}\n", encoding="utf-8")
    files = [str(script), str(REPOSITORY / "tests/scripts.d.ts")]
    settings.write_text(json.dumps({"extends": str(REPOSITORY / "jsconfig.json"), "include": [], "files": files}))
    assert fault in faults_of_types(settings)


def lint(*arguments: str, typed: str = "") -> str:
    return run_by_node("eslint/bin/eslint.js", "--config", "tests/eslint.config.mjs", *arguments, typed=typed)


def test_no_script_breaks_a_rule() -> None:
    assert lint(*FOLDERS) == ""


BROKEN = """\
(() => {
  "use strict";
  const unused = 1;
  eval(find("main table"));
  part.innerHTML = "<b>";
  part["outerHTML"] = part.textContent;
  part.insertAdjacentHTML("afterend", text);
  document.write(text);
  part.textContent = "Aucun résultat";
  part.textContent = `${n} pages trouvées`;
  part.textContent = "Fermer";
  part.textContent = "mais encore";
  part.textContent = ` d’abord ${n}`;
  part.closest("main table").className = "carte-large";
})();
"""

PARSED = "HTML is never parsed from text: make nodes, or copy a template of the page."
SENTENCE = "A sentence stands in the page (data attribute, template), not in a script."


def test_each_broken_rule_is_said_where_it_is() -> None:
    answer = lint("--format", "json", "--stdin", "--stdin-filename", "docs/assets/js/faux.js", typed=BROKEN)
    [file] = json.loads(answer)
    assert [(message["line"], message["message"]) for message in file["messages"]] == [
        (3, "'unused' is assigned a value but never used."),
        (4, "`eval` can be harmful."),
        *((line, PARSED) for line in range(5, 9)),
        *((line, SENTENCE) for line in range(9, 14)),
    ]


@pytest.mark.parametrize(
    ("page", "scripts"),
    [("overrides/partials/recherche.html", "recherche.js"), ("templates/_formulaire.jinja", "formulaire*.js")],
)
def test_a_page_has_the_sentences_of_its_script_and_no_other(page: str, scripts: str) -> None:
    text = "".join(file.read_text(encoding="utf-8") for file in sorted((REPOSITORY / "docs/assets/js").glob(scripts)))
    names = set(re.findall(r'data-phrase="([\w-]+)"', (REPOSITORY / page).read_text(encoding="utf-8")))
    asked = set(re.findall(r'\bphrases?\((?:[^()"]*\? )?"([\w-]+)"', text))
    assert asked - names == set()
    assert {name for name in names if f'"{name}"' not in text and f'"{name.removesuffix("-1")}"' not in text} == set()
