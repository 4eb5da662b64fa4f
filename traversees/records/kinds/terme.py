"""The kind « terme »."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from traversees.records.evidence import Source
from traversees.records.record import Record
from traversees.records.values import Aire, AnciensNoms, DateComplete, Ligne, Texte, TexteSource


class Terme(Record):
    """Un mot du Québec ou de France."""

    rank = 7
    folder = "glossaire"
    label = "terme"
    plural = "Lexique"
    title_key = "terme"
    capital = True
    description_key = "definition"
    list_template = "glossaire"
    list_title = "Lexique Québec–France"
    sections = "usages sources"
    form_title = "Proposer un mot du lexique"
    shares_sources = True
    place_key = "aire"
    names_key = "synonymes"

    terme: Ligne = Field(description="Le mot.")
    sigle: Ligne | None = Field(default=None, description="Son sigle, s’il en a un.")
    aire: Aire = Field(description="Où le mot s’emploie.")
    definition: TexteSource = Field(description="Ce qu’il veut dire.")
    equivalent: Texte | None = Field(default=None, description="Le mot le plus proche de l’autre côté.")
    faux_ami: Texte | None = Field(default=None, description="Le piège, si le mot existe des deux côtés.")
    synonymes: tuple[Ligne, ...] = Field(default=(), description="Autres mots, compris par la recherche.")
    sources: Annotated[tuple[Source, ...], Field(min_length=1)] = Field(description="Sources citées.")
    anciens_noms: AnciensNoms = ()
    verifie_le: DateComplete = Field(description="Jour de la dernière vérification.")
