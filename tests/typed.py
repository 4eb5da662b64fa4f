"""YAML as editors read it: scalars typed by the core schema of YAML 1.2, where « no » and dates are texts."""

from __future__ import annotations

import re
from typing import Any

import yaml

from traversees.records.documents import header_of


class _Core(yaml.SafeLoader):
    yaml_implicit_resolvers: dict[str, list[Any]] = {}  # noqa: RUF012 — as in PyYAML


for tag, pattern, first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    (
        "float",
        r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
        "-+.0123456789",
    ),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
):
    _Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"^(?:{pattern})$"), list(first))


def typed(path: str, text: str) -> Any:  # noqa: ANN401 — whatever YAML says
    """The header of the file `text` at `path`."""
    return yaml.load(header_of(path, text)[0], _Core)  # noqa: S506 — a safe loader
