"""``jingtu sources``: a file in, factors out, on the screen, as workbook and as JSON."""

import json
import tomllib

import fastexcel
import numpy as np
import pytest
from click.testing import CliRunner

from jingtu.assessment.sources.words import WORDS
from jingtu.cli.sources import command

FEW = ("--factors", "2", "--starts", "4", "--resamples", "10")
PROFILES = np.array([[10.0, 5.0, 0.0, 2.0], [0.0, 4.0, 8.0, 2.0]])


def run(*arguments):
    return CliRunner().invoke(command, [str(one) for one in arguments])


def matrices(tmp_path, change=lambda lines: lines):
    """Sixty samples of two known sources, and their uncertainties."""
    rng = np.random.default_rng(2)
    values = (rng.lognormal(0, 1, (60, 2)) * (rng.random((60, 2)) < 0.7) + 0.01) @ PROFILES
    sigma = 0.05 * values + 0.01
    values = values + rng.normal(0, sigma)
    for name, numbers in (("con", values), ("unc", sigma)):
        lines = ["样品,Pb,Zn,Cd,As", *(f"S{k}," + ",".join(f"{x:.5f}" for x in row) for k, row in enumerate(numbers))]
        lines = change(lines) if name == "con" else lines
        (tmp_path / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path / "con.csv", "--uncertainties", tmp_path / "unc.csv", *FEW


def replaced(row, text):
    """Change the first number of a row."""

    def change(lines):
        name, _, *rest = lines[row].split(",")
        return [*lines[:row], ",".join([name, text, *rest]), *lines[row + 1 :]]

    return change


class TestAnswer:
    def test_on_the_screen(self, tmp_path):
        found = run(*matrices(tmp_path), "--ratio", "Pb/Zn")
        assert found.exit_code == 0, found.output
        assert "60 个样品 × 4 个元素，2 个因子" in found.stdout
        assert "（种子 1）" in found.stdout
        assert "100 % 的重抽样重现" in found.stdout
        assert "Pb/Zn：样品 几何均值" in found.stdout
        assert "不指认任何单位" in found.stdout

    def test_json(self, tmp_path):
        found = json.loads(run(*matrices(tmp_path), "--ratio", "Pb/Zn", "--weak", "As", "--json").stdout)
        first = int(np.argmax(np.array(found["shares"])[:, 0]))
        assert np.array(found["profiles"]).shape == (2, 4)
        assert found["ratios"][0]["factors"][first] == pytest.approx(2, rel=0.05)
        assert [one["strength"] for one in found["species"]] == ["strong", "strong", "strong", "weak"]
        assert len(found["contributions"]) == len(found["residuals"]) == len(found["samples"]) == 60
        assert np.array(found["bootstrap"]["mapping"]).sum() == 20
        assert set(found["bootstrap"]["percentiles"]) == {"5", "25", "50", "75", "95"}
        assert len(found["runs"]) == 4

    def test_workbook(self, tmp_path):
        given = matrices(tmp_path)
        assert run(*given, "--ratio", "Pb/Zn", "--bad", "As", "-o", tmp_path / "out.xlsx").exit_code == 0
        reader = fastexcel.read_excel(tmp_path / "out.xlsx")
        names = ["因子谱", "贡献", "元素", "残差", "各次求解", "重抽样", "元素比值", "问题", "说明"]
        assert reader.sheet_names == names
        species = reader.load_sheet("元素").to_polars()
        assert dict(species.select("元素", "强弱").iter_rows()) == {"Pb": "强", "Zn": "强", "Cd": "强", "As": "差"}
        profiles = reader.load_sheet("因子谱").to_polars()
        assert profiles.height == 6
        assert (profiles["5 % 分位"] <= profiles["95 % 分位"]).all()

    def test_json_file_holds_what_is_printed_and_the_same_seed_gives_the_same_bytes(self, tmp_path):
        given = matrices(tmp_path)
        printed = run(*given, "--json", "-o", tmp_path / "out.json").stdout_bytes
        assert (tmp_path / "out.json").read_bytes() == printed == run(*given, "--json").stdout_bytes

    def test_a_laboratory_file_with_error_fraction_and_limits(self, tmp_path):
        con, *_ = matrices(tmp_path)
        lines = con.read_text(encoding="utf-8").splitlines()[1:]
        head = "样品编号,样品类型,铅(mg/kg),锌(mg/kg),镉(mg/kg),砷(mg/kg)"
        rows = [line.replace(",", ",土壤,", 1).replace("-0.", "0.") for line in lines]
        name, medium, _, *rest = rows[0].split(",")
        rows[0] = ",".join([name, medium, "<0.05", *rest])
        (tmp_path / "lab.csv").write_text("\n".join([head, *rows]), encoding="utf-8")
        limits = [word for name in ("铅", "Zn", "Cd", "As") for word in ("--mdl", f"{name}=0.02")]
        found = run(tmp_path / "lab.csv", *FEW, "--error-fraction", "0.05", *limits, "--json")
        assert found.exit_code == 0, found.output
        told = json.loads(found.stdout)
        assert {one["species"]: one["non_detects"] for one in told["species"]}["lead"] == 1
        assert np.array(told["profiles"]).shape == (2, 4)


class TestBadInput:
    @pytest.mark.parametrize(
        ("text", "message"), [("", "没有 Pb 的浓度"), ("-50", "低于零超过三倍不确定度"), ("x", "“x”不是浓度")]
    )
    def test_bad_cells_refuse_the_file_and_leave_their_sample_out_if_asked(self, tmp_path, text, message):
        given = matrices(tmp_path, replaced(3, text))
        found = run(*given, "-o", tmp_path / "out.json")
        assert (found.exit_code, found.stdout) == (1, "")
        assert message in found.stderr
        assert "未解析" in found.stderr
        assert not (tmp_path / "out.json").exists()
        clean = run(*given, "--accept-clean", "--json")
        assert clean.exit_code == 1
        assert [one["sample"] for one in json.loads(clean.stdout)["samples"]] == [f"S{k}" for k in range(60) if k != 2]

    def test_gaps_may_be_filled(self, tmp_path):
        given = matrices(tmp_path, replaced(3, ""))
        found = run(*given, "--gaps", "median", "--json")
        assert found.exit_code == 0, found.output
        assert json.loads(found.stdout)["species"][0]["gaps_filled"] == 1

    def test_a_species_never_found_is_named(self, tmp_path):
        given = matrices(tmp_path, lambda lines: [lines[0], *(line.rsplit(",", 1)[0] + ",ND" for line in lines[1:])])
        assert "As 没有检出限" not in run(*given).stderr
        assert "As 全部未检出" in run(*given).stderr
        assert run(*given, "--bad", "As").exit_code == 0

    def test_too_many_factors(self, tmp_path):
        con, option, unc, *_ = matrices(tmp_path)
        found = run(con, option, unc, "--factors", "4")
        assert found.exit_code == 1
        assert "不够解析 4 个因子" in found.stderr

    @pytest.mark.parametrize(
        "arguments",
        [
            ("--mdl", "0.1"), ("--mdl", "Pb=0"), ("--error-fraction", "x"), ("--weak", "Hg"), ("--ratio", "Pb"),
            ("--weak", "Pb", "--bad", "铅"), ("-o", "out.pdf"), ("--lowest", "-1"), ("--factors", "0"),
        ],
    )  # fmt: skip
    def test_wrong_calls(self, tmp_path, arguments):
        assert run(*matrices(tmp_path), *arguments).exit_code == 2


def test_every_word_stands_in_both_languages():
    table = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    assert all(set(both) == {"zh", "en"} and all(both.values()) for group in table.values() for both in group.values())
