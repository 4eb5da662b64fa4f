"""Command « nouveau »: start a record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from traversees.command.refusal import VERIFY, Refusal
from traversees.library.loading import load_vocabularies
from traversees.publish.clock import day_here, today
from traversees.records.problems import ProblemsFound, shortened, slug_of
from traversees.records.signs import INVISIBLE

if TYPE_CHECKING:
    import argparse

    from traversees.library.library import Library
    from traversees.records.record import Record


def start_record(root: Path, options: argparse.Namespace) -> int:
    """A new file to complete; never over one that exists."""
    from traversees.contribute import new_record  # noqa: PLC0415 — checking must not wait for the guide

    genres = ", ".join(new_record.genres())
    genre = options.genre or input(f"Quelle fiche ({genres}) ? ")
    kind = new_record.kind_called(genre)
    if kind is None:
        raise Refusal(f"« {genre} » n’est pas un genre de fiche ; attendu : {genres}.")
    name = " ".join(INVISIBLE.sub("", options.nom or input(f"{new_record.question(kind)} ")).split())
    if not name:
        raise Refusal('Il manque un nom : écrivez-le, ou ajoutez --nom "Le nom" à la commande.')
    date = options.date or (input("Date (AAAA-MM-JJ) ? ").strip() if new_record.is_dated(kind) else "")
    if date and not new_record.is_date(date):
        raise Refusal(f"« {date} » n’est pas une date : écrivez AAAA-MM-JJ, par exemple 2023-05-20.")
    proposed = new_record.file_name(name, date)
    asked = options.fichier or (proposed if options.nom else input(f"Nom du fichier [{proposed}] ? ")) or proposed
    file = slug_of(asked)
    if why := new_record.refused_name(file):
        raise Refusal(f"« {shortened(asked or name)} » {why} : ajoutez --fichier nom-du-fichier.")
    path = f"{kind.key_of(file)}{kind.suffix}"
    _refuse_a_copy(root, kind, path, name, sure=bool(options.fichier))
    text = new_record.text(kind, vocabularies(root), name=name, date=date, today=day_here())
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


def vocabularies(root: Path) -> Library:
    """The closed lists, which one needs to write a record; refuses when one is broken."""
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
