"""Duties about cases for the police and the courts, clause by clause."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jingtu.duties.duty import Label
from jingtu.duties.facts.government_cases import DamageCase, DetentionCase, TransferredCase
from jingtu.duties.tests.asking_governance import ZHONGYUAN, ask, ask_all, cites, d, governing, says, unknown


class TestGV008:
    """Measures of 2017 no. 17, Code art. 1083: decided in three days, transferred and copied in 24 hours."""

    def of(self, **days):
        dated = {name: d(value) if isinstance(value, str) else value for name, value in days.items()}
        return governing(transferred_cases=(TransferredCase(id="c", **dated),))

    def test_it_arises_with_the_report_to_the_leader(self):
        assert says("GV-008", governing(), "2025-03-14") == []
        assert says("GV-008", governing(transferred_cases=(TransferredCase(id="c"),)), "2025-03-14") == []
        reported = self.of(reported_to_leader_on="2025-03-11")
        assert says("GV-008", replace(reported, as_of=d("2025-03-20")), "2025-03-10") == []
        assert says("GV-008", reported, "2025-03-11") == ["c decision: pending 2025-03-14"]

    def test_three_days_after_tuesday_are_friday(self):
        case = self.of(reported_to_leader_on="2025-03-11")
        assert says("GV-008", case, "2025-03-14") == ["c decision: due 2025-03-14"]
        assert says("GV-008", case, "2025-03-15") == ["c decision: late 2025-03-14 1D(open)"]

    def test_three_days_after_thursday_end_on_sunday_and_move_to_monday(self):
        case = self.of(reported_to_leader_on="2025-03-13")
        assert says("GV-008", case, "2025-03-17") == ["c decision: due 2025-03-17"]

    def test_a_day_after_the_decision_it_is_due_at_the_police_and_the_procuratorate_even_on_a_saturday(self):
        case = self.of(reported_to_leader_on="2025-03-11", decided_on="2025-03-14", to_transfer=True)
        assert says("GV-008", case, "2025-03-15") == [
            "c decision: fulfilled 2025-03-14",
            "c transfer: due 2025-03-15",
            "c copy: due 2025-03-15",
        ]
        assert says("GV-008", case, "2025-03-16")[1:] == [
            "c transfer: late 2025-03-15 1D(open)",
            "c copy: late 2025-03-15 1D(open)",
        ]

    def test_a_late_decision_and_a_late_copy_are_told_apart(self):
        case = self.of(
            reported_to_leader_on="2025-03-11",
            decided_on="2025-03-18",
            transferred_on="2025-03-19",
            copied_on="2025-03-20",
        )
        assert says("GV-008", case, "2025-04-01") == [
            "c decision: late 2025-03-14 4D",
            "c transfer: fulfilled 2025-03-19",
            "c copy: late 2025-03-19 1D",
        ]

    def test_a_decision_against_it_leaves_nothing_to_transfer_and_an_unknown_one_is_for_a_person(self):
        decided = {"reported_to_leader_on": "2025-03-11", "decided_on": "2025-03-12"}
        assert says("GV-008", self.of(to_transfer=False, **decided), "2025-04-01") == [
            "c decision: fulfilled 2025-03-14"
        ]
        found = ask_all("GV-008", self.of(**decided), "2025-04-01")[1]
        assert (found.state, found.occurrence.missing) == ("human_review", ("to_transfer",))

    def test_a_clue_of_which_the_report_is_not_known_is_for_a_person(self):
        case = self.of(clue_found_on="2025-03-10")
        assert unknown("GV-008", case, "2025-03-20") == ("human_review", ("reported_to_leader_on",))

    def test_it_is_statutory_since_25_january_2017_and_the_code_joins_on_15_august_2026(self):
        case = self.of(reported_to_leader_on="2026-08-10")
        assert ask("GV-008", case, "2026-08-14").label is Label.STATUTORY
        assert "生态环境法典第1083条" not in cites("GV-008", case, "2026-08-13")
        assert "生态环境法典第1083条" in cites("GV-008", self.of(reported_to_leader_on="2026-08-12"), "2026-08-15")
        assert says("GV-008", self.of(reported_to_leader_on="2017-01-20"), "2017-02-10") == []
        assert says("GV-008", self.of(reported_to_leader_on="2017-01-22"), "2017-01-25") == [
            "c decision: due 2017-01-25"
        ]


class TestGV009:
    """Measures of 2017 no. 17: the police decide in three days, seven on a clue, thirty in complex cases."""

    def of(self, decided=None, received="2025-03-11", *, clue=False, hard=False):
        case = TransferredCase(
            id="c", received_on=d(received), clue_only=clue, complex=hard, police_decided_on=decided and d(decided)
        )
        return governing(transferred_cases=(case,))

    def test_it_arises_when_the_police_receive_the_case(self):
        assert says("GV-009", governing(transferred_cases=(TransferredCase(id="c"),)), "2025-03-14") == []
        assert says("GV-009", self.of(received="2025-03-10"), "2025-03-10") == ["c: pending 2025-03-13"]

    @pytest.mark.parametrize(
        ("kind", "due", "after"),
        [
            ({}, "2025-03-14", "2025-03-15"),
            ({"clue": True}, "2025-03-18", "2025-03-19"),
            ({"hard": True}, "2025-04-10", "2025-04-11"),
            ({"clue": True, "hard": True}, "2025-04-10", "2025-04-11"),
        ],
    )
    def test_three_seven_and_thirty_days_after_11_march(self, kind, due, after):
        assert says("GV-009", self.of(**kind), due) == [f"c: due {due}"]
        assert says("GV-009", self.of(**kind), after) == [f"c: late {due} 1D(open)"]

    @pytest.mark.parametrize(
        ("done", "told"), [("2025-03-14", "fulfilled 2025-03-14"), ("2025-03-17", "late 2025-03-14 3D")]
    )
    def test_decided_on_the_last_day_is_in_time(self, done, told):
        assert says("GV-009", self.of(done), "2025-04-01") == [f"c: {told}"]

    def test_a_sunday_moves_to_monday(self):
        assert says("GV-009", self.of(received="2025-03-13"), "2025-03-17") == ["c: due 2025-03-17"]

    def test_where_a_longer_term_may_hold_a_person_decides_once_the_shorter_one_is_over(self):
        assert says("GV-009", self.of(clue=None, hard=None), "2025-03-14") == ["c: due 2025-03-14"]
        late = self.of(clue=None, hard=None)
        assert unknown("GV-009", late, "2025-03-15") == ("human_review", ("clue_only", "complex"))
        assert says("GV-009", self.of(clue=True, hard=None), "2025-03-18") == ["c: due 2025-03-18"]
        assert unknown("GV-009", self.of(clue=True, hard=None), "2025-03-19") == ("human_review", ("complex",))
        assert unknown("GV-009", self.of(clue=None), "2025-03-15") == ("human_review", ("clue_only",))

    def test_it_is_statutory_and_the_measures_hold_from_25_january_2017(self):
        assert ask("GV-009", self.of(), "2025-03-15").label is Label.STATUTORY
        [cite] = cites("GV-009", self.of(), "2026-08-15")
        assert cite == "环境保护行政执法与刑事司法衔接工作办法（环环监〔2017〕17号）"
        assert says("GV-009", self.of(received="2017-01-20"), "2017-02-10") == []
        assert says("GV-009", self.of(received="2017-01-22"), "2017-01-25") == ["c: due 2017-01-25"]


class TestGV010:
    """Interim measures on detention: the case goes to the police in three working days after the penalty."""

    def of(self, transferred=None, decided="2025-09-29"):
        case = DetentionCase(id="c", penalty_decided_on=d(decided), transferred_on=transferred and d(transferred))
        return governing(detention_cases=(case,))

    def test_it_arises_with_the_penalty(self):
        assert says("GV-010", governing(), "2025-10-10") == []
        assert says("GV-010", governing(detention_cases=(DetentionCase(id="c"),)), "2025-10-10") == []

    def test_three_working_days_run_past_the_national_holiday(self):
        assert says("GV-010", self.of(), "2025-10-10") == ["c: due 2025-10-10"]
        assert says("GV-010", self.of(), "2025-10-11") == ["c: late 2025-10-10 1WD(open)"]

    @pytest.mark.parametrize(
        ("done", "told"), [("2025-10-10", "fulfilled 2025-10-10"), ("2025-10-13", "late 2025-10-10 2WD")]
    )
    def test_transferred_on_the_last_day_is_in_time(self, done, told):
        assert says("GV-010", self.of(done), "2025-11-03") == [f"c: {told}"]

    def test_it_is_statutory_before_and_after_the_code(self):
        assert ask("GV-010", self.of(), "2025-10-11").label is Label.STATUTORY
        for decided in ("2026-08-10", "2026-08-20"):
            found = cites("GV-010", self.of(decided=decided), "2026-09-01")
            assert found == ["行政主管部门移送适用行政拘留环境违法案件暂行办法"]


class TestGV019:
    """Code arts. 145 to 147 and 1073 to 1076, Zhongyuan plan, item 35: damage leads to a suit or negotiation."""

    def of(self, brought=None, found="2026-08-20", place=""):
        case = DamageCase(id="c", found_on=d(found), brought_on=brought and d(brought))
        return governing(place, damage_cases=(case,))

    def test_it_arises_with_the_damage(self):
        assert says("GV-019", governing(), "2026-09-01") == []
        assert says("GV-019", governing(damage_cases=(DamageCase(id="c"),)), "2026-09-01") == []
        assert says("GV-019", self.of(), "2026-08-20") == ["c: missing"]

    def test_a_suit_or_negotiation_fulfils_it(self):
        assert says("GV-019", self.of("2026-09-01"), "2026-09-01") == ["c: fulfilled"]

    def test_before_the_code_it_is_zhongyuan_s_plan_only(self):
        assert says("GV-019", self.of(found="2026-08-01"), "2026-08-14") == []
        assert says("GV-019", self.of(found="2026-08-01"), "2026-08-15") == ["c: missing"]
        local = self.of(found="2026-08-01", place=ZHONGYUAN)
        assert ask("GV-019", local, "2026-08-14").label is Label.PLAN
        assert ask("GV-019", local, "2026-08-15").label is Label.STATUTORY
        assert cites("GV-019", local, "2026-08-14") == ["郑州市中原区土壤污染防治工作方案第35条"]
