"""What each kind answers for results whose figures are known, and what it refuses."""

import math

import polars as pl
import pytest

from jingtu.problems import Refused
from jingtu.science.bad_values import StatisticsError
from jingtu.science.risk_errors import NotCovered
from jingtu_web.registers.samples.tests.frames import result
from jingtu_web.runs.container import packed, unpacked
from jingtu_web.runs.kinds import BY_KEY, KINDS
from jingtu_web.runs.tests.made import ENOUGH, RISK, answer, codes, field, fitting, rows, work


def numbers(*values: float, **other):
    return rows(*[result(f"S{n}", value=value, **other) for n, value in enumerate(values)])


class TestStatistics:
    def test_figures_histogram_limits_and_boxes(self):
        outcome, facts = answer("statistics", numbers(0.1, 0.2, 0.3, 0.4))
        assert (facts["size"], facts["mean"], facts["median"], facts["largest"]) == (4, 0.25, 0.2, 0.4)
        histogram, boxes = outcome.charts
        assert sum(row[2] for row in histogram["bars"]) == 4
        assert {"kind": "screening", "value": 0.4} in histogram["limits"], "paddy, pH 6.0: row 1 of GB 15618 table 1"
        assert boxes["boxes"] == [("", 4, 0.1, 0.1, 0.2, 0.3, 0.4)]
        assert outcome.editions == ["GB 15618-2018"]

    def test_groups_stand_the_largest_first(self):
        outcome, _ = answer("statistics", field(24), group="place")
        assert outcome.tables["groups"]["group"].to_list() == ["城关镇", "青石镇"]
        assert outcome.tables["groups"]["size"].to_list() == [12, 12]

    def test_other_units_are_converted_and_said(self):
        frame = rows(result("A", value=1.0), result("B", value=2.0), result("C", value=500.0, unit="ug/kg"))
        outcome, facts = answer("statistics", frame)
        assert facts["least"] == 0.5
        assert [remark.code for remark in outcome.remarks] == ["runs.converted"]

    def test_limits_come_in_the_unit_of_the_results(self):
        outcome, _ = answer("statistics", numbers(100.0, 200.0, 300.0, unit="ug/kg"))
        assert {"kind": "screening", "value": 400.0} in outcome.charts[0]["limits"]

    def test_water_and_soil_units_are_refused_together(self):
        with pytest.raises(Refused) as refused:
            answer("statistics", rows(result("A"), result("B", unit="mg/L")))
        assert codes(refused) == ["runs.mixed_units"]

    def test_a_missing_unit_is_never_assumed(self):
        with pytest.raises(Refused) as refused:
            answer("statistics", rows(result("A"), result("B", unit=None)))
        assert codes(refused) == ["runs.unit_missing"]

    def test_several_kinds_of_sample_are_refused(self):
        with pytest.raises(Refused) as refused:
            answer("statistics", rows(result("A"), result("B", medium="crop")))
        assert codes(refused) == ["runs.several_media"]

    def test_nothing_detected_has_no_mean_and_is_said(self):
        frame = rows(*[result(f"S{n}", value=None, operator="<", detection_limit=0.01) for n in range(5)])
        outcome, facts = answer("statistics", frame)
        assert (facts["mean"], facts["median"], facts["largest_limit"]) == (None, None, 0.01)
        assert [remark.code for remark in outcome.remarks] == ["runs.nothing_detected"]

    def test_a_non_detect_without_limit_is_left_out_and_counted(self):
        frame = rows(result("A"), result("B", value=None, operator="<"), result("C", value=3.0, operator=">"))
        outcome, facts = answer("statistics", frame)
        assert facts["size"] == 1
        assert [(remark.code, remark.values["count"]) for remark in outcome.remarks] == [("runs.left_out", 2)]

    def test_no_number_at_all_is_refused(self):
        with pytest.raises(Refused) as refused:
            answer("statistics", rows(result("A", value=None, operator="<"), result("B", value=math.nan)))
        assert codes(refused) == ["runs.no_numbers"]


class TestMean:
    def test_the_limit_used_is_among_the_limits_with_its_reason(self):
        outcome, facts = answer("mean", field(24), draws=300)
        used = outcome.tables["ucl"].filter(used=True)
        assert used["method"].to_list() == [facts["method"]]
        assert used["value"].to_list() == [facts["upper_limit"]]
        assert facts["upper_limit"] >= facts["mean"]
        assert any(remark.code.startswith("statistics.reason") for remark in outcome.remarks)

    def test_too_few_results_have_no_limit_and_say_why(self):
        outcome, facts = answer("mean", numbers(0.1, 0.2, 0.3), draws=300)
        assert (facts["method"], facts["upper_limit"]) == (None, None)
        assert "statistics.reason_few" in [remark.code for remark in outcome.remarks]

    def test_the_seed_decides_the_draws(self):
        one, _ = answer("mean", numbers(*range(1, 20)), draws=300, seed=1)
        other, _ = answer("mean", numbers(*range(1, 20)), draws=300, seed=2)
        assert one.tables["ucl"]["value"].to_list() != other.tables["ucl"]["value"].to_list()

    def test_a_coverage_out_of_range_is_refused(self):
        with pytest.raises(StatisticsError):
            answer("mean", numbers(0.1, 0.2, 0.3), draws=300, coverage=1.5)


class TestRisk:
    def test_risk_rises_with_the_concentration_and_the_control_value_stays(self):
        _, low = answer("risk", **RISK)
        _, high = answer("risk", **{**RISK, "surface": 60.0})
        assert high["hazard_soil"] == pytest.approx(2 * low["hazard_soil"])
        assert high["control_soil"] == low["control_soil"]

    def test_the_tornado_begins_with_the_largest_ratio(self):
        outcome, _ = answer("risk", **RISK)
        ratios = outcome.tables["sensitivity"].select("cancer_soil", "hazard_soil").rows()
        largest = [max(abs(one) for one in row if one is not None) for row in ratios]
        assert largest == sorted(largest, reverse=True)
        assert len(largest) > 5

    def test_a_pathway_that_cannot_be_assessed_is_listed_with_its_reason(self):
        outcome, _ = answer("risk", **RISK)
        assert "no_concentration" in outcome.tables["lacks"]["lack"].to_list()

    def test_every_number_says_where_it_comes_from_and_how_far_it_was_checked(self):
        outcome, _ = answer("risk", **RISK, changes="OSIRc = 400")
        for name in ("properties", "parameters"):
            table = outcome.tables[name]
            assert table["mark_zh"].null_count() == 0
            assert (table["mark_zh"].str.len_chars() > 0).all()
        changed = outcome.tables["parameters"].filter(symbol="OSIRc")
        assert changed.select("value", "mark_en").rows() == [(400.0, "given by the case")]
        assert "runs.risk_not_checked" in [remark.code for remark in outcome.remarks]

    def test_no_concentration_is_refused(self):
        with pytest.raises(Refused) as refused:
            answer("risk", substance="cadmium")
        assert codes(refused) == ["runs.no_concentration"]

    def test_lead_is_not_covered(self):
        with pytest.raises(NotCovered):
            answer("risk", substance="lead", surface=400.0)

    def test_parameters_of_the_site_are_read_line_by_line(self):
        _, usual = answer("risk", **RISK)
        _, other = answer("risk", **RISK, changes="OSIRc = 400\n")
        assert other["hazard_soil"] > usual["hazard_soil"]
        with pytest.raises(Refused) as refused:
            answer("risk", **RISK, changes="Lgw = 500\n\nfom 15")
        assert refused.value.problems[0].values == {"line": 3, "text": "fom 15"}


class TestIndices:
    TWO = rows(
        *[result(f"S{n}", value=cadmium) for n, cadmium in enumerate((0.2, 0.4, 0.8))],
        *[result(f"S{n}", "lead", lead) for n, lead in enumerate((50.0, 100.0, 100.0))],
    )

    def test_single_factors_and_nemerow_against_the_limits_of_each_sample(self):
        outcome, facts = answer("indices", self.TWO)
        samples = outcome.tables["samples"].sort("sample")
        assert samples["cadmium"].to_list() == [0.5, 1.0, 2.0], "paddy, pH 6.0: 0.4 mg/kg"
        assert samples["lead"].to_list() == [0.5, 1.0, 1.0], "paddy, pH 6.0: 100 mg/kg"
        assert samples["nemerow"][2] == pytest.approx(math.sqrt((1.5**2 + 2**2) / 2))
        assert facts["samples"] == 3
        grades = outcome.tables["grades"].filter(pl.col("count") > 0)
        assert grades["grade_en"].to_list() == ["clean", "still clean, alert line", "light"]
        assert set(grades["source_zh"]) == {"HJ/T 166-2004 12.2"}
        assert set(grades["mark_zh"]) == {"已见于公开材料"}
        assert outcome.editions == ("GB 15618-2018",)

    def test_indices_against_backgrounds_by_any_name_of_the_substance(self):
        outcome, facts = answer("indices", self.TWO, reference="background", values="镉 = ０．１\nlead ＝ 25")
        assert outcome.tables["samples"].sort("sample")["cadmium"].to_list() == pytest.approx([2.0, 4.0, 8.0])
        assert facts["pollution_load"] == pytest.approx((2 + 4 + math.sqrt(32)) / 3)
        assert facts["risk_index"] == pytest.approx((30 * 2 + 5 * 2 + 30 * 4 + 5 * 4 + 30 * 8 + 5 * 4) / 3)
        assert "runs.grades_from_memory" in [remark.code for remark in outcome.remarks]
        load = outcome.tables["grades"].filter(pl.col("index") == "pollution_load")
        assert set(load["mark_en"]) == {"recalled, not checked"}

    def test_backgrounds_typed_and_toxic_factors_stand_with_source_and_mark(self):
        frame = pl.concat([self.TWO, rows(*[result(f"S{n}", "selenium", 0.3) for n in range(3)])])
        outcome, _ = answer("indices", frame, reference="background", values="镉 = 0.1\n铅 = 25\n硒 = 0.2")
        told = outcome.tables["references"].select("substance", "background", "response", "mark_zh").rows()
        assert told == [
            ("cadmium", 0.1, 30.0, "已见于公开材料"),
            ("lead", 25.0, 5.0, "已见于公开材料"),
            ("selenium", 0.2, None, None),
        ]
        assert "references" not in answer("indices", self.TWO)[0].tables

    def test_a_sample_without_one_of_the_substances_is_left_out_and_counted(self):
        outcome, facts = answer("indices", pl.concat([self.TWO, rows(result("S9"))]))
        assert facts["samples"] == 3
        assert [(one.code, one.values["count"]) for one in outcome.remarks] == [("runs.incomplete_samples", 1)]

    def test_without_ph_there_is_no_limit_and_so_no_index(self):
        with pytest.raises(Refused) as refused:
            answer("indices", self.TWO.with_columns(ph=pl.lit(None, pl.Float64)))
        assert codes(refused) == ["runs.no_complete_sample"]

    def test_a_missing_background_is_named(self):
        with pytest.raises(Refused) as refused:
            answer("indices", self.TWO, reference="background", values="cadmium = 0.1")
        assert refused.value.problems[0].values == {"substances_zh": "铅", "substances_en": "Lead"}

    @pytest.mark.parametrize("line", ["镉 0.1", "镉 = x", "石头 = 1", "镉 = 0", "镉 = -1", "镉 = inf", "镉 = nan"])
    def test_a_line_that_is_no_background_is_refused(self, line):
        with pytest.raises(Refused) as refused:
            answer("indices", self.TWO, reference="background", values=f"lead = 25\n{line}")
        assert refused.value.problems[0].values["line"] == 2


class TestEveryKind:
    @pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
    def test_the_same_work_gives_the_same_bytes_and_comes_back_whole(self, kind):
        frame = fitting(kind.key)
        given = work(kind.key, rows() if frame is None else frame, **ENOUGH.get(kind.key, {}))
        once, again = kind.compute(given), kind.compute(given)
        assert packed(once) == packed(again)
        kept = unpacked(packed(once))
        assert set(kept.tables) == set(once.tables)
        assert [remark.what("en") for remark in kept.remarks] == [remark.what("en") for remark in once.remarks]
        assert {name for chart in kept.charts for name in chart["tables"]} <= set(kept.tables)

    def test_keys_are_distinct(self):
        assert len(BY_KEY) == len(KINDS)
