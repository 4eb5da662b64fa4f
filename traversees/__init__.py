"""Traversées: from contributors' files to a published site.

    files ──load──► Document ──check──► Record ──link──► Library ──render──► Page ──publish──► site
                        └──── Problem(path, line, column, message) ────┘

Data goes one way, and so do imports: each package below uses only those before it (a contract of `pyproject.toml`).

    records → french → check → library → contribute → pages → data → search → publish → forge → command

Files are read in `records.documents` and `library.loading`; printing, writing, the clock and MkDocs are in `publish`,
`forge` and `command`. Everything between takes values and returns values.
"""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
"""The project: the folder that holds the records."""
