"""Coordinates in every notation, and what they are measured against."""

import numpy as np
import polars as pl
import pyproj
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingtu.intake import places
from jingtu.intake.places import Grid


@pytest.mark.parametrize(
    "text",
    [
        "113.5",
        "113.5°",
        "E113.5",
        "113°30′",
        "113°30'00\"",
        "113度30分0秒",
        "东经113°30′0.0″",
        "１１３．５",
        "113:30:00",
    ],
)
def test_a_longitude_however_it_is_written(text):
    assert places.parse(text) == pytest.approx(113.5)


def test_south_and_west_are_below_zero():
    assert places.parse("23°30′S") == pytest.approx(-23.5)
    assert places.parse("西经90°30′") == pytest.approx(-90.5)


@pytest.mark.parametrize("text", ["113°75′", "不详", "", "113,5,2", "113°30′99″"])
def test_what_is_no_coordinate(text):
    assert places.parse(text) is None


@given(st.floats(74, 135), st.floats(4, 53))
def test_metres_with_their_zone_find_back_to_the_degrees(lon, lat):
    zone = round(lon / 3)
    grid = Grid(f"EPSG:{4513 + zone - 25}", x_is_east=True)
    to_metres = pyproj.Transformer.from_crs("EPSG:4490", grid.crs, always_xy=True)
    east, north = to_metres.transform(lon, lat)
    # Surveyors call the northing X: the zone in front of the easting tells which is which.
    found = places.recognise(pl.Series([north]), pl.Series([east]))
    assert found == Grid(grid.crs, x_is_east=False)
    back = places.to_degrees(np.array([north]), np.array([east]), found)
    assert back[0][0] == pytest.approx(lon, abs=1e-7)
    assert back[1][0] == pytest.approx(lat, abs=1e-7)


def test_metres_without_a_zone_are_not_guessed():
    assert places.recognise(pl.Series([3520000.0]), pl.Series([512000.0])) is None


def test_eastings_of_two_zones_are_not_guessed():
    assert places.recognise(pl.Series([38512000.0, 39512000.0]), pl.Series([3.5e6, 3.5e6])) is None


def test_one_degree_of_latitude_is_111_kilometres():
    one, other = np.array([110.0, np.nan]), np.array([30.0, 30.0])
    apart = places.distances(one, other, np.array([110.0, 110.0]), np.array([31.0, 31.0]))
    assert apart[0] == pytest.approx(110_900, rel=0.01)
    assert np.isnan(apart[1])


@given(st.text(max_size=30))
def test_no_text_crashes_it(text):
    assert places.parse(text) is None or isinstance(places.parse(text), float)
