"""Registers in space: which entries overlap, touch or lie near a piece of land, found by index.

Outlines are searched by their boxes in an STRtree; only what comes near is measured.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from jingtu.access import measure
from jingtu.access.model import (
    DEFAULT_TOLERANCES,
    Coverage,
    Entry,
    Hit,
    Kind,
    Relation,
    Theme,
    ThemeState,
    Tolerances,
)
from jingtu.codes import spelling
from jingtu.duties import law

NOTHING = 1e-4
"""An overlap of less is numerical noise of two outlines that share a boundary. [m²]"""


class Register:
    """Entries of all registers of a question, searchable by outline and by code. It does not change once built."""

    def __init__(self, entries: Iterable[Entry], coverage: Iterable[Coverage] = ()) -> None:
        self.entries: tuple[Entry, ...] = tuple(entries)
        self.coverage: tuple[Coverage, ...] = tuple(coverage)
        placed = [(one, one.outline) for one in self.entries if one.outline is not None and not one.outline.is_empty]
        self._placed: list[Entry] = [entry for entry, _ in placed]
        self._outlines = _valid(np.array([outline for _, outline in placed], dtype=object))
        self._tree = shapely.STRtree(self._outlines)
        self._by_code: dict[str, list[Entry]] = defaultdict(list)
        self.unplaced: dict[Kind, int] = defaultdict(int)
        declared = {one.kind for one in self.coverage}
        self._kinds = {one.kind for one in self.entries} - declared
        self._themes: dict[str, tuple[Theme, ...]] = {}
        for one in self.entries:
            if one.code:
                self._by_code[spelling.plain(one.code)].append(one)
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
        """Entries of a parcel code however it is written, in register order."""
        return tuple(self._by_code.get(spelling.plain(code), ())) if code else ()

    def themes(self, place: str, on_land: Sequence[Entry], *, placed: bool) -> tuple[Theme, ...]:
        """What each kind of register contributes for a place; ``placed`` is whether the land has an outline."""
        concerned = {one.kind for one in on_land}
        known = self._known(place)
        return tuple(
            replace(theme, state=ThemeState.CONCERNED)
            if theme.kind in concerned
            else theme
            if placed or theme.state is ThemeState.WITHOUT_DATA
            else replace(theme, state=ThemeState.WITHOUT_DATA)
            for theme in known
        )

    def _known(self, place: str) -> tuple[Theme, ...]:
        """The themes of a place before anything is found there; the same for every question about it."""
        if place not in self._themes:
            self._themes[place] = tuple(self._theme(kind, place) for kind in Kind)
        return self._themes[place]

    def _theme(self, kind: Kind, place: str) -> Theme:
        said = [one for one in self.coverage if one.kind is kind and (not one.place or _over(one.place, place))]
        state = ThemeState.NOT_CONCERNED if said or (kind in self._kinds) else ThemeState.WITHOUT_DATA
        complete = {one.complete for one in said} or {None}
        days = [one.seen_on for one in said if one.seen_on is not None]
        return Theme(
            kind,
            state,
            complete=False if False in complete else None if None in complete else True,
            seen_on=min(days, default=None),
            unplaced=self.unplaced.get(kind, 0),
        )

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
        """How an outline that meets the one asked about lies to it; an entry known by a point only lies on the land."""
        area_asked, scale = asked
        other = self._outlines[index]
        if shapely.get_dimensions(other) < 2:
            return Hit(self._placed[index], Relation.OVERLAPS, distance=0.0)
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


def _valid(outlines: NDArray[np.object_]) -> NDArray[np.object_]:
    """Outlines that can be measured: the registers' own, where they cross themselves, in parts that do not."""
    broken = ~shapely.is_valid(outlines)
    if broken.any():
        outlines[broken] = shapely.make_valid(outlines[broken])
    return outlines


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


def _over(register_place: str, place: str) -> bool:
    """Whether a register of one place covers another; a place not said is taken to be that of the register."""
    return not place or law.covers(register_place, place)
