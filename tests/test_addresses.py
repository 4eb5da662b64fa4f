"""The memory of addresses: what was published still answers, or its loss is refused with what to do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.invalid.cases import CASES, Case, answer_of, write_base
from tests.renaming import rename, withdraw
from traversees.check.promises import PATH, read_promises
from traversees.command.line import main
from traversees.publish.addresses import kept_library, memory_text, published_by
from traversees.publish.clock import today
from traversees.publish.copies import html_paths
from traversees.publish.site import publish_site
from traversees.publish.workshop import MARK

if TYPE_CHECKING:
    from collections.abc import Callable

INITIATIVE = "initiatives/initiative-d-exemple.yml"
RENEW = "des adresses ne sont pas notées : lancez « python3 build_pages.py adresses », puis validez adresses.yml"
OF_RECORDS = ("/initiatives/", "/recits/", "/contexte/", "/glossaire/", "/parcours/")
"""Where records bring new addresses: these are noted when they are accepted, and stop nobody before."""

Say = "Callable[..., tuple[int, str, str]]"


@pytest.fixture
def say(remembered: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Runs a command on `remembered`: its code, what it prints, what it complains of."""

    def run(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(list(arguments), remembered)
        return (code, *capsys.readouterr())

    return run


@pytest.fixture
def remembered(project: Path) -> Path:
    """The project, what it publishes noted."""
    assert main(["adresses"], project) == 0
    return project


def line_of(project: Path, address: str) -> int:
    return (project / PATH).read_text(encoding="utf-8").split("\n").index(f"  - {address}") + 1


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.name.startswith("addresses/")], ids=lambda case: case.name
)
def test_each_broken_promise_is_told_with_what_to_do(case: Case, tmp_path: Path) -> None:
    assert answer_of(write_base(tmp_path, case)) == case.answer


def test_a_record_that_takes_another_name_without_a_word_is_refused(
    remembered: Path, say: Callable[..., tuple[int, str, str]]
) -> None:
    rename(remembered, INITIATIVE, "nouveau-nom", keeping=False)
    line = line_of(remembered, "/initiatives/initiative-d-exemple/")
    code, out, err = say("verifier")
    assert (code, out) == (1, "")
    assert err == (
        f"{PATH}:{line}:5 : pages : « /initiatives/initiative-d-exemple/ » ne répond plus. Renommée : ajoutez "
        "« anciens_noms: [initiative-d-exemple] » à initiatives/nouveau-nom.yml. Retirée exprès : dites-le dans "
        "« retirees »\n\n"
        "1 problème à corriger. Rien n’a été publié.\n"
        "Étape suivante : corrigez, enregistrez, puis relancez « python3 build_pages.py verifier ».\n"
    )
    for command in ([], ["--check"], ["schemas"], ["adresses"]):
        assert say(*command)[0] == 1
    assert publish_site(remembered, search=False) == 1


def test_a_record_that_keeps_its_former_name_is_accepted_and_both_are_noted(
    remembered: Path, say: Callable[..., tuple[int, str, str]]
) -> None:
    rename(remembered, INITIATIVE, "nouveau-nom")
    code, out, _ = say("verifier")
    assert code == 0
    assert out == (
        "27 fiches vérifiées : aucun problème.\n2 adresses nouvelles : « python3 build_pages.py adresses » les note.\n"
        "Étape suivante : relisez la page avec « python3 dev.py serve », puis proposez votre changement.\n"
    )
    assert say("adresses")[1].startswith("adresses.yml est à jour : 2 adresses de plus.\n")
    promises = read_promises(remembered)
    assert promises is not None
    assert {"/initiatives/initiative-d-exemple/", "/initiatives/nouveau-nom.json"} <= promises.addresses


def test_the_memory_is_one_line_an_address_and_renewing_it_twice_changes_nothing(
    remembered: Path, say: Callable[..., tuple[int, str, str]]
) -> None:
    text = (remembered / PATH).read_text(encoding="utf-8")
    assert "\npages:\n  - /\n  - /a-propos/\n  - /a-propos/accessibilite/\n" in text
    assert "\n  - initiative#place-des-personnes\n" in text
    assert say("adresses")[1].startswith("adresses.yml est à jour : 0 adresse de plus.\n")
    assert (remembered / PATH).read_text(encoding="utf-8") == text


def test_what_was_given_up_says_so_and_leads_elsewhere(
    remembered: Path, say: Callable[..., tuple[int, str, str]]
) -> None:
    path = "recits/2023-06-01-publication-d-exemple"
    (remembered / f"{path}.md").unlink()
    withdraw(remembered, f"/{path}/", "/recits/")
    assert say("verifier")[0] == 0
    assert publish_site(remembered, search=False) == 0
    page = (remembered / "site" / path / "index.html").read_text(encoding="utf-8")
    assert "<p>Elle l’a été le 12\u00a0janvier\u00a02026. Son auteur l’a repris.</p>" in page
    assert '<p>À lire à la place\u00a0: <a href="../">Récits du voyage</a>.</p>' in page
    assert '<meta name="robots" content="noindex">' in page
    assert path not in (remembered / "site/sitemap.xml").read_text(encoding="utf-8")
    before = (remembered / PATH).read_text(encoding="utf-8")
    assert say("adresses")[0] == 0
    assert (remembered / PATH).read_text(encoding="utf-8") == before


def test_a_theme_that_no_initiative_bears_any_more_still_answers(remembered: Path) -> None:
    file = remembered / INITIATIVE
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("themes: [aller-vers, entraide]", "themes: [entraide]"), encoding="utf-8")
    assert "aller-vers" not in file.read_text(encoding="utf-8")
    assert publish_site(remembered, search=False) == 0
    folder = remembered / "site/initiatives/themes/aller-vers"
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert '<p>Aucune initiative n’est rangée ici aujourd’hui. <a href="../">Voir toute la liste</a>.</p>' in page
    assert "<entry>" not in (folder / "flux.xml").read_text(encoding="utf-8")


def test_a_page_written_by_hand_does_not_go_without_a_word(
    remembered: Path, say: Callable[..., tuple[int, str, str]]
) -> None:
    (remembered / "docs/a-propos/performances.md").unlink()
    assert "pages : « /a-propos/performances/ » ne répond plus." in say("verifier")[2]


def test_all_that_the_site_answers_to_is_listed(site: Path, repository: Path) -> None:
    published = published_by(kept_library(repository, today()), repository, read_promises(repository))
    pages = {f"/{path.removesuffix('index.html')}" for path in html_paths(site)} - {"/404.html"}
    assert set(published.pages) == pages
    ours = (
        "assets/",
        "pagefind/",
        "comparer/fiches/",
        "contribuer/formulaire/",
        "contribuer/editeur/",
        "sitemap.xml",
        "manifeste.json",
        MARK,
    )
    files = {file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()}
    told = {
        f"/{path}" for path in files if not path.startswith(ours) and Path(path).suffix not in {".html", ".gz", ".br"}
    }
    assert published.donnees | published.flux == told


def test_the_memory_of_the_base_holds_all_that_no_record_brings(repository: Path) -> None:
    library = kept_library(repository, today())
    stored = (repository / PATH).read_text(encoding="utf-8").split("\n")
    fresh = memory_text(library, repository).split("\n")
    missing = [
        line for line in fresh if line not in stored and not line.startswith(tuple(f"  - {at}" for at in OF_RECORDS))
    ]
    assert missing == [], RENEW
