"""What holds for every duty: which law, which penalty, what it may be called, and on which facts it rests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jingtu.duties import consequences, law
from jingtu.duties.consequences import PENALTIES, Choice, Compared
from jingtu.duties.duty import Duty, Label, NoData, owed, owed_by_all
from jingtu.duties.facts.contradictions import contradictions
from jingtu.duties.facts.key_unit import KeyUnit
from jingtu.duties.facts.key_unit_works import Leak
from jingtu.duties.occurrence import Occurrence, State
from jingtu.duties.parameters import Basis
from jingtu.duties.reckoning import Day
from jingtu.duties.spans import days, years
from jingtu.periods import Period

LISTED = KeyUnit(id="u", place="140404", listed_on=date(2025, 8, 1))


def duty(id: str, **known) -> Duty[KeyUnit]:
    """A duty under another's name: within a year of listing."""

    def rule(unit: KeyUnit, day: Day):
        done = min(unit.hazard_checks, default=None)
        yield day.within(
            known.get("period", years(1)), unit.listed_on, done=done, basis=known.get("basis", Basis.STATED)
        )

    return Duty(id, KeyUnit, rule)


def one(id: str, *, on: date, facts: KeyUnit = LISTED, **known):
    [found] = owed([duty(id, **known)], facts, on=on)
    return found


class TestConduct:
    """Law by the day of the conduct; continuing conduct is split on 2026-08-15."""

    def test_a_pending_duty_is_judged_on_its_due_day(self):
        found = one("CL-001", on=date(2026, 1, 5), period=days(300))
        assert found.due == date(2026, 5, 28)
        assert [cite.article for cite in found.citations] == ["59"]

    def test_an_open_lateness_across_the_change_is_split_and_loses_no_day(self):
        found = one("CL-001", on=date(2026, 8, 20))
        assert found.due == date(2026, 8, 3)
        assert [(str(part.days), [cite.article for cite in part.citations]) for part in found.segments] == [
            ("2026-08-04 – before 2026-08-15", ["59"]),
            ("2026-08-15 – before 2026-08-21", ["454"]),
        ]

    def test_what_was_done_late_under_the_old_law_stays_under_it(self):
        done = replace(LISTED, hazard_checks=(date(2026, 8, 14),))
        assert [
            cite.article for part in one("CL-001", on=date(2026, 9, 1), facts=done).segments for cite in part.citations
        ] == ["59"]

    def test_a_duty_that_fell_due_before_its_law_does_not_arise(self):
        early = KeyUnit(id="u", listed_on=date(2017, 12, 28))
        assert owed([duty("CL-001")], early, on=date(2026, 1, 5)) == []
        in_force = KeyUnit(id="u", listed_on=date(2018, 1, 2))
        assert len(owed([duty("CL-001")], in_force, on=date(2026, 1, 5))) == 1


class TestPlaces:
    def test_a_duty_of_one_district_does_not_arise_in_another(self):
        assert len(owed([duty("CL-014")], LISTED, on=date(2026, 1, 5))) == 1
        elsewhere = replace(LISTED, place="450222")
        assert owed([duty("CL-014")], elsewhere, on=date(2026, 1, 5)) == []

    def test_without_a_place_only_nation_wide_duties_arise(self):
        nowhere = replace(LISTED, place="")
        assert {found.duty.id for found in owed([duty("CL-014"), duty("CL-001")], nowhere, on=date(2026, 1, 5))} == {
            "CL-001"
        }


class TestHistorical:
    """A duty resting only on an expired plan is computed for looking back."""

    GAOPING = KeyUnit(id="u", place="140581", listed_on=date(2018, 12, 1))

    def test_while_the_plan_runs_it_is_live(self):
        assert not one("WS-025", facts=self.GAOPING, on=date(2019, 12, 31)).historical

    def test_the_day_after_the_plan_it_is_historical_and_still_cites_it(self):
        found = one("WS-025", facts=self.GAOPING, on=date(2020, 1, 1))
        assert found.historical
        assert {cite.instrument.place for cite in found.citations} == {"140581"}


class TestLabel:
    """Never called statutory: defaults, parameters, remembered numbers, duties not verified, plans."""

    @pytest.mark.parametrize(
        ("id", "basis", "label"),
        [
            ("CL-001", Basis.STATED, Label.STATUTORY),
            ("CL-001", Basis.DEFAULT, Label.INTERNAL),
            ("CL-001", Basis.MEMORY, Label.INTERNAL),
            ("CL-001", Basis.PARAMETER, Label.PARAMETER),
            ("KU-032", Basis.STATED, Label.INTERNAL),
            ("CL-014", Basis.STATED, Label.PLAN),
        ],
    )
    def test_what_a_due_day_may_be_called(self, id, basis, label):
        assert one(id, on=date(2026, 8, 20), basis=basis).label is label

    def test_ku_032_is_the_example_of_a_duty_that_was_not_verified(self):
        assert not law.text("KU-032").verified


class TestConsequences:
    """Code art. 1057: the law of the time of the act, unless the new one is lighter."""

    OLD, ACROSS, NEW = (
        Period(date(2026, 1, 1), date(2026, 8, 15)),
        Period(date(2026, 1, 1), date(2026, 9, 1)),
        Period(date(2026, 8, 15), date(2026, 9, 1)),
    )

    def test_conduct_under_the_code_is_judged_by_the_code(self):
        assert consequences.of("P01", self.NEW, on=date(2026, 9, 1)).penalty.zh.startswith("生态环境法典第1165条")

    def test_before_the_code_nothing_else_can_apply(self):
        found = consequences.of("P25", self.OLD, on=date(2026, 8, 14))
        assert (found.choice, found.penalty.fine.most) == (Choice.TIME_OF_ACT, 200_000)

    def test_the_same_penalty_stays_that_of_the_time_of_the_act(self):
        found = consequences.of("P01", self.OLD, on=date(2026, 9, 1))
        assert (found.choice, found.later) == (Choice.TIME_OF_ACT, None)
        assert found.penalty.zh.startswith("土壤污染防治法第94条")

    def test_a_lighter_new_penalty_applies_to_old_conduct(self):
        found = consequences.of("P25", self.OLD, on=date(2026, 9, 1))
        assert (found.choice, found.penalty.refusal.most) == (Choice.LIGHTER, 100_000)

    def test_a_heavier_new_penalty_does_not(self):
        found = consequences.of("P12", self.OLD, on=date(2026, 9, 1))
        assert (found.choice, found.penalty.refusal.most) == (Choice.TIME_OF_ACT, 50_000)

    def test_what_cannot_be_compared_is_for_a_person_with_the_reason(self):
        found = consequences.of("P27", self.OLD, on=date(2026, 9, 1))
        assert found.choice is Choice.HUMAN_REVIEW
        assert "限制生产" in found.why

    def test_conduct_that_goes_on_falls_under_the_code_from_its_first_day(self):
        found = consequences.of("P12", self.ACROSS, on=date(2026, 9, 1))
        assert (found.penalty.refusal.most, found.later.refusal.most) == (50_000, 100_000)

    @pytest.mark.parametrize("key", sorted(PENALTIES))
    def test_every_consequence_that_changes_says_how_it_compares_and_why(self, key):
        old, new = PENALTIES[key][0], PENALTIES[key][-1]
        if old is not new:
            assert (old.period.before, new.period.start) == (date(2026, 8, 15), date(2026, 8, 15))
            assert new.compared is not None
            assert new.why

    @pytest.mark.parametrize("key", [key for key, (*_, new) in PENALTIES.items() if new.compared is Compared.SAME])
    def test_what_is_called_the_same_has_the_same_amounts(self, key):
        old, new = PENALTIES[key]
        assert [getattr(old, name) for name in ("fine", "refusal", "grave", "persons")] == [
            getattr(new, name) for name in ("fine", "refusal", "grave", "persons")
        ]

    def test_every_duty_has_a_consequence_and_none_is_without_a_duty(self):
        assert {text.consequence for text in law.TEXTS.values()} == set(PENALTIES)


class TestFacts:
    def test_a_day_before_the_data_is_no_data_not_no_duty(self):
        with pytest.raises(NoData, match="no data before 2025-01-01"):
            owed([duty("CL-001")], replace(LISTED, known_since=date(2025, 1, 1)), on=date(2024, 12, 31))
        assert owed([duty("CL-001")], replace(LISTED, known_since=date(2025, 1, 1)), on=date(2025, 1, 1))

    def test_an_act_dated_in_the_future_makes_what_rests_on_it_invalid_and_names_the_fact(self):
        facts = replace(LISTED, as_of=date(2026, 1, 5), hazard_checks=(date(2026, 1, 6),))
        found = one("KU-003", facts=facts, on=date(2026, 1, 5))
        assert found.state is State.INVALID
        assert "hazard_checks[0]" in found.occurrence.remark.text()
        assert "2026-01-06" in found.occurrence.remark.text()

    def test_a_day_before_the_one_it_follows_is_a_contradiction(self):
        facts = KeyUnit(id="u", listed_on=date(2025, 8, 1), delisted_on=date(2025, 7, 31))
        found = one("KU-003", facts=facts, on=date(2026, 1, 5))
        assert (found.state, found.late) == (State.INVALID, "")
        assert "listed_on" in found.occurrence.remark.text("en")

    def test_what_would_be_otherwise_without_a_flawed_fact_is_invalid_although_it_does_not_need_it_by_name(self):
        facts = replace(LISTED, key_unit=False)
        found = one("CL-060", facts=facts, on=date(2026, 8, 10))
        assert (found.state, found.late) == (State.INVALID, "")
        assert "key_unit" in found.occurrence.remark.text()

    def test_what_would_be_the_same_without_the_flawed_facts_stays(self):
        facts = replace(LISTED, leaks=(Leak(found_on=date(2025, 9, 12), stopped_on=date(2025, 9, 1)),))
        [flaw] = contradictions(facts, on=date(2026, 8, 10))
        assert (flaw.one, flaw.other) == ("leaks[0].stopped_on", "leaks[0].found_on")
        assert one("CL-060", facts=facts, on=date(2026, 8, 10)).late == "7D(open)"

    def test_a_duty_that_does_not_need_the_flawed_fact_stays_as_it_is(self):
        facts = replace(LISTED, as_of=date(2026, 1, 5), hazard_checks=(date(2026, 1, 6),))
        assert one("CL-060", facts=facts, on=date(2026, 1, 5)).occurrence.remark.code == "duties.done_in_future"

    def test_many_subjects_give_what_each_gives_alone(self):
        several = [
            replace(LISTED, id=str(number), place=place) for number, place in enumerate(("140404", "450222", ""))
        ]
        duties = [duty("CL-001"), duty("CL-014")]
        alone = [found for facts in several for found in owed(duties, facts, on=date(2026, 1, 5))]
        assert list(owed_by_all(duties, several, on=date(2026, 1, 5))) == alone

    def test_a_duty_of_another_kind_of_subject_is_passed_over(self):
        other = Duty("CL-001", type("Other", (KeyUnit,), {}), lambda unit, day: [Occurrence("", State.TRIGGERED)])
        assert owed([other], LISTED, on=date(2026, 1, 5)) == []
