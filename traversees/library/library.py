"""Link: all the records together, and the questions one may ask of them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from traversees.check.people import doubts
from traversees.check.rules import check_document
from traversees.check.twins import doubt_of, twins
from traversees.french.prose import CITATION
from traversees.library.proximity import Proximity
from traversees.library.words import Lexicon
from traversees.records.documents import read_document
from traversees.records.evidence import Source
from traversees.records.keywords import FormerName, Line, Prose, Reference, Terms
from traversees.records.kinds import (
    KINDS,
    Acteur,
    Besoin,
    Initiative,
    Note,
    Parcours,
    Recit,
    Terme,
    Transfert,
    Vocabulaire,
)
from traversees.records.marks import marked_values
from traversees.records.problems import Problem, ProblemsFound, folded, shortened, slug_of, suggestion
from traversees.records.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from traversees.records.kinds.initiative import Condition
    from traversees.records.kinds.vocabulaire import TermeDeVocabulaire

    Check = Callable[[Path, Iterable[tuple[str, type[Record]]], str], Iterable[Record | ProblemsFound]]

R = TypeVar("R", bound=Record)

IGNORED = {".DS_Store", "Thumbs.db", ".gitkeep"}
_FEW = 8
"""A closed list of so many terms is told whole in a message."""


def load_library(root: Path, today: str, check: Check | None = None) -> Library:
    """The whole base under `root` on the day `today` (AAAA-MM-JJ); raises `ProblemsFound` with all problems.

    `check` reads and checks the files in its own manner (from memory, several at once…), with the same outcome.
    """
    problems: list[Problem] = []
    files = [(path, kind) for kind in KINDS for path in record_paths(root, kind, problems)]
    records: list[Record] = []
    for outcome in (check or check_each)(root, files, today):
        if isinstance(outcome, ProblemsFound):
            problems.extend(outcome.problems)
        else:
            records.append(outcome)
    known = {f"{kind.folder}/{path.rsplit('/', 1)[-1].rsplit('.', 1)[0]}" for path, kind in files}
    library = Library(tuple(records))
    problems.extend(misplaced_in_context(root))
    if faulty := {problem.path for problem in link_problems(library, known)}:
        problems.extend(link_problems(_with_positions(library, faulty, root, today), known))
    if problems:
        raise ProblemsFound(problems, doubts_in(library, root, today))
    return library


def check_each(root: Path, files: Iterable[tuple[str, type[Record]]], today: str) -> Iterator[Record | ProblemsFound]:
    """The record of each file or what is wrong with it; a record leaves the positions of its keys in its file."""
    for path, kind in files:
        try:
            yield check_document(read_document(root, path), kind, today).without_positions()
        except ProblemsFound as found:
            yield found


def doubts_in(library: Library, root: Path, today: str) -> list[Problem]:
    """What somebody should look at in the records under `root`, though nothing forbids to publish it."""
    named = {record.path for record in library.records if any(doubts(record))}
    copies = {record.path: (key, other) for record, key, other in twins(library.records)}
    if not (named or copies):
        return []
    again = {record.path: record for record in _with_positions(library, named | copies.keys(), root, today).records}
    found = [doubt for path in named for doubt in doubts(again[path])]
    return sorted([*found, *(doubt_of(again[path], key, other) for path, (key, other) in copies.items())])


def _with_positions(library: Library, paths: set[str], root: Path, today: str) -> Library:
    """`library`, the records at `paths` read again with the position of every key."""
    again = (
        check_document(read_document(root, r.path), type(r), today) if r.path in paths else r for r in library.records
    )
    return Library(tuple(again))


def load_vocabularies(root: Path, today: str) -> Library:
    """The closed lists alone: what one needs to write a record while others are broken; raises `ProblemsFound`."""
    problems: list[Problem] = []
    files = [(path, Vocabulaire) for path in record_paths(root, Vocabulaire, problems)]
    outcomes = list(check_each(root, files, today))
    problems.extend(p for found in outcomes if isinstance(found, ProblemsFound) for p in found.problems)
    if problems:
        raise ProblemsFound(problems)
    return Library(tuple(record for record in outcomes if isinstance(record, Record)))


def record_paths(root: Path, kind: type[Record], problems: list[Problem]) -> Iterator[str]:
    """The path of each file of this kind, in order; what has no place there is added to `problems`."""
    folder = root / kind.folder
    if folder.is_symlink():
        problems.append(Problem(kind.folder, 1, 1, "", "lien symbolique refusé : un vrai dossier est attendu"))
        return
    for file in sorted(folder.iterdir()) if folder.is_dir() else ():
        path = f"{kind.folder}/{_printable(file.name)}"
        if file.name in IGNORED:
            continue
        message = _misplaced(file, kind)
        if message:
            problems.append(Problem(path, 1, 1, "", message))
        else:
            yield path


def _printable(name: str) -> str:
    return "".join(sign if sign.isprintable() else "?" for sign in name)


def _misplaced(file: Path, kind: type[Record]) -> str:
    if file.is_dir() and not file.is_symlink():
        return "dossier inattendu : les fiches se rangent directement dans ce dossier-ci"
    if file.suffix != kind.suffix:
        return f"fichier inattendu : une fiche « {kind.label} » se termine par {kind.suffix}"
    if file.stem != slug_of(file.stem):
        example = slug_of(file.stem) or "nom-de-la-fiche"
        return f"nom de fichier incorrect : minuscules, chiffres et tirets, par exemple {example}{kind.suffix}"
    return ""


def misplaced_in_context(root: Path) -> Iterator[Problem]:
    """What stands in a folder made only of folders of records, and would be read by nobody."""
    folders = {kind.folder.partition("/")[2]: kind.folder.partition("/")[0] for kind in KINDS if "/" in kind.folder}
    for parent in sorted(set(folders.values())):
        for file in sorted((root / parent).iterdir()) if (root / parent).is_dir() else ():
            if file.name not in folders and file.name not in IGNORED:
                message = f"emplacement inattendu : les fiches vont dans {', '.join(sorted(folders))}"
                hint = suggestion(file.name, folders) if file.is_dir() else ""
                yield Problem(f"{parent}/{_printable(file.name)}", 1, 1, "", f"{message}{hint}")


def link_problems(library: Library, known: set[str]) -> Iterator[Problem]:
    """References to nothing, terms outside their vocabulary, former names of two records.

    `known`: every `folder/id` that has a file.
    """
    for record in library.records:
        for value in marked_values(record, Terms, Reference, FormerName):
            if isinstance(value.mark, Terms):
                message = _unknown_term(library, value.mark.name, value.text, known)
            elif isinstance(value.mark, Reference):
                message = _broken_reference(library, value.mark.folder, value.text, known)
            else:
                message = _taken_name(library, record, value.text, known)
            if message:
                yield record.document.problem(value.loc, value.key, message)


def _unknown_term(library: Library, name: str, term: str, known: set[str]) -> str:
    if name not in library.vocabularies:
        broken = f"vocabulaires/{name}" in known
        return "" if broken else f"la liste vocabulaires/{name}.yml manque"
    terms = library.vocabularies[name].termes
    if term in terms:
        return ""
    if now := next((key for key, entry in terms.items() if term in entry.anciens_noms), None):
        return _RENAMED.format(before=term, now=now)
    hint = suggestion(term, terms) or (f" ; attendu : {', '.join(terms)}" if len(terms) <= _FEW else "")
    return f"« {shortened(term)} » n’est pas dans la liste {name} (vocabulaires/{name}.yml){hint}"


_RENAMED = "« {before} » s’appelle maintenant « {now} »"


def _broken_reference(library: Library, folder: str, target: str, known: set[str]) -> str:
    full = f"{folder}/{target}" if folder else target
    if full in known:
        return ""
    if now := library.renamed.get(full):
        return _RENAMED.format(before=target, now=now[0].id if folder else f"{now[0].folder}/{now[0].id}")
    names = [name.removeprefix(f"{folder}/") for name in known if name.startswith(f"{folder}/")] if folder else known
    return f"« {shortened(target)} » ne correspond à aucune fiche{suggestion(target, sorted(names))}"


def _taken_name(library: Library, record: Record, name: str, known: set[str]) -> str:
    """What is wrong with a former name of `record` that other records bear, or bore."""
    if isinstance(record, Vocabulaire):
        return ""
    if name != record.id and f"{record.folder}/{name}" in known:
        return f"« {name} » est le nom de {record.folder}/{name}{record.suffix} : une adresse ne mène qu’à une fiche"
    if name == "index" or (isinstance(record, Initiative) and name in library.vocabularies):
        return f"« {name} » est l’adresse d’une liste du site : aucune fiche n’a pu y être"
    first = library.renamed[f"{record.folder}/{name}"][0]
    if first.path == record.path:
        return ""
    return f"« {name} » est déjà un ancien nom de {first.path} : gardez-le dans une seule fiche"


def sort_key(text: str) -> str:
    """What sorts titles as a French reader expects: without case, accents or a leading article."""
    return re.sub(r"^(l'|les |le |la |d')", "", folded(text))


@dataclass(frozen=True)
class Answer:
    """An initiative that answers a need, and why."""

    initiative: Initiative
    pourquoi: str


@dataclass(frozen=True)
class Requirement:
    """A condition, and the initiative that names it."""

    initiative: Initiative
    condition: Condition


@dataclass(frozen=True)
class Link:
    """A related initiative, and what it shares."""

    initiative: Initiative
    besoins: tuple[Besoin, ...]
    publics: tuple[str, ...]
    themes: tuple[str, ...]


@dataclass(frozen=True)
class Library:
    """All the records. Lists are in the order in which a reader sees them."""

    records: tuple[Record, ...]

    def of_kind(self, kind: type[R]) -> list[R]:
        """The records of this kind, in the order of their files."""
        return [record for record in self.records if isinstance(record, kind)]

    @cached_property
    def by_path(self) -> dict[str, Record]:
        """Each record by `folder/id`."""
        return {f"{record.folder}/{record.id}": record for record in self.records}

    @cached_property
    def renamed(self) -> dict[str, list[Record]]:
        """The records that were at `folder/id` before: one, when all is well."""
        records: dict[str, list[Record]] = defaultdict(list)
        for record in self.records:
            for name in record.former_ids:
                records[f"{record.folder}/{name}"].append(record)
        return records

    @cached_property
    def vocabularies(self) -> dict[str, Vocabulaire]:
        """Each vocabulary by its name."""
        return {vocabulary.id: vocabulary for vocabulary in self.of_kind(Vocabulaire)}

    def term(self, vocabulary: str, key: str) -> TermeDeVocabulaire:
        """The entry `key` of a vocabulary."""
        return self.vocabularies[vocabulary].termes[key]

    def terms(self, vocabulary: str) -> dict[str, TermeDeVocabulaire]:
        """All the entries of a vocabulary, in their order."""
        return self.vocabularies[vocabulary].termes

    @cached_property
    def initiatives(self) -> list[Initiative]:
        """Initiatives by name."""
        return sorted(self.of_kind(Initiative), key=lambda i: sort_key(i.nom))

    @cached_property
    def recits(self) -> list[Recit]:
        """Reports, latest first."""
        return sorted(self.of_kind(Recit), key=lambda r: (r.date, r.id), reverse=True)

    @cached_property
    def notes(self) -> list[Note]:
        """Notes in their own order."""
        return sorted(self.of_kind(Note), key=lambda n: (n.ordre, sort_key(n.titre)))

    @cached_property
    def besoins(self) -> list[Besoin]:
        """Needs in their own order."""
        return sorted(self.of_kind(Besoin), key=lambda b: (b.ordre, sort_key(b.libelle)))

    @cached_property
    def acteurs(self) -> list[Acteur]:
        """Local actors by name."""
        return sorted(self.of_kind(Acteur), key=lambda a: sort_key(a.nom))

    @cached_property
    def transferts(self) -> list[Transfert]:
        """Transfers by name."""
        return sorted(self.of_kind(Transfert), key=lambda t: sort_key(t.nom))

    @cached_property
    def termes(self) -> list[Terme]:
        """Words in alphabetical order."""
        return sorted(self.of_kind(Terme), key=lambda t: sort_key(t.terme))

    @cached_property
    def parcours(self) -> list[Parcours]:
        """Reading paths in their own order."""
        return sorted(self.of_kind(Parcours), key=lambda p: (p.ordre, sort_key(p.titre)))

    @cached_property
    def records_with_page(self) -> list[Record]:
        """The records that readers see, each on a page of its own."""
        return [record for record in self.records if not isinstance(record, Vocabulaire)]

    def record(self, path: str) -> Record:
        """The record at `folder/id`."""
        return self.by_path[path]

    def besoin(self, besoin_id: str) -> Besoin:
        """The need of this id."""
        return next(besoin for besoin in self.besoins if besoin.id == besoin_id)

    def records_of(self, folder: str, ids: Iterable[str]) -> list[Record]:
        """The records of a folder that bear these ids, in this order."""
        return [self.by_path[f"{folder}/{record_id}"] for record_id in ids]

    def initiatives_with(self, key: str, term: str) -> list[Initiative]:
        """Initiatives whose `key` (themes, publics, metiers, region, statut…) holds `term`."""
        if key not in self._initiatives_by:
            self._initiatives_by[key] = _grouped(self.initiatives, lambda i: _listed(getattr(i, key)))
        return self._initiatives_by[key].get(term, [])

    @cached_property
    def _initiatives_by(self) -> dict[str, dict[str, list[Initiative]]]:
        return {}

    def answers_to(self, besoin: Besoin) -> list[Answer]:
        """The initiatives that answer a need, and why."""
        return self._answers.get(besoin.id, [])

    @cached_property
    def _answers(self) -> dict[str, list[Answer]]:
        answers: dict[str, list[Answer]] = defaultdict(list)
        for initiative in self.initiatives:
            for reason in initiative.besoins:
                answers[reason.besoin].append(Answer(initiative, reason.pourquoi))
        return answers

    def initiatives_of_actor(self, acteur: Acteur) -> list[Initiative]:
        """The initiatives that this local actor could take up."""
        return self._initiatives_by_actor.get(acteur.id, [])

    @cached_property
    def _initiatives_by_actor(self) -> dict[str, list[Initiative]]:
        return _grouped(self.initiatives, lambda i: i.transfert.acteurs)

    def needs_of_actor(self, acteur: Acteur) -> list[Besoin]:
        """The needs that this local actor already works on."""
        return [b for b in self.besoins if acteur.id in b.deja_la]

    def initiatives_of_transfer(self, transfert: Transfert) -> list[Initiative]:
        """The initiatives whose practice was transferred."""
        return self._initiatives_by_transfer.get(transfert.id, [])

    @cached_property
    def _initiatives_by_transfer(self) -> dict[str, list[Initiative]]:
        return _grouped(self.initiatives, lambda i: i.transfert.deja)

    def transfers_for(self, besoin: Besoin) -> list[Transfert]:
        """What was already tried among the answers to a need."""
        tried = {t for answer in self.answers_to(besoin) for t in answer.initiative.transfert.deja}
        return [t for t in self.transferts if t.id in tried]

    def named_by(self, record: Record) -> set[str]:
        """The records that the page of `record` names or shows, by `folder/id`."""
        names = {
            f"{value.mark.folder}/{value.text}" if value.mark.folder else value.text
            for value in marked_values(record, Reference)
            if isinstance(value.mark, Reference)
        }
        others: list[Record] = []
        if isinstance(record, Initiative):
            others = [*self.reports_on(record), *(link.initiative for link in self.related(record))]
        elif isinstance(record, Acteur):
            others = [*self.initiatives_of_actor(record), *self.needs_of_actor(record)]
        elif isinstance(record, Transfert):
            others = [*self.initiatives_of_transfer(record)]
        elif isinstance(record, Terme):
            others = [*self.uses_of(record)]
        return names | {f"{other.folder}/{other.id}" for other in others}

    def conditions_for(self, besoin: Besoin) -> dict[str, list[Requirement]]:
        """The conditions of the answers to a need by where they stand here, in the order of the vocabularies."""
        families = list(self.terms("familles-de-condition"))
        asked = [
            Requirement(answer.initiative, condition)
            for answer in self.answers_to(besoin)
            for condition in answer.initiative.transfert.conditions
        ]
        asked.sort(key=lambda requirement: families.index(requirement.condition.famille))
        return {ici: [r for r in asked if r.condition.ici == ici] for ici in self.terms("etats-de-condition")}

    def actors_for(self, besoin: Besoin) -> list[tuple[Acteur, list[Initiative]]]:
        """The local actors that could take up an answer to a need, and which; not those already at work on it."""
        named: dict[str, list[Initiative]] = {}
        for answer in self.answers_to(besoin):
            for acteur in answer.initiative.transfert.acteurs:
                named.setdefault(acteur, []).append(answer.initiative)
        return [(a, named[a.id]) for a in self.acteurs if a.id in named and a.id not in besoin.deja_la]

    def reports_on(self, initiative: Initiative) -> list[Recit]:
        """The reports that speak of an initiative."""
        return self._reports_by_initiative.get(initiative.id, [])

    @cached_property
    def _reports_by_initiative(self) -> dict[str, list[Recit]]:
        return _grouped(self.recits, lambda recit: recit.initiatives)

    def notes_on(self, besoin: Besoin) -> list[Note]:
        """The notes that shed light on a need."""
        return [note for note in self.notes if besoin.id in note.besoins]

    def coverage(self, besoin: Besoin, theme: str) -> int:
        """How many initiatives of a theme answer a need."""
        return self._coverage[besoin.id, theme]

    @cached_property
    def _coverage(self) -> Counter[tuple[str, str]]:
        pairs = ((b.besoin, theme) for i in self.initiatives for b in i.besoins for theme in i.themes)
        return Counter(pairs)

    def holes(self, vocabulary: str, key: str) -> list[TermeDeVocabulaire]:
        """The terms of a vocabulary that no initiative bears under `key`."""
        return [entry for term, entry in self.terms(vocabulary).items() if not self.initiatives_with(key, term)]

    def proof_counts(self) -> dict[str, int]:
        """How many results stand at each level of proof, strongest first."""
        proofs = [resultat.preuve for initiative in self.initiatives for resultat in initiative.resultats]
        return {level: proofs.count(level) for level in self.terms("preuves")}

    def sources_read(self) -> dict[str, int]:
        """How many sources were read, whole and in part."""
        readings = [source.portee for record in self.records for source in getattr(record, "sources", ())]
        return {reading: readings.count(reading) for reading in self.terms("lectures")}

    def copies_read(self) -> list[list[tuple[Record, Source]]]:
        """The copies read for want of an original: for each address, by title, the records that cite it."""
        uses = defaultdict[str, list[tuple[Record, Source]]](list)
        for record in self.records:
            for source in getattr(record, "sources", ()):
                if source.miroir:
                    uses[source.url].append((record, source))
        return sorted(uses.values(), key=lambda of_one: sort_key(of_one[0][1].titre))

    def questions(self) -> list[tuple[Record, tuple[str, ...]]]:
        """The open questions, record by record."""
        asked = [(record, getattr(record, "a_verifier", ())) for record in self.records]
        return [(record, questions) for record, questions in asked if questions]

    def related(self, initiative: Initiative, most: int = 4) -> list[Link]:
        """The initiatives closest to this one, as `traversees.library.proximity` tells, and what they share."""
        if (initiative.id, most) not in self._related:
            nearest = self._proximity.nearest(initiative, most)
            self._related[initiative.id, most] = [self._link(initiative, other) for other in nearest]
        return self._related[initiative.id, most]

    @cached_property
    def _related(self) -> dict[tuple[str, int], list[Link]]:
        return {}

    @cached_property
    def _proximity(self) -> Proximity:
        return Proximity(self.initiatives)

    def _link(self, one: Initiative, other: Initiative) -> Link:
        shared = {b.besoin for b in one.besoins} & {b.besoin for b in other.besoins}
        return Link(
            other,
            tuple(b for b in self.besoins if b.id in shared),
            tuple(p for p in one.publics if p in other.publics),
            tuple(t for t in one.themes if t in other.themes),
        )

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words of the glossary, as texts use them."""
        return Lexicon(tuple(self.termes))

    @cached_property
    def explained(self) -> Lexicon:
        """The words that a reader from here may not know or may mistake: those of Québec, and common false friends."""
        return Lexicon(
            tuple(t for t in self.termes if t.aire == "quebec" or (t.aire == "commun" and t.faux_ami is not None))
        )

    @cached_property
    def _words_by_record(self) -> dict[str, list[Terme]]:
        return {}

    def words_of(self, record: Record) -> list[Terme]:
        """The words of the glossary that a record uses, in alphabetical order."""
        if record.path not in self._words_by_record:
            used = self.lexicon.used_in(_all_text(record))
            self._words_by_record[record.path] = [terme for terme in used if terme.path != record.path]
        return self._words_by_record[record.path]

    def words_of_term(self, vocabulary: str, key: str) -> list[Terme]:
        """The words of the glossary that the label or the definition of a term of a vocabulary holds."""
        if (vocabulary, key) not in self._words_by_term:
            entry = self.term(vocabulary, key)
            about = folded(f"{entry.libelle} {entry.definition}")
            self._words_by_term[vocabulary, key] = [t for t in self.termes if folded(t.terme) in about]
        return self._words_by_term[vocabulary, key]

    @cached_property
    def _words_by_term(self) -> dict[tuple[str, str], list[Terme]]:
        return {}

    def in_order(self, words: Iterable[Terme]) -> list[Terme]:
        """`words` in alphabetical order, each once."""
        by_rank = {self._ranks_of_words[terme.id]: terme for terme in words}
        return [by_rank[rank] for rank in sorted(by_rank)]

    @cached_property
    def _ranks_of_words(self) -> dict[str, int]:
        return {terme.id: rank for rank, terme in enumerate(self.termes)}

    def learn_words(self, words: Iterable[tuple[Record, Iterable[str]]]) -> None:
        """Take the ids of the words that records use from somebody who has read these records."""
        known = {terme.id: terme for terme in self.termes}
        self._words_by_record.update((record.path, [known[i] for i in ids]) for record, ids in words)

    @cached_property
    def _initiatives_by_word(self) -> dict[str, list[Initiative]]:
        return _grouped(self.initiatives, lambda i: (terme.id for terme in self.words_of(i)))

    def uses_of(self, terme: Terme) -> list[Initiative]:
        """The initiatives that use a word, by name."""
        return self._initiatives_by_word.get(terme.id, [])


def _all_text(record: Record) -> str:
    texts = [value.text for value in marked_values(record, Prose, Line)]
    return CITATION.sub(" ", "\n".join([*texts, record.body]))


def _listed(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (str(value),)


def _grouped(records: Iterable[R], keys: Callable[[R], Iterable[str]]) -> dict[str, list[R]]:
    """The records under each of their keys, in their order."""
    groups: dict[str, list[R]] = defaultdict(list)
    for record in records:
        for key in keys(record):
            groups[key].append(record)
    return groups
