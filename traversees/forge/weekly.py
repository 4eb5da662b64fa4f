"""Publish: what the weekly check found, in Markdown; nothing when all is well.

`python -m traversees.forge.weekly LIENS.json --rechange success|failure`, where LIENS.json is what
`lychee --format json` found in the records.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from traversees import ROOT
from traversees.edge import guarded
from traversees.forge.comments import MARK_OF_WEEK, as_code
from traversees.french.typography import date_in_words, one_year_later
from traversees.library.loading import load_library
from traversees.publish.addresses import new_addresses
from traversees.publish.clock import day_here, today
from traversees.publish.outputs import site_settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from traversees.library.library import Library
    from traversees.records.record import Record

MOST_TOLD = 100
LONGEST = {"path": 120, "answer": 120}


def main(arguments: list[str]) -> int:
    """Print what to do this week."""
    parser = argparse.ArgumentParser(prog="python -m traversees.forge.weekly", description=__doc__)
    parser.add_argument("liens", type=Path, help="ce que lychee a trouvé, en JSON")
    parser.add_argument("--rechange", required=True, help="« success » si le constructeur de rechange a réussi")
    options = parser.parse_args(arguments)
    links = json.loads(options.liens.read_text(encoding="utf-8"))
    library, spare_works = load_library(ROOT, today()), options.rechange == "success"
    sections = weekly_sections(links, library, day_here(), spare_works=spare_works)
    expiry = security_expiry(site_settings(ROOT)["publication"].get("securite_jusqu_au") or "", day_here())
    if told := "\n\n".join([*sections, *expiry, *unlisted_addresses(new_addresses(library, ROOT))]):
        print(f"{MARK_OF_WEEK}\n\nMis à jour le {date_in_words(day_here())} par la veille hebdomadaire.\n\n{told}")
    return 0


def weekly_sections(links: dict[str, Any], library: Library, day: str, *, spare_works: bool) -> Iterator[str]:
    """What deserves a look on `day`, each with its title."""
    if dead := list(dead_links(links)):
        advice = (
            "Cherchez la nouvelle adresse, ou une copie sur <https://web.archive.org>, à noter sous `archive`. "
            "Un site peut aussi refuser les robots : ouvrez le lien avant de corriger."
        )
        yield _section(f"Liens sans réponse : {len(dead)}", advice, dead)
    if old := list(old_records(library, day)):
        advice = "Rouvrez les sources, corrigez ce qui a changé, puis mettez `verifie_le` au jour de votre lecture."
        yield _section(f"Fiches à revérifier : {len(old)}", advice, old)
    if not spare_works:
        yield (
            "## Le constructeur de rechange\n\n"
            "ProperDocs ne donne plus les mêmes pages que MkDocs : voir `decisions/0001-mkdocs-et-sa-sortie.md` et "
            "lancer `uv run --group rechange pytest tests/test_rechange.py`."
        )


def security_expiry(until: str, day: str) -> Iterator[str]:
    """What to do of the file that says how to report a weakness, when it holds no longer than a month after `day`."""
    if until and until <= (date.fromisoformat(day) + timedelta(days=30)).isoformat():
        yield (
            "## Signaler une faille\n\n"
            f"`/.well-known/security.txt` vaut jusqu’au {date_in_words(until)} : relisez `SECURITY.md`, vérifiez l’adresse de "
            "contact, puis repoussez `securite_jusqu_au` d’un an dans `mkdocs.yml`."
        )


def unlisted_addresses(addresses: list[str]) -> Iterator[str]:
    """The addresses that are published and that nobody promised to keep yet."""
    if addresses:
        advice = "Lancez `python3 build_pages.py adresses` et proposez `adresses.yml` : ces adresses sont publiées."
        lines = [f"- [ ] {as_code(address, LONGEST['path'])}" for address in addresses]
        yield _section(f"Adresses à noter : {len(lines)}", advice, lines)


def _section(title: str, advice: str, lines: list[str]) -> str:
    more = [f"- … et {len(lines) - MOST_TOLD} de plus."] if len(lines) > MOST_TOLD else []
    return "\n".join([f"## {title}", "", advice, "", *lines[:MOST_TOLD], *more])


def dead_links(links: dict[str, Any]) -> Iterator[str]:
    """One line per address that did not answer, with the places that cite it."""
    failures = [
        (
            failure["url"],
            failure["status"].get("details") or failure["status"]["text"],
            f"{path}:{failure['span']['line']}",
        )
        for group in ("error_map", "timeout_map")
        for path, failures in links[group].items()
        for failure in failures
    ]
    for address, found in itertools.groupby(sorted(failures), key=lambda failure: failure[0]):
        _, answers, places = zip(*found, strict=True)
        where = ", ".join(as_code(place, LONGEST["path"]) for place in dict.fromkeys(places))
        yield f"- [ ] <{address}> ({as_code(answers[0], LONGEST['answer'])}) : {where}"


def old_records(library: Library, day: str) -> Iterator[str]:
    """One line per record last checked a year or more before `day`, oldest first."""
    dated: Iterable[tuple[str, Record]] = (
        (getattr(record, "verifie_le", None) or day, record) for record in library.records
    )
    for checked, record in sorted(dated, key=lambda pair: (pair[0], pair[1].path)):
        if one_year_later(checked) <= day:
            yield f"- [ ] {as_code(record.path, LONGEST['path'])} : vérifiée le {date_in_words(checked)}"


if __name__ == "__main__":
    sys.exit(guarded(lambda: main(sys.argv[1:]), ROOT))
