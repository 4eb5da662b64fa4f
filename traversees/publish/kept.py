"""Publish: what is kept in `build/` between two publications. It says by itself whether it is as it was left.

Nothing there can be trusted to last: a disk fills up, a process is killed, somebody edits or copies a file. What is not as
it was left raises `Spoilt`; whoever catches it throws the whole away and starts anew.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

_ELSEWHERE = (FileNotFoundError, IsADirectoryError, NotADirectoryError)
"""Something else stands there; what the system refuses is another matter."""

_DIGITS = 32
"""Hexadecimal digits of a seal: 128 bits."""


class Spoilt(Exception):  # noqa: N818 — not a fault of the program
    """Something kept in `build/` is not as it was left; the text says what."""


def sealed(text: str) -> str:
    """`text` after its own digest."""
    return seal_of(text.encode()) + text


def unsealed(kept: object, name: str) -> str:
    """The text that was `sealed`; raises `Spoilt` with this `name` when it is no longer itself."""
    if not isinstance(kept, str) or kept[:_DIGITS] != seal_of(kept[_DIGITS:].encode(errors="surrogatepass")):
        raise Spoilt(name)
    return kept[_DIGITS:]


def write_kept(file: Path, value: Any) -> None:  # noqa: ANN401 — any JSON
    """Keep `value` in `file`."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(sealed(json.dumps(value)), encoding="utf-8")


def read_kept(file: Path) -> Any:  # noqa: ANN401
    """The value that `file` keeps; raises `Spoilt`."""
    try:
        return json.loads(unsealed(file.read_text(encoding="utf-8"), file.name))
    except (*_ELSEWHERE, ValueError):
        raise Spoilt(file.name) from None


def seal_folder(folder: Path) -> None:
    """Note what `folder` holds, beside it."""
    write_kept(_note_of(folder), _digests(folder))


def check_folder(folder: Path) -> None:
    """Raise `Spoilt` when `folder` does not hold what it held when it was sealed."""
    if read_kept(_note_of(folder)) != _digests(folder):
        raise Spoilt(folder.name)


def _note_of(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.sceau")


def _digests(folder: Path) -> dict[str, str]:
    try:
        files = sorted(file for file in folder.rglob("*") if not file.is_dir())
        return {file.relative_to(folder).as_posix(): seal_of(file.read_bytes()) for file in files}
    except _ELSEWHERE:
        raise Spoilt(folder.name) from None


def seal_of(content: bytes) -> str:
    """What tells whether `content` is as it was left."""
    return hashlib.sha256(content).hexdigest()[:_DIGITS]
