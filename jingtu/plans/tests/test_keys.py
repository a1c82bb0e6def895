"""The two documents with a key are read as a careful reader reads them, without exception (plans/expected)."""

import csv
import re
from functools import cache
from pathlib import Path

import pytest

from jingtu.plans import read
from jingtu.plans.model import Unit

pytestmark = pytest.mark.shared

FILES = {"shangdang": "000_573fadf36d3301f9.txt", "gaoping": "004_1ee44848a3e1727e.txt"}
ROLES = {
    "lead_departments": "lead",
    "joint_departments": "joint",
    "participating_departments": "participating",
    "cooperating": "cooperating",
    "implementing": "implementing",
    "other_roles": "other",
}
DAY = re.compile(r"^by (\d{4}-\d{2}-\d{2})$")


def rows(shared: Path, table: str, place: str) -> list[dict[str, str]]:
    with (shared / "plans" / "expected" / f"{table}_{place}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def reading(shared: Path, place: str):
    return read(shared / "plans" / FILES[place])


def by_key(shared: Path, place: str) -> dict[str, Unit]:
    """Unit of the reading for each row of the key: both are in reading order."""
    return dict(
        zip((row["unit_id"] for row in rows(shared, "units", place)), reading(shared, place).units, strict=True)
    )


@pytest.mark.parametrize("place", FILES)
class TestUnits:
    def test_there_is_one_unit_per_row_of_the_key(self, shared, place):
        assert len(reading(shared, place).units) == len(rows(shared, "units", place))

    def test_numbers_kinds_and_chapters(self, shared, place):
        for row in rows(shared, "units", place):
            unit = by_key(shared, place)[row["unit_id"]]
            assert (unit.number or "（无编号）") == row["clause_no"], row
            assert unit.kind == row["kind"], row
            assert " / ".join(unit.path) == row["chapter"], row

    def test_parts_carry_the_letters_of_the_key(self, shared, place):
        for row in rows(shared, "units", place):
            letter = re.search(r"\d([a-z])$", row["unit_id"])
            assert by_key(shared, place)[row["unit_id"]].part == (letter[1] if letter else None), row

    def test_titles(self, shared, place):
        for row in rows(shared, "units", place):
            if not row["title_basis"].startswith("derived"):
                assert by_key(shared, place)[row["unit_id"]].title == row["title"], row

    def test_no_title_is_invented(self, shared, place):
        for row in rows(shared, "units", place):
            if row["title_basis"].startswith("derived"):
                title = by_key(shared, place)[row["unit_id"]].title
                assert title is None or title in by_key(shared, place)[row["unit_id"]].text, row

    def test_bodies_by_role(self, shared, place):
        for row in rows(shared, "units", place):
            unit = by_key(shared, place)[row["unit_id"]]
            for column, role in ROLES.items():
                expected = [name for name in row[column].split("; ") if name]
                assert [body.name for body in unit.bodies if body.role == role] == expected, (row["unit_id"], role)

    def test_lists_closed_by_deng_are_open(self, shared, place):
        for row in rows(shared, "units", place):
            assert bool(by_key(shared, place)[row["unit_id"]].open_roles) == (row["list_open_ended"] == "yes"), row

    def test_source_lines(self, shared, place):
        for row in rows(shared, "units", place):
            first, last = (int(line) for line in row["source_lines"].split("-"))
            assert by_key(shared, place)[row["unit_id"]].lines == (first, last), row

    def test_nothing_is_left_over(self, shared, place):
        assert reading(shared, place).left_over == ()


@pytest.mark.parametrize("place", FILES)
class TestTargets:
    def test_printed_values_with_comparator_and_day(self, shared, place):
        for row in rows(shared, "targets", place):
            if row["value_basis"] != "printed":
                continue
            unit = by_key(shared, place)[row["unit_id"]]
            day = DAY.match(row["date"])
            read_here = [(target.comparator, target.value, target.by) for target in unit.targets]
            assert (row["comparator"], row["value"], day[1] if day else None) in read_here, row

    def test_as_many_numbers_as_the_key_prints_and_no_more(self, shared, place):
        printed = [row for row in rows(shared, "targets", place) if row["value_basis"] == "printed"]
        values = [target for unit in reading(shared, place).units for target in unit.targets if target.value]
        assert len(values) == len(printed)

    def test_printed_days(self, shared, place):
        for row in rows(shared, "targets", place):
            day = DAY.match(row["date"])
            if day and row["date_basis"] == "printed":
                unit = by_key(shared, place)[row["unit_id"]]
                assert ("by", day[1]) in [(one.kind, one.date) for one in unit.deadlines], row

    def test_numbers_of_a_superior_are_references_without_a_value(self, shared, place):
        for row in rows(shared, "targets", place):
            if row["value_basis"] == "reference to superior value":
                [target] = [one for one in by_key(shared, place)[row["unit_id"]].targets if one.reference]
                assert (target.comparator, target.value) == (row["comparator"], None), row


class TestSpansOfTheKey:
    def test_within_a_year(self, shared):
        [deadline] = by_key(shared, "shangdang")["SD-12"].deadlines
        assert (deadline.kind, deadline.period) == ("during", "2022-01-01/2022-12-31")

    def test_since_a_year(self, shared):
        [deadline] = by_key(shared, "shangdang")["SD-14"].deadlines
        assert (deadline.kind, deadline.period) == ("during", "2021-01-01/..")


class TestRepairsOfGaoping:
    def test_font_coded_digits_are_restored(self, shared):
        restored = [(one.before, one.after) for one in reading(shared, "gaoping").repairs if one.why == "font_digits"]
        assert restored == [("圆园19", "2019"), ("豫", "%"), ("豫", "%"), ("圆园19", "2019")]

    def test_a_park_stays_a_park(self, shared):
        assert "公园" in by_key(shared, "gaoping")["GP-21"].text

    def test_a_typing_mistake_of_the_original_stays(self, shared):
        assert "脱销" in by_key(shared, "gaoping")["GP-16"].text
