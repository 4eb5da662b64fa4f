"""The kind « note »."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from traversees.records.block import Block
from traversees.records.evidence import Chiffre, Source
from traversees.records.keywords import Reference
from traversees.records.record import Record
from traversees.records.values import (
    AnciensNoms,
    DateComplete,
    EnClair,
    Ligne,
    Metier,
    Resume,
    Slug,
    Texte,
    TexteSource,
    Theme,
)


class Changement(Block):
    """What a fact changes for somebody's work."""

    pour: Metier = Field(description="Le métier concerné.")
    texte: Texte = Field(description="Ce que cela change, en une ou deux phrases (analyse).")


class Divergence(Block):
    """Something the sources disagree on."""

    objet: Ligne = Field(description="Ce sur quoi les sources ne s’accordent pas.")
    versions: Annotated[tuple[TexteSource, ...], Field(min_length=2)] = Field(
        description="Chaque version, avec sa source."
    )
    avis: Texte = Field(description="Ce que nous retenons, et pourquoi (analyse).")


class Note(Record):
    """Une note sur la Seine-Saint-Denis ou sur le voyage."""

    rank = 3
    folder = "contexte/notes"
    suffix = ".md"
    label = "note"
    plural = "Notes"
    title_key = "titre"
    description_key = "resume"
    order = "ordre"
    trail = (("Seine-Saint-Denis", "contexte/"),)
    list_template = "notes"
    sections = "essentiel en-clair chiffres changements divergences besoins questions-ouvertes sources"
    explained = True
    about_here = True
    followed = True

    titre: Ligne = Field(description="Titre de la note.")
    ordre: int = Field(description="Rang dans la liste des notes.")
    resume: Resume = Field(description="L’essentiel, en 400 signes au plus.")
    en_clair: EnClair = Field(description="Le même essentiel en français facile à lire.")
    themes: tuple[Theme, ...] = Field(default=(), description="Thèmes abordés.")
    chiffres: tuple[Chiffre, ...] = Field(default=(), description="Chiffres datés et sourcés.")
    changements: tuple[Changement, ...] = Field(default=(), description="Ce que cela change, métier par métier.")
    besoins: tuple[Annotated[Slug, Reference("contexte/besoins")], ...] = Field(
        default=(), description="Besoins que la note éclaire."
    )
    divergences: tuple[Divergence, ...] = Field(default=(), description="Ce sur quoi les sources ne s’accordent pas.")
    a_verifier: tuple[Texte, ...] = Field(default=(), description="Questions ouvertes.")
    sources: Annotated[tuple[Source, ...], Field(min_length=1)] = Field(description="Sources citées.")
    anciens_noms: AnciensNoms = ()
    verifie_le: DateComplete = Field(description="Jour de la dernière vérification.")
