"""Invented records, kind by kind. Lengths and numbers of items are the averages of the real records (November 2026)."""

from __future__ import annotations

import json
import random
from itertools import cycle
from typing import TYPE_CHECKING, Any

from bench.phrases import EITHER, FEMININE, MASCULINE, REGULAR, Pen, agreed, capitalized, elided
from traversees.records.kinds import Acteur, Besoin, Initiative, Note, Parcours, Recit, Terme, Transfert
from traversees.records.problems import slug_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from traversees.records.record import Record

Data = dict[str, Any]

TODAY = "2025-11-20"
"""The day on which everything invented was checked."""


class Writer:
    """Writes records one after the other, and remembers what the next ones may refer to."""

    def __init__(self, terms: dict[str, list[str]]) -> None:
        """`terms`: the keys of each vocabulary."""
        self.terms = terms
        self.ids: dict[str, list[str]] = {}
        self.names = _words_to_define()
        self.words: list[str] = []

    def record(self, kind: type[Record]) -> tuple[str, Data, str]:
        """The id, the keys and the body of the next record of this kind."""
        ids = self.ids.setdefault(kind.folder, [])
        self.rank = len(ids)
        self.pen = Pen(f"{kind.folder} {self.rank}")
        self.source_ids: list[str] = []
        name, data, body = _WRITERS[kind](self)
        if self.source_ids:
            data |= {"sources": self._sources(json.dumps(data) + body)}
        if kind is not Parcours:
            data |= {"verifie_le": TODAY}
        ids.append(f"{name}-{self.rank}" if self.rank else name)
        return ids[-1], data, body

    # --- Parts of records

    def _cite(self, count: float) -> Iterator[str]:
        """Names about so many sources in turn."""
        years = range(2005, 2026)
        self.source_ids = [
            f"{slug_of(self.pen.pick(FEMININE))}-{self.pen.pick(years)}-{rank:02}"
            for rank in range(self.pen.about(count))
        ]
        return cycle(self.source_ids)

    def _sources(self, text: str) -> list[Data]:
        """The sources that `text` names."""
        return [self._source(rank, each) for rank, each in enumerate(self.source_ids) if each in text]

    def _source(self, rank: int, source_id: str) -> Data:
        return {
            "id": source_id,
            "titre": self._title(80),
            "editeur": capitalized(f"{self.pen.noun()} de {self.pen.place()}"),
            "date": f"{self.pen.random.randrange(2005, 2025)}-{self.pen.random.randrange(1, 13):02}",
            "url": f"https://{slug_of(self.pen.place())}.example/{slug_of(self._title(70))}",
            "consulte": TODAY,
            "type": self._term("types-de-source") if rank else "presse",
            "portee": self._term("lectures"),
        }

    def _others(self, kind: type[Record], count: float) -> list[str]:
        """About so many earlier records of a kind, or all there are."""
        return self.pen.some(self.ids.get(kind.folder, []), self.pen.about(count, 0.5))

    def _listed(self, vocabulary: str, count: float) -> list[str]:
        return self.pen.some(self.terms[vocabulary], self.pen.about(count, 0.3))

    def _term(self, vocabulary: str) -> str:
        return self.pen.pick(self.terms[vocabulary])

    def _title(self, length: int) -> str:
        return self.pen.line(length).rstrip(".")

    def _text(self, length: int, paragraphs: int, sources: Iterator[str], bullet: str = "") -> str:
        """Paragraphs, or items, that cite their sources; about so many signs in all."""
        words = self.pen.some(self.words, 12)
        parts = []
        for _ in range(paragraphs):
            sentences = [text[:-1] for text in self.pen.sentences(self.pen.about(length / paragraphs), words)]
            cited = [text if self.pen.chance(0.5) else f"{text} [@{next(sources)}]" for text in sentences[:-1]]
            parts.append(bullet + ". ".join([*cited, f"{sentences[-1]} [@{next(sources)}]."]))
        return ("\n" if bullet else "\n\n").join(parts)

    def _free(self, length: int) -> str:
        """One paragraph that cites nothing."""
        return self.pen.line(self.pen.about(length, 0.1))

    def _questions(self, count: float) -> list[str]:
        return [f"{self._title(100)} ?" for _ in range(self.pen.about(count))]

    def _figures(self, count: int, series: int, sources: Iterator[str]) -> list[Data]:
        """Figures; the last ones are a series."""
        return [
            {
                "valeur": self.pen.random.randrange(3, 90_000),
                "unite": self.pen.pick(("personnes", "heures", "%", "€", "$ CA")),
                "libelle": self._title(70),
                "annee": str(2024 - rank),
                **({"serie": "Une série"} if rank < series else {}),
                "sources": [next(sources)],
            }
            for rank in reversed(range(count))
        ]

    # --- Records

    def _initiative(self) -> tuple[str, Data, str]:
        pen, cite = self.pen, self._cite(15.8)
        place = pen.place()
        name = capitalized(f"{_compound(pen)} de {place}")
        data = {
            "nom": name,
            "porteur": capitalized(f"{_compound(pen)} et {_compound(pen)} de {place}"),
            "statut": self._term("statuts"),
            "etat": self._term("etats"),
            "portee": self._term("portees"),
            "region": self._term("regions"),
            "ville": place,
            "coordonnees": {"lat": round(pen.random.uniform(45, 50), 2), "lon": round(pen.random.uniform(-79, -65), 2)},
            "debut": str(pen.random.randrange(1970, 2024)),
            "site": f"https://{slug_of(place)}.example",
            "themes": self._listed("themes", 4),
            "publics": self._listed("publics", 3.6),
            "metiers": self._listed("metiers", 5),
            "besoins": [{"besoin": each, "pourquoi": self._title(130) + "."} for each in self._others(Besoin, 2.8)],
            "resume": pen.line(360),
            "en_clair": pen.plain(370),
            "probleme": self._text(590, 3, cite),
            "pratique": self._text(1110, 5, cite),
            "qui_fait_quoi": self._text(630, 4, cite, "- "),
            "place_des_personnes": self._text(480, 2, cite),
            "moyens": self._text(520, 2, cite),
            "limites": self._text(740, 5, cite, "- "),
            "chiffres": self._figures(pen.about(5.3), 0, cite),
            "resultats": [
                {"texte": pen.line(150), "preuve": self._term("preuves"), "sources": [next(cite)]}
                for _ in range(pen.about(3.6))
            ],
        }
        data |= {"transfert": self._transposition(cite), "a_verifier": self._questions(5)}
        return slug_of(name), data, ""

    def _transposition(self, cite: Iterator[str]) -> Data:
        conditions = [
            {
                "famille": self._term("familles-de-condition"),
                "texte": self.pen.line(150),
                "ici": self._term("etats-de-condition"),
                **({"sources": [next(cite)]} if self.pen.chance(0.5) else {"analyse": True}),
            }
            for _ in range(self.pen.random.randrange(5, 9))
        ]
        return {
            "idee": self._free(430),
            "essayer": self._free(320),
            "conditions": conditions,
            "acteurs": self._others(Acteur, 4.3),
            "deja": self._others(Transfert, 1) if self.pen.chance(0.2) else [],
        }

    def _recit(self) -> tuple[str, Data, str]:
        pen, cite = self.pen, self._cite(1.8)
        title, told = self._title(100), pen.chance(0.5)
        date = f"{pen.random.randrange(2015, 2025)}-{pen.random.randrange(1, 13):02}-{pen.random.randrange(1, 28):02}"
        agreement = {"date": TODAY, "portee": "Le texte entier, sous pseudonyme.", "retrait": "Un message suffit."}
        elsewhere = {
            "media": f"Le Courrier de {pen.place()}",
            "url": f"https://{slug_of(pen.place())}.example/{pen.rank()}",
        }
        data = {
            "titre": title,
            "auteurs": [{"nom": pen.place(), "fonction": _compound(pen), "structure": _compound(pen)}],
            "date": date,
            "forme": "texte" if told else "publication-exterieure",
            **({"consentement": agreement} if told else elsewhere),
            "resume": pen.line(300),
            "initiatives": self._others(Initiative, 1.5),
            "themes": self._listed("themes", 3.2),
            "besoins": self._others(Besoin, 3),
        }
        return f"{date}-{slug_of(title)[:40].strip('-')}", data, self._body(1320, 2, cite)

    def _body(self, length: int, headings: int, cite: Iterator[str]) -> str:
        parts = [f"## {self._title(60)}\n\n{self._text(length // headings, 2, cite)}" for _ in range(headings)]
        return "\n\n".join(parts)

    def _note(self) -> tuple[str, Data, str]:
        pen, cite = self.pen, self._cite(10.7)
        title = "Le voyage" if self.rank == 0 else self._title(60)  # the site’s menu leads to that one
        disagreement = {
            "objet": self._title(60),
            "versions": [self._text(180, 1, cite), self._text(180, 1, cite)],
            "avis": pen.line(120),
        }
        data = {
            "titre": title,
            "ordre": self.rank + 1,
            "resume": pen.line(320),
            "en_clair": pen.plain(340),
            "themes": self._listed("themes", 2.7),
            "chiffres": self._figures(pen.about(7.4), pen.pick((0, 4, 5)), cite),
            "changements": [{"pour": each, "texte": pen.line(170)} for each in self._listed("metiers", 3)],
            "besoins": self._others(Besoin, 3),
            **({"divergences": [disagreement]} if pen.chance(0.6) else {}),
            "a_verifier": self._questions(4.4),
        }
        return slug_of(title), data, self._body(1900, 4, cite)

    def _besoin(self) -> tuple[str, Data, str]:
        pen, cite = self.pen, self._cite(7.2)
        name = _compound(pen, 40)
        data = {
            "libelle": self._title(65),
            "court": capitalized(name),
            "ordre": self.rank + 1,
            "resume": pen.line(240),
            "en_clair": pen.plain(300),
            "themes": self._listed("themes", 2.4),
            "paroles": [
                {
                    "qui": f"{_compound(pen)} de {pen.place()}",
                    "quand": str(2015 + each),
                    "propos": self._text(140, 1, cite),
                }
                for each in range(pen.about(2.4))
            ],
            "contexte": self._text(990, 3, cite),
            "deja_la": self._others(Acteur, 5.4),
            "a_verifier": self._questions(2.4),
        }
        return slug_of(name), data, ""

    def _acteur(self) -> tuple[str, Data, str]:
        pen, cite = self.pen, self._cite(2.8)
        name = capitalized(f"{_compound(pen)} de {pen.place()}")
        data = {
            "nom": name,
            "role": pen.line(110),
            "villes": sorted({pen.place() for _ in range(pen.about(1.7))}),
            "themes": self._listed("themes", 2.8),
            "presentation": self._text(470, 1, cite),
            "accueillir": self._free(300),
            "a_verifier": self._questions(1.7),
        }
        return slug_of(name), data, ""

    def _transfert(self) -> tuple[str, Data, str]:
        pen, cite = self.pen, self._cite(4.2)
        name = capitalized(f"{_compound(pen)} en France")
        data = {
            "nom": name,
            "de": "quebec",
            "vers": "france",
            "lieux": sorted({pen.place() for _ in range(pen.about(2.9))}),
            "debut": str(pen.random.randrange(1990, 2024)),
            "etat": self._term("etats-de-transfert"),
            "resume": pen.line(285),
            "histoire": self._text(670, 3, cite),
            "appris": self._text(370, 2, cite),
            "a_verifier": self._questions(1.7),
        }
        return slug_of(name), data, ""

    def _terme(self) -> tuple[str, Data, str]:
        pen, cite = self.pen, self._cite(1.7)
        word = self.names[self.rank % len(self.names)]
        data = {
            "terme": capitalized(word),
            **({"sigle": "".join(pen.some("BCDFGHJLMNPRSTV", 4))} if pen.chance(0.33) else {}),
            "aire": self._term("aires"),
            "definition": self._text(220, 1, cite),
            "equivalent": pen.line(90),
            **({"faux_ami": pen.line(130)} if pen.chance(0.58) else {}),
            "synonymes": [_compound(pen) for _ in range(pen.about(8.1))],
        }
        self.words.append(word)
        return slug_of(word), data, ""

    def _parcours(self) -> tuple[str, Data, str]:
        pen = self.pen
        steps = [f"{folder}/{pen.pick(ids)}" for folder, ids in self.ids.items() if ids for _ in range(2)]
        title = self._title(40)
        data = {
            "titre": title,
            "ordre": self.rank + 1,
            "pour": self._title(80),
            "minutes": 5 * pen.about(10),
            "pourquoi": self._free(255),
            "etapes": [{"fiche": step, "phrase": pen.line(100)} for step in pen.some(steps, 10)],
        }
        return slug_of(title), data, ""


_WRITERS: dict[type[Record], Callable[[Writer], tuple[str, Data, str]]] = {
    Initiative: Writer._initiative,  # noqa: SLF001 — its own
    Recit: Writer._recit,  # noqa: SLF001
    Note: Writer._note,  # noqa: SLF001
    Besoin: Writer._besoin,  # noqa: SLF001
    Acteur: Writer._acteur,  # noqa: SLF001
    Transfert: Writer._transfert,  # noqa: SLF001
    Terme: Writer._terme,  # noqa: SLF001
    Parcours: Writer._parcours,  # noqa: SLF001
}


def _compound(pen: Pen, longest: int = 60) -> str:
    """A name such as « comptoir de quartier »."""
    first = pen.pick(MASCULINE + FEMININE)
    text = elided(f"{first} de {pen.pick(MASCULINE + FEMININE)}")
    return text if len(text) <= longest else first


def _words_to_define() -> list[str]:
    """Every noun with every adjective, in an order that never changes."""
    names = [
        f"{noun} {agreed(adjective, feminine=feminine)}"
        for feminine, nouns in ((False, MASCULINE), (True, FEMININE))
        for noun in nouns
        for adjective in REGULAR + EITHER
    ]
    random.Random("termes").shuffle(names)  # noqa: S311 — an order, not a secret
    return names
