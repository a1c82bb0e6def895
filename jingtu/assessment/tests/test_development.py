"""GB 36600-2018: screening and intervention values of development land by class."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from jingtu.assessment.facts import land_uses
from jingtu.assessment.options import Background
from jingtu.assessment.tests.lab import SOIL, judged, result, verdict, why_not
from jingtu.intake import headers
from jingtu.standards.land_classes import CODE, NoLandClass, land_class

HOUSING = {**SOIL, "land_use": "residential", "land_use_text": "居住用地"}
FACTORY = {**SOIL, "land_use": "industrial", "land_use_text": "工业用地"}


def land_use_texts():
    with (Path(headers.__file__).with_name("land_uses.csv")).open(encoding="utf-8", newline="") as lines:
        return [(row["key"], row["texts"].split("|")) for row in csv.DictReader(lines)]


def listed(code):
    """Screening value of arsenic for a code, and whether it rests on an assumption."""
    try:
        return ({1: 20, 2: 60}[land_class(code)], False)
    except NoLandClass:
        return (20, True)


def test_each_land_use_a_file_may_give_has_its_rule():
    assert sorted(land_uses()["key"]) == sorted(key for key, _ in land_use_texts())


class TestClasses:
    @pytest.mark.parametrize(
        ("of", "value", "expected"),
        [
            (HOUSING, 20, "WITHIN_SCREENING"),
            (HOUSING, 20.1, "ABOVE_SCREENING"),
            (HOUSING, 47.1, "ABOVE_INTERVENTION"),
            (FACTORY, 65, "WITHIN_SCREENING"),
            (FACTORY, 65.1, "ABOVE_SCREENING"),
            (FACTORY, 172.1, "ABOVE_INTERVENTION"),
        ],
    )
    def test_cadmium(self, of, value, expected):
        assert verdict(result("cadmium", value, of)) == expected

    @pytest.mark.parametrize(
        ("use", "number"),
        [("school", 1), ("medical", 1), ("welfare", 1), ("community_park", 1), ("traffic", 2), ("utility", 2)],
    )
    def test_land_uses(self, use, number):
        [found] = judged(result("cadmium", 1, {**SOIL, "land_use": use})).results.to_dicts()
        assert found["limit_screening"] == {1: 20, 2: 65}[number]

    def test_a_park_of_unknown_kind_is_class_1_because_its_use_is_not_clear(self):
        found = judged(result("cadmium", 21, {**SOIL, "land_use": "park", "land_use_text": "公园"}))
        assert found.results.select("verdict", "limit_screening").row(0) == ("ABOVE_SCREENING", 20)
        assert found.results["remarks"].to_list() == [["class_one_assumed"]]
        assert [problem.code for problem in found.problems] == ["assessment.class_one_assumed"]

    @pytest.mark.parametrize("text", ["公共管理与公共服务用地", "A"])
    def test_public_services_may_be_a_school_and_so_are_class_1_until_the_finer_code_is_given(self, text):
        found = judged(result("arsenic", 30, {**SOIL, "land_use": "public", "land_use_text": text}))
        assert found.results.select("verdict", "limit_screening").row(0) == ("ABOVE_SCREENING", 20)
        assert "class_one_assumed" in found.results["remarks"][0]

    @pytest.mark.parametrize(
        ("code", "limit"), [("A1", 60), ("A4", 60), ("M11", 60), ("B11", 60), ("R21", 20), ("G2", 60)]
    )
    def test_a_finer_code_gives_its_class(self, code, limit):
        of = {**SOIL, "land_use": headers.land_use(code), "land_use_text": code}
        [found] = judged(result("arsenic", 10, of), standard="GB 36600").results.to_dicts()
        assert (found["limit_screening"], found["remarks"]) == (limit, [])

    def test_every_code_a_file_may_give_has_the_class_of_the_list_of_codes(self):
        """``intake/land_uses.csv`` (texts) and ``land_use_rules.csv`` against ``standards/land_classes.csv``."""
        codes = [text for key, texts in land_use_texts() for text in texts if CODE.fullmatch(text.upper())]
        assert {"a33", "r", "m1", "s2"} <= set(codes)
        for code in codes:
            of = {**SOIL, "land_use": headers.land_use(code), "land_use_text": code}
            [found] = judged(result("arsenic", 10, of)).results.to_dicts()
            assert (found["limit_screening"], bool(found["remarks"])) == listed(code), code

    def test_the_option_gives_the_class_of_one_land_use(self):
        park = {**SOIL, "land_use": "park", "land_use_text": "公园"}
        assert verdict(result("cadmium", 21, park), land_class={"公园": 2}) == "WITHIN_SCREENING"

    def test_the_option_for_all_yields_to_a_land_use_that_says_its_class(self):
        assert verdict(result("cadmium", 21, HOUSING), land_class={"": 2}) == "ABOVE_SCREENING"

    def test_screening_equal_to_intervention_leaves_nothing_between(self):
        assert verdict(result("toluene", 1200, FACTORY)) == "WITHIN_SCREENING"
        assert verdict(result("toluene", 1200.1, FACTORY)) == "ABOVE_INTERVENTION"


class TestChromium:
    def test_total_chromium_is_not_compared_because_only_hexavalent_has_a_limit(self):
        assert why_not(result("chromium", 500, FACTORY)) == "only_hexavalent"

    def test_hexavalent_chromium_is(self):
        assert verdict(result("chromium_vi", 5.8, FACTORY)) == "ABOVE_SCREENING"


class TestBackgroundClause:
    """Above the screening value but not above the natural background: not managed as contaminated."""

    def test_without_a_background_value_the_result_stays_above_and_says_why(self):
        [found] = judged(result("arsenic", 25, HOUSING)).results.to_dicts()
        assert (found["verdict"], found["remarks"]) == ("ABOVE_SCREENING", ["background_unknown"])

    @pytest.mark.parametrize(
        ("value", "expected"), [(20, "WITHIN_SCREENING"), (30, "WITHIN_BACKGROUND"), (30.1, "ABOVE_SCREENING")]
    )
    def test_with_a_background_value(self, value, expected):
        natural = {"arsenic": Background(Decimal(30), "省土壤背景值")}
        assert verdict(result("arsenic", value, HOUSING), background=natural) == expected

    def test_it_says_nothing_about_the_intervention_value(self):
        natural = {"arsenic": Background(Decimal(500), "x")}
        assert verdict(result("arsenic", 121, HOUSING), background=natural) == "ABOVE_INTERVENTION"

    def test_it_is_for_arsenic_cobalt_and_vanadium_only(self):
        natural = {"cadmium": Background(Decimal(500), "x")}
        assert verdict(result("cadmium", 21, HOUSING), background=natural) == "ABOVE_SCREENING"

    def test_more_than_the_measuring_range_is_never_within_background(self):
        natural = {"arsenic": Background(Decimal(30), "x")}
        assert verdict(result("arsenic", ">25", HOUSING), background=natural) == "ABOVE_SCREENING"
