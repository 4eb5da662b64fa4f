"""Related initiatives: the closest, in an order that anyone can work out, however many there are."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from traversees.library.proximity import AROUND, WHOLE, Proximity

if TYPE_CHECKING:
    from traversees.library.library import Library


def initiative(name: str, needs: str = "", publics: str = "", themes: str = "") -> Any:  # noqa: ANN401 — what nearness reads of one
    reasons = [SimpleNamespace(besoin=need) for need in needs]
    return SimpleNamespace(id=name, besoins=reasons, publics=tuple(publics), themes=tuple(themes))


def shared_by(initiatives: list[Any]) -> list[tuple[Any, list[list[str]]]]:
    return [(i, [[b.besoin for b in i.besoins], [*i.publics], [*i.themes]]) for i in initiatives]


def nearest(name: str, initiatives: list[Any], most: int = 4) -> list[str]:
    one = next(i for i in initiatives if i.id == name)
    return [other.id for other in Proximity(shared_by(initiatives)).nearest(one, most)]


def by_comparing_all(name: str, initiatives: list[Any], most: int = 4) -> list[str]:
    """The rule itself, without any list of bearers."""
    one = next(i for i in initiatives if i.id == name)

    def weight(other: Any) -> int:  # noqa: ANN401
        needs = {b.besoin for b in one.besoins} & {b.besoin for b in other.besoins}
        return 3 * len(needs) + 2 * len({*one.publics} & {*other.publics}) + len({*one.themes} & {*other.themes})

    others = [(-weight(i), rank, i.id) for rank, i in enumerate(initiatives) if i is not one and weight(i)]
    return [name for *_, name in sorted(others)[:most]]


def test_a_need_counts_more_than_a_public_and_a_public_more_than_a_theme() -> None:
    base = [
        initiative("a", themes="t"),
        initiative("b", publics="p"),
        initiative("c", needs="n"),
        initiative("d", needs="n", publics="p", themes="t"),
        initiative("e", needs="autre"),
    ]
    assert nearest("d", base) == ["c", "b", "a"]


def test_between_equals_the_first_by_name_wins() -> None:
    assert nearest("c", [initiative(name, needs="n") for name in "abcdef"], most=3) == ["a", "b", "d"]


@given(st.lists(st.tuples(*[st.text("abcd", max_size=3)] * 3), min_size=1, max_size=WHOLE))
def test_while_a_value_has_few_bearers_every_pair_is_compared(values: list[tuple[str, str, str]]) -> None:
    base = [initiative(f"i{rank}", *value) for rank, value in enumerate(values)]
    assert nearest("i0", base) == by_comparing_all("i0", base)


def test_the_real_base_is_compared_whole(library: Library) -> None:
    initiatives: list[Any] = library.initiatives
    for one in initiatives:
        assert nearest(one.id, initiatives) == by_comparing_all(one.id, initiatives)


def test_a_value_with_many_bearers_is_read_around_the_initiative() -> None:
    base = [initiative(f"i{rank:04}", needs="n") for rank in range(WHOLE * 3)]
    assert nearest("i0200", base, most=WHOLE) == [
        f"i{rank:04}" for rank in range(200 - AROUND, 201 + AROUND) if rank != 200
    ]
