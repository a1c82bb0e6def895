"""Parcels split or merged 'inherit the worst state of any overlapping parent until a person clears them'."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jingtu.duties.inheritance import Clearing, inherited
from jingtu.duties.life_cycle import UnknownName, cycle

PARCELS = cycle("parcels")
PARENTS = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=3), st.sampled_from(sorted(PARCELS.states)), max_size=6
)


class TestTheWorstStateIsInherited:
    @pytest.mark.parametrize(
        ("parents", "state", "from_"),
        [
            ({"a": "P0", "b": "P4"}, "P4", ("b",)),
            ({"a": "P11", "b": "P9", "c": "P2"}, "P9", ("b",)),
            ({"a": "P7", "b": "P13", "c": "P7"}, "P7", ("a", "c")),
            ({"a": "P5", "b": "P3"}, "P5", ("a",)),
            ({"a": "P6", "b": "P12"}, "P12", ("b",)),
        ],
    )
    def test_of_all_parents(self, parents, state, from_):
        child = inherited(PARCELS, parents)
        assert (child.state.code, child.parents, child.open) == (state, from_, True)

    def test_ground_of_no_parcel_and_ordinary_parcels_are_ordinary(self):
        assert inherited(PARCELS, {}).state.code == "P0"
        assert not inherited(PARCELS, {}).open
        assert not inherited(PARCELS, {"a": "P0"}).open

    def test_a_parent_without_a_recorded_state_keeps_it_open(self):
        child = inherited(PARCELS, {"a": "P0", "b": None})
        assert (child.state.code, child.unknown, child.open) == ("P0", ("b",), True)

    @settings(max_examples=50)
    @given(PARENTS, st.sampled_from(sorted(PARCELS.states)))
    def test_one_more_parent_never_makes_it_better(self, parents, another):
        before, after = inherited(PARCELS, parents), inherited(PARCELS, parents | {"another": another})
        assert after.state.rank >= before.state.rank

    @settings(max_examples=50)
    @given(PARENTS)
    def test_the_order_of_the_parents_does_not_matter(self, parents):
        turned = dict(reversed(parents.items()))
        assert inherited(PARCELS, parents).state == inherited(PARCELS, turned).state


class TestClearing:
    def test_a_person_with_a_reason_clears_it(self):
        clearing = Clearing("P4", by="王敏", reason="调查范围未覆盖，补充调查未超标")
        child = inherited(PARCELS, {"a": "P7"}, clearing)
        assert (child.state.code, child.parents, child.open) == ("P4", (), False)

    @pytest.mark.parametrize(("by", "reason"), [("", "理由"), ("王敏", " ")])
    def test_nobody_is_cleared_without_name_and_reason(self, by, reason):
        with pytest.raises(ValueError, match="name of a person and a reason"):
            Clearing("P4", by=by, reason=reason)


class TestUnknownStates:
    @pytest.mark.parametrize(
        ("parents", "clearing"), [({"a": "P99"}, None), ({"a": "P7"}, Clearing("clean", by="王敏", reason="理由"))]
    )
    def test_they_are_refused(self, parents, clearing):
        with pytest.raises(UnknownName):
            inherited(PARCELS, parents, clearing)
