"""Render: a page of the Markdown site."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import frontmatter

from traversees.french import typography
from traversees.pages.destinations import judged
from traversees.pages.urls import page_url

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


@dataclass(frozen=True)
class Page:
    """A page of the Markdown site: its path under `build/pages`, header and text, and the file to edit.

    Its text is drawn each time it is asked for. `kind`: its template. `one_of_many`: the other pages of its folder differ from it by their
    title, description, source and text only. `in_markdown`: its text has more of Markdown than titles of sections.
    `beside`: the path and the text of the files that go with it.
    """

    path: str
    title: str
    draw: Callable[[], str]
    kind: str = ""
    description: str = ""
    source: str = ""
    trail: tuple[tuple[str, str], ...] = ()
    extra: dict[str, Any] = field(default_factory=dict)
    one_of_many: bool = False
    in_markdown: bool = False
    beside: Callable[[], Iterable[tuple[str, str]]] = tuple

    @property
    def url(self) -> str:
        """The page's address, relative to the site's root."""
        return page_url(self.path)

    @property
    def body(self) -> str:
        """The text, with French typography; its links are judged last."""
        return judged(typography.typographic_page(self.draw()))

    @property
    def text(self) -> str:
        """The file's content: a header dumped as YAML, then the body with French typography."""
        header: dict[str, Any] = {"title": typography.typographic(self.title), **self.extra}
        if self.description:
            header["description"] = typography.typographic(self.description)
        if self.source:
            header["source"] = self.source
        if self.trail:
            header["chemin"] = [{"titre": title, "lien": url} for title, url in self.trail]
        return frontmatter.dumps(frontmatter.Post(self.body, **header)) + "\n"


def tidy(text: str) -> str:
    """`text` without runs of blank lines, so that templates may be laid out to be read."""
    lines: list[str] = []
    for line in text.split("\n"):
        stripped = line.rstrip()
        if stripped or (lines and lines[-1]):
            lines.append(stripped)
    return "\n".join(lines).strip() + "\n"
