"""Load: a file as written, with the position of every key and value. The only module that reads files.

YAML is read as text: no value is guessed (`no` stays « no », `01` stays « 01 »), nothing is merged, and what
the records do not need (aliases, tags, several documents) is refused. PyYAML gives the events and their
marks; the models decide the types.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from frontmatter.default_handlers import YAMLHandler

from traversees.records.foreign import conflicts, foreign_kind
from traversees.records.problems import Problem, ProblemsFound, refusal
from traversees.records.signs import blamed, invisible_sign
from traversees.records.yaml_reading import read_yaml
from traversees.records.yaml_sentences import SENTENCES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from traversees.records.document import Document

MAX_BYTES = 200_000


def read_document(root: Path, path: str) -> Document:
    """The document at `path` under `root`; raises `ProblemsFound` when it cannot be read as one."""
    return parse_document(path, read_text(root, path))


def parse_document(path: str, text: str) -> Document:
    """The document that `text` holds, as if it stood at `path`; raises `ProblemsFound`."""
    if path.endswith(".md"):
        return _read_markdown(path, text)
    return read_yaml(path, text)


def read_text(root: Path, path: str, most: int = MAX_BYTES) -> str:
    """The text of the file at `path` under `root`, `most` bytes at most, whatever the editor; raises `ProblemsFound`."""
    file = root / path
    if file.is_symlink():
        raise refusal(path, "lien symbolique refusé : déposez le fichier lui-même")
    try:
        with file.open("rb") as opened:
            raw = opened.read(most + 1)
    except OSError:
        raise refusal(path, "fichier illisible : vérifiez qu’il existe encore et que vous pouvez l’ouvrir") from None
    if kind := foreign_kind(raw):
        message = f"c’est {kind}, pas un texte : ouvrez-le avec son logiciel, copiez-en les mots et collez-les dans un nouveau fichier fait avec un éditeur de texte"
        raise refusal(path, message)
    if len(raw) > most:
        raise refusal(path, f"fichier trop lourd : {most // 1000} ko au plus")
    text = _decoded(raw, path)
    problems = [*_invisible_signs(path, text), *conflicts(path, text)]
    if problems:
        raise ProblemsFound(problems)
    return text


def _decoded(raw: bytes, path: str) -> str:
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        lines = raw[: error.start].decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        message = "le fichier n’est pas en UTF-8 : enregistrez-le de nouveau avec l’encodage « UTF-8 »"
        raise refusal(path, message, len(lines), len(lines[-1]) + 1) from None


def _invisible_signs(path: str, text: str) -> Iterator[Problem]:
    """The first invisible sign of each line."""
    if not invisible_sign(text):
        return
    for number, line in enumerate(text.split("\n"), 1):
        match = invisible_sign(line)
        if match:
            yield Problem(path, number, match.start() + 1, "", blamed(match[0]))


def header_of(path: str, text: str) -> tuple[str, int]:
    """The YAML of the file `text` at `path`, and how many lines stand before it; raises `ProblemsFound`."""
    if not path.endswith(".md"):
        return text, 0
    handler = YAMLHandler()
    if not handler.detect(text):
        raise refusal(path, SENTENCES["no_header"])
    boundaries = [match.end() for match in handler.FM_BOUNDARY.finditer(text)]
    if len(boundaries) == 1:
        raise refusal(path, SENTENCES["open_header"])
    return handler.split(text)[0], text[: boundaries[0]].count("\n")


def _read_markdown(path: str, text: str) -> Document:
    header, lines_before = header_of(path, text)
    document = read_yaml(path, header, lines_before)
    body = YAMLHandler().split(text)[1].lstrip("\n")
    lines_before = text[: len(text) - len(body)].count("\n")
    return replace(document, body=body.rstrip(), body_line=lines_before + 1)
