"""The upper level's value equals the sum of the lower ones where the formula allows; where not, it is computed anew."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jingtu.assessment.indicators import INDICATORS, Asked, by_place, compute, find, roll_up
from jingtu.assessment.indicators.compute import Role, within
from jingtu.assessment.indicators.counted import COUNTED
from jingtu.assessment.indicators.forms import choices, forms
from jingtu.assessment.indicators.frames import frame
from jingtu.assessment.indicators.tests.made import answer, day, tables
from jingtu.assessment.indicators.value import Answer, combined

COUNTIES = ("140404", "140405", "140581")
ON = Asked(day("2026-11-22"))
# Of the counted lists, which differ in nothing but their name, one of each kind.
ONE_OF_EACH = [one for one in INDICATORS if one not in COUNTED or one.id in ("gate_breach", "resp_letter_rate")]
SUMMED = [one for one in ONE_OF_EACH if one.rolls_up and not one.variants[-1].measure.by]
MAYBE = {
    "yes_no": st.sampled_from([True, True, False, None]),
    "day": st.sampled_from([day("2026-01-31"), day("2026-11-22"), day("2026-12-24"), day("2025-05-05"), None]),
    "year": st.sampled_from([2026, 2026, 2026, 2025, 2020]),
    "water_class": st.integers(1, 5),
    "place": st.sampled_from(COUNTIES),
}
ABOVE = ("tested_area", "recovered", "deposited", "uptake_without")


def cell(column, indicator):
    """A value of the column, now and then a missing one, made so that rates stay below one."""
    if column.kind in MAYBE:
        return MAYBE[column.kind]
    if column.kind == "indicator":
        return st.just(indicator.id)
    known = [one.key for one in choices(column.kind)]
    if known:
        return st.sampled_from([*known, *known, None])
    if column.is_quantity:
        return st.integers(0, 50) if column.name in ABOVE else st.integers(50, 10**12)
    return st.sampled_from("ABCDEF")


def rows(table, indicator):
    """Rows whose subjects lie in one place each: an enterprise stays, a violation is where its parcel is."""
    columns = {column.name: cell(column, indicator) for column in forms()[table].columns}
    texts = [column.name for column in forms()[table].columns if column.kind == "text"]
    key = tuple(forms()[table].key)
    drawn_rows = st.lists(
        st.fixed_dictionaries(columns), min_size=1, max_size=12, unique_by=lambda row: tuple(row[n] for n in key)
    )
    return drawn_rows.map(
        lambda several: [{**row, **{n: row.get("place", "") + row[n] for n in texts}} for row in several]
    )


def drawn(data, indicator):
    wanted = indicator.variants[-1].measure.tables
    return {name: frame(name, data.draw(rows(name, indicator)))[0] for name in wanted}


@pytest.mark.parametrize("indicator", SUMMED, ids=lambda one: one.id)
@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_rows_split_by_place_at_random_add_up_to_the_union(indicator, data):
    delivered = drawn(data, indicator)
    whole = compute(indicator, delivered, ON)
    parts = [compute(indicator, within(delivered, county), ON) for county in COUNTIES]
    summed = roll_up(indicator, [part.value for part in parts])
    assert (summed.numerator, summed.denominator) == (whole.value.numerator, whole.value.denominator)
    assert summed.number == whole.value.number
    assert lacking(summed) == lacking(whole.value)
    for digits in (2, 4, 6):
        level = by_place(whole, digits)
        assert sum(value.numerator for value in level.values()) == whole.value.numerator
        assert sum(value.denominator for value in level.values()) == whole.value.denominator


def lacking(value):
    return sorted((one.fact, row) for one in value.missing for row in one.rows)


@pytest.mark.parametrize("indicator", ONE_OF_EACH, ids=lambda one: one.id)
@settings(max_examples=4, deadline=None)
@given(data=st.data())
def test_every_row_has_one_role_and_nothing_unknown_is_counted(indicator, data):
    computed = compute(indicator, drawn(data, indicator), ON)
    assert set(computed.rows["role"]) <= set(Role)
    counted = computed.rows.filter(pl.col("role") == Role.COUNTED)
    below = computed.rows.filter(pl.col("role").is_in([Role.COUNTED, Role.BELOW]))
    assert counted["numerator"].null_count() == below["denominator"].null_count() == 0
    others = computed.rows.filter(pl.col("role") != Role.COUNTED)
    assert others.filter((pl.col("reason") == "") & (pl.col("facts") == "")).is_empty()


class TestWhatDoesNotRollUp:
    def test_which_indicators_those_are(self):
        assert {one.id for one in INDICATORS if not one.rolls_up} == {
            "pool_count",
            "replacement_ok_rate",
            "tl_balance_closed",
            "cd_balance_closed",
        }

    @pytest.mark.parametrize("name", ["pool_count", "replacement_ok_rate", "tl_balance_closed", "cd_balance_closed"])
    def test_adding_up_is_refused(self, name):
        with pytest.raises(ValueError, match="from the rows"):
            roll_up(find(name), [])
        with pytest.raises(ValueError, match="from the rows"):
            by_place(answer(name, "2026-11-22"), 4)

    def test_three_projects_in_one_city_and_one_in_another_are_four_but_not_two_each(self):
        projects = [
            {"project_id": name, "city": city, "entered_on": day("2026-05-01"), "in_reserve": True}
            for name, city in (("A", "1404"), ("B", "1404"), ("C", "1404"), ("D", "1405"))
        ]
        given = {"cities": [{"city": "1404"}, {"city": "1405"}], "reserve_projects": projects}
        province = answer("pool_count", "2026-12-31", **given)
        lower = [
            compute(find("pool_count"), within(tables(**given), city), ON).parts[city] for city in ("1404", "1405")
        ]
        assert combined(lower).numerator == 4  # the sum would say two per city on average
        assert province.meets(">=", 2) is Answer.NOT_MET

    def test_a_source_that_two_counties_use_is_enough_for_each_and_not_for_both(self):
        projects = [
            {"project_id": name, "place": place, "metal": "Pb", "added": 10_000, "key_region": False}
            for name, place in (("A", "140404"), ("B", "140581"))
        ]
        given = {
            "metal_projects": projects,
            "metal_sources": [{"source_id": "S", "metal": "Pb", "certified": 10_000}],
            "metal_allocations": [
                {"source_id": "S", "project_id": name, "metal": "Pb", "allocated": 10_000, "allocated_on": day(on)}
                for name, on in (("A", "2026-01-01"), ("B", "2026-02-01"))
            ],
        }
        alone = {**given, "metal_projects": projects[1:], "metal_allocations": given["metal_allocations"][1:]}
        assert answer("replacement_ok_rate", "2026-11-22", **alone).value.number == 100
        assert answer("replacement_ok_rate", "2026-11-22", **given).value.number == 50

    def test_gaps_of_opposite_sign_do_not_close_each_other(self):
        def flows(enterprise, outward):
            amounts = {"IN": 100, "OUT": outward, "STOCK_START": 0, "STOCK_END": 0}
            return [
                {
                    "flow_id": f"{enterprise}{kind}",
                    "enterprise_id": enterprise,
                    "place": "450222",
                    "metal": "Tl",
                    "year": 2026,
                    "flow": kind,
                    "mass": mass,
                    "content": 1000,
                }
                for kind, mass in amounts.items()
            ]

        both = answer("tl_balance_closed", "2026-11-22", metal_flows=flows("E1", 60) + flows("E2", 140))
        one = answer("tl_balance_closed", "2026-11-22", metal_flows=flows("E", 100))
        assert (both.value.number, one.value.number) == (0, 100)
