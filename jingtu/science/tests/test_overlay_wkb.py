"""Outlines from WKB: the same as from Shapely, whatever the dialect."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from jingtu.science.overlay_outlines import outlines, outlines_from_wkb
from jingtu.science.overlay_rings import AT_A_TIME, BadOutlines

PLAIN = shapely.box(0, 0, 2, 2)
HOLED = shapely.Polygon(shapely.box(0, 0, 10, 10).exterior, [shapely.box(3, 3, 4, 4).exterior.coords])
PARTS = shapely.MultiPolygon([shapely.box(20, 0, 21, 1), HOLED])
EMPTY = shapely.Polygon()


def column(*pieces):
    offsets = np.concatenate([[0], np.cumsum([len(piece) for piece in pieces])])
    return offsets, np.frombuffer(b"".join(pieces), np.uint8)


def same(found, wanted):
    return all(np.array_equal(a, b) for a, b in zip(found, wanted, strict=True))


class TestReading:
    @settings(max_examples=20, deadline=None)
    @given(st.lists(st.sampled_from([PLAIN, HOLED, PARTS, EMPTY]), max_size=6))
    def test_polygons_parts_and_holes_are_read_as_from_shapely(self, shapes):
        assert same(outlines_from_wkb(*column(*shapely.to_wkb(shapes))), outlines(shapes))

    @pytest.mark.parametrize("how", [{"byte_order": 0}, {"include_srid": True}])
    def test_another_byte_order_or_a_reference_system_is_read_too(self, how):
        pieces = shapely.to_wkb(shapely.set_srid(np.array([PLAIN, PARTS]), 4547), **how)
        assert same(outlines_from_wkb(*column(*pieces)), outlines([PLAIN, PARTS]))

    def test_heights_are_left_aside(self):
        raised = shapely.force_3d([PLAIN, PARTS], 7.0)
        assert same(outlines_from_wkb(*column(*shapely.to_wkb(raised))), outlines([PLAIN, PARTS]))


class TestManyAtATime:
    MANY = 2 * AT_A_TIME + 5
    """Three spans, the last of them short."""

    @pytest.mark.parametrize("threads", [1, 3])
    def test_outlines_of_several_spans_are_those_that_shapely_gives(self, threads):
        shapes = shapely.transform(np.resize([PLAIN, HOLED, PARTS], self.MANY), lambda places: places + 5.0)
        assert same(outlines_from_wkb(*column(*shapely.to_wkb(shapes)), threads=threads), outlines(shapes))

    def test_one_of_another_dialect_in_the_last_span_is_read_too(self):
        pieces = [shapely.to_wkb(PLAIN)] * (self.MANY - 1) + [shapely.to_wkb(PARTS, byte_order=0)]
        assert same(outlines_from_wkb(*column(*pieces)), outlines([PLAIN] * (self.MANY - 1) + [PARTS]))

    @pytest.mark.parametrize("number", [np.nan, np.inf])
    def test_a_coordinate_that_is_not_finite_is_named_by_its_row_in_any_span(self, number):
        with np.errstate(invalid="ignore"):
            broken = shapely.Polygon([(0, 0), (0, 1), (number, 1), (1, 0)])
        pieces = [shapely.to_wkb(PLAIN)] * (self.MANY - 2) + shapely.to_wkb([broken, PLAIN]).tolist()
        with pytest.raises(BadOutlines, match=f"Outline {self.MANY - 1} "):
            outlines_from_wkb(*column(*pieces))


class TestRefusing:
    def test_bytes_that_end_too_soon_are_refused(self):
        with pytest.raises(BadOutlines, match="no WKB"):
            outlines_from_wkb(*column(shapely.to_wkb(PLAIN)[:-8]))

    def test_a_count_of_rings_beyond_the_bytes_is_refused(self):
        broken = bytearray(shapely.to_wkb(PLAIN))
        broken[5:9] = b"\xff\xff\xff\x7f"
        with pytest.raises(BadOutlines, match="no WKB"):
            outlines_from_wkb(*column(bytes(broken)))

    def test_a_geometry_without_bytes_is_named_by_its_row(self):
        with pytest.raises(BadOutlines, match="Outline 2 is no area"):
            outlines_from_wkb(*column(shapely.to_wkb(PLAIN), b""))

    def test_a_point_is_named_by_its_row(self):
        with pytest.raises(BadOutlines, match="Outline 1 is no area"):
            outlines_from_wkb(*column(shapely.to_wkb(shapely.Point(1, 1))))

    def test_a_ring_that_is_not_closed_is_named_by_its_row(self):
        broken = bytearray(shapely.to_wkb(PLAIN))
        broken[-16:-8] = np.float64(1.0).tobytes()
        with pytest.raises(BadOutlines, match="Outline 2 has a ring that is open"):
            outlines_from_wkb(*column(shapely.to_wkb(HOLED), bytes(broken)))

    @pytest.mark.parametrize("offsets", [[], [0, 9999], [93, 0], [-1, 93]])
    def test_offsets_that_do_not_fit_are_refused(self, offsets):
        with pytest.raises(BadOutlines, match="offsets"):
            outlines_from_wkb(offsets, np.frombuffer(shapely.to_wkb(PLAIN), np.uint8))
