"""The command line of `build_pages.py`. Prints and writes; what it prints ends with what to do next."""

from __future__ import annotations

import argparse
from textwrap import fill
from typing import TYPE_CHECKING, NoReturn

from traversees import ROOT
from traversees.command.addresses import write_addresses
from traversees.command.check import check_and_build, verify
from traversees.command.format import format_records
from traversees.command.new import start_record
from traversees.command.refusal import Refusal
from traversees.command.schemas import write_schemas
from traversees.edge import Stop, guarded
from traversees.records.kinds import KINDS, Initiative

if TYPE_CHECKING:
    from pathlib import Path


_OTHERS = ", ".join(
    kind.kind_name() for kind in sorted(KINDS, key=lambda kind: not kind.has_page) if kind is not Initiative
)
_NEW = fill(
    f"python3 build_pages.py nouveau initiative   commence une fiche (ou : {_OTHERS})",
    width=107,
    subsequent_indent=" " * 44,
)
HELP = f"""\
python3 build_pages.py                      vérifie les fiches et écrit build/pages/
python3 build_pages.py verifier             vérifie les fiches, n’écrit rien
{_NEW}
python3 build_pages.py formater [fiche…]    met les fiches en forme, sans changer ce qu’elles disent
python3 build_pages.py schemas              renouvelle ce que lisent les éditeurs et la forge
python3 build_pages.py adresses             renouvelle la liste des adresses publiées, adresses.yml

« nouveau » pose ses questions, ou les trouve dans la commande :
  --nom "Le nom"   --fichier nom-du-fichier   --date 2023-05-20 (pour un récit)
"""


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
    return guarded(lambda: _run(arguments, root), root)


def _run(arguments: list[str], root: Path) -> int:
    options = _parser().parse_args(arguments)
    try:
        if options.command == "nouveau":
            return start_record(root, options)
        if options.command == "formater":
            return format_records(root, options.fichiers)
        if plain := {"verifier": verify, "schemas": write_schemas, "adresses": write_addresses}.get(options.command):
            return plain(root)
        return check_and_build(root, write=not options.check)
    except (EOFError, KeyboardInterrupt):
        raise Stop("\nInterrompu : rien n’a été écrit.") from None


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
