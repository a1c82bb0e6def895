"""GB 2762: the line a crop falls under."""

import csv
from datetime import date
from decimal import Decimal

import pytest

from jingtu.standards.crops import CROPS, find
from jingtu.standards.limits import load

DAYS = (date(2024, 1, 1), date(2026, 11, 22))
IN_2019 = date(2019, 10, 20)
COLUMNS = {
    "pb_total": "lead",
    "cd_total": "cadmium",
    "hg_total": "mercury",
    "as_total": "arsenic",
    "as_inorganic": "inorganic_arsenic",
    "cr_total": "chromium",
}


def limit(crop, substance, on):
    """The number for a crop, or None where GB 2762 has none."""
    lines = [one for one in load().of(substance, on=on) if one.edition.startswith("GB 2762")]
    code = crop.line(substance, {one.conditions.food_code for one in lines})
    found = [one.value for one in lines if one.conditions.food_code == code]
    assert len(found) == (code is not None)
    return found[0] if found else None


class TestGB2762:
    @pytest.mark.parametrize("on", DAYS)
    def test_cadmium_in_rice_wheat_and_greens(self, on):
        assert [limit(find(name), "cadmium", on) for name in ("水稻", "小麦", "小白菜", "番茄")] == [
            Decimal("0.2"),
            Decimal("0.1"),
            Decimal("0.2"),
            Decimal("0.05"),
        ]

    def test_arsenic_in_paddy_is_inorganic_arsenic(self):
        assert limit(find("稻谷"), "arsenic", DAYS[1]) is None
        assert limit(find("稻谷"), "inorganic_arsenic", DAYS[1]) == Decimal("0.35")

    def test_tea_has_a_limit_for_lead_alone(self):
        assert find("茶叶").food_codes == {"lead": ("tea",)}

    @pytest.mark.parametrize("on", [IN_2019, *DAYS])
    def test_every_line_a_crop_names_is_there(self, on):
        assert [
            crop.code for crop in CROPS for substance in crop.food_codes if limit(crop, substance, on) is None
        ] == []

    @pytest.mark.parametrize(
        ("crop", "lead_2019", "lead_2024"),
        [
            ("结球甘蓝", "0.3", "0.2"),
            ("生姜", "0.1", "0.2"),
            ("菠菜", "0.3", "0.3"),
            ("马铃薯", "0.2", "0.2"),
            ("茄子", "0.1", "0.1"),
        ],
    )
    def test_a_vegetable_falls_under_the_line_of_its_edition(self, crop, lead_2019, lead_2024):
        assert limit(find(crop), "lead", IN_2019) == Decimal(lead_2019)
        assert limit(find(crop), "lead", DAYS[0]) == Decimal(lead_2024)

    def test_no_name_means_two_crops(self):
        lost = [name for crop in CROPS for name in (crop.code, crop.zh, crop.en, *crop.aliases) if find(name) != crop]
        assert lost == []

    def test_rice_without_a_stage_of_milling_is_milled_rice(self):
        assert find("稻米") == find("大米")

    def test_an_unknown_crop_is_none(self):
        assert find("烟草") is None

    @pytest.mark.shared
    @pytest.mark.parametrize("on", DAYS)
    def test_the_numbers_are_those_of_the_collection(self, shared, on):
        with (shared / "standards" / "gb2762_crop_lookup.csv").open(encoding="utf-8", newline="") as lines:
            theirs = {
                row["crop_code"]: {name: Decimal(row[column]) for column, name in COLUMNS.items() if row[column]}
                for row in csv.DictReader(lines)
            }
        ours = {
            crop.code: {name: limit(crop, name, on) for name in COLUMNS.values() if limit(crop, name, on) is not None}
            for crop in CROPS
        }
        assert ours == theirs
