"""Link: which words of the glossary the records use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from traversees.french.prose import CITATION
from traversees.library.answers import Answers, grouped
from traversees.library.catalogue import sort_key
from traversees.library.lexicon import Lexicon, names_of
from traversees.library.shelf import question
from traversees.records.keywords import Line, Prose
from traversees.records.marks import marked_values
from traversees.records.problems import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from traversees.records.kinds import Initiative, Terme
    from traversees.records.record import Record


class UsedWords(Answers):
    """The words of the glossary, and the records that use them."""

    @property
    def lexicon(self) -> Lexicon:
        """The words of the glossary, as texts use them."""
        return self.shelf.derived(self._names_of_words(), Lexicon)

    @property
    def explained(self) -> Lexicon:
        """The words that a reader from here may not know or may mistake: those of Québec, and common false friends."""
        return self.shelf.derived(self._names_of_explained_words(), Lexicon)

    @question
    def _names_of_words(self) -> list[tuple[Terme, str, str]]:
        return names_of(self.termes)

    @question
    def _names_of_explained_words(self) -> list[tuple[Terme, str, str]]:
        return names_of(t for t in self.termes if t.aire == "quebec" or (t.aire == "commun" and t.faux_ami is not None))

    @question
    def words_of(self, record: Record) -> list[Terme]:
        """The words of the glossary that a record uses, in alphabetical order."""
        return [terme for terme in self.lexicon.used_in(_all_text(record)) if terme.path != record.path]

    @question
    def words_of_term(self, vocabulary: str, key: str) -> list[Terme]:
        """The words of the glossary that the label or the definition of a term of a vocabulary holds."""
        entry = self.term(vocabulary, key)
        about = folded(f"{entry.libelle} {entry.definition}")
        return [t for t in self.termes if folded(t.terme) in about]

    def in_order(self, words: Iterable[Terme]) -> list[Terme]:
        """`words` in alphabetical order, each once."""
        return sorted(dict.fromkeys(words), key=lambda terme: (sort_key(terme.name), terme.path))

    @question
    def _initiatives_by_word(self) -> dict[str, list[Initiative]]:
        return grouped(self.initiatives, lambda i: (terme.id for terme in self.words_of(i)))

    @question
    def uses_of(self, terme: Terme) -> list[Initiative]:
        """The initiatives that use a word, by name."""
        return self._initiatives_by_word().get(terme.id, [])


def _all_text(record: Record) -> str:
    texts = [value.text for value in marked_values(record, Prose, Line)]
    return CITATION.sub(" ", "\n".join([*texts, record.body]))
