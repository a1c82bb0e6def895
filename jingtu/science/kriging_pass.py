"""The compiled pass over nodes for :mod:`jingtu.science.kriging`. For numba.

Nodes are taken in blocks, so that the covariances between the points around a block are worked out once; the equations
of eight nodes are then solved side by side. With C the covariances between the points around a node, c those between
them and the node, and C = L Lᵀ, one decomposition of C with two rows more gives L⁻¹1 and L⁻¹c, from which weights and
variance follow without a Lagrange row:

    ν = (1 - 1ᵀC⁻¹c) / (1ᵀC⁻¹1)     w = C⁻¹(c + ν 1)     σ² = C(0) - cᵀC⁻¹c + ν² 1ᵀC⁻¹1

(ordinary kriging; simple kriging has ν = 0). A node with fewer points than the rest is filled up with rows that
have the sill on the diagonal and nothing else, which changes nothing. Arrays are named outside of loops: numba counts
references each time one is taken out of a tuple.
"""

# mypy: disable-error-code="no-untyped-def, no-untyped-call, var-annotated, call-arg"
# What numba compiles carries its types itself; intrinsics take one argument less than they declare.

from __future__ import annotations

from typing import NamedTuple

import numba as nb
import numpy as np
from numpy.typing import NDArray

from jingtu.science import covariance_pass, kriging_block, lanes, neighbours
from jingtu.science.covariance_pass import covariance
from jingtu.science.kriging_block import fill_table, gather, new_block, share
from jingtu.science.lanes import (
    WIDTH,
    divide,
    greatest,
    least,
    load,
    multiply,
    multiply_add,
    multiply_from,
    put,
    root,
    splat,
    store,
    subtract,
)
from jingtu.science.source_stamp import stamp_of

KNOWN, TOO_FEW, ILL_CONDITIONED = range(3)
"""The state of a node: kriged; fewer neighbours than asked for; equations that cannot be solved."""
SMALLEST_PIVOT = 1e-11
"""Share of the sill. Below it rounding has eaten the answer."""


class Results(NamedTuple):
    """Estimates (nodes, values), variances and states (nodes,); ``weights`` and ``points`` (nodes, most) or no rows."""

    estimate: NDArray[np.float64]
    variance: NDArray[np.float64]
    state: NDArray[np.uint8]
    weights: NDArray[np.float64]
    points: NDArray[np.int64]


class Group(NamedTuple):
    """Eight nodes side by side, number ``i`` of lane ``l`` standing at ``8 i + l``.

    ``matrix``: C packed by rows, then a row of ones, then c; ``inverse``: one over the diagonal of L; ``x``, ``y``: the
    points; ``weights``, ``values``: of the points; ``node_x``, ``node_y``, ``variance``, ``pivot``: one for each node.
    """

    matrix: NDArray[np.float64]
    inverse: NDArray[np.float64]
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    weights: NDArray[np.float64]
    values: NDArray[np.float64]
    node_x: NDArray[np.float64]
    node_y: NDArray[np.float64]
    variance: NDArray[np.float64]
    pivot: NDArray[np.float64]


@nb.njit(nogil=True, forceinline=True)
def _new_group(most):
    size = (most + 1) // 2 * 2
    one = size * WIDTH
    return Group(
        np.zeros((size + 2) * (size + 3) // 2 * WIDTH),
        np.empty(one),
        np.empty(one),
        np.empty(one),
        np.empty(one),
        np.empty(one),
        np.empty(WIDTH),
        np.empty(WIDTH),
        np.empty(WIDTH),
        np.empty(WIDTH),
    )


@nb.njit(nogil=True, forceinline=True)
def _fill_core(core, block, model, group):
    """The rows of C, packed, that are the same in all lanes."""
    room, at, matrix, table, shared = block.x.size, 0, group.matrix, block.table, block.core
    for i in range(core):
        row = np.int64(shared[i]) * room
        for j in range(i):
            store(matrix, at, splat(table[row + np.int64(shared[j])]))
            at += WIDTH
        store(matrix, at, splat(model.sill))
        at += WIDTH


@nb.njit(nogil=True, forceinline=True)
def _fill_lane(lane, slots, core, block, model, group):
    """The other rows of C for one node, a row of ones, and where its points lie."""
    matrix, table, size = group.matrix, block.table, group.x.size // WIDTH
    room, width, at = np.uint64(block.x.size), np.uint64(WIDTH), np.uint64(core * (core + 1) // 2 * WIDTH + lane)
    for i in range(core, slots.size):
        row = slots[i] * room
        for j in range(i):
            put(matrix, at, table[row + slots[j]])
            at += width
        put(matrix, at, model.sill)
        at += width
    for i in range(slots.size, size):
        for _ in range(i):
            put(matrix, at, 0.0)
            at += width
        put(matrix, at, model.sill)
        at += width
    xs, ys, to_x, to_y, to = block.x, block.y, group.x, group.y, np.uint64(lane)
    for i in range(size):
        inside = i < slots.size
        slot = slots[i] if inside else np.uint64(0)
        put(matrix, at, 1.0 if inside else 0.0)
        put(to_x, to, xs[slot])
        put(to_y, to, ys[slot])
        at, to = at + width, to + width


@nb.njit(nogil=True, forceinline=True)
def _fill_right(start, end, block, model, group):
    """The row c of all lanes; with the nugget where a point is at the node."""
    size, matrix, xs, ys = group.x.size // WIDTH, group.matrix, group.x, group.y
    counts, same, slots = block.counts, block.same, block.slots
    right = (size + 1) * (size + 2) // 2 * WIDTH
    x, y = load(group.node_x, 0), load(group.node_y, 0)
    for at in range(0, size * WIDTH, WIDTH):
        store(matrix, right + at, covariance(subtract(load(xs, at), x), subtract(load(ys, at), y), model))
    for lane in range(WIDTH):
        node = min(start + lane, end - 1)
        for i in range(counts[node], size):
            matrix[right + i * WIDTH + lane] = 0.0
        if same[node] >= 0:
            for i in range(counts[node]):
                if np.int64(slots[node, i]) == same[node]:
                    matrix[right + i * WIDTH + lane] += model.nugget


@nb.njit(nogil=True, forceinline=True)
def _two_rows(i, matrix, inverse):
    """Rows i and i + 1 of L (i even), all but the two columns on the diagonal; blocks of two by two."""
    a_row, b_row = i * (i + 1) // 2 * WIDTH, (i + 1) * (i + 2) // 2 * WIDTH
    for j in range(0, i, 2):
        c_row, d_row = j * (j + 1) // 2 * WIDTH, (j + 1) * (j + 2) // 2 * WIDTH
        at = j * WIDTH
        ac, ad = load(matrix, a_row + at), load(matrix, a_row + at + WIDTH)
        bc, bd = load(matrix, b_row + at), load(matrix, b_row + at + WIDTH)
        for t in range(0, at, WIDTH):
            a, b = load(matrix, a_row + t), load(matrix, b_row + t)
            c, d = load(matrix, c_row + t), load(matrix, d_row + t)
            ac, ad = multiply_from(a, c, ac), multiply_from(a, d, ad)
            bc, bd = multiply_from(b, c, bc), multiply_from(b, d, bd)
        per_c, per_d, dc = load(inverse, at), load(inverse, at + WIDTH), load(matrix, d_row + at)
        ac, bc = multiply(ac, per_c), multiply(bc, per_c)
        store(matrix, a_row + at, ac)
        store(matrix, b_row + at, bc)
        store(matrix, a_row + at + WIDTH, multiply(multiply_from(ac, dc, ad), per_d))
        store(matrix, b_row + at + WIDTH, multiply(multiply_from(bc, dc, bd), per_d))


@nb.njit(nogil=True, forceinline=True)
def _one_over_root(x):
    """Never of nothing: a pivot that small is found afterwards and its node not used."""
    return divide(splat(1.0), root(greatest(x, splat(1e-300))))


@nb.njit(nogil=True, forceinline=True)
def _decompose(group):
    """C = L Lᵀ in place, one over its diagonal, and the two rows more; the smallest pivots."""
    size, matrix, inverse, smallest = group.x.size // WIDTH, group.matrix, group.inverse, splat(np.inf)
    for i in range(0, size, 2):
        _two_rows(i, matrix, inverse)
        a_row, b_row = i * (i + 1) // 2 * WIDTH, (i + 1) * (i + 2) // 2 * WIDTH
        at = i * WIDTH
        aa, ba, bb = load(matrix, a_row + at), load(matrix, b_row + at), load(matrix, b_row + at + WIDTH)
        for t in range(0, at, WIDTH):
            a, b = load(matrix, a_row + t), load(matrix, b_row + t)
            aa, ba, bb = multiply_from(a, a, aa), multiply_from(a, b, ba), multiply_from(b, b, bb)
        per_a = _one_over_root(aa)
        ba = multiply(ba, per_a)
        bb = multiply_from(ba, ba, bb)
        smallest = least(smallest, least(aa, bb))
        store(matrix, b_row + at, ba)
        store(inverse, at, per_a)
        store(inverse, at + WIDTH, _one_over_root(bb))
    _two_rows(size, matrix, inverse)
    store(group.pivot, 0, smallest)


@nb.njit(nogil=True, forceinline=True)
def _solve(known_mean, sill, group):
    """Weights and variances from the decomposition."""
    size, matrix, weights, inverse = group.x.size // WIDTH, group.matrix, group.weights, group.inverse
    ones, right = size * (size + 1) // 2 * WIDTH, (size + 1) * (size + 2) // 2 * WIDTH
    aa, au, uu = splat(0.0), splat(0.0), splat(0.0)
    for t in range(0, size * WIDTH, WIDTH):
        a, u = load(matrix, ones + t), load(matrix, right + t)
        aa, au, uu = multiply_add(a, a, aa), multiply_add(a, u, au), multiply_add(u, u, uu)
    lacking = splat(0.0) if known_mean else subtract(splat(1.0), au)
    nu = divide(lacking, greatest(aa, splat(1e-300)))
    variance = multiply_add(nu, lacking, subtract(splat(sill), uu))
    store(group.variance, 0, greatest(variance, splat(0.0)))
    for i in range(size - 1, -1, -1):
        at = i * WIDTH
        w = multiply_add(nu, load(matrix, ones + at), load(matrix, right + at))
        for j in range(i + 1, size):
            w = multiply_from(load(matrix, (j * (j + 1) // 2 + i) * WIDTH), load(weights, j * WIDTH), w)
        store(weights, at, multiply(w, load(inverse, at)))


@nb.njit(nogil=True, forceinline=True)
def _estimates(start, end, block, values, mean, group):
    """Estimates of one column of values, for the nodes ``start`` to ``end`` of the block."""
    base = 0.0 if np.isnan(mean) else mean
    size, weights, numbers, points = group.x.size // WIDTH, group.weights, group.values, block.point
    for lane in range(WIDTH):
        node = min(start + lane, end - 1)
        at, slots = np.uint64(lane), block.slots[node, : block.counts[node]]
        for i in range(slots.size):
            put(numbers, at, values[points[slots[i]]] - base)
            at += np.uint64(WIDTH)
        for _ in range(slots.size, size):
            put(numbers, at, 0.0)
            at += np.uint64(WIDTH)
    total = splat(base)
    for at in range(0, size * WIDTH, WIDTH):
        total = multiply_add(load(weights, at), load(numbers, at), total)
    return total


@nb.njit(nogil=True, forceinline=True)
def _keep_weights(lane, node, where, block, group, results):
    slots, points, weights, to_weights, to_points = (
        block.slots,
        block.point,
        group.weights,
        results.weights,
        results.points,
    )
    for i in range(block.counts[node]):
        to_weights[where, i] = weights[i * WIDTH + lane]
        to_points[where, i] = points[slots[node, i]]


@nb.njit(nogil=True, forceinline=True)
def _state(count, pivot, fewest, sill):
    if count < fewest:
        return TOO_FEW
    return KNOWN if pivot > SMALLEST_PIVOT * sill else ILL_CONDITIONED


@nb.njit(nogil=True, forceinline=True)
def _equations(span, visit, model, block, group):
    """Lay out the equations of the nodes ``start`` to ``end`` of the block that begins with node ``first``."""
    (start, end, used, first), (order, nodes) = span, visit
    core = share(start, end, used, block)
    _fill_core(core, block, model, group)
    for lane in range(WIDTH):
        node = min(start + lane, end - 1)
        where = order[first + node]
        group.node_x[lane], group.node_y[lane] = nodes.x[where], nodes.y[where]
        _fill_lane(lane, block.slots[node, : block.counts[node]], core, block, model, group)
    _fill_right(start, end, block, model, group)


@nb.njit(nogil=True, forceinline=True)
def _give(span, values, bounds, block, group, results):
    """Results of the nodes ``start`` to ``end`` of the block, which belong at ``where``."""
    (start, end, where), (rules, sill) = span, bounds
    for node in range(start, end):
        lane, at = node - start, where[node]
        results.state[at] = _state(block.counts[node], group.pivot[lane], rules.fewest, sill)
        results.variance[at] = group.variance[lane]
        if results.weights.shape[0]:
            _keep_weights(lane, node, at, block, group, results)
    for m in range(values.shape[1]):
        store(group.node_x, 0, _estimates(start, end, block, values[:, m], rules.mean, group))
        for node in range(start, end):
            results.estimate[where[node], m] = group.node_x[node - start]


def _with_stamp(stamp):
    @nb.njit(cache=True, nogil=True)
    def krige_span(span, visit, search, values, model, results):
        """Krige the nodes ``order[first:last]``.

        ``span``: first, last; ``visit``: order, nodes; ``search``: cells, eligible, rules; ``values``: (points in cell
        order, columns), kriged with one set of weights.
        """
        _ = stamp
        (first, last), (order, _), (cells, _, rules) = span, visit, search
        block, group = new_block(rules.most, cells.x.size), _new_group(rules.most)
        while first < last:
            taken, used = gather(first, last, visit, search, block)
            fill_table(used, block, model)
            for start in range(0, taken, WIDTH):
                end = min(start + WIDTH, taken)
                _equations((start, end, used, first), visit, model, block, group)
                _decompose(group)
                _solve(not np.isnan(rules.mean), model.sill, group)
                _give((start, end, order[first:last]), values, (rules, model.sill), block, group, results)
            first += taken

    return krige_span


krige_span = _with_stamp(stamp_of(covariance_pass, kriging_block, lanes, neighbours))
