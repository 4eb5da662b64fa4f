"""Environment: the packages of uv.lock, in `.venv`."""

from __future__ import annotations

import hashlib
import importlib.util
import re
import shutil
import sys

from traversees import ROOT
from traversees.edge import DISK_IS_FULL, Stop
from traversees.environment.processes import ENVIRONMENT, in_environment, output_of, say

TOOLS = ROOT / ".outils"


UV = "0.13.9"  # the version that wrote uv.lock


OLDEST_UV = (0, 8)  # the oldest one seen to read it


TOO_LITTLE = 50_000_000  # bytes free on the disk


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
