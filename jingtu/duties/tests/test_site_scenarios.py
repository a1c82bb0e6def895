"""The fifteen cases of the collection: duties, lateness, and apart from it what the lateness may be called."""

from __future__ import annotations

import csv
from datetime import date

import pytest

from jingtu.duties.catalogue import DUTIES
from jingtu.duties.duty import Label, Owed, owed
from jingtu.duties.facts.subject import Subject
from jingtu.duties.occurrence import State
from jingtu.duties.tests.scenario_adapter import CASES, Expected, expected, lateness, subjects

ALSO_RIGHT = {("S10", "CL-044", "triggered"): "pending", ("S15", "CL-055", "triggered"): "not_triggered"}
"""Answers that the notes of the collection accept in place of the expected ones (``accept:``)."""


@pytest.fixture(scope="module")
def cases(shared) -> dict[str, dict[str, str]]:
    with (shared / "domain" / "site_scenarios.csv").open(encoding="utf-8-sig", newline="") as lines:
        return {row["case_id"]: row for row in csv.DictReader(lines)}


def answers(case: dict[str, str]) -> tuple[list[Subject], list[Owed]]:
    found = subjects(case)
    on = date.fromisoformat(case["as_of_date"])
    return found, [one for facts in found for one in owed(DUTIES, facts, on=on)]


def about(one: Owed, part: str) -> bool:
    return not part or part in (one.subject.id, str(one.occurrence.nominal)) or part in one.about


def test_every_case_has_its_adapter(cases):
    assert set(cases) == set(CASES)


@pytest.mark.parametrize("name", sorted(CASES))
def test_the_expected_duties_arise_in_the_expected_states(cases, name):
    _, found = answers(cases[name])
    for wanted in expected(cases[name]["expected_duties"]):
        state = ALSO_RIGHT.get((name, wanted.duty, wanted.state), wanted.state)
        assert holds(Expected(wanted.duty, state, wanted.about), found), (wanted, told(found, wanted.duty))


def holds(wanted: Expected, found: list[Owed]) -> bool:
    same = [one for one in found if one.duty.id == wanted.duty and about(one, wanted.about)]
    if wanted.state == "not_triggered":
        return same == []
    if wanted.about == "human_review":
        same = [one for one in found if one.duty.id == wanted.duty]
        return any(one.state in (State.PENDING, State.HUMAN_REVIEW) for one in same)
    return any(one.state == wanted.state for one in same)


def told(found: list[Owed], duty: str) -> list[str]:
    return [f"{one.subject.id} {one.about} {one.state} {one.due} {one.late}" for one in found if one.duty.id == duty]


@pytest.mark.parametrize("name", sorted(CASES))
def test_lateness_is_counted_to_the_day(cases, name):
    _, found = answers(cases[name])
    for wanted in lateness(cases[name]["expected_lateness"]):
        assert wanted.late in {one.late for one in found if one.duty.id == wanted.duty}, (
            wanted,
            told(found, wanted.duty),
        )


@pytest.mark.parametrize("name", sorted(CASES))
def test_lateness_against_a_default_is_internal(cases, name):
    _, found = answers(cases[name])
    for wanted in lateness(cases[name]["expected_lateness"]):
        for one in found:
            if wanted.internal and one.duty.id == wanted.duty and one.late == wanted.late:
                assert one.label is Label.INTERNAL


LABELS = {
    ("S01", "CL-029"): Label.STATUTORY,
    ("S01", "CL-001"): Label.STATUTORY,
    ("S01", "KU-032"): Label.INTERNAL,
    ("S05", "KU-022"): Label.STATUTORY,
    ("S06", "KU-003"): Label.PLAN,
    ("S06", "KU-012"): Label.PLAN,
    ("S07", "CL-024"): Label.INTERNAL,
    ("S09", "CL-035"): Label.INTERNAL,
    ("S12", "HM-020"): Label.STATUTORY,
    ("S12", "HM-021"): Label.STATUTORY,
    ("S12", "HM-022"): Label.STATUTORY,
    ("S13", "WS-009"): Label.STATUTORY,
    ("S13", "WS-011"): Label.STATUTORY,
    ("S14", "CL-001"): Label.STATUTORY,
}


@pytest.mark.parametrize(("name", "duty"), sorted(LABELS))
def test_what_each_lateness_may_be_called(cases, name, duty):
    _, found = answers(cases[name])
    late = [one for one in found if one.duty.id == duty and one.late]
    assert late
    assert {one.label for one in late} == {LABELS[name, duty]}


class TestS14AcrossTheChangeOfLaw:
    """Works begun before the Code and going on under it: split on 2026-08-15, each part by its own article."""

    def test_the_survey_that_was_not_made_is_judged_by_both_laws_in_turn(self, cases):
        _, found = answers(cases["S14"])
        [late] = [one for one in found if one.duty.id == "CL-001" and one.late]
        assert [(str(part.days), part.citations[0].text()) for part in late.segments] == [
            ("2026-05-10 – before 2026-08-15", "土壤污染防治法第59条第2款"),
            ("2026-08-15 – before 2026-09-02", "生态环境法典第454条第2款"),
        ]
        assert late.consequence.later is not None
