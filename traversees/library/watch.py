"""Link: a shelf that notes what is read of the records, by whom, and gives answers that an earlier publication knew.

Whoever draws something opens a frame. What is read of a record is noted in the open frame, key by key; each question has a
frame of its own, and whoever asks notes the question. So what is drawn tells, without anybody thinking of it, all that it
depends on. Nothing that was read outlives its frame: what is kept from one frame to the next are the answers to questions.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from traversees.library.frames import (
    EVERYTHING,
    THERE,
    TODAY,
    Answered,
    Frame,
    bits_of,
    folder_of,
    key_of,
    question_name,
)
from traversees.library.shelf import Shelf
from traversees.library.told import understood
from traversees.records.face import make_face
from traversees.records.kinds import BY_FOLDER, KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from traversees.library.frames import Question
    from traversees.library.shelf import Asked
    from traversees.records.record import Record

R = TypeVar("R", bound="Record")
A = TypeVar("A")


class Watch(Shelf):
    """The shelf of a publication. Its records are read when a page asks for them."""

    def __init__(
        self,
        paths: Iterable[str],
        load: Callable[[str], Record],
        today: str,
        recall: Callable[[str], tuple[str, int] | None] = lambda _: None,
    ) -> None:
        """`paths`: of all the records, in their order. `load`: the record of a path.

        `recall`: the answer, as it was told, to the question of this name, if it was known and still holds, and its depth.
        """
        super().__init__((), today)
        self.answered: dict[Question, Answered] = {}
        self.fresh: list[Question] = []
        self._load, self._recall = load, recall
        self._open: list[Frame] = []
        self._libraries: list[Asked] = []
        self._keys: dict[str, list[str]] = {folder: [] for folder in BY_FOLDER}
        self._path_of: dict[str, str] = {}
        self._faces: dict[str, tuple[Record, dict[str, Any]]] = {}
        for path in paths:
            key = key_of(path)
            self._keys[folder_of(key)].append(key)
            self._path_of[key] = path

    def serve(self, library: Asked) -> None:
        """Have a Library keep nothing of its own from one frame to the next."""
        self._libraries.append(library)

    @contextmanager
    def frame(self) -> Iterator[Frame]:
        """A frame in which reads are noted until it is left."""
        self._let_go()
        frame = Frame()
        self._open.append(frame)
        try:
            yield frame
        finally:
            self._let_go()
            self._open.pop()

    def _let_go(self) -> None:
        if self._open:
            self._open[-1].empty_faces()
        for library in self._libraries:
            library.__dict__.clear()
            library.__dict__["shelf"] = self

    @property
    def _frame(self) -> Frame:
        if not self._open:
            raise RuntimeError("a record was read while nobody noted it")
        return self._open[-1]

    @property
    def today(self) -> str:
        """The day on which questions are asked, noted."""
        self._frame.note(TODAY, THERE)
        return self._today

    def __iter__(self) -> Iterator[Record]:
        """Each record, in the order of the files."""
        return iter([record for kind in KINDS for record in self.of_kind(kind)])

    def __len__(self) -> int:
        """How many there are."""
        return sum(len(self.of_kind(kind)) for kind in KINDS)

    def of_kind(self, kind: type[R]) -> list[R]:
        """The records of this kind, in the order of their files."""
        kinds = [one for one in KINDS if issubclass(one, kind)]
        for one in kinds:
            self._frame.note(f"{one.folder}/", THERE)
        return [self.face(key) for one in kinds for key in self._keys[one.folder]]

    def find(self, key: str) -> Record | None:
        """The record at `folder/id`, if there is one."""
        self._frame.note(key, THERE)
        return self.face(key) if key in self._path_of else None

    def keys_of(self, kind: type[Record]) -> list[str]:
        """The records of a kind, by `folder/id`: for whoever makes something of each, which is not to read them."""
        return self._keys[kind.folder]

    def sizes(self) -> dict[str, int]:
        """How many records each folder holds."""
        return {folder: len(keys) for folder, keys in self._keys.items()}

    def face(self, key: str) -> Any:  # noqa: ANN401 — of the kind of its folder
        """The face of the record at `folder/id`."""
        if key not in self._faces:
            kind, path = BY_FOLDER[folder_of(key)], self._path_of[key]
            known = {"id": key.rpartition("/")[2], "path": path, "key": key, "_values": None}
            self._faces[key] = make_face(
                kind, known, partial(self._read, key, bits_of(kind)), partial(self._whole, key)
            )
        return self._faces[key][0]

    def _read(self, key: str, bits: dict[str, int], face: Record, name: str) -> Any:  # noqa: ANN401
        bit = bits.get(name)
        if bit is None:
            raise AttributeError(f"{type(face).__name__!r} object has no attribute {name!r}", name=name, obj=face)
        frame = self._frame
        frame.note(key, bit)
        frame.live[key] = self._faces[key]
        value = face.__dict__[name] = getattr(self._load(self._path_of[key]), name)
        return value

    def _whole(self, key: str) -> Record:
        self._frame.note(key, EVERYTHING)
        return self._load(self._path_of[key])

    def ask(self, question: Question, answer: Callable[..., A], *given: Any) -> A:  # noqa: ANN401
        """The answer to a question; whoever asks notes it."""
        known = self.answered.get(question)
        if known is None:
            known = self._recalled(question) or self._answer(question, answer, given)
        if self._open:
            self._open[-1].asked[known.name] = known.depth
        found: A = known.answer
        return found

    def _recalled(self, question: Question) -> Answered | None:
        recalled = self._recall(question_name(question))
        return self.learn(question, *recalled) if recalled else None

    def learn(self, question: Question, text: str, depth: int) -> Answered | None:
        """Take the answer to a question from somebody who told it; None when it names a record that is no more."""
        try:
            answer = understood(text, self.face)
        except KeyError:
            return None
        self.answered[question] = Answered(question_name(question), answer, depth, Frame())
        return self.answered[question]

    def _answer(self, question: Question, answer: Callable[..., A], given: tuple[Any, ...]) -> Answered:
        with self.frame() as frame:
            found = answer(*given)
        depth = 1 + max(frame.asked.values(), default=0)
        self.answered[question] = Answered(question_name(question), found, depth, frame)
        self.fresh.append(question)
        return self.answered[question]

    def once(self, name: object, make: Callable[[], A]) -> A:
        """What `make` gives, made once in a frame."""
        kept = self._frame.once
        if name not in kept:
            kept[name] = make()
        found: A = kept[name]
        return found
