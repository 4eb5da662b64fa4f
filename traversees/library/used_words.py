"""Link: which words of the glossary the records use."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from traversees.french.prose import CITATION
from traversees.library.lexicon import Lexicon
from traversees.records.keywords import Line, Prose
from traversees.records.marks import marked_values
from traversees.records.problems import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from traversees.records.kinds import Initiative, Terme
    from traversees.records.record import Record

from traversees.library.answers import Answers, grouped


@dataclass(frozen=True)
class UsedWords(Answers):
    """The words of the glossary, and the records that use them."""

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words of the glossary, as texts use them."""
        return Lexicon(tuple(self.termes))

    @cached_property
    def explained(self) -> Lexicon:
        """The words that a reader from here may not know or may mistake: those of Québec, and common false friends."""
        return Lexicon(
            tuple(t for t in self.termes if t.aire == "quebec" or (t.aire == "commun" and t.faux_ami is not None))
        )

    @cached_property
    def _words_by_record(self) -> dict[str, list[Terme]]:
        return {}

    def words_of(self, record: Record) -> list[Terme]:
        """The words of the glossary that a record uses, in alphabetical order."""
        if record.path not in self._words_by_record:
            used = self.lexicon.used_in(_all_text(record))
            self._words_by_record[record.path] = [terme for terme in used if terme.path != record.path]
        return self._words_by_record[record.path]

    def words_of_term(self, vocabulary: str, key: str) -> list[Terme]:
        """The words of the glossary that the label or the definition of a term of a vocabulary holds."""
        if (vocabulary, key) not in self._words_by_term:
            entry = self.term(vocabulary, key)
            about = folded(f"{entry.libelle} {entry.definition}")
            self._words_by_term[vocabulary, key] = [t for t in self.termes if folded(t.terme) in about]
        return self._words_by_term[vocabulary, key]

    @cached_property
    def _words_by_term(self) -> dict[tuple[str, str], list[Terme]]:
        return {}

    def in_order(self, words: Iterable[Terme]) -> list[Terme]:
        """`words` in alphabetical order, each once."""
        by_rank = {self._ranks_of_words[terme.id]: terme for terme in words}
        return [by_rank[rank] for rank in sorted(by_rank)]

    @cached_property
    def _ranks_of_words(self) -> dict[str, int]:
        return {terme.id: rank for rank, terme in enumerate(self.termes)}

    def learn_words(self, words: Iterable[tuple[Record, Iterable[str]]]) -> None:
        """Take the ids of the words that records use from somebody who has read these records."""
        known = {terme.id: terme for terme in self.termes}
        self._words_by_record.update((record.path, [known[i] for i in ids]) for record, ids in words)

    @cached_property
    def _initiatives_by_word(self) -> dict[str, list[Initiative]]:
        return grouped(self.initiatives, lambda i: (terme.id for terme in self.words_of(i)))

    def uses_of(self, terme: Terme) -> list[Initiative]:
        """The initiatives that use a word, by name."""
        return self._initiatives_by_word.get(terme.id, [])


def _all_text(record: Record) -> str:
    texts = [value.text for value in marked_values(record, Prose, Line)]
    return CITATION.sub(" ", "\n".join([*texts, record.body]))
