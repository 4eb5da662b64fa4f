"""The kind « vocabulaire »."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from traversees.records.block import Block
from traversees.records.record import Record
from traversees.records.values import AncienNom, Code, Ligne, NomDeFichier, Texte

MAP_WIDTH = 8
"""How many half-tiles a line of the map holds."""


class Case(Block):
    """Where a region stands on the tile map."""

    ligne: Annotated[int, Field(ge=1, le=8)] = Field(description="Rang de la case, du nord (1) au sud (8).")
    colonne: Annotated[int, Field(ge=1, le=MAP_WIDTH)] = Field(
        description="Bord ouest de la case, d’ouest (1) en est (8)."
    )
    largeur: Annotated[int, Field(ge=1, le=MAP_WIDTH)] = Field(
        default=2, description="Nombre de demi-cases ; 2 par défaut."
    )


class TermeDeVocabulaire(Block):
    """An entry of a closed list."""

    libelle: Ligne = Field(description="Ce que lisent les gens.")
    definition: Texte = Field(description="Ce que le terme recouvre.")
    symbole: Ligne | None = Field(default=None, description="Signe affiché devant le libellé.")
    data_inclusion: tuple[Code, ...] = Field(default=(), description="Codes du référentiel data·inclusion v1.")
    case: Case | None = Field(default=None, description="Place sur la carte, pour une région.")
    anciens_noms: tuple[AncienNom, ...] = Field(
        default=(), description="Noms que le terme a portés, du premier au dernier : ses adresses répondent encore."
    )


class Vocabulaire(Record):
    """Une liste fermée de termes."""

    rank = 0
    folder = "vocabulaires"
    label = "vocabulaire"
    plural = "Vocabulaires"
    title_key = "titre"
    has_page = False

    titre: Ligne = Field(description="Nom de la liste.")
    definition: Texte = Field(description="À quoi elle sert.")
    termes: Annotated[dict[NomDeFichier, TermeDeVocabulaire], Field(min_length=1)] = Field(
        description="Les termes, dans l’ordre d’affichage."
    )
