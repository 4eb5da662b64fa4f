"""Render: a page drawn by its template from values worked out only then."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, TemplateNotFound

from traversees.library.facets import FACETS, strongest_proof
from traversees.pages.explained import explained_page
from traversees.pages.page import Page, tidy
from traversees.pages.sections import ANCHORS, SECTIONS, with_anchors
from traversees.pages.urls import FEED, page_url, relative_url
from traversees.records.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from traversees.library.library import Library
    from traversees.records.evidence import Chiffre
    from traversees.records.kinds import Terme

    Values = Mapping[str, Any]


WITH_FEED = ("initiatives", "besoin", "facette")
"""The templates of the pages that have an Atom feed beside them."""


def series(chiffres: tuple[Chiffre, ...]) -> dict[str, list[Chiffre]]:
    """The figures that are plotted together: those that share a series of at least two."""
    groups: dict[str, list[Chiffre]] = defaultdict(list)
    for chiffre in chiffres:
        if chiffre.serie:
            groups[chiffre.serie].append(chiffre)
    return {name: group for name, group in groups.items() if len(group) > 1}


@dataclass(frozen=True)
class Drawing:
    """Draws pages. `settings` is the `extra` of `mkdocs.yml`, with the names of the assets."""

    library: Library
    templates: Environment
    settings: dict[str, Any]

    def load_templates(self) -> None:
        """Load all templates now."""
        for name in self.templates.list_templates(extensions=["jinja"]):
            self.templates.get_template(name)

    @property
    def menu(self) -> list[str]:
        """The paths of the pages that the menu names, each marked there as the current page when it is read."""
        return list(self.settings.get("menu", ()))

    def _explained(self, body: str, base: str, *, about_here: bool) -> str:
        """`body` with its words linked to the lexicon, then what explains them in place."""

        def address(terme: Terme) -> str:
            return relative_url(terme.address, base)

        text, termes = explained_page(body, self.library.explained, address, about_here=about_here)
        if not termes:
            return body
        script = self._link("assets/js/mots.js", base)
        bulles = self.templates.get_template("_bulles.jinja")
        return f"{text}\n{bulles.render(termes=termes, adresse=address, script=script)}"

    def _page(
        self,
        path: str,
        template: str,
        title: str,
        values: Callable[[], Values] = dict,
        extra: dict[str, Any] | None = None,
        **header: Any,  # noqa: ANN401 — what else `Page` asks for
    ) -> Page:
        """A page to be drawn by `template` from `values`, which are worked out only then, from names alone."""
        _refuse_what_was_read(path, values)
        named = {
            key: [self._assets.get(name, name) for name in said] if isinstance(said, list) else said
            for key, said in (extra or {}).items()
        }
        if template in WITH_FEED:
            named["flux"] = FEED
        if path in self.menu:
            header["one_of_many"] = False
        return Page(
            path,
            title,
            partial(self._drawn, path, template, title, values),
            template,
            extra=named,
            **header,
        )

    def _drawn(self, path: str, template: str, title: str, values: Callable[[], Values]) -> str:
        base = page_url(path)
        shown = values()
        body = self.templates.get_template(f"{template}.md.jinja").render(
            library=self.library,
            site=self.settings,
            titre=title,
            section=SECTIONS[template],
            lien=lambda target: self._link(target, base),
            page=lambda record: relative_url(record.address, base),
            series=series,
            facettes=FACETS,
            preuve=lambda initiative: strongest_proof(self.library, initiative),
            **shown,
        )
        record = shown.get("record")
        if isinstance(record, Record) and record.explained:
            body = self._explained(body, base, about_here=record.about_here)
        return tidy(with_anchors(body, SECTIONS[template], ANCHORS[template]))

    @property
    def _assets(self) -> dict[str, str]:
        names: dict[str, str] = self.settings.get("assets", {})
        return names

    def _link(self, target: str, base: str) -> str:
        return relative_url(self._assets.get(target, target), base)

    def _source(self, path: str) -> str:
        if self.templates.loader is None:
            raise TemplateNotFound(path)
        return self.templates.loader.get_source(self.templates, path)[0]


def _refuse_what_was_read(path: str, values: Callable[[], Values]) -> None:
    """Raise `TypeError` if `values` brings what was read before: the page would not be known to show it."""
    method, names = (values.func, values.args) if isinstance(values, partial) else (values, ())
    if getattr(method, "__closure__", None) or not all(isinstance(name, str | type) for name in names):
        raise TypeError(f"{path}: the values of a page are those of a method, for names and kinds")
