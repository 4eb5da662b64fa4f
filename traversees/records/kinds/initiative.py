"""The kind « initiative »."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from traversees.records.block import Block
from traversees.records.evidence import Chiffre, Source
from traversees.records.keywords import Reference
from traversees.records.record import Record
from traversees.records.values import (
    Adresse,
    AnciensNoms,
    Citation,
    Citations,
    DateComplete,
    DatePartielle,
    EnClair,
    Etat,
    Famille,
    Ici,
    Ligne,
    Metier,
    OuiNon,
    Portee,
    Preuve,
    Public,
    Region,
    Resume,
    Slug,
    Statut,
    Texte,
    TexteSource,
    Theme,
)


class Besoin93(Block):
    """A need of Seine-Saint-Denis that an initiative answers."""

    besoin: Annotated[Slug, Reference("contexte/besoins")] = Field(description="Le besoin.")
    pourquoi: Texte = Field(description="En quoi l’initiative y répond, en une phrase (analyse).")


class Visite(Block):
    """A meeting with the 2023 delegation, attested by a source."""

    date: DatePartielle | None = Field(default=None, description="Date de la rencontre.")
    texte: TexteSource = Field(description="Ce que la source atteste, rien de plus.")


class Resultat(Block):
    """An outcome, with the strength of what proves it."""

    texte: Texte = Field(description="Le résultat, en une ou deux phrases.")
    preuve: Preuve = Field(description="Niveau de preuve.")
    sources: Citations = Field(description="Sources qui le disent, par leur nom court.")


class Condition(Block):
    """What must be true for the practice to work here (ASTAIRE grid of transferability)."""

    famille: Famille = Field(description="Famille de la grille ASTAIRE.")
    texte: Texte = Field(description="La condition, en une ou deux phrases.")
    ici: Ici = Field(description="Où en est cette condition en Seine-Saint-Denis.")
    sources: tuple[Citation, ...] = Field(default=(), description="Sources qui le disent, par leur nom court.")
    analyse: OuiNon = Field(default=False, description="oui si c’est notre raisonnement, sans source.")


SOUTH, NORTH, WEST, EAST = 44, 63, -80, -57
"""The degrees between which Québec lies."""


class Coordonnees(Block):
    """A point in Québec, in decimal degrees (WGS 84)."""

    lat: Annotated[float, Field(ge=SOUTH, le=NORTH)] = Field(description="Latitude, entre 44 et 63.")
    lon: Annotated[float, Field(ge=WEST, le=EAST)] = Field(description="Longitude, entre -80 et -57.")

    @model_validator(mode="before")
    @classmethod
    def _inverted(cls, data: object) -> object:
        """One problem when each stands in the place of the other, with or without the sign of the longitude."""
        lat, lon = (str(data.get(key)) for key in ("lat", "lon")) if isinstance(data, dict) else ("", "")
        if _is_point(lon, lat) and not _is_point(lat, lon):
            facts = {"lat": lon, "lon": f"-{lat.lstrip('-')}"}
            raise PydanticCustomError("coordonnees_inversees", "coordonnées inversées", facts)
        return data


def _is_point(lat: str, lon: str) -> bool:
    """Whether these are a latitude and a longitude of Québec, whatever the sign of the longitude."""
    try:
        return SOUTH <= float(lat) <= NORTH and WEST <= -abs(float(lon)) <= EAST
    except ValueError:
        return False


class Transposition(Block):
    """What could be tried in Seine-Saint-Denis; every sentence of it is ours unless a source is named."""

    idee: Texte = Field(description="L’idée à retenir pour la Seine-Saint-Denis (analyse).")
    essayer: Texte = Field(description="Un premier petit pas qu’une professionnelle peut faire (analyse).")
    conditions: Annotated[tuple[Condition, ...], Field(min_length=3, max_length=8)] = Field(
        description="De 3 à 8 conditions, avec leur état ici."
    )
    acteurs: tuple[Annotated[Slug, Reference("contexte/acteurs")], ...] = Field(
        default=(), description="Acteurs locaux qui pourraient s’en saisir."
    )
    aucun_acteur: OuiNon = Field(default=False, description="oui si aucun acteur local n’a été repéré.")
    deja: tuple[Annotated[Slug, Reference("contexte/transferts")], ...] = Field(
        default=(), description="Transferts déjà faits entre le Québec et la France."
    )


class Initiative(Record):
    """Une pratique, un organisme ou un programme du Québec."""

    rank = 1
    folder = "initiatives"
    label = "initiative"
    plural = "Initiatives"
    title_key = "nom"
    description_key = "resume"
    list_template = "initiatives"
    list_title = "Initiatives du Québec"
    sections = (
        "essentiel en-clair premier-pas chiffres probleme pratique qui-fait-quoi place-des-personnes moyens "
        "resultats limites en-seine-saint-denis idee besoins conditions acteurs deja recits mots proches "
        "questions-ouvertes sources"
    )
    explained = True
    has_data = True
    compared = True
    followed = True
    form_title = "Proposer une initiative"
    own_address = "site"
    place_key = "region"
    search_factor = 1.5

    nom: Ligne = Field(description="Nom usuel de l’initiative.")
    porteur: Ligne = Field(description="Qui la porte : organisme, réseau, établissement.")
    statut: Statut = Field(description="Statut du porteur.")
    etat: Etat = Field(description="Où en est l’initiative aujourd’hui.")
    portee: Portee = Field(description="Étendue : locale, régionale, tout le Québec.")
    region: Region = Field(description="Région administrative du siège ou du lieu principal.")
    ville: Ligne | None = Field(default=None, description="Ville du siège ou du lieu principal.")
    coordonnees: Coordonnees | None = Field(default=None, description="Point sur la carte.")
    debut: DatePartielle | None = Field(default=None, description="Début de l’initiative.")
    fin: DatePartielle | None = Field(default=None, description="Fin, si elle est terminée.")
    site: Adresse | None = Field(default=None, description="Site officiel.")
    themes: Annotated[tuple[Theme, ...], Field(min_length=1, max_length=5)] = Field(description="Thèmes, de 1 à 5.")
    publics: Annotated[tuple[Public, ...], Field(min_length=1, max_length=6)] = Field(description="Publics, de 1 à 6.")
    metiers: Annotated[tuple[Metier, ...], Field(min_length=1)] = Field(
        description="À qui elle parle en Seine-Saint-Denis."
    )
    besoins: Annotated[tuple[Besoin93, ...], Field(min_length=1)] = Field(
        description="Besoins de la Seine-Saint-Denis auxquels elle répond, et pourquoi."
    )
    visite: Visite | None = Field(default=None, description="Rencontre attestée avec la délégation de 2023.")
    resume: Resume = Field(description="L’essentiel, en 400 signes au plus.")
    en_clair: EnClair = Field(
        description="Le même essentiel en français facile à lire : phrases courtes, mots courants."
    )
    probleme: TexteSource = Field(description="Le problème de départ.")
    pratique: TexteSource = Field(description="Ce qui est fait, concrètement.")
    qui_fait_quoi: TexteSource = Field(description="Les métiers, les rôles, le partage du travail.")
    place_des_personnes: TexteSource = Field(description="La place des personnes concernées, des pairs, des habitants.")
    moyens: TexteSource = Field(description="Argent, locaux, gouvernance.")
    limites: TexteSource = Field(description="Ce qui ne marche pas, ce qui est critiqué, ce qu’on ignore.")
    chiffres: tuple[Chiffre, ...] = Field(default=(), description="Chiffres datés et sourcés.")
    resultats: Annotated[tuple[Resultat, ...], Field(min_length=1)] = Field(
        description="Résultats, avec leur niveau de preuve."
    )
    transfert: Transposition = Field(description="Et en Seine-Saint-Denis ?")
    a_verifier: tuple[Texte, ...] = Field(default=(), description="Questions ouvertes, publiées comme telles.")
    sources: Annotated[tuple[Source, ...], Field(min_length=2)] = Field(description="Au moins deux sources.")
    anciens_noms: AnciensNoms = ()
    verifie_le: DateComplete = Field(description="Jour de la dernière vérification de la fiche.")
