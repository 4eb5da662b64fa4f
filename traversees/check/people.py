"""Check: names that may be those of people whom a service accompanies. Doubts, which stop nothing.

A program cannot tell a person who was met from one who speaks in public: it points, somebody decides. Someone whose
function stands beside the name speaks in public, and so does someone named in full in a paragraph with its source.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from traversees.french.prose import ANALYSIS, CITATION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from traversees.french.prose import Finding

_NAME = r"[A-ZÀ-Ý](?:[a-zà-ÿ]+|\.)?(?:[-’'][A-ZÀ-Ý]?[a-zà-ÿ]*)*"
_FIRST = r"[A-ZÀ-Ý][a-zà-ÿ]+(?:-[A-ZÀ-Ý][a-zà-ÿ]+)?"
_AGED = (
    r"(?:,? âgée?s? de |, | \()\d{1,2} (?:ans(?! (?:après|avant|plus|de|d’|et|plus tard))|mois\b(?! (?:après|plus|de)))"
)
_LIKELY = re.compile(
    rf"\b(?:M\.|(?:Mr|Mrs|Mme|Mlle)\.?|[Mm](?:adame|onsieur|ademoiselle)) (?:(?:d[eu’']|de la|le|la) ?)?(?P<civil>{_NAME}(?: {_NAME})*)"
    rf"|(?<![\w’-]){_FIRST}(?: [A-ZÀ-Ý]\.)?{_AGED}"
    rf"|\b(?:la|le|du|au|une?) (?:petite?|jeune) {_FIRST}\b"
    rf"|\bprénommée? {_FIRST}\b"
    rf"|(?<![\w’.-]){_FIRST} [A-ZÀ-Ý]\.(?=,| [a-zà-ÿ(])"
)
_HINT = re.compile(
    r"[A-Zmjp\d\u00a0\u202f](?:(?<=M)(?:\.|(?:r|rs|me|lle)\b)|(?<=[Mm])(?:adame|onsieur|ademoiselle) |(?<=\d) (?:ans|mois)\b"
    r"|(?<=p)(?:etite?|rénommée?) [A-ZÀ-Ý]|(?<=j)eune [A-ZÀ-Ý]|(?<= [A-Z])\.|(?<=[\u00a0\u202f]))"
)
"""What every likely name has: most texts have none of it. A search for few first signs is twice quicker."""
_FUNCTION = (
    r"(?:vice-)?(?:présidente?|ministre|mairesse|maire|adjointe?|députée?|sénat(?:eur|rice)|préf(?:et|ète)|élue?|"
    r"direct(?:eur|rice)|coordonnat(?:eur|rice)|coordinat(?:eur|rice)|fondat(?:eur|rice)|cofondat(?:eur|rice)|"
    r"responsable|cheffe?|conseill(?:er|ère)|professeure?|cherch(?:eur|euse)|doctorante?|sociologue|économiste|"
    r"journaliste|aut(?:eur|rice)|avocate?|juge|médecin|infirmi(?:er|ère)|psychologue|psychiatre|éducat(?:eur|rice)|"
    r"assistante? (?:sociale?|de service social)|travaill(?:eur|euse) sociale?|intervenante?|porte-parole|rapporteure?|"
    r"déléguée?|administrat(?:eur|rice)|secrétaire|trésori(?:er|ère)|cadre|formateur|formatrice|commissaire)"
)
_AFTER = re.compile(rf"^,? \(?(?:(?:alors|ancien|ancienne|la|le|l’) ?)*{_FUNCTION}\b", re.IGNORECASE)
_BEFORE = re.compile(rf"\b{_FUNCTION}(?: [a-zà-ÿ’'-]+){{0,6}},? $", re.IGNORECASE)
_QUESTION = (
    "est-ce une personne accompagnée ? Si oui, retirez ce qui la fait reconnaître ; sinon, dites sa fonction "
    "à côté de son nom"
)
_SPACES = str.maketrans("\u00a0\u202f'", "  ’")


def likely_people(text: str) -> Iterator[Finding]:
    """Where `text` may name somebody who did not choose to be public."""
    if not _HINT.search(text):
        return
    text = text.translate(_SPACES)
    for match in _LIKELY.finditer(text):
        before, after = text[: match.start()].rpartition("\n\n")[2], text[match.end() :].partition("\n\n")[0]
        in_full = " " in (match["civil"] or "") and not re.search(r"\b[A-ZÀ-Ý]\.", match["civil"])
        sourced = any(call[1] != ANALYSIS for call in CITATION.finditer(before + after))
        if not _AFTER.search(after) and not _BEFORE.search(before) and not (in_full and sourced):
            yield match.start(), f"« {match[0].strip(' (,')} » : {_QUESTION}"
