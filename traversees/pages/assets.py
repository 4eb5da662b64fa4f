"""Publish: what pages load, under a name that changes with the content: `mots.js` becomes `mots.1a2b3c4d.js`.

A browser may then keep it for ever. In the sources everything goes by its own name; what the sources name in quotes or
between parentheses is followed, from a style sheet to its font, from a script to another.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from traversees.records.leftovers import is_leftover

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FOLDERS = ("assets/css", "assets/fonts", "assets/images", "assets/js")
"""Where our assets are; what else is in `assets/`, made by others, keeps the names by which its parts call each other."""

SHARED_STYLE = "assets/css/commun.css"
SHARED_SCRIPT = "assets/js/commun.js"
"""What every page loads, in one file each: the lists `extra_css` and `extra_javascript` of `mkdocs.yml`."""

PLAIN = {".txt"}
"""Read by people, not loaded by pages: these keep their names."""

TEXTS = {".css", ".js"}
"""What may name another asset."""

_COMMENTS = re.compile(
    r"^[ \t]*(?://[^\n]*|/\*(?!!)(?:(?!\*/).)*\*/[ \t]*)\n|/\*\* @type [^\n]*?\*/ ?", re.MULTILINE | re.DOTALL
)
"""Comments alone on their lines, and types within, which readers have no use for; those of a licence (`/*!`) stay."""
_IMPORT = re.compile(r'@import "([^"]+)";')
"""A style sheet that another takes in whole, so that no page asks for one more file."""
_NAMED = re.compile(r"""(?<=["'])[^"'()\s]+(?=["'])|(?<=\()[^"'()\s]+(?=[)\s])""")


@dataclass
class Assets:
    """The assets of a site: from the name in the sources to the published one, and what each holds."""

    sources: dict[str, bytes]
    shared: dict[str, Sequence[str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Name them all, what is named by another first."""
        for path in (*self.sources, *self.shared):
            self._publish(path)

    def followed(self, text: str, path: str) -> str:
        """`text`, found at `path`, with the published names of the assets that it names."""
        folder = posixpath.dirname(path)

        def published(match: re.Match[str]) -> str:
            target = posixpath.normpath(posixpath.join(folder, match[0]))
            if path in {match[0], target}:  # its own name follows from its content
                return match[0]
            if match[0] in self.sources:  # from the root of the site
                return self._publish(match[0])
            if target not in self.sources:
                return match[0]
            start = "./" if match[0].startswith("./") else ""  # an import needs it
            return start + posixpath.relpath(self._publish(target), folder or ".")

        return _NAMED.sub(published, text)

    def followed_in_html(self, text: str, path: str) -> str:
        """As `followed` for a page; other texts name no asset."""
        return self.followed(text, path) if path.endswith(".html") else text

    def _publish(self, path: str) -> str:
        if path not in self.names:
            content = self._content(path)
            pure = PurePosixPath(path)
            digest = hashlib.sha256(content).hexdigest()[:8]
            self.names[path] = pure.with_name(f"{pure.stem}.{digest}{pure.suffix}").as_posix()
            self.files[self.names[path]] = content
        return self.names[path]

    def _content(self, path: str) -> bytes:
        if path in self.shared:
            return b"\n".join(self.files[self._publish(part)] for part in self.shared[path])
        content = self.sources[path]
        if not path.endswith(tuple(TEXTS)):
            return content
        folder = posixpath.dirname(path)
        text = _IMPORT.sub(lambda match: self.sources[posixpath.join(folder, match[1])].decode(), content.decode())
        return self.followed(_COMMENTS.sub("", text), path).encode()


def read_assets(docs: Path, styles: Sequence[str], scripts: Sequence[str]) -> Assets:
    """The assets of the folder `docs`, the `styles` and the `scripts` of every page joined into one file each."""
    sources = {
        file.relative_to(docs).as_posix(): file.read_bytes()
        for folder in FOLDERS
        for file in sorted((docs / folder).rglob("*"))
        if file.is_file() and not file.is_symlink() and not is_leftover(file.name) and file.suffix not in PLAIN
    }
    lists = {SHARED_STYLE: styles, SHARED_SCRIPT: scripts}
    for path, parts in lists.items():
        for part in parts:
            if posixpath.dirname(part) != posixpath.dirname(path) or part not in sources:
                raise ValueError(f"{part}: attendu dans docs/{posixpath.dirname(path)}/, où se joint {path}")
    return Assets(sources, {path: parts for path, parts in lists.items() if parts})
