"""What a run is fed: from the register, from a file, in one order whatever order they came in."""

from uuid import uuid4

import polars as pl
import pytest

from jingtu.problems import Refused, Where, attention, error
from jingtu_web.deliveries.tests import files
from jingtu_web.registers.samples.actions import Batch, store
from jingtu_web.registers.samples.importers import prepare
from jingtu_web.registers.samples.tests.frames import county_with_two_towns, result, table
from jingtu_web.runs.rows import Input, Narrowed, accepted, from_file, from_register, input_sha256
from jingtu_web.runs.tests.made import DAY, field, officer

CADMIUM = Narrowed(("cadmium",))


def deliver(county, *rows) -> None:
    store(prepare(table(*rows), county=county, file="a.xlsx"), county=county, batch=Batch(uuid4(), ""), by="test")


@pytest.mark.django_db
class TestFromTheRegister:
    def test_only_what_was_asked_for(self):
        county = county_with_two_towns()
        deliver(county, result("S1"), result("S1", "lead", 40.0), result("S2", medium="crop"))
        found = from_register(Narrowed(("cadmium",), medium="soil"), officer())
        assert found.rows["sample"].to_list() == ["S1"]
        assert found.origin == {
            "source": "register",
            "filter": {"substances": ["cadmium"], "medium": "soil"},
            "rows": 1,
        }

    def test_the_same_results_are_the_same_bytes_in_whatever_order_they_were_delivered(self):
        county, user = county_with_two_towns(), officer()
        deliver(county, result("S1"), result("S2", value=0.3))
        first = from_register(CADMIUM, user)
        shuffled = Input(first.rows.reverse(), first.origin)
        assert first.content() == from_register(CADMIUM, user).content()
        assert first.content() != shuffled.content(), "order alone would change the hash, so it must be fixed"

    def test_points_outside_every_township_are_left_out_of_maps_and_counted(self):
        county, user = county_with_two_towns(), officer()
        deliver(county, result("S1"), result("S9", lon=12.05))
        assert len(from_register(CADMIUM, user).rows) == 2
        found = from_register(CADMIUM, user, inside_only=True)
        assert (found.rows["sample"].to_list(), found.origin["outside"]) == (["S1"], 1)

    def test_nothing_is_refused_in_words(self):
        with pytest.raises(Refused) as refused:
            from_register(CADMIUM, officer())
        assert refused.value.problems[0].code == "runs.no_rows"


class TestFromAFile:
    def test_the_file_is_named_with_its_hash(self, tmp_path):
        found = from_file(files.workbook(tmp_path / "a.xlsx"), CADMIUM, on=DAY, clean_only=False)
        assert found.rows["sample"].to_list() == ["S1-20", "S2-20"]
        assert (found.origin["name"], len(found.origin["sha256"]), "problems" in found.origin) == ("a.xlsx", 64, False)

    def test_errors_refuse_the_file_and_are_listed(self, tmp_path):
        path = files.workbook(tmp_path / "a.xlsx", (*files.GOOD, files.NEGATIVE))
        with pytest.raises(Refused) as refused:
            from_file(path, CADMIUM, on=DAY, clean_only=False)
        first, *others = refused.value.problems
        assert (first.code, first.values["count"], len(others)) == ("runs.file_has_errors", 1, 1)

    def test_clean_rows_can_be_enough_and_the_errors_are_kept_with_their_places(self, tmp_path):
        path = files.workbook(tmp_path / "a.xlsx", (*files.GOOD, files.NEGATIVE))
        [kept] = from_file(path, CADMIUM, on=DAY, clean_only=True).origin["problems"]
        assert (kept["severity"], kept["where"]["file"], kept["count"]) == ("error", "a.xlsx", 1)

    def test_alike_problems_are_kept_once_with_their_number(self):
        alike = [attention("outlines.axes_swapped", Where("u.gpkg", line=line)) for line in (1, 2, 3)]
        found = accepted([*alike, error("outlines.no_area", Where("u.gpkg", line=9))], clean_only=True)
        assert [(one["code"], one["where"]["line"], one["count"]) for one in found["problems"]] == [
            ("outlines.no_area", 9, 1),
            ("outlines.axes_swapped", 1, 3),
        ]

    def test_the_files_with_errors_are_named(self):
        errors = [error("outlines.no_area", Where(name)) for name in ("u.gpkg", "r.xlsx", "u.gpkg")]
        with pytest.raises(Refused, match=r"文件“u\.gpkg、r\.xlsx”中有 3 处错误"):
            accepted(errors, clean_only=False)


class TestHash:
    def test_rows_origin_settings_seed_and_day_all_count(self):
        def of(rows=None, origin="a", settings=1, seed=1, on=DAY):
            given = Input(field(12) if rows is None else rows, {"source": origin})
            return input_sha256(given, {"x": settings}, seed, on)

        changed = pl.concat([field(11), field(12).tail(1).with_columns(value=pl.lit(9.0))])
        others = [of(rows=changed), of(origin="b"), of(settings=2), of(seed=2), of(on=DAY.replace(year=2025))]
        assert len({of(), *others}) == 6
        assert of() == of()
