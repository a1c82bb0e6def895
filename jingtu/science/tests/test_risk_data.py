"""Parameters and substances of the risk model: tables whole, sources and marks given, bad input refused by name."""

import math

import numpy as np
import pytest

from jingtu.problems import catalogue
from jingtu.science.risk_errors import BadParameter, BadSubstance, NotCovered
from jingtu.science.risk_options import CHOICES, Edition, LandClass, Options, SubstanceData, table, wordings
from jingtu.science.risk_parameters import defaults, parameters, value_of, with_values
from jingtu.science.risk_substances import PROPERTIES, Group, covered, substances, with_properties
from jingtu.substances import SUBSTANCES

FIRST, SECOND = defaults(LandClass.FIRST), defaults(LandClass.SECOND)


class TestParameters:
    def test_all_of_them_are_there(self):
        assert len(parameters()) == 69

    @pytest.mark.parametrize("edition", Edition)
    def test_each_has_source_mark_names_unit_and_a_value_within_its_bounds(self, edition):
        for one in parameters(edition).values():
            assert one.source in wordings("sources"), one.symbol
            assert one.mark in wordings("marks"), one.symbol
            assert one.zh, one.symbol
            assert one.en, one.symbol
            assert one.unit, one.symbol
            assert all(one.within(value) for value in one.defaults.values()), one.symbol

    def test_what_the_sources_doubt_is_marked(self):
        assert parameters()["Ls"].mark == "doubtful"
        assert parameters()["BWa"].mark == "reproduces"
        assert parameters()["Ugw"].mark == "public_program"

    def test_children_have_no_value_on_second_class_land(self):
        without = {symbol for symbol, one in parameters().items() if LandClass.SECOND not in one.defaults}
        assert without == {symbol for symbol, one in parameters().items() if one.field.startswith("child.")}
        assert value_of(SECOND, "BWc") is None

    @pytest.mark.parametrize(
        ("symbol", "first", "second"),
        [
            ("BWa", 61.8, 61.8),
            ("EFa", 350, 250),
            ("LB", 220, 300),
            ("ER", 12, 20),
            ("tau", 30, 25),
            ("ATnc", 2190, 9125),
        ],
    )
    def test_defaults(self, symbol, first, second):
        assert (value_of(FIRST, symbol), value_of(SECOND, symbol)) == (first, second)

    def test_the_edition_of_2014(self):
        old = defaults(LandClass.FIRST, Edition.OF_2014)
        symbols = ("BWa", "BWc", "Ha", "Hc", "ATca", "PM10", "SAF_VOC", "eta", "Lcrack", "Zcrack")
        assert [value_of(old, one) for one in symbols] == [56.8, 15.9, 156.3, 99.4, 26280, 0.15, 0.2, 0.01, 15, 15]
        assert parameters(Edition.OF_2014)["BWa"].mark == "memory"
        assert value_of(old, "DAIRa") == 14.5

    def test_values_are_replaced_by_symbol(self):
        changed = with_values(FIRST, {"BWc": 20, "I": 25, "d": None})
        assert (changed.child.bw, changed.infiltration, changed.d) == (20, 25, None)
        assert changed.adult == FIRST.adult

    @pytest.mark.parametrize(("symbol", "value"), [
        ("BWa", 0), ("BWa", -1), ("Pws", 1.01), ("EFa", 366), ("eta", 0), ("dP", -1), ("ER", math.nan),
        ("ER", math.inf), ("BWa", None), ("BWa", np.array([60.0, -1.0])), ("d", 0),
    ])  # fmt: skip
    def test_out_of_bounds_is_refused_by_name(self, symbol, value):
        with pytest.raises(BadParameter, match=rf"{symbol}.*out of bounds"):
            with_values(FIRST, {symbol: value})

    @pytest.mark.parametrize(("symbol", "value"), [("Pws", 1), ("EFa", 365), ("dP", 0), ("eta", 1)])
    def test_the_bounds_themselves_are_within(self, symbol, value):
        assert value_of(with_values(FIRST, {symbol: value}), symbol) == value

    def test_an_unknown_symbol_is_refused_with_the_known_ones(self):
        with pytest.raises(BadParameter, match=r"no parameter “bwa”.*BWa"):
            with_values(FIRST, {"bwa": 60})

    def test_children_on_second_class_land_are_refused(self):
        with pytest.raises(BadParameter, match="does not apply to land of class 2"):
            with_values(SECOND, {"BWc": 19})


class TestSubstances:
    def test_the_85_of_gb_36600(self):
        assert len(substances()) == 85
        assert set(substances()) <= set(SUBSTANCES)

    @pytest.mark.parametrize("data", SubstanceData)
    def test_each_has_source_and_mark(self, data):
        for one in substances(data).values():
            assert one.source in wordings("sources"), one.key
            assert one.mark in wordings("marks") or not one.covered, one.key
            assert set(one.changed.values()) <= set(wordings("sources"))

    def test_lead_is_not_covered_and_says_so(self):
        with pytest.raises(NotCovered, match=r"Lead is not covered by this model.*blood-lead"):
            covered("lead")
        assert [one.key for one in substances().values() if not one.covered] == ["lead"]

    def test_others_have_no_data(self):
        with pytest.raises(NotCovered, match="no data for “zinc”"):
            covered("zinc")

    def test_groups_of_gb_36600(self):
        groups = [one.group for one in substances().values()]
        assert groups.count(Group.METAL_INORG) == 13
        assert len(groups) - groups.count(Group.METAL_INORG) == 72

    def test_data_fitted_to_gb_36600_are_apart_and_named_so(self):
        base, fitted = covered("chromium_vi"), covered("chromium_vi", SubstanceData.GB36600_FIT)
        assert (base.sfo, fitted.sfo) == (0.5, None)
        assert fitted.changed == {"SFo": "fit"}
        changed = [one.key for one in substances(SubstanceData.GB36600_FIT).values() if one.changed]
        assert len(changed) == 15
        assert not [one for one in substances().values() if one.changed]

    @pytest.mark.parametrize(("symbol", "value"), [
        ("SFo", 0), ("SFo", -1), ("ABSd", 1.1), ("RfDo", math.nan), ("H_prime", 0), ("S", math.inf),
    ])  # fmt: skip
    def test_what_cannot_be_is_refused(self, symbol, value):
        with pytest.raises(BadSubstance, match=f"{symbol} = .* of benzene cannot be"):
            with_properties(covered("benzene"), {symbol: value}, source="test")

    def test_an_unknown_property_is_refused_with_the_known_ones(self):
        with pytest.raises(BadSubstance, match=r"no property “SFO”.*SFo"):
            with_properties(covered("benzene"), {"SFO": 1}, source="test")

    def test_properties_have_names_and_units(self):
        assert all(one.zh and one.en and one.unit for one in PROPERTIES.values())


class TestOptions:
    def test_every_choice_is_explained_and_one_is_the_default(self):
        rows = list(table("options"))
        assert {(row["option"], row["value"]) for row in rows} == {
            (name, choice.value) for name, kind in CHOICES.items() for choice in kind
        }
        stated = {row["option"]: row["value"] for row in rows if row["default"] == "yes"}
        assert stated == {name: getattr(Options(), name).value for name in CHOICES}
        assert all(row["zh"] and row["en"] and row["mark"] in wordings("marks") for row in rows)


def test_every_message_says_what_why_and_what_now_in_both_languages():
    for name, languages in catalogue("risk").items():
        for language in ("zh", "en"):
            assert set(languages[language]) == {"what", "why", "remedy"}, name
            assert all(languages[language].values()), name
