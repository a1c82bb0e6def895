"""Cells of sloppy tables: what they mean exactly, and what they may not be."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jingtu.assessment.indicators import cells
from jingtu.assessment.indicators.forms import choices, forms, quantities


def column(table, name):
    return next(one for one in forms()[table].columns if one.name == name)


AREA = column("farmland_units", "area")
MASS = column("metal_emissions", "emission")
PIECES = column("packages", "produced")
YES_NO = column("farmland_units", "crop_compliant")
MEASURES = column("farmland_units", "measures")
YEAR = column("farmland_units", "year")
PLACE = column("farmland_units", "place")
DAY = column("hazards", "found_on")


def fault(text, of, unit=""):
    with pytest.raises(cells.Fault) as found:
        cells.read(text, of, unit)
    return str(found.value)


class TestAreas:
    """Held in billionths of a mu: a square metre is 0.0015 mu, a hectare 15 mu."""

    @pytest.mark.parametrize(
        ("text", "unit", "billionths"),
        [
            ("12.34", "mu", 12_340_000_000),
            ("１２．３４", "mu", 12_340_000_000),
            ("1,234.5", "mu", 1_234_500_000_000),
            ("1", "m2", 1_500_000),
            ("666.6666", "m2", 999_999_900),
            ("1", "ha", 15_000_000_000),
            ("0.5", "10000mu", 5_000_000_000_000),
            ("0", "mu", 0),
            ("1.2e2", "mu", 120_000_000_000),
        ],
    )
    def test_every_unit_is_exact(self, text, unit, billionths):
        assert cells.read(text, AREA, unit) == billionths

    @pytest.mark.parametrize("text", ["", "  ", "-", "——", "/", "　", None])
    def test_blank_is_missing_and_not_zero(self, text):
        assert cells.read(text, AREA, "mu") is None

    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("-1", "negative"),
            ("12亩", "not_a_number"),
            ("约12", "not_a_number"),
            ("1 2", "not_a_number"),
            ("0.0000000001", "too_fine"),
            ("99999999999", "too_large"),
            ("1e99", "too_large"),
            ("nan", "not_a_number"),
            ("1,23", "not_a_number"),
        ],
    )
    def test_what_is_no_area_says_what_is_wrong(self, text, name):
        assert fault(text, AREA, "mu") == name


class TestMasses:
    def test_12_000_kg_are_12000_g(self):
        assert cells.read("12.000", MASS, "kg") == 12_000

    def test_a_part_of_a_gram_is_refused_and_not_rounded(self):
        assert fault("12.0005", MASS, "kg") == "too_fine"
        assert cells.read("12.0010", MASS, "kg") == 12_001

    def test_pieces_are_whole(self):
        assert fault("1.5", PIECES, "pieces") == "too_fine"


class TestChoices:
    @pytest.mark.parametrize(
        ("text", "answer"), [("是", True), ("否", False), ("√", True), ("不合格", False), ("Y", True)]
    )
    def test_yes_and_no(self, text, answer):
        assert cells.read(text, YES_NO) is answer

    @pytest.mark.parametrize("text", ["基本达标", "?", "2"])
    def test_anything_else_is_neither(self, text):
        assert fault(text, YES_NO) == "unknown_choice"

    @pytest.mark.parametrize(
        ("text", "kinds"),
        [
            ("品种调整、石灰调节", "safe_use"),
            ("LIME; STRUCT", "safe_use;strict_control"),
            ("植物提取", "remediation"),
            ("休耕 / 轮作休耕", "strict_control"),
            ("无", "none"),
        ],
    )
    def test_measures_by_code_or_name_are_held_by_kind(self, text, kinds):
        assert cells.read(text, MEASURES) == kinds

    def test_none_beside_a_measure_contradicts_it(self):
        assert fault("无、石灰调节", MEASURES) == "measures_contradict"
        assert fault("、", MEASURES) == "unknown_choice"


class TestOthers:
    def test_years_days_and_places(self):
        assert cells.read("2026年", YEAR) == 2026
        assert cells.read("2026-11-22 00:00:00", DAY) == date(2026, 11, 22)
        assert cells.read("１４０４０４", PLACE) == "140404"

    def test_what_they_may_not_be(self):
        assert fault("26", YEAR) == "no_year"
        assert fault("6/3/2026", DAY) == "day_ambiguous"
        assert fault("2026-02-30", DAY) == "no_day"
        assert fault("上党区", PLACE) == "no_place_code"
        assert fault("14040", PLACE) == "no_place_code"

    def test_a_text_of_any_length_is_no_key(self):
        assert fault("长" * 201, column("dumps", "dump_id")) == "text_too_long"


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40), st.sampled_from([column for form in forms().values() for column in form.columns]))
def test_any_text_is_a_value_blank_or_a_named_fault(text, of):
    unit = next(iter(quantities().get(of.kind, ())), "")
    try:
        value = cells.read(text, of, unit)
    except cells.Fault:
        return
    assert value is None or isinstance(value, (int, bool, str, date))


def test_no_two_choices_of_a_kind_share_a_name():
    kinds = {column.kind for form in forms().values() for column in form.columns}
    for kind in kinds:
        names = [name for one in choices(kind) for name in {one.key, one.zh, one.en, *one.aliases}]
        assert len(names) == len(set(names)), kind
