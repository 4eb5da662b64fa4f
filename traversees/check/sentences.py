"""Check: what a record may be blamed for, in French. Also read by the form, which says the same."""

from __future__ import annotations

MAX_BODY = 40_000

SENTENCES = {
    "future": "« {moment} » est dans le futur",
    "calendar": "« {moment} » n’existe pas dans le calendrier",
    "endless": "ce nombre n’est pas utilisable : écrivez-le en chiffres, tel qu’on le lit",
    "end_first": "la fin ({fin}) est avant le début ({debut})",
    "period": "la période « {annee} » finit avant de commencer",
    "reserved": "« {source} » est réservé à nos propres raisonnements : choisissez un autre nom",
    "twice": "source « {source} » déjà définie plus haut : donnez-lui un autre nom",
    "missing_source": "source « {source} » absente de la liste « sources »{suggestion}",
    "unused_source": "source « {source} » jamais citée : ajoutez [@{source}] dans un texte, ou retirez-la",
    "citation_in_line": "pas de source dans ce texte d’une ligne : citez-la dans un autre texte",
    "condition": "condition sans source : ajoutez « sources », ou « analyse: oui »",
    "no_actor": "nommez au moins un acteur local, ou écrivez « aucun_acteur: oui »",
    "actor_and_none": "un acteur est nommé : retirez « aucun_acteur: oui », ou cette liste",
    "independent": "aucune source indépendante de l’organisme : ajoutez-en une, ou dites-le dans « a_verifier »",
    "consent": "accord écrit manquant : un récit confié ne peut être publié sans lui",
    "address": "adresse manquante : une publication extérieure dit où la lire",
    "no_body": "texte manquant sous l’en-tête",
    "own_name": "« {name} » est un nom d’aujourd’hui : retirez-le des anciens noms",
    "name_twice": "« {name} » est écrit deux fois : gardez-le une fois",
    "long_body": "texte trop long : {length} signes ici, {most} au plus",
}
"""What a record may be blamed for: also read by the form, which says the same."""

AHEAD = 14
"""Hours: no clock of the world is further ahead of UTC. Also read by the form."""
