"""Publish: files, written only when they changed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


def write_tree(target: Path, files: Iterable[tuple[str, bytes]]) -> list[str]:
    """Make `target` hold exactly `files`; returns the paths that changed."""
    changed, wanted = [], set()
    for path, content in files:
        wanted.add(path)
        if write_if_changed(target / path, content):
            changed.append(path)
    return changed + list(_remove_stale(target, wanted))


def write_if_changed(file: Path, content: bytes) -> bool:
    """Write `content` unless `file` holds it already; whether it was written."""
    if holds(file, content):
        return False
    write(file, content)
    return True


def holds(file: Path, content: bytes) -> bool:
    """Whether `file` is there and holds `content`."""
    try:
        return file.read_bytes() == content
    except FileNotFoundError:
        return False


def write(file: Path, content: bytes) -> None:
    """Write `content`, in a new folder if need be."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def _remove_stale(target: Path, wanted: set[str]) -> Iterator[str]:
    for file in sorted(target.rglob("*"), reverse=True):
        path = file.relative_to(target).as_posix()
        if file.is_dir():
            if not any(file.iterdir()):
                file.rmdir()
        elif path not in wanted:
            file.unlink()
            yield path


def replace_text(file: Path, text: str) -> None:
    """Write `text` at once: whatever happens, the file holds the old text or the new one."""
    fresh = file.with_name(f".{file.name}.nouveau")
    fresh.write_bytes(text.encode())
    fresh.replace(file)
