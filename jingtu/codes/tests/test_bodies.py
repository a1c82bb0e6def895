"""Codes of bodies: credit code, the organisation code in it, permit number."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jingtu.codes import (
    credit_check_character,
    credit_code,
    organisation_check_character,
    organisation_code,
    permit_number,
)
from jingtu.problems import Severity, Where

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
FIRST_17 = st.text(ALPHABET, min_size=17, max_size=17)


def names(checked):
    return [problem.code.removeprefix("codes.") for problem in checked.problems]


class TestGB32100CheckCharacter:
    """'Weights 3^i mod 31; c = (31 − Σ wᵢ·vᵢ mod 31) mod 31.'"""

    @pytest.mark.parametrize("code", ["91350100M000100Y43", "91140404MA0DEM013C", "91140404123456788G"])
    def test_a_right_code_is_taken_without_remark(self, code):
        assert (credit_code(code).code, credit_code(code).problems) == (code, ())

    def test_a_wrong_one_is_refused_and_the_right_character_named(self):
        checked = credit_code("91110000100001234X")
        assert (checked.ok, names(checked)) == (False, ["credit_check"])
        assert "末位应为 U" in checked.problems[0].text()
        assert "should be U" in checked.problems[0].text("en")

    @settings(max_examples=50)
    @given(FIRST_17, st.integers(0, 16), st.sampled_from(ALPHABET))
    def test_one_changed_character_is_always_found(self, first, at, other):
        changed = first[:at] + other + first[at + 1 :]
        assert (credit_check_character(changed) == credit_check_character(first)) == (changed == first)

    @settings(max_examples=50)
    @given(FIRST_17, st.integers(0, 15))
    def test_two_neighbours_swapped_are_always_found(self, first, at):
        swapped = first[:at] + first[at + 1] + first[at] + first[at + 2 :]
        assert (credit_check_character(swapped) == credit_check_character(first)) == (swapped == first)


class TestGB11714InsideTheCreditCode:
    def test_a_wrong_organisation_code_inside_is_remarked_and_accepted(self):
        code = "91140404123456789" + credit_check_character("91140404123456789")
        checked = credit_code(code)
        assert (checked.code, names(checked)) == (code, ["organisation_inside"])
        assert checked.problems[0].severity is Severity.ATTENTION
        assert "末位应为 8" in checked.problems[0].text()

    @pytest.mark.parametrize(("first", "check"), [("12345678", "8"), ("MA0DEM01", "3"), ("M000100Y", "4")])
    def test_the_check_character_of_an_organisation_code(self, first, check):
        assert organisation_check_character(first) == check

    def test_ten_is_written_x_and_eleven_0(self):
        assert organisation_check_character("00000000") == "0"
        assert organisation_check_character("40000000") == "X"

    def test_an_organisation_code_may_have_its_hyphen(self):
        assert organisation_code("12345678-8").code == "123456788"

    def test_a_wrong_one_is_refused_and_the_right_character_named(self):
        checked = organisation_code("12345678-9")
        assert (checked.ok, names(checked)) == (False, ["organisation_check"])
        assert "末位应为 8" in checked.problems[0].text()

    @pytest.mark.parametrize("given_", ["1234567", "1234567890", "12345678A", "１２３４５６７·8"])
    def test_another_shape_is_refused(self, given_):
        assert names(organisation_code(given_)) == ["organisation_shape"]


class TestHowACreditCodeIsTyped:
    @pytest.mark.parametrize(
        "typed",
        [
            " 91140404ma0dem013c ",
            "91140404-MA0DEM01-3C",
            "９１１４０４０４ＭＡ０ＤＥＭ０１３Ｃ",
            "'91140404 MA0DEM013C",
            "91140404\u200bMA0DEM013C\ufeff",
        ],
    )
    def test_width_case_blanks_and_hyphens_do_not_matter(self, typed):
        assert credit_code(typed).code == "91140404MA0DEM013C"

    def test_letters_that_look_like_digits_are_named_with_the_code_meant(self):
        checked = credit_code("9114O4O4MAODEMOI3C")
        assert names(checked) == ["credit_look_alike"]
        assert "应为 91140404MA0DEM013C" in checked.problems[0].text()
        assert "不使用的字符：I O" in checked.problems[0].text()

    def test_other_strange_characters_are_named(self):
        checked = credit_code("91140404MA0DEM01#C")
        assert names(checked) == ["credit_alphabet"]
        assert "不使用的字符：#" in checked.problems[0].text()

    @pytest.mark.parametrize("typed", ["91140404MA0DEM013", "91140404MA0DEM013CC", "140404123456789"])
    def test_another_length_is_refused_with_the_length(self, typed):
        checked = credit_code(typed)
        assert names(checked) == ["credit_length"]
        assert f"有 {len(typed)} 位" in checked.problems[0].text()

    @pytest.mark.parametrize("typed", ["", "  ", "\u3000", "—"])
    def test_a_blank_stands_for_no_code(self, typed):
        assert names(credit_code(typed)) == ["blank"]

    @pytest.mark.parametrize("typed", [914101007000000000.0, "9.14101E+17", "914101007000000000"])
    def test_digits_a_spreadsheet_cut_off_are_not_guessed(self, typed):
        checked = credit_code(typed)
        assert (checked.ok, names(checked)) == (False, ["digits_lost"])
        assert "文本" in checked.problems[0].remedy()

    def test_the_problem_stands_where_the_code_stands(self):
        [problem] = credit_code("1", Where("a.xlsx", "企业", "C7")).problems
        assert problem.text().startswith("a.xlsx，工作表“企业”，单元格 C7：")


class TestPermitNumber:
    """'Permit number = USCC + three digits + letter.'"""

    def test_a_right_one_is_taken(self):
        assert permit_number("91140404ma0dem013c 001p").code == "91140404MA0DEM013C001P"

    @pytest.mark.parametrize("typed", ["91140404MA0DEM013C01P", "91140404MA0DEM013C0011", "91140404MA0DEM013C"])
    def test_another_shape_is_refused(self, typed):
        assert names(permit_number(typed)) == ["permit_shape"]

    def test_the_credit_code_in_it_is_checked_too(self):
        checked = permit_number("91110000100001234X001P")
        assert (checked.ok, names(checked)) == (False, ["credit_check"])
        assert "末位应为 U" in checked.problems[0].text()
