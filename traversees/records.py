"""The records: what a contributor may write, key by key.

This module is the only place that knows a record's rules. The guide, the JSON Schema, the form and the
editor's configuration are derived from it. A French attribute was written by a contributor; an English one
was computed by us. If a record exists, its own keys are valid; what ties records together is checked by
`traversees.library`.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PrivateAttr,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from traversees.documents import Document  # noqa: TC001 — pydantic reads the annotation at run time

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

# --- Marks: what a text means, for the checks that follow and for the JSON Schema -------------------------


class Keywords:
    """Something said of a value beside its type; `schema` is what it adds to the value's JSON Schema."""

    @property
    def schema(self) -> dict[str, Any]:
        """The keywords to add: `title` is the type in plain French."""
        return {}

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """How pydantic asks for these keywords."""
        return {**handler(core), **self.schema}


@dataclass(frozen=True)
class Terms(Keywords):
    """The text is a key of the vocabulary of this name (`vocabulaires/<name>.yml`)."""

    name: str

    @property
    def schema(self) -> dict[str, Any]:
        """The vocabulary's name; `traversees.schema` lists its terms."""
        return {"vocabulaire": self.name}


@dataclass(frozen=True)
class Reference(Keywords):
    """The text is the id of a record of this folder; without a folder, `<folder>/<id>`."""

    folder: str = ""

    @property
    def schema(self) -> dict[str, Any]:
        """The folder; `traversees.schema` lists its records."""
        return {"dossier": self.folder}


@dataclass(frozen=True)
class Prose(Keywords):
    """The text is Markdown. `cited`: every paragraph names its source; `plain`: easy-to-read French."""

    cited: bool = False
    plain: bool = False

    @property
    def schema(self) -> dict[str, Any]:
        """What kind of text is expected."""
        cited = "texte, chaque paragraphe avec sa source"
        return {"title": cited if self.cited else "texte facile à lire" if self.plain else "texte"}


@dataclass(frozen=True)
class Line(Keywords):
    """The text is one line without Markdown, shown as it is."""

    @property
    def schema(self) -> dict[str, Any]:
        """A text that is a number, as « 811 », needs no quotes."""
        said = "Attendu : une seule ligne."
        shape = {"pattern": "^[^\\n]*\\n?$", "patternErrorMessage": said}
        return {"title": "texte d’une ligne", "type": ["string", "number"], **shape}


@dataclass(frozen=True)
class Moment(Keywords):
    """The text is a date, which may not be in the future."""


@dataclass(frozen=True)
class SourceId(Keywords):
    """The text is the id of a source of the same record."""

    @property
    def schema(self) -> dict[str, Any]:
        """A name that only this record knows."""
        return {"title": "nom court d’une source de la fiche"}


@dataclass(frozen=True)
class FormerName(Keywords):
    """The text is a name that the record, or the term, had before: the addresses made of it still answer."""

    @property
    def schema(self) -> dict[str, Any]:
        """A name that nobody types in a form."""
        return {"title": "ancien nom"}


@dataclass(frozen=True)
class Shape(Keywords):
    """The text has this shape, named and described in French; `error` is its sentence in `traversees.messages`."""

    name: str
    pattern: str
    error: str
    expected: str
    year: bool = False

    @cached_property
    def _fits(self) -> Callable[[str], object]:
        return re.compile(self.pattern).fullmatch

    def shaped(self, text: str) -> str:
        """The text itself; refused when it has another shape."""
        if not self._fits(text):
            raise PydanticCustomError(self.error, "{expected}", {"expected": self.expected})
        return text

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        """How pydantic asks for the rule."""
        return core_schema.no_info_after_validator_function(self.shaped, handler(source))

    @property
    def schema(self) -> dict[str, Any]:
        """The shape; editors read a year alone as a number."""
        years = {"type": ["string", "integer"], "minimum": 1000, "maximum": 9999} if self.year else {}
        said = f"Attendu : {self.expected}."
        return {"title": self.name, "pattern": f"^(?:{self.pattern})$", "patternErrorMessage": said, **years}


# --- Elementary values ------------------------------------------------------------------------------------

_MONTH, _DAY = "(0[1-9]|1[0-2])", "(0[1-9]|[12][0-9]|3[01])"
PARTIAL_DATE = Shape(
    "date",
    f"[0-9]{{4}}(-{_MONTH}(-{_DAY})?)?",
    "date_attendue",
    "AAAA, AAAA-MM ou AAAA-MM-JJ",
    year=True,
)
_FULL_DATE = Shape("date complète", f"[0-9]{{4}}-{_MONTH}-{_DAY}", "date_complete_attendue", "AAAA-MM-JJ")
_PERIOD = Shape(
    "année ou période",
    "[0-9]{4}(-[0-9]{4})?",
    "periode_attendue",
    "une année (2023) ou une période (2009-2012)",
    year=True,
)
_ADDRESS = Shape(
    "adresse web",
    r"https?://[^\s<>\"'`\\]+\.[^\s<>\"`\\]+",
    "adresse_attendue",
    "une adresse qui commence par https:// ou http://",
)
_SLUG = Shape(
    "nom court", "[a-z0-9]+(-[a-z0-9]+)*", "nom_kebab_attendu", "des minuscules sans accent, des chiffres et des tirets"
)
_CODE = Shape(
    "code", "[a-z0-9]+(--?[a-z0-9]+)*", "nom_kebab_attendu", "des minuscules sans accent, des chiffres et des tirets"
)


def _yes_or_no(value: object) -> object:
    return {"oui": True, "non": False}.get(str(value).casefold(), value)


def _one_line(text: str) -> str:
    if "\n" in text:
        raise PydanticCustomError("une_ligne_attendue", "une seule ligne")
    return text


Ligne = Annotated[str, StringConstraints(min_length=1, max_length=250), AfterValidator(_one_line), Line()]
Slug = Annotated[str, StringConstraints(max_length=100), _SLUG]
Adresse = Annotated[str, _ADDRESS]
DatePartielle = Annotated[str, PARTIAL_DATE, Moment()]
DateComplete = Annotated[str, _FULL_DATE, Moment()]
Periode = Annotated[str, _PERIOD]
Code = Annotated[str, _CODE]
Texte = Annotated[str, StringConstraints(min_length=1, max_length=6000), Prose()]
TexteSource = Annotated[str, StringConstraints(min_length=1, max_length=6000), Prose(cited=True)]
EnClair = Annotated[str, StringConstraints(min_length=1, max_length=1500), Prose(plain=True)]
Resume = Annotated[str, StringConstraints(min_length=1, max_length=400), Prose()]
Citation = Annotated[Slug, SourceId()]
OuiNon = Annotated[
    bool, BeforeValidator(_yes_or_no), WithJsonSchema({"title": "oui ou non", "enum": ["oui", "non", True, False]})
]
Citations = Annotated[tuple[Citation, ...], Field(min_length=1)]
AncienNom = Annotated[Slug, FormerName()]
AnciensNoms = Annotated[
    tuple[AncienNom, ...],
    Field(description="Noms de fichier que la fiche a portés, du premier au dernier : ses adresses répondent encore."),
]

Theme = Annotated[Slug, Terms("themes")]
Public = Annotated[Slug, Terms("publics")]
Metier = Annotated[Slug, Terms("metiers")]
Region = Annotated[Slug, Terms("regions")]
Statut = Annotated[Slug, Terms("statuts")]
Etat = Annotated[Slug, Terms("etats")]
Portee = Annotated[Slug, Terms("portees")]
Preuve = Annotated[Slug, Terms("preuves")]
TypeDeSource = Annotated[Slug, Terms("types-de-source")]
Lecture = Annotated[Slug, Terms("lectures")]
Famille = Annotated[Slug, Terms("familles-de-condition")]
Ici = Annotated[Slug, Terms("etats-de-condition")]
Aire = Annotated[Slug, Terms("aires")]
EtatDeTransfert = Annotated[Slug, Terms("etats-de-transfert")]
Forme = Annotated[Slug, Terms("formes")]


# --- Blocks -----------------------------------------------------------------------------------------------


B = TypeVar("B", bound="Block")


class Block(BaseModel):
    """A mapping with known keys only; immutable once read."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled as its values alone."""
        return _unpickled, (type(self), self.__pydantic_private__, *_values_of(self))


def _values_of(block: Block) -> list[Any]:
    return [getattr(block, name) for name in type(block).__pydantic_fields__]


def _light_block(kind: type[B], private: dict[str, Any] | None, values: Iterable[Any]) -> B:
    """The block of these values in half the memory: set one by one, they share their keys with all of its kind."""
    block = kind.__new__(kind)
    for name, value in zip(kind.__pydantic_fields__, values, strict=True):
        object.__setattr__(block, name, value)
    object.__setattr__(block, "__pydantic_fields_set__", _fields_of(kind))
    object.__setattr__(block, "__pydantic_extra__", None)
    object.__setattr__(block, "__pydantic_private__", private)
    return block


@cache
def _fields_of(kind: type[Block]) -> set[str]:
    """What pydantic notes of each block, and nobody asks: the keys that were written."""
    return set(kind.__pydantic_fields__)


def _light(value: Any) -> Any:  # noqa: ANN401 — any value of a block
    """`value`, the blocks that it holds made light."""
    if isinstance(value, Block):
        return _light_block(type(value), None, map(_light, _values_of(value)))
    if isinstance(value, tuple):
        return tuple(map(_light, value))
    return {key: _light(one) for key, one in value.items()} if isinstance(value, dict) else value


def _unpickled(kind: type[B], private: dict[str, Any] | None, *values: object) -> B:
    return _light_block(kind, private, map(_shared, values))


_SHORT = 40
"""Ids, terms, dates and names of towns, which many records hold, are no longer than that."""


def _shared(value: Any) -> Any:  # noqa: ANN401
    """`value`, its short texts kept once for all."""
    if isinstance(value, str):
        return sys.intern(value) if len(value) <= _SHORT else value
    return tuple(map(_shared, value)) if isinstance(value, tuple) else value


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


class Coordonnees(Block):
    """A point in Québec, in decimal degrees (WGS 84)."""

    lat: Annotated[float, Field(ge=44, le=63)] = Field(description="Latitude, entre 44 et 63.")
    lon: Annotated[float, Field(ge=-80, le=-57)] = Field(description="Longitude, entre -80 et -57.")


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


class Parole(Block):
    """Who said that this is needed, when, and in which words."""

    qui: Ligne = Field(description="La personne ou l’institution, avec sa fonction.")
    quand: DatePartielle = Field(description="Date du propos.")
    propos: TexteSource = Field(description="Ce qui est dit, dans nos mots ou en très courte citation.")


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


class Changement(Block):
    """What a fact changes for somebody's work."""

    pour: Metier = Field(description="Le métier concerné.")
    texte: Texte = Field(description="Ce que cela change, en une ou deux phrases (analyse).")


class Etape(Block):
    """A step of a reading path."""

    fiche: Annotated[str, Reference()] = Field(description="Ce qu’il faut lire : dossier/nom-de-la-fiche.")
    phrase: Ligne = Field(description="Pourquoi le lire, en une phrase.")


class Divergence(Block):
    """Something the sources disagree on."""

    objet: Ligne = Field(description="Ce sur quoi les sources ne s’accordent pas.")
    versions: Annotated[tuple[TexteSource, ...], Field(min_length=2)] = Field(
        description="Chaque version, avec sa source."
    )
    avis: Texte = Field(description="Ce que nous retenons, et pourquoi (analyse).")


# --- Records ----------------------------------------------------------------------------------------------


class Record(Block):
    """One file of the base. Its id is the file's name, and the address of its page."""

    folder: ClassVar[str]
    suffix: ClassVar[str] = ".yml"
    label: ClassVar[str]

    _document: Document = PrivateAttr()
    _values: dict[Any, tuple[Any, ...]] | None = PrivateAttr(default_factory=dict)

    @classmethod
    def from_document(cls, document: Document, data: dict[str, Any]) -> Self:
        """The record that `data` describes; raises pydantic's `ValidationError`."""
        record = cls.model_validate(data)
        record._document = document  # noqa: SLF001 — its own
        return record

    def without_positions(self) -> Self:
        """The same record, that no longer knows where each key of its file stands: ten times lighter."""
        private = {"_document": self._document.without_positions(), "_values": None}
        return _light_block(type(self), private, map(_light, _values_of(self)))

    @property
    def document(self) -> Document:
        """The file as written, with the position of every key."""
        return self._document

    @cached_property
    def id(self) -> str:
        """The file's name without its ending."""
        return self._document.id

    @property
    def former_ids(self) -> tuple[str, ...]:
        """The ids that the record had before, the first of all first; none for the kinds that have no page."""
        names: tuple[str, ...] = getattr(self, "anciens_noms", ())
        return names

    @property
    def first_id(self) -> str:
        """The first id that the record ever had, which no rename changes."""
        return next(iter(self.former_ids), self.id)

    @cached_property
    def path(self) -> str:
        """The file's path, relative to the project, with `/`."""
        return self._document.path

    @cached_property
    def body(self) -> str:
        """The Markdown text under the header of a `.md` record; empty for a `.yml` one."""
        return self._document.body


class Initiative(Record):
    """Une pratique, un organisme ou un programme du Québec."""

    folder = "initiatives"
    label = "initiative"

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


class Recit(Record):
    """Le récit d’une personne du voyage, ou la référence d’un récit publié ailleurs."""

    folder = "recits"
    suffix = ".md"
    label = "récit"

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


class Note(Record):
    """Une note sur la Seine-Saint-Denis ou sur le voyage."""

    folder = "contexte/notes"
    suffix = ".md"
    label = "note"

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


class Besoin(Record):
    """Un besoin exprimé en Seine-Saint-Denis."""

    folder = "contexte/besoins"
    label = "besoin"

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


class Acteur(Record):
    """Un acteur de la Seine-Saint-Denis."""

    folder = "contexte/acteurs"
    label = "acteur"

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


class Transfert(Record):
    """Un transfert de pratique entre le Québec et la France, fait, en cours ou abandonné."""

    folder = "contexte/transferts"
    label = "transfert"

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


class Terme(Record):
    """Un mot du Québec ou de France."""

    folder = "glossaire"
    label = "terme"

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


class Parcours(Record):
    """Un chemin de lecture."""

    folder = "parcours"
    label = "parcours"

    titre: Ligne = Field(description="Titre du parcours.")
    ordre: int = Field(description="Rang dans la liste des parcours.")
    pour: Ligne = Field(description="À qui il s’adresse.")
    minutes: Annotated[int, Field(ge=1, le=240)] = Field(description="Durée de lecture, en minutes.")
    pourquoi: Texte = Field(description="Ce qu’on en retire.")
    etapes: Annotated[tuple[Etape, ...], Field(min_length=2, max_length=12)] = Field(
        description="Étapes, dans l’ordre."
    )
    anciens_noms: AnciensNoms = ()


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

    folder = "vocabulaires"
    label = "vocabulaire"

    titre: Ligne = Field(description="Nom de la liste.")
    definition: Texte = Field(description="À quoi elle sert.")
    termes: Annotated[dict[Slug, TermeDeVocabulaire], Field(min_length=1)] = Field(
        description="Les termes, dans l’ordre d’affichage."
    )


KINDS: tuple[type[Record], ...] = (
    Vocabulaire,
    Initiative,
    Recit,
    Note,
    Besoin,
    Acteur,
    Transfert,
    Terme,
    Parcours,
)
