"""Render: the sections of each kind of page, named by keys, which readers link to; a kind of record declares its own.

A kind is a template. `{}` in an id stands for a word of the page: a letter, a year, the rank of a step. A page may be
redrawn: its template says what a section is called and where it stands, the id stays. When the section itself goes, its id
goes to `ANCHORS`, with the key of the section that answers for it.
"""

from __future__ import annotations

import re
from collections import defaultdict

from traversees.records.kinds import WITH_PAGE
from traversees.records.problems import slug_of


def _named(ids: str, **others: str) -> dict[str, str]:
    """The id of each key: `place_des_personnes` is the key of `place-des-personnes`; the `others` are named apart."""
    return {name.replace("-", "_"): name for name in ids.split()} | others


SECTIONS: defaultdict[str, dict[str, str]] = defaultdict(
    dict,
    {
        **{kind.kind_name(): _named(kind.sections) for kind in WITH_PAGE},
        "plan-du-site": {kind.folder: slug_of(kind.plural) for kind in WITH_PAGE},
        "accueil": _named("besoin theme metier temps voyage confiance"),
        "besoins": _named("croiser"),
        "carte": _named("par-region tout-le-quebec"),
        "comparer": _named("tableau choisir"),
        "contexte": _named("besoins notes acteurs transferts"),
        "etat-de-la-base": _named("couverture trous preuves lectures questions"),
        "formulaire/initiative": _named("", etape="etape-{}"),
        "formulaire/recit": _named("", etape="etape-{}"),
        "formulaire/terme": _named("", etape="etape-{}"),
        "frise": _named("sans-date", annees="annees-{}"),
        "glossaire": _named("", lettre="lettre-{}"),
        "guide": _named("fiches ecrire commandes"),
        "guide-fiche": _named("cles exemple schema"),
        "listes": _named("", liste="{}"),
        "pages/a-propos": _named("origine trouver regles methode reutiliser"),
        "pages/accessibilite": _named("etat verifie non-accessible technologies contact"),
        "pages/contribuer": _named("facons formulaire idee recit modification initiative regles"),
        "pages/donnees-personnelles": _named("lecture recit personnes editeur droits"),
        "pages/mentions-legales": _named("editeur independance droits erreur"),
        "pages/recit": _named("quoi formulaire accord"),
        "pages/suivre": _named("comment flux besoins themes publics metiers regions"),
        "recits": _named("confies publies"),
    },
)
"""The id of each section, by kind of page and by key."""

ANCHORS: defaultdict[str, dict[str, str]] = defaultdict(dict)
"""The ids of sections that are no more, and the key of the section above which each is kept, by kind of page."""


def with_anchors(body: str, sections: dict[str, str], anchors: dict[str, str]) -> str:
    """`body`, an empty anchor above each section that answers for a former one."""
    for former, key in anchors.items():
        heading = re.compile(rf'^(?=#{{2,6}} .*{{#{sections[key]}[ }}]|<h[2-6] id="{sections[key]}")', re.MULTILINE)
        body = heading.sub(f'<div id="{former}"></div>\n\n', body, count=1)
    return body


def section_ids() -> list[str]:
    """Each section as `<kind of page>#<id>`, those that others answer for among them."""
    kinds = sorted({*SECTIONS, *ANCHORS})
    return [f"{kind}#{name}" for kind in kinds for name in (*SECTIONS[kind].values(), *ANCHORS[kind])]
