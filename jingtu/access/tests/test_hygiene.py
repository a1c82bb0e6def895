"""Outlines as people draw them: repaired with a remark, or refused with a remedy."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from jingtu.access import measure
from jingtu.access.hygiene import cleaned, shifted
from jingtu.access.tests.test_space import rectangle
from jingtu.problems import Refused

BOX = (112.9, 35.9, 113.3, 36.3)


def codes(outline, **values):
    return [one.code for one in cleaned(outline, **values).problems]


class TestRepaired:
    def test_a_good_outline_is_left_as_it_is(self):
        outline = rectangle(0, 0, 100, 100)
        assert cleaned(outline) == (outline, ())

    def test_axes_the_wrong_way_round_are_turned(self):
        turned = shapely.box(36.05, 113.05, 36.051, 113.051)
        found = cleaned(turned)
        assert found.outline.bounds == (113.05, 36.05, 113.051, 36.051)
        assert [one.code for one in found.problems] == ["access.outline_turned"]

    def test_a_spike_is_taken_off(self):
        points = shapely.get_coordinates(rectangle(0, 0, 100, 100)).tolist()
        spike = shapely.Polygon([*points[:2], (points[1][0] + 1e-3, points[1][1]), points[1], *points[2:]])
        assert not spike.is_valid
        found = cleaned(spike)
        assert measure.area(found.outline) == pytest.approx(10_000, rel=2e-3)
        assert [one.code for one in found.problems] == ["access.outline_repaired"]

    def test_heights_are_dropped(self):
        outline = shapely.force_3d(rectangle(0, 0, 100, 100), 700.0)
        assert not cleaned(outline).outline.has_z

    def test_holes_and_parts_are_kept(self):
        outline = shapely.union(
            shapely.difference(rectangle(0, 0, 100, 100), rectangle(10, 10, 10, 10)), rectangle(200, 0, 10, 10)
        )
        assert cleaned(outline).outline.equals(outline)

    def test_another_county_is_remarked(self):
        assert codes(rectangle(0, 0, 100, 100), box=BOX) == []
        assert codes(shapely.box(109.2, 24.6, 109.21, 24.61), box=BOX) == ["access.outline_elsewhere"]


class TestRefused:
    @pytest.mark.parametrize(
        ("outline", "said"),
        [
            (shapely.Polygon(), "为空"),
            (shapely.Point(113, 36), "不是面"),
            (shapely.LineString([(113, 36), (113.1, 36)]), "不是面"),
            (shapely.box(38_590_000, 3_990_000, 38_590_100, 3_990_100), "以米为单位"),
            (shapely.box(2.3, 48.8, 2.4, 48.9), "不在中国境内"),
            (shapely.Polygon([(113, 36), (113.1, 36), (113.2, 36)]), "面积不足"),
            (rectangle(0, 0, 0.5, 0.5), "面积不足"),
            (shapely.Polygon([(113, 36), (113.01, 36.01), (113.01, 36), (113, 36.01)]), "自相交"),
        ],
        ids=["empty", "point", "line", "metres", "abroad", "no area", "tiny", "figure of eight"],
    )
    def test_with_a_remedy(self, outline, said):
        with pytest.raises(Refused, match=said) as refused:
            cleaned(outline)
        assert all(problem.remedy("zh") and problem.remedy("en") for problem in refused.value.problems)

    def test_a_coordinate_that_is_no_number(self):
        with np.errstate(invalid="ignore"):
            broken = shapely.Polygon([(113, 36), (113.1, 36), (float("nan"), 36.1), (113, 36)])
        with pytest.raises(Refused, match="不是数值"):
            cleaned(broken)


class TestShiftedCoordinates:
    """The coordinates of public maps lie 100 to 700 m off."""

    @pytest.mark.parametrize(("metres", "suspected"), [(90, False), (110, True), (600, True), (720, False)])
    def test_the_same_shape_elsewhere(self, metres, suspected):
        found = shifted(rectangle(metres, 0, 80, 80), rectangle(0, 0, 80, 80))
        assert (found is not None) is suspected

    def test_another_shape_is_not_suspected(self):
        assert shifted(rectangle(400, 0, 80, 80), rectangle(0, 0, 300, 20)) is None
