"""Render: what people read to contribute: the guide, the form, the editor."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from traversees.contribute import editor
from traversees.contribute.editor_backend import page_values
from traversees.contribute.editor_files import models_text
from traversees.contribute.form import FORM_KINDS, form_entries, form_model, form_steps
from traversees.contribute.guide import record_keys
from traversees.contribute.starting import annotated_example, skeleton
from traversees.french import typography
from traversees.pages.policy import editor_policy
from traversees.pages.urls import CONTRIBUTE, FORM, GUIDE, SCHEMAS, download_of, page_url
from traversees.records.documents import parse_document
from traversees.records.kinds import KINDS, WITH_PAGE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from traversees.pages.page import Page
    from traversees.records.record import Record

    Values = Mapping[str, Any]


from jinja2 import TemplateNotFound

from traversees.pages.data_scripts import data_script
from traversees.pages.drawing import Drawing
from traversees.pages.form_preview import Preview, preview_of
from traversees.pages.holes import Sketches

FORM_PAGE = {
    "hide": ["navigation", "toc"],
    "styles": ["assets/css/formulaire.css"],
    "scripts": [
        f"assets/js/formulaire{part}.js"
        for part in ("-textes", "-regles", "-fichier", "-markdown", "-apercu", "-champs", "-envoi", "")
    ],
}
"""The pages of the form, and the header that they alone have."""


def _form_path(kind: type[Record]) -> str:
    return f"{FORM[1]}{kind.kind_name()}.md"


@dataclass(frozen=True)
class ContributingPages(Drawing):
    """The guide, the form and the editor, and the files beside them."""

    def _editor(self) -> Iterator[tuple[str, str]]:
        """The editor’s own page, outside the theme, and its settings."""
        forge = self.settings["forge"]
        template, allowed = self.templates.get_template("editeur.html.jinja"), page_values(forge)
        policy = editor_policy(allowed["servers"], allowed["images"])
        page = template.render(site=self.settings, oauth=allowed["oauth"], politique=policy)
        yield f"{editor.FOLDER}/index.html", typography.typographic_page(page)
        yield f"{editor.FOLDER}/reglages.json", editor.settings_text(self.library, forge)
        yield f"{editor.FOLDER}/modeles.json", models_text()

    def _form(self) -> Iterator[Page]:
        yield self._page(
            "contribuer/formulaire/index.md", "formulaire/index", FORM[0], trail=(CONTRIBUTE,), in_markdown=True
        )
        for kind in FORM_KINDS:
            name = kind.kind_name()
            yield self._page(
                _form_path(kind),
                f"formulaire/{name}",
                kind.form_title,
                trail=(CONTRIBUTE, FORM),
                extra=FORM_PAGE,
                values=partial(self._form_values, kind),
                beside=partial(self._form_files, kind),
            )

    def _form_values(self, kind: type[Record]) -> Values:
        steps = partial(form_steps, form_entries(kind, self.library))
        return {"etapes": steps, "apercu": self._preview(kind).html}

    def _preview(self, kind: type[Record]) -> Preview:
        """The preview of a form, which its page and the files beside it share."""
        return self.library.shelf.once(("aperçu", kind), partial(self._drawn_preview, kind))

    def _drawn_preview(self, kind: type[Record]) -> Preview:
        link = partial(self._link, base=page_url(_form_path(kind)))
        return preview_of(kind, self._sketches, self.library, link, site=self.settings)

    @cached_property
    def _sketches(self) -> Sketches:
        return Sketches.of(self.templates)

    def _form_files(self, kind: type[Record]) -> Iterator[tuple[str, str]]:
        """What the scripts of the form load: the model of the kind, with what the preview shows of other records."""
        model = form_model(kind, self.library) | {"known": self._preview(kind).known}
        path = _form_path(kind).replace(".md", ".js")
        yield path, data_script(path, model)

    def _guide(self) -> Iterator[Page]:
        yield self._page(
            "contribuer/guide/index.md",
            "guide",
            GUIDE[0],
            trail=(CONTRIBUTE,),
            in_markdown=True,
            values=_named_kinds,
        )
        yield self._page(
            "contribuer/guide/listes.md", "listes", "Listes fermées", trail=(CONTRIBUTE, GUIDE), in_markdown=True
        )
        for kind in KINDS:
            yield self._page(
                f"contribuer/guide/{kind.kind_name()}.md",
                "guide-fiche",
                f"La fiche « {kind.label} », clé par clé",
                trail=(CONTRIBUTE, GUIDE),
                values=partial(self._guide_values, kind),
            )

    def _guide_values(self, kind: type[Record]) -> Values:
        return {
            "kind": kind,
            "schema": f"{SCHEMAS}{kind.kind_name()}.schema.json",
            "download": download_of(kind),
            "keys": record_keys(kind, self.library, self._example(kind)),
            "example": self._annotated(kind),
        }

    def _annotated(self, kind: type[Record]) -> str:
        example = self._example(kind)
        return annotated_example(example, self.library) if example else skeleton(kind, self.library, {})

    def _example(self, kind: type[Record]) -> Record | None:
        """The example of a kind, which is not a record of the base; none for a kind that has none yet."""
        path = f"exemples/{kind.kind_name()}{kind.suffix}"
        try:
            document = parse_document(path, self._source(path))
        except TemplateNotFound:
            return None
        return kind.from_document(document, document.data)


def _named_kinds() -> Values:
    return {"kinds": [(kind.kind_name(), kind) for kind in WITH_PAGE]}
