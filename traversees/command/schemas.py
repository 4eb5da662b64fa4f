"""Command « schemas »: what editors and the forge read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from traversees.publish.verdict import checked_library
from traversees.publish.writing import replace_text

if TYPE_CHECKING:
    from pathlib import Path


def write_schemas(root: Path) -> int:
    """The copies that editors and the forge read, in line with the models and the vocabularies."""
    from traversees.contribute.issue_forms import issue_forms  # noqa: PLC0415 — checking must not wait for all this
    from traversees.contribute.schema import editor_files  # noqa: PLC0415
    from traversees.pages.templates import template_environment  # noqa: PLC0415

    library = checked_library(root)
    if library is None:
        return 1
    for path, text in [*editor_files(library), *issue_forms(library, template_environment(root / "templates"))]:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        replace_text(root / path, text)
    print("schemas/, .vscode/settings.json et les formulaires de .github/ISSUE_TEMPLATE/ sont à jour.")
    print("Étape suivante : proposez-les avec le reste de votre changement.")
    return 0
