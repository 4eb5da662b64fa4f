"""The weekly report: dead links with their places, records to read again, and silence when all is well."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from traversees.forge.weekly import dead_links, main, old_records, unlisted_addresses, weekly_sections
from traversees.library.loading import load_library

if TYPE_CHECKING:
    from pathlib import Path

    from traversees.library.library import Library

TODAY = "2026-11-23"


@pytest.fixture
def library(project: Path) -> Library:
    return load_library(project, TODAY)


def failure(url: str, line: int, details: str | None = None) -> dict[str, Any]:
    return {"url": url, "status": {"text": "Erreur 404", "details": details}, "span": {"line": line, "column": 1}}


def found(**errors: list[dict[str, Any]]) -> dict[str, Any]:
    return {"error_map": {f"glossaire/{name}.yml": failures for name, failures in errors.items()}, "timeout_map": {}}


def test_a_dead_link_is_told_once_with_all_its_places() -> None:
    links = found(
        b=[failure("https://mort.example/", 9)],
        a=[failure("https://mort.example/", 4), failure("https://x.example/", 1, "`@nous`")],
    )
    assert list(dead_links(links)) == [
        "- [ ] <https://mort.example/> (` Erreur 404 `) : ` glossaire/a.yml:4 `, ` glossaire/b.yml:9 `",
        "- [ ] <https://x.example/> (`` `@nous` ``) : ` glossaire/a.yml:1 `",
    ]


def test_a_link_that_takes_too_long_is_told_too() -> None:
    links = {"error_map": {}, "timeout_map": {"recits/a.md": [failure("https://lent.example/", 2)]}}
    assert list(dead_links(links)) == ["- [ ] <https://lent.example/> (` Erreur 404 `) : ` recits/a.md:2 `"]


def test_a_record_is_old_a_year_after_its_check_and_not_before(library: Library) -> None:
    checked = min(record.verifie_le for record in library.initiatives)
    year, rest = int(checked[:4]), checked[4:]
    eve = f"{year + 1}{rest[:-2]}{int(rest[-2:]) - 1:02}"
    assert not list(old_records(library, eve))
    lines = list(old_records(library, f"{year + 1}{rest}"))
    assert "- [ ] ` initiatives/initiative-d-exemple.yml ` : vérifiée le" in "\n".join(lines)


def test_nothing_is_said_when_all_is_well(library: Library) -> None:
    assert not list(weekly_sections(found(), library, TODAY, spare_works=True))


def test_each_section_counts_what_it_lists(library: Library) -> None:
    links = found(a=[failure(f"https://{n}.example/", n) for n in range(1, 131)])
    dead, old, spare = weekly_sections(links, library, "2030-01-01", spare_works=False)
    assert dead.startswith("## Liens sans réponse : 130\n")
    assert dead.endswith("\n- … et 30 de plus.")
    assert old.startswith("## Fiches à revérifier : ")
    assert spare.startswith("## Le constructeur de rechange\n")


def test_the_printed_report_starts_with_its_mark(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    links = tmp_path / "liens.json"
    links.write_text('{"error_map": {}, "timeout_map": {}}', encoding="utf-8")
    assert main([str(links), "--rechange", "failure"]) == 0
    assert capsys.readouterr().out.startswith("<!-- traversees : veille -->\n\nMis à jour le ")


def test_addresses_that_nobody_promised_to_keep_are_told() -> None:
    assert list(unlisted_addresses([])) == []
    assert list(unlisted_addresses(["/initiatives/nouvelle/"])) == [
        (
            "## Adresses à noter : 1\n\nLancez `python3 build_pages.py adresses` et proposez `adresses.yml` : ces adresses "
            "sont publiées.\n\n- [ ] ` /initiatives/nouvelle/ `"
        )
    ]
