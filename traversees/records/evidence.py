"""Records: what supports a claim: documents and figures."""

from __future__ import annotations

from pydantic import Field

from traversees.records.block import Block
from traversees.records.values import (
    Adresse,
    Citations,
    DateComplete,
    DatePartielle,
    Lecture,
    Ligne,
    OuiNon,
    Periode,
    Slug,
    TypeDeSource,
)


class Source(Block):
    """A document that supports a claim."""

    id: Slug = Field(description="Nom court de la source dans cette fiche, repris dans le texte : [@nom-court].")
    titre: Ligne = Field(description="Titre du document, tel qu’il est publié.")
    titre_reconstitue: OuiNon = Field(
        default=False, description="oui si le titre est le nôtre : document sans titre ou titre illisible."
    )
    editeur: Ligne = Field(description="Qui publie : organisme, journal, revue, université…")
    date: DatePartielle | None = Field(default=None, description="Date de publication, si elle est connue.")
    date_approximative: OuiNon = Field(default=False, description="oui si la date est estimée.")
    url: Adresse = Field(description="Adresse du document.")
    archive: Adresse | None = Field(default=None, description="Adresse d’une copie archivée.")
    miroir: OuiNon = Field(default=False, description="oui si l’adresse est une copie chez un tiers, faute d’original.")
    consulte: DateComplete = Field(description="Jour où le document a été lu.")
    type: TypeDeSource = Field(description="Qui parle : organisme, évaluation, université, presse…")
    portee: Lecture = Field(description="Ce qui a été lu : integral si c’est tout le document ; extrait sinon.")


class Chiffre(Block):
    """A figure, always dated and sourced."""

    valeur: float = Field(description="Le nombre, sans unité ni espace ; point pour les décimales.")
    unite: Ligne | None = Field(default=None, description="Unité : €, $ CA, %, personnes, heures…")
    environ: OuiNon = Field(default=False, description="oui si la source donne un ordre de grandeur.")
    libelle: Ligne = Field(description="Ce que le nombre compte, en quelques mots.")
    annee: Periode = Field(description="Année (2023) ou période (2009-2012).")
    serie: Ligne | None = Field(default=None, description="Nom de la série tracée ensemble, s’il y en a une.")
    sources: Citations = Field(description="Sources qui le disent, par leur nom court.")
