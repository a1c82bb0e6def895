from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from jingtu_web.common.audit import first_broken
from jingtu_web.common.models import AuditRecord, Place
from jingtu_web.registers.samples import actions, facts
from jingtu_web.registers.samples.importers import prepare
from jingtu_web.registers.samples.models import Point, Result, Sample
from jingtu_web.registers.samples.tests.frames import county_with_two_towns, result, table

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def county() -> Place:
    return county_with_two_towns()


def deliver(county: Place, *rows: dict) -> UUID:
    delivery = uuid4()
    incoming = prepare(table(*rows), county=county, file="a.xlsx")
    actions.store(incoming, county=county, batch=actions.Batch(delivery, "0" * 64), by="officer")
    return delivery


def codes(problems) -> list[str]:
    return [problem.code for problem in problems]


class TestStore:
    def test_what_goes_in_comes_out_as_facts(self, county):
        deliver(county, result("S1", "cadmium", 0.2, depth_top=0.0, depth_bottom=0.2), result("S1", "lead", 40.0))
        frame = facts.results(Sample.objects.standing()).sort("substance")
        assert frame["substance"].to_list() == ["cadmium", "lead"]
        assert frame["value"].to_list() == [0.2, 40.0]
        assert frame["depth_bottom"].to_list() == [0.2, None]
        assert frame["lon"].to_list() == [112.05, 112.05]
        assert set(frame["place"]) == {"青石镇"}

    def test_results_of_one_sample_share_one_sample_and_one_point(self, county):
        deliver(county, result("S1", "cadmium"), result("S1", "lead"), result("S2", "lead", lon=112.15))
        assert (Point.objects.count(), Sample.objects.count(), Result.objects.count()) == (2, 2, 3)

    def test_every_row_remembers_delivery_file_sheet_row_and_cell(self, county):
        delivery = deliver(county, result(row=7, cell="D7"))
        kept = Result.objects.get()
        assert (kept.delivery, kept.file_sha256, kept.sheet, kept.row, kept.cell) == (
            delivery,
            "0" * 64,
            "数据",
            7,
            "D7",
        )

    def test_a_point_lies_in_the_township_whose_outline_holds_it(self, county):
        deliver(county, result("W", lon=112.01), result("E", lon=112.19), result("edge", lon=112.1))
        assert [point.place.name for point in Point.objects.order_by("id")] == ["青石镇", "城关镇", "青石镇"]

    def test_without_coordinates_the_township_is_taken_from_its_name(self, county):
        deliver(county, result(lon=None, lat=None, place="沃川县城关镇三里村"))
        assert Point.objects.get().place.name == "城关镇"

    def test_nothing_is_placed_where_no_township_is_named(self, county):
        deliver(county, result(lon=None, lat=None, place="某村"))
        assert Point.objects.get().place is None

    def test_the_act_is_on_the_trail(self, county):
        delivery = deliver(county, result())
        entry = AuditRecord.objects.get(action="samples.store", subject=str(delivery))
        assert entry.detail == {"samples": 1, "results": 1}
        assert first_broken() is None

    def test_a_character_that_postgresql_refuses_is_left_out(self, county):
        deliver(county, result(text="0.2\x00"))
        assert Result.objects.get().text == "0.2"


class TestTwoDeliveries:
    def test_the_same_measurement_counts_once(self, county):
        deliver(county, result("S1", "cadmium"))
        deliver(county, result("S1", "cadmium"), result("S1", "lead"))
        frame = facts.results(Sample.objects.standing())
        assert sorted(frame["substance"]) == ["cadmium", "lead"]

    def test_after_the_first_is_withdrawn_the_second_still_stands_whole(self, county):
        first = deliver(county, result("S1", "cadmium"))
        deliver(county, result("S1", "cadmium"), result("S1", "lead"))
        actions.withdraw(first, at=NOON, by="officer", reason="更正")
        assert sorted(facts.results(Sample.objects.standing())["substance"]) == ["cadmium", "lead"]
        assert Result.objects.count() == 3, "nothing is deleted"

    def test_a_ph_delivered_with_one_serves_both(self, county):
        deliver(county, result("S1", "cadmium", ph=None))
        deliver(county, result("S1", "lead", ph=5.2))
        assert facts.results(Sample.objects.standing())["ph"].to_list() == [5.2, 5.2]

    def test_another_value_for_the_same_measurement_is_refused_with_both_values(self, county):
        deliver(county, result("S1", "cadmium", 0.2))
        [problem] = prepare(table(result("S1", "cadmium", 0.3)), county=county, file="b.xlsx").problems
        assert problem.code == "samples.contradicts"
        assert problem.text() == (
            "b.xlsx，工作表“数据”，单元格 C2：样品“S1”的cadmium为 0.3 mg/kg，与已入库的 0.2 mg/kg 不一致。"
            "同一样品同一项目只能有一个结果。"
            "本文件为更正件的，先撤销原交付再接收；不是同一点位的，在点位编号前加项目简称后重新上传。"
        )

    def test_the_rows_that_contradict_nothing_remain(self, county):
        deliver(county, result("S1", "cadmium", 0.2))
        incoming = prepare(table(result("S1", "cadmium", 0.3), result("S1", "lead")), county=county, file="b.xlsx")
        assert incoming.results["substance"].to_list() == ["lead"]

    def test_what_was_withdrawn_contradicts_nothing(self, county):
        first = deliver(county, result("S1", "cadmium", 0.2))
        actions.withdraw(first, at=NOON, by="officer", reason="更正")
        assert prepare(table(result("S1", "cadmium", 0.3)), county=county, file="b.xlsx").problems == []

    def test_the_same_number_within_50_m_is_the_same_point(self, county):
        deliver(county, result("S1", "cadmium", lat=30.05))
        deliver(county, result("S1", "lead", lat=30.05 + 49 / 111_320))
        assert Point.objects.count() == 1

    def test_the_same_number_farther_away_is_another_point_and_is_said(self, county):
        deliver(county, result("S1", "cadmium", lat=30.05))
        incoming = prepare(table(result("S1", "cadmium", 0.9, lat=30.06)), county=county, file="b.xlsx")
        assert codes(incoming.problems) == ["samples.same_number_elsewhere"]
        assert incoming.problems[0].values["apart"] == 1113
        assert incoming.points["point_id"].to_list() == [None]

    def test_the_nearest_of_several_points_of_one_number_is_meant(self, county):
        deliver(county, result("S1", lat=30.05))
        deliver(county, result("S1", lat=30.06))
        deliver(county, result("S1", "lead", lat=30.06))
        assert [point.samples.count() for point in Point.objects.order_by("id")] == [1, 2]


class TestIncoming:
    def test_points_outside_the_county_are_named(self, county):
        [problem] = prepare(table(result("S9", lon=115.0)), county=county, file="b.xlsx").problems
        assert (problem.code, problem.values["points"]) == ("samples.outside_county", "S9")

    def test_a_county_without_outlines_calls_no_point_outside(self, county):
        Place.objects.update(outline=None)
        assert prepare(table(result("S9", lon=115.0)), county=county, file="b.xlsx").problems == []

    def test_a_number_too_long_for_the_register_is_refused(self, county):
        assert codes(prepare(table(result("x" * 121)), county=county, file="b.xlsx").problems) == [
            "samples.number_too_long"
        ]
        assert prepare(table(result("x" * 120)), county=county, file="b.xlsx").problems == []

    def test_an_empty_table_stores_nothing(self, county):
        deliver(county)
        assert Sample.objects.count() == 0
