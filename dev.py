"""Makes the environment from uv.lock, then runs `site`, `serve`, `check`, `test` or `bench`. Standard library only.

Everything that goes wrong before the command starts costs one French sentence and exit code 1 (`Stop`).
The syntax stays readable by Python 3.6, so that an old Python reaches the sentence that refuses it.
"""

import os
import shutil
import signal
import socket
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PYTHON = "py" if os.name == "nt" else "python3"
OLDEST_PYTHON = (3, 11)


def refusal_of_python(version: "tuple[int, ...]") -> str:
    """The sentence for a Python too old for the project; nothing when it is recent enough."""
    if version >= OLDEST_PYTHON:
        return ""
    return (
        "Ce Python est trop ancien ({}.{}) : installez Python 3.11 ou plus récent (https://www.python.org/downloads/), "
        "puis recommencez."
    ).format(*version)


if refusal_of_python(sys.version_info[:2]):
    sys.exit(refusal_of_python(sys.version_info[:2]))

from traversees import ROOT  # noqa: E402 — an old Python cannot read these
from traversees.edge import Stop, guarded  # noqa: E402
from traversees.environment.browsers import find_browser  # noqa: E402
from traversees.environment.judges import prepare_judges  # noqa: E402
from traversees.environment.packages import prepare_environment  # noqa: E402
from traversees.environment.processes import ENVIRONMENT, QUIETLY, run, say  # noqa: E402

MUCH_MEMORY = 2_000_000_000  # bytes that the temporary files of the tests never fill
PORT = 8000  # the one of `traversees.command.site --serve`

HELP = f"""\
Traversées : construire, regarder et vérifier le site.

  {PYTHON} dev.py serve   montre le site sur http://127.0.0.1:{PORT} et suit vos modifications (Ctrl-C pour arrêter)
  {PYTHON} dev.py site    construit le site complet dans site/ ; avec --compresse, ajoute les copies .gz et .br
                        que certains serveurs envoient telles quelles (voir hebergement/)
  {PYTHON} dev.py retour  remet en place le site publié avant celui-ci ; relancée, remet le plus récent
  {PYTHON} dev.py check   vérifie les fiches, sans rien écrire
  {PYTHON} dev.py test    lance toutes les vérifications ; avec --complet, regarde aussi chaque page du site ;
                        ce qui suit « test » est transmis à pytest
  {PYTHON} dev.py bench   mesure la construction de bases inventées ; plus court : « --tailles 100 --fois 1 »

La première fois, ce qu’il faut s’installe dans .venv/, .outils/ et, pour les tests, tests/node_modules/ : comptez
une minute, avec le réseau.
"""


IN_PARALLEL = ("--numprocesses", str((os.cpu_count() or 1) + 1), "--dist", "worksteal")
"""Tests share the processors; one process more than these, since half of what a browser’s test does is to wait."""


def build_site(*options: str) -> int:
    """`site`: the complete site, in `site/`."""
    prepare_environment(dev=False)
    return run("-c", QUIETLY, "traversees.command.site", *options)


def serve_site() -> int:
    """`serve`: the site on this machine, until Ctrl-C."""
    if port_is_taken():
        raise Stop(
            f"Le port {PORT} est déjà pris : arrêtez le programme qui l’occupe (souvent un autre « serve »), "
            "puis recommencez."
        )
    prepare_environment(dev=False)
    try:
        return run("-c", QUIETLY, "traversees.command.site", "--serve")
    except KeyboardInterrupt:
        say("\nServeur arrêté.")
        return 0


def port_is_taken() -> bool:
    """Whether something already answers where `serve` would."""
    with socket.socket() as client:
        client.settimeout(1)
        return client.connect_ex(("127.0.0.1", PORT)) == 0


def bring_back_site() -> int:
    """`retour`: the site that was published before this one."""
    prepare_environment(dev=False)
    return run("-c", QUIETLY, "traversees.command.site", "--retour")


def check_records() -> int:
    """`check`: the problems of all records."""
    prepare_environment(dev=False)
    return run("-c", QUIETLY, "build_pages", "--check")


def pass_to_build_pages(arguments: "list[str]") -> int:
    """Run `build_pages.py` with `arguments` where its packages are: they were missing from the Python that ran it."""
    if Path(sys.prefix) == ENVIRONMENT:
        raise Stop("L’installation est incomplète : supprimez le dossier .venv/, puis recommencez.")
    prepare_environment(dev=False)
    return run("-c", QUIETLY, "build_pages", *arguments)


def run_tests(arguments: list[str]) -> int:
    """`test`: every check, even after one that fails; `arguments` go to pytest."""
    prepare_environment(dev=True)
    browser = find_browser()
    skipped = prepare_judges()
    steps = (
        ("Règles du code (ruff check)", ("-m", "ruff", "check", ".")),
        ("Mise en forme du code (ruff format)", ("-m", "ruff", "format", "--check", ".")),
        ("Types (mypy)", ("-m", "mypy", "--strict")),
        ("Construction du site", ("-m", "traversees.command.site")),
        ("Tests, navigateur compris (pytest)", ("-m", "pytest", *IN_PARALLEL, *arguments)),
    )
    with temporary_files_in_memory() as more:
        failed = [name for name, command in steps if not passes(name, command, CHROMIUM=browser, **more)]
    say("\n".join(["", *skipped]))
    if failed:
        say(f"{len(failed)} vérification(s) sur {len(steps)} à corriger : {' ; '.join(failed)}.")
        return 1
    say(f"Les {len(steps)} vérifications ont réussi.")
    return 0


def run_bench(arguments: list[str]) -> int:
    """`bench`: what a build costs, from 100 to 10,000 records."""
    prepare_environment(dev=True)
    return run("-m", "bench", *arguments, CHROMIUM=find_browser())


@contextmanager
def temporary_files_in_memory() -> "Iterator[dict[str, str]]":
    """The variables that have them written there, where the system offers it: tests write a hundred thousand files."""
    memory = Path("/dev/shm")  # noqa: S108 — a folder of our own is made there
    if not os.access(memory, os.W_OK) or shutil.disk_usage(memory).free < MUCH_MEMORY:
        yield {}
        return
    with tempfile.TemporaryDirectory(prefix="traversees-", dir=memory, ignore_cleanup_errors=True) as folder:
        yield {"TMPDIR": folder}


def passes(name: str, command: tuple[str, ...], **more: str) -> bool:
    """Run one check with the variables `more` and print its verdict on one line."""
    say(f"\n— {name}…")
    start = time.monotonic()
    code = run(*command, **more)
    verdict = "à corriger" if code else "réussi"
    say(f"{name} : {verdict} ({time.monotonic() - start:.0f} s).")
    return code == 0


COMMANDS = {"site": build_site, "retour": bring_back_site, "serve": serve_site, "check": check_records}
WITH_ARGUMENTS = {"test": run_tests, "bench": run_bench}


def main(arguments: list[str]) -> int:
    """Run the command named first in `arguments`; returns the exit code."""
    if not arguments or arguments[0] in {"-h", "--help"}:
        say(HELP)
        return 0
    name, *others = arguments
    if name == "site" and others == ["--compresse"]:
        return build_site(*others)
    if name in WITH_ARGUMENTS:
        return WITH_ARGUMENTS[name](others)
    if name not in COMMANDS:
        raise Stop(f"Commande « {name} » inconnue ; attendu : {', '.join([*COMMANDS, *WITH_ARGUMENTS])}.")
    if others:
        raise Stop(f"La commande « {name} » s’emploie seule : retirez « {' '.join(others)} ».")
    return COMMANDS[name]()


def run_from_terminal(command: "Callable[[list[str]], int]" = main) -> int:
    """Run `command` with what was typed; a foreseen failure is one sentence."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # being ended is like Ctrl-C: no server left behind
    return guarded(lambda: command(sys.argv[1:]), ROOT)


if __name__ == "__main__":
    sys.exit(run_from_terminal())
