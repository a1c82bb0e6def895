"""The kind farmland: units from codes and outlines, points where there is no unit, what it refuses."""

import polars as pl
import pytest
import shapely

from jingtu.assessment.farmland.unit_list import UNITS
from jingtu.problems import Refused
from jingtu_web.registers.samples.tests.frames import result
from jingtu_web.runs.container import packed, unpacked
from jingtu_web.runs.kinds import BY_KEY
from jingtu_web.runs.tests.made import answer, codes, rows, settings, work
from jingtu_web.runs.units import OUTLINE

CLEAN = {"cadmium": 0.1, "mercury": 0.1, "arsenic": 10.0, "lead": 20.0, "chromium": 50.0}
WEST, EAST = shapely.box(112.0, 30.0, 112.1, 30.1), shapely.box(112.1, 30.0, 112.2, 30.1)


def soil(point, lon=112.05, **contents):
    """Paddy at pH 6.0: cadmium is screened at 0.4, and 2.0 is the intervention value."""
    of = {"lon": lon, "lat": 30.05, "row": int(point[1:]) + 2}
    return [result(point, metal, value, **of) for metal, value in (CLEAN | contents).items()]


def listed(**outlines):
    """Units with 100 mu each."""
    facts = [dict.fromkeys(UNITS) | {"unit_code": code, "area": 100_000_000_000} for code in outlines]
    wkb = [None if outline is None else shapely.to_wkb(outline) for outline in outlines.values()]
    return pl.DataFrame(facts, UNITS).with_columns(pl.Series(OUTLINE, wkb, dtype=pl.Binary))


def run(*points, units=None, **given):
    made = work("farmland", rows(*[row for point in points for row in point]), **given)
    outcome = BY_KEY["farmland"].compute(type(made)(made.rows, made.settings, made.seed, made.on, made.tell, units))
    return outcome, {fact.key: fact.value for fact in outcome.facts}


class TestUnits:
    def test_points_take_the_outline_they_lie_in_and_units_their_category(self):
        points = [soil(f"P{n}") for n in range(3)] + [soil(f"P{n}", lon=112.15, cadmium=3.0) for n in range(3, 6)]
        outcome, facts = run(*points, units=listed(A=WEST, B=EAST))
        units = outcome.tables["farmland_units"]
        assert units.select("unit", "category_zh", "targets_zh").rows() == [
            ("A", "优先保护类", ""),
            ("B", "严格管控类", "镉"),
        ]
        assert "farmland_without_area" not in facts
        assert (facts["farmland_units"], facts["units_PRIORITY"], facts["units_STRICT"]) == (2, 1, 1)
        assert facts["area_STRICT"] == 100.0
        units, sizes = outcome.charts
        assert [bar[::3] for bar in units["bars"]] == [["PRIORITY", 1], ["STRICT", 1]]
        assert (sizes["of"], [bar[::3] for bar in sizes["bars"]]) == (
            "area_mu",
            [["PRIORITY", 100.0], ["STRICT", 100.0]],
        )
        assert outcome.tables["farmland_categories"].select("category_zh", "units", "area_mu").rows() == [
            ("优先保护类", 1, 100.0),
            ("严格管控类", 1, 100.0),
        ]
        assert outcome.tables["farmland_areas"].select("by_zh", "key_zh").rows() == [
            ("目标污染物（一个单元可计入多种）", "镉")
        ]
        assert outcome.editions == ["GB 15618-2018"]
        assert outcome.tables["outlines"].select("unit_code", "category").rows() == [("A", "PRIORITY"), ("B", "STRICT")]

    def test_what_a_measure_is_stands_once_however_many_units_it_fits(self):
        outcome, _ = run(*[soil(f"P{n}", lon=112.05 + n // 3 / 10) for n in range(6)], units=listed(A=WEST, B=EAST))
        proposed, notes = outcome.tables["farmland_measures"], outcome.tables["farmland_notes"]
        assert proposed["unit"].to_list() == ["A", "B"]
        assert notes["measure_zh"].to_list() == proposed["measure_zh"].unique().to_list() == ["优先保护措施"]
        assert {"source_zh", "mark_zh", "caution_zh"} <= set(notes.columns)
        assert "source_zh" not in proposed.columns

    def test_nothing_is_proposed_where_nothing_is_decided(self):
        outcome, _ = run([row | {"ph": None} for row in soil("P1")], units=listed(A=WEST))
        assert [outcome.tables[f"farmland_{key}"].height for key in ("measures", "notes")] == [0, 0]

    def test_an_area_that_is_not_known_is_none_never_zero(self):
        units = listed(A=WEST).with_columns(area=pl.lit(None, UNITS["area"]))
        outcome, facts = run(*[soil(f"P{n}") for n in range(3)], units=units)
        assert [chart["of"] for chart in outcome.charts] == ["farmland_units"], "no bar for what is not known"
        assert (facts["area_PRIORITY"], facts["farmland_without_area"]) == (None, 1)

    def test_units_without_an_area_are_counted_beside_the_sum_of_the_others(self):
        points = [soil(f"P{n}", lon=lon) for n, lon in enumerate([112.05] * 3 + [112.15] * 3)]
        units = listed(A=WEST, B=EAST).with_columns(area=pl.when(pl.col("unit_code") == "A").then("area"))
        _, facts = run(*points, units=units)
        assert (facts["units_PRIORITY"], facts["area_PRIORITY"], facts["farmland_without_area"]) == (2, 100.0, 1)

    def test_a_missing_ph_leaves_the_unit_open_and_a_chosen_one_decides(self):
        points = [[row | {"ph": None} for row in soil(f"P{n}")] for n in range(3)]
        _, open_ = run(*points, units=listed(A=WEST))
        _, decided = run(*points, units=listed(A=WEST), ph=6.0)
        assert ("units_UNDECIDED" in open_, "units_PRIORITY" in decided) == (True, True)

    def test_the_parameters_chosen_are_shown_with_their_marks(self):
        outcome, _ = run(*[soil(f"P{n}") for n in range(3)], units=listed(A=WEST), crop_ok_share=0.7)
        shown = outcome.tables["rules"].filter(pl.col("value_zh") == "0.7")
        assert shown["mark_zh"].to_list() == ["已见于公开文本或实际工作代码"]

    def test_the_units_that_a_file_named_stand_whatever_the_map_says(self):
        frame = rows(*soil("P1")).with_columns(unit_code=pl.lit("B"))
        made = work("farmland", frame)
        outcome = BY_KEY["farmland"].compute(
            type(made)(frame, made.settings, made.seed, made.on, made.tell, listed(A=WEST, B=EAST))
        )
        assert outcome.tables["farmland_points"]["unit"].to_list() == ["B"]


class TestWithoutUnits:
    def test_points_are_classed_and_no_unit_is_invented(self):
        outcome, facts = run(soil("P1"), soil("P2", cadmium=1.0))
        assert [remark.code for remark in outcome.remarks] == ["runs.no_units", "farmland.no_crops"]
        assert outcome.tables["farmland_points"]["point_class_zh"].to_list() == ["一类", "二类"]
        assert "farmland_units" not in outcome.tables
        assert facts == {"soil_points": 2, "crop_points": 0}
        [chart] = outcome.charts
        assert chart["of"] == "soil_points"
        assert [bar[1:] for bar in chart["bars"]] == [["一类", "class 1", 1], ["二类", "class 2", 1]]

    def test_nothing_to_class_is_refused(self):
        with pytest.raises(Refused) as refused:
            answer("farmland", rows(result("W", medium="groundwater")))
        assert codes(refused) == ["runs.no_farmland_points"]


def test_the_same_input_gives_the_same_bytes():
    made = [run(*[soil(f"P{n}") for n in range(3)], units=listed(A=WEST))[0] for _ in range(2)]
    first, second = (packed(outcome) for outcome in made)
    assert first == second
    assert set(unpacked(first).tables) >= {"farmland_units", "farmland_points", "outlines", "rules"}


def test_every_setting_but_edition_land_use_and_ph_is_a_parameter_of_the_classification():
    assert set(settings(BY_KEY["farmland"])) - {"edition", "land_use", "ph"} <= {
        "dominance_share",
        "few_points",
        "few_points_method",
        "crop_min_points",
        "crop_ok_share",
        "crop_basis",
    }
