"""Totals, replacement, mass balances and mercury, in whole grams."""

from decimal import Decimal
from fractions import Fraction

import pytest

from jingtu.assessment.indicators import meets, shortfall
from jingtu.assessment.indicators.offsets import Offset, needed, offset
from jingtu.assessment.indicators.tests.made import KG, T, answer, day, missing, reasons
from jingtu.assessment.indicators.value import Answer

KEY_REGION = Fraction("1.2")


class TestReplacement:
    """R needed = new × k; certified − allocated elsewhere must cover it; no approval without a source."""

    def test_12_kg_in_a_key_region_need_14400_g_and_13000_g_are_1400_g_short(self):
        assert offset(12_000, 13_000, ratio=KEY_REGION) == Offset(needed=14_400, given=13_000)
        assert offset(12_000, 13_000, ratio=KEY_REGION).short == 1_400

    def test_elsewhere_it_is_one_to_one(self):
        assert offset(12_000, 12_000, ratio=Fraction(1)).short == 0
        assert offset(12_000, 11_999, ratio=Fraction(1)).short == 1

    def test_exactly_enough_is_enough_and_one_gram_less_is_not(self):
        assert offset(12_000, 14_400, ratio=KEY_REGION).short == 0
        assert offset(12_000, 14_399, ratio=KEY_REGION).short == 1

    def test_a_part_of_a_gram_needs_a_whole_one(self):
        assert needed(1, KEY_REGION) == 2
        assert needed(5, KEY_REGION) == 6

    def test_a_negative_emission_is_refused(self):
        with pytest.raises(ValueError, match="negative"):
            needed(-1, KEY_REGION)


def project(project_id, added, *, key_region=True):
    return {"project_id": project_id, "place": "450222", "metal": "Pb", "added": added, "key_region": key_region}


def source(source_id, certified):
    return {"source_id": source_id, "metal": "Pb", "certified": certified}


def allocation(source_id, project_id, allocated, on="2026-03-01"):
    return {
        "source_id": source_id,
        "project_id": project_id,
        "metal": "Pb",
        "allocated": allocated,
        "allocated_on": on and day(on),
    }


def replaced(projects, sources, allocations, **more):
    given = {"metal_projects": projects, "metal_sources": sources, "metal_allocations": allocations}
    return answer("replacement_ok_rate", "2026-11-22", **given, **more)


class TestReplacementOfProjects:
    def test_a_project_short_of_1400_g_does_not_count(self):
        computed = replaced([project("A", 12_000)], [source("S", 13_000)], [allocation("S", "A", 13_000)])
        assert reasons(computed) == {"A / Pb": ("below", "replacement_short")}
        assert computed.value.number == 0

    def test_two_sources_add_up(self):
        sources = [source("S", 13_000), source("Q", 2_000)]
        allocations = [allocation("S", "A", 13_000), allocation("Q", "A", 1_400)]
        assert replaced([project("A", 12_000)], sources, allocations).value.number == 100

    def test_the_same_grams_are_not_given_twice_and_the_earlier_project_keeps_them(self):
        projects = [project("late", 10_000, key_region=False), project("early", 10_000, key_region=False)]
        allocations = [allocation("S", "late", 10_000, "2026-05-01"), allocation("S", "early", 10_000, "2026-04-30")]
        assert reasons(replaced(projects, [source("S", 10_000)], allocations)) == {
            "late / Pb": ("below", "source_used_twice"),
            "early / Pb": ("counted", ""),
        }

    def test_what_the_source_has_left_still_counts(self):
        projects = [project("early", 4_000, key_region=False), project("late", 6_000, key_region=False)]
        allocations = [allocation("S", "early", 4_000, "2026-01-01"), allocation("S", "late", 9_000, "2026-02-01")]
        assert replaced(projects, [source("S", 10_000)], allocations).value.number == 100

    def test_two_on_the_same_day_need_a_person(self):
        projects = [project("A", 10_000, key_region=False), project("B", 10_000, key_region=False)]
        computed = replaced(
            projects, [source("S", 10_000)], [allocation("S", "A", 10_000), allocation("S", "B", 10_000)]
        )
        assert missing(computed) == {"given": ("A / Pb", "B / Pb")}

    def test_a_source_that_is_not_certified_gives_nothing_that_is_known(self):
        computed = replaced([project("A", 1_000)], [], [allocation("S", "A", 2_000)])
        assert missing(computed) == {"given": ("A / Pb",)}

    def test_an_amount_not_written_is_not_zero(self):
        computed = replaced([project("A", 1_000)], [source("S", 5_000)], [allocation("S", "A", None)])
        assert missing(computed) == {"given": ("A / Pb",)}

    def test_a_project_without_a_source_is_short(self):
        computed = replaced([project("A", 1)], [source("S", 5_000)], [])
        assert reasons(computed) == {"A / Pb": ("below", "replacement_short")}

    def test_an_unknown_region_is_undecided(self):
        computed = replaced([project("A", 1_000, key_region=None)], [source("S", 5_000)], [allocation("S", "A", 2_000)])
        assert missing(computed) == {"needed": ("A / Pb",)}

    def test_an_allocation_to_no_listed_project_is_named(self):
        computed = replaced([project("A", 0)], [source("S", 5_000)], [allocation("S", "B", 2_000)])
        assert missing(computed) == {"project_not_listed": ("S / B / Pb",)}

    def test_the_ratio_is_a_parameter(self):
        given = ([project("A", 10_000)], [source("S", 13_000)], [allocation("S", "A", 13_000)])
        assert replaced(*given).value.number == 100
        assert replaced(*given, parameters={"replacement_key_region": "1.5"}).value.number == 0

    def test_an_allocation_after_the_day_does_not_count_yet(self):
        computed = replaced([project("A", 1)], [source("S", 5_000)], [allocation("S", "A", 5_000, "2026-12-01")])
        assert computed.value.number == 0


def emission(enterprise, metal, year, grams, quota=None):
    return {
        "enterprise_id": enterprise,
        "place": "450222",
        "metal": metal,
        "year": year,
        "emission": grams,
        "quota": quota,
    }


class TestTotalsAgainstQuota:
    def test_each_metal_is_judged_by_itself(self):
        rows = [
            emission("E1", "Pb", 2026, 900, 1000),
            emission("E2", "Pb", 2026, 1100, 1000),
            emission("E1", "Cd", 2026, 51, 50),
        ]
        computed = answer("hm_target_gap", "2026-11-22", metal_emissions=rows)
        assert {part: value.number for part, value in computed.parts.items()} == {"Cd": 1, "Pb": 0}
        assert computed.meets("<=", 0) is Answer.NOT_MET

    def test_thallium_has_no_total(self):
        rows = [emission("E1", "Tl", 2026, 5, 1), emission("E1", "As", 2026, 1, 1)]
        assert set(answer("hm_target_gap", "2026-11-22", metal_emissions=rows).parts) == {"As"}

    def test_without_a_quota_that_metal_is_undecided_and_so_is_the_whole(self):
        rows = [emission("E1", "Pb", 2026, 9, None), emission("E1", "Cd", 2026, 1, 2)]
        computed = answer("hm_target_gap", "2026-11-22", metal_emissions=rows)
        assert computed.parts["Pb"].number is None
        assert computed.meets("<=", 0) is Answer.UNDECIDED

    def test_an_enterprise_at_its_quota_is_within_it(self):
        rows = [emission("E1", "Pb", 2026, 1000, 1000), emission("E2", "Pb", 2026, 1001, 1000)]
        computed = answer("hm_within_quota", "2026-11-22", metal_emissions=rows)
        assert reasons(computed) == {"E1 / Pb / 2026": ("counted", ""), "E2 / Pb / 2026": ("below", "above_quota")}


class TestFiveYearTarget:
    """E(2025) ≤ 0.95 × E(2020)."""

    def rows(self, now):
        base = [emission("E1", "Pb", 2020, 60_000), emission("E2", "Cd", 2020, 40_000)]
        return [*base, emission("E1", "Pb", 2025, now - 40_000), emission("E2", "Cd", 2025, 40_000)]

    def test_95000_of_100000_g_meets_it_and_one_gram_more_does_not(self):
        met = answer("hm_five_year", "2025-12-31", metal_emissions=self.rows(95_000)).value
        missed = answer("hm_five_year", "2025-12-31", metal_emissions=self.rows(95_001)).value
        assert meets(met, "<=", 95) is Answer.MET
        assert (meets(missed, "<=", 95), shortfall(missed, "<=", 95)) == (Answer.NOT_MET, 1)

    def test_an_enterprise_without_this_year_is_missing_and_not_zero(self):
        computed = answer("hm_five_year", "2025-12-31", metal_emissions=self.rows(95_000)[:3])
        assert missing(computed) == {"amount_now": ("E2 / Cd",)}

    def test_a_row_opens_into_both_years(self):
        computed = answer("hm_five_year", "2025-12-31", metal_emissions=self.rows(95_000))
        assert computed.rows["row"].to_list() == ["1; 3", "2; 4"]


def flow(kind, tonnes, content, metal="Tl", enterprise="E1"):
    return {
        "flow_id": f"{enterprise} {metal} {kind}",
        "enterprise_id": enterprise,
        "place": "450222",
        "metal": metal,
        "year": 2026,
        "flow": kind,
        "mass": tonnes * T,
        "content": content,
    }


class TestMassBalance:
    """|in − out − change of stock| / in, at most the platform's parameter; 1 t at 1 mg/kg holds 1 g."""

    def flows(self, out):
        # 1,000 t at 10 mg/kg in: 10,000 g. Stock falls by 500 g.
        stock = [flow("STOCK_START", 100, 10_000), flow("STOCK_END", 50, 10_000)]
        return [flow("IN", 1_000, 10_000), flow("OUT", 1_000, out), *stock]

    def test_9000_g_out_leave_1500_g_which_is_15_percent_and_closes(self):
        computed = answer("tl_balance_closed", "2026-11-22", metal_flows=self.flows(9_000))
        assert reasons(computed) == {"E1 / Tl / 2026": ("counted", "")}

    def test_1_g_more_does_not_close(self):
        computed = answer("tl_balance_closed", "2026-11-22", metal_flows=self.flows(8_999))
        assert reasons(computed) == {"E1 / Tl / 2026": ("below", "not_closed")}

    def test_more_out_than_in_is_a_gap_as_well(self):
        assert answer("tl_balance_closed", "2026-11-22", metal_flows=self.flows(12_001)).value.number == 0

    def test_the_closure_is_a_parameter(self):
        given = {"metal_flows": self.flows(8_999)}
        assert answer("tl_balance_closed", "2026-11-22", parameters={"closure": "0.16"}, **given).value.number == 100

    def test_without_the_opening_stock_nothing_is_known(self):
        flows = [one for one in self.flows(9_000) if one["flow"] != "STOCK_START"]
        assert missing(answer("tl_balance_closed", "2026-11-22", metal_flows=flows)) == {"closes": ("E1 / Tl / 2026",)}

    def test_stock_written_as_0_is_known(self):
        flows = [flow("IN", 10, 1_000), flow("OUT", 10, 900), flow("STOCK_START", 0, None), flow("STOCK_END", 0, None)]
        assert answer("tl_balance_closed", "2026-11-22", metal_flows=flows).value.number == 100

    def test_where_nothing_went_in_there_is_no_rate(self):
        flows = [flow("IN", 0, None), flow("OUT", 0, None), flow("STOCK_START", 0, None), flow("STOCK_END", 0, None)]
        assert missing(answer("tl_balance_closed", "2026-11-22", metal_flows=flows)) == {"closes": ("E1 / Tl / 2026",)}

    def test_cadmium_is_balanced_apart_from_thallium(self):
        flows = [*self.flows(9_000), flow("IN", 10, 1_000, "Cd")]
        assert missing(answer("cd_balance_closed", "2026-11-22", metal_flows=flows)) == {"closes": ("E1 / Cd / 2026",)}
        assert answer("tl_balance_closed", "2026-11-22", metal_flows=flows).value.number == 100


class TestMercuryForPVC:
    def test_4914_g_for_100_t_are_49_14_and_equality_passes(self):
        rows = [{"enterprise_id": "E1", "place": "14", "year": 2026, "mercury": 4_914, "pvc": 100 * T}]
        value = answer("hg_unit_use", "2026-11-22", pvc_mercury=rows).value
        assert value.shown(2) == "49.14"
        assert meets(value, "<=", Decimal("49.14")) is Answer.MET

    def test_one_gram_more_is_above(self):
        rows = [{"enterprise_id": "E1", "place": "14", "year": 2026, "mercury": 4_915, "pvc": 100 * T}]
        value = answer("hg_unit_use", "2026-11-22", pvc_mercury=rows).value
        assert meets(value, "<=", Decimal("49.14")) is Answer.NOT_MET

    def test_two_enterprises_are_taken_together(self):
        rows = [
            {"enterprise_id": "E1", "place": "14", "year": 2026, "mercury": 4 * KG, "pvc": 100 * T},
            {"enterprise_id": "E2", "place": "14", "year": 2026, "mercury": 6 * KG, "pvc": 100 * T},
        ]
        assert answer("hg_unit_use", "2026-11-22", pvc_mercury=rows).value.number == 50
