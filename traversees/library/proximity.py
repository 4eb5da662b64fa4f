"""Link: which initiatives are closest to one another, in a time that grows with their number only.

A shared need counts 3, a shared public 2, a shared theme 1; between equals, the order of names decides. Comparing
every pair would grow with the square of the base: an initiative is compared with those that share a value with it,
all of them while a value has at most `WHOLE` bearers, else the `AROUND` nearest by name on each side; those that
share a need, a public and a theme at once are looked for first, in lists of their own.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from functools import cached_property
from heapq import nsmallest
from itertools import product
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from traversees.records.kinds import Initiative

WHOLE, AROUND = 100, 10
NEED, PUBLIC, THEME = 3, 2, 1

Values = tuple[frozenset[str], frozenset[str], frozenset[str]]
"""The needs, the publics and the themes of an initiative."""


class Proximity:
    """The initiatives by name, and what each shares with the others."""

    def __init__(self, shared: Iterable[tuple[Initiative, Iterable[Iterable[str]]]]) -> None:
        """`shared`: in the order of names, each initiative, its needs, its publics and its themes."""
        told = [(initiative, tuple(map(frozenset, values))) for initiative, values in shared]
        self.initiatives = [initiative for initiative, _ in told]
        self._values = [cast("Values", values) for _, values in told]

    @cached_property
    def _ranks(self) -> dict[str, int]:
        return {initiative.id: rank for rank, initiative in enumerate(self.initiatives)}

    @cached_property
    def _bearers(self) -> dict[tuple[str, ...], list[int]]:
        """The ranks of the initiatives that bear each value, and each need, public and theme together."""
        bearers: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for rank, values in enumerate(self._values):
            for key in _keys(values):
                bearers[key].append(rank)
        return bearers

    def nearest(self, initiative: Initiative, most: int) -> list[Initiative]:
        """The initiatives that share most with this one, at most `most`, closest first."""
        rank = self._ranks[initiative.id]
        one = self._values[rank]
        candidates = {other for key in _keys(one) for other in _close(self._bearers[key], rank)} - {rank}
        weighed = ((-_weight(one, self._values[other]), other) for other in candidates)
        return [self.initiatives[other] for _, other in nsmallest(most, weighed)]


def _keys(values: Values) -> Iterator[tuple[str, ...]]:
    needs, publics, themes = values
    yield from product(needs, publics, themes)
    yield from (("besoin", need) for need in needs)
    yield from (("public", public) for public in publics)
    yield from (("theme", theme) for theme in themes)


def _close(ranks: list[int], rank: int) -> Iterable[int]:
    if len(ranks) <= WHOLE:
        return ranks
    place = bisect_left(ranks, rank)
    return ranks[max(0, place - AROUND) : place + AROUND + 1]


def _weight(one: Values, other: Values) -> int:
    return NEED * len(one[0] & other[0]) + PUBLIC * len(one[1] & other[1]) + THEME * len(one[2] & other[2])
