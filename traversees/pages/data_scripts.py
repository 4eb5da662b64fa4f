"""Render: the values that pages load later, as the scripts that `docs/assets/js/chargeur.js` asks for: no other file loads from a disk."""

from __future__ import annotations

import json


def data_script(path: str, value: object) -> str:
    """The script at `path`, relative to the site, that gives `value`, which JSON can tell."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    text = text.replace(
        '"__proto__":', '["__proto__"]:'
    )  # a script reads it as no key; the quotes of a text are escaped
    return f"traversees.recevoir({json.dumps(path)},{text});\n"
