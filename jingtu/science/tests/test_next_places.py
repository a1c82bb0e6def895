"""Where to sample next."""

import numpy as np
import pytest

from jingtu.science.bad_points import BadPoints
from jingtu.science.next_places import next_places, room_between
from jingtu.science.variogram_models import Shape, Structure, VariogramModel

MODEL = VariogramModel(0.0, (Structure(Shape.SPHERICAL, 1.0, 10.0),))
LINE = np.c_[np.arange(5) * 8.0, np.zeros(5)]


def test_the_most_uncertain_node_comes_first():
    found = next_places(LINE, [[0.01], [0.3], [0.45], [0.9], [1.0]], model=MODEL, count=1)
    assert found.node.tolist() == [2]
    assert found.gain.tolist() == pytest.approx([0.99])


def test_a_place_near_one_chosen_tells_less():
    # Spherical at 0.8 of its scale: ρ = 1 - 1.2 + 0.256 = 0.056
    found = next_places(LINE, [[0.5], [0.5], [0.0], [0.0], [0.4]], model=MODEL, count=3)
    assert found.node.tolist() == [0, 1, 4]
    assert found.gain == pytest.approx([1.0, 1 - 0.056**2, 0.96])


@pytest.mark.parametrize("shift", [[0.0, 0.0], [300.0, -700.0], [-8.0, 5.0]])
def test_it_is_the_distance_from_the_place_chosen_that_counts_wherever_it_lies(shift):
    nodes = np.array([[0.0, 0.0], [0.0, 4.0], [0.0, 90.0]]) + shift
    found = next_places(nodes, [[0.5], [0.45], [0.3]], model=MODEL, count=3)
    # Spherical at 0.4 of its scale: ρ = 1 - 0.6 + 0.032 = 0.432; 0.99 (1 - ρ²) = 0.80524, below 0.84.
    assert found.node.tolist() == [0, 2, 1]
    assert found.gain == pytest.approx([1.0, 0.84, 0.99 * (1 - 0.432**2)])


def test_no_place_is_chosen_twice_and_nothing_certain_at_all():
    found = next_places(LINE, [[0.5], [0.5], [0.0], [1.0], [1.0]], model=MODEL, count=9)
    assert found.node.tolist() == [0, 1]


def test_undecided_nodes_are_wholly_uncertain():
    found = next_places(LINE, [[0.3], [np.nan], [0.4], [0.4], [0.4]], model=MODEL, count=1)
    assert found.node.tolist() == [1]
    assert found.gain.tolist() == [1.0]


def test_importance_weighs_and_forbids():
    importance = [1.0, 1.0, 0.0, 2.0, 1.0]
    found = next_places(LINE, [[0.5], [0.5], [0.5], [0.3], [0.0]], model=MODEL, count=9, importance=importance)
    assert found.node.tolist() == [3, 0, 1]


def test_several_limits_add_up():
    found = next_places(LINE[:2], [[0.5, 0.0], [0.6, 0.4]], model=MODEL, count=1)
    assert found.node.tolist() == [1]
    assert found.gain.tolist() == pytest.approx([1.92])


@pytest.mark.parametrize(
    ("rows", "count", "importance"),
    [
        (4, 1, None),
        (5, 0, None),
        (5, 1, [1.0] * 4),
        (5, 1, [-1.0] * 5),
        (5, 1, [1.0, -1.0, 1.0, 1.0, 1.0]),
        (5, 1, [np.nan] * 5),
    ],
)
def test_what_does_not_fit_is_refused(rows, count, importance):
    with pytest.raises(BadPoints, match="do not fit"):
        next_places(LINE, np.full((rows, 1), 0.5), model=MODEL, count=count, importance=importance)


def test_a_node_beside_a_sampled_place_is_not_free():
    # Neighbours lie 10, 10 and 30 apart: half of the usual 10 is 5.
    room = room_between([[4.9, 0.0], [5.0, 0.0], [25.0, 0.0]], [[0.0, 0.0], [10.0, 0.0], [40.0, 0.0]])
    assert room.distance.tolist() == pytest.approx([4.9, 5.0, 15.0])
    assert room.free.tolist() == [False, True, True]


def test_two_sampled_places_are_each_others_neighbours():
    room = room_between([[2.0, 0.0], [30.0, 0.0]], [[0.0, 0.0], [10.0, 0.0]])
    assert (room.distance.tolist(), room.free.tolist()) == ([2.0, 20.0], [False, True])


def test_one_sampled_place_has_no_neighbour():
    with pytest.raises(BadPoints):
        room_between(LINE, [[0.0, 0.0]])
