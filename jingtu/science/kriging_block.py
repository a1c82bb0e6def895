"""Nodes taken in blocks of neighbours, with the points around them. The first half of the compiled pass of kriging."""

# mypy: disable-error-code="no-untyped-def, var-annotated, call-arg"
# What numba compiles carries its types itself; intrinsics take one argument less than they declare.

from __future__ import annotations

from typing import NamedTuple

import numba as nb
import numpy as np
from numpy.typing import NDArray

from jingtu.science.covariance_pass import covariance
from jingtu.science.lanes import WIDTH, load, splat, store, subtract
from jingtu.science.neighbours import Cells, Eligible, Found, first_guess, nearest, next_guess

BLOCK = 32


class Nodes(NamedTuple):
    """Where to krige, each with the label its neighbours are chosen by."""

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    labels: NDArray[np.int64]


class Rules(NamedTuple):
    """``most`` and ``fewest`` neighbours within ``reach``; ``mean`` NaN: unknown, ordinary kriging."""

    most: int
    fewest: int
    reach: float
    mean: float


class Search(NamedTuple):
    """Where neighbours are looked for, and which."""

    cells: Cells
    eligible: Eligible
    rules: Rules


class Block(NamedTuple):
    """Up to 32 nodes with the points around them.

    ``slots`` (32, most): for each node its points by their number in the block, ``counts`` how many, ``same`` the one
    at the node itself or -1. ``x``, ``y``, ``point``: the points of the block. ``number``, ``stamp``: the number of a
    point in the block that last used it. ``table``: covariances between them. ``uses``, ``core``, ``found``: room.
    ``before``: x, y and number of neighbours of the last node, whose distances still stand in ``found``.
    """

    slots: NDArray[np.uint64]
    counts: NDArray[np.int64]
    same: NDArray[np.int64]
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    point: NDArray[np.int64]
    number: NDArray[np.uint64]
    stamp: NDArray[np.int64]
    table: NDArray[np.float64]
    uses: NDArray[np.int64]
    core: NDArray[np.uint64]
    found: Found
    before: NDArray[np.float64]


@nb.njit(nogil=True, forceinline=True)
def new_block(most, points):
    room = (max(96, 2 * most) + WIDTH - 1) // WIDTH * WIDTH
    return Block(
        np.empty((BLOCK, most), np.uint64),
        np.empty(BLOCK, np.int64),
        np.empty(BLOCK, np.int64),
        np.zeros(room),
        np.zeros(room),
        np.empty(room, np.int64),
        np.empty(points, np.uint64),
        np.full(points, -1, np.int64),
        np.empty(room * room),
        np.zeros(room, np.int64),
        np.empty(most, np.uint64),
        Found(np.empty(points + 1), np.empty(points + 1, np.uint64)),
        np.zeros(3),
    )


@nb.njit(nogil=True, forceinline=True)
def _enter(node, count, used, first, cells, block):
    """Take the points found for ``node`` into the block, whose stamp is its ``first`` node; points used by now."""
    found = block.found
    stamp, number, slots, points, distances = block.stamp, block.number, block.slots, found.point, found.distance
    xs, ys, to_x, to_y, to_point = cells.x, cells.y, block.x, block.y, block.point
    same = -1
    for i in range(count):
        point = points[i]
        if stamp[point] != first:
            stamp[point], number[point] = first, np.uint64(used)
            to_x[used], to_y[used], to_point[used] = xs[point], ys[point], point
            used += 1
        slots[node, i] = number[point]
        if distances[i] == 0.0:
            same = int(number[point])
    block.counts[node], block.same[node] = count, same
    return used


@nb.njit(nogil=True, forceinline=True)
def gather(first, last, visit, search, block):
    """Fill the block with nodes from ``first`` on, as long as their points find room; (nodes, points) in it."""
    (order, nodes), (cells, eligible, rules), before, used, taken = visit, search, block.before, 0, 0
    for i in range(first, min(last, first + BLOCK)):
        if used + rules.most > block.x.size:
            break
        node = order[i]
        x, y, known = nodes.x[node], nodes.y[node], int(before[2])
        if known:
            guess = next_guess(x, y, before, block.found.distance[:known], eligible.rule)
        else:
            guess = first_guess(rules.most, cells)
        count = nearest((x, y, nodes.labels[node]), rules.most, (guess, rules.reach), cells, eligible, block.found)
        before[0], before[1], before[2] = x, y, count
        used = _enter(taken, count, used, first, cells, block)
        taken += 1
    return taken, used


@nb.njit(nogil=True, forceinline=True)
def fill_table(used, block, model):
    room, table, xs, ys = block.x.size, block.table, block.x, block.y
    for i in range(used):
        x, y = splat(xs[i]), splat(ys[i])
        for j in range(0, i, WIDTH):
            apart = covariance(subtract(load(xs, j), x), subtract(load(ys, j), y), model)
            store(table, i * room + j, apart)
        for j in range(i):
            table[j * room + i] = table[i * room + j]


@nb.njit(nogil=True, forceinline=True)
def _count_uses(start, end, block):
    slots, counts, uses = block.slots, block.counts, block.uses
    for node in range(start, end):
        for i in range(counts[node]):
            uses[slots[node, i]] += 1


@nb.njit(nogil=True, forceinline=True)
def share(start, end, used, block):
    """Bring the points that nodes ``start`` to ``end`` have in common to the front of their lists; how many."""
    slots, counts, uses, shared, core = block.slots, block.counts, block.uses, block.core, 0
    _count_uses(start, end, block)
    for i in range(counts[start]):
        if uses[slots[start, i]] == end - start:
            shared[core] = slots[start, i]
            core += 1
    for node in range(start, end):
        to = counts[node]
        for i in range(to - 1, -1, -1):
            slot = slots[node, i]
            if uses[slot] != end - start:
                to -= 1
                slots[node, to] = slot
        for i in range(core):
            slots[node, i] = shared[i]
    for i in range(used):
        uses[i] = 0
    return core
