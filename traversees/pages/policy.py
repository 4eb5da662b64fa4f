"""Render: what a browser lets our pages do, their Content-Security-Policy: the second wall, if a text passes our checks.

Written in the head of every page, since most hosts of static sites send no header; the servers of `hebergement/` send the
same. What is not told here is refused. `'self'` is our own host.
"""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SELF, NONE = "'self'", "'none'"

_PAGE = {
    "default-src": (NONE,),
    "script-src": (
        SELF,  # and the script of the colours, by its hash
        "'wasm-unsafe-eval'",  # Pagefind is a compiled program; this opens no `eval`
    ),
    "style-src": (SELF,),
    "img-src": (
        SELF,
        "data:",  # the signs that the style sheets of Material draw
        "blob:",  # a photo, shown before it is sent
    ),
    "font-src": (SELF,),
    "connect-src": (SELF,),  # Pagefind, and the copy that is read without network
    "worker-src": (SELF,),  # the latter again
    "manifest-src": (SELF,),
    "base-uri": (NONE,),
    "form-action": (SELF,),
    "require-trusted-types-for": ("'script'",),
    "trusted-types": ("traversees",),  # that of docs/assets/js/chargeur.js
}

_EDITOR = {
    "default-src": (NONE,),
    "script-src": (SELF,),
    "style-src": (SELF, "'unsafe-inline'"),  # Svelte writes the styles of its parts in the page
    "img-src": (SELF, "data:", "blob:"),  # its signs, and the pictures of a folder of this machine
    "font-src": (SELF,),
    "connect-src": (SELF, "data:", "blob:"),  # it reads these pictures as it would files
    "base-uri": (NONE,),
    "form-action": (NONE,),
    # No `require-trusted-types-for`: some of its fields are drawn from HTML texts that it trusts to no policy, and go missing.
}

_INLINE = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)


def page_policy(inline: str) -> str:
    """The policy of every page but the editor’s; `inline`: the HTML whose script is written in the pages."""
    hashes = [f"'sha256-{_digest(script)}'" for script in _INLINE.findall(inline)]
    return _written(_PAGE | {"script-src": (*_PAGE["script-src"], *hashes)})


def editor_policy(servers: Iterable[str], images: Iterable[str]) -> str:
    """The policy of the editor’s page; `servers`: those of the forge; `images`: those that have the portraits of its people."""
    return _written(
        _EDITOR | {"connect-src": (*_EDITOR["connect-src"], *servers), "img-src": (*_EDITOR["img-src"], *images)}
    )


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _written(directives: Mapping[str, Iterable[str]]) -> str:
    return "; ".join(" ".join((name, *sources)) for name, sources in directives.items())
