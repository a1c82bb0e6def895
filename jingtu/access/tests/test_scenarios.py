"""The scenarios of site_scenarios.csv: their verdict columns, through one adapter from their facts to entries.

``verdict_supply`` is the step SUPPLY, ``verdict_permit`` PLANNING_PERMIT, ``verdict_use`` the stricter of
START_OF_WORKS and PUT_TO_USE. ``block`` is PROHIBITED or NOT_YET, ``soft_block`` and ``conditional`` CONDITIONAL,
``allow`` NO_RESTRICTION_KNOWN. What a note lists after ``accept:`` is right too.
"""

from __future__ import annotations

import csv
import json
import re
from datetime import date
from typing import Any

import pytest

from jingtu.access import land_uses
from jingtu.access.model import (
    Answer,
    Conclusion,
    Entry,
    Facts,
    Force,
    Hit,
    Kind,
    Question,
    Relation,
    Scheme,
    Stage,
    Step,
    Use,
    Verdict,
)
from jingtu.access.space import Register
from jingtu.access.verdict import verdict
from jingtu.periods import Period

STEPS = {
    "supply": (Step.SUPPLY,),
    "permit": (Step.PLANNING_PERMIT,),
    "use": (Step.START_OF_WORKS, Step.PUT_TO_USE),
}
MEANING = {
    "block": {Answer.PROHIBITED, Answer.NOT_YET},
    "soft_block": {Answer.CONDITIONAL},
    "conditional": {Answer.CONDITIONAL},
    "allow": {Answer.NO_RESTRICTION_KNOWN},
}
# No step of land: the demolition of S05 is asked as works on a key unit's land; the approval of an emission (S11) and
# the end of aftercare of a tailings pond (S13) are gates of duties HM-005 and WS-013, answered with the duties.
NOT_ABOUT_LAND = {("S11", "permit"), ("S13", "use")}


def day(text: str) -> date:
    return date.fromisoformat(text)


def use(code: str) -> Use:
    """Codes of the scenarios are those of the 2023 classification."""
    if code == "food_storage":
        return land_uses.find("食品加工储存")
    return land_uses.find(code, Scheme.LAND_AND_SEA)


Parcels = dict[str, tuple[Entry, Use | None, list[Hit]]]
"""The parcels of a scenario by their names in the verdict columns: entry, use, neighbours."""


def s01(given: dict[str, Any]) -> Parcels:
    years = Period(date(2021, 1, 1), date(2025, 1, 1))
    facts = Facts(
        survey_reported=False,
        production_ended=day(given["end_production"]),
        taken_back=day(given["take_back"]),
        use_changed=day(given["use_change"]["date"]),
    )
    entry = Entry("S01", Kind.KEY_UNIT, years, industry=given["industry"], facts=facts)
    return {"": (entry, use(given["use_change"]["to"]), [])}


def s02(given: dict[str, Any]) -> Parcels:
    return {one["id"]: (former(one), use(one["to"]), []) for one in given["parcels"]}


def s03(given: dict[str, Any]) -> Parcels:
    lead, limits = given["max"]["Pb"], given["screening"]
    facts = Facts(
        survey_reported=True,
        review_passed=day(given["review_passed"]),
        conclusions=(Conclusion(1, lead > limits["class1"]), Conclusion(2, lead > limits["class2"])),
    )
    entry = Entry("S03", Kind.PARCEL, facts=facts)
    return {name: (entry, use(given[name]), []) for name in ("plan_a", "plan_b")}


def s04(given: dict[str, Any]) -> Parcels:
    """The survey of the southern part was made for the school: it holds for first-class land."""
    school = use(given["south"]["use"])
    north = Entry("north", Kind.CONTROL_LIST, stage=Stage.P9, facts=Facts(works_started=True, works_ended=False))
    facts = Facts(
        survey_reported=day(given["south"]["survey"]),
        review_passed=True,
        conclusions=(Conclusion(1, given["south"]["exceed"]),),
        listed=given["south"]["list"],
    )
    south = Entry("south", Kind.PARCEL, facts=facts)
    return {"north": (north, school, []), "south": (south, school, [Hit(north, Relation.NEIGHBOUR, distance=0.0)])}


def s05(given: dict[str, Any]) -> Parcels:
    return {"": (Entry("S05", Kind.KEY_UNIT), use("1001"), [])}


def s07(given: dict[str, Any]) -> Parcels:
    return {"": (Entry("S07", Kind.CONTROL_LIST, stage=Stage.P9), None, [])}


def s08(given: dict[str, Any]) -> Parcels:
    facts = Facts(
        works_ended=day(given["works_end"]),
        evaluated=True,
        evaluator_independent=given["contractor_uscc"] != given["evaluator_uscc"],
    )
    return {"": (Entry("S08", Kind.CONTROL_LIST, facts=facts), None, [])}


def s09(given: dict[str, Any]) -> Parcels:
    return {"": (Entry("S09", Kind.POLLUTED_LIST, stage=Stage.P13), None, [])}


def s10(given: dict[str, Any]) -> Parcels:
    facts = Facts(taken_back=day(given["take_back"]), control_needed=True)
    return {"": (Entry("S10", Kind.CONTROL_LIST, Period(day(given["listed"])), facts=facts), use("1101"), [])}


def s14(given: dict[str, Any]) -> Parcels:
    facts = Facts(survey_reported=False, use_changed=day(given["use_change"]["date"]), listed=given["list"])
    return {"": (Entry("S14", Kind.PARCEL, facts=facts), use(given["use_change"]["to"]), [])}


ADAPTERS = {"S01": s01, "S02": s02, "S03": s03, "S04": s04, "S05": s05, "S07": s07, "S08": s08, "S09": s09}
ADAPTERS |= {"S10": s10, "S14": s14}


def former(one: dict[str, Any]) -> Entry:
    if one["former"] == "coking_closed":
        return Entry(one["id"], Kind.FORMER_SITE, industry="25", facts=Facts(vacated=True, survey_reported=False))
    return Entry(one["id"], Kind.PARCEL, stage=Stage.P0, facts=Facts(survey_reported=False))


def asked(row: dict[str, str], step: Step, name: str = "") -> Verdict:
    """The verdict on one parcel of a row of the scenarios at a step."""
    given = json.loads(row["facts_json"])
    entry, planned, beside = ADAPTERS[row["case_id"]](given)[name]
    place = given.get("district") or given.get("province") or ""
    question = Question(step, planned, place=place, matches=(Hit(entry, Relation.SAME, how="case"), *beside))
    return verdict(question, register=Register([]), on=day(row["as_of_date"]))


def expected(cell: str, note: str, column: str) -> dict[str, set[Answer]]:
    """Per parcel of a cell such as ``A=block;C=allow``: the answers that count as right."""
    parts = [part.rpartition("=") for part in cell.split(";") if part not in ("", "na")]
    also = re.findall(rf"verdict_{column}=([a-z_]+)", note.partition("accept:")[2])
    return {name: MEANING[word].union(*(MEANING[one] for one in also)) for name, _, word in parts}


@pytest.fixture(scope="module")
def rows(shared):
    with (shared / "domain" / "site_scenarios.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.shared
class TestEveryScenario:
    @pytest.mark.parametrize("number", range(1, 16))
    def test_the_verdicts_come_out(self, rows, number):
        row = rows[number - 1]
        assert row["case_id"] == f"S{number:02d}"
        for column, steps in STEPS.items():
            if (row["case_id"], column) in NOT_ABOUT_LAND:
                continue
            for name, answers in expected(row[f"verdict_{column}"], row["notes"], column).items():
                found = [asked(row, step, name).answer for step in steps]
                assert max(found, key=lambda one: one.strictness) in answers, (column, name, found)

    def test_twelve_scenarios_have_a_verdict(self, rows):
        def asks(row):
            return any(row[f"verdict_{one}"] not in ("", "na") for one in STEPS)

        assert [row["case_id"] for row in rows if asks(row)] == (
            ["S01", "S02", "S03", "S04", "S05", "S07", "S08", "S09", "S10", "S11", "S13", "S14"]
        )


@pytest.mark.shared
class TestWhatTheVerdictsRestOn:
    """The labels, asserted apart from the answers."""

    def test_the_permit_outside_shangdang_rests_on_a_text_not_read(self, rows):
        found = asked(rows[9], Step.PLANNING_PERMIT)
        assert [(one.gate, one.force) for one in found.grounds] == [("permit", Force.UNREAD)]

    def test_the_works_of_s14_fall_under_the_code(self, rows):
        found = asked(rows[13], Step.START_OF_WORKS)
        works = next(one for one in found.grounds if one.gate == "works_steps")
        assert works.answer is Answer.NOT_YET
        assert works.force is Force.STATUTORY
        assert [one.text() for one in works.citations] == ["生态环境法典第461条第3款"]

    def test_who_supplies_the_survey_of_s01_is_the_body_that_holds_the_land_in_reserve(self, rows):
        found = asked(rows[0], Step.SUPPLY)
        assert {one.by for one in found.missing if one.what == "survey"} == {"land_reserve"}
