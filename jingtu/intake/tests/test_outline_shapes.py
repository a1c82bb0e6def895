"""Outlines made fit for use, or refused with the corner. Areas in square degrees, typed by hand."""

import numpy as np
import pytest
import shapely

from jingtu.intake import outline_shapes
from jingtu.intake.outline_rows import Batch
from jingtu.problems import Where

SQUARE = [(113.0, 36.0), (113.01, 36.0), (113.01, 36.01), (113.0, 36.01)]


def checked(shape, labels=()):
    batch = Batch(Where(), [(Where(), {}, {})], np.array([shape], dtype=object), labels={0: labels})
    outline_shapes.check(batch)
    return batch.shapes[0], batch.problems[0]


def names(problems) -> list[str]:
    return [problem.code.removeprefix("outlines.") for problem in problems]


def with_loop(height: float) -> shapely.Polygon:
    """A square of 0.01 by 0.01 whose upper side crosses itself in a triangle so high, 0.002 wide at its base."""
    loop = [(113.006, 36.01), (113.004, 36.01 + height), (113.006, 36.01 + height), (113.004, 36.01)]
    return shapely.Polygon([*SQUARE[:3], *loop, SQUARE[3]])


class TestOutlinesThatCrossThemselves:
    def test_a_small_loop_is_repaired_and_pointed_out(self):
        shape, problems = checked(with_loop(0.0001))
        assert shape.is_valid
        assert names(problems) == ["repaired"]

    def test_a_loop_of_more_than_a_hundredth_of_the_area_is_refused(self):
        shape, problems = checked(with_loop(0.006))
        assert shape is None
        assert names(problems) == ["crosses_itself"]

    def test_the_corner_is_named_by_its_printed_number_or_counted(self):
        bow = shapely.Polygon([SQUARE[0], SQUARE[2], SQUARE[1], (113.002, 36.009)])
        _, [printed] = checked(bow, ("北1", "北2", "北3", "北4"))
        _, [counted] = checked(bow)
        assert printed.values["corner"].startswith("北")
        assert counted.values["corner"] in "1234"

    def test_a_bow_tie_whose_halves_cancel_out_is_refused(self):
        shape, problems = checked(shapely.Polygon([SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3]]))
        assert shape is None
        assert names(problems) == ["crosses_itself"]


class TestWhatIsTidied:
    def test_holes_and_parts_stay(self):
        hole = [(113.002, 36.002), (113.004, 36.002), (113.004, 36.004), (113.002, 36.004)]
        both = shapely.MultiPolygon([shapely.Polygon(SQUARE, [hole]), shapely.box(113.02, 36.0, 113.03, 36.01)])
        shape, problems = checked(both)
        assert shape.area == pytest.approx(0.0001 + 0.0001 - 0.000004)
        assert problems == []

    def test_heights_are_dropped_and_rings_turned_the_same_way(self):
        clockwise = shapely.Polygon([(x, y, 900.0) for x, y in reversed(SQUARE)])
        shape, problems = checked(clockwise)
        assert not shape.has_z
        assert shape.exterior.is_ccw
        assert problems == []

    def test_the_polygons_of_a_collection_are_the_outline(self):
        mixed = shapely.GeometryCollection([shapely.Point(113.0, 36.0), shapely.Polygon(SQUARE)])
        shape, _ = checked(mixed)
        assert shape.equals(shapely.Polygon(SQUARE))


class TestWhatHasNoArea:
    @pytest.mark.parametrize(
        "shape",
        [
            shapely.Polygon([(113.0, 36.0), (113.01, 36.0), (113.02, 36.0)]),
            shapely.Polygon([(113.0, 36.0), (113.0000001, 36.0), (113.0000001, 36.0000001)]),
        ],
    )
    def test_corners_in_a_line_or_in_one_place_are_refused(self, shape):
        found, problems = checked(shape)
        assert found is None
        assert names(problems) == ["no_area"]

    def test_an_empty_shape_is_no_outline_and_no_error(self):
        assert checked(shapely.Polygon()) == (None, [])
