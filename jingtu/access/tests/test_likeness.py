"""Names that mean the same and names that do not. Pairs typed by hand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jingtu.access import likeness


def core(text: str) -> str:
    return likeness.name(text).core


class TestNamesThatMeanTheSame:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("红星化工有限公司", "红星化工厂"),
            ("红星化工有限责任公司", "原红星化工厂旧址"),
            ("沃川县红星化工厂", "红星化工厂地块"),
            ("临澜市沃川县红星化工集团有限公司", "红星化工"),
            ("红星化工第二分厂", "红星化工２分厂"),
            ("红星 化工（厂）", "红星化工厂"),
            ("红星化工十二号地块", "红星化工12号地块"),
            ("ＡＢＣ化工厂", "abc化工厂"),
        ],
    )
    def test_legal_form_former_site_place_and_width_do_not_count(self, one, other):
        assert core(one) == core(other)


class TestNamesThatDoNot:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("红星化工一分厂", "红星化工二分厂"),
            ("红星化工东厂", "红星化工西厂"),
            ("红星化工厂", "红星焦化厂"),
            ("红星小区1号地块", "红星小区2号地块"),
        ],
    )
    def test_they_stay_apart_and_are_not_alike(self, one, other):
        assert core(one) != core(other)
        assert likeness.alike(core(one), core(other)) < likeness.SIMILAR

    def test_the_kind_of_a_thing_names_none(self):
        assert not likeness.name("化工厂").telling
        assert not likeness.name("1号地块").telling
        assert likeness.name("红星化工厂").telling

    def test_a_residential_quarter_is_no_division(self):
        assert core("红星小区二期") == "红星小区2期"


class TestPlacesInNames:
    def test_two_counties_contradict_and_a_county_and_its_city_do_not(self):
        wochuan, city = likeness.name("沃川县红星化工厂").places, likeness.name("临澜市红星化工厂").places
        gaoping = likeness.name("高平市红星化工厂").places
        assert likeness.contradict(wochuan, gaoping)
        assert not likeness.contradict(wochuan, city)
        assert not likeness.contradict(wochuan, frozenset())


class TestSeveralNamesInOneText:
    def test_a_former_name_in_brackets_is_found_and_known_as_former(self):
        assert list(likeness.spoken("锦绣花园（原红星化工厂）")) == [("锦绣花园", False), ("红星化工厂", True)]

    def test_other_brackets_are_no_name(self):
        assert list(likeness.spoken("红星化工(集团)有限公司")) == [("红星化工有限公司", False)]


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=30))
def test_any_text_is_compared_without_failing_and_is_like_itself(text):
    compared = likeness.name(text)
    assert likeness.name(text) == compared
    if len(compared.core) >= 2:
        assert likeness.alike(compared.core, compared.core) == 1.0
