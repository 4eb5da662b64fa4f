"""Link: the memory of what was published (`adresses.yml`). An address that was published once is a promise.

Addresses are written from the root of the site, with a `/` first. A section is `<kind of page>#<id>`.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from pydantic import Field, PrivateAttr, ValidationError

from traversees.check.messages import problems_of, unknown_empty_keys
from traversees.records.block import Block
from traversees.records.document import Document
from traversees.records.documents import parse_document, read_text
from traversees.records.problems import ProblemsFound
from traversees.records.values import DateComplete, Ligne

if TYPE_CHECKING:
    from pathlib import Path


PATH = "adresses.yml"
MOST_BYTES = 20_000_000


class Retrait(Block):
    """An address that was given up on purpose."""

    adresse: Ligne = Field(description="L’adresse retirée, depuis la racine du site : /recits/un-recit/.")
    le: DateComplete = Field(description="Jour du retrait.")
    vers: Ligne = Field(description="La page à lire à la place : /recits/.")
    pourquoi: Ligne = Field(description="Pourquoi, en une phrase que les lecteurs liront.")


class Promises(Block):
    """Every address that must answer, and those that were given up."""

    retirees: tuple[Retrait, ...] = Field(default=(), description="Les adresses retirées, écrites à la main.")
    pages: tuple[Ligne, ...] = Field(default=(), description="Les pages.")
    donnees: tuple[Ligne, ...] = Field(default=(), description="Les données.")
    flux: tuple[Ligne, ...] = Field(default=(), description="Les flux.")
    sections: tuple[Ligne, ...] = Field(default=(), description="Les sections de chaque genre de page.")

    _document: Document = PrivateAttr()

    @property
    def document(self) -> Document:
        """The file as written."""
        return self._document

    @cached_property
    def withdrawn(self) -> dict[str, Retrait]:
        """What was given up, by its address."""
        return {retrait.adresse: retrait for retrait in self.retirees}

    @cached_property
    def addresses(self) -> frozenset[str]:
        """Every address, be it of a page, of data or of a feed."""
        return frozenset((*self.pages, *self.donnees, *self.flux))


def read_promises(root: Path) -> Promises | None:
    """What the base under `root` promised; None when it keeps no list. Raises `ProblemsFound`."""
    if not (root / PATH).exists():
        return None
    document = parse_document(PATH, read_text(root, PATH, MOST_BYTES))
    problems = list(unknown_empty_keys(document, Promises))
    try:
        promises = Promises.model_validate(document.data)
    except ValidationError as error:
        raise ProblemsFound([*problems, *problems_of(error, document, Promises)]) from None
    if problems:
        raise ProblemsFound(problems)
    promises._document = document  # noqa: SLF001 — its own
    return promises
