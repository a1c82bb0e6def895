"""The standard that fits, or the one asked for."""

import pytest

from jingtu.assessment.tests.lab import GRAIN, IRRIGATION, PADDY, SOIL, WATER, judged, result, why_not
from jingtu.problems import Refused


@pytest.mark.parametrize(
    ("of", "edition"),
    [
        (PADDY, "GB 15618-2018"),
        ({**SOIL, "land_use": "industrial"}, "GB 36600-2018"),
        (WATER, "GB/T 14848-2017"),
        (IRRIGATION, "GB 5084-2021"),
        (GRAIN, "GB 2762-2025"),
    ],
)
def test_medium_and_land_use_choose_the_standard(of, edition):
    assert judged(result("cadmium", 0.001, of)).results["edition"].to_list() == [edition]


def test_soil_of_unknown_land_use_is_undecided_because_some_soil_limit_exists():
    found = judged(result("cadmium", 1, SOIL), result("tin", 1, SOIL))
    assert found.results.select("substance", "verdict").rows() == [("cadmium", "UNDECIDED")]
    assert found.results["missing"].to_list() == [["land_use"]]
    assert found.left_out["reason"].to_list() == ["no_limit"]


def test_a_blank_is_not_undecided_for_want_of_a_land_use():
    assert why_not({**result("cadmium", 1, SOIL), "value": None}) == "no_value"


def test_a_result_of_unknown_medium_is_left_out_with_a_problem():
    found = judged(result("cadmium", 1, {**SOIL, "medium": None}))
    assert found.left_out["reason"].to_list() == ["medium_unknown"]
    assert [problem.code for problem in found.problems] == ["assessment.medium_unknown"]


def test_forest_is_covered_by_neither_soil_standard():
    assert (
        why_not(result("cadmium", 1, {**SOIL, "land_use": "forest", "land_use_text": "林地"})) == "land_use_not_covered"
    )


@pytest.mark.parametrize("name", ["GB 36600", "gb36600_2018", "GB36600-2018", "36600", "gb 36600—2018"])
def test_a_standard_may_be_written_in_many_ways(name):
    assert judged(result("cadmium", 1), standard=name).results["edition"].to_list() == ["GB 36600-2018"]


def test_an_unknown_standard_is_refused_with_those_known():
    with pytest.raises(Refused, match="gb15618"):
        judged(result("cadmium", 1), standard="GB 99999")


def test_a_standard_about_another_medium_is_not_used():
    assert why_not(result("cadmium", 1), standard="GB 2762") == "other_medium"


def test_an_edition_asked_for_is_used_only_while_in_force():
    assert why_not(result("cadmium", 0.1, GRAIN), standard="gb2762_2022") == "no_edition_in_force"
