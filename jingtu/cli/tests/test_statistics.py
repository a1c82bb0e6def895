"""``jingtu statistics``: what is shown, what is said, and the exit status."""

import csv
import json

import fastexcel
import pytest
from click.testing import CliRunner

from jingtu.cli.statistics import command
from jingtu.science.ucl_choice import Method
from jingtu.science.ucl_names import NAMES

A = (12, 15, 9, 20, 14, 11, 18, 13)
KEYS = {
    *("substance", "medium", "unit", "group", "size", "detects", "mean", "sd", "standard_error", "maximum", "tests"),
    *("limits", "refused", "method", "upper_limit", "reason", "remarks", "estimates", "threshold", "thresholds"),
    "outliers",
}


@pytest.fixture
def run(tmp_path):
    def called(text, *options):
        file = tmp_path / "lab.csv"
        file.write_text(text, encoding="utf-8")
        return CliRunner().invoke(command, [str(file), "--resamples", "500", *options], catch_exceptions=False)

    return called


def lead(*cells):
    return "样品编号,铅(mg/kg)\n" + "".join(f"S{i},{cell}\n" for i, cell in enumerate(cells))


class TestWhatIsShown:
    def test_the_limit_with_its_method_and_reason(self, run):
        done = run(lead(*A))
        assert done.exit_code == 0
        assert "16.4284（t 分布上限）" in done.stdout
        assert "Shapiro–Wilk" in done.stdout

    def test_in_english(self, run):
        assert "95 % upper limit 16.4284 (Student's t)" in run(lead(*A), "--lang", "en").stdout

    def test_few_results_get_none(self, run):
        assert "不采用均值上限" in run(lead(*A[:7])).stdout

    def test_as_json_with_stable_keys(self, run):
        answer = json.loads(run(lead(*A, "<5"), "--json").stdout)
        assert set(answer) == {"file", "sha256", "by", "resamples", "seed", "goal", "groups"}
        [group] = answer["groups"]
        assert set(group) == KEYS
        assert (group["substance"], group["size"], group["detects"], group["method"]) == ("lead", 9, 8, "km_t")
        assert group["limits"]["km_t"] == group["upper_limit"]

    def test_only_non_detects_have_no_mean(self, run):
        [group] = json.loads(run(lead("<1", "<1", "<2"), "--json").stdout)["groups"]
        assert (group["mean"], group["maximum"], group["upper_limit"]) == (None, None, None)

    def test_by_land_use(self, run):
        rows = "".join(f"S{i},{'水田' if i % 2 else '旱地'},{i}\n" for i in range(1, 9))
        text = f"样品编号,土地利用,铅(mg/kg)\n{rows}"
        groups = json.loads(run(text, "--by", "land_use", "--json").stdout)["groups"]
        assert [(group["group"], group["size"]) for group in groups] == [
            ({"land_use": "paddy"}, 4),
            ({"land_use": "dryland"}, 4),
        ]

    def test_the_same_seed_gives_the_same_bytes(self, run):
        text = lead(*A, 90)
        assert run(text, "--json").stdout == run(text, "--json").stdout
        assert run(text, "--json").stdout != run(text, "--json", "--seed", "2").stdout

    def test_threshold_and_outlier_by_sample(self, run):
        shown = run(lead(*A, 90)).stdout
        assert "背景阈值" in shown
        assert "离群值：S8 90（Dixon 检验、箱线图界限（1.5 倍四分位距）、中位数界限（3.5 倍稳健标准差））" in shown

    def test_a_limit_by_rank_says_what_it_reaches(self, run):
        assert "（置信度仅 40%）" in run(lead(1, 1, 1, 1, 1, 1, 1, 1, 1, 2)).stdout

    def test_coverage_and_confidence_move_the_threshold(self, run):
        def tolerance(*options):
            [group] = json.loads(run(lead(*A), "--json", *options).stdout)["groups"]
            return next(one["tolerance"] for one in group["thresholds"] if one["threshold"] == "normal")

        assert tolerance() == pytest.approx(25.554, abs=0.001)  # 14 + 3.18729 × 3.6253
        assert tolerance("--coverage", "0.9") < tolerance() < tolerance("--confidence", "0.99")

    def test_the_medium_is_a_word(self, run):
        assert "铅 · 土壤 · mg/kg" in run(lead(*A)).stdout
        assert "Lead · soil · mg/kg" in run(lead(*A), "--lang", "en").stdout

    def test_the_workbook_holds_every_table(self, run, tmp_path):
        out = tmp_path / "out.xlsx"
        assert run(lead(*A, 90, "<5"), "-o", str(out)).exit_code == 0
        book = fastexcel.read_excel(out)
        assert book.sheet_names == [
            *("均值与上限", "均值估计", "全部上限", "分布检验", "背景阈值", "离群值", "问题", "说明")
        ]
        assert set(book.load_sheet("离群值").to_polars()["样品编号"]) == {"S8"}


class TestBadInput:
    def test_an_error_stops_unless_the_clean_results_are_accepted(self, run):
        text = lead(*A, "abc")
        stopped = run(text)
        assert (stopped.exit_code, stopped.stdout) == (1, "")
        went_on = run(text, "--accept-clean")
        assert went_on.exit_code == 1
        assert "16.4284" in went_on.stdout

    def test_no_workbook_of_a_file_with_errors(self, run, tmp_path):
        out = tmp_path / "out.xlsx"
        assert run(lead(*A, "abc"), "-o", str(out)).exit_code == 1
        assert list(tmp_path.glob("*.xlsx")) == []

    def test_messages_name_the_substance_in_their_language(self, run):
        assert "铅：9 个结果中有 1 个未检出且没有检出限" in run(lead(*A, "ND")).stderr
        assert "Lead: 1 of 9 results" in run(lead(*A, "ND"), "--lang", "en").stderr

    def test_a_header_without_results_says_so(self, run):
        assert "没有可以统计的结果" in run("样品编号,铅(mg/kg)\n").stdout

    def test_an_unknown_column_is_a_wrong_call(self, run):
        assert run(lead(*A), "--column", "铅(mg/kg)=没有").exit_code == 2
        assert run(lead(*A), "-o", "out.csv").exit_code == 2

    def test_a_file_that_is_none_is_refused(self, run):
        assert run("").exit_code == 1


def test_every_method_has_a_name_in_both_languages():
    with NAMES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["method"] for row in rows] == [str(method) for method in Method]
    assert all(row["zh"] and row["en"] for row in rows)
