"""Matrices and laboratory files as tables of samples by species."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from jingtu.assessment.sources.concentrations import position
from jingtu.assessment.sources.laboratory import from_laboratory
from jingtu.assessment.sources.matrix import read_matrix
from jingtu.intake.laboratory import read_lab
from jingtu.problems import Refused


def write(path, text, encoding="utf-8"):
    path.write_bytes(text.encode(encoding))
    return path


def codes(found):
    return [one.code.split(".")[1] for one in found.problems]


class TestMatrix:
    def test_heads_samples_values_non_detects_and_gaps(self, tmp_path):
        path = write(tmp_path / "c.csv", "日期,Pb(mg/kg),Zn\n一,1.5,<0.2\n二,,ND\n三,１２,3\n")
        found = read_matrix(path)
        assert (found.species, found.units, found.samples) == (("Pb", "Zn"), ("mg/kg", ""), ("一", "二", "三"))
        assert np.array_equal(found.values, [[1.5, np.nan], [np.nan, np.nan], [12, 3]], equal_nan=True)
        assert found.below.tolist() == [[False, True], [False, True], [False, False]]
        assert np.array_equal(found.limits[:, 1], [0.2, np.nan, np.nan], equal_nan=True)

    def test_chinese_office_encoding_and_a_row_of_units(self, tmp_path):
        found = read_matrix(write(tmp_path / "c.csv", "样品,铅,锌\n,mg/kg,mg/kg\n一,1,2\n", "gb18030"))
        assert (found.species, found.units, found.samples) == (("铅", "锌"), ("mg/kg", "mg/kg"), ("一",))

    def test_places_days_and_texts_are_no_species_and_named(self, tmp_path):
        found = read_matrix(write(tmp_path / "c.csv", "id,x_m,采样日期,功能区,备注,Pb\n1,7,2024-05-01,2,好,3\n"))
        assert found.species == ("Pb",)
        assert codes(found) == ["no_species"]
        assert found.problems[0].values["columns"] == "x_m、采样日期、功能区、备注"

    def test_the_code_for_a_gap_is_read_as_one_and_said(self, tmp_path):
        found = read_matrix(write(tmp_path / "c.csv", "d,Pb\n1,-999\n2,-0.5\n"))
        assert np.array_equal(found.values[:, 0], [np.nan, -0.5], equal_nan=True)
        assert codes(found) == ["missing_code"]

    def test_a_cell_that_is_no_number_is_named_by_its_address(self, tmp_path):
        found = read_matrix(write(tmp_path / "c.csv", "d,Pb,Zn\n1,1,oops\n2,1,3\n"))
        assert codes(found) == ["cell"]
        assert found.problems[0].where.cell == "C2"

    def test_uncertainties_may_have_their_columns_in_another_order(self, tmp_path):
        path = write(tmp_path / "c.csv", "d,Pb,Zn\n1,10,20\n")
        found = read_matrix(path, write(tmp_path / "u.csv", "d,Zn,Pb\n1,2,1\n"))
        assert found.uncertainties.tolist() == [[1, 2]]

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("d,Pb\n1,1\n2,1\n", "元素不一致：Zn"),
            ("d,Pb,Zn\n1,1,1\n", "样品与浓度表不一致"),
            ("d,Pb,Zn\n1,1,1\n3,1,1\n", "第 3 行.*样品与浓度表不一致"),
            ("d,Pb(mg/L),Zn\n1,1,1\n2,1,1\n", "Pb 的单位不一致：mg/kg、mg/L"),
        ],
    )
    def test_uncertainties_of_other_species_samples_or_units_are_refused(self, tmp_path, text, message):
        path = write(tmp_path / "c.csv", "d,Pb(mg/kg),Zn\n1,10,20\n2,10,20\n")
        with pytest.raises(Refused, match=message):
            read_matrix(path, write(tmp_path / "u.csv", text))

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("d,Pb,Pb\n1,1,2\n", "“Pb”出现了两列"),
            ("d,Pb,\n1,1,2\n", "C1.*没有列名"),
            ("d,Pb\n", "一个（且只有一个）数据表"),
            ("d\n1\n", "没有列名"),
        ],
    )
    def test_what_is_no_matrix_is_refused(self, tmp_path, text, message):
        with pytest.raises(Refused, match=message):
            read_matrix(write(tmp_path / "c.csv", text))


class TestLaboratory:
    @staticmethod
    def found(tmp_path, text, medium=None):
        return from_laboratory(read_lab(write(tmp_path / "lab.csv", text)), medium)

    def test_each_substance_in_one_unit_with_its_limits_and_without_ph(self, tmp_path):
        text = "样品编号,样品类型,pH,检测项目,结果,单位,检出限\n" + "".join(
            f"{sample},土壤,7,{rest}\n"
            for sample, rest in (
                ("S1", "铅,20,mg/kg,0.1"), ("S1", "镉,<0.05,mg/kg,0.05"), ("S2", "铅,30000,μg/kg,100"),
                ("S2", "镉,0.4,mg/kg,0.05"), ("S3", "铅,25,mg/kg,0.1"),
            )
        )  # fmt: skip
        found = self.found(tmp_path, text)
        assert (found.species, found.units) == (("lead", "cadmium"), ("mg/kg", "mg/kg"))
        assert np.array_equal(found.values, [[20, np.nan], [30, 0.4], [25, np.nan]], equal_nan=True)
        assert found.below.tolist() == [[False, True], [False, False], [False, False]]
        assert found.limits[:, 0].tolist() == pytest.approx([0.1, 0.1, 0.1])

    def test_units_of_two_kinds_are_refused_by_substance(self, tmp_path):
        text = "样品编号,样品类型,检测项目,结果,单位\nS1,土壤,铅,20,mg/kg\nS2,土壤,铅,30,mg/kg\n"
        reading = read_lab(write(tmp_path / "lab.csv", text))
        units = pl.Series("unit", ["mg/kg", "mg/L"])
        with pytest.raises(Refused, match="lead 的单位不一致：mg/L、mg/kg"):
            from_laboratory(replace(reading, results=reading.results.with_columns(units)))

    def test_two_results_of_one_substance_at_a_point_without_sample_numbers_are_refused(self, tmp_path):
        text = "点位编号,样品类型,采样深度(m),铅(mg/kg)\nP1,土壤,0-0.2,20\nP1,土壤,0.2-0.5,30\n"
        with pytest.raises(Refused, match="样品“P1”的 lead 有两个结果，此类共 1 处"):
            self.found(tmp_path, text)

    def test_where_no_result_is_left_the_problems_of_the_file_are_said(self, tmp_path):
        text = "样品编号,样品类型,检测项目,结果,单位\nS1,土壤,铅,20,mg/L\n"
        with pytest.raises(Refused) as refused:
            self.found(tmp_path, text)
        assert len(refused.value.problems) > 1
        assert refused.value.problems[-1].code == "sources.no_results"

    def test_of_several_media_one_is_to_be_chosen(self, tmp_path):
        text = "样品编号,样品类型,检测项目,结果,单位\nS1,土壤,铅,20,mg/kg\nW1,地下水,铅,3,μg/L\n"
        with pytest.raises(Refused, match="几种介质的结果：groundwater、soil"):
            self.found(tmp_path, text)
        assert self.found(tmp_path, text, "soil").samples == ("S1",)


@pytest.mark.parametrize(
    ("text", "place"), [("Pb", 0), ("铅", 0), (" pb ", 0), ("zinc", 1), ("PM2.5", 2), ("Cd", None)]
)
def test_species_are_found_by_head_or_by_another_name_of_the_substance(text, place):
    assert position(("Pb", "锌", "PM2.5"), text) == place
