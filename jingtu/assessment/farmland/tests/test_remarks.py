"""What is said of a classification as a whole."""

import pytest

from jingtu.assessment.farmland.remarks import remarks
from jingtu.assessment.farmland.tests.county import OK, county, grain, soil, units


def said(rows, listed=None):
    return {problem.code: problem for problem in remarks(county(rows, listed), listed, "f.xlsx")}


SOIL, CROP = soil("U1", "P1"), grain("U1", "P1", OK)


def test_nothing_where_nothing_is_missing():
    assert said([*SOIL, *CROP], units({"unit_code": "U1"})) == {}


@pytest.mark.parametrize(("rows", "code"), [(CROP, "farmland.no_soil"), (SOIL, "farmland.no_crops")])
def test_a_medium_that_is_missing(rows, code):
    assert set(said(rows)) == {code}


def test_open_points_are_counted_once_with_every_reason():
    rows = [*soil("U1", "P1", ph=None), *soil("U1", "P2", ph=None), *soil("U1", "P3", cadmium="<0.5"), *CROP]
    problem = said(rows)["farmland.open_points"]
    assert problem.what() == "有 3 个点位未能定类"
    assert problem.why().startswith("缺pH（2 个）；")
    assert problem.why("en").startswith("pH missing (2); ")


def test_units_without_a_soil_point_are_named():
    listed = units({"unit_code": "U1"}, {"unit_code": "U2"}, {"unit_code": "U3"})
    problem = said([*SOIL, *CROP], listed)["farmland.units_without_points"]
    assert problem.what() == "有 2 个单元没有土壤点位，例如 U2、U3"


def test_units_that_the_list_does_not_have_and_points_without_any():
    found = said([*SOIL, *CROP, *soil(None, "X")], units({"unit_code": "U9"}))
    assert found["farmland.unlisted"].values["codes"] == "U1"
    assert found["farmland.homeless"].values["count"] == 1
