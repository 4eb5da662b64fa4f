"""Makes the environment from uv.lock, then runs `site`, `serve`, `check`, `test` or `bench`. Standard library only.

Everything that goes wrong before the command starts costs one French sentence and exit code 1 (`Stop`).
The syntax stays readable by Python 3.6, so that an old Python reaches the sentence that refuses it.
"""

import hashlib
import importlib.util
import os
import re
import shutil
import signal
import socket
import subprocess
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

from traversees.edge import DISK_IS_FULL, Stop, guarded  # noqa: E402 — an old Python cannot read it

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
TOOLS = ROOT / ".outils"
UV = "0.13.9"  # the version that wrote uv.lock
OLDEST_UV = (0, 8)  # the oldest one seen to read it
TOO_LITTLE = 50_000_000  # bytes free on the disk
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

CAUSES = (
    (r"No space left|ENOSPC|os error 28\b|os error 112\b|Disk quota exceeded", DISK_IS_FULL),
    (
        r"lockfile .*needs to be updated|Unable to find lockfile",
        "uv.lock ne correspond plus à pyproject.toml : lancez « {tool} lock », puis recommencez.",
    ),
    (
        r"npm \S+ code EUSAGE",
        "tests/package-lock.json ne correspond plus à tests/package.json : lancez « npm install --package-lock-only » dans tests/, puis recommencez.",
    ),
    (
        r"npm \S+ code (EACCES|EPERM)",
        "L’écriture est refusée dans le dossier tests/ ou le cache de npm : corrigez leurs droits, puis recommencez.",
    ),
    (
        r"Permission denied|Access is denied|Accès refusé|os error 13\b",
        "L’écriture est refusée dans le dossier du projet ou le cache de uv : corrigez leurs droits, puis recommencez.",
    ),
    (
        r"CERTIFICATE_VERIFY_FAILED|invalid peer certificate",
        "Le certificat du réseau est inconnu (proxy ?) : indiquez-le dans SSL_CERT_FILE et PIP_CERT, puis recommencez.",
    ),
    (
        r"SELF_SIGNED_CERT|UNABLE_TO_(GET_ISSUER_CERT|VERIFY_LEAF_SIGNATURE)",
        "Le certificat du réseau est inconnu (proxy ?) : indiquez-le dans NODE_EXTRA_CA_CERTS, puis recommencez.",
    ),
    (
        r"NewConnectionError|error sending request|Failed to (fetch|download)|timed out|ProxyError|Connection (reset|refused)|ENOTFOUND|EAI_AGAIN|ECONNRE(FUSED|SET)|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT",
        "Le réseau ne répond pas : vérifiez votre connexion (ou la variable HTTPS_PROXY), puis recommencez.",
    ),
    (
        r"Failed to build|have a source distribution or wheel|No matching distribution|no wheels with a matching",
        "Un des paquets n’existe pas pour ce système ou ce Python ({python}) : essayez avec Python 3.13.",
    ),
)

NEEDS_OF_JUDGES = {
    "Node": (
        ("node", "npm"),
        ("nodejs", "npm"),
        "Sans Node (https://nodejs.org/fr), l’accessibilité, l’orthographe, le HTML et les scripts ne sont pas vérifiés.",
    ),
    "Java": (("java",), ("default-jre-headless",), "Sans Java (https://adoptium.net/fr), le HTML n’est pas vérifié."),
}
"""What the judges of the tests need: its programs, their packages in Debian, what is skipped without it."""

NAMES_OF_BROWSERS = (
    *("chromium-headless-shell", "chromium", "chromium-browser"),
    *("google-chrome", "google-chrome-stable", "chrome", "microsoft-edge"),
)
PLACES_OF_BROWSERS = (
    r"%ProgramFiles%\Google\Chrome\Application\chrome.exe",
    r"%ProgramFiles(x86)%\Google\Chrome\Application\chrome.exe",
    r"%LocalAppData%\Google\Chrome\Application\chrome.exe",
    r"%ProgramFiles(x86)%\Microsoft\Edge\Application\msedge.exe",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)

QUIETLY = """\
import runpy, sys
del sys.argv[0]
try:
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
except KeyboardInterrupt:
    sys.exit(1)
"""

IN_PARALLEL = ("--numprocesses", str((os.cpu_count() or 1) + 1), "--dist", "worksteal")
"""Tests share the processors; one process more than these, since half of what a browser’s test does is to wait."""

PATH_OF_PLAYWRIGHT_BROWSER = """\
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""


def say(text: str) -> None:
    """Print `text` at once, so that it stays in order with what the commands print."""
    print(text, flush=True)


NOT_OURS = {"VIRTUAL_ENV", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE"}
"""Variables of another environment; the last has Python compile every module again at each start."""


def variables() -> dict[str, str]:
    """The variables given to every command: UTF-8 everywhere, and no other environment than ours."""
    kept = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
    ours = {"PYTHONUTF8": "1", "UV_PROJECT_ENVIRONMENT": str(ENVIRONMENT), "UV_PYTHON_DOWNLOADS": "never"}
    return kept | ours


def output_of(*command: str, **more: str) -> tuple[int, str]:
    """The exit code of `command`, run with the variables `more`, and all that it printed; 127 when it cannot start."""
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=variables() | more,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError as error:
        return 127, str(error)
    return done.returncode, done.stdout


# --- The environment


def in_environment(folder: Path, program: str) -> Path:
    """Where the environment `folder` keeps `program`."""
    return folder / "Scripts" / f"{program}.exe" if os.name == "nt" else folder / "bin" / program


def prepare_environment(*, dev: bool) -> None:
    """Make `.venv` as uv.lock says (with the development tools if `dev`); at once when nothing changed."""
    stamp = ENVIRONMENT / "traversees.txt"
    accepted = {f"{fingerprint()} dev"} if dev else {f"{fingerprint()} dev", f"{fingerprint()} base"}
    known = stamp.read_text(encoding="utf-8") if stamp.is_file() else ""
    if known in accepted and in_environment(ENVIRONMENT, "python").exists():
        return
    uv = find_uv()
    say("Installation des paquets dans .venv/ (une minute la première fois)…")
    groups = () if dev else ("--no-dev", "--inexact")  # inexact: `serve` after `test` removes nothing
    install(uv, "sync", "--locked", "--python", sys.executable, *groups)
    stamp.write_text(f"{fingerprint()} {'dev' if dev else 'base'}", encoding="utf-8")


def fingerprint() -> str:
    """A text that changes with all that decides what is installed: lock, settings and Python."""
    digest = hashlib.sha256(f"{sys.version}\n{sys.base_prefix}\n".encode())
    for name in ("uv.lock", "pyproject.toml"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def find_uv() -> str:
    """The uv found on PATH if it runs and is recent enough; else our own, in `.outils/`."""
    found = shutil.which("uv")
    return found if found and version_of_uv(found) >= OLDEST_UV else own_uv()


def version_of_uv(program: str) -> tuple[int, ...]:
    """Its first two numbers; empty, the oldest of all, when `program` does not run."""
    code, text = output_of(program, "--version")
    match = re.match(r"uv (\d+)\.(\d+)", text)
    return tuple(map(int, match.groups())) if match and code == 0 else ()


def own_uv() -> str:
    """The exact uv of the project, installed by pip in `.outils/` on first use."""
    folder = TOOLS / f"uv-{UV}"
    program = str(in_environment(folder, "uv"))
    if version_of_uv(program):
        return program
    if not all(map(importlib.util.find_spec, ("venv", "ensurepip"))):
        raise Stop(
            "Il manque le module venv de Python : installez-le (Debian, Ubuntu : « sudo apt install python3-venv »), "
            "puis recommencez."
        )
    say(f"Installation de uv {UV} dans .outils/…")
    install(sys.executable, "-m", "venv", "--clear", str(folder))
    python = str(in_environment(folder, "python"))
    install(python, "-m", "pip", "install", "--no-input", "--only-binary=:all:", f"uv=={UV}")
    return program


def install(*command: str) -> None:
    """Run `command` silently; what fails is told in one sentence."""
    code, text = output_of(*command)
    if code:
        raise Stop(explained(text, command[0]))


def explained(text: str, program: str) -> str:
    """The French sentence for what pip, uv or npm printed; the text itself comes first when no cause is known."""
    for pattern, sentence in CAUSES:
        if re.search(pattern, text):
            return sentence.format(tool=program, python="{}.{}".format(*sys.version_info))
    if shutil.disk_usage(ROOT).free < TOO_LITTLE:  # the venv module fails then without saying why
        return DISK_IS_FULL
    return f"{text.strip()}\n\nL’installation a échoué : le message ci-dessus, de l’outil d’installation, dit pourquoi."


# --- The commands


def run(*arguments: str, **more: str) -> int:
    """Run the environment's Python with `arguments` and the variables `more`; returns its exit code."""
    python = str(in_environment(ENVIRONMENT, "python"))
    asked: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _: asked.append(number))  # heard only once `process` can be ended
    process = subprocess.Popen([python, *arguments], cwd=ROOT, env=variables() | more)
    try:
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        if asked:
            signal.raise_signal(signal.SIGTERM)
        return process.wait()
    except KeyboardInterrupt:
        let_end(process)
        raise


def let_end(process: "subprocess.Popen[bytes]") -> None:
    """Leave two seconds to a process that saw Ctrl-C too, then end it."""
    try:
        process.wait(timeout=2)
    except subprocess.TimeoutExpired:
        process.terminate()
        process.wait()


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


# --- The browser of the tests


def find_browser() -> str:
    """A Chromium that starts: the one given, one already there, or one installed now."""
    given = os.environ.get("CHROMIUM", "")
    if given and not starts(given):
        raise Stop(f"La variable CHROMIUM désigne « {given} », qui ne démarre pas : corrigez-la ou retirez-la.")
    found = given or next(filter(starts, browsers()), "")
    if not found:
        raise Stop(
            "Il manque un navigateur pour les tests : installez Chromium ou Chrome (Debian : « sudo apt install chromium »)"
            " ou indiquez le vôtre dans la variable CHROMIUM, puis recommencez."
        )
    return found


def browsers() -> "Iterator[str]":
    """Where a Chromium may be, the one without windows first, which costs half as much; the last are installed now."""
    yield from filter(None, map(shutil.which, NAMES_OF_BROWSERS))
    yield from map(os.path.expandvars, PLACES_OF_BROWSERS)
    python = str(in_environment(ENVIRONMENT, "python"))
    yield output_of(python, "-c", PATH_OF_PLAYWRIGHT_BROWSER)[1].strip()
    say("Installation d’un navigateur pour les tests…")
    output_of(python, "-m", "playwright", "install", "chromium")
    yield output_of(python, "-c", PATH_OF_PLAYWRIGHT_BROWSER)[1].strip()
    for package in ("chromium-headless-shell", "chromium"):
        install_by_debian(package, "fonts-liberation")
        yield from filter(None, [shutil.which(package)])


def install_by_debian(*packages: str) -> None:
    """Install `packages` of Debian, if we are root there."""
    if os.name == "nt" or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    output_of("apt-get", "update")
    output_of("apt-get", "install", "-y", "--no-install-recommends", *packages, DEBIAN_FRONTEND="noninteractive")


def starts(browser: str) -> bool:
    """Whether `browser` can be started (on Windows, asking it would open a window: whether it is there)."""
    return Path(browser).is_file() if os.name == "nt" else output_of(browser, "--version")[0] == 0


# --- The judges of the tests that come from npm


def prepare_judges() -> list[str]:
    """Install what tests/package-lock.json locks; returns, in French, what is skipped: on a forge, nothing may be."""
    if missing_for_judges():
        install_by_debian(*(package for need in missing_for_judges() for package in NEEDS_OF_JUDGES[need][1]))
    missing = missing_for_judges()
    if missing and os.environ.get("CI"):
        raise Stop(f"La forge doit tout vérifier : installez-y {' et '.join(missing)}, puis recommencez.")
    if "Node" not in missing:
        install_judges()
    return [NEEDS_OF_JUDGES[need][2] for need in missing]


def missing_for_judges() -> list[str]:
    """Which of Node and Java is not there, or does not start."""
    return [name for name, (programs, _, _) in NEEDS_OF_JUDGES.items() if not all(map(is_there, programs))]


def is_there(program: str) -> bool:
    """Whether `program` is on PATH and starts."""
    found = shutil.which(program)
    return bool(found) and output_of(str(found), "--version")[0] == 0


def install_judges() -> None:
    """Make `tests/node_modules` as its lock says; at once when nothing changed."""
    folder = ROOT / "tests"
    locked = b"".join((folder / name).read_bytes() for name in ("package.json", "package-lock.json"))
    fingerprint, stamp = hashlib.sha256(locked).hexdigest(), folder / "node_modules" / "traversees.txt"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == fingerprint:
        return
    say("Installation des outils de test dans tests/node_modules/…")
    npm = str(shutil.which("npm"))  # npm.cmd on Windows
    install(npm, "--prefix", str(folder), "ci", "--ignore-scripts", "--no-audit", "--no-fund")
    stamp.write_text(fingerprint, encoding="utf-8")


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
