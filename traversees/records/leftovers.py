"""Load: what editors, word processors and systems leave beside the files. It is no file of ours, wherever it lies."""

from __future__ import annotations

import re

_LEFTOVER = re.compile(
    r"\..*"  # hidden: locks and swap files of vim, Emacs, LibreOffice and macOS, our own files half written
    r"|.*~|#.*#|~\$.*|4913|5036|5159"  # copies and locks; the numbers are the files by which vim tries a folder
    r"|.*\.(?:bak|crdownload|orig|part|save|sw[a-z]|te?mp)|.*___jb_(?:old|tmp)___"
    r"|desktop\.ini|(?:eh)?thumbs\.db|icon\r|__macosx|__pycache__",
    re.IGNORECASE | re.DOTALL,
)


def is_leftover(path: str) -> bool:
    """Whether a file or one of its folders, named in `path` (with `/`), is what some program left there."""
    return any(map(_LEFTOVER.fullmatch, path.split("/")))
