"""Covariances of eight pairs of places at once, for numba: :mod:`jingtu.science.variogram_models`, compiled."""

# mypy: disable-error-code="no-untyped-def, var-annotated, call-arg"
# What numba compiles carries its types itself; intrinsics take one argument less than they declare.

from __future__ import annotations

from typing import NamedTuple

import numba as nb
import numpy as np
from numpy.typing import NDArray

from jingtu.science.lanes import add, decay, greatest, least, multiply, multiply_add, multiply_from, root, splat

SPHERICAL, EXPONENTIAL, GAUSSIAN, MATERN_3_2 = range(4)
"""Shapes as numbers; the last, MATERN_5_2, is what none of these is."""


class Covariance(NamedTuple):
    """``nugget``, ``sill`` (with it), per structure its shape and (sill, p, q, r) of h² = p dx² + q dx dy + r dy²."""

    nugget: float
    sill: float
    shapes: NDArray[np.int64]
    terms: NDArray[np.float64]


@nb.njit(nogil=True, forceinline=True)
def covariance(dx, dy, model):
    """Covariance of eight pairs, the nugget left out: two points are never at one place."""
    total = splat(0.0)
    for s in range(model.shapes.size):
        sill, p, q, r = model.terms[s]
        square = multiply(dx, multiply_add(splat(p), dx, multiply(splat(q), dy)))
        square = greatest(multiply_add(multiply(splat(r), dy), dy, square), splat(0.0))
        shape = model.shapes[s]
        if shape == GAUSSIAN:
            total = multiply_add(splat(sill), decay(square), total)
            continue
        h = root(square)
        if shape == SPHERICAL:
            h = least(h, splat(1.0))
            rise = multiply_from(multiply(splat(0.5), h), h, splat(1.5))
            total = multiply_add(splat(sill), multiply_from(h, rise, splat(1.0)), total)
            continue
        factor = splat(1.0)
        if shape != EXPONENTIAL:
            factor = add(factor, h)
            if shape != MATERN_3_2:
                factor = multiply_add(multiply(splat(1 / 3), h), h, factor)
        total = multiply_add(multiply(splat(sill), factor), decay(h), total)
    return total
