"""Check, last part: every address that was published still answers (`adresses.yml`). Lists paths, draws nothing.

What is promised: the pages, the data that others may use, the feeds, the sections of each kind of page. What only our
own scripts load (assets, index of the search, files of the form and of the editor) is no promise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from traversees.check.promises import Promises, read_promises
from traversees.library.facets import INDEXED
from traversees.library.loading import doubts_in, load_library
from traversees.pages.sections import section_ids
from traversees.pages.urls import INITIATIVES
from traversees.publish.ledger import Output, Sort, misplaced, outputs
from traversees.records.kinds import BY_FOLDER
from traversees.records.leftovers import is_leftover
from traversees.records.problems import Problem, ProblemsFound, nearest
from traversees.records.writing import block_lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from traversees.library.library import Library
    from traversees.library.loading import Check

_HEAD = """\
# Toutes les adresses publiées : chacune est une promesse (decisions/0016-les-adresses-sont-des-promesses.md).
# « python3 build_pages.py adresses » renouvelle ce fichier. Seules les « retirees » s’écrivent à la main.
"""
_WITHDRAWN = "Retirée exprès : dites-le dans « retirees »"
_ID = re.compile(r"^#{2,3} .*\{#([a-z0-9-]+)|\bid=\"([a-z0-9-]+)\"", re.MULTILINE)


@dataclass(frozen=True)
class Published:
    """What the site answers to; `pages` says which are light."""

    pages: dict[str, bool]
    donnees: frozenset[str]
    flux: frozenset[str]
    sections: frozenset[str]

    def lists(self) -> dict[str, list[str]]:
        """The lists of the memory, in its order."""
        return {key: sorted(getattr(self, key)) for key in ("pages", "donnees", "flux", "sections")}


def kept_library(root: Path, today: str, check: Check | None = None) -> Library:
    """As `load_library`; raises `ProblemsFound` too for files that cannot be published, and promises that are not kept."""
    library = load_library(root, today, check)
    promises = read_promises(root)
    planned = outputs(library, root, promises) if library.vocabularies else []  # an empty base publishes nothing
    problems = list(misplaced(planned))
    if promises and not problems:
        problems.extend(broken_promises(library, _published(planned, root), promises, today))
    if problems:
        raise ProblemsFound(problems, doubts_in(library, root, today))
    return library


def published_by(library: Library, root: Path, promises: Promises | None) -> Published:
    """What the site of `library` answers to."""
    return _published(outputs(library, root, promises), root)


def _published(planned: list[Output], root: Path) -> Published:
    addresses = {
        sort: {f"/{one.path.removesuffix('index.html')}" for one in planned if one.sort == sort} for sort in _SORTS
    }
    return Published(
        dict.fromkeys(addresses["light"], True) | dict.fromkeys(addresses["page"], False),
        frozenset(addresses["data"]),
        frozenset(addresses["feed"]),
        frozenset([*section_ids(), *_hand_written_sections(root)]),
    )


_SORTS: tuple[Sort, ...] = ("page", "light", "data", "feed")
"""What is promised, among all that is published."""


def _hand_written_sections(root: Path) -> Iterator[str]:
    for file in sorted((root / "docs").rglob("*.md")):
        path = file.relative_to(root / "docs").as_posix()
        text = "" if is_leftover(path) else file.read_text(encoding="utf-8")
        yield from (f"{path.removesuffix('.md')}#{one or other}" for one, other in _ID.findall(text))


def broken_promises(library: Library, published: Published, promises: Promises, today: str) -> Iterator[Problem]:
    """Each address or section that nothing answers, and what is wrong with those that were given up."""
    yield from _wrong_withdrawals(promises, published, today)
    for index, address in enumerate(promises.pages):
        if address not in published.pages:
            message = f"{_gone(address)}. {_answer(library, promises, address)}. {_WITHDRAWN}"
            yield promises.document.problem(("pages", index), "pages", message)
    for key in ("donnees", "flux"):
        for index, address in enumerate(getattr(promises, key)):
            if address not in getattr(published, key) and not _goes_with_its_page(address, promises, published):
                yield promises.document.problem((key, index), key, f"{_gone(address)}. {_WITHDRAWN}")
    kinds = {section.partition("#")[0] for section in published.sections}
    for index, section in enumerate(promises.sections):
        kind, _, name = section.partition("#")
        if kind in kinds and section not in published.sections:
            yield promises.document.problem(("sections", index), "sections", _lost_section(kind, name))


def _gone(address: str) -> str:
    return f"« {address} » ne répond plus"


def _lost_section(kind: str, name: str) -> str:
    return (
        f"la section « {name} » des pages « {kind} » a été publiée et n’existe plus. Redessinée : dites dans ANCHORS "
        "(traversees/pages/sections.py) quelle section répond à sa place"
    )


def _goes_with_its_page(address: str, promises: Promises, published: Published) -> bool:
    """Whether data or a feed went with a page that was given up, or that is told already."""
    page = f"{address.removesuffix('flux.xml').removesuffix('.json').rstrip('/')}/"
    return address in promises.withdrawn or page in promises.withdrawn or _is_told(page, promises, published)


def _is_told(page: str, promises: Promises, published: Published) -> bool:
    return page in promises.addresses and page not in published.pages


def _answer(library: Library, promises: Promises, address: str) -> str:
    """What to do so that a page answers again."""
    folder, _, name = address.strip("/").rpartition("/")
    kind = BY_FOLDER.get(folder)
    if kind:
        new = _likely(name, [r.id for r in library.of_kind(kind) if f"/{r.address}" not in promises.addresses])
        where = f"à {kind.key_of(new)}{kind.suffix}" if new else "à la fiche qui la remplace"
        return f"Renommée : ajoutez « anciens_noms: [{name}] » {where}"
    facet = folder.removeprefix(INITIATIVES[1])
    if facet in INDEXED:
        new = _likely(
            name,
            [
                term
                for term in library.terms(facet)
                if f"{address.rpartition(name)[0]}{term}/" not in promises.addresses
            ],
        )
        where = f"au terme « {new} »" if new else "au terme qui le remplace"
        return f"Renommé : ajoutez « anciens_noms: [{name}] » {where} dans vocabulaires/{facet}.yml"
    return "Perdue par mégarde : remettez-la"


def _likely(name: str, new: list[str]) -> str | None:
    """Which of the `new` names stands for `name`: the nearest, or the only one."""
    return nearest(name, new) or (new[0] if len(new) == 1 else None)


def _wrong_withdrawals(promises: Promises, published: Published, today: str) -> Iterator[Problem]:
    """An address given up was published, is no more, on a day that has come; another page is there to be read."""
    for index, one in enumerate(promises.retirees):
        if one.adresse not in promises.addresses:
            message = f"« {one.adresse} » n’est dans aucune des listes plus bas : recopiez-la de là"
            yield promises.document.problem(("retirees", index, "adresse"), f"retirees[{index + 1}].adresse", message)
        elif one.adresse in {*published.donnees, *published.flux} or published.pages.get(one.adresse) is False:
            message = f"« {one.adresse} » répond encore : retirez d’abord ce qui la publie"
            yield promises.document.problem(("retirees", index, "adresse"), f"retirees[{index + 1}].adresse", message)
        if published.pages.get(one.vers) is not False:
            message = f"« {one.vers} » n’est pas une page du site : donnez son adresse depuis la racine, comme /recits/"
            yield promises.document.problem(("retirees", index, "vers"), f"retirees[{index + 1}].vers", message)
        if one.le > today:
            message = f"« {one.le} » est dans le futur"
            yield promises.document.problem(("retirees", index, "le"), f"retirees[{index + 1}].le", message)


def new_addresses(library: Library, root: Path) -> list[str]:
    """What is published and not remembered yet."""
    promises = read_promises(root)
    published = published_by(library, root, promises)
    known = {*promises.addresses, *promises.sections} if promises else set[str]()
    return [address for addresses in published.lists().values() for address in addresses if address not in known]


def memory_text(library: Library, root: Path) -> str:
    """The memory renewed: one line an address, sorted; what was given up stays."""
    promises = read_promises(root)
    lists = published_by(library, root, promises).lists()
    renewed = Promises.model_validate({"retirees": promises.retirees if promises else (), **lists})
    return _HEAD + "\n".join(block_lines(renewed)) + "\n"
