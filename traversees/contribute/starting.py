"""Files to start from: the example of a kind with what each key is, and a new file to complete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from traversees.contribute.guide import NOT_FOR_A_NEW_FILE, Key, record_keys
from traversees.records.writing import Comments, block_lines, indented, item_lines, record_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from traversees.library.library import Library
    from traversees.records.problems import Loc
    from traversees.records.record import Record


def annotated_example(example: Record, library: Library) -> str:
    """The file of `example`, with what each key is above it, the first time that it stands."""
    helps = _FirstHelps(record_keys(type(example), library))
    return record_text(example, block_lines(example, comments=helps))


class _FirstHelps(Comments):
    """The help of each key, the first time that it is asked for."""

    def __init__(self, keys: tuple[Key, ...]) -> None:
        self._keys = keys
        self._told: set[tuple[str, ...]] = set()

    def above(self, loc: Loc) -> list[str]:
        trail = _trail(self._keys, loc)
        path = tuple(key.name for key in trail)
        if path in self._told:
            return []
        self._told.add(path)
        return [f"# {trail[-1].help}"]


def _trail(keys: tuple[Key, ...], loc: Loc) -> list[Key]:
    """The keys that lead to `loc`; ranks in lists, and names that the contributor chose, are passed over."""
    trail: list[Key] = []
    for part in loc:
        key = next((key for key in keys if key.name == part), None)
        if key:
            trail.append(key)
            keys = key.keys
    return trail


def skeleton(kind: type[Record], library: Library, values: dict[str, str]) -> str:
    """A new file of this kind: every obligatory key under its help, with `values`, as YAML, where they are known."""
    keys = record_keys(kind, library)
    header = "\n".join([*_skeleton_lines(keys, values), *_optional(keys)]) + "\n"
    return f"---\n{header}---\n\n{_FIRST_HEADING}\n" if kind.suffix == ".md" else header


_FIRST_HEADING = "## Écrivez ici le texte, avec des titres comme celui-ci"


def _optional(keys: tuple[Key, ...]) -> Iterator[str]:
    names = [key.name for key in keys if not key.required and key.type != NOT_FOR_A_NEW_FILE]
    if names:
        yield f"# Facultatif, à ajouter au besoin : {', '.join(names)}."


def _skeleton_lines(keys: tuple[Key, ...], values: dict[str, str]) -> Iterator[str]:
    for key in keys:
        if key.required:
            yield f"# {key.help}"
            yield f"{key.name}: {values.get(key.name, '')}".rstrip()
            inner = _skeleton_lines(key.keys, {})
            if key.named:
                yield "  premier-nom:"
                inner = indented(inner)
            yield from item_lines(inner) if key.many else indented(inner)


def known_comments(kind: type[Record], library: Library) -> frozenset[str]:
    """The comments that our files bring, which say nothing that the guide does not."""
    keys = record_keys(kind, library)
    return frozenset([*_helps(keys), *(line.removeprefix("# ") for line in _optional(keys))])


def _helps(keys: tuple[Key, ...]) -> Iterator[str]:
    for key in keys:
        yield key.help
        yield from _helps(key.keys)
