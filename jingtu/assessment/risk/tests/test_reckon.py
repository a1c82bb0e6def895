"""Verdicts never rest on what is missing; lead is not covered; papers say what was not assessed."""

import io
import zipfile
from datetime import date
from itertools import product

import docx
import openpyxl
import pytest

from jingtu.assessment.risk import gb36600
from jingtu.assessment.risk.case import read
from jingtu.assessment.risk.paper import paper
from jingtu.assessment.risk.reckon import VERDICTS, Answer, Verdict, reckon
from jingtu.assessment.risk.remarks import remarks
from jingtu.assessment.risk.report import as_json
from jingtu.assessment.risk.tables import Answered, tables
from jingtu.assessment.risk.words import WORDS, words
from jingtu.assessment.risk.workbook import workbook
from jingtu.science.risk_options import Effect

DAY = date(2026, 11, 28)
HEAD = "land_class = 1\n"


@pytest.fixture
def answered(tmp_path):
    def made(text, *, head=HEAD, language="zh"):
        path = tmp_path / "case.toml"
        path.write_text(head + text, encoding="utf-8")
        case = read(path)
        return Answered(path.name, case, reckon(case, on=DAY), language)

    return made


def substance(name, soil, **more):
    keys = "".join(f'{key} = "{value}"\n' for key, value in more.items())
    return f'[[substances]]\nname = "{name}"\nsoil = "{soil} mg/kg"\n{keys}'


class TestVerdict:
    def test_the_table_is_complete(self):
        assert set(VERDICTS) == set(product(Answer, repeat=2))

    def test_above_in_one_effect_is_not_acceptable_whatever_the_other(self):
        for pair, verdict in VERDICTS.items():
            assert (verdict is Verdict.NOT_ACCEPTABLE) == (Answer.ABOVE in pair)

    def test_acceptable_only_where_everything_was_assessed(self):
        assert [pair for pair, one in VERDICTS.items() if one is Verdict.ACCEPTABLE] == [(Answer.WITHIN,) * 2]

    @pytest.mark.parametrize(
        ("name", "soil", "verdict"),
        [
            ("苯", 0.9, Verdict.ACCEPTABLE),
            ("苯", 0.98, Verdict.NOT_ACCEPTABLE),  # RCVSn 0.971
            ("三氯乙烯", 0.52, Verdict.ACCEPTABLE),
            ("三氯乙烯", 0.54, Verdict.NOT_ACCEPTABLE),  # HCVSn 0.531
            ("铜", 2000, Verdict.ACCEPTABLE_AS_ASSESSED),  # no slope factor
            ("铜", 2010, Verdict.NOT_ACCEPTABLE),
            ("铅", 1, Verdict.NOT_COVERED),
        ],
    )
    def test_of_a_substance(self, answered, name, soil, verdict):
        assert answered(substance(name, soil)).outcomes[0].verdict is verdict

    def test_just_at_the_acceptable_level_is_within(self, answered):
        pathways = 'pathways = ["ois"]\n[parameters]\nAHQ = 2\n'
        # HQois = OISERnc·C/(RfDo·SAF) with ABSo·200·6·350/(19.2·2190)·1e-6 = 9.98858e-6
        just = 2 * 0.04 * 0.5 / (200e-6 * 350 * 6 / (19.2 * 2190))
        found = answered(pathways + substance("铜", repr(just * (1 - 1e-12))))
        assert found.outcomes[0].found.answers[Effect.HAZARD] is Answer.WITHIN
        found = answered(pathways + substance("铜", repr(just * (1 + 1e-12))))
        assert found.outcomes[0].found.answers[Effect.HAZARD] is Answer.ABOVE

    def test_groundwater_alone_can_be_too_much(self, answered):
        found = answered('[[substances]]\nname = "苯"\nsoil = "0.1 mg/kg"\ngroundwater = "0.1 mg/L"\n')
        assert found.outcomes[0].verdict is Verdict.NOT_ACCEPTABLE

    def test_nothing_assessed_is_undecided(self, answered):
        found = answered('pathways = ["cgw"]\n' + substance("苯", 10))
        assert found.outcomes[0].verdict is Verdict.UNDECIDED


class TestSaid:
    def told(self, found):
        return "\n".join(remarks(found.outcomes, drawn=False, language="en"))

    def test_lead(self, answered):
        found = answered(substance("铅", 300))
        assert found.outcomes[0].found is None
        assert "not covered by this model" in self.told(found)

    @pytest.mark.parametrize(("name", "said"), [("砷", True), ("钴", True), ("钒", True), ("镉", False)])
    def test_the_background_clause(self, answered, name, said):
        assert ("natural background" in self.told(answered(substance(name, 5)))) is said

    def test_an_effect_not_assessed_is_no_absence_of_risk(self, answered):
        assert "the carcinogenic effect was not assessed" in self.told(answered(substance("铜", 5)))

    def test_pathways_short_of_toxicity(self, answered):
        told = self.told(answered(substance("镉", 5)))
        assert "pathways not assessed for the carcinogenic effect: ingestion of soil" in told

    def test_control_values_above_saturation(self, answered):
        assert "above Csat" in self.told(answered(substance("甲苯", 5)))
        assert "above Csat" not in self.told(answered(substance("苯", 5)))

    @pytest.mark.parametrize(("soil", "said"), [(2700, False), (2701, True)])
    def test_measured_above_saturation(self, answered, soil, said):
        """Csat of benzene: 1790 · 1.508508 = 2700.2 mg/kg."""
        assert ("measured in surface soil lies above" in self.told(answered(substance("苯", soil)))) is said

    def test_measured_above_solubility(self, answered):
        told = self.told(answered(substance("苯", 1, groundwater="1800 mg/L")))
        assert "measured in groundwater lies above" in told

    def test_no_kd_for_groundwater(self, answered):
        assert "Kd is not known" in self.told(answered(substance("砷", 5, water_limit="10 ug/L")))
        assert "Kd is not known" not in self.told(answered(substance("苯", 5, water_limit="10 ug/L")))

    def test_own_and_fitted_data(self, answered):
        own = substance("苯", 5) + 'data.SFo = {value = "0.05 kg.d/mg", source = "专家"}\n'
        assert "data of the case: SFo" in self.told(answered(own))
        fitted = answered('[options]\nsubstance_data = "gb36600_fit"\n' + substance("萘", 5))
        assert "SFo as chosen to reproduce GB 36600" in self.told(fitted)

    def test_the_screening_value_beside(self, answered):
        first, second = (
            answered(substance("苯", 5), head=f"land_class = {of}\n").outcomes[0].screening.printed for of in (1, 2)
        )
        assert (first, second) == ("1", "4")


class TestPapers:
    DRAWN = "[monte_carlo]\ndraws = 200\n"

    def sheets(self, found):
        return openpyxl.load_workbook(io.BytesIO(workbook(found)))

    def test_the_workbook(self, answered):
        found = answered(self.DRAWN + substance("苯", 10) + substance("铅", 300))
        book = self.sheets(found)
        assert book.sheetnames == [
            "说明", "汇总", "控制值", "各途径风险", "暴露量", "迁移因子", "敏感性", "蒙特卡洛", "参数", "物质数据",
        ]  # fmt: skip
        [head, benzene, lead] = list(book["汇总"].iter_rows(values_only=True))
        by_head = dict(zip(head, benzene, strict=True))
        assert by_head["土壤控制值 (mg/kg)"] == pytest.approx(0.97124, rel=1e-5)
        assert by_head["结论"] == "超过可接受水平"
        assert dict(zip(head, lead, strict=True))["结论"] == "不在本模型范围内，没有计算"
        assert dict(zip(head, lead, strict=True))["土壤控制值 (mg/kg)"] is None

    def test_every_parameter_and_property_has_source_and_mark(self, answered):
        found = answered('[parameters]\nLs = {value = "1 m", source = "详查"}\n' + substance("苯", 10))
        for table in tables(found):
            if table.key in ("parameters", "data"):
                origin, mark = (table.head.index(one) for one in ("来源", "核对情况"))
                assert all(row[origin] and row[mark] for row in table.rows)
        [own] = [row for row in next(one for one in tables(found) if one.key == "parameters").rows if row[0] == "Ls"]
        assert own[2:7] == (100.0, "cm", 50.0, "1 m 详查", "案例给定")

    def test_contributions_are_percent(self, answered):
        found = answered(substance("苯", 10))
        rows = next(one for one in tables(found) if one.key == "pathways").rows
        cancer = [row[5] for row in rows if row[1] == "致癌" and row[5] is not None]
        assert sum(cancer) == pytest.approx(100)

    def test_the_paper(self, answered):
        found = answered(self.DRAWN + substance("苯", 10) + substance("铅", 300), language="en")
        document = docx.Document(io.BytesIO(paper(found)))
        text = "\n".join(one.text for one in document.paragraphs)
        assert "2. Summary" in text
        assert "not covered by this model" in text
        cells = {cell.text for table in document.tables for cell in table._cells}
        assert "0.971" in cells
        assert any("no statutory finding" in cell for cell in cells)

    def test_the_same_answer_is_the_same_file(self, answered):
        text = self.DRAWN + substance("苯", 10)
        assert workbook(answered(text)) == workbook(answered(text))
        assert paper(answered(text)) == paper(answered(text))

    def test_no_text_becomes_a_formula_or_breaks_the_paper(self, answered):
        found = answered('title = "=1+1\\u0007"\n' + substance("苯", 10))
        assert self.sheets(found)["说明"]["B2"].value.startswith("=1+1")
        assert self.sheets(found)["说明"]["B2"].data_type == "s"
        assert zipfile.ZipFile(io.BytesIO(paper(found))).testzip() is None
        assert "=1+1" in [cell.text for cell in docx.Document(io.BytesIO(paper(found))).tables[0]._cells]

    def test_json_says_null_where_nothing_is_known(self, answered):
        document = as_json(answered(substance("铅", 300) + substance("砷", 3)))
        lead, arsenic = document["substances"]
        assert lead["controls"] is None
        assert arsenic["transport"] is None
        assert arsenic["ksw"] is None
        assert document["statutory"] is False


def test_every_word_is_there_in_both_languages():
    for group in ("verdict", "answer", "lack", "driver", "sheet", "head", "note", "text", "section", "gb36600"):
        assert words(group, "zh").keys() == words(group, "en").keys()
    assert set(words("verdict", "zh")) == set(Verdict)
    assert WORDS.exists()
    assert gb36600.REASONS.exists()
