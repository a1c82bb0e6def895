"""Outlines against outlines: what the index finds is what measuring all of them finds; slivers are boundary contact."""

from __future__ import annotations

from math import cos, radians

import pyproj
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from jingtu.access import measure
from jingtu.access.model import Coverage, Entry, Kind, Relation, ThemeState, Tolerances
from jingtu.access.space import Register, covered

LON, LAT = 113.05, 36.05
NORTH = 110_955.0  # metres in a degree of latitude at 36°
EAST = 111_413.0 * cos(radians(LAT))
NO_TOLERANCE = Tolerances(width=0, area=0, share=0, neighbour=50)


def rectangle(x, y, width, height):
    """A rectangle given in metres east and north of a point in Shangdang."""
    return shapely.box(LON + x / EAST, LAT + y / NORTH, LON + (x + width) / EAST, LAT + (y + height) / NORTH)


def entry(outline, number=1, **values):
    return Entry(str(number), Kind.CONTROL_LIST, outline=outline, **values)


def hit(asked, listed, tolerances=None):
    found = Register([entry(listed)]).near(asked, tolerances or Tolerances())
    return found[0] if found else None


class TestAreas:
    """Geodesic, against another implementation of the same ellipsoid."""

    def test_of_a_hectare(self):
        assert measure.area(rectangle(0, 0, 100, 100)) == pytest.approx(10_000, rel=2e-3)

    def test_equal_to_that_of_the_whole_geometry(self):
        geod = pyproj.Geod(ellps="GRS80")
        outline = shapely.difference(rectangle(0, 0, 300, 200), rectangle(50, 50, 100, 100))
        both = shapely.union(outline, rectangle(500, 0, 40, 40))
        oriented = shapely.orient_polygons(both)
        assert measure.area(both) == pytest.approx(geod.geometry_area_perimeter(oriented)[0], rel=1e-9)

    def test_a_hole_is_left_out(self):
        whole, hole = rectangle(0, 0, 100, 100), rectangle(20, 20, 10, 10)
        assert measure.area(shapely.difference(whole, hole)) == pytest.approx(9_900, rel=2e-3)

    def test_the_way_round_does_not_matter(self):
        outline = rectangle(0, 0, 100, 100)
        assert measure.area(shapely.reverse(outline)) == measure.area(outline)

    def test_lines_and_points_have_none(self):
        assert measure.area(shapely.LineString([(113, 36), (114, 36)])) == 0
        assert measure.area(shapely.Polygon()) == 0


class TestDistances:
    @pytest.mark.parametrize("latitude", [18.0, 36.0, 52.0])
    def test_metres_in_a_degree_are_those_of_the_geodesic(self, latitude):
        geod = pyproj.Geod(ellps="GRS80")
        east, north = measure.scale_at(latitude)
        assert geod.inv(113, latitude, 113.001, latitude)[2] == pytest.approx(east / 1000, rel=1e-6)
        assert geod.inv(113, latitude - 5e-4, 113, latitude + 5e-4)[2] == pytest.approx(north / 1000, rel=1e-6)

    @pytest.mark.parametrize(("gap", "found"), [(49.5, True), (50.5, False)])
    def test_a_neighbour_within_50_metres(self, gap, found):
        one = hit(rectangle(0, 0, 100, 100), rectangle(100 + gap, 0, 100, 100))
        assert (one is not None) is found
        if one is not None:
            assert one.relation is Relation.NEIGHBOUR
            assert one.distance == pytest.approx(gap, rel=2e-3)

    def test_the_reach_is_a_parameter(self):
        asked, listed = rectangle(0, 0, 100, 100), rectangle(300, 0, 100, 100)
        assert hit(asked, listed) is None
        assert hit(asked, listed, Tolerances(neighbour=250)).distance == pytest.approx(200, rel=2e-3)

    def test_diagonally_the_shortest_way_counts(self):
        assert hit(rectangle(0, 0, 100, 100), rectangle(124, 132, 10, 10)).distance == pytest.approx(40, rel=2e-3)


class TestOverlaps:
    def test_area_and_share_of_both(self):
        one = hit(rectangle(0, 0, 100, 100), rectangle(50, 50, 200, 200))
        assert one.relation is Relation.OVERLAPS
        assert one.overlap == pytest.approx(2_500, rel=2e-3)
        assert one.share_asked == pytest.approx(0.25, rel=1e-3)
        assert one.share_entry == pytest.approx(0.0625, rel=1e-3)
        assert one.distance == 0

    def test_land_in_the_hole_of_an_entry_does_not_overlap_it(self):
        ring = shapely.difference(rectangle(0, 0, 300, 300), rectangle(100, 100, 100, 100))
        assert hit(rectangle(120, 120, 60, 60), ring).relation is Relation.NEIGHBOUR

    def test_every_part_of_a_multipart_counts(self):
        parts = shapely.union(rectangle(0, 0, 50, 50), rectangle(500, 0, 50, 50))
        assert hit(rectangle(500, 0, 50, 50), parts).share_asked == pytest.approx(1.0)


class TestBoundaryContact:
    """Below width, area and share alike. Defaults: 1 m, 200 m², 1 %."""

    @pytest.mark.parametrize(
        ("width", "relation"), [(0.9, Relation.BOUNDARY_CONTACT), (1.1, Relation.OVERLAPS)], ids=["narrower", "wider"]
    )
    def test_the_edge_of_the_width(self, width, relation):
        one = hit(rectangle(0, 0, 150, 150), rectangle(150 - width, 0, 150, 150))
        assert one.relation is relation

    def test_the_width_is_given_where_it_decides(self):
        one = hit(rectangle(0, 0, 150, 150), rectangle(149.1, 0, 150, 150))
        assert one.width == pytest.approx(0.9, abs=0.02)

    @pytest.mark.parametrize(
        ("length", "relation"), [(240, Relation.BOUNDARY_CONTACT), (260, Relation.OVERLAPS)], ids=["less", "more"]
    )
    def test_the_edge_of_the_area_for_a_strip_of_80_centimetres(self, length, relation):
        one = hit(rectangle(0, 0, 400, length), rectangle(399.2, 0, 400, length))
        assert one.relation is relation

    @pytest.mark.parametrize(
        ("depth", "relation"), [(100, Relation.BOUNDARY_CONTACT), (80, Relation.OVERLAPS)], ids=["less", "more"]
    )
    def test_the_edge_of_the_share_for_a_strip_of_90_centimetres(self, depth, relation):
        one = hit(rectangle(0, 0, depth, 100), rectangle(depth - 0.9, 0, 400, 100))
        assert one.relation is relation

    def test_a_small_entry_wholly_inside_is_no_sliver(self):
        assert hit(rectangle(0, 0, 500, 500), rectangle(100, 100, 0.5, 0.5)).relation is Relation.OVERLAPS

    def test_a_shared_boundary_is_a_contact_at_distance_0(self):
        one = hit(rectangle(0, 0, 100, 100), rectangle(100, 0, 100, 100), NO_TOLERANCE)
        assert one.relation in (Relation.BOUNDARY_CONTACT, Relation.NEIGHBOUR)
        assert one.distance == pytest.approx(0, abs=1e-3)

    def test_without_tolerances_every_measurable_overlap_counts(self):
        assert hit(rectangle(0, 0, 100, 100), rectangle(99.99, 0, 100, 100), NO_TOLERANCE).relation is (
            Relation.OVERLAPS
        )


sizes = st.floats(5, 120)
places = st.floats(-300, 300)
rectangles = st.builds(rectangle, places, places, sizes, sizes)


class TestTheIndexFindsWhatIsThere:
    @settings(max_examples=60, deadline=None)
    @given(asked=rectangles, listed=st.lists(rectangles, max_size=12))
    def test_index_search_equals_measuring_all(self, asked, listed):
        entries = [entry(outline, number) for number, outline in enumerate(listed)]
        together = Register(entries).near(asked)
        alone = [found for one in entries for found in Register([one]).near(asked)]
        assert list(together) == alone

    @settings(max_examples=60, deadline=None)
    @given(asked=rectangles, listed=st.lists(rectangles, max_size=12))
    def test_what_is_not_found_lies_farther_than_the_reach(self, asked, listed):
        entries = [entry(outline, number) for number, outline in enumerate(listed)]
        found = {one.entry.id for one in Register(entries).near(asked)}
        east, north = measure.scale_at(LAT)

        def metres(outline):
            return shapely.transform(outline, lambda points: points * (east, north))

        for one in entries:
            apart = shapely.distance(metres(asked), metres(one.outline))
            if abs(apart - 50) > 0.01:
                assert (one.id in found) == (apart < 50)

    def test_an_empty_register_finds_nothing(self):
        assert Register([]).near(rectangle(0, 0, 10, 10)) == ()

    def test_entries_without_outline_are_counted_not_found(self):
        register = Register([Entry("1", Kind.KEY_UNIT), Entry("2", Kind.KEY_UNIT, code="1404041260001")])
        assert register.near(rectangle(0, 0, 10, 10)) == ()
        assert register.unplaced[Kind.KEY_UNIT] == 1


class TestTheVerdictOnAnOverlapIsStable:
    """Moving an outline by d changes the widest circle by at most 2d, and the area by at most d times the perimeter."""

    @settings(max_examples=60, deadline=None)
    @given(
        depth=st.floats(0.05, 6),
        length=st.floats(20, 400),
        east=st.floats(-0.04, 0.04),
        north=st.floats(-0.04, 0.04),
    )
    def test_far_from_the_thresholds_a_small_movement_changes_nothing(self, depth, length, east, north):
        asked, listed = rectangle(0, 0, 200, length), rectangle(200 - depth, 0, 300, length)
        moved = rectangle(200 - depth + east, north, 300, length)
        before, after = hit(asked, listed), hit(asked, moved)
        most = 0.06  # longest movement, the diagonal of both
        area = depth * length
        far = (
            abs(depth - 1.0) > 2 * most
            and abs(area - 200) > most * (2 * depth + 2 * length)
            and abs(depth / 200 - 0.01) > most * (2 * depth + 2 * length) / (200 * length)
        )
        if far:
            assert before.relation is after.relation


class TestCoveredShare:
    def test_two_halves_cover_the_whole(self):
        halves = [rectangle(0, 0, 50, 100), rectangle(50, 0, 50, 100)]
        assert covered(rectangle(0, 0, 100, 100), halves) == pytest.approx(1.0)

    def test_what_overlaps_twice_counts_once(self):
        assert covered(rectangle(0, 0, 100, 100), [rectangle(0, 0, 50, 100)] * 2) == pytest.approx(0.5, rel=1e-3)

    def test_nothing_covers_nothing(self):
        assert covered(rectangle(0, 0, 100, 100), []) == 0


class TestThemes:
    def theme(self, register, place="140404", placed=True):
        found = register.themes(place, [], placed=placed)
        return next(one for one in found if one.kind is Kind.KEY_UNIT)

    def test_a_kind_without_register_is_without_data(self):
        assert self.theme(Register([])).state is ThemeState.WITHOUT_DATA

    def test_a_register_of_the_county_itself(self):
        register = Register([], [Coverage(Kind.KEY_UNIT, "140404", True)])
        assert (self.theme(register).state, self.theme(register).complete) == (ThemeState.NOT_CONCERNED, True)

    def test_a_register_of_the_city_covers_the_county(self):
        assert self.theme(Register([], [Coverage(Kind.KEY_UNIT, "140400")])).state is ThemeState.NOT_CONCERNED

    def test_a_register_of_another_county_does_not(self):
        assert self.theme(Register([], [Coverage(Kind.KEY_UNIT, "450222")])).state is ThemeState.WITHOUT_DATA

    def test_completeness_is_the_least_of_all(self):
        both = [Coverage(Kind.KEY_UNIT, "140404", True), Coverage(Kind.KEY_UNIT, "140404", None)]
        assert self.theme(Register([], both)).complete is None
        assert self.theme(Register([], [*both, Coverage(Kind.KEY_UNIT, "140404", False)])).complete is False

    def test_without_an_outline_nothing_was_compared(self):
        register = Register([], [Coverage(Kind.KEY_UNIT, "140404", True)])
        assert self.theme(register, placed=False).state is ThemeState.WITHOUT_DATA
