"""The words and citations of the duties: complete, dated, and as the collection has them."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from jingtu.duties import law

SUBJECTS = {
    "construction_land": "parcels",
    "heavy_metals": "metals",
    "waste_sites": "wastes",
    "agri_inputs": "farming",
    "funds_projects": "projects",
    "survey_monitoring": "monitoring",
}
SAME = {
    "柳城县2023年度计划": "柳城县2023年度土壤污染防治计划",
    "环土壤〔2021〕120号规划": "关于“十四五”土壤等规划（环土壤〔2021〕120号）",
}
SHANGDANG, LIUCHENG, ZHONGYUAN = "140404", "450222", "410102"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def test_every_duty_of_the_collection_stands_here_in_the_same_words(shared):
    collected = rows(shared / "domain" / "duties.csv")
    assert len(collected) == 279 == len(law.TEXTS)
    for row in collected:
        text = law.text(row["id"])
        assert text.subject == SUBJECTS.get(row["domain"], row["domain"])
        assert (text.zh, text.en, text.trigger) == (row["duty_zh"], row["duty_en"], row["trigger"])
        assert (text.who, text.supervised_by) == (row["responsible_party"], row["supervising_department"])
        assert (text.deadline, text.recurrence, text.evidence) == (
            row["deadline_rule"],
            row["recurrence"],
            row["evidence"],
        )
        assert text.needs == tuple(row["data_needed"].split(";"))
        assert text.verified == (row["verified"] == "yes")


def test_every_citation_of_the_collection_stands_here_with_its_days(shared):
    def collected(row: dict[str, str]) -> tuple[str, ...]:
        last = row["valid_to"] and (date.fromisoformat(row["valid_to"]) + timedelta(1)).isoformat()
        instrument = SAME.get(row["instrument"], row["instrument"])
        named = (row["duty_id"], instrument, row["article"], row["paragraph"])
        return (*named, row["valid_from"], last, row["article_text_read"])

    wanted = sorted(collected(row) for row in rows(shared / "domain" / "duty_legal_versions.csv"))
    assert len(wanted) == 588
    assert sorted(tuple(row.values()) for row in rows(law.DATA / "citations.csv")) == wanted


def test_every_duty_rests_on_something():
    assert set(law.CITATIONS) == set(law.TEXTS)


class TestDaysInForce:
    """The Soil Law until 2026-08-14, the Code from 2026-08-15."""

    def test_on_the_last_day_the_law_is_cited(self):
        assert [one.text() for one in law.citations("CL-001", on=date(2026, 8, 14))] == ["土壤污染防治法第59条第2款"]

    def test_on_the_first_day_the_code_is_cited(self):
        assert [one.text() for one in law.citations("CL-001", on=date(2026, 8, 15))] == ["生态环境法典第454条第2款"]

    def test_before_2019_there_was_no_soil_law(self):
        assert law.citations("CL-001", on=date(2018, 12, 31)) == ()
        assert len(law.citations("CL-001", on=date(2019, 1, 1))) == 1

    @pytest.mark.parametrize("duty", sorted(law.TEXTS))
    def test_no_day_is_lost_at_the_change_of_law(self, duty):
        cites = law.CITATIONS[duty]
        ending = [one for one in cites if one.period.before == law.CODE_FROM]
        beginning = [one for one in cites if one.period.start == law.CODE_FROM]
        if ending:
            assert beginning, f"{duty} loses its statute on 2026-08-15"


class TestPlaces:
    def test_a_plan_binds_its_own_district_only(self):
        assert law.citations("CL-014", on=date(2022, 6, 1), place=SHANGDANG)
        assert law.citations("CL-014", on=date(2022, 6, 1), place=LIUCHENG) == ()
        assert law.citations("CL-014", on=date(2022, 6, 1)) == ()

    def test_a_provincial_plan_binds_every_county_of_the_province(self):
        cited = law.citations("CL-047", on=date(2021, 10, 15), place=SHANGDANG)
        assert [one.instrument.place for one in cited] == ["140000", "140000"]

    def test_a_county_plan_does_not_bind_its_city(self):
        assert not law.covers("140404", "140400")
        assert law.covers("140400", "140404")

    def test_a_duty_that_only_local_papers_carry_names_their_places(self):
        assert law.local_places("CL-043") == ("140000",)
        assert law.local_places("CL-001") == ()


class TestWords:
    def test_articles_paragraphs_and_items_are_written_as_lawyers_write_them(self):
        [cited] = [one for one in law.CITATIONS["KU-003"] if one.instrument.title == "土壤污染防治法"]
        assert cited.text() == "土壤污染防治法第21条第2款(二)"
        assert cited.text("en") == "Soil Pollution Prevention and Control Law art. 21 para. 2(2)"

    def test_a_paper_without_articles_is_cited_by_its_name(self):
        [cited] = law.citations("KU-012", on=date(2025, 1, 1))
        assert cited.text() == "工业企业土壤和地下水自行监测技术指南（HJ 1209-2021）"

    def test_numbers_of_plans_that_are_no_articles_stay_as_printed(self):
        cited = [one.text() for one in law.citations("CL-044", on=date(2023, 6, 1), place=LIUCHENG)]
        assert "柳城县2023年度土壤污染防治计划(四)2" in cited

    def test_an_unknown_duty_is_a_key_error(self):
        with pytest.raises(KeyError):
            law.text("CL-999")
