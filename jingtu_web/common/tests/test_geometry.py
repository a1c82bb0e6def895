"""Outlines come back as they were stored, and both databases find what plain Shapely finds."""

import pytest
import shapely
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jingtu_web.common.geometry import intersecting, within
from jingtu_web.common.models import Place

pytestmark = pytest.mark.django_db

# Whole degrees: shapes often share edges and corners, where databases might disagree.
degrees = st.integers(100, 106)
points = st.builds(shapely.Point, degrees, degrees)
boxes = st.builds(
    lambda x, y, wide, high: shapely.box(x, y, x + wide, y + high),
    degrees,
    degrees,
    st.integers(1, 4),
    st.integers(1, 4),
)


def store(shapes) -> dict[str, shapely.Geometry]:
    Place.objects.all().delete()
    named = {f"{number:012}": shape for number, shape in enumerate(shapes)}
    Place.objects.bulk_create(
        Place(code=code, name=code, level="village", outline=shape) for code, shape in named.items()
    )
    Place.objects.create(code="no outline", name="no outline", level="village")
    return named


def codes(rows) -> set[str]:
    return set(rows.values_list("code", flat=True))


class TestSearch:
    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(shapes=st.lists(points | boxes, max_size=8), wanted=points | boxes)
    def test_finds_exactly_what_shapely_finds_one_by_one(self, shapes, wanted):
        named = store(shapes)
        assert codes(intersecting(Place.objects.all(), wanted)) == {c for c, s in named.items() if s.intersects(wanted)}
        assert codes(within(Place.objects.all(), wanted)) == {c for c, s in named.items() if s.within(wanted)}

    def test_keeps_to_the_rows_it_was_given(self):
        store([shapely.box(100, 30, 101, 31), shapely.box(100, 30, 102, 32)])
        rows = Place.objects.filter(code="000000000001")
        assert codes(intersecting(rows, shapely.Point(100.5, 30.5))) == {"000000000001"}

    @pytest.mark.skipif("connection.vendor != 'postgresql'", reason="the index is PostGIS'")
    def test_the_index_is_there(self):
        with connection.cursor() as cursor:
            cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'common_place_outline_gist'")
            assert "USING gist (outline)" in cursor.fetchone()[0]


class TestStorage:
    def test_an_outline_comes_back_as_it_was_stored(self):
        outline = shapely.box(112.123456789, 28.1, 112.2, 28.2)
        Place.objects.create(code="999901000000", name="沃川县", level="county", outline=outline)
        assert Place.objects.get().outline.equals(outline)

    def test_no_outline_stays_none(self):
        Place.objects.create(code="999901000000", name="沃川县", level="county")
        assert Place.objects.get().outline is None
