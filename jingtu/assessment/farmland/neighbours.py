"""Which sampling points of a unit adjoin: points whose Thiessen polygons share an edge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.spatial import Delaunay, QhullError

EARTH_RADIUS_M = 6_371_008.8
Neighbours = Mapping[int, frozenset[int]]
"""Point -> points that adjoin it. Empty for a point that stands alone."""
Floats = NDArray[np.float64]


def neighbours(lon: ArrayLike, lat: ArrayLike, *, within_m: float | None = None) -> Neighbours:
    """The points whose Thiessen polygons share an edge (the edges of the Delaunay triangulation).

    Parameters
    ----------
    lon, lat : array_like, shape (n,)
        [degree]; projected about their mean, which holds over the few kilometres of a unit.
    within_m : float, optional
        Points farther apart do not adjoin. [m]

    Notes
    -----
    Points at the same place adjoin each other and whatever adjoins the place. Places on one line adjoin in its order.
    """
    places, which = np.unique(_projected(lon, lat), axis=0, return_inverse=True)
    standing: dict[int, set[int]] = {}
    for point, place in enumerate(which.reshape(-1).tolist()):
        standing.setdefault(place, set()).add(point)
    found = {point: standing[place] - {point} for place in standing for point in standing[place]}
    for one, other in _edges(places):
        if within_m is None or float(np.hypot(*(places[one] - places[other]))) <= within_m:
            for point in standing[one]:
                found[point] |= standing[other]
            for point in standing[other]:
                found[point] |= standing[one]
    return {point: frozenset(found[point]) for point in sorted(found)}


def _projected(lon: ArrayLike, lat: ArrayLike) -> Floats:
    """Metres east and north of the mean, to the millimetre."""
    x, y = np.radians(np.asarray(lon, dtype=np.float64)), np.radians(np.asarray(lat, dtype=np.float64))
    metres = np.column_stack([(x - x.mean()) * np.cos(y.mean()), y - y.mean()]) * EARTH_RADIUS_M
    return np.round(metres, 3)


def _edges(places: Floats) -> Iterable[tuple[int, int]]:
    if len(places) <= 2:
        return combinations(range(len(places)), 2)
    try:
        triangles = Delaunay(places).simplices.tolist()
    except QhullError:
        return pairwise(range(len(places)))  # on one line; np.unique has put them in its order
    return {(min(pair), max(pair)) for triangle in triangles for pair in combinations(triangle, 2)}


def blocks(points: Sequence[int], adjoining: Neighbours) -> list[list[int]]:
    """The points in unbroken groups, each in the order given."""
    place = {point: at for at, point in enumerate(points)}
    seen: set[int] = set()
    found = []
    for point in points:
        if point in seen:
            continue
        block, edge = {point}, [point]
        while edge:
            edge = list({other for one in edge for other in adjoining[one] if other in place} - block)
            block.update(edge)
        seen |= block
        found.append(sorted(block, key=place.__getitem__))
    return found
