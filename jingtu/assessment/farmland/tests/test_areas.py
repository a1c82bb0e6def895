"""Areas by category, place, crop and metal."""

from jingtu.assessment.farmland.areas import areas
from jingtu.assessment.farmland.tests.county import county, soil, units

MU = 1_000_000_000


def unit(code, area, **facts):
    return {"unit_code": code, "area": area, **facts}


def table(rows, *listed, by="category"):
    found = areas(county(rows, units(*listed)))
    return [row[1:] for row in found.rows() if row[0] == by]


def points(code, **contents):
    return [row for at in range(3) for row in soil(code, f"P{at}", **contents)]


class TestAreas:
    ROWS = (*points("U1"), *points("U2", cadmium=0.5, arsenic=40), *points("U3", cadmium=3))
    LISTED = (
        unit("U1", 100 * MU, town="甲镇", crops="水稻、油菜"),
        unit("U2", 12_345_000_000, town="乙镇", crops="水稻"),
        unit("U3", None, town="甲镇"),
    )

    def test_by_category(self):
        assert table(list(self.ROWS), *self.LISTED) == [
            (None, "PRIORITY", 1, 100.0, 0),
            (None, "SAFE_USE", 1, 12.345, 0),
            (None, "STRICT", 1, None, 1),
        ]

    def test_by_town(self):
        assert table(list(self.ROWS), *self.LISTED, by="town") == [
            ("乙镇", "SAFE_USE", 1, 12.345, 0),
            ("甲镇", "PRIORITY", 1, 100.0, 0),
            ("甲镇", "STRICT", 1, None, 1),
        ]

    def test_a_unit_counts_under_each_of_its_crops(self):
        assert table(list(self.ROWS), *self.LISTED, by="crop") == [
            ("水稻", "PRIORITY", 1, 100.0, 0),
            ("水稻", "SAFE_USE", 1, 12.345, 0),
            ("油菜", "PRIORITY", 1, 100.0, 0),
            (None, "STRICT", 1, None, 1),
        ]

    def test_a_unit_counts_under_each_of_its_target_pollutants(self):
        assert table(list(self.ROWS), *self.LISTED, by="metal") == [
            ("arsenic", "SAFE_USE", 1, 12.345, 0),
            ("cadmium", "SAFE_USE", 1, 12.345, 0),
            ("cadmium", "STRICT", 1, None, 1),
        ]

    def test_a_unit_that_is_to_be_split_has_no_category_yet(self):
        rows = [
            row
            for at, content in enumerate([0.1] * 11 + [3])
            for row in soil("U1", f"P{at}", cadmium=content, lon=113 + at * 0.005, lat=35.0)
        ]
        assert table(rows, unit("U1", 100 * MU)) == [(None, "TO_SPLIT", 1, 100.0, 0)]
