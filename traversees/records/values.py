"""Records: the elementary values that a contributor writes, each with its rule."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from traversees.records.file_names import LONGEST, RESERVED
from traversees.records.keywords import FormerName, Line, Moment, Prose, Shape, SourceId, Terms

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
    r"""https?://[^\s<>"'`\\]+\.[^\s<>"`\\]+""",
    "adresse_attendue",
    "une adresse qui commence par https:// ou http://",
)

_SLUG = Shape(
    "nom court", "[a-z0-9]+(-[a-z0-9]+)*", "nom_kebab_attendu", "des minuscules sans accent, des chiffres et des tirets"
)

_FILE_NAME = Shape(
    "nom court",
    f"(?!(?:{RESERVED.pattern})$){_SLUG.pattern}",
    "nom_permis_attendu",
    f"{_SLUG.expected}, sauf les noms que Windows refuse",
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

Slug = Annotated[str, StringConstraints(max_length=LONGEST), _SLUG]

NomDeFichier = Annotated[Slug, _FILE_NAME]

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

AncienNom = Annotated[NomDeFichier, FormerName()]

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
