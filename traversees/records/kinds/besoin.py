"""The kind « besoin »."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from traversees.records.block import Block
from traversees.records.evidence import Source
from traversees.records.keywords import Reference
from traversees.records.record import Record
from traversees.records.values import (
    AnciensNoms,
    DateComplete,
    DatePartielle,
    EnClair,
    Ligne,
    Resume,
    Slug,
    Texte,
    TexteSource,
    Theme,
)


class Parole(Block):
    """Who said that this is needed, when, and in which words."""

    qui: Ligne = Field(description="La personne ou l’institution, avec sa fonction.")
    quand: DatePartielle = Field(description="Date du propos.")
    propos: TexteSource = Field(description="Ce qui est dit, dans nos mots ou en très courte citation.")


class Besoin(Record):
    """Un besoin exprimé en Seine-Saint-Denis."""

    rank = 4
    folder = "contexte/besoins"
    label = "besoin"
    plural = "Besoins"
    title_key = "libelle"
    description_key = "resume"
    order = "ordre"
    trail = (("Seine-Saint-Denis", "contexte/"),)
    list_template = "besoins"
    sections = (
        "essentiel en-clair qui-le-dit contexte reponses conditions acteurs deja-la pressentis deja notes "
        "questions-ouvertes sources"
    )
    explained = True
    about_here = True
    followed = True
    search_factor = 1.5

    libelle: Ligne = Field(description="Le besoin, à l’infinitif.")
    court: Annotated[Ligne, StringConstraints(max_length=40)] = Field(description="Le même en deux à quatre mots.")
    ordre: int = Field(description="Rang dans la liste des besoins.")
    resume: Resume = Field(description="Le besoin en 400 signes au plus.")
    en_clair: EnClair = Field(description="Le besoin en français facile à lire.")
    themes: Annotated[tuple[Theme, ...], Field(min_length=1)] = Field(description="Thèmes liés.")
    paroles: Annotated[tuple[Parole, ...], Field(min_length=1)] = Field(description="Qui l’a dit, quand, comment.")
    contexte: TexteSource = Field(description="Ce que l’on sait de la situation ici.")
    deja_la: tuple[Annotated[Slug, Reference("contexte/acteurs")], ...] = Field(
        default=(), description="Acteurs locaux qui y travaillent déjà."
    )
    a_verifier: tuple[Texte, ...] = Field(default=(), description="Questions ouvertes.")
    sources: Annotated[tuple[Source, ...], Field(min_length=1)] = Field(description="Sources citées.")
    anciens_noms: AnciensNoms = ()
    verifie_le: DateComplete = Field(description="Jour de la dernière vérification.")
