"""Link: what a record may be blamed for once all are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from traversees.records.keywords import FormerName, Reference, Terms, key_in
from traversees.records.kinds import Initiative, Vocabulaire
from traversees.records.marks import marked_values
from traversees.records.problems import Problem, shortened, suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from traversees.library.library import Library
    from traversees.records.document import Document
    from traversees.records.keywords import Keywords
    from traversees.records.record import Record

_FEW = 8
"""A closed list of so many terms is told whole in a message."""


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


def names_for(mark: Keywords, library: Library, known: set[str], document: Document) -> set[str]:
    """The names that a value of `document` with this mark may have; `known` as for `link_problems`."""
    if isinstance(mark, Terms):
        return set(library.terms(mark.name)) if mark.name in library.vocabularies else set()
    if isinstance(mark, Reference):
        return {name.removeprefix(f"{mark.folder}/") for name in known if name.startswith(mark.folder)}
    sources = document.data.get("sources")
    return (
        {str(source.get("id")) for source in sources if isinstance(source, dict)}
        if isinstance(sources, list)
        else set()
    )


_RENAMED = "« {before} » s’appelle maintenant « {now} »"


def _broken_reference(library: Library, folder: str, target: str, known: set[str]) -> str:
    full = key_in(folder, target)
    if full in known:
        return ""
    if now := library.renamed().get(full):
        return _RENAMED.format(before=target, now=now[0].id if folder else now[0].key)
    names = [name.removeprefix(f"{folder}/") for name in known if name.startswith(f"{folder}/")] if folder else known
    return f"« {shortened(target)} » ne correspond à aucune fiche{suggestion(target, sorted(names))}"


def _taken_name(library: Library, record: Record, name: str, known: set[str]) -> str:
    """What is wrong with a former name of `record` that other records bear, or bore."""
    if isinstance(record, Vocabulaire):
        return ""
    if name != record.id and record.key_of(name) in known:
        return f"« {name} » est le nom de {record.key_of(name)}{record.suffix} : une adresse ne mène qu’à une fiche"
    if name == "index" or (isinstance(record, Initiative) and name in library.vocabularies):
        return f"« {name} » est l’adresse d’une liste du site : aucune fiche n’a pu y être"
    first = library.renamed()[record.key_of(name)][0]
    if first.path == record.path:
        return ""
    return f"« {name} » est déjà un ancien nom de {first.path} : gardez-le dans une seule fiche"
