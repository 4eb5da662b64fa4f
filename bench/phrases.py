"""French sentences that mean nothing, with the words, lengths and rhythm of ours.

A text is made by a `Pen`: the same seed writes the same text. Common words come from the lists below; names of
places and of people are invented, and the farther one writes the more there are of them, as in any language.
"""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


def _listed(text: str, separator: str | None = None) -> list[str]:
    return [word.strip() for word in text.replace("\n", " ").split(separator)]


MASCULINE = _listed("""
accompagnement accueil agrément aidant apprentissage appui artisan atelier autobus bailleur bénévole bénéfice besoin budget
bureau café carnet chantier chemin choix cinéma collectif comité comptoir compte conseil contrat courrier cours cuisinier
débat défi départ dépôt désaccord diagnostic dialogue don dossier droit échange éducateur emploi encadrement engagement
ensemble entretien équipement espace essai exercice fonds foyer frigo gardien garage geste goûter groupe guichet guide
habitant hébergement horaire hôpital immeuble intervenant jardin journal jury kiosque lieu lien local logement loyer
magasin marché médiateur ménage message métier milieu mode moment mouvement moyen navire objectif observatoire outil
parent parrainage partage partenariat passage patient paysan pilote plan plaidoyer point potager pouvoir prêt principe
projet quartier quotidien refuge refus registre relais repas répit réseau retour rôle salaire salarié savoir secours
secret séjour service seuil site soin sommet soutien spectacle square stage statut suivi syndicat tableau témoin temps terrain
territoire tournoi transport travail tuteur usage village voisin volontaire voyage
""")
FEMININE = _listed("""
absence action adhésion adolescence adresse aide alliance ambiance animatrice année approche assemblée association attente
auberge avance bibliothèque boutique brigade caisse campagne cantine carte cellule charte citoyenneté classe clé colère
commande commission communauté compagnie compétence concertation confiance conférence consigne coopérative cour crèche
cuisine culture décision demande démarche dépense détresse dette difficulté direction discussion dispute durée échéance
école économie écoute éducatrice égalité embauche enquête entente entraide épicerie équipe espérance étape évaluation
expérience famille ferme fête file fondation force formation fratrie friperie garantie gestion grille heure
histoire idée image infirmière influence initiative inquiétude invitation journée langue lecture lettre liberté ligne
liste lutte maison mairie marche matinée médiation mémoire mère méthode mission mobilité monnaie neige norme nuit
occasion parole paroisse participation patience pause permanence personne peur phrase politique porte pratique présence
preuve prévention promesse question radio rencontre règle relation réponse ressource réunion rue ruelle saison salle santé séance
semaine serre signature solidarité solitude source subvention surprise table tâche tournée trace transition troupe
université valeur vie ville visite voisine voix
""")
REGULAR = _listed("""
absent certain constant content court direct discret éloigné entier étroit excellent fréquent garanti gradué gratuit
grand inattendu indépendant intelligent intéressant lent local léger oublié partagé permanent petit
précédent présent prudent reconnu régional rural salarié satisfaisant serré suffisant suivant troublant urbain urgent
ouvert adapté apaisé attendu coloré commun concret confiant décidé
""")
EITHER = _listed("""
accessible agréable aimable autonome autre bénévole calme capable civique commode communautaire difficile digne discutable
durable efficace équitable ferme fiable flexible fragile habitable historique honnête humble large libre
logique mobile modeste moderne multiple nécessaire paisible populaire possible pratique probable proche rapide
rare responsable simple sincère sociable solidaire sobre stable tranquille utile unique variable volontaire
""")
VERBS = _listed("""
abandonne accepte accompagne accueille adapte améliore anime annonce apaise apporte assure attire autorise bouscule
calcule cherche commence comporte consulte continue contourne corrige déclare défriche demande dépasse déplace dessine détaille
distribue documente donne double éclaire écoute encourage entoure envisage équilibre étudie évite examine explique facilite
forme garde héberge illustre imagine installe interroge invite limite loge mesure mobilise montre négocie nomme observe
occupe organise oriente partage pèse prépare présente prête prolonge propose protège questionne raconte rapproche rassemble refuse
regarde relance relie remarque remplace renforce répare respecte signale simplifie souligne stabilise traverse trouve
utilise valide vérifie vise visite
""")
TIMES = _listed(
    """
chaque matin; au printemps; depuis trois ans; le jeudi soir; en fin de mois; dès la première semaine; après l’été; pendant l’hiver;
à la rentrée; tous les quinze jours; au bout de six mois; sans délai; le plus souvent; une fois par saison; avant midi
""",
    ";",
)
ASIDES = _listed(
    """
sans formulaire; à voix haute; par petites touches; en tête à tête; à parts égales; sur rendez-vous; de proche en proche;
avec prudence; sans condition de ressources; à la demande; dans le désordre; en confiance; malgré tout; à titre d’essai; au cas par cas;
de bouche à oreille; à l’écart; hors les murs; à moindre coût; par écrit
""",
    ";",
)
FRAMES = (
    "depuis {annee}, {nom} {verbe} {objet} à {lieu}",
    "{nom} {verbe} {objet}, puis {verbe} {objet} {quand}",
    "sur {nombre}, un tiers {verbe} {objet}",
    "{quand}, {nom} {verbe} {objet} {comment}",
    "quand {nom} {verbe} {objet}, {nom} {verbe} {objet}",
    "à {lieu}, {nom} {verbe} {objet}",
    "{nom} {verbe} {objet} : {nom}, {nom} et {noms}",
    "{nom} ne {verbe} pas {nom} {comment}",
    "{nom} {verbe} {objet}",
)
STEMS = (
    *("adapt", "affirm", "anim", "articul", "attest", "concert", "consolid", "coordonn", "document", "expériment"),
    *("explor", "habit", "implant", "inform", "install", "libér", "médi", "mobilis", "modul", "observ", "orient"),
    *("particip", "planifi", "présent", "réform", "régul", "repér", "résid", "sensibilis", "stabilis", "valoris"),
)
BEFORE = ("", "", "auto", "co", "contre-", "dé", "inter", "multi", "pluri", "pré", "re", "sur", "trans")
AFTER = ("age", "ation", "eur", "ance", "ement", "euse", "isme", "erie", "oir", "ure")
FEMININE_AFTER = ("ation", "ance", "euse", "erie", "ure")
SYLLABLES = (
    *("al", "bar", "bel", "ber", "bois", "bri", "cha", "clo", "cor", "dal", "dor", "du", "fer", "flo", "fon", "gar"),
    *("gi", "gran", "hau", "ja", "jo", "lan", "li", "lor", "ma", "mel", "mir", "mon", "nor", "or", "per", "plai"),
    *("quer", "ra", "ri", "ro", "sa", "sau", "ser", "tan", "ter", "tour", "val", "ver", "vi", "vol"),
)
ENDINGS = ("court", "fort", "lac", "mont", "nac", "neuf", "range", "rive", "ton", "val", "vert", "ville")

_RARITY = 0.6
"""How slowly words grow rare: with less, a long text holds more names that are found once."""

_FAMILIAR = 120
"""How many names come back often."""

_WORDS_SHARE = 0.08
"""How often a word to be used is."""


class Pen:
    """Writes words, sentences and texts, always the same for the same seed."""

    def __init__(self, seed: str) -> None:
        """A pen that remembers nothing of another."""
        self.random = random.Random(seed)  # noqa: S311 — a text, not a secret
        self.pick = self.random.choice

    def chance(self, share: float) -> bool:
        """True this often."""
        return self.random.random() < share

    def about(self, count: float, spread: float = 0.25) -> int:
        """A whole number near `count`, at least 1."""
        return max(1, round(count * self.random.uniform(1 - spread, 1 + spread)))

    def some(self, values: Sequence[str], count: int) -> list[str]:
        """So many of `values`, or all of them, each once."""
        return self.random.sample(values, min(count, len(values)))

    def rank(self) -> int:
        """A rank from 0: low ones come back often, high ones never end."""
        return int(_FAMILIAR * (self.random.paretovariate(_RARITY) - 1))

    # --- Words

    def place(self) -> str:
        """An invented place."""
        return _place(self.rank())

    def noun(self) -> str:
        """A noun and perhaps an adjective, with its article."""
        word, feminine = self._noun()
        article = ("la" if feminine else "le") if self.chance(0.6) else ("une" if feminine else "un")
        return elided(f"{article} {word}")

    def nouns(self) -> str:
        """A noun in the plural."""
        word = self.pick(self.pick((MASCULINE, FEMININE)))
        return f"{self.pick(('les', 'des', 'ses', 'plusieurs', 'quelques'))} {plural(word)}"

    def _noun(self) -> tuple[str, bool]:
        if self.chance(0.12):
            word = _derived(self.rank())
            return word, word.endswith(FEMININE_AFTER)
        feminine = self.chance(0.5)
        return noun_phrase(self, feminine=feminine), feminine

    def object(self) -> str:
        """What a verb acts upon."""
        text = self.nouns() if self.chance(0.4) else self.noun()
        return elided(f"{text} de {self.pick(MASCULINE + FEMININE)}") if self.chance(0.3) else text

    # --- Sentences

    def plain_sentence(self) -> str:
        """A short one, that everyone can read."""
        return capitalized(f"{self.noun()} {self.pick(VERBS)} {self.object()}.")

    def sentence(self, words: Sequence[str] = ()) -> str:
        """A sentence as ours are; `words` may be used in it."""
        filled = _BLANK.sub(lambda blank: self._fill(blank[1], words), self.pick(FRAMES))
        return capitalized(_NE.sub("n’", filled)) + "."

    def _fill(self, blank: str, words: Sequence[str]) -> str:
        if blank == "objet" and words and self.chance(_WORDS_SHARE):
            return f"{self.object()} ({self.pick(words)})"
        return _BLANKS[blank](self)

    def sentences(self, length: int, words: Sequence[str] = ()) -> Iterator[str]:
        """Sentences for about `length` signs."""
        while length > 0:
            text = self.sentence(words)
            length -= len(text) + 1
            yield text

    def line(self, length: int) -> str:
        """One sentence or more on a line, never longer than `length`."""
        return self._filled(length, self.sentence)

    def plain(self, length: int) -> str:
        """Easy-to-read sentences, one for each line, never longer than `length` in all."""
        return self._filled(length, self.plain_sentence, "\n")

    def _filled(self, length: int, sentence: Callable[[], str], gap: str = " ") -> str:
        text = sentence()
        while len(text) > length:
            text = sentence()
        while len(more := f"{text}{gap}{sentence()}") <= length:
            text = more
        return text


_BLANK = re.compile(r"\{(\w+)\}")
_NE = re.compile(r"\bne (?=[aeiouyhéèêâîôœ])")
_BLANKS: dict[str, Callable[[Pen], str]] = {
    "nom": Pen.noun,
    "noms": Pen.nouns,
    "objet": Pen.object,
    "lieu": Pen.place,
    "verbe": lambda pen: pen.pick(VERBS),
    "quand": lambda pen: pen.pick(TIMES),
    "comment": lambda pen: pen.pick(ASIDES),
    "annee": lambda pen: str(pen.random.randrange(1985, 2025)),
    "nombre": lambda pen: f"{pen.random.randrange(20, 990)} {plural(pen.pick(FEMININE))}",
}


def noun_phrase(pen: Pen, *, feminine: bool) -> str:
    """A noun, and four times in ten an adjective that agrees."""
    word = pen.pick(FEMININE if feminine else MASCULINE)
    if not pen.chance(0.4):
        return word
    return f"{word} {agreed(pen.pick(REGULAR + EITHER), feminine=feminine)}"


def agreed(adjective: str, *, feminine: bool) -> str:
    """The adjective in its gender."""
    return f"{adjective}e" if feminine and not adjective.endswith("e") else adjective


def plural(word: str) -> str:
    """The word in the plural."""
    return word if word[-1] in "sxz" else f"{word}x" if word.endswith("eau") else f"{word}s"


def elided(text: str) -> str:
    """« l’atelier », « d’accueil »."""
    return re.sub(r"\b(le|la|de) (?=[aeiouyhéèêâîôœ])", lambda match: f"{match[1][0]}’", text)


def capitalized(text: str) -> str:
    """The text with its first letter in capital."""
    return text[:1].upper() + text[1:]


def _place(rank: int) -> str:
    first, rest = rank % len(SYLLABLES), rank // len(SYLLABLES)
    name = SYLLABLES[first] + ENDINGS[rest % len(ENDINGS)]
    rest //= len(ENDINGS)
    while rest:
        name = SYLLABLES[rest % len(SYLLABLES)] + name
        rest //= len(SYLLABLES)
    return f"Saint-{name.capitalize()}" if rank % 3 == 0 else name.capitalize()


def _derived(rank: int) -> str:
    """A word built as French builds them."""
    stem, rest = STEMS[rank % len(STEMS)], rank // len(STEMS)
    after, rest = AFTER[rest % len(AFTER)], rest // len(AFTER)
    return f"{BEFORE[rest % len(BEFORE)]}{stem}{after}"
