"""Every number beside the tidy collection in ../shared/standards: same values, units and marks, no more, no fewer."""

import csv
from collections import Counter

import pytest

from jingtu.standards.crops import find as find_crop
from jingtu.standards.limits import Kind, load
from jingtu.substances import find, substance

COUNTS = {
    "gb15618_2018": 79,
    "gb36600_2018": 340,
    "gbt14848_2017": 467,
    "gb5084_2021": 160,
    "gb2762_2017": 29,
    "gb2762_2022": 72,
    "gb2762_2025": 72,
    "soil_background_1990": 55,
    "soil_background_studies": 22,
    "soil_background_unverified": 30,
}
FORMS = {("汞", "methyl"): "methylmercury", ("砷", "inorganic"): "inorganic_arsenic"}


def theirs(shared, name):
    with (shared / "standards" / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def ours(*standards):
    return [one for one in load().all if one.standard in standards]


def text(value):
    return "" if value is None else str(value)


def flag(value):
    return "" if value is None else str(int(value))


def test_every_standard_has_the_number_of_values_of_the_print():
    assert Counter(one.standard for one in load().all) == COUNTS


@pytest.mark.shared
class TestAgainstTheCollection:
    def test_gb15618(self, shared):
        expected = Counter(
            (
                find(row["substance_zh"]).key,
                row["kind"],
                row["land_use"],
                row["ph_min"],
                row["ph_max"],
                row["value"],
                row["unit"],
                row["item_group"],
                row["verification"],
            )
            for row in theirs(shared, "gb15618_2018")
        )
        found = Counter(
            (
                one.substance,
                one.kind,
                # Table 3 does not tell land uses apart, and says so with "any".
                one.conditions.land_use,
                text(one.conditions.ph_min),
                text(one.conditions.ph_max),
                text(one.value),
                one.unit,
                one.group,
                one.verification,
            )
            for one in ours("gb15618_2018")
        )
        assert found == expected

    def test_gb36600(self, shared):
        expected = Counter(
            (
                row["group"],
                row["no"],
                find(row["substance_zh"]).key,
                row["kind"],
                int(row["land_class"]),
                row["value"],
                row["unit"],
                row["background_clause"] == "yes",
                bool(row["sum_of"]),
                row["verification"],
            )
            for row in theirs(shared, "gb36600_2018")
        )
        found = Counter(
            (
                one.group,
                one.row,
                one.substance,
                one.kind,
                one.conditions.land_class,
                text(one.value),
                one.unit,
                one.background_clause,
                bool(one.sum_of),
                one.verification,
            )
            for one in ours("gb36600_2018")
        )
        assert found == expected

    def test_gbt14848(self, shared):
        expected = Counter(
            (
                row["group"],
                row["no"],
                find(row["substance_zh"]).key,
                row["class"],
                row["operator"],
                row["lower"],
                row["lower_inclusive"],
                row["upper"],
                row["upper_inclusive"],
                row["text_value"],
                row["unit"],
                row["verification"],
            )
            for row in theirs(shared, "gbt14848_2017")
        )
        found = Counter(
            (
                one.group,
                one.row,
                one.substance,
                one.conditions.class_,
                one.comparator,
                text(one.lower),
                flag(one.lower_inclusive),
                text(one.upper),
                flag(one.upper_inclusive),
                text(one.text_value),
                one.unit,
                one.verification,
            )
            for one in ours("gbt14848_2017")
        )
        assert found == expected

    def test_gb5084(self, shared):
        expected = Counter(
            (
                row["group"],
                row["no"],
                find(row["substance_zh"]).key,
                row["crop_type"],
                row["condition"],
                row["operator"],
                row["value_min"],
                row["value"],
                row["unit"],
                row["verification"],
            )
            for row in theirs(shared, "gb5084_2021")
        )
        found = Counter(
            (
                one.group,
                one.row,
                one.substance,
                one.conditions.crop_type,
                text(one.conditions.condition),
                one.comparator,
                text(one.lower),
                text(one.upper),
                one.unit,
                one.verification,
            )
            for one in ours("gb5084_2021")
        )
        assert found == expected

    @pytest.mark.parametrize("edition", ["gb2762_2022", "gb2762_2025"])
    def test_gb2762(self, shared, edition):
        expected = Counter(
            (
                row["table_ref"].replace("table ", "table_"),
                FORMS.get((row["contaminant_zh"], row["form"])) or find(row["contaminant_zh"]).key,
                row["food_code"],
                row["food_category_zh"],
                row["food_category_en"],
                row["basis"],
                row["operator"],
                row["value"],
                row["unit"],
                row["verification"],
            )
            for row in theirs(shared, edition)
        )
        found = Counter(
            (
                one.table,
                one.substance,
                one.conditions.food_code,
                one.subject_zh,
                one.subject_en,
                one.conditions.basis,
                one.comparator,
                text(one.value),
                one.unit,
                one.verification,
            )
            for one in ours(edition)
        )
        assert found == expected

    def test_the_background_of_soils(self, shared):
        rows = [*theirs(shared, "china_soil_background"), *theirs(shared, "china_soil_background_unverified")]
        expected = Counter(
            (
                row["symbol"],
                row["area"],
                row["area_zh"],
                row["layer"],
                row["statistic"],
                row.get("set", ""),
                row["value"],
                row.get("value_high", ""),
                row["unit"],
                row["verification"],
            )
            for row in rows
        )
        found = Counter(
            (
                substance(one.substance).symbol,
                one.conditions.area,
                one.subject_zh,
                one.conditions.layer,
                one.conditions.statistic,
                text(one.conditions.series),
                text(one.value if one.value is not None else one.lower),
                text(one.upper) if one.comparator == "range" else "",
                one.unit,
                one.verification,
            )
            for one in load().all
            if one.kind == Kind.BACKGROUND
        )
        assert found == expected

    def test_every_cas_number_of_the_tables_is_that_of_the_substance(self, shared):
        tables = ("gb15618_2018", "gb36600_2018", "gbt14848_2017", "gb5084_2021")
        pairs = {(row["substance_zh"], row["cas"]) for table in tables for row in theirs(shared, table) if row["cas"]}
        assert [(name, cas) for name, cas in pairs if find(cas) != find(name)] == []

    def test_gb2762_of_2017(self, shared):
        """What the collection has seen stands here; what it is not sure of never decides here."""
        crops = {
            "leafy vegetables": "veg_leafy",
            "eggplant": "veg_other",
            "potato": "veg_tuber",
            "sweet potato": "veg_tuber",
            "rice": "rice",
        }
        lines = {(one.substance, one.conditions.food_code): one for one in ours("gb2762_2017")}
        rows = [
            row
            for row in csv.DictReader((shared / "domain" / "crop_limits.csv").open(encoding="utf-8", newline=""))
            if row["standard_edition"] == "GB 2762-2017"
        ]
        assert len(rows) == 35
        for row in rows:
            contaminant = "inorganic_arsenic" if row["species"] == "inorganic" else find(row["metal"]).key
            crop = find_crop(crops.get(row["crop"], row["crop"]))
            of = {food for substance, food in lines if substance == contaminant}
            line = lines[contaminant, crop.line(contaminant, of)]
            assert (text(line.value), line.unit) == (row["limit"], row["unit"]), row
            assert line.decides or row["verified"] != "yes", row
