"""The preview of the form: the template of the page, drawn once around what the record will say."""

from __future__ import annotations

import json
import re
import subprocess
from typing import TYPE_CHECKING

import pytest
from jinja2 import ChoiceLoader, DictLoader, Environment, UndefinedError
from playwright._impl._driver import compute_driver_executable
from pydantic import Field

from traversees.contribute.form import FORM_KINDS
from traversees.library.loading import load_library
from traversees.pages.form_preview import Preview, preview_of
from traversees.pages.holes import OPERATIONS, Sketches
from traversees.pages.templates import template_environment
from traversees.records.kinds import Initiative, Terme
from traversees.records.values import Ligne

if TYPE_CHECKING:
    from pathlib import Path

    from traversees.library.library import Library
    from traversees.records.record import Record

LOADING = """
const work = (window, document) => ["markdown", "apercu"].forEach((part) => {
  new Function("window", "document", require("fs").readFileSync(`docs/assets/js/formulaire-${part}.js`, "utf8"))(window, document);
});
const window = { traversees: { formulaire: {} } };
work(window, {});
const template = { content: { querySelector: () => null } };
console.log(JSON.stringify(window.traversees.formulaire.apercu({ rules: { typography: [] } }, {}, String, template).operations));
"""


class Mot(Terme):
    """A word with one key more."""

    prononciation: Ligne | None = Field(default=None, description="Comment le dire : lettre par lettre.")

    @classmethod
    def kind_name(cls) -> str:
        return "terme"


@pytest.fixture(scope="module")
def library(repository: Path) -> Library:
    return load_library(repository / "tests" / "minimal", "2026-11-23")


@pytest.fixture(scope="module")
def templates(repository: Path) -> Environment:
    return template_environment(repository / "templates")


def drawn(kind: type[Record], templates: Environment, library: Library) -> Preview:
    return preview_of(kind, Sketches.of(templates), library, lambda target: f"../../../{target}", site={})


def with_more(templates: Environment, name: str, more: str) -> Environment:
    """The templates, with `more` at the end of one of them."""
    assert templates.loader is not None
    text = templates.loader.get_source(templates, name)[0]
    return templates.overlay(loader=ChoiceLoader([DictLoader({name: f"{text}\n{more}\n"}), templates.loader]))


def table_of(preview: Preview) -> list[list[object]]:
    found = re.search(r'<script type="application/json">(.*)</script>', preview.html, re.DOTALL)
    assert found
    table: list[list[object]] = json.loads(found[1])
    return table


def test_what_may_be_drawn_is_what_the_script_can_work_out(repository: Path) -> None:
    command = [compute_driver_executable()[0], "--eval", LOADING]
    done = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=True)
    assert set(json.loads(done.stdout)) == OPERATIONS


@pytest.mark.parametrize("kind", FORM_KINDS, ids=lambda kind: kind.kind_name())
def test_the_preview_shows_every_key_that_the_page_shows(
    kind: type[Record], templates: Environment, library: Library
) -> None:
    shown = {
        key
        for operation, *values in table_of(drawn(kind, templates, library))
        for key in values[1:2]
        if operation == "get"
    }
    silent = {"anciens_noms", "coordonnees", "synonymes", "sources"}  # on other pages; sources, once called
    assert set(kind.model_fields) - silent <= shown


def test_a_new_key_is_in_the_preview_once_the_template_of_the_page_shows_it(
    templates: Environment, library: Library
) -> None:
    more = '{% if record.prononciation %}\n<p class="dire">Se dit « {{ record.prononciation }} ».</p>\n{% endif %}'
    preview = drawn(Mot, with_more(templates, "terme.md.jinja", more), library)
    rank = table_of(preview).index(["get", [0], "prononciation"])
    assert f'<!--si {rank}--><p class="dire">Se dit « ⟦{rank}⟧ ».</p>\n<!--fin-->' in preview.html


def test_the_preview_carries_only_what_it_shows_of_other_records(templates: Environment, library: Library) -> None:
    known = drawn(Initiative, templates, library).known
    assert known["contexte/transferts"]["transfert-d-exemple"].keys() == {"address", "etat", "nom", "resume"}
    assert known["vocabulaires/preuves"]["etude"].keys() == {"libelle", "symbole"}
    assert known["vocabulaires/themes"]["entraide"].keys() == {"libelle"}


@pytest.mark.parametrize("kind", FORM_KINDS, ids=lambda kind: kind.kind_name())
def test_the_preview_has_no_id_of_its_own_until_it_is_shown_and_nothing_for_the_search(
    kind: type[Record], templates: Environment, library: Library
) -> None:
    html = drawn(kind, templates, library).html
    assert 'data-apercu-id="apercu-sources"' in html
    assert not re.search(r' (?:id|aria-\w+by)="| href="#|pagefind-meta', html)


@pytest.mark.parametrize(
    ("more", "what"),
    [
        ("{{ record.terme|capitalize }}", "« capitalize »"),
        ("{{ record.terme - 1 }}", "« sub »"),
        ("{{ 'a' if record.terme is lower }}", "« is_lower »"),
        ("{{ record.synonymes|rejectattr('a', 'divisibleby', 2)|list }}", "« divisibleby »"),
        ("{{ record.synonymes[:2] }}", "a part of a list that only the form knows"),
        ("{{ 1 if 1 < record.terme < 2 }}", "a chain of comparisons"),
        ("{{ record.title }}", "« record.title »"),
        ("{{ library|default(record.terme) }}", "« default »"),
        ("{{ b.surtitre(record.terme) if record.sigle }}", '« <p class="surtitre"><span data-pagefind-meta="genre">⟦1⟧</sp » inside an expression'),
        ("{% if record.sigle %}{% set a = 1 %}{% endif %}", "a {% set %} inside an {% if %} that only the form can decide"),
        ("{% for a in record.synonymes %}{{ a }}{% else %}rien{% endfor %}", "a loop with {% else %} or « recursive »"),
        ("{% for a in record.synonymes %}{% for b in record.synonymes %}{% endfor %}{% endfor %}", "a loop inside a loop over the same values"),
        ("{% for a in [1, 2] if record.sigle %}{{ loop.index }}{% endfor %}", "a choice that only the form can make"),
        ("{% if record.sigle %}<p>{% endif %}a{% if record.sigle %}</p>{% endif %}", "an {% if %} or a {% for %} that ends inside « p »"),
        ("<p>{% if record.sigle %}</p>{% endif %}", "« </p> » that ends inside « fin »"),
        ("<p{% if record.sigle %} class='a'{% endif %}>a</p>", "an {% if %} or a {% for %} in the tag « p »"),
        ("<p class='{{ record.sigle }}'>a</p>", "« class=⟦6⟧ » in the tag « p »"),
        ('<p onclick="{{ record.sigle }}">a</p>', "« data-apercu-onclick=⟦6⟧ » in the tag « p »"),
    ],
)  # fmt: skip
def test_what_the_script_could_not_draw_stops_the_publication_with_a_sentence(
    templates: Environment, library: Library, more: str, what: str
) -> None:
    with pytest.raises(TypeError) as error:
        drawn(Terme, with_more(templates, "terme.md.jinja", more), library)
    assert str(error.value) == f"the preview of the form cannot draw {what}: teach holes.py, then formulaire-apercu.js"


def test_a_key_that_the_kind_does_not_have_is_refused_as_on_the_page(templates: Environment, library: Library) -> None:
    with pytest.raises(UndefinedError, match="has no attribute 'prononciation'"):
        drawn(Terme, with_more(templates, "terme.md.jinja", "{{ record.prononciation }}"), library)
