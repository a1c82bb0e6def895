"""What laboratories write into a result cell, and what it means."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingtu.intake.values import Parsed, parse


class TestNumbers:
    @pytest.mark.parametrize(
        ("text", "value", "note"),
        [
            ("0.35", 0.35, ""),
            (" 0.35\u00a0", 0.35, ""),
            ("０．３５", 0.35, "full_width"),
            ("1,234.5", 1234.5, "thousands"),
            ("0,35", 0.35, "decimal_comma"),
            ("1.2E-3", 0.0012, ""),
            ("1.2×10-3", 0.0012, "power"),
            ("1.2x10^-3", 0.0012, "power"),
            ("1.2×10⁻³", 0.0012, "power"),
            ("1.2*10^3", 1200, "power"),
            ("0.3±0.02", 0.3, "uncertainty_dropped"),
            ("0.35*", 0.35, "mark_dropped"),
            ("0.35①", 0.35, "mark_dropped"),
            ("0.35²", 0.35, "mark_dropped"),
            ("0.35⑴", 0.35, "mark_dropped"),
            (".5", 0.5, ""),
        ],
    )
    def test_a_number_however_it_is_written(self, text, value, note):
        assert parse(text) == Parsed("value", value, note=note)

    def test_a_unit_in_the_cell_stays_with_the_number(self):
        assert parse("0.35mg/kg") == Parsed("value", 0.35, unit_text="mg/kg", note="unit_in_value")
        assert parse("12 μg/kg").unit_text == "μg/kg"

    def test_more_than_a_number_keeps_its_sign(self):
        assert parse("＞100") == Parsed("value", 100, ">")

    def test_below_zero_is_no_content(self):
        assert parse("-0.3").state == "negative"
        assert parse("－9999").state == "negative"


class TestNonDetects:
    @pytest.mark.parametrize(
        "text",
        [
            "<0.01",
            "＜0.01",
            "〈0.01",
            "≤0.01",
            "< 0.01",
            "0.01L",
            "0.01 L",
            "0.01Ｌ",
            "ND<0.01",
            "ND(0.01)",
            "未检出（<0.01）",
            "未检出(0.01)",
            "小于0.01",
            "低于 0.01",
            "0.01U",
            "0.01ND",
            "&lt;0.01",
            "<1.0E-2",
        ],
    )
    def test_the_limit_is_kept_and_is_no_value(self, text):
        found = parse(text)
        assert (found.state, found.value, found.operator, found.limit) == ("non_detect", None, "<", 0.01)

    @pytest.mark.parametrize("text", ["ND", "N.D.", "nd", "ＮＤ", "未检出", "低于检出限", "<LOD", "BDL", "(ND)"])
    def test_without_a_limit_there_is_none(self, text):
        assert parse(text) == Parsed("non_detect", operator="<")

    def test_a_trace_is_a_non_detect_that_is_pointed_out(self):
        assert parse("痕量") == Parsed("non_detect", operator="<", note="trace")

    def test_a_litre_is_no_mark_of_a_non_detect(self):
        assert parse("0.01mg/L") == Parsed("value", 0.01, unit_text="mg/l", note="unit_in_value")


class TestWhatIsNoResult:
    @pytest.mark.parametrize("text", ["—", "－", "-", "/", "／", "--", "未检测", "N/A", "缺测", "N.S.", " ", "…"])
    def test_not_analysed_is_never_zero(self, text):
        assert parse(text) == Parsed("not_analysed")

    @pytest.mark.parametrize(
        "text", ["见附件", "0.1-0.3", "0.1~0.3", "约2", "1e999", "inf", "0..3", "合格", "TRUE", "12abc", "1 2 3"]
    )
    def test_what_is_not_understood_is_not_guessed(self, text):
        assert parse(text).state == "not_understood"

    def test_a_date_is_named_as_one(self):
        assert parse("2026-03-05 00:00:00").state == "is_date"

    @pytest.mark.parametrize("text", ["#REF!", "#N/A", "#DIV/0!", "#VALUE!"])
    def test_a_formula_error_is_named_as_one(self, text):
        assert parse(text).state == "formula_error"


@given(st.text(max_size=40))
def test_no_text_crashes_it_and_every_number_is_finite(text):
    found = parse(text)
    assert all(number is None or math.isfinite(number) for number in (found.value, found.limit))
    assert (found.state == "value") <= (found.value is not None and found.value >= 0)
    assert (found.state == "non_detect") <= (found.value is None and found.operator == "<")


@given(st.from_regex(r"[<>＜]?[0-9０-９.,，]{1,6}[ ×xE]{0,2}[-0-9]{0,3} ?(mg/kg|L|\*|±0.1|%)?", fullmatch=True))
def test_nothing_that_looks_like_a_result_crashes_it(text):
    assert parse(text).state


@given(st.floats(0, 1e12, allow_nan=False), st.sampled_from(["{}", " {} ", "{}*", "{}mg/kg", "<{}", "{}L", ">{}"]))
def test_the_number_survives_what_stands_around_it(number, pattern):
    found = parse(pattern.format(number))
    assert number in (found.value, found.limit)
