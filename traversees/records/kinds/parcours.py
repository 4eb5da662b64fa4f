"""The kind « parcours »."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from traversees.records.block import Block
from traversees.records.keywords import Reference
from traversees.records.record import Record
from traversees.records.values import AnciensNoms, Ligne, Texte


class Etape(Block):
    """A step of a reading path."""

    fiche: Annotated[str, Reference()] = Field(description="Ce qu’il faut lire : dossier/nom-de-la-fiche.")
    phrase: Ligne = Field(description="Pourquoi le lire, en une phrase.")


class Parcours(Record):
    """Un chemin de lecture."""

    rank = 8
    folder = "parcours"
    label = "parcours"
    plural = "Parcours"
    title_key = "titre"
    description_key = "pourquoi"
    order = "ordre"
    list_template = "parcours-index"
    list_title = "Parcours de lecture"
    sections = "etapes"

    titre: Ligne = Field(description="Titre du parcours.")
    ordre: int = Field(description="Rang dans la liste des parcours.")
    pour: Ligne = Field(description="À qui il s’adresse.")
    minutes: Annotated[int, Field(ge=1, le=240)] = Field(description="Durée de lecture, en minutes.")
    pourquoi: Texte = Field(description="Ce qu’on en retire.")
    etapes: Annotated[tuple[Etape, ...], Field(min_length=2, max_length=12)] = Field(
        description="Étapes, dans l’ordre."
    )
    anciens_noms: AnciensNoms = ()
