"""Limit values: chosen by day and substance, exactly as printed, each with its place and its mark."""

from datetime import date
from decimal import Decimal

import pytest

from jingtu.standards.limits import Kind, NoLimit, load
from jingtu.substances import UnknownSubstance

TODAY = date(2026, 11, 22)


def farmland(substance, kind=Kind.SCREENING, land_use="other", *, ph):
    """The number of GB 15618 for a pH, looked up as an officer would in the print."""
    limits = load().of(substance, on=TODAY, standard="gb15618_2018")
    fitting = [one for one in limits if one.kind == kind and one.conditions.land_use == land_use]
    [found] = [one for one in fitting if one.conditions.holds_ph(Decimal(ph))]
    return found.value


class TestGB15618:
    def test_cadmium_on_paddy_by_ph(self):
        assert [farmland("cadmium", land_use="paddy", ph=ph) for ph in ("5.0", "6.0", "7.0", "8.0")] == [
            Decimal("0.3"),
            Decimal("0.4"),
            Decimal("0.6"),
            Decimal("0.8"),
        ]

    def test_ph_6_5_belongs_to_the_band_that_ends_there(self):
        assert farmland("lead", land_use="paddy", ph="6.5") == 100
        assert farmland("lead", land_use="paddy", ph="6.51") == 140

    def test_intervention_values_do_not_depend_on_land_use(self):
        assert farmland("arsenic", Kind.INTERVENTION, "any", ph="7.6") == 100

    def test_zinc_has_no_intervention_value(self):
        assert Kind.INTERVENTION not in {one.kind for one in load().of("zinc", on=TODAY, standard="gb15618_2018")}

    def test_a_sum_names_its_parts(self):
        [hch] = load().of("hch_total", on=TODAY, standard="gb15618_2018")
        assert hch.sum_of == ("alpha_hch", "beta_hch", "gamma_hch", "delta_hch")
        assert str(hch.value) == "0.10"


class TestGB36600:
    def values(self, substance):
        limits = load().of(substance, on=TODAY, standard="gb36600_2018")
        return {(one.kind.value, one.conditions.land_class): str(one.value) for one in limits}

    def test_cadmium(self):
        assert self.values("cadmium") == {
            ("screening", 1): "20",
            ("screening", 2): "65",
            ("intervention", 1): "47",
            ("intervention", 2): "172",
        }

    def test_chromium_is_hexavalent_only(self):
        assert self.values("chromium_vi")["screening", 1] == "3.0"
        with pytest.raises(NoLimit):
            load().of("chromium", on=TODAY, standard="gb36600_2018")

    def test_the_background_clause_stands_at_arsenic_cobalt_and_vanadium_of_class_1(self):
        marked = {(one.substance, one.conditions.land_class) for one in load().all if one.background_clause}
        assert marked == {("arsenic", 1), ("arsenic", 2), ("cobalt", 1), ("cobalt", 2), ("vanadium", 1)}
        assert {one.kind for one in load().all if one.background_clause} == {Kind.SCREENING}


class TestTheDay:
    def test_the_soil_standards_apply_from_1_august_2018(self):
        assert load().of("cadmium", on=date(2018, 8, 1))
        with pytest.raises(NoLimit, match=r"Cadmium .镉. on 2018-07-31.*gb15618_2018 \(2018-08-01"):
            load().of("cadmium", on=date(2018, 7, 31), standard="gb15618_2018")

    def test_the_standards_of_a_day(self):
        before, after = ({one.edition for one in load().standards(day)} for day in (date(2026, 9, 1), date(2026, 9, 2)))
        assert before - after == {"GB 2762-2022"}
        assert after - before == {"GB 2762-2025"}
        before, after = (
            {one.edition for one in load().standards(day)} for day in (date(2023, 6, 29), date(2023, 6, 30))
        )
        assert (before - after, after - before) == ({"GB 2762-2017"}, {"GB 2762-2022"})
        before, after = (
            {one.edition for one in load().standards(day)} for day in (date(2017, 9, 16), date(2017, 9, 17))
        )
        assert (before - after, after - before) == (set(), {"GB 2762-2017"})
        assert {one.number for one in load().standards(date(2018, 5, 1)) if one.number.startswith("GB")} == {
            "GB 2762",
            "GB/T 14848",
        }

    def test_an_unknown_substance_is_no_missing_limit(self):
        with pytest.raises(UnknownSubstance):
            load().of("cadmum", on=TODAY)


class TestMarks:
    def test_what_rests_on_memory_a_single_paper_or_a_dispute_never_decides(self):
        undecided = {one.verification.value for one in load().all if not one.decides}
        assert undecided == {"memory_only", "single_source", "disputed"}
        assert not any(one.decides for one in load().all if one.standard == "soil_background_unverified")

    def test_what_was_read_in_the_previous_edition_decides_with_a_reservation(self):
        reserved = [one for one in load().all if one.reservation]
        assert {one.standard for one in reserved} == {"gb2762_2017", "gb5084_2021"}
        assert all(one.decides for one in reserved)
        assert {one.substance for one in load().in_force(TODAY, "gb5084_2021") if not one.decides} == {
            *("nickel", "toluene", "xylenes", "cumene", "aniline", "chlorobenzene", "nitrobenzene"),
            *("1_2_dichlorobenzene", "1_4_dichlorobenzene", "water_temperature", "fluoride"),
        }


class TestTheTable:
    def test_it_has_a_row_per_limit_and_the_exact_decimal_beside_the_float(self):
        frame = load().frame("gb15618_2018", TODAY)
        assert frame.height == 79
        assert frame["value_text"].cast(float).to_list() == frame["value"].to_list()
        assert "0.10" in frame["value_text"].to_list()

    def test_an_unknown_standard_is_no_empty_table(self):
        with pytest.raises(NoLimit, match="gb15618"):
            load().frame("gb15618_1995", TODAY)
