"""The folders of records, one a line: `python -m traversees.command.folders`. What the search for dead links reads."""

from __future__ import annotations

from traversees.records.kinds import KINDS

if __name__ == "__main__":
    print(*(kind.folder for kind in KINDS), sep="\n")
