"""Format: a file rewritten in its canonical form, or refused with a sentence; nothing it says is ever lost."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from traversees.check.rules import check_document
from traversees.records.comments import KeptComments, comments_in
from traversees.records.documents import parse_document
from traversees.records.problems import Problem, ProblemsFound, shortened
from traversees.records.writing import block_lines, record_text

if TYPE_CHECKING:
    from collections.abc import Container

    from traversees.records.comments import Comment
    from traversees.records.record import Record


def formatted(path: str, text: str, kind: type[Record], today: str, known: Container[str] = ()) -> str:
    """`text`, the file at `path`, in its canonical form on the day `today`; raises `ProblemsFound`.

    Comments are kept where they stand, but those above a key that are `known`, such as the help of a new file.
    """
    record = check_document(parse_document(path, text), kind, today)
    result = canonical(record, text, known)
    if result != text and not _same(record, path, result, today):
        raise ProblemsFound(
            [Problem(path, 1, 1, "", "la mise en forme changerait cette fiche : elle reste telle quelle")]
        )
    return result


def canonical(record: Record, text: str, known: Container[str] = ()) -> str:
    """The canonical form of `record`, read in `text`, with its comments; raises `ProblemsFound` if one has no place."""
    comments = [
        comment
        for comment in comments_in(record.path, text)
        if comment.side == "beside" or comment.text.strip() not in known
    ]
    kept = KeptComments(comments)
    result = record_text(record, [*kept.head(), *block_lines(record, comments=kept)])
    if comments:
        _refuse_losses(record.path, comments, result)
    return result


def _refuse_losses(path: str, comments: list[Comment], result: str) -> None:
    """Each comment is in the `result` as often as in the file."""
    left = Counter(comment.written for comment in comments_in(path, result))
    for comment in comments:
        left[comment.written] -= 1
        if left[comment.written] < 0:
            message = f"ce commentaire n’a pas de place dans la fiche mise en forme (« {shortened(comment.text, 40)} ») : déplacez-le, ou retirez-le"
            raise ProblemsFound([Problem(path, comment.line, 1, "", message)])


def _same(record: Record, path: str, text: str, today: str) -> bool:
    """Whether `text` says exactly what `record` says."""
    again = check_document(parse_document(path, text), type(record), today)
    return again.model_dump() == record.model_dump() and again.body == record.body
