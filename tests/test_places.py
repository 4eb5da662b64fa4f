"""The tile map of the real base is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from traversees.library.places import places_of

if TYPE_CHECKING:
    from traversees.library.library import Library


def test_the_real_map_has_a_tile_for_each_of_the_17_regions(library: Library) -> None:
    places = places_of(library)
    assert len(places.on_the_map) == len(places.tiles) == 17
    assert [tile.key for tile in places.on_the_map[:4]] == [
        "nord-du-quebec",
        "abitibi-temiscamingue",
        "saguenay-lac-saint-jean",
        "cote-nord",
    ]


def test_every_initiative_stands_on_one_tile(library: Library) -> None:
    standing = [initiative.id for tile in places_of(library).tiles for initiative in tile.initiatives]
    assert sorted(standing) == sorted(initiative.id for initiative in library.initiatives)


def test_the_list_tells_by_name_the_regions_that_have_initiatives_then_those_that_have_none(library: Library) -> None:
    places = places_of(library)
    assert places.inhabited[0].key == "abitibi-temiscamingue"
    assert {tile.shade for tile in places.inhabited} == {1, 2, 3}
    assert {tile.shade for tile in places.empty} == {0}
    assert len(places.inhabited) + len(places.empty) == 17
