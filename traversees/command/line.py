"""The command line of `build_pages.py`. Prints and writes; what it prints ends with what to do next."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from traversees import ROOT
from traversees.check.promises import PATH
from traversees.library.library import load_vocabularies, record_paths
from traversees.publish.clock import day_here, today
from traversees.publish.verdict import checked_library, print_verdict
from traversees.records.documents import read_text
from traversees.records.kinds import KINDS
from traversees.records.problems import Problem, ProblemsFound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from traversees.library.library import Library
    from traversees.records.record import Record


HELP = """\
python3 build_pages.py                      vérifie les fiches et écrit build/pages/
python3 build_pages.py verifier             vérifie les fiches, n’écrit rien
python3 build_pages.py nouveau initiative   commence une fiche (ou : recit, note, besoin, acteur, transfert,
                                            terme, parcours, vocabulaire)
python3 build_pages.py formater [fiche…]    met les fiches en forme, sans changer ce qu’elles disent
python3 build_pages.py schemas              renouvelle ce que lisent les éditeurs et la forge
python3 build_pages.py adresses             renouvelle la liste des adresses publiées, adresses.yml

« nouveau » pose ses questions, ou les trouve dans la commande :
  --nom "Le nom"   --fichier nom-du-fichier   --date 2023-05-20 (pour un récit)
"""
VERIFY = "python3 build_pages.py verifier"
REMEMBER = "python3 build_pages.py adresses"


class Refusal(Exception):  # noqa: N818 — not a fault of the program: something to do otherwise
    """One French sentence that says why nothing was done, and what to do."""


class _Parser(argparse.ArgumentParser):
    """A parser that speaks French: its own sentences are English."""

    def error(self, message: str) -> NoReturn:
        """Whatever is wrong with the command, show the right ones."""
        del message
        raise Refusal(f"Commande incomprise. Voici celles qui existent :\n\n{HELP}")

    def format_help(self) -> str:
        """The same help for every command."""
        return HELP


def main(arguments: list[str], root: Path = ROOT) -> int:
    """Run the command; returns 0, or 1 when something must be mended."""
    try:
        options = _parser().parse_args(arguments)
        if options.command == "nouveau":
            return start_record(root, options)
        if options.command == "formater":
            return format_records(root, options.fichiers)
        if plain := {"verifier": verify, "schemas": write_schemas, "adresses": write_addresses}.get(options.command):
            return plain(root)
        return check_and_build(root, write=not options.check)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
    except (EOFError, KeyboardInterrupt):
        print("\nInterrompu : rien n’a été écrit.", file=sys.stderr)
    return 1


def _parser() -> _Parser:
    parser = _Parser(prog="build_pages.py", allow_abbrev=False)
    parser.add_argument("--check", action="store_true")
    commands = parser.add_subparsers(dest="command", parser_class=_Parser)
    commands.add_parser("verifier")
    commands.add_parser("schemas")
    commands.add_parser("adresses")
    commands.add_parser("formater").add_argument("fichiers", nargs="*")
    new = commands.add_parser("nouveau")
    new.add_argument("genre", nargs="?", default="")
    for name in ("--nom", "--fichier", "--date"):
        new.add_argument(name, default="")
    return parser


# --- Check and build --------------------------------------------------------------------------------------


def verify(root: Path) -> int:
    """The whole base checked, and what to do next."""
    from traversees.publish.addresses import new_addresses  # noqa: PLC0415 — not all commands wait for the pages

    library = checked_library(root)
    if library is None:
        print(f"Étape suivante : corrigez, enregistrez, puis relancez « {VERIFY} ».", file=sys.stderr)
        return 1
    look = "ce qui est à vérifier plus haut et " if print_verdict(root, library) else ""
    if (root / PATH).exists() and (count := len(new_addresses(library, root))):
        new, them = ("adresses nouvelles", "les") if count > 1 else ("adresse nouvelle", "la")
        print(f"{count} {new} : « {REMEMBER} » {them} note.")
    print(f"Étape suivante : relisez {look}la page avec « python3 dev.py serve », puis proposez votre changement.")
    return 0


def check_and_build(root: Path, *, write: bool) -> int:
    """The whole base checked, then written in `build/pages` if asked."""
    library = checked_library(root)
    if library is None:
        return 1
    print_verdict(root, library)
    if write:
        from traversees.publish.outputs import write_pages  # noqa: PLC0415 — checking must not wait for the templates

        changed = write_pages(root, library)
        print(f"build/pages/ à jour ({len(changed)} fichiers changés).")
    return 0


# --- Start a record ---------------------------------------------------------------------------------------


def start_record(root: Path, options: argparse.Namespace) -> int:
    """A new file to complete; never over one that exists."""
    from traversees.contribute import new_record  # noqa: PLC0415 — checking must not wait for the guide

    genres = ", ".join(new_record.genres())
    genre = options.genre or input(f"Quelle fiche ({genres}) ? ")
    kind = new_record.kind_called(genre)
    if kind is None:
        raise Refusal(f"« {genre} » n’est pas un genre de fiche ; attendu : {genres}.")
    name = " ".join((options.nom or input(f"{new_record.question(kind)} ")).split())
    if not name:
        raise Refusal('Il manque un nom : écrivez-le, ou ajoutez --nom "Le nom" à la commande.')
    date = options.date or (input("Date (AAAA-MM-JJ) ? ").strip() if new_record.is_dated(kind) else "")
    if date and not new_record.is_date(date):
        raise Refusal(f"« {date} » n’est pas une date : écrivez AAAA-MM-JJ, par exemple 2023-05-20.")
    proposed = new_record.file_name(name, date)
    asked = options.fichier or (proposed if options.nom else input(f"Nom du fichier [{proposed}] ? ")) or proposed
    if not new_record.file_name(asked):
        raise Refusal(f"« {asked or name} » ne donne pas de nom de fichier : ajoutez --fichier nom-du-fichier.")
    path = f"{kind.folder}/{new_record.file_name(asked)}{kind.suffix}"
    _refuse_a_copy(root, kind, path, name, sure=bool(options.fichier))
    text = new_record.text(kind, _vocabularies(root), name=name, date=date, today=day_here())
    _write_new(root, path, text)
    print(f"{path} est créé.")
    print(f"Étape suivante : ouvrez-le, complétez ce qui suit chaque « : », puis lancez « {VERIFY} ».")
    return 0


def _refuse_a_copy(root: Path, kind: type[Record], path: str, name: str, *, sure: bool) -> None:
    """Say that a record of this name exists, unless somebody is `sure` that it is another; or had the name of this file."""
    from traversees.contribute.new_record import namesakes  # noqa: PLC0415 — checking must not wait for the guide

    if (root / path).exists():
        return
    for other, same_name in namesakes(root, kind, Path(path).stem, name):
        if not same_name:
            raise Refusal(f"« {Path(path).stem} » est un ancien nom de {other} : prenez-en un autre avec --fichier.")
        if not sure:
            raise Refusal(
                f"{other} porte déjà ce nom : complétez-le. Si c’est autre chose, relancez avec --fichier autre-nom."
            )


def _vocabularies(root: Path) -> Library:
    try:
        return load_vocabularies(root, today())
    except ProblemsFound as found:
        raise Refusal(f"{found}\n\nUne liste de vocabulaires/ est à corriger d’abord.") from None


def _write_new(root: Path, path: str, text: str) -> None:
    try:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        with (root / path).open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise Refusal(f"{path} existe déjà : complétez-le, ou choisissez un autre nom avec --fichier.") from None


# --- Format -----------------------------------------------------------------------------------------------


def format_records(root: Path, files: list[str]) -> int:
    """The records of these files, or all of them, in their canonical form; what cannot be is told and left alone."""
    from traversees.contribute.formatting import formatted  # noqa: PLC0415 — checking must not wait for the guide
    from traversees.contribute.guide import known_comments  # noqa: PLC0415

    library = _vocabularies(root)
    changed, refused = 0, 0
    for path, kind in list(_asked_records(root, files)):
        try:
            text = formatted(path, read_text(root, path), kind, today(), known_comments(kind, library))
        except ProblemsFound as found:
            print(found, file=sys.stderr)
            refused += 1
            continue
        if (root / path).read_bytes() != text.encode():
            _replace(root / path, text)
            print(f"{path} : mis en forme.")
            changed += 1
    print(
        f"{changed} fiche{'s' if changed > 1 else ''} mise{'s' if changed > 1 else ''} en forme, {refused} laissée{'s' if refused > 1 else ''} en l’état."
    )
    print(
        "Étape suivante : corrigez ce qui est signalé plus haut, puis recommencez."
        if refused
        else f"Étape suivante : lancez « {VERIFY} »."
    )
    return 1 if refused else 0


def _asked_records(root: Path, files: list[str]) -> Iterator[tuple[str, type[Record]]]:
    problems: list[Problem] = []
    known = {path: kind for kind in KINDS for path in record_paths(root, kind, problems)}
    for file in files:
        path = Path(file).resolve()
        name = path.relative_to(root.resolve()).as_posix() if path.is_relative_to(root.resolve()) else file
        if name not in known:
            raise Refusal(f"« {file} » n’est pas une fiche : donnez son chemin, par exemple initiatives/tapaj.yml.")
        yield name, known[name]
    if not files:
        yield from known.items()


def _replace(file: Path, text: str) -> None:
    """Write `text` at once: whatever happens, the file holds the old text or the new one."""
    fresh = file.with_name(f".{file.name}.nouveau")
    fresh.write_bytes(text.encode())
    fresh.replace(file)


# --- Schemas ----------------------------------------------------------------------------------------------


def write_schemas(root: Path) -> int:
    """The copies that editors and the forge read, in line with the models and the vocabularies."""
    from traversees.contribute.issue_forms import issue_forms  # noqa: PLC0415 — checking must not wait for all this
    from traversees.contribute.schema import editor_files  # noqa: PLC0415
    from traversees.pages.rendering import template_environment  # noqa: PLC0415

    library = checked_library(root)
    if library is None:
        return 1
    for path, text in [*editor_files(library), *issue_forms(library, template_environment(root / "templates"))]:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        _replace(root / path, text)
    print("schemas/, .vscode/settings.json et les formulaires de .github/ISSUE_TEMPLATE/ sont à jour.")
    print("Étape suivante : proposez-les avec le reste de votre changement.")
    return 0


# --- Addresses --------------------------------------------------------------------------------------------


def write_addresses(root: Path) -> int:
    """The memory of what is published, renewed; nothing that was promised is forgotten."""
    from traversees.publish.addresses import memory_text, new_addresses  # noqa: PLC0415 — not all commands wait for the pages

    library = checked_library(root)
    if library is None:
        return 1
    count = len(new_addresses(library, root))
    _replace(root / PATH, memory_text(library, root))
    print(f"{PATH} est à jour : {count} adresse{'s' if count > 1 else ''} de plus.")
    print("Étape suivante : proposez-le avec le reste de votre changement.")
    return 0
