"""The five life cycles move by move, as the collection describes them: typed by hand, not read from the tables."""

from itertools import product

import pytest

from jingtu.duties.life_cycle import Ground, Move, cycle, step

PARCELS = cycle("parcels")
LISTED = {"P7", "P8", "P9", "P10"}


def after(name, state, event, **facts):
    """Where the event leads when everything asked for holds, but for the facts given."""
    one = cycle(name)
    move = one.moves.get((state, event))
    holds = {guard.code: True for guard in move.guards} if move else {}
    done = step(one, state, event, holds | facts)
    return done.next_state.code if isinstance(done, Move) else done.ground


class TestParcels:
    @pytest.mark.parametrize(
        ("state", "event", "then"),
        [
            ("P0", "closed", "P1"),
            ("P0", "suspected", "P2"),
            ("P1", "suspected", "P2"),
            ("P2", "survey_started", "P3"),
            ("P0", "survey_started", "P3"),
            ("P3", "reviewed_within", "P4"),
            ("P3", "reviewed_above", "P5"),
            ("P5", "assessed_acceptable", "P6"),
            ("P5", "listed", "P7"),
            ("P7", "control_started", "P8"),
            ("P7", "remediation_started", "P9"),
            ("P8", "works_finished", "P10"),
            ("P9", "works_finished", "P10"),
            ("P10", "delisted", "P11"),
            ("P11", "aftercare_required", "P12"),
            ("P2", "no_development", "P13"),
            ("P7", "no_development", "P13"),
            ("P4", "survey_started", "P3"),
            ("P6", "survey_started", "P3"),
            ("P11", "survey_started", "P3"),
        ],
    )
    def test_the_moves_of_the_collection(self, state, event, then):
        assert after("parcels", state, event) == then

    @pytest.mark.parametrize("state", PARCELS.states)
    def test_an_emergency_leads_to_a_survey_from_every_state(self, state):
        assert after("parcels", state, "emergency") == "P3"

    def test_the_evaluator_must_be_another_body_than_the_contractor(self):
        assert after("parcels", "P9", "works_finished", evaluator_independent=False) is Ground.GUARD_FAILS
        assert after("parcels", "P9", "works_finished", evaluator_independent=None) is Ground.MISSING_FACT

    def test_no_review_without_a_credit_record_number(self):
        assert after("parcels", "P3", "reviewed_above", credit_record=False) is Ground.GUARD_FAILS

    def test_a_remediation_plan_includes_groundwater(self):
        assert after("parcels", "P7", "remediation_started", groundwater_in_plan=False) is Ground.GUARD_FAILS

    def test_what_was_reviewed_as_within_the_value_is_not_put_under_control(self):
        assert after("parcels", "P4", "no_development") is Ground.NOT_HERE

    def test_a_listed_parcel_looks_clean_only_after_its_removal(self):
        """On every road there is, emergencies and pauses included: off the list only by ``delisted``."""
        facts = {guard.code: True for move in PARCELS.moves.values() for guard in move.guards}
        reached, new = set(), {("P0", False)}
        while new:
            reached |= new
            steps = [
                (step(PARCELS, state, event, facts | {"not_on_list": not on_list}), event, on_list)
                for (state, on_list), event in product(new, PARCELS.events)
            ]
            new = {
                (done.next_state.code, event != "delisted" and (on_list or event == "listed"))
                for done, event, on_list in steps
                if isinstance(done, Move)
            } - reached
        assert {state for state, on_list in reached if on_list} == {*LISTED, "P3", "P5", "P13"}
        assert {state for state, on_list in reached if not on_list} == set(PARCELS.states) - LISTED


class TestKeyUnits:
    @pytest.mark.parametrize(
        ("state", "event", "then"),
        [
            ("K0", "listed", "K1"),
            ("K1", "first_round_done", "K2"),
            ("K2", "anomaly", "K3"),
            ("K3", "two_normal", "K2"),
            ("K2", "project_commissioned", "K2"),
            ("K2", "demolition_started", "K4"),
            ("K4", "demolition_done_running", "K2"),
            ("K4", "demolition_done_ending", "K5"),
            ("K2", "production_ended", "K5"),
            ("K5", "removed", "K6"),
        ],
    )
    def test_the_moves_of_the_collection(self, state, event, then):
        assert after("key_units", state, event) == then

    @pytest.mark.parametrize(
        "guard", ["hazard_check_report", "first_monitoring_round", "permit_terms", "tank_information"]
    )
    def test_year_one_ends_with_all_four(self, guard):
        assert after("key_units", "K1", "first_round_done", **{guard: False}) is Ground.GUARD_FAILS

    @pytest.mark.parametrize("guard", ["plan_filed_ecology", "plan_filed_industry"])
    def test_a_demolition_plan_is_filed_with_both_bodies(self, guard):
        assert after("key_units", "K2", "demolition_started", **{guard: False}) is Ground.GUARD_FAILS

    def test_what_removal_means_for_the_land_is_for_a_person(self):
        assert after("key_units", "K5", "removed", person_confirmed=None) is Ground.MISSING_FACT


class TestWastes:
    @pytest.mark.parametrize(
        ("state", "event", "then"),
        [
            ("W0", "listed", "W1"),
            ("W1", "plan_made", "W2"),
            ("W2", "works_started", "W3"),
            ("W3", "accepted", "W4"),
            ("W4", "struck_off", "W5"),
            ("W5", "rechecked", "W5"),
            ("W5", "relapse", "W1"),
            ("W4", "relapse", "W1"),
        ],
    )
    def test_found_listed_planned_rectified_accepted_struck_off_and_relapsed(self, state, event, then):
        assert after("wastes", state, event) == then

    def test_accepted_is_not_struck_off(self):
        assert after("wastes", "W4", "rechecked") is Ground.NOT_HERE
        assert after("wastes", "W3", "struck_off") is Ground.NOT_HERE

    @pytest.mark.parametrize("state", ["W0", "W1", "W2"])
    def test_stopped_is_not_rectified(self, state):
        refused = step(cycle("wastes"), state, "accepted", {"photos": True, "acceptance_record": True})
        assert "停止堆存不等于整治完成" in refused.text()

    def test_every_source_has_its_own_plan(self):
        assert after("wastes", "W1", "plan_made", own_plan=False) is Ground.GUARD_FAILS


class TestProjects:
    ROAD = (
        "plan_written", "entered", "city_passed", "province_passed", "ministry_passed", "reserved", "funded", "started",
        "finished", "accepted", "performance_reviewed", "closed",
    )  # fmt: skip

    def test_the_road_from_idea_to_closed(self):
        state = "J0"
        for event in self.ROAD:
            state = after("projects", state, event)
        assert state == "J12"

    @pytest.mark.parametrize("state", ["J0", "J1", "J2", "J3", "J4", "J5"])
    def test_money_follows_the_reserve(self, state):
        refused = step(cycle("projects"), state, "funded", {"targets_set": True})
        assert "资金只安排给入库项目" in refused.text()

    def test_no_level_is_skipped(self):
        assert after("projects", "J2", "province_passed") is Ground.NOT_HERE

    @pytest.mark.parametrize("state", ["J2", "J3", "J4", "J5", "J6"])
    def test_what_is_returned_is_entered_again(self, state):
        assert after("projects", state, "returned") == "J13"
        assert after("projects", "J13", "resubmitted") == "J2"

    @pytest.mark.parametrize("state", ["J7", "J8", "J12"])
    def test_nothing_is_withdrawn_once_it_is_funded(self, state):
        assert after("projects", state, "withdrawn") is Ground.NOT_HERE


class TestCases:
    @pytest.mark.parametrize(
        ("state", "event", "then"),
        [
            ("C0", "reported", "C1"),
            ("C1", "transfer_decided", "C2"),
            ("C1", "transfer_refused", "C3"),
            ("C2", "transferred", "C4"),
            ("C4", "material_asked", "C5"),
            ("C5", "material_supplied", "C4"),
            ("C4", "filed", "C6"),
            ("C4", "not_filed", "C7"),
            ("C6", "handed_over", "C8"),
            ("C7", "reconsideration_asked", "C9"),
            ("C9", "filed", "C6"),
            ("C9", "reconsideration_upheld", "C11"),
            ("C3", "detention_sent", "C10"),
            ("C10", "detention_decided", "C11"),
            ("C8", "closed", "C11"),
        ],
    )
    def test_the_steps_of_the_transfer(self, state, event, then):
        assert after("cases", state, event) == then

    def test_a_copy_goes_to_the_procuratorate_at_the_same_time(self):
        assert after("cases", "C2", "transferred", copied_to_procuratorate=False) is Ground.GUARD_FAILS

    @pytest.mark.parametrize(
        ("state", "event", "limit"),
        [
            ("C1", "transfer_decided", "WITHIN(3D,report_to_leader)"),
            ("C2", "transferred", "WITHIN(24H,transfer_decision)"),
            ("C4", "material_asked", "WITHIN(24H,received)"),
            ("C5", "material_supplied", "WITHIN(3D,request)"),
            ("C6", "handed_over", "WITHIN(3D,filing)"),
            ("C7", "reconsideration_asked", "WITHIN(3WD,refusal)"),
            ("C3", "detention_sent", "WITHIN(3WD,penalty_decision)"),
        ],
    )
    def test_the_time_limits_of_the_collection(self, state, event, limit):
        assert cycle("cases").moves[state, event].time_limit == limit

    @pytest.mark.parametrize("state", ["C1", "C2", "C4", "C6"])
    def test_a_suspected_crime_is_not_sent_for_detention_instead(self, state):
        assert after("cases", state, "detention_sent") is Ground.NOT_HERE
