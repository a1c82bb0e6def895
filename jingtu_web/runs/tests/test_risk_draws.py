"""Risk by drawing: what comes out of distributions typed in, and what is said of those that are none."""

import numpy as np
import polars as pl
import pytest

from jingtu.problems import Refused
from jingtu.science.risk_errors import BadConcentration, BadDistribution, NotCovered
from jingtu.science.risk_parameters import parameters
from jingtu_web.runs.container import packed
from jingtu_web.runs.kinds import BY_KEY
from jingtu_web.runs.kinds.risk_case import typed
from jingtu_web.runs.kinds.risk_draws import SHARES
from jingtu_web.runs.tests.made import DRAWS, RISK, answer, codes, work

GIVEN = RISK | DRAWS
ONE_TO_TWO = '{ kind = "uniform", least = "1 mg/kg", most = "2 mg/kg" }'


def drawn(**other):
    return answer("risk_draws", **{**GIVEN, **other})


def nothing_but(**given):
    return {"parameters": "", "concentrations": "", **given}


def refused(**other) -> list[str]:
    with pytest.raises(Refused) as found:
        drawn(**other)
    return codes(found)


class TestFigures:
    def test_a_concentration_drawn_evenly_gives_the_mean_of_its_bounds(self):
        """All risks are proportional to the concentration: 30 mg/kg give the point value, 15 to 45 the same mean."""
        even = 'surface = { kind = "uniform", least = "15 mg/kg", most = "45 mg/kg" }'
        _, facts = drawn(**nothing_but(concentrations=even, draws=100_000))
        for effect in ("cancer", "hazard"):
            point = facts[f"{effect}_point"]
            assert facts[f"{effect}_mean"] == pytest.approx(point, rel=0.005)
            assert facts[f"{effect}_sd"] == pytest.approx(point / np.sqrt(12), rel=0.01)
            assert facts[f"{effect}_p50"] == pytest.approx(point, rel=0.01)
            assert facts[f"{effect}_p95"] == pytest.approx(point * (0.5 + 0.95), rel=0.005)

    def test_the_point_value_is_that_of_the_single_values(self):
        _, facts = drawn()
        _, single = answer("risk", **RISK)
        assert facts["hazard_point"] == pytest.approx(single["hazard_soil"])
        assert facts["cancer_point"] == pytest.approx(single["cancer_soil"])

    def test_the_share_above_is_that_of_the_curve_at_the_target(self):
        outcome, facts = drawn(draws=20_000)
        chart = next(chart for chart in outcome.charts if chart["type"] == "drawn_hazard")
        assert chart["target"] == 1.0
        shares, totals = np.array(chart["curve"]).T
        assert 1 - np.interp(1.0, totals, shares) == pytest.approx(facts["hazard_above"], abs=0.02)

    def test_curves_rise_and_stand_in_their_tables(self):
        outcome, _ = drawn()
        for chart in outcome.charts:
            [name] = chart["tables"]
            assert outcome.tables[name].rows() == chart["curve"]
            assert outcome.tables[name]["total"].is_sorted()
            assert outcome.tables[name]["below"].to_list() == list(SHARES)

    def test_both_targets_of_the_standard_are_drawn(self):
        outcome, _ = drawn()
        assert [(chart["type"], chart["target"]) for chart in outcome.charts] == [
            ("drawn_cancer", 1e-6),
            ("drawn_hazard", 1.0),
        ]

    def test_an_effect_that_cannot_be_assessed_has_no_figure_and_is_said(self):
        """Mercury has no slope factor."""
        outcome, facts = drawn(substance="mercury", surface=10.0)
        assert facts["cancer_mean"] is None
        assert facts["hazard_mean"] > 0
        assert "runs.cancer_not_assessed" in [remark.code for remark in outcome.remarks]
        assert "drawn_cancer" not in outcome.tables


class TestSeed:
    def test_the_same_seed_gives_the_same_bytes_and_another_one_others(self):
        def content(seed: int) -> bytes:
            return packed(BY_KEY["risk_draws"].compute(work("risk_draws", pl.DataFrame(), seed=seed, **GIVEN)))

        assert content(1) == content(1)
        assert content(1) != content(2)

    def test_it_can_be_stopped_between_its_steps(self):
        told = []
        given = work("risk_draws", pl.DataFrame(), **GIVEN)
        BY_KEY["risk_draws"].compute(type(given)(given.rows, given.settings, given.seed, given.on, told.append))
        assert told == sorted(told)
        assert len(told) >= 2


class TestDistributions:
    def test_every_one_is_listed_with_its_numbers_source_and_mark(self):
        outcome, _ = drawn()
        listed = outcome.tables["distributions"].select(
            "symbol", "distribution", "numbers", "unit", "source", "mark_en"
        )
        assert listed.rows() == [
            ("OSIRc", "lognormal", "median = 100; gsd = 2", "mg/d", "本地调查", "given by the case"),
            ("surface", "triangular", "least = 5; mode = 20; most = 60", "mg/kg", None, "given by the case"),
        ]

    def test_other_units_are_converted(self):
        grams = 'surface = { kind = "uniform", least = "0.001 g/kg", most = "0.002 g/kg" }'
        outcome, _ = drawn(**nothing_but(concentrations=grams))
        assert outcome.tables["distributions"]["numbers"].to_list() == ["least = 1; most = 2"]

    def test_full_width_signs_and_curly_quotes_are_read(self):
        sloppy = "\n  OSIRc ＝ ｛ kind ＝ “uniform”, least = “５０ mg/d”, most = “100 mg/d” ｝  \n# local\n"
        assert typed(sloppy) == {"OSIRc": {"kind": "uniform", "least": "50 mg/d", "most": "100 mg/d"}}

    def test_one_draw_serves_both_layers_of_soil(self):
        outcome, _ = drawn(**nothing_but(concentrations=f"soil = {ONE_TO_TWO}", subsurface=30.0))
        assert outcome.tables["distributions"]["symbol"].to_list() == ["soil"]

    def test_every_parameter_can_be_changed_in_its_own_unit(self):
        """The form takes bare numbers; a case wants units."""
        for symbol, row in parameters().items():
            default = row.defaults[min(row.defaults)] if row.defaults else None
            if default is None or symbol in ("ACR", "AHQ"):
                continue
            outcome, _ = drawn(changes=f"{symbol} = {default!r}", draws=100)
            used = outcome.tables["parameters"].filter(symbol=symbol)
            assert used["value"][0] == pytest.approx(default), symbol


class TestBadInput:
    @pytest.mark.parametrize(
        ("line", "code"),
        [
            ("OSIRc = 5", "runs.distribution_unreadable"),
            ("儿童体重大约十九公斤", "runs.distribution_unreadable"),
            ('OSIRc = { kind = "uniform", least = 50 mg/d }', "runs.distribution_unreadable"),
            ("a = " + "[" * 3000, "runs.distribution_unreadable"),
            ('OSIRx = { kind = "uniform", least = "1 mg/d", most = "2 mg/d" }', "risk.key_unknown"),
            ('OSIRc = { kind = "uniform", least = 1, most = 2 }', "risk.unit_missing"),
            ('OSIRc = { kind = "uniform", least = "1 kg", most = "2 kg" }', "risk.unit_wrong"),
            ('OSIRc = { kind = "uniform", least = "nan mg/d", most = "2 mg/d" }', "risk.number_unreadable"),
            ('OSIRc = { kind = "uniform", least = "3 mg/d", most = "2 mg/d" }', "risk.distribution_bad"),
            ('OSIRc = { kind = "uniform", least = "3 mg/d" }', "risk.distribution_incomplete"),
            ('OSIRc = { kind = "gauss", mean = "3 mg/d", sd = "1 mg/d" }', "risk.distribution_unknown"),
            ('BWc = { kind = "normal", mean = "19 kg", sd = "900 kg" }', "risk.parameter_bounds"),
        ],
    )
    def test_a_distribution_typed_wrongly_is_refused_in_words(self, line, code):
        assert refused(parameters=line) == [code]

    def test_the_line_is_named(self):
        with pytest.raises(Refused) as found:
            drawn(parameters=f"{DRAWS['parameters']}\n\nBWc 19")
        assert found.value.problems[0].values == {"line": 3, "text": "BWc 19"}

    def test_nothing_to_draw_is_refused(self):
        assert refused(**nothing_but()) == ["runs.nothing_drawn"]

    def test_no_concentration_is_refused(self):
        assert refused(surface=None) == ["runs.no_concentration"]

    def test_a_medium_drawn_but_not_measured_is_refused(self):
        assert refused(concentrations='groundwater = { kind = "uniform", least = "1 mg/L", most = "2 mg/L" }') == [
            "risk.draws_unmeasured"
        ]

    def test_the_same_parameter_twice_is_refused(self):
        assert refused(parameters=f"{DRAWS['parameters']}\n{DRAWS['parameters']}") == ["runs.distribution_twice"]

    def test_a_parameter_of_the_site_that_nobody_knows_is_refused(self):
        assert refused(changes="Lxx = 4") == ["risk.key_unknown"]

    def test_targets_cannot_be_drawn(self):
        with pytest.raises(BadDistribution):
            drawn(parameters='AHQ = { kind = "uniform", least = 0.1, most = 0.2 }')

    def test_concentrations_below_nothing_are_refused(self):
        with pytest.raises(BadConcentration):
            drawn(concentrations='surface = { kind = "normal", mean = "3 mg/kg", sd = "6 mg/kg" }')

    def test_lead_is_not_covered(self):
        with pytest.raises(NotCovered):
            drawn(substance="lead")
