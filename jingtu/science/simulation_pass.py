"""The walk of a sequential simulation along its nodes, for :mod:`jingtu.science.simulation`. For numba."""

# mypy: disable-error-code="no-untyped-def"
# What numba compiles carries its types itself.

from __future__ import annotations

import numba as nb


@nb.njit(cache=True, nogil=True)
def walk(order, rows, weights, points, sigma, field):
    """Turn the standard normal numbers in the ``rows`` of ``field`` (places, realisations) into the field itself.

    Node ``i`` stands in row ``rows[i]``; ``weights``, ``points`` (nodes, most): the rows it is made from, of weight 0
    where there are none; ``sigma``: its standard deviation.
    """
    realisations = field.shape[1]
    for node in order:
        row = rows[node]
        for r in range(realisations):
            field[row, r] *= sigma[node]
        for i in range(weights.shape[1]):
            weight, point = weights[node, i], points[node, i]
            if weight != 0.0:
                for r in range(realisations):
                    field[row, r] += weight * field[point, r]
