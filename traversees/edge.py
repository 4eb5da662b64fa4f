"""The one edge for faults of the system: whatever a command meets there costs one French sentence. Standard library only."""

from __future__ import annotations

import errno
import sys
import traceback
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

REPORT = "build/erreur.txt"
"""Where the trace of a fault of ours is kept, from the root of the project."""

DISK_IS_FULL = "Le disque est plein : libérez un gigaoctet, puis recommencez."
_SENTENCES = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), DISK_IS_FULL),
    **dict.fromkeys(
        (errno.EACCES, errno.EPERM),
        "L’accès est refusé à « {path} » : corrigez les droits de ce fichier ou de son dossier, puis recommencez.",
    ),
    errno.EROFS: "« {path} » est sur un disque en lecture seule : placez le projet ailleurs, puis recommencez.",
    errno.ENAMETOOLONG: "« {path} » a un nom trop long pour ce disque : raccourcissez-le, puis recommencez.",
    errno.EIO: "Le disque ne répond pas (« {path} ») : vérifiez-le, puis recommencez.",
    **dict.fromkeys(
        (errno.EMFILE, errno.ENFILE),
        "Trop de fichiers sont ouverts sur cette machine : fermez des programmes, puis recommencez.",
    ),
    errno.EADDRINUSE: "Ce port est déjà pris : arrêtez le programme qui l’occupe, puis recommencez.",
}
_ELSE = "« {path} » est absent ou inaccessible : vérifiez ce fichier et ses droits, puis recommencez."
_LONGEST = 200

OF_THE_SYSTEM = {*_SENTENCES}
"""The errors that would come back, whatever is tried again."""


class Stop(Exception):  # noqa: N818 — not a fault of the program
    """One French sentence that says why nothing more was done, and what to do."""


def guarded(command: Callable[[], int], root: Path) -> int:
    """What `command` returns; what stops it costs one sentence, and 1. A fault of ours leaves its trace under `root`."""
    _write_french()
    try:
        return command()
    except Stop as stop:
        print(stop, file=sys.stderr)
    except KeyboardInterrupt:
        print("\nInterrompu.", file=sys.stderr)
    except MemoryError:
        print("La mémoire de la machine est pleine : fermez des programmes, puis recommencez.", file=sys.stderr)
    except OSError as error:
        print(sentence_of(error), file=sys.stderr)
    except Exception as error:  # noqa: BLE001 — the last edge
        print(DISK_IS_FULL if is_full(error) else _told(traceback.format_exc(), root), file=sys.stderr)
    return 1


def _write_french() -> None:
    """Write French wherever it is read: a terminal without a language takes UTF-8, an old one what it can."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            plain = (stream.encoding or "").lower() in {"ascii", "ansi_x3.4-1968", "us-ascii"}
            stream.reconfigure(encoding="utf-8" if plain else None, errors="replace")


def sentence_of(error: OSError) -> str:
    """What to do about a file that could not be read or written."""
    path = str(error.filename or "un fichier")
    shown = path if len(path) <= _LONGEST else f"…{path[-_LONGEST:]}"
    return _SENTENCES.get(error.errno or 0, _ELSE).format(path=shown)


def is_full(error: Exception) -> bool:
    """Whether SQLite, which tells its own errors, met a full disk."""
    return getattr(error, "sqlite_errorname", "") == "SQLITE_FULL"


def _told(trace: str, root: Path) -> str:
    """The sentence for a fault of ours, whose trace is kept if it can be."""
    file = root / REPORT
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(trace, encoding="utf-8")
    except OSError:
        return f"{trace}\nLe programme a une erreur : copiez ce qui précède dans un signalement."
    return f"Le programme a une erreur : copiez {REPORT} dans un signalement. Rien de publié n’a changé."
