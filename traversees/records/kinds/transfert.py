"""The kind « transfert »."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from traversees.records.evidence import Source
from traversees.records.record import Record
from traversees.records.values import (
    Aire,
    AnciensNoms,
    DateComplete,
    DatePartielle,
    EtatDeTransfert,
    Ligne,
    Resume,
    Texte,
    TexteSource,
)


class Transfert(Record):
    """Un transfert de pratique entre le Québec et la France, fait, en cours ou abandonné."""

    rank = 6
    folder = "contexte/transferts"
    label = "transfert"
    plural = "Transferts"
    title_key = "nom"
    description_key = "resume"
    trail = (("Seine-Saint-Denis", "contexte/"),)
    list_template = "transferts"
    sections = "histoire appris initiatives questions-ouvertes sources"
    explained = True
    followed = True
    place_key = "lieux"

    nom: Ligne = Field(description="Nom du transfert.")
    de: Aire = Field(description="D’où vient la pratique.")
    vers: Aire = Field(description="Où elle va.")
    lieux: Annotated[tuple[Ligne, ...], Field(min_length=1)] = Field(description="Villes ou territoires d’arrivée.")
    debut: DatePartielle | None = Field(default=None, description="Début.")
    fin: DatePartielle | None = Field(default=None, description="Fin.")
    etat: EtatDeTransfert = Field(description="Où en est le transfert.")
    resume: Resume = Field(description="L’essentiel, en 400 signes au plus.")
    histoire: TexteSource = Field(description="Ce qui s’est passé.")
    appris: TexteSource = Field(description="Ce qu’on en a appris ; échecs compris.")
    a_verifier: tuple[Texte, ...] = Field(default=(), description="Questions ouvertes.")
    sources: Annotated[tuple[Source, ...], Field(min_length=1)] = Field(description="Sources citées.")
    anciens_noms: AnciensNoms = ()
    verifie_le: DateComplete = Field(description="Jour de la dernière vérification.")
