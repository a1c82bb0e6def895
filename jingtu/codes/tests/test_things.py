"""Industries and CAS numbers."""

from collections import Counter
from datetime import date

import pytest

from jingtu.codes import cas_number, industry, industry_code
from jingtu.codes.industries import INDUSTRIES
from jingtu.problems import Severity
from jingtu.standards.verification import Mark


def names(checked):
    return [problem.code.removeprefix("codes.") for problem in checked.problems]


class TestIndustries:
    """GB/T 4754-2017: 97 divisions, 473 groups, 1,381 classes."""

    def test_the_table_is_whole(self):
        assert Counter(map(len, INDUSTRIES)) == {2: 97, 3: 473, 4: 1381}
        assert all(code[:-1] in INDUSTRIES for code in INDUSTRIES if len(code) > 2)
        assert all(one.zh and Mark(one.verification) for one in INDUSTRIES.values())

    @pytest.mark.parametrize(
        ("code", "zh"),
        [
            ("09", "有色金属矿采选业"), ("1910", "皮革鞣制加工"), ("25", "石油、煤炭及其他燃料加工业"),
            ("26", "化学原料和化学制品制造业"), ("31", "黑色金属冶炼和压延加工业"), ("32", "有色金属冶炼和压延加工业"),
            ("3360", "金属表面处理及热处理加工"), ("3843", "铅蓄电池制造"), ("77", "生态保护和环境治理业"),
            ("7724", "危险废物治理"),
        ],
    )  # fmt: skip
    def test_the_industries_of_soil_law_have_their_names(self, code, zh):
        assert industry(code).zh == zh

    @pytest.mark.parametrize(("typed", "code"), [("C3360", "3360"), ("c26", "26"), (" ３２１ ", "321"), (26, "26")])
    def test_the_letter_of_the_section_is_left_out(self, typed, code):
        assert (industry_code(typed).code, names(industry_code(typed))) == (code, [])

    @pytest.mark.parametrize(("typed", "code"), [(9, "09"), ("912", "0912"), ("1", "01")])
    def test_a_zero_lost_at_the_front_is_put_back_and_said(self, typed, code):
        assert (industry_code(typed).code, names(industry_code(typed))) == (code, ["industry_zero"])

    def test_an_unknown_class_of_a_known_division_is_remarked(self):
        checked = industry_code("3999")
        assert (checked.code, names(checked)) == ("3999", ["industry_class"])
        assert checked.problems[0].severity is Severity.ATTENTION

    @pytest.mark.parametrize(
        ("typed", "found"),
        [
            ("98", "industry_unknown"),
            ("00", "industry_unknown"),
            ("9810", "industry_unknown"),
            ("化工", "industry_shape"),
            ("33600", "industry_shape"),
            ("U26", "industry_shape"),
            ("", "blank"),
        ],
    )
    def test_what_is_no_industry_is_refused(self, typed, found):
        assert (industry_code(typed).ok, names(industry_code(typed))) == (False, [found])


class TestCAS:
    @pytest.mark.parametrize(
        ("typed", "number"),
        [
            ("7440-43-9", "7440-43-9"),
            ("CAS: 50-00-0", "50-00-0"),
            ("７４４０－４３－９", "7440-43-9"),
            ("75—09—2", "75-09-2"),
            ("007440-43-9", "7440-43-9"),
        ],
    )
    def test_a_right_number_is_taken(self, typed, number):
        assert (cas_number(typed).code, names(cas_number(typed))) == (number, [])

    @pytest.mark.parametrize("typed", ["7440439", 7440439, 7440439.0, "7440-4-39"])
    def test_lost_or_misplaced_hyphens_are_put_back_and_said(self, typed):
        assert (cas_number(typed).code, names(cas_number(typed))) == ("7440-43-9", ["cas_hyphens"])

    def test_a_wrong_check_digit_is_refused_and_the_right_one_named(self):
        checked = cas_number("7440-43-8")
        assert (checked.ok, names(checked)) == (False, ["cas_check"])
        assert "末位应为 9" in checked.problems[0].text()

    @pytest.mark.parametrize("typed", ["1975-09-02", "1975/9/2", "1975-09-02 00:00:00", date(1975, 9, 2)])
    def test_a_number_turned_into_a_date_is_named_with_the_number_meant(self, typed):
        checked = cas_number(typed)
        assert (checked.ok, names(checked)) == (False, ["cas_is_date"])
        assert "原来可能是 75-09-2" in checked.problems[0].text()
        assert "文本" in checked.problems[0].remedy()

    @pytest.mark.parametrize("typed", ["2021-04-05", "2021-04-5", date(2021, 4, 5)])
    def test_a_date_that_no_number_gives_is_still_named_a_date(self, typed):
        assert names(cas_number(typed)) == ["cas_is_date"]

    @pytest.mark.parametrize(
        ("typed", "found"),
        [("镉", "cas_shape"), ("7440-4-38", "cas_shape"), ("12", "cas_shape"), ("7440438", "cas_shape"), ("", "blank")],
    )
    def test_what_is_no_number_is_refused(self, typed, found):
        assert (cas_number(typed).ok, names(cas_number(typed))) == (False, [found])
