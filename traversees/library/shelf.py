"""Link: the shelf that a Library takes its records from, and that keeps the answers to its questions."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Protocol, TypeVar, cast

from traversees.records.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

R = TypeVar("R", bound=Record)
A = TypeVar("A")
T = TypeVar("T")
P = ParamSpec("P")


class Asked(Protocol):
    """What questions are asked of: a Library."""

    shelf: Shelf


L = TypeVar("L", bound=Asked)


class Shelf:
    """All the records, read by whoever holds them. `traversees.library.watch` has one that notes what is read."""

    def __init__(self, records: Iterable[Record], today: str = "") -> None:
        """`today`: the day (AAAA-MM-JJ) on which questions are asked."""
        self._records = tuple(records)
        self._today = today
        self._answers: dict[tuple[Any, ...], Any] = {}
        self._derived: dict[tuple[int, object], tuple[Any, Any]] = {}

    def serve(self, library: Asked) -> None:
        """Know that a Library asks for these records."""

    def __iter__(self) -> Iterator[Record]:
        """Each record, in the order of the files."""
        return iter(self._records)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._records)

    @property
    def today(self) -> str:
        """The day (AAAA-MM-JJ) on which questions are asked."""
        return self._today

    def of_kind(self, kind: type[R]) -> list[R]:
        """The records of this kind, in the order of their files."""
        return list(
            self.ask(("of_kind", kind), lambda: [record for record in self._records if isinstance(record, kind)])
        )

    def find(self, key: str) -> Record | None:
        """The record at `folder/id`, if there is one."""
        return self._by_key.get(key)

    @property
    def _by_key(self) -> dict[str, Record]:
        return self.ask(("",), lambda: {record.key: record for record in self._records})

    def ask(self, question: tuple[Any, ...], answer: Callable[..., A], *given: Any) -> A:  # noqa: ANN401
        """The answer to a question, worked out the first time that it is asked."""
        if question not in self._answers:
            self._answers[question] = answer(*given)
        known: A = self._answers[question]
        return known

    def once(self, name: object, make: Callable[[], A]) -> A:  # noqa: ARG002
        """What `make` gives, made once for all that is drawn together."""
        return make()

    def derived(self, answer: A, make: Callable[[A], T]) -> T:
        """What `make` gives of an answer, made once: it may use its texts and the names of its records, and nothing else."""
        place = (id(answer), make)
        if place not in self._derived:
            self._derived[place] = (answer, make(answer))
        made: T = self._derived[place][1]
        return made


ABOUT = "about"
"""The attribute of a question that says how many things it is about."""


def question(answer: Callable[Concatenate[L, P], A]) -> Callable[Concatenate[L, P], A]:
    """Have the answers of a method kept, for whoever asks again.

    It may be asked about records, texts and numbers. Its answer is made of these, in lists and mappings; others do, at the
    price of being asked again at each publication that may change them.
    """
    name = answer.__name__

    @wraps(answer)
    def asked(library: L, *about: P.args, **_: P.kwargs) -> A:
        return library.shelf.ask((name, *about), answer, library, *about)

    setattr(asked, ABOUT, answer.__code__.co_argcount - 1)
    return cast("Callable[Concatenate[L, P], A]", asked)


def again(library: Asked, name: str, *about: object) -> object:
    """The answer to the question of this name; raises `LookupError` when there is none."""
    ask = getattr(type(library), name, None)
    if ask is None or not hasattr(ask, ABOUT):
        raise LookupError(name)
    return ask(library, *about)


def on_all(library: Asked) -> list[str]:
    """The questions that are about nothing in particular: those on all the records at once."""
    return [name for name in dir(type(library)) if getattr(getattr(type(library), name), ABOUT, None) == 0]
