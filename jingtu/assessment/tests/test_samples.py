"""Laboratory results become samples: what is put together, what is left out and said, what is refused."""

import polars as pl
import pytest

from jingtu.assessment.samples import sample_groups
from jingtu.intake.laboratory import COLUMNS


def results(*rows):
    """(substance, value, operator, detection limit, unit), soil of paddies unless said otherwise."""
    names = ("substance", "value", "operator", "detection_limit", "unit")
    full = [{"medium": "soil", "land_use": "paddy", **dict(zip(names, row, strict=True))} for row in rows]
    return pl.DataFrame(full, schema={name: COLUMNS[name] for name in ("medium", "land_use", *names)})


def codes(problems):
    return [(problem.code, problem.severity) for problem in problems]


class TestGroups:
    def test_a_non_detect_enters_as_its_limit(self):
        [group], problems = sample_groups(results(("lead", 12.0, "", None, "mg/kg"), ("lead", None, "<", 2.0, "mg/kg")))
        assert (group.substance, group.medium, group.unit) == ("lead", "soil", "mg/kg")
        assert group.sample.values.tolist() == [12, 2]
        assert group.sample.detected.tolist() == [True, False]
        assert problems == ()

    def test_units_of_one_kind_become_that_of_the_first(self):
        rows = results(("lead", 12.0, "", None, "mg/kg"), ("lead", 500.0, "", None, "ug/kg"))
        [group], _ = sample_groups(rows)
        assert group.sample.values.tolist() == [12, 0.5]

    def test_groups_by_a_column(self):
        rows = results(("lead", 1.0, "", None, "mg/kg"), ("lead", 2.0, "", None, "mg/kg"))
        rows = rows.with_columns(land_use=pl.Series(["paddy", "dryland"]))
        groups, _ = sample_groups(rows, ["land_use"])
        assert [group.by for group in groups] == [{"land_use": "paddy"}, {"land_use": "dryland"}]

    def test_properties_are_no_contaminants(self):
        assert sample_groups(results(("ph", 6.5, "", None, "none"))) == ((), ())

    def test_another_medium_is_another_group(self):
        rows = results(("lead", 1.0, "", None, "mg/kg"), ("lead", 2.0, "", None, "mg/L"))
        groups, problems = sample_groups(rows.with_columns(medium=pl.Series(["soil", "groundwater"])))
        assert [group.unit for group in groups] == ["mg/kg", "mg/L"]
        assert problems == ()


class TestLeftOut:
    @pytest.mark.parametrize(
        ("row", "code"),
        [
            (("lead", None, "<", None, "mg/kg"), "limit_missing"),
            (("lead", 100.0, ">", None, "mg/kg"), "only_from_below"),
            (("lead", None, "", None, "mg/kg"), "number_missing"),
            ((None, 3.0, "", None, "mg/kg"), "substance_missing"),
        ],
    )
    def test_what_is_left_out_is_said_and_the_rest_kept(self, row, code):
        [group], problems = sample_groups(results(("lead", 12.0, "", None, "mg/kg"), row))
        assert group.sample.values.tolist() == [12]
        assert codes(problems) == [(f"statistics.{code}", "attention")]

    def test_nothing_left_is_no_group(self):
        groups, problems = sample_groups(results(("lead", None, "<", None, "mg/kg")))
        assert groups == ()
        assert len(problems) == 1


class TestRefused:
    def test_units_of_different_kinds(self):
        groups, problems = sample_groups(results(("lead", 1.0, "", None, "mg/kg"), ("lead", 2.0, "", None, "mg/L")))
        assert groups == ()
        assert codes(problems) == [("statistics.mixed_units", "error")]
        assert "mg/kg" in problems[0].text("en")

    def test_a_negative_number(self):
        groups, problems = sample_groups(results(("lead", -1.0, "", None, "mg/kg")))
        assert groups == ()
        assert codes(problems) == [("statistics.group_refused", "error")]
