"""The form says what the checker says, and writes what « formater » writes: both run on the same cases."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest

from tests.invalid.cases import CASES, MINIMAL, TODAY, write_base
from tests.test_common_mistakes import MISTAKES, _make
from traversees.check.rules import check_document
from traversees.check.twins import traits
from traversees.contribute.form import BODY, FORM_KINDS, form_model, record_data
from traversees.french import prose
from traversees.library.loading import load_library
from traversees.records.documents import read_document
from traversees.records.keywords import Line, Prose
from traversees.records.kinds import Terme
from traversees.records.marks import marked_values
from traversees.records.problems import ProblemsFound, slug_of, suggestion
from traversees.records.writing import record_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from traversees.library.library import Library
    from traversees.records.record import Record

KIND_OF = {kind.folder: kind for kind in FORM_KINDS}
NOT_IN_A_FORM = (
    "clé inconnue",
    "clé mal décalée",
    "clés manquantes",
    "espace manquant",
    " attendu",
    "clé vide",
    "élément vide",
    "écrivez oui ou non",
    "ligne est attendue",
    "texte vide",
    ": 0 ici",
)
"""What the checker says of files that no form can make: keys, lists and types are the form’s own."""

HOSTILE = [
    "a: b", "a:", ": a", "a #b", "#a", "- a", "-a", "-", "---", "--- a", "...", "? a", "?", "?a", ":a", "'", '"', "''", '""',
    "l'un", 'dit "oui"', "l'un dit \"non\"", "\\", "\\n", "a\\b", "[a]", "{a: b}", "&a", "*a", "!a", "%a", "@a", "`a`", "|", ">", "| a",
    "yes", "No", "null", "~", "12", "1e3", "0x1F", "12:30", "1_000", "+5", ".5", "2023", "2023-05", "0123", "true", "on",
    "a, b", "a ]", "<script>alert(1)</script>", "<!-- a -->", "{{ a }}", "{% a %}", "👩‍👩‍👧 é", "œuvre", "a\u00a0b", "-\u00a0a", "a\tb", "a\t#b",
    "« oui » : non", "x" * 250, "a" * 100 + ": b", "=a", "$a", "\ufffd", "a:b", "http://a.b", "a: 'b'", "- - -", "-- a", "# a # b",
]  # fmt: skip

TEXTS = [
    "Un fait [@source].\n\nUn autre fait.", "- Un fait\n- Un autre [@s]\n\n1. Trois\n2) Quatre", "# Titre\n\nTexte\n===\n\nTexte\n---",
    "[@a, b] [ @c] [@d](x) (@e) [@F.g]", "[mot [@a] mot](https://a.b)", "![image](a.png) [b](c) [d](javascript:e) [f](https://g.h)",
    "<b>a</b> <http://a.b> <!-- c --> <? d 1 < 2 <!d", "[a]: https://b.c\n\n[d", "[a [b [c]]] [d]]", "> > > > > a\n- - - - - b",
    "a@b.fr 06 12 34 56 78 +33 6 12 34 56 78 514 555-1234 (514) 555-1234 01.23.45.67.89", "12 rue de la Paix, 3 BIS avenue Foch, 4, cours Émile",
    "Ouverte en 2015 rue Ontario. 12 RUE DES Lilas 5 rue du 8 mai 12 boulevard l’Abbé", "https://a.b/06-12-34-56-78 à 93200 Saint-Denis",
    "Le RSA et la CAF. Une phrase " + "de mots " * 20 + "longue ! Une courte. C’est [@a]", "É À ÉÀ LSF", "mot\u00a0mot 06\u00a012\u00a034\u202f56\u00a078 1\u20112",
    "<b>a <i>b</i></B> </u> <br/> [[a]] [[@b]] [[c]](https://d.e) [a](b/c) [a](/b) [a](./b.md#c) [a](//b) [a](b.c) [a](mailto:b@c.fr) R&D; &nbsp; &#8203; &#x1F;",
    "", "   ", "\n\n", "a\n    \n- b", "#a\nb", "×²½ ١٢ ٣", "a" * 400, "« Avec qui ? » [@x]\n> cité\n\n***", "_ __ ___\n\n* * *",
]  # fmt: skip


@pytest.fixture
def form(page: Page) -> Page:
    page.goto("contribuer/formulaire/terme/")
    page.wait_for_selector(".formulaire.pret")
    page.evaluate("""() => {
      const { textes, regles, fichier } = traversees.formulaire;
      window.answer = (model, data, today) => {
        const key = (loc) => loc.map((part) => (typeof part === "number" ? `[${part + 1}]` : `.${part}`)).join("").slice(1);
        return regles(model, textes(model.rules)).answer(data, today).map(({ loc, message }) => `${key(loc)} : ${message}`);
      };
      window.write = (model, data) => {
        return fichier(model, textes(model.rules)).text(data);
      };
    }""")
    return page


def as_form(entries: list[dict[str, Any]], data: Any) -> Any:  # noqa: ANN401 — a raw value of a document
    """What the form holds for the values of a file: texts without spaces around, and true for « oui »."""
    by_key = {entry["key"]: entry for entry in entries}
    return {key: _as_value(by_key[key], value) for key, value in data.items()}


def _as_value(entry: dict[str, Any], value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, list):
        return [_as_value(entry, item) for item in value]
    if isinstance(value, dict):
        return as_form(entry["keys"], value)
    if entry["genre"] == "yes":
        return value in {"oui", "true", True}
    return value.strip() if isinstance(value, str) else value


def broken(tmp_path: Path) -> Iterator[tuple[str, Path, str]]:
    """Each broken file of our tests: its case, the root of its base, its path."""
    for number, case in enumerate(case for case in CASES if case.name.startswith(("checks/", "messages/"))):
        root = write_base(tmp_path / str(number), case)
        yield from ((case.name, root, change.path) for change in case.changes)
    for mistake in MISTAKES:
        root = tmp_path / slug_of(mistake.name)
        _make(mistake, root)
        yield mistake.name, root, mistake.path


def problems_of(root: Path, path: str, kind: type[Record]) -> tuple[dict[str, Any], set[str]] | None:
    """The values of a file and what the checker says of them; None when no form can make such a file."""
    try:
        document = read_document(root, path)
    except ProblemsFound:
        return None
    said: set[str] = set()
    try:
        check_document(document, kind, TODAY)
    except ProblemsFound as found:
        said = {f"{problem.key} : {problem.message}" for problem in found.problems}
    if any(told in line for line in said for told in NOT_IN_A_FORM):
        return None
    return document.data | ({BODY: document.body} if path.endswith(".md") else {}), said


def test_the_form_says_what_the_checker_says_of_every_broken_file(form: Page, tmp_path: Path) -> None:
    library = load_library(MINIMAL, TODAY)
    models = {kind: form_model(kind, library) for kind in FORM_KINDS}
    compared = []
    for name, root, path in broken(tmp_path):
        kind = KIND_OF.get(path.rpartition("/")[0])
        read = problems_of(root, path, kind) if kind else None
        if kind and read:
            data, said = read
            compared.append((name, said, [kind.kind_name(), as_form(models[kind]["entries"], data)]))
    answers = form.evaluate(
        "([models, cases, today]) => cases.map(([kind, data]) => answer(models[kind], data, today))",
        [{kind.kind_name(): model for kind, model in models.items()}, [asked for *_, asked in compared], TODAY],
    )
    for (name, said, _), answer in zip(compared, answers, strict=True):
        assert set(answer) == said, name
    assert len([said for _, said, _ in compared if said]) > 80


def test_each_rule_on_texts_says_the_same_in_both(form: Page, library: Library) -> None:
    texts = [*TEXTS, *HOSTILE]
    texts += [part for mistake in MISTAKES for part in (mistake.old, mistake.new)]
    for record in library.records:
        texts += [value.text for value in marked_values(record) if isinstance(value.mark, Prose | Line)]
        texts += [record.body] if record.body else []
    texts = sorted(set(texts))
    rules = (prose.malformed_citations, prose.unsourced_paragraphs, prose.forbidden_markup, prose.personal_data, prose.hard_to_read, prose.headings)  # fmt: skip
    said = form.evaluate(
        """([model, rules, texts]) => {
          const read = traversees.formulaire.textes(model.rules);
          return texts.map((text) => [...rules.map((rule) => read[rule](text)), read.headings(text, 2), read.citations(text), read.named(text)]);
        }""",
        [form_model(Terme, library), [rule.__name__ for rule in rules], texts],
    )
    found = 0
    for text, answers in zip(texts, said, strict=True):
        expected = [[message for _, message in rule(text)] for rule in rules]
        expected += [[message for _, message in prose.headings(text, lowest=2)]]
        expected += [[source for _, source in prose.citations(text)], prose.named_sources(text)]
        assert answers == expected, text
        found += any(expected)
    assert found > 200


def test_the_form_writes_every_record_as_formater_does(form: Page, library: Library) -> None:
    count = 0
    for kind in FORM_KINDS:
        records = [record for record in library.records if isinstance(record, kind)]
        data = [record_data(record)["data"] for record in records]
        texts = form.evaluate("([m, all]) => all.map((data) => write(m, data))", [form_model(kind, library), data])
        for record, text in zip(records, texts, strict=True):
            assert text == record_text(record), record.path
        count += len(records)
    assert count > 200


def test_the_form_knows_a_copy_by_the_traits_that_the_checker_knows(form: Page, library: Library) -> None:
    for kind in FORM_KINDS:
        records = library.of_kind(kind)
        told = form.evaluate(
            """([model, all]) => {
              const read = traversees.formulaire.textes(model.rules);
              const rules = traversees.formulaire.regles(model, read);
              return all.map((data) => [[...rules.traits(data)], rules.twin(data)]);
            }""",
            [form_model(kind, library), [record_data(record)["data"] for record in records]],
        )
        for record, (said, twin) in zip(records, told, strict=True):
            assert said == [f"{key} {value}" for key, value in traits(record)]
            assert twin == record.id


def hostile_lines() -> list[str]:
    """Lines as the form holds them: HOSTILE, and some made of its signs at random."""
    chance = random.Random(5)  # noqa: S311 — always the same
    signs = "".join(HOSTILE).replace("\u200d", "") + "-:#?'\"\\ [{|>&*!%@`~,.éœ\t\u00a0"
    made = ["".join(chance.choices(signs, k=chance.randint(1, 12))) for _ in range(3000)]
    return [line for line in (text.strip() for text in [*HOSTILE, *made]) if line and "\n" not in line]


def test_hostile_texts_are_written_as_formater_does(form: Page, library: Library) -> None:
    lines = hostile_lines()
    chance = random.Random(6)  # noqa: S311 — always the same
    long = [line if chance.random() < 0.5 else f"{line}\n\n{' '.join(chance.choices(lines, k=5))}" for line in lines]
    base = record_data(next(record for record in library.records if isinstance(record, Terme)))["data"]
    written = [
        base | {"terme": line, "synonymes": [line, other], "definition": text, "equivalent": other}
        for line, other, text in zip(lines, reversed(lines), long, strict=True)
    ]
    records = [Terme.model_validate(data) for data in written]
    texts = form.evaluate("([m, all]) => all.map((data) => write(m, data))", [form_model(Terme, library), written])
    for record, text in zip(records, texts, strict=True):
        assert text == record_text(record)


def test_suggestions_and_short_names_are_the_same_in_both(form: Page, library: Library) -> None:
    names = sorted({source.id for record in library.initiatives for source in record.sources})[:60]
    chance = random.Random(7)  # noqa: S311 — always the same
    words = [
        name[: chance.randint(2, len(name))] + chance.choice(["", "s", "-2015", "x"])
        for name in names
        for _ in range(5)
    ]
    said = form.evaluate(
        """([model, words, names]) => {
          const read = traversees.formulaire.textes(model.rules);
          return words.map((word) => [read.suggestion(word, names), read.slug(`É ${word} ’Œ`)]);
        }""",
        [form_model(Terme, library), words, names],
    )
    assert said == [[suggestion(word, names), slug_of(f"É {word} ’Œ")] for word in words]


def test_the_model_that_the_site_serves_is_the_one_of_the_records(page: Page, library: Library) -> None:
    page.goto("contribuer/formulaire/")
    for kind in FORM_KINDS:
        served = page.evaluate("chemin => traversees.charger(chemin)", f"contribuer/formulaire/{kind.kind_name()}.js")
        assert [entry["key"] for entry in served["entries"]][: len(kind.model_fields)] == list(kind.model_fields)
        assert served["rules"] == form_model(kind, library)["rules"]


def test_no_file_is_given_a_name_that_windows_refuses(form: Page, library: Library) -> None:
    names = form.evaluate(
        """([model, words]) => {
          const { textes, regles, fichier } = traversees.formulaire;
          const read = textes(model.rules);
          return words.map((terme) => fichier(model, read, regles(model, read)).name({ terme }).name);
        }""",
        [form_model(Terme, library), ["Con", "LPT 1", "Com1", "x" * 120]],
    )
    assert names == ["terme-con.yml", "lpt-1.yml", "terme-com1.yml", f"{'x' * 90}.yml"]
