"""The class of a unit by its points (FL-CLS-03), its worst metal (FL-CLS-04)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingtu.assessment.farmland.classes import METALS, targets, targets_in_words, worst
from jingtu.assessment.farmland.neighbours import neighbours
from jingtu.assessment.farmland.parameters import Rules
from jingtu.assessment.farmland.units import NOT_MEASURED, Flag, Principle, divided
from jingtu.problems import Refused


def judged(points, adjoining=None, rules=None):
    """Class, principle, share of the part that remains, and the points of each part split off with their class."""
    main, *rest = divided({"cadmium": points}, adjoining, rules or Rules())
    found = main.judged["cadmium"]
    return found.class_, found.principle, found.share, [(part.judged["cadmium"].class_, part.points) for part in rest]


def in_a_row(count):
    """Points on one line: each adjoins the next."""
    return {at: frozenset(one for one in (at - 1, at + 1) if 0 <= one < count) for at in range(count)}


class TestConsistency:
    """All points one class: that class."""

    @pytest.mark.parametrize("class_", [1, 2, 3])
    def test_all_points_alike(self, class_):
        assert judged([class_] * 4) == (class_, Principle.CONSISTENCY, 1.0, [])

    def test_a_single_point_gives_its_class_and_asks_for_an_expert(self):
        [part] = divided({"cadmium": [2]})
        assert part.judged["cadmium"].class_ == 2
        assert part.judged["cadmium"].flags == (Flag.SINGLE_POINT,)

    def test_two_points_are_few_and_three_are_not(self):
        assert divided({"cadmium": [1, 1]})[0].judged["cadmium"].flags == (Flag.FEW_POINTS,)
        assert divided({"cadmium": [1, 1, 1]})[0].judged["cadmium"].flags == ()

    def test_no_point_is_no_evidence_and_never_class_1(self):
        assert judged([]) == (None, Principle.NO_EVIDENCE, None, [])

    def test_a_metal_that_was_not_measured_has_no_evidence(self):
        assert judged([NOT_MEASURED, NOT_MEASURED])[:2] == (None, Principle.NO_EVIDENCE)


class TestDominance:
    """One class holds more than 80 % of the points, the others stand apart and none is class 3."""

    def test_nine_of_ten_prevail_over_one_that_stands_apart(self):
        assert judged([1] * 9 + [2]) == (1, Principle.DOMINANCE, 0.9, [])

    def test_exactly_80_percent_does_not_prevail(self):
        assert judged([1, 1, 1, 1, 2]) == (2, Principle.CONSERVATIVE, 0.8, [])

    def test_exactly_80_percent_prevails_where_the_parameter_says_so(self):
        assert judged([1, 1, 1, 1, 2], rules=Rules(dominance_strict=False))[:2] == (1, Principle.DOMINANCE)

    def test_class_3_prevails_over_a_lower_class(self):
        assert judged([3] * 9 + [1])[:2] == (3, Principle.DOMINANCE)

    def test_minority_points_that_adjoin_become_a_unit_of_their_own(self):
        points = [2, 2] + [1] * 10
        assert judged(points, in_a_row(12)) == (1, Principle.DOMINANCE, 1.0, [(2, (0, 1))])

    def test_minority_points_apart_from_each_other_stay(self):
        points = [2] + [1] * 10 + [2]
        assert judged(points, in_a_row(12))[:2] == (1, Principle.DOMINANCE)
        assert len(divided({"cadmium": points}, in_a_row(12))) == 1

    def test_where_it_is_not_known_whether_they_adjoin_the_unit_is_class_2(self):
        [part] = divided({"cadmium": [1] * 11 + [2, 2]})
        found = part.judged["cadmium"]
        assert (found.class_, found.principle, found.flags) == (2, Principle.CONSERVATIVE, (Flag.CONTIGUITY_UNKNOWN,))


class TestPrudence:
    """A unit of class 1 or 2 never keeps a class-3 point."""

    POINTS = [1] * 11 + [3]

    def test_the_point_is_cut_out(self):
        assert judged(self.POINTS, in_a_row(12)) == (1, Principle.PRUDENCE, 1.0, [(3, (11,))])

    def test_without_places_the_unit_is_class_3_until_a_person_splits_it(self):
        [part] = divided({"cadmium": self.POINTS})
        found = part.judged["cadmium"]
        assert (found.class_, found.principle) == (3, Principle.PRUDENCE_FALLBACK)
        assert Flag.MANUAL_SPLIT_NEEDED in found.flags

    def test_points_that_adjoin_are_cut_out_together(self):
        assert judged([1, 1, 1, 3, 3, 1, 1], in_a_row(7))[3] == [(3, (3, 4))]

    def test_what_is_cut_out_for_one_metal_is_judged_for_all(self):
        lead = [1, 1, 1, 1, 1, 2]
        main, part = divided({"cadmium": [1, 1, 1, 1, 1, 3], "lead": lead}, in_a_row(6))
        assert (part.judged["cadmium"].class_, part.judged["lead"].class_) == (3, 2)
        assert main.judged["lead"].class_ == 1

    @given(st.lists(st.sampled_from([1, 2, 3]), min_size=1, max_size=14))
    def test_no_part_of_class_1_or_2_holds_a_class_3_point(self, points):
        for part in divided({"cadmium": points}, in_a_row(len(points))):
            if part.judged["cadmium"].class_ != 3:
                assert all(points[at] != 3 for at in part.points)

    @given(st.lists(st.sampled_from([1, 2, 3, None]), max_size=14))
    def test_every_point_is_in_one_part(self, points):
        parts = divided({"cadmium": points}, in_a_row(len(points)))
        assert sorted(at for part in parts for at in part.points) == list(range(len(points)))


class TestConservatism:
    """Classes 1 and 2 mixed, none prevailing: class 2."""

    def test_six_of_ten_in_class_1(self):
        assert judged([1] * 6 + [2] * 4) == (2, Principle.CONSERVATIVE, 0.6, [])

    def test_one_of_each(self):
        assert judged([1, 2])[:3] == (2, Principle.CONSERVATIVE, 0.5)


class TestOpenPoints:
    """A point whose class is open may be class 3."""

    def test_keeps_the_unit_open(self):
        assert judged([1] * 20 + [None])[:2] == (None, Principle.POINTS_UNDECIDED)

    def test_does_not_hide_class_3(self):
        assert judged([1, 3, None])[:2] == (3, Principle.PRUDENCE_FALLBACK)

    def test_metals_must_have_the_same_points(self):
        with pytest.raises(ValueError, match="same points"):
            divided({"cadmium": [1], "lead": [1, 2]})


class TestWorstOfFiveMetals:
    """FL-CLS-04."""

    def test_all_metals_of_the_worst_class_are_named_in_order(self):
        classes = {"arsenic": 2, "cadmium": 2, "mercury": 1, "lead": 1, "chromium": 1}
        assert targets(classes) == ("cadmium", "arsenic")
        assert targets_in_words(targets(classes)) == "镉、砷"
        assert targets_in_words(targets(classes), "en") == "Cadmium, Arsenic"

    def test_class_1_has_no_target_pollutant(self):
        assert targets(dict.fromkeys(METALS, 1)) == ()
        assert targets_in_words(()) == "无"

    def test_a_metal_without_evidence_keeps_the_category_open(self):
        assert worst([1, 1, 1, 1, None]) is None
        assert targets({"cadmium": 2}) == ()

    def test_class_3_stands_whatever_else_is_open(self):
        assert worst([3, None, None, None, None]) == 3
        assert targets({"cadmium": 3}) == ("cadmium",)


class TestNeighbours:
    def test_the_middle_of_a_cross_adjoins_its_arms(self):
        found = neighbours([113.0, 113.01, 112.99, 113.0, 113.0], [35.0, 35.0, 35.0, 35.01, 34.99])
        assert found[0] == {1, 2, 3, 4}

    def test_opposite_arms_do_not_adjoin(self):
        found = neighbours([113.0, 113.01, 112.99, 113.0, 113.0], [35.0, 35.0, 35.0, 35.01, 34.99])
        assert 2 not in found[1]

    def test_points_on_one_line_adjoin_in_its_order(self):
        assert neighbours([113.0, 113.02, 113.01], [35.0, 35.0, 35.0]) == {0: {2}, 1: {2}, 2: {0, 1}}

    def test_points_at_one_place_adjoin(self):
        assert neighbours([113.0, 113.0], [35.0, 35.0]) == {0: {1}, 1: {0}}

    def test_points_beyond_the_distance_do_not_adjoin(self):
        assert neighbours([113.0, 113.01], [35.0, 35.0], within_m=900) == {0: frozenset(), 1: frozenset()}
        assert neighbours([113.0, 113.01], [35.0, 35.0], within_m=920) == {0: {1}, 1: {0}}


class TestParameters:
    @pytest.mark.parametrize(
        "wrong", [{"dominance_share": 0.4}, {"crop_min_points": 0}, {"crop_ok_share": 65}, {"topsoil_m": 0}]
    )
    def test_a_parameter_out_of_bounds_is_refused_by_name(self, wrong):
        with pytest.raises(Refused, match=next(iter(wrong))):
            Rules(**wrong)
