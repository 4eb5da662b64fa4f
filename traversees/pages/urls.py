"""Render: where pages stand, and how one leads to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from traversees.contribute.schema import VERSION
from traversees.records.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from traversees.records.record import Record


INITIATIVES = ("Initiatives", "initiatives/")
MET = ("Rencontrées en 2023", "initiatives/rencontrees-en-2023/")
CONTRIBUTE = ("Contribuer", "contribuer/")
GUIDE = ("Guide des fiches", "contribuer/guide/")
FORM = ("Proposer avec un formulaire", "contribuer/formulaire/")
"""Where pages stand: a title and an address."""

SCHEMAS = f"donnees/schemas/{VERSION}/"
"""Where the schemas stand in the site."""

FEED = "flux.xml"
"""The name of the Atom feed of a page, beside it."""


def shared_data() -> Iterator[str]:
    """Where the data that no record gives stand: the schemas, the examples of the guide."""
    for kind in KINDS:
        yield f"{SCHEMAS}{kind.kind_name()}.schema.json"
        yield f"{GUIDE[1]}{download_of(kind)}"


def download_of(kind: type[Record]) -> str:
    """The name of the example of a kind, beside its guide."""
    return f"exemple-{kind.kind_name()}{kind.suffix.replace('.md', '.txt')}"


def page_url(path: str) -> str:
    """`initiatives/tapaj.md` is served at `initiatives/tapaj/`; `index.md` at its folder."""
    stem = path.removesuffix(".md")
    if stem == "index" or stem.endswith("/index"):
        return stem.removesuffix("index")
    return f"{stem}/"


def relative_url(target: str, base: str) -> str:
    """The address `target` (from the site's root) as written on the page whose address is `base`."""
    path, sign, anchor = target.partition("#")
    here, there = base.split("/")[:-1], path.split("/")
    common = 0
    for one, other in zip(here, there[:-1], strict=False):
        if one != other:
            break
        common += 1
    up = "../" * (len(here) - common)
    return f"{up}{'/'.join(there[common:])}{sign}{anchor}" if up or there[common:] != [""] else f"./{sign}{anchor}"
