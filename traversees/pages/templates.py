"""Render: the templates and their filters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from traversees.french import typography
from traversees.french.text import markdown_words, plain

if TYPE_CHECKING:
    from pathlib import Path


def template_environment(folder: Path) -> Environment:
    """The templates of `folder`, with our filters; a name that does not exist is an error."""
    environment = Environment(
        loader=FileSystemLoader(folder),
        undefined=StrictUndefined,
        autoescape=True,
        comment_start_string="<#",  # {# #} is how Markdown names a heading
        comment_end_string="#>",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(
        md=markdown_words,
        texte_nu=plain,
        typographie=typography.typographic,
        en_mots=typography.date_in_words,
        un_an_apres=typography.one_year_later,
        nombre=lambda chiffre: typography.number_in_words(chiffre.valeur, chiffre.unite),
        upper_first=lambda text: text[:1].upper() + text[1:],
        lower_first=lambda text: text[:1].lower() + text[1:],
    )
    return environment
