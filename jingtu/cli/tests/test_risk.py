"""``jingtu risk``: a case to a report, GB 36600 beside the model, wrong calls."""

import json

import openpyxl
import pytest
from click.testing import CliRunner

from jingtu.cli.risk import command

CASE = 'land_class = 1\n[[substances]]\nname = "苯"\nsoil = "10 mg/kg"\n'
WRONG = CASE + '[[substances]]\nname = "甲苯"\nsoil = "10 mg/L"\n'


@pytest.fixture
def run(tmp_path):
    def made(*words, case=CASE):
        path = tmp_path / "case.toml"
        path.write_text(case, encoding="utf-8")
        places = {"CASE": str(path), "OUT": str(tmp_path / "out")}
        texts = [word.replace("CASE", places["CASE"]).replace("OUT", places["OUT"]) for word in words]
        return CliRunner().invoke(command, texts)

    return made


class TestACase:
    def test_a_summary_in_the_terminal(self, run):
        done = run("CASE")
        assert done.exit_code == 0
        assert "苯: 超过可接受水平" in done.stdout
        assert "0.971 mg/kg" in done.stdout
        assert "没有与印刷文本核对" in done.stdout

    def test_json_alone_on_standard_output(self, run):
        found = json.loads(run("CASE", "--json", "--on", "2026-11-28").stdout)
        [benzene] = found["substances"]
        assert benzene["controls"]["soil"]["value"] == pytest.approx(0.971240, rel=1e-6)
        assert benzene["gb36600_screening"] == "1"
        assert found["statutory"] is False

    @pytest.mark.parametrize("suffix", [".xlsx", ".docx", ".json"])
    def test_a_report(self, run, tmp_path, suffix):
        done = run("CASE", "-o", f"OUT{suffix}")
        assert done.exit_code == 0
        assert (tmp_path / f"out{suffix}").stat().st_size > 1000
        assert not list(tmp_path.glob(".*unfinished*"))

    def test_the_report_and_the_screen_say_the_same(self, run, tmp_path):
        told = json.loads(run("CASE", "--json", "-o", "OUT.json").stdout)
        assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8")) == told

    def test_english(self, run):
        assert "Benzene: above the acceptable level" in run("CASE", "--lang", "en").stdout

    def test_the_day_before_gb_36600_has_no_screening_value(self, run):
        found = json.loads(run("CASE", "--json", "--on", "2018-07-31").stdout)
        assert found["substances"][0]["gb36600_screening"] is None

    def test_soil_that_cannot_be_is_refused(self, run, tmp_path):
        done = run("CASE", "-o", "OUT.xlsx", case=CASE.replace("[[", '[parameters]\nPws = "40 %"\n[['))
        assert done.exit_code == 1
        assert "容不下其中的水" in done.stderr
        assert not (tmp_path / "out.xlsx").exists()


class TestErrorsInTheInput:
    def test_nothing_is_written(self, run, tmp_path):
        done = run("CASE", "-o", "OUT.xlsx", case=WRONG)
        assert done.exit_code == 1
        assert "不能换算为 mg/kg" in done.stderr
        assert not (tmp_path / "out.xlsx").exists()

    def test_accept_clean_writes_the_others_and_the_problem(self, run, tmp_path):
        done = run("CASE", "-o", "OUT.xlsx", "--accept-clean", case=WRONG)
        assert done.exit_code == 1
        book = openpyxl.load_workbook(tmp_path / "out.xlsx")
        assert [row[0] for row in book["汇总"].iter_rows(min_row=2, values_only=True)] == ["苯"]
        assert "不能换算" in book["问题"]["B2"].value

    def test_a_case_that_is_none(self, run):
        done = run("CASE", case="land_class = 3")
        assert done.exit_code == 1
        assert "应为 1 或 2" in done.stderr


class TestGb36600:
    def test_the_table_of_the_validation(self, run):
        done = run("--gb36600")
        assert done.exit_code == 0
        assert "142/168" in done.stdout
        assert "60/72" in done.stdout
        agreeing, others = done.stdout.split("\n不一致\n")
        assert "苯\t第一类用地\t1\t0.9769\t致癌风险\t0.977" in agreeing
        rows = others.strip().splitlines()
        assert len(rows) == 28  # 26 modelled values and the two of lead
        assert all(len(row.split("\t")) == 8 for row in rows)  # each with its reason

    def test_other_settings(self, run):
        words = ("--choose", "crack_porosity=crack", "--choose", "substance_data=base", "--set", "Ls = 0.5 m")
        found = json.loads(run("--gb36600", "--json", *words).stdout)
        assert found["counts"] == {"values": 85, "of_values": 168, "organics": 34, "of_organics": 72}
        assert found["values"] == {"Ls": 50.0}
        assert len(found["compared"]) == 170
        assert all(one["agrees"] or one["reason_zh"] for one in found["compared"])

    @pytest.mark.parametrize(
        "words",
        [
            ("--choose", "crack=soil"),
            ("--choose", "crack_porosity=wall"),
            ("--set", "ls=1 m"),
            ("--set", "Ls=1"),
            ("--set", "Pws=200 %"),
        ],
    )
    def test_settings_that_are_none(self, run, words):
        assert run("--gb36600", *words).exit_code == 2


class TestWrongCalls:
    @pytest.mark.parametrize(
        "words",
        [
            (),
            ("CASE", "-o", "OUT.pdf"),
            ("CASE", "-o", "/no/such/folder/out.xlsx"),
            ("CASE", "--set", "Ls=1 m"),
            ("missing.toml",),
            ("--template", "OUT.xlsx"),
        ],
    )
    def test_status_2(self, run, words):
        assert run(*words).exit_code == 2

    def test_the_template_is_a_case(self, run, tmp_path):
        assert run("--template", "OUT.toml").exit_code == 0
        assert CliRunner().invoke(command, [str(tmp_path / "out.toml")]).exit_code == 0
