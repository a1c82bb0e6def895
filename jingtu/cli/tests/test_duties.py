"""``jingtu duties``: what is shown, in words, as JSON and as a workbook, and the exit status."""

import json

import openpyxl
import pytest
from click.testing import CliRunner

from jingtu.cli import main

UNIT = {
    "id": "91140404MA0DEM013C",
    "name": "某化工厂",
    "place": "140404",
    "listed_on": "2024-03-29",
    "hazard_checks": [],
    "demolitions": [{"about": "罐区", "start_on": "2025-09-12", "filed_with_ecology_on": "2025-08-27"}],
}


@pytest.fixture
def ask(tmp_path):
    def asking(facts: object, *arguments: str, on: str = "2025-09-15"):
        path = tmp_path / "facts.json"
        path.write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
        return CliRunner().invoke(main, ["duties", str(path), "--on", on, *arguments])

    return asking


def owed(done, duty: str) -> list[dict[str, object]]:
    return [one for one in json.loads(done.stdout)["owed"] if one["duty"] == duty]


class TestWhatIsShown:
    def test_a_late_duty_with_its_day_its_law_and_what_follows(self, ask):
        page = ask({"key_unit": [UNIT]}).stdout
        assert "KU-003 【迟延】" in page
        assert "期限 2025-03-31（名义日 2025-03-29），迟延 168 天（仍未完成） · 计划或指南要求" in page
        assert "土壤污染防治法第21条第2款(二)" in page
        assert "第86条(三)：2-20万元" in page

    def test_the_same_in_json_with_stable_keys(self, ask):
        [found] = owed(ask({"key_unit": [UNIT]}, "--json"), "KU-003")
        assert (found["state"], found["due"], found["late"], found["open"]) == ("late", "2025-03-31", 168, True)
        assert found["consequence"]["fine"] == [20_000, 200_000]

    def test_working_days_and_an_absent_recipient(self, ask):
        found = {one["about"]: one for one in owed(ask({"key_unit": [UNIT]}, "--json"), "KU-022")}
        assert [one["state"] for one in found.values()] == ["late", "missing"]
        assert [(one["late"], one["late_unit"]) for one in found.values()] == [(3, "WD"), (None, None)]

    def test_a_past_day_is_answered_from_what_had_happened_by_then(self, ask):
        [found] = owed(ask({"key_unit": [UNIT]}, "--json", on="2025-03-30"), "KU-003")
        assert found["state"] == "pending"

    def test_what_is_fulfilled_is_shown_on_request(self, ask):
        done = {**UNIT, "hazard_checks": ["2025-03-31"]}
        assert owed(ask({"key_unit": [done]}, "--json"), "KU-003") == []
        [found] = owed(ask({"key_unit": [done]}, "--json", "--all"), "KU-003")
        assert found["state"] == "fulfilled"

    def test_nothing_owed_is_not_called_nothing_to_do(self, ask):
        assert "不等于没有义务" in ask({"key_unit": []}).stdout

    def test_a_day_before_the_data_is_said_to_have_none(self, ask):
        done = ask({"key_unit": [{**UNIT, "known_since": "2025-10-01"}]}, "--json")
        assert json.loads(done.stdout)["owed"] == []
        assert json.loads(done.stdout)["remarks"][0]["code"] == "duties.no_data"
        assert "没有数据" in done.stderr

    def test_without_a_place_the_reader_is_told_that_local_duties_are_left_out(self, ask):
        done = ask({"key_unit": [{**UNIT, "place": ""}]})
        assert done.exit_code == 0
        assert "未计算地方性义务" in done.stderr
        assert "1 个对象没有写明数据起始日" in done.stderr

    def test_english(self, ask):
        page = ask({"key_unit": [UNIT]}, "--lang", "en").stdout
        assert (
            "due 2025-03-31 (nominally 2025-03-29), 168 days late (still open) · called for by a plan or guide" in page
        )


class TestWorkbook:
    def test_one_row_per_duty_owed_days_as_days(self, ask, tmp_path):
        out = tmp_path / "owed.xlsx"
        assert ask({"key_unit": [UNIT]}, "-o", str(out)).exit_code == 0
        rows = list(openpyxl.load_workbook(out).active.values)
        found = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
        [late] = [one for one in found if one["义务"] == "KU-003"]
        assert (late["状态"], late["期限"].isoformat()[:10], late["迟延"]) == ("迟延", "2025-03-31", 168)

    def test_a_folder_that_is_not_there_is_a_wrong_call(self, ask, tmp_path):
        done = ask({"key_unit": [UNIT]}, "-o", str(tmp_path / "none" / "owed.xlsx"))
        assert done.exit_code == 2

    def test_the_template_is_written_and_read_back_empty(self, tmp_path):
        out = tmp_path / "facts.xlsx"
        assert CliRunner().invoke(main, ["duties", "--template", str(out)]).exit_code == 0
        done = CliRunner().invoke(main, ["duties", str(out), "--on", "2025-09-15"])
        assert done.exit_code == 0, done.stderr


class TestFaults:
    def test_errors_end_with_status_1_and_nothing_is_answered(self, ask):
        done = ask({"key_unit": [UNIT, {"id": "v", "listd_on": "2024-03-29"}]}, "--json")
        assert (done.exit_code, done.stdout) == (1, "")
        assert "listed_on" in done.stderr

    def test_the_clean_subjects_are_answered_on_request_and_the_status_stays_1(self, ask):
        done = ask({"key_unit": [UNIT, {"id": "v", "listd_on": "2024-03-29"}]}, "--json", "--accept-clean")
        assert done.exit_code == 1
        assert {one["subject"] for one in json.loads(done.stdout)["owed"]} == {UNIT["id"]}

    def test_a_contradiction_names_both_facts_and_the_duty_is_invalid(self, ask):
        facts = {"as_of": "2025-09-15", "key_unit": [{**UNIT, "hazard_checks": ["2025-12-01"]}]}
        done = ask(facts, "--json")
        assert owed(done, "KU-003")[0]["state"] == "invalid"
        assert "91140404MA0DEM013C.hazard_checks[0]（2025-12-01）" in done.stderr

    def test_no_file_is_a_wrong_call(self):
        assert CliRunner().invoke(main, ["duties"]).exit_code == 2

    def test_parameters_that_a_province_has_set_are_used(self, ask, tmp_path):
        path = tmp_path / "set.csv"
        path.write_text(
            "name,place,value,valid_from,valid_before,source,mark\npublish_days,140000,20D,2024-01-01,,晋环发〔2024〕1号,official_text\n",
            encoding="utf-8",
        )
        assert ask({"key_unit": [UNIT]}, "--parameters", str(path)).exit_code == 0

    @pytest.mark.parametrize(
        "row", ["publish_day,140000,20D,,,x,y", "publish_days,140000,twenty,,,x,y", "publish_days,140000"]
    )
    def test_a_setting_that_cannot_be_used_is_refused_by_line(self, ask, tmp_path, row):
        path = tmp_path / "set.csv"
        path.write_text(f"name,place,value,valid_from,valid_before,source,mark\n{row}\n", encoding="utf-8")
        done = ask({"key_unit": [UNIT]}, "--parameters", str(path))
        assert done.exit_code == 1
        assert "第 2 行" in done.stderr
