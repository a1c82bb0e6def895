"""Verdicts: the strictest ground decides, an unknown never passes for *no restriction*, the same inputs replay."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from jingtu.access import answers, land_uses
from jingtu.access.model import (
    Answer,
    Conclusion,
    Coverage,
    Entry,
    Facts,
    Hit,
    Kind,
    Question,
    Relation,
    Stage,
    Step,
    ThemeState,
    Tolerances,
)
from jingtu.access.space import Register
from jingtu.access.tests.test_space import rectangle
from jingtu.access.verdict import verdict
from jingtu.periods import Period
from jingtu.problems import Refused

DAY = date(2025, 3, 1)
HOUSING, INDUSTRY = land_uses.find("R2"), land_uses.find("M1")
LAND = rectangle(0, 0, 100, 100)
EVERYWHERE = [Coverage(kind, "140404", True, date(2025, 1, 1), digest="a" * 64) for kind in Kind]
CLEAR = Facts(survey_reported=True, review_passed=True, conclusions=(Conclusion(1, False),))


def ask(entries=(), use=HOUSING, step=Step.SUPPLY, **values):
    on, tolerances = values.pop("on", DAY), values.pop("tolerances", Tolerances())
    values.setdefault("outline", LAND)
    values.setdefault("place", "140404")
    register = values.pop("register", None) or Register(entries, EVERYWHERE)
    return verdict(Question(step, use, **values), register=register, on=on, tolerances=tolerances)


def entry(kind=Kind.CONTROL_LIST, outline=LAND, number="1", **values):
    return Entry(number, kind, outline=outline, **values)


class TestTheStrictestGroundDecides:
    def test_of_several_entries(self):
        zone, listed = entry(Kind.PROTECTION_ZONE, number="zone"), entry(number="listed")
        found = ask([zone, listed])
        assert found.answer is Answer.PROHIBITED
        assert {one.hit.entry.id for one in found.grounds if one.hit} == {"zone", "listed"}

    def test_grounds_stand_strictest_first(self):
        order = [one.answer.strictness for one in ask([entry(Kind.PROTECTION_ZONE), entry()]).grounds]
        assert order == sorted(order, reverse=True)

    def test_strictness(self):
        assert [one.strictness for one in Answer] == [3, 2, 1, 0]


class TestWhatWouldChangeTheAnswer:
    def test_the_entry_leaves_the_list(self):
        assert ask([entry()], use=INDUSTRY).would_change == ("delisted",)

    def test_or_the_land_leaves_the_entry_where_they_overlap_in_part(self):
        found = ask([entry(outline=rectangle(90, 0, 100, 100))], use=INDUSTRY)
        assert found.would_change == ("delisted", "without_overlap")

    def test_a_more_sensitive_use_where_a_conclusion_was_relied_on(self):
        surveyed = entry(Kind.PARCEL, facts=replace(CLEAR, conclusions=(Conclusion(2, False),)))
        assert ask([surveyed], use=INDUSTRY).would_change == ("entry_added", "more_sensitive_use")


class TestAnUnknownNeverPassesForNoRestriction:
    def test_a_use_not_said(self):
        found = ask(use=None)
        assert found.answer is Answer.CONDITIONAL
        assert [(one.what, one.by) for one in found.missing] == [("use", "applicant")]

    def test_a_use_whose_code_does_not_tell(self):
        found = ask(use=land_uses.find("0809"))
        assert found.answer is Answer.CONDITIONAL
        assert [one.what for one in found.missing] == ["ask_public_utility"]

    def test_a_use_not_said_on_listed_land(self):
        found = ask([entry()], use=None, place="310101")
        assert found.answer is Answer.NOT_YET

    def test_housing_on_land_of_unknown_present_use(self):
        found = ask()
        assert found.answer is Answer.CONDITIONAL
        assert [one.what for one in found.missing] == ["survey_or_no_change"]

    def test_a_parcel_of_unknown_status(self):
        found = ask([entry(Kind.PARCEL)], use=INDUSTRY)
        assert found.answer is Answer.CONDITIONAL
        assert [one.what for one in found.missing] == ["status"]

    def test_a_code_that_is_not_on_the_registers(self):
        found = ask(use=INDUSTRY, outline=None, code="1404041260001")
        assert found.answer is Answer.CONDITIONAL
        assert [one.what for one in found.missing] == ["outline"]
        assert [one.code for one in found.problems] == ["access.code_not_found"]

    def test_neither_outline_nor_code_nor_match(self):
        with pytest.raises(Refused, match="没有范围，也没有地块编码"):
            ask(outline=None)

    def test_industry_on_land_without_entries(self):
        found = ask(use=INDUSTRY)
        assert found.answer is Answer.NO_RESTRICTION_KNOWN
        assert {one.state for one in found.themes} == {ThemeState.NOT_CONCERNED}

    def test_the_age_of_the_evidence_is_told(self):
        themes = answers.plain(ask(use=INDUSTRY))["themes"]
        assert {(one["seen_on"], one["age_days"], one["complete"]) for one in themes} == {(date(2025, 1, 1), 59, True)}

    def test_without_registers_every_theme_is_without_data(self):
        found = ask(use=INDUSTRY, register=Register([]))
        assert found.answer is Answer.NO_RESTRICTION_KNOWN
        assert {one.state for one in found.themes} == {ThemeState.WITHOUT_DATA}
        assert {one.complete for one in found.themes} == {None}


class TestLocalSurveys:
    """山西省 2021: land for food crops is surveyed first; an entry on a list is no survey that holds for the use."""

    def asked(self, *entries):
        crops, autumn = land_uses.find("耕地"), date(2021, 10, 1)
        return ask(entries, crops, Step.PLAN, on=autumn, place="140581")

    def test_without_entries(self):
        assert self.asked().answer is Answer.NOT_YET

    def test_listed_land_is_not_let_off(self):
        assert self.asked(entry()).answer is Answer.NOT_YET

    def test_a_survey_that_holds_is_enough(self):
        assert self.asked(entry(Kind.PARCEL, facts=CLEAR)).answer is Answer.NO_RESTRICTION_KNOWN


class TestSurveyBeforeSensitiveUse:
    """Soil Law art. 59 para. 2: the survey comes before the change of use."""

    def test_a_known_change_without_survey(self):
        found = ask(current_use=INDUSTRY)
        assert found.answer is Answer.NOT_YET
        assert [one.duty for one in found.grounds] == ["CL-001"]

    def test_a_step_that_is_the_change(self):
        assert ask(step=Step.USE_CHANGE).answer is Answer.NOT_YET

    def test_no_change(self):
        assert ask(current_use=land_uses.find("R1")).answer is Answer.NO_RESTRICTION_KNOWN

    def test_a_reviewed_survey_of_the_whole(self):
        assert ask([entry(Kind.PARCEL, facts=CLEAR)], current_use=INDUSTRY).answer is Answer.NO_RESTRICTION_KNOWN

    def test_of_a_half_is_not_enough(self):
        half = entry(Kind.PARCEL, rectangle(0, 0, 50, 100), facts=CLEAR)
        assert ask([half], current_use=INDUSTRY).answer is Answer.NOT_YET

    def test_two_halves_are(self):
        halves = [entry(Kind.PARCEL, rectangle(x, 0, 50, 100), str(x), facts=CLEAR) for x in (0, 50)]
        assert ask(halves, current_use=INDUSTRY).answer is Answer.NO_RESTRICTION_KNOWN

    def test_a_survey_on_file_by_code_alone(self):
        coded = entry(Kind.PARCEL, None, code="1404041260001", facts=CLEAR)
        found = ask([coded], outline=None, code="1404041260001", current_use=INDUSTRY)
        assert found.answer is Answer.NO_RESTRICTION_KNOWN
        assert {one.state for one in found.themes if one.kind is not Kind.PARCEL} == {ThemeState.WITHOUT_DATA}

    def test_land_surveyed_and_above_is_not_asked_for_a_survey_again(self):
        above = entry(Kind.PARCEL, facts=replace(CLEAR, conclusions=(Conclusion(1, True),)))
        found = ask([above], current_use=INDUSTRY)
        assert [(one.gate, one.answer) for one in found.grounds] == [("assessment", Answer.NOT_YET)]

    def test_a_report_without_review_asks_for_the_review(self):
        reported = entry(Kind.PARCEL, facts=Facts(survey_reported=True, review_passed=False))
        assert [one.what for one in ask([reported], current_use=INDUSTRY).missing] == ["survey_review"]


class TestByCode:
    def test_the_code_brings_the_outline_and_what_lies_on_it(self):
        coded = entry(Kind.PARCEL, code="1404041260001", number="coded", facts=CLEAR)
        found = ask([coded, entry(number="listed")], outline=None, code="1404041260001")
        assert found.answer is Answer.PROHIBITED

    @pytest.mark.parametrize("code", ["１４０４０４１２６０００１", " 1404041260001", "140404-1-26-0001"])
    def test_however_it_is_written(self, code):
        found = ask([entry(code="1404041260001")], outline=None, code=code, use=INDUSTRY)
        assert found.answer is Answer.PROHIBITED

    def test_the_place_is_that_of_the_code(self):
        found = ask([entry(code="1404041260001")], outline=None, code="1404041260001", place="", use=INDUSTRY)
        assert (found.place, found.answer) == ("140404", Answer.PROHIBITED)

    def test_the_same_code_counts_where_the_outlines_lie_apart(self):
        far = entry(outline=rectangle(400, 0, 100, 100), code="1404041260001")
        found = ask([far], code="1404041260001")
        assert found.answer is Answer.PROHIBITED
        assert [one.code for one in found.problems] == ["access.outline_shifted"]

    def test_a_match_by_name_counts(self):
        match = Hit(entry(outline=None), Relation.SAME, how="曾用名", score=0.9)
        assert ask(matches=(match,)).answer is Answer.PROHIBITED


class TestNeighboursAndContacts:
    def test_a_sliver_decides_nothing_and_is_shown(self):
        found = ask([entry(outline=rectangle(99.5, 0, 100, 100))], use=INDUSTRY)
        assert found.answer is Answer.NO_RESTRICTION_KNOWN
        assert [one.relation for one in found.contacts] == [Relation.BOUNDARY_CONTACT]

    def test_a_school_beside_works_may_not_open_before_the_reasons_are_written(self):
        beside = entry(outline=rectangle(120, 0, 100, 100))
        clear = entry(Kind.PARCEL, number="own", facts=CLEAR)
        assert ask([beside, clear], step=Step.PUT_TO_USE).answer is Answer.CONDITIONAL
        found = ask([beside, clear], step=Step.SUPPLY)
        assert found.answer is Answer.NO_RESTRICTION_KNOWN
        assert found.contacts[0].distance == pytest.approx(20, rel=5e-3)

    def test_an_entry_known_by_a_point_on_the_land_counts(self):
        point = entry(outline=LAND.centroid)
        found = ask([point], use=INDUSTRY)
        assert found.answer is Answer.PROHIBITED
        assert found.grounds[0].hit.overlap is None

    def test_a_point_nearby_is_shown_for_its_land_may_reach_farther(self):
        found = ask([entry(Kind.KEY_UNIT, rectangle(110, 50, 10, 10).centroid)], use=INDUSTRY)
        assert found.answer is Answer.NO_RESTRICTION_KNOWN
        assert [one.relation for one in found.contacts] == [Relation.NEIGHBOUR]

    def test_a_survey_known_by_a_point_covers_nothing(self):
        surveyed = entry(Kind.PARCEL, LAND.centroid, facts=CLEAR)
        assert ask([surveyed], current_use=INDUSTRY).answer is Answer.NOT_YET

    def test_an_entry_that_crosses_itself_is_measured_all_the_same(self):
        eight = shapely.Polygon([(113.05, 36.05), (113.052, 36.052), (113.052, 36.05), (113.05, 36.052)])
        assert not eight.is_valid
        assert ask([entry(outline=eight)], use=INDUSTRY).answer is Answer.PROHIBITED


class TestTheDay:
    def test_an_entry_of_a_later_day_does_not_count(self):
        listed = entry(days=Period(date(2025, 6, 1)))
        assert ask([listed], use=INDUSTRY, on=date(2025, 5, 31)).answer is Answer.NO_RESTRICTION_KNOWN
        assert ask([listed], use=INDUSTRY, on=date(2025, 6, 1)).answer is Answer.PROHIBITED


class TestContradictingFacts:
    def test_are_named_and_the_stricter_one_counts(self):
        broken = entry(Kind.PARCEL, facts=Facts(listed=date(2024, 1, 1), delisted=date(2023, 1, 1)))
        found = ask([broken])
        assert found.answer is Answer.PROHIBITED
        assert "listed>delisted" in found.problems[0].text()


RESTRICTIONS = [
    (Kind.CONTROL_LIST, None, Facts()),
    (Kind.CONTROL_LIST, None, Facts(evaluated=True)),
    (Kind.CONTROL_LIST, None, Facts(evaluated=True, evaluator_independent=False)),
    (Kind.POLLUTED_LIST, None, Facts()),
    (Kind.SUSPECTED_LIST, None, Facts()),
    (Kind.WATCH_LIST, None, Facts()),
    (Kind.KEY_UNIT, None, Facts()),
    (Kind.KEY_UNIT, None, Facts(taken_back=True)),
    (Kind.FORMER_SITE, None, Facts(vacated=True)),
    (Kind.PROTECTION_ZONE, None, Facts()),
    (Kind.PARCEL, Stage.P5, Facts()),
    (Kind.PARCEL, Stage.P13, Facts()),
    (Kind.PARCEL, None, Facts(survey_required=True)),
    (Kind.PARCEL, None, Facts(assessed=True, control_needed=True)),
]
corners = st.integers(0, 12).map(lambda number: number * 10.0)
outlines = st.builds(rectangle, corners, corners, st.sampled_from([30.0, 60.0]), st.sampled_from([30.0, 60.0]))
restrictions = st.builds(
    lambda what, outline: entry(what[0], outline, stage=what[1], facts=what[2]),
    st.sampled_from(RESTRICTIONS),
    outlines,
)
entries = st.one_of(restrictions, outlines.map(lambda one: entry(Kind.PARCEL, one, facts=CLEAR)))
questions = st.tuples(
    st.sampled_from([HOUSING, INDUSTRY, None, land_uses.find("耕地"), land_uses.find("0809")]),
    st.sampled_from(list(Step)),
    st.sampled_from([date(2018, 6, 1), date(2021, 10, 1), date(2025, 3, 1), date(2026, 9, 1)]),
    st.sampled_from(["140404", "450222", "310101"]),
)


def put(asked, outline, listed, tolerances=None):
    use, step, on, place = asked
    values = {"on": on, "place": place, "outline": outline, "tolerances": tolerances or Tolerances()}
    return ask(listed, use, step, **values)


class TestProperties:
    @settings(max_examples=150, deadline=None)
    @given(asked=questions, outline=outlines, listed=st.lists(entries, max_size=4), more=restrictions)
    def test_adding_a_restriction_never_loosens(self, asked, outline, listed, more):
        before, after = put(asked, outline, listed), put(asked, outline, [*listed, more])
        assert after.answer.strictness >= before.answer.strictness

    @settings(max_examples=150, deadline=None)
    @given(asked=questions, parts=st.lists(outlines, min_size=2, max_size=3), listed=st.lists(entries, max_size=4))
    def test_without_tolerances_a_union_is_at_least_as_strict_as_its_parts(self, asked, parts, listed):
        none = Tolerances(width=0, area=0, share=0, neighbour=50)
        whole = put(asked, shapely.union_all(parts), listed, none)
        for part in parts:
            assert whole.answer.strictness >= put(asked, part, listed, none).answer.strictness

    @settings(max_examples=60, deadline=None)
    @given(asked=questions, outline=outlines, listed=st.lists(entries, max_size=4))
    def test_the_same_inputs_replay_to_the_same_bytes(self, asked, outline, listed):
        again = shapely.from_wkb(shapely.to_wkb(outline))
        first, second = put(asked, outline, listed), put(asked, again, [replace(one) for one in listed])
        assert answers.to_json(first) == answers.to_json(second)

    @settings(max_examples=60, deadline=None)
    @given(asked=questions, outline=outlines, listed=st.lists(entries, max_size=4))
    def test_every_ground_that_is_not_internal_cites_an_article(self, asked, outline, listed):
        for one in put(asked, outline, listed).grounds:
            assert one.citations or one.force == "internal"


class TestTheKey:
    def test_it_stands_for_all_inputs(self):
        first = ask([entry()])
        others = [
            ask([entry()], on=date(2025, 3, 2)),
            ask([entry()], use=INDUSTRY),
            ask([entry()], step=Step.PLAN),
            ask([entry()], place="450222"),
            ask([entry()], tolerances=Tolerances(width=2)),
            ask([entry(facts=Facts(delisted=date(2030, 1, 1)))]),
            ask([entry()], outline=rectangle(0, 0, 100, 101)),
            ask(register=Register([entry()], [replace(one, digest="b" * 64) for one in EVERYWHERE])),
        ]
        assert len({first.key, *(one.key for one in others)}) == 9
        assert len(first.key) == 64

    def test_it_does_not_hang_on_entries_far_away(self):
        far = entry(outline=rectangle(5000, 0, 10, 10), number="far")
        assert ask([entry()]).key == ask([entry(), far]).key

    def test_the_version_of_the_rules_is_in_it(self):
        assert ask().rules.startswith("1.")
