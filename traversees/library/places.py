"""The tile map: one tile for each region of Québec, and how many initiatives stand there. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from traversees.library.catalogue import sort_key

if TYPE_CHECKING:
    from traversees.library.library import Library
    from traversees.records.kinds import Initiative
    from traversees.records.kinds.vocabulaire import Case, TermeDeVocabulaire

SHADES = (1, 3, 10)
"""The least number of initiatives for each shade of a tile, from the lightest."""


@dataclass(frozen=True)
class Tile:
    """A region, its place on the map (none if the vocabulary gives none) and its initiatives, by name."""

    key: str
    entry: TermeDeVocabulaire
    initiatives: tuple[Initiative, ...]

    @property
    def case(self) -> Case | None:
        """Where it stands on the map."""
        return self.entry.case

    @property
    def count(self) -> int:
        """How many initiatives it holds."""
        return len(self.initiatives)

    @property
    def shade(self) -> int:
        """0 without initiative; then 1, 2 or 3, the darkest."""
        return sum(self.count >= least for least in SHADES)


@dataclass(frozen=True)
class Places:
    """All the regions. The map is read from north to south and from west to east; the lists by name."""

    tiles: tuple[Tile, ...]

    @property
    def on_the_map(self) -> list[Tile]:
        """The tiles that have a place, in the order in which a map is read."""
        placed = [(tile.case.ligne, tile.case.colonne, tile) for tile in self.tiles if tile.case]
        return [tile for _, _, tile in sorted(placed, key=lambda place: place[:2])]

    @property
    def inhabited(self) -> list[Tile]:
        """The regions that hold initiatives, by name."""
        return sorted((tile for tile in self.tiles if tile.count), key=_by_name)

    @property
    def empty(self) -> list[Tile]:
        """The regions without initiative, by name."""
        return sorted((tile for tile in self.tiles if not tile.count), key=_by_name)


def places_of(library: Library) -> Places:
    """The regions of `library` and their initiatives."""
    terms = library.terms("regions").items()
    return Places(tuple(Tile(key, entry, tuple(library.initiatives_with("region", key))) for key, entry in terms))


def _by_name(tile: Tile) -> str:
    return sort_key(tile.entry.libelle)
