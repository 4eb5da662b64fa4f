"""Checks the records and writes the pages: `python3 build_pages.py [--check]`. Also the MkDocs hook.

The edges only: reading the command line, printing, writing files, and MkDocs.
"""

from __future__ import annotations

import sys

try:
    from traversees.command import main
except ModuleNotFoundError as error:  # the environment is missing: one sentence, no traceback
    if error.name and error.name.startswith("traversees"):
        raise
    sys.exit(f"Il manque le paquet Python « {error.name} ». Lancez plutôt : python3 dev.py site")

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
