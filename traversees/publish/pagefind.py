"""Publish: Pagefind, asked so that the same pages give the same files.

Its command reads a folder in the order in which the system gives it, and shuffles the values of a filter. So pages are given
one by one, in order, to its service (https://pagefind.app/docs/py-api/), and the file of the filter is put in order.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os
import re
import subprocess
import threading
from typing import TYPE_CHECKING, Any

from pagefind_bin import get_executable  # type: ignore[import-untyped]

from traversees.publish.writing import write

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

CHUNK_SIZE = "2000"
"""Places of words in a file of the index: a word loads one file, here of about 5 kB instead of 35."""

_SIGNATURE = b"pagefind_dcd"
_TEXT, _LIST = 3, 4
_SHORTEST, _LENGTHS = 24, {24: 1, 25: 2, 26: 4}
"""Kinds of CBOR values (RFC 8949), beside 0, the whole numbers."""


def run_pagefind(folder: Path, paths: Iterable[str], output: Path) -> None:
    """Index the pages of `folder` at `paths`, in this order, into `output`; raises `RuntimeError` when it refuses one."""
    requests = list(_requests(folder, paths))
    environment = {**os.environ, "PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": CHUNK_SIZE}
    command = [str(get_executable()), "--service"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as service:  # noqa: S603 — ours
        threading.Thread(target=_send, args=(service, requests), daemon=True).start()
        answers = [answer["payload"] for answer in _answers(service, len(requests))]
        service.kill()
    if refused := [answer for answer in answers if answer["type"] == "Error"]:
        raise RuntimeError(f"Pagefind a refusé une page : {refused[0].get('message', '')}")
    for file in answers[-1]["files"]:
        write(output / file["path"], base64.b64decode(file["content"]))
    _put_filters_in_order(output)


def _requests(folder: Path, paths: Iterable[str]) -> Iterator[dict[str, Any]]:
    yield {"type": "NewIndex", "config": {"force_language": "fr"}}
    for path in paths:
        content = (folder / path).read_text(encoding="utf-8")
        yield {"type": "AddFile", "index_id": 0, "file_path": path, "file_contents": content}
    yield {"type": "GetFiles", "index_id": 0}  # when it writes them itself, it says so before it has


def _send(service: subprocess.Popen[bytes], requests: list[dict[str, Any]]) -> None:
    assert service.stdin is not None  # noqa: S101 — asked for
    for number, request in enumerate(requests):
        message = json.dumps({"message_id": number, "payload": request}).encode()
        service.stdin.write(base64.b64encode(message) + b",")
    service.stdin.flush()


def _answers(service: subprocess.Popen[bytes], count: int) -> list[Any]:
    """So many answers of the service, in the order of what it was asked."""
    assert service.stdout is not None  # noqa: S101 — asked for
    read, left = list[bytes](), count
    while left > 0:
        read.append(service.stdout.read1(1 << 20))  # type: ignore[attr-defined]  # a buffered pipe has it
        left -= read[-1].count(b",")
        if not read[-1]:
            raise RuntimeError("Pagefind s’est arrêté avant la fin.")
    messages = b"".join(read).split(b",")[:-1]
    return sorted((json.loads(base64.b64decode(one)) for one in messages), key=lambda answer: answer["message_id"])


# The filters of an index: a list of values, each with its pages, in the order in which a hash table gave them.


def _put_filters_in_order(output: Path) -> None:
    """Sort the values of each filter, then name anew what holds its name."""
    names = {}
    for file in sorted((output / "filter").glob("*.pf_filter")):
        content = _in_order(gzip.decompress(file.read_bytes()))
        name = f"{file.stem.rpartition('_')[0]}_{hashlib.sha256(content).hexdigest()[:7]}"
        names[file.stem] = name
        file.unlink()
        (output / "filter" / f"{name}.pf_filter").write_bytes(gzip.compress(content, mtime=0))
    entry = output / "pagefind-entry.json"
    for language in json.loads(entry.read_text(encoding="utf-8"))["languages"].values():
        file = output / f"pagefind.{language['hash']}.pf_meta"
        content = _replaced(gzip.decompress(file.read_bytes()), names)
        name = f"{language['hash'].rpartition('_')[0]}_{hashlib.sha256(content).hexdigest()[:10]}"
        file.unlink()
        (output / f"pagefind.{name}.pf_meta").write_bytes(gzip.compress(content, mtime=0))
        entry.write_text(entry.read_text(encoding="utf-8").replace(language["hash"], name), encoding="utf-8")


def _replaced(content: bytes, names: dict[str, str]) -> bytes:
    """`content` with names of the same length in the place of others."""
    for before, after in names.items():
        content = re.sub(re.escape(before.encode()), after.encode(), content)
    return content


def _in_order(content: bytes) -> bytes:
    (name, values), end = _read(content, len(_SIGNATURE))
    if not content.startswith(_SIGNATURE) or end != len(content):
        raise RuntimeError("Pagefind écrit ses filtres autrement : voyez traversees/publish/pagefind.py.")
    return _SIGNATURE + _written([name, sorted(values)])


def _read(content: bytes, at: int) -> tuple[Any, int]:
    """The CBOR value at this place, made of numbers, texts and lists, and the place after it."""
    kind, size = content[at] >> 5, content[at] & 31
    length = _LENGTHS.get(size, 0)
    number = int.from_bytes(content[at + 1 : at + 1 + length], "big") if length else size
    at += 1 + length
    if kind == _TEXT:
        return content[at : at + number].decode(), at + number
    if kind != _LIST:
        return number, at
    items = []
    for _ in range(number):
        item, at = _read(content, at)
        items.append(item)
    return items, at


def _written(value: Any) -> bytes:  # noqa: ANN401 — what `_read` gives
    if isinstance(value, list):
        return _head(_LIST, len(value)) + b"".join(map(_written, value))
    if isinstance(value, str):
        return _head(_TEXT, len(value.encode())) + value.encode()
    return _head(0, value)


def _head(kind: int, number: int) -> bytes:
    if number < _SHORTEST:
        return bytes([kind << 5 | number])
    code = next(code for code, length in _LENGTHS.items() if number < 1 << 8 * length)
    return bytes([kind << 5 | code]) + number.to_bytes(_LENGTHS[code], "big")
