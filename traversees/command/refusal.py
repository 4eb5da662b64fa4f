"""Why a command did nothing."""

from __future__ import annotations

from traversees.edge import Stop

VERIFY = "python3 build_pages.py verifier"

REMEMBER = "python3 build_pages.py adresses"


class Refusal(Stop):
    """One French sentence that says why nothing was done, and what to do."""
