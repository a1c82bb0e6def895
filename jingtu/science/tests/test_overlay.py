"""Areas that parcels share with units: exact by hand, equal to GEOS, and true whatever the outlines."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.affinity import rotate, scale, translate

from jingtu.science.overlay import NONE, Pieces, by_class, overlay
from jingtu.science.overlay_outlines import SPAN, outlines
from jingtu.science.overlay_rings import BadClasses, BadOutlines

GAUSS_KRUEGER = (512_345.678, 3_987_654.321)
EXACT = 1e-6


def square(west, south, side=2.0):
    return shapely.box(west, south, west + side, south + side)


def shared(one, other):
    pieces = overlay(outlines([one]), outlines([other]), threads=1)
    return float(pieces.areas.sum())


def geos(one, other):
    return float(shapely.area(shapely.intersection(one, other)))


class TestTwoOutlinesByHand:
    def test_squares_that_overlap_by_a_corner_share_that_corner(self):
        assert shared(square(0, 0), square(1, 1)) == 1.0

    def test_an_outline_within_another_shares_its_whole_area(self):
        assert shared(square(5, 5), square(0, 0, 20)) == 4.0

    def test_an_outline_around_another_shares_the_inner_area(self):
        assert shared(square(0, 0, 20), square(5, 5)) == 4.0

    def test_equal_outlines_share_all(self):
        assert shared(square(3, 3), square(3, 3)) == 4.0

    def test_neighbours_with_a_common_edge_share_nothing(self):
        pieces = overlay(outlines([square(0, 0)]), outlines([square(2, 0)]))
        assert pieces.areas.size == 0

    def test_boxes_that_overlap_are_not_enough(self):
        corner = shapely.Polygon([(0, 0), (10, 0), (0, 10)])
        assert shared(square(6, 6), corner) == 0.0

    def test_what_lies_in_a_hole_is_not_shared(self):
        ring = shapely.Polygon(square(0, 0, 10).exterior, [square(3, 3, 4).exterior.coords])
        assert shared(square(4, 4), ring) == 0.0
        assert shared(square(2, 2), ring) == 3.0
        assert shared(ring, square(2, 2)) == 3.0

    def test_every_part_of_an_outline_counts(self):
        parts = shapely.MultiPolygon([square(0, 0), square(10, 0), square(0, 10)])
        assert shared(parts, square(1, 0, 20)) == 8.0
        assert shared(square(1, 0, 20), parts) == 8.0

    def test_triangles_that_cross_share_the_lozenge_between_them(self):
        up, down = shapely.Polygon([(0, 0), (4, 0), (2, 4)]), shapely.Polygon([(0, 4), (4, 4), (2, 0)])
        assert shared(up, down) == pytest.approx(4.0, abs=1e-12)

    def test_the_direction_of_a_ring_does_not_matter(self):
        one = shapely.Polygon([(0, 0), (0, 2), (2, 2), (2, 0)])
        assert shared(one, square(1, 1)) == shared(one.reverse(), square(1, 1)) == 1.0

    def test_an_empty_outline_shares_nothing(self):
        assert shared(shapely.Polygon(), square(0, 0)) == 0.0
        assert shared(square(0, 0), shapely.MultiPolygon()) == 0.0

    def test_heights_are_left_aside(self):
        raised = shapely.from_wkt("POLYGON Z ((0 0 9, 2 0 9, 2 2 9, 0 2 9, 0 0 9))")
        assert shared(raised, square(1, 1)) == 1.0

    def test_an_outline_over_the_box_leaves_no_trace(self):
        roof = shapely.Polygon([(-1, 3), (0.5, 3), (1, 5), (1.5, 3), (3, 3), (3, 6), (-1, 6)])
        assert shared(square(0, 0), roof) == 0.0

    def test_an_arch_over_the_box_counts_its_feet_only(self):
        arch = shapely.Polygon([(-1, -1), (0.5, -1), (0.5, 3), (1.5, 3), (1.5, -1), (3, -1), (3, 6), (-1, 6)])
        assert shared(square(0, 0), arch) == 2.0


@st.composite
def blocks(draw):
    """Unions of squares of a coarse grid: holes, parts and edges in common come by themselves."""
    cells = draw(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=18, unique=True))
    return shapely.union_all([square(a, b, 1.0) for a, b in cells])


@st.composite
def stars(draw):
    """A star-shaped outline, with corners enough to fill several spans."""
    count = draw(st.integers(3, 3 * SPAN))
    rng = np.random.default_rng(draw(st.integers(0, 10_000)))
    angle, radius = np.sort(rng.uniform(0, 2 * np.pi, count)), rng.uniform(20, 100, count)
    middle = rng.uniform(-60, 60, 2)
    places = np.column_stack([radius * np.cos(angle), radius * np.sin(angle)]) + middle
    star = shapely.Polygon(places)
    return star if star.is_valid else star.convex_hull


class TestEqualToGeos:
    @settings(max_examples=60, deadline=None)
    @given(blocks(), blocks(), st.sampled_from([0.0, 30.0, 45.0]))
    def test_with_holes_parts_and_edges_in_common(self, one, other, angle):
        one, other = (rotate(scale(each, 30, 30, origin=(0, 0)), angle, origin=(0, 0)) for each in (one, other))
        one, other = (translate(each, *GAUSS_KRUEGER) for each in (one, other))
        assert shared(one, other) == pytest.approx(geos(one, other), abs=EXACT)

    @settings(max_examples=60, deadline=None)
    @given(stars(), stars())
    def test_with_many_corners(self, one, other):
        one, other = (translate(each, *GAUSS_KRUEGER) for each in (one, other))
        assert shared(one, other) == pytest.approx(geos(one, other), abs=EXACT)

    @settings(max_examples=30, deadline=None)
    @given(stars(), st.floats(-1e-9, 1e-9), st.floats(-1e-9, 1e-9))
    def test_with_edges_that_all_but_coincide(self, star, east, north):
        assert shared(star, translate(star, east, north)) == pytest.approx(star.area, abs=EXACT)

    def test_with_corners_of_one_on_the_edges_of_the_other(self):
        one = shapely.Polygon([(0, 0), (90, 30), (60, 90)])
        other = shapely.Polygon([(30, 10), (75, 60), (0, 90)])
        assert shared(one, other) == pytest.approx(geos(one, other), abs=EXACT)


class TestManyOutlines:
    def grid(self, side, count, offset=0.0):
        return [square(offset + side * i, offset + side * j, side) for i in range(count) for j in range(count)]

    def test_a_parcel_is_shared_out_among_the_units_that_tile_it(self):
        parcels, units = (
            outlines(self.grid(1.0, 20)),
            outlines([rotate(u, 20, (10, 10)) for u in self.grid(3, 30, -35)]),
        )
        areas = by_class(overlay(parcels, units), np.zeros(900, int), parcels)
        assert areas.areas[:, 0] == pytest.approx(np.ones(400), abs=1e-9)
        assert areas.twice.size == 0

    def test_each_pair_comes_once_in_the_order_of_parcels(self):
        parcels, units = outlines(self.grid(2.0, 12, 0.5)), outlines(self.grid(1.0, 26))
        pieces = overlay(parcels, units)
        pairs = list(zip(pieces.parcels.tolist(), pieces.units.tolist(), strict=True))
        assert len(pairs) == len(set(pairs)) == 144 * 9
        assert pieces.parcels.tolist() == sorted(pieces.parcels.tolist())

    def test_the_number_of_threads_does_not_matter(self):
        parcels, units = outlines(self.grid(0.1, 100)), outlines(self.grid(0.7, 16))
        one, three = (overlay(parcels, units, threads=n) for n in (1, 3))
        assert (one.parcels == three.parcels).all()
        assert (one.areas == three.areas).all()

    def test_parcels_and_units_can_change_places(self):
        parcels, units = outlines(self.grid(1.0, 6)), outlines([rotate(u, 33, (3, 3)) for u in self.grid(1.7, 5)])
        there, back = overlay(parcels, units), overlay(units, parcels)
        assert there.areas.sum() == pytest.approx(back.areas.sum(), abs=1e-9)
        assert set(zip(there.parcels, there.units, strict=True)) == set(zip(back.units, back.parcels, strict=True))

    def test_a_parcel_longer_than_its_units_shares_with_each_as_they_with_it(self):
        angle = np.linspace(0, 2 * np.pi, 100, endpoint=False)
        ring = np.column_stack([np.cos(angle), np.sin(angle)]) * (8 + np.sin(9 * angle))[:, None] + 10
        long = shapely.Polygon(ring)
        pieces = overlay(outlines([long]), outlines(self.grid(1.0, 20)))
        wanted = shapely.area(shapely.intersection(long, self.grid(1.0, 20)))
        found = np.zeros(400)
        found[pieces.units] = pieces.areas
        assert found == pytest.approx(wanted, abs=1e-9)

    def test_one_unit_far_away_and_one_over_all_are_found(self):
        far, whole = square(1e7, 1e7), square(-5, -5, 30)
        units = outlines([*self.grid(1.0, 20), far, whole])
        pieces = overlay(outlines([far, square(3, 3)]), units)
        assert sorted(zip(pieces.parcels.tolist(), pieces.units.tolist(), strict=True)) == [
            (0, 400),
            (1, 63),
            (1, 64),
            (1, 83),
            (1, 84),
            (1, 401),
        ]

    def test_no_parcels_or_no_units_make_no_pieces(self):
        some, none = outlines([square(0, 0)]), outlines([])
        assert overlay(some, none).areas.size == overlay(none, some).areas.size == overlay(none, none).areas.size == 0

    @settings(max_examples=20, deadline=None)
    @given(stars(), stars(), st.floats(0.01, 1000))
    def test_twice_the_length_is_four_times_the_area(self, one, other, factor):
        larger = shared(scale(one, factor, factor, origin=(0, 0)), scale(other, factor, factor, origin=(0, 0)))
        assert larger == pytest.approx(factor**2 * shared(one, other), rel=1e-9, abs=1e-5 * factor)

    @settings(max_examples=20, deadline=None)
    @given(stars(), stars(), st.floats(-50, 50))
    def test_a_cut_parcel_shares_as_much_as_the_whole(self, parcel, unit, cut):
        halves = [
            shapely.intersection(parcel, shapely.box(*box)) for box in ((-300, -300, cut, 300), (cut, -300, 300, 300))
        ]
        halves = [half for half in halves if half.geom_type in ("Polygon", "MultiPolygon")]
        assert sum(shared(half, unit) for half in halves) == pytest.approx(shared(parcel, unit), abs=EXACT)


class TestClassOfAParcel:
    """Classes in order of strictness: 0 priority protection, 1 safe use, 2 strict control."""

    PARCELS = outlines([shapely.box(0, 0, 10, 10), shapely.box(100, 0, 110, 10)])

    def classed(self, *areas):
        parcel = np.zeros(len(areas), np.int64)
        return by_class(Pieces(parcel, np.arange(len(areas)), np.array(areas)), [0, 1, 2, 1], self.PARCELS)

    def test_the_class_with_the_largest_area_is_dominant(self):
        assert self.classed(30.0, 60.0, 10.0).dominant[0] == 1

    def test_areas_of_units_of_one_class_are_added(self):
        found = self.classed(40.0, 35.0, 0.0, 25.0)
        assert found.areas[0].tolist() == [40.0, 60.0, 0.0]
        assert found.dominant[0] == 1

    def test_of_equal_areas_the_stricter_class_is_dominant(self):
        assert self.classed(50.0, 0.0, 50.0).dominant[0] == 2

    def test_a_parcel_that_no_unit_reaches_has_no_class(self):
        found = self.classed(100.0, 0.0, 0.0)
        assert found.dominant[1] == NONE
        assert found.areas[1].tolist() == [0.0, 0.0, 0.0]

    def test_what_no_unit_covers_is_told_apart(self):
        assert self.classed(30.0, 0.0, 0.0).uncovered.tolist() == [70.0, 100.0]

    def test_a_parcel_covered_twice_is_named(self):
        assert self.classed(80.0, 30.0, 0.0).twice.tolist() == [0]
        assert self.classed(80.0, 20.0, 0.0).twice.tolist() == []

    def test_a_class_for_every_unit_is_asked_for(self):
        pieces = Pieces(np.array([0]), np.array([3]), np.array([1.0]))
        with pytest.raises(BadClasses, match="every unit a class"):
            by_class(pieces, [0, 1, 2], self.PARCELS)

    @pytest.mark.parametrize("codes", [[-1], [3]])
    def test_a_class_that_is_none_is_refused(self, codes):
        pieces = Pieces(np.array([0]), np.array([0]), np.array([1.0]))
        with pytest.raises(BadClasses, match="below 3"):
            by_class(pieces, codes, self.PARCELS, count=3)

    @pytest.mark.parametrize("codes", [[np.nan, 1.0], [0.0, 1.0], [[0], [1]], ["0", "1"]])
    def test_classes_that_are_no_whole_numbers_are_refused(self, codes):
        pieces = Pieces(np.array([0]), np.array([0]), np.array([1.0]))
        with pytest.raises(BadClasses, match="whole number"):
            by_class(pieces, codes, self.PARCELS, count=3)

    def test_no_units_leave_every_parcel_without_a_class(self):
        nothing = Pieces(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0))
        assert by_class(nothing, [], self.PARCELS).dominant.tolist() == [NONE, NONE]


class TestOutlinesThatAreNone:
    @pytest.mark.parametrize("thing", [None, shapely.Point(0, 0), shapely.LineString([(0, 0), (1, 1)])])
    def test_what_is_no_area_is_named_by_its_row(self, thing):
        with pytest.raises(BadOutlines, match="Outline 2 is no area"):
            outlines([square(0, 0), thing])

    @pytest.mark.parametrize("number", [np.nan, np.inf])
    def test_a_coordinate_that_is_no_number_is_named_by_its_row(self, number):
        with np.errstate(invalid="ignore"):
            broken = shapely.Polygon([(0, 0), (1, number), (1, 1)])
        with pytest.raises(BadOutlines, match="Outline 3 has coordinates that are no numbers"):
            outlines([square(0, 0), shapely.Polygon(), broken])

    def test_the_sentence_comes_in_chinese_too(self):
        with pytest.raises(BadOutlines) as caught:
            outlines([None])
        assert caught.value.problem.text("zh").startswith("第 1 个范围不是面")


class TestOutlinesMeasured:
    @settings(max_examples=40, deadline=None)
    @given(blocks())
    def test_area_and_box_are_those_of_the_polygon(self, block):
        found = outlines([block])
        assert found.areas[0] == pytest.approx(block.area, abs=1e-12)
        assert tuple(found.boxes[0]) == block.bounds
