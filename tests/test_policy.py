"""Every page carries the one policy in its head, before all that it rules; the editor’s has its own."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from traversees.contribute.editor import FOLDER
from traversees.pages.policy import editor_policy, page_policy
from traversees.publish.theme import site_policy

if TYPE_CHECKING:
    from pathlib import Path


def directives(policy: str) -> dict[str, list[str]]:
    parts = [part.split() for part in policy.split("; ")]
    assert len({name for name, *_ in parts}) == len(parts)
    return {name: sources for name, *sources in parts}


def test_the_policy_is_the_one_that_was_asked_for(repository: Path) -> None:
    said = directives(site_policy(repository))
    hashes = said["script-src"][2:]
    assert said == {
        "default-src": ["'none'"],
        "script-src": ["'self'", "'wasm-unsafe-eval'", *hashes],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        **{name: ["'self'"] for name in ("font-src", "connect-src", "worker-src", "manifest-src")},
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "require-trusted-types-for": ["'script'"],
        "trusted-types": ["traversees"],
    }
    assert all(re.fullmatch(r"'sha256-[\w+/]{43}='", source) for source in hashes)


def test_a_script_written_in_pages_is_named_by_its_hash_and_no_other() -> None:
    digest = base64.b64encode(hashlib.sha256(b" a() ").digest()).decode()
    policy = page_policy('{#- <b> -#}<script data-a="b"> a() </script><script src="c.js" defer></script>')
    assert directives(policy)["script-src"] == ["'self'", "'wasm-unsafe-eval'", f"'sha256-{digest}'"]


def test_the_editor_may_ask_nobody_but_the_forge() -> None:
    said = directives(editor_policy(["https://forge.example"], ["https://portraits.example"]))
    assert said["script-src"] == ["'self'"]
    assert said["connect-src"] == ["'self'", "data:", "blob:", "https://forge.example"]
    assert said["img-src"] == ["'self'", "data:", "blob:", "https://portraits.example"]
    elsewhere = {name for name, sources in said.items() for source in sources if "//" in source}
    assert elsewhere == {"connect-src", "img-src"}


class Head(HTMLParser):
    """What a browser reads of a page: its policy, and what it could already do before it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.policies: list[str] = []
        self.before: list[str] = []
        self.inline: list[str] = []
        self._script: list[str] | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if (said.get("http-equiv") or "").lower() == "content-security-policy":
            self.policies.append(said.get("content") or "")
        elif not self.policies and tag not in {"html", "head"} and said != {"charset": "utf-8"}:
            self.before.append(tag)
        if tag == "style" or "style" in said or any(name.startswith("on") for name in said):
            self.inline.append(self.get_starttag_text() or tag)
        runs = tag == "script" and said.get("type") != "application/json"
        self._script = [] if runs and "src" not in said else None

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            self._script.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._script is not None:
            self.inline.append("".join(self._script))
            self._script = None


def faults(text: str, allowed: set[str]) -> list[str]:
    """What the head of a page lacks, and what it holds that its policy would refuse; `allowed`: the scripts within."""
    head = Head(text)
    refused = [part for part in head.inline if part not in allowed]
    return [*(["politique"] if len(head.policies) != 1 else []), *head.before, *refused]


def scripts_of_the_theme(repository: Path) -> set[str]:
    files = (repository / "overrides/partials/javascripts").glob("*.html")
    return {
        script for file in files for script in re.findall(r"<script[^>]*>(.*?)</script>", file.read_text(), re.DOTALL)
    }


@pytest.mark.parametrize("which", ["site", "moved"])
def test_every_page_begins_with_its_policy_and_writes_nothing_that_it_refuses(
    request: pytest.FixtureRequest, repository: Path, which: str
) -> None:
    folder: Path = request.getfixturevalue(which)
    allowed, policy = scripts_of_the_theme(repository), site_policy(repository)
    assert len(allowed) == 2
    pages = sorted(folder.rglob("*.html"))
    assert len(pages) > 50
    for file in pages:
        text = file.read_text(encoding="utf-8")
        assert faults(text, allowed) == [], file
        expected = editor_policy([], []) if file.parent == folder / FOLDER else policy
        assert Head(text).policies == [expected], file


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (('<meta charset="utf-8">', '<meta charset="utf-8"><script src="a.js"></script>'), ["script"]),
        (("<h1", '<h1 style="color: red"'), ['<h1 style="color: red"']),
        (("<h1", '<h1 onclick="a()"'), ['<h1 onclick="a()"']),
        (("</main>", "<script>a()</script></main>"), ["a()"]),
        (("Content-Security-Policy", "X"), ["politique"]),
    ],
)
def test_the_look_at_pages_sees_what_is_planted(
    site: Path, repository: Path, change: tuple[str, str], fault: list[str]
) -> None:
    text = (site / "index.html").read_text(encoding="utf-8").replace(*change, 1)
    found = faults(text, scripts_of_the_theme(repository))
    assert [part[: len(fault[0])] for part in found[: len(fault)]] == fault
