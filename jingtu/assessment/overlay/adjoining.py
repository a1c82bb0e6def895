"""Parcels no unit covers: the class of the unit with which they share the longest border (rule FL-CLS-06).

Source: published scripts of county classifications; no standard was read for it. Borders of two layers seldom meet to
the millimetre, so that they are compared within a distance that the user chooses.
"""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from jingtu.science.overlay import NONE
from jingtu.science.overlay_rings import Floats, Integers

Shapes = NDArray[np.object_]


def by_border(parcels: Shapes, units: Shapes, codes: Integers, *, within: float) -> tuple[Integers, Floats]:
    """The class of the unit beside each parcel, and how long their common border is.

    Parameters
    ----------
    parcels : array of polygons, shape (n,)
        Parcels that no unit covers. [m]
    units : array of polygons, shape (m,)
    codes : array of int, shape (m,)
        Class of each unit, strictest last.
    within : float
        How far a border of the parcel may lie from the unit. [m]

    Returns
    -------
    codes : shape (n,)
        -1 where no unit is so near; of equally long borders the stricter class.
    lengths : shape (n,)
        Length of the parcel's border that lies within the distance; 0 where there is none. [m]
    """
    found, longest = np.full(len(parcels), NONE, np.int64), np.zeros(len(parcels))
    of, near = shapely.STRtree(units).query(parcels, predicate="dwithin", distance=within)
    if not len(of):
        return found, longest
    met, at = np.unique(near, return_inverse=True)
    around = shapely.buffer(units[met], within)
    lengths = shapely.length(shapely.intersection(shapely.boundary(parcels)[of], around[at]))
    for row in np.lexsort((codes[near], lengths)):  # the longest last, of equal ones the strictest
        if lengths[row] > 0:
            found[of[row]], longest[of[row]] = codes[near[row]], lengths[row]
    return found, longest
