"""Points whose class is not worse than their target."""

from jingtu.assessment.indicators.tests.made import answer, missing, reasons


def point(point_id, target, actual, year=2023):
    return {"point_id": point_id, "place": "450222", "year": year, "target_class": target, "actual_class": actual}


class TestStable:
    def test_better_and_equal_are_stable_and_worse_is_not(self):
        points = [point("P1", 4, 3), point("P2", 4, 4), point("P3", 4, 5), point("P4", 4, 5, 2022)]
        computed = answer("gw_stable", "2023-12-31", groundwater_points=points)
        assert reasons(computed) == {
            "P1 / 2023": ("counted", ""),
            "P2 / 2023": ("counted", ""),
            "P3 / 2023": ("below", "class_worse"),
            "P4 / 2022": ("outside", "other_year"),
        }

    def test_a_point_that_was_not_sampled_is_not_stable_by_default(self):
        assert missing(answer("gw_stable", "2023-12-31", groundwater_points=[point("P1", 4, None)])) == {
            "actual_class": ("P1 / 2023",)
        }
