"""Traversées: from contributors' files to a published site.

    files ──load──► Document ──check──► Record ──link──► Library ──render──► Page ──publish──► site
                        └──── Problem(path, line, column, message) ────┘

Data goes one way: a module imports only from earlier stages. Files are read in `documents`, written in
`build_pages.py` and `publishing`; everything between takes values and returns values.
"""
