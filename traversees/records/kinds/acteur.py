"""The kind « acteur »."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from traversees.records.evidence import Source
from traversees.records.record import Record
from traversees.records.values import Adresse, AnciensNoms, DateComplete, Ligne, Texte, TexteSource, Theme


class Acteur(Record):
    """Un acteur de la Seine-Saint-Denis."""

    rank = 5
    folder = "contexte/acteurs"
    label = "acteur"
    plural = "Acteurs locaux"
    title_key = "nom"
    description_key = "role"
    trail = (("Seine-Saint-Denis", "contexte/"),)
    list_template = "acteurs"
    sections = "presentation accueillir initiatives besoins questions-ouvertes sources"
    place_key = "villes"

    nom: Ligne = Field(description="Nom de l’acteur.")
    role: Ligne = Field(description="Ce qu’il fait, en une phrase.")
    villes: Annotated[tuple[Ligne, ...], Field(min_length=1)] = Field(
        description="Villes où il agit ; « Tout le département » sinon."
    )
    themes: Annotated[tuple[Theme, ...], Field(min_length=1)] = Field(description="Thèmes.")
    presentation: TexteSource = Field(description="Ce que l’on sait de lui.")
    accueillir: Texte = Field(description="Ce qu’il pourrait accueillir ou essayer (analyse).")
    site: Adresse | None = Field(default=None, description="Site officiel.")
    a_verifier: tuple[Texte, ...] = Field(default=(), description="Questions ouvertes.")
    sources: Annotated[tuple[Source, ...], Field(min_length=1)] = Field(description="Sources citées.")
    anciens_noms: AnciensNoms = ()
    verifie_le: DateComplete = Field(description="Jour de la dernière vérification.")
