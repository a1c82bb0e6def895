"""``jingtu limits``: what is shown, what is said where there is nothing, and the exit status."""

import json
import os
import subprocess
import sys
import unicodedata

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from jingtu.cli import main
from jingtu.standards.standard import CONDITION_NAMES


def run(*arguments):
    return CliRunner().invoke(main, ["limits", *arguments])


def as_json(*arguments):
    return json.loads(run(*arguments, "--json").stdout)


class TestWhatIsShown:
    @pytest.mark.parametrize("name", ["镉", "Cd", "总镉", "cadmium", "7440-43-9"])
    def test_any_name_of_cadmium_shows_the_same(self, name):
        answer = as_json(name, "--on", "2026-11-22")
        assert answer["substance"]["key"] == "cadmium"
        # Farmland 12, food 18, development land 4, irrigation 4, groundwater 5, background 13.
        assert len(answer["limits"]) == 12 + 18 + 4 + 4 + 5 + 13
        assert {one["edition"] for one in answer["limits"]} >= {"GB 15618-2018", "GB 36600-2018", "GB 2762-2025"}

    def test_the_edition_is_that_of_the_day(self):
        for day, edition in (("2026-09-01", "GB 2762-2022"), ("2026-09-02", "GB 2762-2025")):
            shown = {one["edition"] for one in as_json("铅", "--on", day)["limits"]}
            assert {one for one in shown if one.startswith("GB 2762")} == {edition}

    def test_every_number_comes_with_unit_citation_days_and_mark(self):
        for one in as_json("砷", "--on", "2026-11-22")["limits"]:
            assert all(one[key] for key in ("unit", "cite_zh", "cite_en", "valid_from", "verification"))

    def test_every_condition_is_a_key_and_null_where_it_does_not_matter(self):
        limits = as_json("镉", "--on", "2026-11-22")["limits"]
        assert {tuple(one["conditions"]) for one in limits} == {CONDITION_NAMES}
        [food] = [one for one in limits if one["conditions"]["food_code"] == "cereal.rice"]
        assert (food["conditions"]["ph_max"], food["conditions"]["land_use"]) == (None, None)

    def test_digits_are_kept_as_printed(self):
        [one] = [
            one for one in as_json("六六六总量", "--on", "2026-11-22")["limits"] if one["standard"] == "gb15618_2018"
        ]
        assert one["value"] == "0.10"

    def test_what_never_decides_says_so_in_words(self):
        page = run("镍", "--on", "2026-11-22").stdout
        [first, *_] = [line for line in page.splitlines() if "≤0.2 " in line]
        assert "仅供参考：未经文本核对，不作判定" in first
        assert "never decides" in run("镍", "--on", "2026-11-22", "--lang", "en").stdout

    def test_the_background_clause_is_named(self):
        assert "第一类用地，适用背景值条款" in run("钴", "--on", "2026-11-22").stdout

    def test_columns_stand_under_each_other_though_chinese_is_wide(self):
        lines = run("镉", "--on", "2026-11-22").stdout.splitlines()
        start = next(number for number, line in enumerate(lines) if line.startswith("GB 15618"))
        starts = {_columns_before(line, "mg/kg") for line in lines[start + 2 : start + 14]}
        assert len(starts) == 1
        assert starts == {_columns_before(lines[start + 1], "单位")}


class TestWhereThereIsNothing:
    def test_an_unknown_name_is_an_error_with_suggestions(self):
        result = run("苯并芘a", "--on", "2026-11-22")
        assert result.exit_code == 1
        assert result.stdout == ""
        assert "苯并[a]芘" in result.stderr
        assert as_json("苯并芘a")["suggestions"][0] == "苯并[a]芘"

    def test_a_day_before_every_standard_says_what_is_covered(self):
        result = run("镉", "--on", "2017-09-16")
        assert result.exit_code == 0
        assert "GB 15618-2018 [2018-08-01 起]" in result.stderr
        assert "没有限值不等于未超标" in result.stderr

    def test_a_substance_no_standard_has_is_answered_in_english_too(self):
        result = run("indium", "--lang", "en")
        assert result.exit_code == 0
        assert "No standard here has a limit for 铟 (Indium)" in result.stderr

    @pytest.mark.parametrize(
        "arguments", [[], ["镉", "--on", "yesterday"], ["镉", "--on", "2026-02-30"], ["镉", "--lang", "fr"]]
    )
    def test_a_wrong_call_is_status_2(self, arguments):
        assert run(*arguments).exit_code == 2

    @pytest.mark.parametrize("encoding", ["gbk", "latin-1"])
    def test_a_file_that_cannot_hold_every_sign_is_written_all_the_same(self, encoding):
        environment = {**os.environ, "PYTHONIOENCODING": encoding}
        call = [sys.executable, "-m", "jingtu", "limits", "䓛", "--on", "2026-11-22"]
        page = subprocess.run(call, env=environment, capture_output=True, check=True)
        assert "GB 36600-2018" in page.stdout.decode(encoding)
        answer = subprocess.run([*call, "--json"], env=environment, capture_output=True, check=True)
        assert json.loads(answer.stdout.decode("utf-8"))["substance"]["zh"] == "䓛"

    def test_an_argument_that_is_no_text_is_answered(self):
        result = run("\udcff", "--json")
        assert result.exit_code == 1
        assert json.loads(result.stdout)["limits"] == []

    @settings(max_examples=40)
    @given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=12))
    def test_no_text_ends_in_a_traceback(self, text):
        result = run("--on", "2026-11-22", "--json", "--", text)
        assert result.exit_code in (0, 1)
        json.loads(result.stdout)


def _columns_before(line, word):
    before = line[: line.index(word)]
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in before)
