"""Link: all the records together, and the questions one may ask of them."""

from __future__ import annotations

from traversees.library.counts import Counts
from traversees.library.explorer import Sorted
from traversees.library.shelf import question
from traversees.library.used_words import UsedWords


class Library(Counts, Sorted, UsedWords):
    """All the records, and the questions one may ask of them."""

    @question
    def is_past(self, day: str) -> bool:
        """Whether a day (AAAA-MM-JJ) is over."""
        return day < self.shelf.today
