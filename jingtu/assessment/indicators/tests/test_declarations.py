"""Every declaration is whole: names, formula, source, columns that exist, words for whatever is shown."""

import re
import string
from pathlib import Path

import pytest

from jingtu.assessment.indicators import INDICATORS, Asked, cells, find
from jingtu.assessment.indicators.forms import FOLDER, choices, find_form, forms, quantities, squeeze
from jingtu.assessment.indicators.frames import frame
from jingtu.assessment.indicators.model import PARAMETERS, Better, Counted, Verified
from jingtu.assessment.indicators.tests.made import day
from jingtu.assessment.indicators.value import Answer, Unit
from jingtu.assessment.indicators.words import words
from jingtu.problems import catalogue

VARIANTS = [(one, variant) for one in INDICATORS for variant in one.variants]


def test_identifiers_names_and_aliases_are_unique():
    names = [name for one in INDICATORS for name in (one.id, one.zh, one.en, *one.aliases)]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z][a-z0-9_]+", one.id) for one in INDICATORS)
    assert find("不存在") is None
    assert find("farmland_safe_rate") is find("受污染耕地安全利用率") is find("safe_use_rate")


@pytest.mark.parametrize(("one", "variant"), VARIANTS, ids=lambda value: getattr(value, "id", None) or value.key)
def test_formula_source_and_tables_are_there(one, variant):
    assert variant.formula_zh
    assert variant.formula_en
    assert variant.source.zh
    assert variant.source.en
    assert [name for name in variant.measure.tables if name not in forms()] == []


@pytest.mark.parametrize(("one", "variant"), VARIANTS, ids=lambda value: getattr(value, "id", None) or value.key)
def test_every_column_of_its_expressions_exists_or_is_made(one, variant):
    measure = variant.measure
    rules = (*measure.outside, *measure.fails)
    used = {name for when in (rule.when for rule in rules) for name in when.meta.root_names()}
    used |= {*measure.numerator.meta.root_names(), *measure.denominator.meta.root_names()}
    used |= {measure.by} if measure.by else set()
    delivered = {name: frame(name, [])[0] for name in measure.tables}
    made = measure.prepare(delivered, Asked(day("2026-11-22"))) if measure.prepare else delivered[measure.tables[0]]
    assert used - {*made.columns, "on", "year_asked"} == set()


class TestWords:
    """Everything that can be shown has words in both languages, and there are no words for what cannot."""

    def test_reasons(self):
        used = {rule.reason for _, v in VARIANTS for rule in (*v.measure.outside, *v.measure.fails)}
        assert set(words("reason", "zh")) == set(words("reason", "en")) == used

    @pytest.mark.parametrize(
        ("group", "keys"),
        [("verified", Verified), ("better", Better), ("counted", Counted), ("unit", Unit), ("answer", Answer)],
    )
    def test_marks_units_and_answers(self, group, keys):
        assert set(words(group, "zh")) == {key.value for key in keys}

    def test_periods(self):
        assert {one.period for one in INDICATORS} == set(words("period", "en"))


class TestForms:
    def test_no_two_tables_or_columns_share_a_name(self):
        names = [n for one in forms().values() for n in {squeeze(t) for t in (one.name, one.zh, one.en, *one.aliases)}]
        assert len(names) == len(set(names))
        for form in forms().values():
            texts = [(one.name, one.zh, one.en, *one.aliases) for one in form.columns]
            columns = [name for several in texts for name in {squeeze(text) for text in several}]
            assert len(columns) == len(set(columns)), form.name
            assert form.key, form.name
            assert find_form(form.zh) is form

    def test_every_table_is_used(self):
        assert {name for _, variant in VARIANTS for name in variant.measure.tables} == set(forms())

    def test_every_kind_of_column_can_be_read(self):
        plain = {"text", "place", "year", "day", *quantities()}
        kinds = {column.kind for form in forms().values() for column in form.columns}
        assert {kind for kind in kinds - plain if not choices(kind)} == set()

    def test_names_of_measures_are_those_of_the_collection(self, shared):
        lines = (shared / "domain" / "safe_use_measures.csv").read_text(encoding="utf-8").splitlines()[1:]
        measures = next(one for one in forms()["farmland_units"].columns if one.name == "measures")
        codes = [line.split(",")[0] for line in lines]
        kinds = {code: cells.read(code, measures) for code in codes if code != "NONFARM"}
        assert kinds["PROTECT"] == "protection"
        assert {code for code, kind in kinds.items() if kind == "strict_control"} == {
            "STRUCT",
            "BANZONE",
            "FOREST",
            "FALLOW",
        }
        assert {code for code, kind in kinds.items() if kind == "remediation"} == {"PHYTO"}


class TestMessages:
    SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in Path(FOLDER).glob("*.py")) + (
        FOLDER.parents[1] / "cli" / "indicators.py"
    ).read_text(encoding="utf-8")

    def test_both_languages_say_the_same_with_the_same_values(self):
        for name, both in catalogue("indicators").items():
            braces = [
                {b for t in both[lang].values() for _, b, _, _ in string.Formatter().parse(t) if b}
                for lang in ("zh", "en")
            ]
            assert {one.removesuffix("_en") for one in braces[0]} == {one.removesuffix("_en") for one in braces[1]}, (
                name
            )
            for sentences in both.values():
                assert sentences["what"], name
                assert sentences["remedy"], name
                assert not any(text.endswith(("。", ".")) for text in sentences.values()), name

    def test_every_entry_is_used(self):
        unused = {name for name in catalogue("indicators") if f'"{name}"' not in self.SOURCE}
        assert {name for name in unused if f'"indicators.{name}"' not in self.SOURCE} == set()


class TestParameters:
    def test_an_unknown_one_is_refused_with_the_known(self):
        with pytest.raises(ValueError, match="closure"):
            Asked(day("2026-11-22"), parameters={"closur": "0.2"})

    def test_the_closure_is_the_platforms_own_and_nowhere_called_law(self):
        assert PARAMETERS["closure"] == "0.15"
        for name in ("tl_balance_closed", "cd_balance_closed"):
            source = find(name).variants[0].source
            assert source.verified is Verified.DESIGN
            assert "不是法定限值" in source.zh
            assert "no legal limit" in source.en


def test_the_day_chooses_the_method_of_the_safe_use_rate():
    rate = find("safe_use_rate")
    assert rate.variant(day("2020-12-31")).key == "trial"
    assert rate.variant(day("2021-01-01")).key == "class_based"
    assert rate.variant(day("2016-05-27")).key == "class_based"
    with pytest.raises(KeyError):
        rate.variant(day("2020-12-31"), "of 2030")
