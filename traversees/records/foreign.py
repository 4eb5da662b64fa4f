"""Load: files that are not texts of ours, told by how they begin, and texts that git left unfinished."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from traversees.records.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

_ZIP, _OASIS, _OLE = rb"PK\x03\x04", rb".{26}mimetypeapplication/vnd\.oasis", rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXT = rb"(?:\xef\xbb\xbf)?\s*"
_KINDS = (
    (_ZIP + _OASIS + rb"\.opendocument\.text", "un document LibreOffice"),
    (_ZIP + _OASIS, "un fichier LibreOffice"),
    (_ZIP + rb".{26}mimetypeapplication/epub", "un livre EPUB"),
    (_ZIP + rb".*?word/(?:document|styles|_rels)", "un document Word"),
    (_ZIP + rb".*?xl/(?:workbook|worksheets|styles|_rels)", "un classeur Excel"),
    (_ZIP + rb".*?ppt/(?:presentation|slides|_rels)", "un diaporama PowerPoint"),
    (_ZIP + rb".*?Index/Document\.iwa", "un document Pages"),
    (rb"PK\x03\x04|PK\x05\x06|\x1f\x8b|7z\xbc\xaf|Rar!\x1a", "une archive compressée"),
    (_OLE + rb".*?W\0o\0r\0k\0b\0o\0o\0k\0", "un ancien classeur Excel"),
    (_OLE + rb".*?P\0o\0w\0e\0r\0P\0o\0i\0n\0t\0", "un ancien diaporama PowerPoint"),
    (_OLE, "un ancien document Word"),
    (rb"\s*%PDF-", "un document PDF"),
    (rb"\s*\{\\rtf", "un document RTF"),
    (rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|RIFF....WEBP|BM....\0\0\0\0|II\*\0|MM\0\*", "une image"),
    (rb"....ftyp(?:hei|mif|avi)|" + _TEXT + rb"<svg\b", "une image"),
    (_TEXT + rb"(?i:<!doctype\s+html|<html|<head|<body)\b", "une page web"),
    (_TEXT + rb"<\?xml\b", "un fichier XML"),
    (rb"ID3[\2-\4]|OggS\0|RIFF....(?:WAVE|AVI )|....ftyp|\x1aE\xdf\xa3", "un son ou une vidéo"),
    (rb"SQLite format 3\0|bplist00|\x7fELF|MZ.\0", "le fichier d’un programme"),
)
"""How files begin, and what each is; the first that fits is said."""
_PATTERNS = tuple((re.compile(pattern, re.DOTALL), kind) for pattern, kind in _KINDS)

_MARK = re.compile(r"^(?:(?:<{7}|\|{7}|>{7})(?: .*)?|={7})$", re.MULTILINE)


def foreign_kind(raw: bytes) -> str:
    """What the file that begins with `raw` is when it is no text of ours, with its article; empty when it may be one."""
    return next((kind for pattern, kind in _PATTERNS if pattern.match(raw)), "")


def conflicts(path: str, text: str) -> Iterator[Problem]:
    """Each conflict that a merge of git left in the file `text` at `path`, told where it starts."""
    if not any(sign * 7 in text for sign in "<=>"):
        return
    marks: list[re.Match[str]] = []
    for match in _MARK.finditer(text):
        if marks and (marks[-1][0][0] == ">" or match[0][0] == "<"):
            yield _conflict(path, text, marks)
            marks = []
        if marks or match[0][0] != "=" or not path.endswith(".md"):  # there it is a line under a title
            marks.append(match)
    if marks:
        yield _conflict(path, text, marks)


def _conflict(path: str, text: str, marks: list[re.Match[str]]) -> Problem:
    line, end = (text.count("\n", 0, mark.start()) + 1 for mark in (marks[0], marks[-1]))
    until = f" jusqu’à la ligne {end}" if end > line else ""
    message = (
        f"conflit de git laissé ici{until} : gardez l’un des deux textes, celui d’avant « ======= » ou celui d’après, "
        "et effacez les lignes « <<<<<<< », « ======= » et « >>>>>>> »"
    )
    return Problem(path, line, 1, "", message)
