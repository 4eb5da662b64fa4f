"""The editor on a real folder: Chromium’s own file system holds the records, and the checker judges what is saved."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import broken_rules
from traversees.contribute.editor import editor_settings
from traversees.contribute.editor_files import file_format
from traversees.contribute.formatting import formatted
from traversees.library.loading import load_library
from traversees.publish.clock import today
from traversees.records.documents import parse_document
from traversees.records.kinds import KINDS, Terme

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from traversees.library.library import Library
    from traversees.records.record import Record

EDITOR = "contribuer/editeur/"
SLOWLY = 20_000
"""Milliseconds left to a busy machine to draw hundreds of records."""
AT_HAND = 300
"""Milliseconds that nobody’s hand does without: the editor may lose what is typed at once by a program."""
FOLDERS = sorted({kind.folder.split("/")[0] for kind in KINDS})

SEED = """async (files) => {
  const root = await navigator.storage.getDirectory();
  const project = await root.getDirectoryHandle("traversees", { create: true });
  await project.getDirectoryHandle(".git", { create: true });
  for (const [path, text] of Object.entries(files)) {
    const folders = path.split("/");
    const name = folders.pop();
    let folder = project;
    for (const part of folders) folder = await folder.getDirectoryHandle(part, { create: true });
    const stream = await (await folder.getFileHandle(name, { create: true })).createWritable();
    await stream.write(text);
    await stream.close();
  }
  window.showDirectoryPicker = async () => project;
}"""
READ = """async (path) => {
  let folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("traversees");
  const folders = path.split("/");
  const name = folders.pop();
  for (const part of folders) folder = await folder.getDirectoryHandle(part);
  return (await (await folder.getFileHandle(name)).getFile()).text();
}"""


@pytest.fixture
def base(tmp_path: Path, repository: Path) -> Path:
    """A copy of the real records."""
    for folder in FOLDERS:
        shutil.copytree(repository / folder, tmp_path / folder)
    return tmp_path


def open_editor(page: Page, base: Path) -> None:
    """The editor, opened on the records of `base`; only the folder picker, which no test can click, is replaced."""
    files = (file for folder in FOLDERS for file in (base / folder).rglob("*") if file.is_file())
    page.set_viewport_size({"width": 1280, "height": 1600})  # what is far below is drawn only once it comes near
    page.goto(EDITOR)
    page.evaluate(SEED, {file.relative_to(base).as_posix(): file.read_text(encoding="utf-8") for file in files})
    page.get_by_role("button", name="Ouvrir l’éditeur").click()
    page.get_by_role("button", name="Travailler avec un dépôt local").click()
    page.wait_for_url("**/#/collections/initiative")


def go(page: Page, place: str) -> None:
    page.goto(f"{page.url.split('#')[0]}#/collections/{place}")


def field(page: Page, key: str) -> Any:  # noqa: ANN401 — a locator
    return page.locator(f'[data-key-path="{key}"]')


def change(page: Page, key: str, before: object, after: str) -> None:
    """Replace a text as one does by hand: the record read, a key after the other."""
    entry = field(page, key).locator("input").first
    expect(entry).to_have_value(str(before), timeout=SLOWLY)
    page.wait_for_timeout(AT_HAND)
    entry.press("ControlOrMeta+a")
    if after:
        entry.press_sequentially(after, delay=AT_HAND / 20)
    else:
        entry.press("Delete")
    expect(entry).to_have_value(after)


def save(page: Page, collection: str) -> None:
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.wait_for_url(re.compile(rf"#/collections/{collection}$"))


def kept(page: Page, base: Path, path: str) -> str:
    """What the editor wrote at `path`, now written in `base` too."""
    text = str(page.evaluate(READ, path))
    (base / path).write_text(text, encoding="utf-8", newline="\n")
    return text


def record_at(base: Path, path: str, kind: type[Record]) -> Record:
    document = parse_document(path, (base / path).read_text(encoding="utf-8"))
    return kind.from_document(document, document.data)


def first_path(base: Path, kind: type[Record]) -> str:
    return f"{kind.folder}/{min(file.name for file in (base / kind.folder).iterdir())}"


def test_a_record_of_every_kind_keeps_all_that_it_says_when_one_text_is_changed(
    page: Page, base: Path, base_url: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_editor(page, base)
    for kind in KINDS:
        path, name, key = first_path(base, kind), kind.kind_name(), next(iter(kind.model_fields))
        before = record_at(base, path, kind)
        go(page, f"{name}/entries/{before.id}")
        change(page, key, getattr(before, key), "Un autre nom : « changé » ici")
        save(page, name)
        text = kept(page, base, path)
        after = record_at(base, path, kind)
        assert formatted(path, text, kind, today()) == text
        assert after.model_dump() == {**before.model_dump(), key: "Un autre nom : « changé » ici"}, path
        assert after.body == before.body
    library = load_library(base, today())  # raises when the checker finds a problem
    assert len([record for record in library.records if "Un autre nom" in record.model_dump_json()]) == len(KINDS)
    assert [url for url in asked if not url.startswith((base_url, "data:", "blob:"))] == []


def test_the_former_names_of_a_record_are_kept_when_it_is_changed(page: Page, base: Path) -> None:
    path = "initiatives/tapaj.yml"
    text = (base / path).read_text(encoding="utf-8")
    names = "anciens_noms: [premier-nom, second-nom]\n"
    (base / path).write_text(text.replace("verifie_le:", f"{names}verifie_le:", 1), encoding="utf-8")
    open_editor(page, base)
    go(page, "initiative/entries/tapaj")
    change(page, "ville", "Montréal (Centre-Sud)", "Montréal")
    save(page, "initiative")
    kept(page, base, path)
    kind = next(kind for kind in KINDS if kind.folder == "initiatives")
    assert record_at(base, path, kind).former_ids == ("premier-nom", "second-nom")


def test_an_emptied_text_leaves_the_file_and_nothing_else_changes(page: Page, base: Path) -> None:
    path = "initiatives/tapaj.yml"
    before = (base / path).read_text(encoding="utf-8")
    open_editor(page, base)
    go(page, "initiative/entries/tapaj")
    change(page, "ville", "Montréal (Centre-Sud)", "")
    save(page, "initiative")
    after = kept(page, base, path)
    assert after == before.replace("ville: Montréal (Centre-Sud)\n", "")


def test_the_comments_of_a_record_are_kept_where_they_stand(page: Page, base: Path) -> None:
    path = "glossaire/accorderie.yml"
    before = (base / path).read_text(encoding="utf-8")
    commented = (
        f"# Relu avec Samia.\n\n{before}# Fin.\n".replace("\naire:", "\n# le mot est québécois\naire:")
        .replace("\nsources:\n", "\nsources: # à compléter\n  # la première\n")
        .replace("\nverifie_le:", "\n  # en trouver une autre\nverifie_le:")
    )
    assert formatted(path, commented, Terme, today()) == commented
    (base / path).write_text(commented, encoding="utf-8", newline="\n")
    open_editor(page, base)
    go(page, "terme/entries/accorderie")
    change(page, "terme", "Accorderie", "Autre nom")
    save(page, "terme")
    assert kept(page, base, path) == re.sub("(?m)^terme: .*$", "terme: Autre nom", commented)


def test_a_new_record_passes_the_checker_under_the_name_that_the_command_would_give(page: Page, base: Path) -> None:
    open_editor(page, base)
    go(page, "terme/new")
    field(page, "terme").locator("input").fill("Essai d’éditeur")
    field(page, "aire").get_by_role("radio", name="Québec", exact=True).click()
    field(page, "definition").locator("textarea").fill("Un mot d’essai : « deux-points ».\n[@la-source]")
    field(page, "sources").get_by_role("button", name="Ajouter").click()
    source = {
        "id": "la-source",
        "titre": 'Un titre : "cité" # ici',
        "editeur": "no",
        "url": "https://exemple.org/?a=b#c",
    }
    for key, text in {**source, "date": "2023", "consulte": "2026-11-01"}.items():
        field(page, f"sources.0.{key}").locator("input").first.fill(text)
    field(page, "sources.0.type").get_by_role("combobox").first.click()
    page.get_by_role("option").first.click()
    field(page, "sources.0.portee").get_by_role("radio").first.click()
    field(page, "verifie_le").locator("input").first.fill("2026-11-01")
    save(page, "terme")
    text = kept(page, base, "glossaire/essai-d-editeur.yml")
    assert formatted("glossaire/essai-d-editeur.yml", text, Terme, today()) == text
    terme = load_library(base, today()).record("glossaire/essai-d-editeur").model_dump()
    assert terme["definition"] == "Un mot d’essai : « deux-points ».\n[@la-source]"
    assert {key: terme["sources"][0][key] for key in source} == source
    assert (terme["sources"][0]["date"], terme["sources"][0]["consulte"]) == ("2023", "2026-11-01")


def test_every_file_is_opened_and_saved_as_formater_writes_it(page: Page, site: Path, repository: Path) -> None:
    """The base as it is, and each case of `formater`: what the editor reads and writes, without its fields."""
    files = [
        (file_format(type(record)), text := (repository / record.path).read_text(encoding="utf-8"), text)
        for record in load_library(repository, today()).records
    ]
    for case in (repository / "tests" / "formatting").iterdir():
        given, expected = case.read_text(encoding="utf-8").split("@@ mis en forme\n")
        path, text = given.split("\n@@ ")[1].split("\n", 1)
        name = next(file_format(kind) for kind in KINDS if path.startswith(f"{kind.folder}/"))
        files += [(name, text, expected), (name, expected, expected)]
    page.goto("contribuer/formulaire/terme/")
    page.wait_for_selector(".formulaire.pret")
    script = next((site / "assets" / "js").glob("editeur-fiche.*.js")).name
    written = page.evaluate(
        """async ([script, files]) => {
          const { lire, ecrire } = await import(`../../../assets/js/${script}`);
          const { rules, formats } = await (await fetch("../../editeur/modeles.json")).json();
          return files.map(([name, text]) => {
            const model = { ...formats[name], rules };
            return ecrire(model, lire(model, text.trim()));
          });
        }""",
        [script, files],
    )
    for (_, text, expected), saved in zip(files, written, strict=True):
        assert saved == expected, text[:80]


def test_what_is_missing_is_said_in_french_before_anything_is_written(page: Page, base: Path) -> None:
    open_editor(page, base)
    go(page, "parcours/new")
    field(page, "titre").locator("input").fill("Sans étapes")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(field(page, "pourquoi")).to_contain_text("Ce champ est obligatoire")


def test_axe_finds_nothing_serious_in_the_editor(page: Page, base: Path) -> None:
    open_editor(page, base)
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(page.get_by_role("row").first).to_be_visible(timeout=SLOWLY)
    assert serious(page) == []
    go(page, "initiative/entries/tapaj")
    expect(field(page, "porteur").locator("input")).to_be_visible(timeout=SLOWLY)
    assert serious(page) == []


def serious(page: Page) -> list[str]:
    return [rule["id"] for rule in broken_rules(page) if rule["impact"] in {"serious", "critical"}]


FORGES = [  # type, address, keys given, and the ways to sign in
    ("github", "https://github.com/o/r", {}, ["jeton d’accès"]),
    ("github", "https://github.com/o/r", {"connexion": "https://oauth.example"}, ["GitHub", "jeton d’accès"]),
    ("gitlab", "https://gitlab.com/g/s/r", {"application": "abc"}, ["GitLab", "jeton d’accès"]),
    ("forgejo", "https://codeberg.org/o/r", {"application": "abc"}, ["Codeberg", "jeton d’accès"]),
    ("github", "", {}, []),
]


@pytest.mark.parametrize("case", FORGES, ids=lambda case: "-".join([case[0], *case[2]]) if case[1] else "aucune")
def test_each_forge_has_its_way_to_sign_in(
    page: Page, library: Library, case: tuple[str, str, dict[str, str], list[str]]
) -> None:
    kind, address, keys, ways = case
    forge = {"type": kind, "adresse": address, "branche": "main", "editeur": keys}
    settings = editor_settings(library, forge)
    page.route("**/reglages.json", lambda route: route.fulfill(body=json.dumps(settings)))
    page.goto(EDITOR)
    page.evaluate("forge => { document.body.dataset.forge = forge; }", "oui" if address else "non")
    page.get_by_role("button", name="Ouvrir l’éditeur").click()
    expect(page.get_by_role("button", name="Travailler avec un dépôt local")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("Se connecter"))).to_have_count(len(ways))
    for way in ways:
        expect(page.get_by_role("button", name=re.compile(f"Se connecter avec .*{way}"))).to_be_visible()


def test_published_without_a_forge_the_page_sends_back_to_the_computer(page: Page, site: Path) -> None:
    address = "http://traversees.example/"
    page.route(f"{address}**", lambda route: route.fulfill(path=site / asked_file(route.request.url, address)))
    page.goto(f"{address}{EDITOR}")
    expect(page.get_by_text("Ce site n’est relié à aucune forge")).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)


def asked_file(url: str, address: str) -> str:
    path = url.removeprefix(address)
    return f"{path}index.html" if path.endswith("/") else path


def test_without_javascript_the_page_says_what_to_do(browser: Browser, base_url: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{base_url}{EDITOR}")
    expect(page.get_by_text("L’éditeur a besoin de JavaScript")).to_be_visible()
    expect(page.get_by_role("link", name="écrivez-nous ou corrigez un fichier")).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)
    page.context.close()
