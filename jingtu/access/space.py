"""Registers in space: which entries overlap, touch or lie near a piece of land, found by index.

Outlines are searched by their boxes in an STRtree; only what comes near is measured.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from jingtu.access import measure
from jingtu.access.model import DEFAULT_TOLERANCES, Coverage, Entry, Hit, Kind, Relation, Tolerances

NOTHING = 1e-4
"""An overlap of less is numerical noise of two outlines that share a boundary. [m²]"""


class Register:
    """Entries of all registers of a question, searchable by outline and by code. It does not change once built."""

    def __init__(self, entries: Iterable[Entry], coverage: Iterable[Coverage] = ()) -> None:
        self.entries: tuple[Entry, ...] = tuple(entries)
        self.coverage: tuple[Coverage, ...] = tuple(coverage)
        placed = [(one, one.outline) for one in self.entries if one.outline is not None and not one.outline.is_empty]
        self._placed: list[Entry] = [entry for entry, _ in placed]
        self._outlines: NDArray[np.object_] = np.array([outline for _, outline in placed], dtype=object)
        self._tree = shapely.STRtree(self._outlines)
        self._by_code: dict[str, list[Entry]] = defaultdict(list)
        self.unplaced: dict[Kind, int] = defaultdict(int)
        for one in self.entries:
            if one.code:
                self._by_code[one.code].append(one)
            elif one.outline is None or one.outline.is_empty:
                self.unplaced[one.kind] += 1

    def near(self, outline: BaseGeometry, tolerances: Tolerances = DEFAULT_TOLERANCES) -> tuple[Hit, ...]:
        """Entries that overlap an outline, touch it or lie within ``tolerances.neighbour`` of it, in register order.

        ``outline`` is a valid polygon or multipolygon in EPSG:4490.
        """
        west, south, east, north = outline.bounds
        scale = measure.scale_at((south + north) / 2)
        # A hundredth more: metres per degree change a little within the reach.
        lon, lat = (1.01 * tolerances.neighbour / metres for metres in scale)
        found = np.sort(self._tree.query(shapely.box(west - lon, south - lat, east + lon, north + lat)))
        if not found.size:
            return ()
        shapely.prepare(outline)
        meets = shapely.intersects(outline, self._outlines[found])
        asked = measure.area(outline) if meets.any() else 0.0
        distances = self._distances(outline, found[~meets], scale)
        hits = (
            self._touching(outline, index, (asked, scale), tolerances)
            if index not in distances
            else self._neighbour(index, distances[index], tolerances)
            for index in found.tolist()
        )
        return tuple(hit for hit in hits if hit is not None)

    def of_code(self, code: str) -> tuple[Entry, ...]:
        """Entries of a parcel code, in register order."""
        return tuple(self._by_code.get(code, ())) if code else ()

    def _distances(self, outline: BaseGeometry, found: NDArray[np.int64], scale: measure.Scale) -> dict[int, float]:
        """Metres to outlines that do not meet the one asked about."""
        if not found.size:
            return {}
        here = measure.in_metres(outline, scale)
        metres = shapely.distance(here, measure.in_metres(self._outlines[found], scale))
        return dict(zip(found.tolist(), metres.tolist(), strict=True))

    def _neighbour(self, index: int, distance: float, tolerances: Tolerances) -> Hit | None:
        if distance > tolerances.neighbour:
            return None
        return Hit(self._placed[index], Relation.NEIGHBOUR, distance=distance)

    def _touching(
        self, outline: BaseGeometry, index: int, asked: tuple[float, measure.Scale], tolerances: Tolerances
    ) -> Hit:
        """How an outline that meets the one asked about lies to it."""
        area_asked, scale = asked
        other = self._outlines[index]
        common = measure.polygons(shapely.intersection(outline, other))
        overlap = measure.area(common)
        if overlap <= NOTHING:
            return Hit(self._placed[index], Relation.BOUNDARY_CONTACT, 0.0, 0.0, 0.0, 0.0, 0.0)
        share, share_entry = overlap / area_asked, overlap / measure.area(other)
        width = None
        relation = Relation.OVERLAPS
        if overlap < tolerances.area and max(share, share_entry) < tolerances.share:
            width = _width(common, scale, tolerances.width)
            if width is not None and width < tolerances.width:
                relation = Relation.BOUNDARY_CONTACT
        return Hit(self._placed[index], relation, overlap, share, share_entry, width, 0.0)


def _width(common: BaseGeometry, scale: measure.Scale, least: float) -> float | None:
    """The width of an overlap [m]; None where it surely is as wide as the tolerance."""
    plane = measure.in_metres(common, scale)
    return None if measure.least_width(plane) >= least else measure.width(plane)


def covered(outline: BaseGeometry, others: Sequence[BaseGeometry]) -> float:
    """The share of an outline that others cover together. [1]"""
    if not others:
        return 0.0
    common = measure.polygons(shapely.intersection(outline, shapely.union_all(list(others))))
    return measure.area(common) / measure.area(outline)
