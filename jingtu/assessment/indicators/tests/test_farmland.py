"""The safe-use rate of contaminated cropland, by both methods, and what a unit needs to count."""

from fractions import Fraction

import pytest

from jingtu.assessment.indicators import meets, shortfall
from jingtu.assessment.indicators.frames import frame
from jingtu.assessment.indicators.tests.made import MU, answer, missing, reasons
from jingtu.assessment.indicators.value import Answer


def unit(unit_id, mu, year, **facts):
    return {"unit_id": unit_id, "place": "140404", "year": year, "area": mu * MU, **facts}


def trial(unit_id, mu, level, measures, **facts):
    return unit(unit_id, mu, 2020, pollution_level=level, measures=measures, **facts)


def classed(unit_id, mu, category, measures, **facts):
    return unit(unit_id, mu, 2026, category=category, measures=measures, **facts)


DONE = classed("1", 10, "SAFE_USE", "safe_use", crop_compliant=True, ledger_complete=True)


class TestTrialMethod:
    """(B + C + D) / E: protected slight, treated light and moderate with good crops, strictly controlled heavy."""

    UNITS = (
        trial("B", 1200, "SLIGHT", "protection"),
        trial("slight, nothing done", 100, "SLIGHT", "none"),
        trial("C", 7360, "LIGHT_MODERATE", "safe_use", crop_compliant=True),
        trial("bad crops", 740, "LIGHT_MODERATE", "safe_use", crop_compliant=False),
        trial("D", 640, "HEAVY", "strict_control"),
        trial("heavy, safe use only", 60, "HEAVY", "safe_use"),
        trial("not polluted", 500, "NONE", "protection"),
    )

    def test_9200_of_10100_mu_are_91_0891_percent(self):
        computed = answer("safe_use_rate", "2020-12-31", farmland_units=self.UNITS)
        assert computed.variant.key == "trial"
        assert computed.value.number == Fraction(9200 * 100, 10100)
        assert computed.value.shown(4) == "91.0891"

    def test_it_meets_91_percent_and_misses_92_by_92_mu(self):
        value = answer("safe_use_rate", "2020-12-31", farmland_units=self.UNITS).value
        assert meets(value, ">=", 91) is Answer.MET
        assert shortfall(value, ">=", 92) == 92 * MU

    def test_each_unit_opens_with_its_reason(self):
        assert reasons(answer("safe_use_rate", "2020-12-31", farmland_units=self.UNITS)) == {
            "B / 2020": ("counted", ""),
            "slight, nothing done / 2020": ("below", "no_measure"),
            "C / 2020": ("counted", ""),
            "bad crops / 2020": ("below", "crop_not_compliant"),
            "D / 2020": ("counted", ""),
            "heavy, safe use only / 2020": ("below", "measure_kind_not_for_class"),
            "not polluted / 2020": ("outside", "not_polluted"),
        }

    def test_the_ledger_is_no_term_of_the_trial_method(self):
        units = [trial("D", 10, "HEAVY", "strict_control", ledger_complete=False)]
        assert answer("safe_use_rate", "2020-12-31", farmland_units=units).value.number == 100


class TestClassBasedRate:
    def test_9150_of_9600_mu_are_95_3125_percent(self):
        # 6,000,000 m² are 9,000 mu, 400,000 m² are 600 mu.
        square_metre = 1_500_000
        done = {"crop_compliant": True, "ledger_complete": True}
        units = [
            classed("done", 8550, "SAFE_USE", "safe_use", **done),
            {**classed("open", 0, "SAFE_USE", "none"), "area": 6_000_000 * square_metre - 8550 * MU},
            {**classed("strict", 0, "STRICT", "strict_control", **done), "area": 400_000 * square_metre},
        ]
        value = answer("safe_use_rate", "2026-11-22", farmland_units=units).value
        assert value.number == Fraction(953125, 10000)
        assert meets(value, ">=", 94) is Answer.MET

    def test_the_variant_can_be_chosen_against_the_day(self):
        computed = answer("safe_use_rate", "2026-11-22", variant="trial", farmland_units=[DONE])
        assert computed.variant.key == "trial"

    @pytest.mark.parametrize(
        ("facts", "reason"),
        [
            ({"category": "PRIORITY"}, ("outside", "class_1_outside_denominator")),
            ({"measures": "none"}, ("below", "no_measure")),
            ({"measures": "strict_control"}, ("below", "measure_kind_not_for_class")),
            ({"category": "STRICT"}, ("below", "measure_kind_not_for_class")),
            ({"category": "STRICT", "measures": "safe_use;strict_control"}, ("counted", "")),
            ({"measures": "remediation"}, ("counted", "")),
            ({"crop_compliant": False, "non_edible_crop": False}, ("below", "crop_not_compliant")),
            ({"crop_compliant": False, "non_edible_crop": True}, ("counted", "")),
            ({"ledger_complete": False}, ("below", "ledger_incomplete")),
            ({"year": 2025}, ("outside", "other_year")),
        ],
    )
    def test_what_counts(self, facts, reason):
        computed = answer("safe_use_rate", "2026-11-22", farmland_units=[{**DONE, **facts}])
        assert list(reasons(computed).values()) == [reason]

    def test_two_measures_on_one_unit_count_its_area_once(self):
        units = [{**DONE, "measures": "remediation;safe_use"}]
        assert answer("safe_use_rate", "2026-11-22", farmland_units=units).value.numerator == 10 * MU


class TestMissingFacts:
    def test_an_unknown_crop_leaves_the_rate_undecided_and_names_the_unit(self):
        units = [DONE, {**DONE, "unit_id": "2", "crop_compliant": None}]
        computed = answer("safe_use_rate", "2026-11-22", farmland_units=units)
        assert computed.value.number is None
        assert missing(computed) == {"crop_compliant": ("2 / 2026",), "non_edible_crop": ("2 / 2026",)}

    def test_what_cannot_change_the_answer_need_not_be_known(self):
        priority = {**DONE, "unit_id": "2", "category": "PRIORITY", "crop_compliant": None, "area": None}
        failing = {**DONE, "unit_id": "3", "ledger_complete": False, "crop_compliant": None}
        computed = answer("safe_use_rate", "2026-11-22", farmland_units=[DONE, priority, failing])
        assert missing(computed) == {}
        assert computed.value.number == 50

    def test_an_unknown_category_is_undecided_even_where_the_ledger_is_incomplete(self):
        # It might be priority protection, and then it does not stand below the line either.
        units = [{**DONE, "category": None, "ledger_complete": False}]
        assert "category" in missing(answer("safe_use_rate", "2026-11-22", farmland_units=units))

    def test_an_area_not_known_is_not_zero(self):
        computed = answer("safe_use_rate", "2026-11-22", farmland_units=[DONE, {**DONE, "unit_id": "2", "area": None}])
        assert missing(computed) == {"area": ("2 / 2026",)}

    def test_class_1_alone_gives_no_rate(self):
        computed = answer("safe_use_rate", "2026-11-22", farmland_units=[{**DONE, "category": "PRIORITY"}])
        assert (computed.value.denominator, computed.value.number) == (0, None)

    def test_a_table_that_was_not_delivered_is_missing_as_a_whole(self):
        computed = answer("safe_use_rate", "2026-11-22")
        assert missing(computed) == {"table": ()}


class TestFaultyRows:
    def test_a_unit_that_stands_twice_leaves_the_rate_undecided(self):
        table, problems = frame("farmland_units", [DONE, DONE])
        assert [(one.code, one.values["all_rows"]) for one in problems] == [("indicators.twice", ("1", "2"))]
        assert table["fault"].to_list() == ["twice", "twice"]

    def test_a_negative_area_becomes_a_missing_fact(self):
        table, [problem] = frame("farmland_units", [{**DONE, "area": -MU}])
        assert problem.code == "indicators.negative"
        assert table["area"].to_list() == [None]
        assert "负数" in problem.text("zh")

    def test_an_unknown_category_becomes_a_missing_fact(self):
        table, [problem] = frame("farmland_units", [{**DONE, "category": "CLASS_2"}])
        assert problem.code == "indicators.unknown_choice"
        assert "安全利用类" in problem.remedy("zh") + problem.why("zh")
        assert table["category"].to_list() == [None]

    def test_a_misspelt_column_is_refused_with_the_known_ones(self):
        with pytest.raises(ValueError, match=r"catgory.*category"):
            frame("farmland_units", [{"catgory": "SAFE_USE"}])
