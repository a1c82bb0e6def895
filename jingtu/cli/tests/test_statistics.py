"""``jingtu statistics``: what is shown, what is said, and the exit status."""

import csv
import json

import pytest
from click.testing import CliRunner

from jingtu.cli.statistics import command
from jingtu.science.ucl_choice import Method
from jingtu.science.ucl_names import NAMES

A = (12, 15, 9, 20, 14, 11, 18, 13)
KEYS = {
    *("substance", "medium", "unit", "group", "size", "detects", "mean", "sd", "standard_error", "maximum", "tests"),
    *("limits", "refused", "method", "upper_limit", "reason", "remarks"),
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
        assert set(answer) == {"file", "sha256", "by", "resamples", "seed", "groups"}
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


class TestBadInput:
    def test_an_error_stops_unless_the_clean_results_are_accepted(self, run):
        text = lead(*A, "abc")
        stopped = run(text)
        assert (stopped.exit_code, stopped.stdout) == (1, "")
        went_on = run(text, "--accept-clean")
        assert went_on.exit_code == 1
        assert "16.4284" in went_on.stdout

    def test_a_file_that_is_none_is_refused(self, run):
        assert run("").exit_code == 1


def test_every_method_has_a_name_in_both_languages():
    with NAMES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["method"] for row in rows] == [str(method) for method in Method]
    assert all(row["zh"] and row["en"] for row in rows)
