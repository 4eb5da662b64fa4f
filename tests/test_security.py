"""Whoever finds a weakness knows where to say it; what is withdrawn leaves the whole site."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import GIVEN_UP
from tests.sites import apply
from traversees.data.security import PATH, security_txt
from traversees.forge.weekly import security_expiry
from traversees.publish.site import publish_site

ADDRESS = "https://base.exemple/ici/"
FORGES = {
    "github": ("https://github.com/o/r", "https://github.com/o/r/blob/HEAD/SECURITY.md"),
    "gitlab": ("https://gitlab.example/o/r/", "https://gitlab.example/o/r/-/blob/HEAD/SECURITY.md"),
    "forgejo": ("https://codeberg.org/o/r", "https://codeberg.org/o/r/src/branch/essai/SECURITY.md"),
}


def settings(kind: str = "github", forge: str | None = "", contact: str = "", until: str = "") -> dict[str, Any]:
    return {
        "forge": {"type": kind, "adresse": forge, "branche": "essai"},
        "publication": {"contact": contact, "securite_jusqu_au": until},
    }


def test_the_file_says_whom_to_write_to_and_until_when() -> None:
    text = security_txt(ADDRESS, settings("github", FORGES["github"][0], "equipe@base.exemple", "2027-11-30"))
    assert text == (
        "Contact: mailto:equipe@base.exemple\n"
        "Contact: https://github.com/o/r/security/advisories/new\n"
        "Expires: 2027-11-30T00:00:00Z\n"
        "Preferred-Languages: fr, en\n"
        "Canonical: https://base.exemple/ici/.well-known/security.txt\n"
        "Policy: https://github.com/o/r/blob/HEAD/SECURITY.md\n"
    )


@pytest.mark.parametrize(("kind", "addresses"), FORGES.items())
def test_each_forge_shows_our_rules_at_its_own_address(kind: str, addresses: tuple[str, str]) -> None:
    text = security_txt(ADDRESS, settings(kind, addresses[0], "equipe@base.exemple", "2027-11-30"))
    assert f"\nPolicy: {addresses[1]}\n" in text


@pytest.mark.parametrize(
    "lacking",
    [
        settings(),
        settings(forge=None),
        settings(contact="equipe@base.exemple"),
        settings(until="2027-11-30"),
        settings("gitlab", FORGES["gitlab"][0], until="2027-11-30"),
    ],
)
def test_nothing_is_promised_before_the_settings_say_who_and_until_when(lacking: dict[str, Any]) -> None:
    assert security_txt(ADDRESS, lacking) == ""


def test_the_site_has_the_file_once_the_settings_say_so(project: Path) -> None:
    assert publish_site(project, search=False) == 0
    assert not (project / "site" / PATH).exists()
    apply(project, ("mkdocs.yml", 'contact: ""', 'contact: "equipe@base.exemple"'))
    apply(project, ("mkdocs.yml", 'securite_jusqu_au: ""', 'securite_jusqu_au: "2027-11-30"'))
    assert publish_site(project, search=False) == 0
    assert "\nExpires: 2027-11-30T00:00:00Z\n" in (project / "site" / PATH).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("until", "day", "told"),
    [("", "2026-11-30", False), ("2026-12-31", "2026-11-30", False), ("2026-12-30", "2026-11-30", True), ("2026-01-01", "2026-11-30", True)],
)  # fmt: skip
def test_the_weekly_watch_tells_a_month_before_the_file_holds_no_longer(until: str, day: str, told: bool) -> None:  # noqa: FBT001 — a parameter of the case
    assert bool(list(security_expiry(until, day))) == told


def test_our_rules_stand_where_forges_and_people_look_for_them(repository: Path) -> None:
    text = (repository / "SECURITY.md").read_text(encoding="utf-8")
    for path in re.findall(r"`([\w./-]+\.(?:py|md|yml))`", text):
        assert (repository / path).is_file(), path


def test_what_is_withdrawn_leaves_no_trace_in_the_site(moved: Path) -> None:
    """The page that says so is all that is left of a report: neither its words, nor its data, nor its feed entry."""
    report = (Path(__file__).parent / "minimal" / f"{GIVEN_UP}.md").read_text(encoding="utf-8")
    title = re.search(r"^titre: (.*)$", report, re.MULTILINE)
    assert title
    name = GIVEN_UP.rpartition("/")[2]
    for file in (file for file in moved.rglob("*") if file.is_file()):
        text = file.read_bytes().decode("utf-8", "replace")
        assert title[1] not in text, file
        assert name not in text or file.name == "manifeste.json", file
    assert "Cette page a été retirée" in (moved / GIVEN_UP / "index.html").read_text(encoding="utf-8")
