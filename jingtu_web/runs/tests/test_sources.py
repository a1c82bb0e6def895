"""Source apportionment as a run: known sources come back, and what cannot be apportioned is refused in words."""

from dataclasses import replace

import polars as pl
import pytest

from jingtu.problems import Refused
from jingtu.science.pmf import apportion
from jingtu_web.registers.samples.tests.frames import result
from jingtu_web.runs.kinds import BY_KEY
from jingtu_web.runs.tests.made import QUICK, SPECIES, answer, codes, mixed, rows, work


def solved(frame: pl.DataFrame | None = None, **given):
    return answer("sources", mixed() if frame is None else frame, **{**QUICK, **given})


def refused(frame: pl.DataFrame, **given) -> list[str]:
    with pytest.raises(Refused) as found:
        solved(frame, **given)
    return codes(found)


class TestAnswer:
    def test_known_sources_come_back(self):
        outcome, facts = solved()
        shares = outcome.tables["shares"]
        assert shares["substance"].to_list() == list(SPECIES)
        chromium, cadmium = shares.filter(substance="chromium"), shares.filter(substance="cadmium")
        rock = "factor_1" if chromium["factor_1"][0] > 0.5 else "factor_2"
        assert chromium[rock][0] > 0.9
        assert cadmium[rock][0] < 0.2
        assert (facts["samples"], facts["substances"], facts["factors"]) == (40, 6, 2)
        assert facts["least_found_again"] == 1.0

    def test_shares_of_every_substance_add_up_to_one(self):
        outcome, _ = solved()
        shares = outcome.tables["shares"].select(pl.sum_horizontal("factor_1", "factor_2")).to_series()
        assert shares.to_list() == pytest.approx([1.0] * 6)

    def test_it_is_what_the_science_says_of_values_and_their_uncertainties(self):
        """√((10 % · x)² + (limit / 2)²), all values above the limit."""
        outcome, facts = solved()
        long = mixed().with_columns(sigma=((0.1 * pl.col("value")) ** 2 + 0.005**2).sqrt())
        wide = long.pivot("substance", index="sample", values=["value", "sigma"])
        numbers, sigma = (wide.select(f"{name}_{key}" for key in SPECIES).to_numpy() for name in ("value", "sigma"))
        known = apportion(numbers, sigma, 2, seed=7)
        assert facts["q_robust"] == pytest.approx(known.q_robust, rel=1e-3)
        assert facts["q_expected"] == 40 * 6 - 2 * (40 + 6)
        assert len(outcome.tables["starts"]) == 5

    def test_contributions_have_the_mean_one_and_groups_their_own(self):
        outcome, _ = solved()
        each, groups = outcome.tables["contributions"], outcome.tables["contributions_by_group"]
        assert each["factor_1"].mean() == pytest.approx(1)
        assert groups["group"].to_list() == ["城关镇", "青石镇"]
        assert groups["factor_1"][0] == pytest.approx(each.filter(place="城关镇")["factor_1"].mean())

    def test_profiles_lie_within_their_resamples_or_near(self):
        outcome, _ = solved(resamples=50)
        profiles = outcome.tables["profiles"].filter(pl.col("concentration") > 1)
        assert (
            (profiles["low"] * 0.9 <= profiles["concentration"]) & (profiles["concentration"] <= profiles["high"] * 1.1)
        ).all()

    def test_no_factor_is_called_a_source(self):
        outcome, _ = solved()
        assert "runs.factors_unnamed" in [remark.code for remark in outcome.remarks]

    def test_a_factor_that_resamples_lose_is_doubted_by_its_number(self):
        """Four are too many for two sources."""
        outcome, facts = solved(factors=4, starts=20, resamples=100)
        [told] = [remark for remark in outcome.remarks if remark.code == "runs.factors_doubtful"]
        lost = outcome.tables["mapping"].filter(pl.col("found_again") < 0.8)["factor"].to_list()
        assert told.values == {"factors": ", ".join(map(str, lost)), "share": "80%"}
        assert facts["least_found_again"] < 0.8

    def test_starts_that_end_apart_are_told(self):
        outcome, facts = solved(factors=4)
        assert facts["starts_alike"] < 3
        assert "runs.starts_apart" in [remark.code for remark in outcome.remarks]

    def test_other_units_scale_their_species_alone(self):
        grams = pl.when(substance="zinc").then(pl.lit("g/kg")).otherwise(pl.lit("mg/kg"))
        per = pl.when(substance="zinc").then(1000).otherwise(1)
        frame = mixed().with_columns(pl.col("value", "detection_limit") / per, unit=grams)
        (other, facts), (usual, known) = solved(frame), solved()
        assert facts["q_robust"] == pytest.approx(known["q_robust"], rel=1e-4)
        zinc, before = (one.tables["profiles"].filter(substance="zinc") for one in (other, usual))
        assert set(zinc["unit"]) == {"g/kg"}
        assert zinc["concentration"].sum() == pytest.approx(before["concentration"].sum() / 1000, rel=1e-3)


class TestProgress:
    def test_every_start_and_resample_is_told_so_that_a_long_run_can_be_cancelled(self):
        told = []
        given = work("sources", mixed(), **QUICK)
        BY_KEY["sources"].compute(replace(given, tell=told.append))
        assert told == sorted(told)
        assert len(told) == 1 + QUICK["starts"] + QUICK["resamples"]


class TestInput:
    def test_detection_limits_that_nobody_knows_are_asked_for(self):
        frame = mixed(detection_limit=None)
        with pytest.raises(Refused) as found:
            solved(frame, limits="镉 = 0.01\n铬 = 4\n铜 = 1\n铅 = 2\n镍 = 1")
        assert found.value.problems[-1].values == {"substances_zh": "锌", "substances_en": "Zinc"}
        _, facts = solved(frame, limits="镉 = 0.01\n铬 = 4\n铜 = 1\n铅 = 2\n镍 = 1\n锌 = 1")
        assert facts["samples"] == 40

    def test_a_limit_typed_wrongly_is_refused_with_its_line(self):
        with pytest.raises(Refused) as found:
            solved(limits="镉 = 0.01\n石头 = 1")
        assert found.value.problems[0].values == {"line": 2, "text": "石头 = 1"}

    def test_a_substance_never_detected_is_left_out_and_named(self):
        never = [
            result(
                f"S{n:02}", "mercury", None, operator="<", detection_limit=0.01, place="青石镇" if n % 2 else "城关镇"
            )
            for n in range(40)
        ]
        outcome, facts = solved(pl.concat([mixed(), rows(*never)]))
        assert facts["substances"] == 6
        [bad] = [remark for remark in outcome.remarks if remark.code == "runs.species_bad"]
        assert bad.values["substances_en"] == "Mercury (total)" or "ercury" in bad.values["substances_en"]
        line = outcome.tables["species"].filter(substance="mercury")
        assert line.select("non_detected", "strength").rows() == [(1.0, "bad")]

    def test_a_sample_with_gaps_takes_part_and_a_bare_one_does_not(self):
        frame = mixed().filter(~((pl.col("sample") == "S00") & (pl.col("substance") == "zinc")))
        frame = frame.filter(~((pl.col("sample") == "S01") & (pl.col("substance") != "zinc")))
        outcome, facts = solved(frame)
        assert facts["samples"] == 39
        told = {remark.code: remark.values for remark in outcome.remarks}
        assert told["runs.samples_too_bare"] == {"count": 1}
        assert "runs.gaps_filled" in told

    def test_properties_of_the_sample_are_no_species(self):
        assert refused(pl.concat([mixed(), rows(result("S00", "ph", 6.5, unit="none"))])) == ["runs.no_species"]

    def test_several_kinds_of_sample_are_refused(self):
        assert refused(pl.concat([mixed(), rows(result("S99", medium="crop"))])) == ["runs.several_media"]

    def test_too_few_samples_or_substances_are_refused(self):
        assert refused(mixed(3))[-1] == "runs.factors_too_many"
        assert refused(mixed().filter(substance="zinc"))[-1] == "runs.factors_too_many"

    def test_two_results_of_one_sample_count_with_their_mean(self):
        twice = pl.concat([mixed(), mixed()])
        assert solved(twice)[1]["q_true"] == pytest.approx(solved()[1]["q_true"])
