"""Why a command did nothing."""

from __future__ import annotations

VERIFY = "python3 build_pages.py verifier"


REMEMBER = "python3 build_pages.py adresses"


class Refusal(Exception):  # noqa: N818 — not a fault of the program: something to do otherwise
    """One French sentence that says why nothing was done, and what to do."""
