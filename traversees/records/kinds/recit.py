"""The kind « récit »."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from traversees.records.block import Block
from traversees.records.evidence import Source
from traversees.records.keywords import Reference
from traversees.records.record import Record
from traversees.records.values import (
    Adresse,
    AnciensNoms,
    DateComplete,
    DatePartielle,
    Forme,
    Ligne,
    Resume,
    Slug,
    Texte,
    Theme,
)


class Auteur(Block):
    """Who signs a report."""

    nom: Ligne = Field(description="Nom ou pseudonyme, au choix de la personne.")
    fonction: Ligne | None = Field(default=None, description="Métier ou fonction au moment du récit.")
    structure: Ligne | None = Field(default=None, description="Employeur ou association.")


class Consentement(Block):
    """The written agreement of the person who sends a report."""

    date: DateComplete = Field(description="Jour de l’accord.")
    portee: Ligne = Field(description="Ce que la personne accepte de voir publié, et sous quel nom.")
    retrait: Ligne = Field(description="Comment elle peut retirer son récit.")


class Recit(Record):
    """Le récit d’une personne du voyage, ou la référence d’un récit publié ailleurs."""

    rank = 2
    folder = "recits"
    suffix = ".md"
    label = "récit"
    plural = "Récits"
    title_key = "titre"
    description_key = "resume"
    order = "latest"
    list_template = "recits"
    list_title = "Récits du voyage"
    sections = "non-lu plus-loin sources"
    explained = True
    followed = True
    form_title = "Raconter le voyage"
    own_address = "url"

    titre: Ligne = Field(description="Titre du récit ou de la publication.")
    auteurs: Annotated[tuple[Auteur, ...], Field(min_length=1)] = Field(description="Qui signe.")
    date: DatePartielle = Field(description="Date du récit ou de la publication.")
    forme: Forme = Field(description="Forme : texte, confié à Traversées, ou publication-exterieure, publié ailleurs.")
    media: Ligne | None = Field(default=None, description="Où il est publié.", examples=["Le Media social"])
    acces: Ligne | None = Field(
        default=None, description="Conditions d’accès : libre, abonnés…", examples=["réservé aux abonnés"]
    )
    url: Adresse | None = Field(default=None, description="Adresse de la publication.")
    resume: Resume = Field(description="De quoi parle le récit, en 400 signes au plus.")
    non_lu: Texte | None = Field(
        default=None, description="Ce que nous n’avons pas pu lire.", examples=["La fin, réservée aux abonnés."]
    )
    initiatives: tuple[Annotated[Slug, Reference("initiatives")], ...] = Field(
        default=(), description="Initiatives dont il parle."
    )
    themes: tuple[Theme, ...] = Field(default=(), description="Thèmes abordés.")
    besoins: tuple[Annotated[Slug, Reference("contexte/besoins")], ...] = Field(
        default=(), description="Besoins dont il parle."
    )
    consentement: Consentement | None = Field(default=None, description="Accord écrit, obligatoire pour un texte.")
    sources: tuple[Source, ...] = Field(default=(), description="Sources citées.")
    anciens_noms: AnciensNoms = ()
    verifie_le: DateComplete = Field(description="Jour de la dernière vérification.")
