"""How much of each parcel lies in each unit, and which class most of it has: overlay of outlines, areas only."""

from __future__ import annotations

from dataclasses import dataclass

import numba as nb
import numpy as np
from numpy.typing import ArrayLike, NDArray

from jingtu.problems import error
from jingtu.science.overlay_candidates import candidates, into_cells
from jingtu.science.overlay_outlines import Outlines
from jingtu.science.overlay_pass import here_of, shared_area
from jingtu.science.overlay_rings import AT_A_TIME, BadClasses, Floats, Integers
from jingtu.science.spans import in_spans

LEAST = 1e-6
"""A shared area below this is a touch, not a piece. [m²]"""
NONE = -1


@dataclass(frozen=True, slots=True)
class Pieces:
    """What parcels and units share, in the order of the parcels: equally long ``parcels`` and ``units`` (positions in
    the outlines given) and ``areas``. [m²]"""

    parcels: Integers
    units: Integers
    areas: Floats


@dataclass(frozen=True, slots=True)
class ClassAreas:
    """Areas of each parcel by class.

    ``areas``, shape (parcels, classes) [m²]; ``dominant``, shape (parcels,): the class with the largest area, of
    equal ones the later (stricter) one, -1 where no unit reaches the parcel; ``uncovered``, shape (parcels,): what no
    unit covers [m²]; ``twice``: parcels of which more is covered than there is, as units lie over one another.
    """

    areas: Floats
    dominant: NDArray[np.int64]
    uncovered: Floats
    twice: Integers


def overlay(parcels: Outlines, units: Outlines, *, least: float = LEAST, threads: int | None = None) -> Pieces:
    """The areas that parcels share with units.

    Parameters
    ----------
    parcels, units : Outlines
        Both in the same plane. [m]
    least : float, default 1e-6
        Pieces of this area or less are left out. [m²]
    threads : int, optional
        As many as there are processors, if not given. The answer does not depend on it.

    Returns
    -------
    Pieces
        Each pair once. Equal to the area of the intersection that GEOS computes to 1e-6 m² for parcels of up to some
        square kilometres.

    Notes
    -----
    Units that lie over one another are counted each for itself; see ``ClassAreas.twice``. An outline that crosses
    itself is counted by how often it runs round a place: repair it first.
    """
    cells = into_cells(units.boxes)
    found = in_spans(lambda span: _pieces(span, parcels, units, cells, least), parcels.size, AT_A_TIME, threads)
    if not found:
        return Pieces(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0))
    return Pieces(*(np.concatenate(each) for each in zip(*found, strict=True)))


def by_class(pieces: Pieces, classes: ArrayLike, parcels: Outlines, *, count: int | None = None) -> ClassAreas:
    """Areas of parcels by the class of the units they lie in, and the dominant class.

    Parameters
    ----------
    pieces : Pieces
        From :func:`overlay` of these parcels.
    classes : array_like of int, shape (units,)
        Class of each unit, counted from 0 in order of strictness (the strictest last).
    count : int, optional
        Number of classes; else one more than the largest that occurs.

    Raises
    ------
    BadClasses
        If a class is negative, not below ``count`` or missing for a unit.
    """
    codes, wide = _codes(classes, count)
    if codes.size <= pieces.units.max(initial=-1):
        raise BadClasses(error("overlay.not_classes", count=wide, units=codes.size))
    cell = pieces.parcels * wide + codes[pieces.units]
    areas = np.bincount(cell, weights=pieces.areas, minlength=parcels.size * wide).astype(np.float64, copy=False)
    areas = areas.reshape(parcels.size, wide)
    covered = areas.sum(axis=1)
    dominant = np.where(covered > 0, wide - 1 - np.argmax(areas[:, ::-1], axis=1), NONE) if wide else _none(parcels)
    slack = LEAST + 1e-9 * parcels.areas
    uncovered = np.where(parcels.areas - covered > slack, parcels.areas - covered, 0.0)
    return ClassAreas(areas, dominant, uncovered, np.flatnonzero(covered > parcels.areas + slack))


def _codes(classes: ArrayLike, count: int | None) -> tuple[Integers, int]:
    """Classes as whole numbers, and how many there are. Raises BadClasses."""
    given = np.asarray(classes)
    whole = given.ndim == 1 and (given.dtype.kind in "iu" or not given.size)
    codes = given.astype(np.int64) if whole else np.empty(0, np.int64)
    wide = int(codes.max(initial=-1)) + 1 if count is None else count
    if not whole or (codes < 0).any() or (codes >= wide).any():
        raise BadClasses(error("overlay.not_classes", count=wide, units=given.size))
    return codes, wide


def _none(parcels: Outlines) -> NDArray[np.int64]:
    return np.full(parcels.size, NONE, np.int64)


@nb.njit(cache=True, nogil=True)
def _doubled(array):  # type: ignore[no-untyped-def]
    larger = np.empty(2 * array.size, array.dtype)
    larger[: array.size] = array
    return larger


@nb.njit(cache=True, nogil=True)
def _length(outlines, i):  # type: ignore[no-untyped-def]
    return outlines.starts[i + 1] - outlines.starts[i]


@nb.njit(cache=True, nogil=True)
def _pair_area(here, parcels, parcel, units, unit, room):  # type: ignore[no-untyped-def]
    """The same from either outline; quicker from the shorter one, as the longer one has boxes to be passed by."""
    if _length(parcels, parcel) > _length(units, unit):
        return shared_area(here_of(units, unit, room), parcels, parcel)
    return shared_area(here, units, unit)


@nb.njit(cache=True, nogil=True)
def _pieces(span, parcels, units, cells, least):  # type: ignore[no-untyped-def]
    """Pieces of the parcels of a span, the last not included."""
    first, last = span
    longest = 0
    for parcel in range(first, last):
        longest = max(longest, _length(parcels, parcel))
    room, other_room, near = np.empty((2, longest)), np.empty((2, longest)), np.empty(units.starts.size - 1, np.int64)
    size, count = last - first, 0
    of_parcel, of_unit, areas = np.empty(size, np.int64), np.empty(size, np.int64), np.empty(size)
    for parcel in range(first, last):
        here = here_of(parcels, parcel, room)
        for k in range(candidates(parcels.boxes[parcel], units.boxes, cells, near)):
            area = _pair_area(here, parcels, parcel, units, near[k], other_room)
            if area <= least:
                continue
            if count == areas.size:
                of_parcel, of_unit, areas = _doubled(of_parcel), _doubled(of_unit), _doubled(areas)
            of_parcel[count], of_unit[count], areas[count] = parcel, near[k], area
            count += 1
    return of_parcel[:count].copy(), of_unit[:count].copy(), areas[:count].copy()
