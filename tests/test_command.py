"""The command line: each command says what it did and what to do next; none loses a text."""

from __future__ import annotations

import io
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from traversees.command.line import HELP, main
from traversees.contribute.new_record import genres
from traversees.publish.clock import day_here

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Run = "Callable[..., tuple[int, str, str]]"
TERM = "glossaire/mot-d-exemple.yml"


@pytest.fixture
def run(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str, str]]:
    monkeypatch.chdir(project)

    def run_with(*arguments: str, typed: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        code = main(list(arguments), project)
        out, err = capsys.readouterr()
        return code, out, err

    return run_with


def _tree(project: Path) -> dict[str, bytes]:
    return {file.relative_to(project).as_posix(): file.read_bytes() for file in project.rglob("*") if file.is_file()}


def test_verifying_says_what_comes_next(run: Callable[..., tuple[int, str, str]]) -> None:
    code, out, err = run("verifier")
    assert (code, err) == (0, "")
    assert out == (
        "27 fiches vérifiées : aucun problème.\n"
        "Étape suivante : relisez la page avec « python3 dev.py serve », puis proposez votre changement.\n"
    )


def test_verifying_a_broken_record_says_what_to_mend_and_what_comes_next(
    run: Callable[..., tuple[int, str, str]], project: Path
) -> None:
    (project / TERM).write_text("terme: Mot\n", encoding="utf-8")
    code, out, err = run("verifier")
    assert (code, out) == (1, "")
    assert err.startswith(f"{TERM}:1:1 : clés manquantes : aire, definition, sources, verifie_le\n")
    assert err.endswith("Étape suivante : corrigez, enregistrez, puis relancez « python3 build_pages.py verifier ».\n")


def test_verifying_tells_what_is_only_to_be_looked_at(run: Callable[..., tuple[int, str, str]], project: Path) -> None:
    path = "recits/2023-05-20-recit-d-exemple.md"
    text = (project / path).read_text(encoding="utf-8").rstrip()
    (project / path).write_text(f"{text}\n\nIci, Mme Tremblay dort depuis mai.\n", encoding="utf-8")
    code, out, err = run("verifier")
    assert code == 0
    assert err == (
        f"À vérifier, sans empêcher de publier :\n{path}:{text.count(chr(10)) + 3}:6 : texte : « Mme Tremblay » : est-ce "
        "une personne accompagnée ? Si oui, retirez ce qui la fait reconnaître ; sinon, dites sa fonction à côté de "
        "son nom\n\n"
    )
    assert out == (
        "27 fiches vérifiées : aucun problème.\nÉtape suivante : relisez ce qui est à vérifier plus haut et la page avec "
        "« python3 dev.py serve », puis proposez votre changement.\n"
    )


def test_a_record_is_started_from_its_name(run: Callable[..., tuple[int, str, str]], project: Path) -> None:
    code, out, err = run("nouveau", "initiative", "--nom", "L’Échange : un café")
    assert (code, err) == (0, "")
    assert out == (
        "initiatives/l-echange-un-cafe.yml est créé.\n"
        "Étape suivante : ouvrez-le, complétez ce qui suit chaque « : », puis lancez "
        "« python3 build_pages.py verifier ».\n"
    )
    text = (project / "initiatives/l-echange-un-cafe.yml").read_text(encoding="utf-8")
    assert text.startswith('# Nom usuel de l’initiative.\nnom: "L’Échange : un café"\n')
    assert f"\nverifie_le: {day_here()}\n" in text


def test_a_record_is_started_by_answering_questions(run: Callable[..., tuple[int, str, str]], project: Path) -> None:
    code, out, _ = run("nouveau", typed="récit\nUn mardi à Sherbrooke\n2023-05-16\n\n")
    assert code == 0
    assert (
        "Titre du récit ou de la publication ? Date (AAAA-MM-JJ) ? Nom du fichier [2023-05-16-un-mardi-a-sherbrooke] ? "
        in out
    )
    text = (project / "recits/2023-05-16-un-mardi-a-sherbrooke.md").read_text(encoding="utf-8")
    assert text.startswith("---\n# Titre du récit ou de la publication.\ntitre: Un mardi à Sherbrooke\n")
    assert "\ndate: 2023-05-16\n" in text


@pytest.mark.parametrize("word", ["terme", "Terme", "glossaire", "glossaire/"])
def test_a_kind_goes_by_its_name_or_its_folder(word: str, run: Callable[..., tuple[int, str, str]]) -> None:
    assert run("nouveau", word, "--nom", "Mot", "--fichier", "Un mot, donc")[1].startswith("glossaire/un-mot-donc.yml ")


def test_a_new_record_has_no_invisible_sign(run: Callable[..., tuple[int, str, str]], project: Path) -> None:
    assert run("nouveau", "terme", "--nom", "Un\u200b mot\x1b à\u202e lire")[0] == 0
    text = (project / "glossaire/un-mot-a-lire.yml").read_text(encoding="utf-8")
    assert text.startswith("# Le mot.\nterme: Un mot à lire\n")


def test_nothing_is_written_over_a_record(run: Callable[..., tuple[int, str, str]], project: Path) -> None:
    before = _tree(project)
    code, _, err = run("nouveau", "terme", "--nom", "Mot d’exemple")
    assert code == 1
    assert err == f"{TERM} existe déjà : complétez-le, ou choisissez un autre nom avec --fichier.\n"
    assert _tree(project) == before


def test_a_name_that_a_record_has_is_told_before_anything_is_written(
    run: Callable[..., tuple[int, str, str]], project: Path
) -> None:
    before = _tree(project)
    code, _, err = run("nouveau", "acteur", "--nom", "ACTEUR d'exémple")
    assert (code, err) == (
        1,
        "contexte/acteurs/acteur-d-exemple.yml existe déjà : complétez-le, ou choisissez un autre nom avec --fichier.\n",
    )
    (project / "contexte/acteurs/acteur-d-exemple.yml").rename(project / "contexte/acteurs/autre.yml")
    for arguments, typed in (
        (["acteur", "--nom", "ACTEUR d'exémple"], ""),
        (["acteur"], "Acteur d’exemple\nencore-un\n"),
    ):
        code, _, err = run("nouveau", *arguments, typed=typed)
        assert code == 1
        assert err == (
            "contexte/acteurs/autre.yml porte déjà ce nom : complétez-le. Si c’est autre chose, relancez avec "
            "--fichier autre-nom.\n"
        )
    (project / "contexte/acteurs/autre.yml").rename(project / "contexte/acteurs/acteur-d-exemple.yml")
    assert _tree(project) == before
    assert run("nouveau", "acteur", "--nom", "Acteur d’exemple", "--fichier", "encore-un")[0] == 0


def test_a_file_name_that_a_record_had_is_not_given_to_another(
    run: Callable[..., tuple[int, str, str]], project: Path
) -> None:
    file = project / TERM
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("verifie_le", "anciens_noms: [ancien-mot]\nverifie_le"), encoding="utf-8")
    code, _, err = run("nouveau", "terme", "--nom", "Ancien mot")
    assert (code, err) == (1, f"« ancien-mot » est un ancien nom de {TERM} : prenez-en un autre avec --fichier.\n")


@pytest.mark.parametrize(
    ("arguments", "typed", "sentence"),
    [
        (
            ["nouveau", "fiche"],
            "",
            f"« fiche » n’est pas un genre de fiche ; attendu : {', '.join(genres())}.",
        ),
        (["nouveau", "terme"], "\n", 'Il manque un nom : écrivez-le, ou ajoutez --nom "Le nom" à la commande.'),
        (["nouveau", "terme"], "", "\nInterrompu : rien n’a été écrit."),
        (
            ["nouveau", "terme", "--nom", "???"],
            "",
            "« ??? » ne donne pas de nom de fichier : ajoutez --fichier nom-du-fichier.",
        ),
        (
            ["nouveau", "terme", "--nom", "Con"],
            "",
            "« con » est un nom de fichier que Windows refuse : ajoutez --fichier nom-du-fichier.",
        ),
        (
            ["nouveau", "terme", "--nom", "Mot", "--fichier", "mot-" * 26],
            "",
            f"« {'mot-' * 14}mot… » est un nom de fichier trop long (100 signes au plus) : ajoutez --fichier nom-du-fichier.",
        ),
        (
            ["nouveau", "recit", "--nom", "R", "--date", "mai"],
            "",
            "« mai » n’est pas une date : écrivez AAAA-MM-JJ, par exemple 2023-05-20.",
        ),
        (
            ["formater", "README.md"],
            "",
            "« README.md » n’est pas une fiche : donnez son chemin, par exemple initiatives/tapaj.yml.",
        ),
        (["formatter"], "", f"Commande incomprise. Voici celles qui existent :\n\n{HELP}"),
        (["nouveau", "terme", "--titre", "x"], "", f"Commande incomprise. Voici celles qui existent :\n\n{HELP}"),
    ],
)
def test_a_wrong_command_costs_one_sentence_and_writes_nothing(
    arguments: list[str], typed: str, sentence: str, run: Callable[..., tuple[int, str, str]], project: Path
) -> None:
    before = _tree(project)
    code, _, err = run(*arguments, typed=typed)
    assert (code, err) == (1, f"{sentence}\n")
    assert _tree(project) == before


def test_a_record_may_be_started_while_others_are_broken(
    run: Callable[..., tuple[int, str, str]], project: Path
) -> None:
    (project / TERM).write_text("terme: [\n", encoding="utf-8")
    assert run("nouveau", "terme", "--nom", "Neuf")[0] == 0


def test_a_broken_list_is_to_be_mended_first(run: Callable[..., tuple[int, str, str]], project: Path) -> None:
    (project / "vocabulaires/aires.yml").write_text("titre: Aires\n", encoding="utf-8")
    code, _, err = run("nouveau", "terme", "--nom", "Neuf")
    assert code == 1
    assert err.startswith("vocabulaires/aires.yml:1:1 : definition : clé manquante\n")
    assert err.endswith("\n\nUne liste de vocabulaires/ est à corriger d’abord.\n")


def test_formatting_gives_every_record_one_form_and_the_base_says_the_same(
    run: Callable[..., tuple[int, str, str]], project: Path
) -> None:
    (project / TERM).write_bytes(b"\xef\xbb\xbf" + (project / TERM).read_bytes().replace(b"\n", b"\r\n"))
    code, out, err = run("formater")
    assert (code, err) == (0, "")
    assert f"{TERM} : mis en forme.\n" in out
    assert out.endswith("Étape suivante : lancez « python3 build_pages.py verifier ».\n")
    assert b"\r" not in (project / TERM).read_bytes()
    once = _tree(project)
    assert run("formater")[1].startswith("0 fiche mise en forme, 0 laissée en l’état.\n")
    assert _tree(project) == once
    assert run("verifier")[0] == 0


def test_only_the_files_asked_for_are_formatted(run: Callable[..., tuple[int, str, str]], project: Path) -> None:
    before = _tree(project)
    assert run("formater", "initiatives/initiative-d-exemple.yml")[0] == 0
    changed = [path for path, content in _tree(project).items() if before.get(path) != content]
    assert changed == ["initiatives/initiative-d-exemple.yml"]


def test_a_record_that_cannot_be_formatted_is_told_and_left_alone(
    run: Callable[..., tuple[int, str, str]], project: Path
) -> None:
    text = (project / TERM).read_bytes()
    (project / TERM).write_bytes(text + b"zzz: 1\n")
    code, out, err = run("formater", TERM)
    assert code == 1
    assert err == f"{TERM}:{len(text.splitlines()) + 1}:1 : zzz : clé inconnue\n"
    assert out == (
        "0 fiche mise en forme, 1 laissée en l’état.\n"
        "Étape suivante : corrigez ce qui est signalé plus haut, puis recommencez.\n"
    )
    assert (project / TERM).read_bytes() == text + b"zzz: 1\n"


def test_the_comments_of_a_record_are_kept(run: Callable[..., tuple[int, str, str]], project: Path) -> None:
    text = (project / TERM).read_bytes()
    (project / TERM).write_bytes(text + b"\n\n#A relire\n")
    assert run("formater", TERM)[0] == 0
    assert (project / TERM).read_bytes() == text + b"# A relire\n"


def test_the_copies_of_the_editors_are_renewed(run: Callable[..., tuple[int, str, str]], project: Path) -> None:
    code, out, _ = run("schemas")
    assert code == 0
    assert out.startswith(
        "schemas/, .vscode/settings.json et les formulaires de .github/ISSUE_TEMPLATE/ sont à jour.\n"
    )
    assert (project / "schemas/initiative.schema.json").is_file()


@pytest.mark.parametrize("asked", [["-h"], ["nouveau", "--help"]])
def test_help_is_in_french(asked: list[str], project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as done:
        main(asked, project)
    assert done.value.code == 0
    assert capsys.readouterr().out == HELP


def test_a_python_without_the_packages_runs_the_command_where_they_are(repository: Path) -> None:
    command = [sys.executable, "-S", "build_pages.py", "nouveau", "pomme"]
    done = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("« pomme » n’est pas un genre de fiche ; attendu : vocabulaire, initiative,")
