"""Areas that pairs of outlines share, in exact fractions, worked out without Jingtu and without GEOS.

Slices the plane at every corner and every crossing; between two slices all edges are straight and none cross, so that
the shared area is a sum of trapezoids. Corners are whole numbers on a coarse grid: edges in common, corners on edges,
holes and parts come often. Prints pairs and areas as JSON; ``jingtu/science/tests/test_overlay_exact.py`` compares.

    python tests/independent/check_overlay.py
"""

import json
import random
from fractions import Fraction
from itertools import pairwise, product

SEED, PAIRS, GRID = 11, 60, 12
HOLE = [[1, 1], [1, 2], [2, 2], [2, 1]]


def outline(rng):
    """Parts of an outline, each a list of rings (the first the outer one), side by side so that none overlap."""
    return [part(rng, 26 * k) for k in range(rng.choice([1, 1, 2]))]


def part(rng, east):
    """A star of whole-number corners about the middle of a square of the grid; a hole where there is room."""
    directions = [(x, y) for x, y in product(range(-GRID, GRID + 1), repeat=2) if (x, y) != (0, 0)]
    chosen = [*rng.sample(directions, rng.randint(3, 9)), (GRID, -1), (-1, GRID), (-GRID, -GRID)]
    corners = {}
    for x, y in chosen:
        corners.setdefault(bearing(x, y), [x + east, y])
    ring = [corners[key] for key in sorted(corners)]
    holes = [[[x + east, y] for x, y in HOLE]] if rng.random() < 0.4 and clear(ring, east) else []
    return [ring, *holes]


def bearing(x, y):
    """Sorts directions round the compass, exactly: the half plane, then the slope."""
    upper = y > 0 or (y == 0 and x > 0)
    return (0 if upper else 1, Fraction(-x, y) if y else Fraction(-(10**9)))


def clear(ring, east):
    """Whether the hole lies within the ring with room to spare: no edge meets a square around it."""
    box = [(x + east, y) for x, y in ((0, 0), (3, 0), (3, 3), (0, 3))]
    apart = all(not crosses(edge, side) for edge, side in product(edges([[ring]]), edges([[box]])))
    return apart and inside(ring, east + 1, 1)


def crosses(one, other):
    (p, q), (r, s) = one, other
    return turn(p, q, r) * turn(p, q, s) <= 0 and turn(r, s, p) * turn(r, s, q) <= 0


def turn(p, q, r):
    return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])


def inside(ring, x, y):
    spanning = [(p, q) for p, q in edges([[ring]]) if (p[1] > y) != (q[1] > y)]
    return sum(x < p[0] + Fraction((q[0] - p[0]) * (y - p[1]), q[1] - p[1]) for p, q in spanning) % 2 == 1


# ---------------------------------------------------------------- exact area


def edges(shape):
    return [(p, q) for rings in shape for ring in rings for p, q in pairwise([*ring, ring[0]])]


def height(edge, x):
    (px, py), (qx, qy) = edge
    return py + (x - px) * Fraction(qy - py) / (qx - px)


def crossing_places(all_edges):
    for (p, q), (r, s) in product(all_edges, repeat=2):
        across = (q[0] - p[0]) * (s[1] - r[1]) - (q[1] - p[1]) * (s[0] - r[0])
        if across:
            t = Fraction((r[0] - p[0]) * (s[1] - r[1]) - (r[1] - p[1]) * (s[0] - r[0]), across)
            if 0 <= t <= 1:
                yield p[0] + t * (q[0] - p[0])


def within(shape_edges, west, east):
    """Stretches of the slice that lie in the shape: pairs of edges, lower and upper, by the even-odd rule."""
    middle = (west + east) / 2
    here = [(p, q) for p, q in shape_edges if min(p[0], q[0]) <= west and max(p[0], q[0]) >= east]
    here.sort(key=lambda edge: height(edge, middle))
    return list(zip(here[::2], here[1::2], strict=True))


def shared(one, other):
    mine, theirs = edges(one), edges(other)
    places = sorted({Fraction(x) for edge in mine + theirs for x, _ in edge} | set(crossing_places(mine + theirs)))
    area = Fraction(0)
    for west, east in pairwise(places):
        middle = (west + east) / 2
        for (low, high), (bottom, top) in product(within(mine, west, east), within(theirs, west, east)):
            floor = max(height(low, middle), height(bottom, middle))
            ceiling = min(height(high, middle), height(top, middle))
            area += max(ceiling - floor, 0) * (east - west)
    return area


def figures():
    rng = random.Random(SEED)
    pairs = [(outline(rng), outline(rng)) for _ in range(PAIRS)]
    return [{"one": one, "other": other, "area": float(shared(one, other))} for one, other in pairs]


if __name__ == "__main__":
    print(json.dumps(figures()))
