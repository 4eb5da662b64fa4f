"""Link: the records of a folder, read, checked, and tied together."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from traversees.check.doubts import doubts
from traversees.check.kinds import declaration_problems
from traversees.check.rules import check_document
from traversees.check.twins import doubt_of, twins
from traversees.library.better_said import missing_commas, with_the_clock_told
from traversees.library.library import Library
from traversees.library.links import link_problems, names_for
from traversees.records.documents import read_document
from traversees.records.file_names import LONGEST, RESERVED
from traversees.records.kinds import KINDS, Vocabulaire
from traversees.records.leftovers import is_leftover
from traversees.records.problems import Problem, ProblemsFound, slug_of, suggestion
from traversees.records.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from traversees.records.document import Document

    Check = Callable[[Path, Iterable[tuple[str, type[Record]]], str], Iterable[Record | ProblemsFound]]


def load_library(root: Path, today: str, check: Check | None = None) -> Library:
    """The whole base under `root` on the day `today` (AAAA-MM-JJ); raises `ProblemsFound` with all problems.

    `check` reads and checks the files in its own manner (from memory, several at once…), with the same outcome.
    """
    problems: list[Problem] = list(declaration_problems(KINDS, root))
    if problems:
        raise ProblemsFound(problems)
    files = [(path, kind) for kind in KINDS for path in record_paths(root, kind, problems)]
    records: list[Record] = []
    for outcome in (check or check_each)(root, files, today):
        if isinstance(outcome, ProblemsFound):
            problems.extend(outcome.problems)
        else:
            records.append(outcome)
    known = {path.removesuffix(kind.suffix) for path, kind in files}
    library = Library(tuple(records))
    problems.extend(misplaced_in_context(root))
    if faulty := {problem.path for problem in link_problems(library, known)}:
        problems.extend(link_problems(_with_positions(library, faulty, root, today), known))
    if problems:
        problems = _with_commas_told(problems, root, files, library, known)
        raise ProblemsFound(with_the_clock_told(problems, today), doubts_in(library, root, today))
    return library


def _with_commas_told(
    problems: list[Problem], root: Path, files: list[tuple[str, type[Record]]], library: Library, known: set[str]
) -> list[Problem]:
    """`problems`, those of names that lack a comma between them told as such."""
    told: dict[tuple[str, int, int], Problem] = {}
    faulty = {problem.path for problem in problems if problem.key.endswith("]")}
    for path, kind in files:
        if path in faulty and (document := _readable(root, path)):
            found = missing_commas(document, kind, partial(names_for, library=library, known=known, document=document))
            told.update({(path, problem.line, problem.column): problem for problem in found})
    return [told.get((problem.path, problem.line, problem.column), problem) for problem in problems]


def _readable(root: Path, path: str) -> Document | None:
    try:
        return read_document(root, path)
    except ProblemsFound:
        return None


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
        if is_leftover(file.name):
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
    slug = slug_of(file.stem)
    if len(file.stem) > LONGEST:
        return f"nom de fichier trop long : {len(file.stem)} signes ici, {LONGEST} au plus"
    if RESERVED.fullmatch(slug):
        return f"nom de fichier refusé par Windows : choisissez-en un autre que « {slug} »"
    if file.stem != slug:
        example = slug or "nom-de-la-fiche"
        return f"nom de fichier incorrect : minuscules, chiffres et tirets, par exemple {example}{kind.suffix}"
    return ""


def misplaced_in_context(root: Path) -> Iterator[Problem]:
    """What stands in a folder made only of folders of records, and would be read by nobody."""
    folders = {kind.folder.partition("/")[2]: kind.folder.partition("/")[0] for kind in KINDS if "/" in kind.folder}
    for parent in sorted(set(folders.values())):
        for file in sorted((root / parent).iterdir()) if (root / parent).is_dir() else ():
            if file.name not in folders and not is_leftover(file.name):
                message = f"emplacement inattendu : les fiches vont dans {', '.join(sorted(folders))}"
                hint = suggestion(file.name, folders) if file.is_dir() else ""
                yield Problem(f"{parent}/{_printable(file.name)}", 1, 1, "", f"{message}{hint}")
