"""Soil and crops together (FL-CLS-05)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingtu.assessment.farmland.adjustment import Adjustment, CropPoints, adjusted, counted
from jingtu.assessment.farmland.parameters import Rules

few = st.integers(0, 30)
crop_points = st.builds(CropPoints, few, few, few, few)


class TestClass3:
    def test_65_percent_compliant_and_none_severe_is_class_2(self):
        assert adjusted(3, CropPoints(13, 7)).class_ == 2

    def test_below_65_percent_stays(self):
        assert adjusted(3, CropPoints(12, 7)).why is Adjustment.TOO_FEW_COMPLY

    def test_one_severe_point_keeps_class_3(self):
        assert adjusted(3, CropPoints(18, 1, 1)).why is Adjustment.SEVERE_EXCEEDANCE

    def test_never_drops_to_class_1(self):
        assert adjusted(3, CropPoints(100)).class_ == 2


class TestClass2:
    def test_no_exceedance_is_class_1(self):
        assert adjusted(2, CropPoints(3)).class_ == 1

    def test_one_exceedance_stays(self):
        assert adjusted(2, CropPoints(40, 1)).class_ == 2


class TestClass1:
    def test_exceeding_crops_leave_it_and_ask_for_the_cause(self):
        found = adjusted(1, CropPoints(3, 2))
        assert (found.class_, found.why, found.why.to_check) == (1, Adjustment.CROP_EXCEEDS_ON_CLASS_1, True)


class TestTooFewPoints:
    @pytest.mark.parametrize("class_", [1, 2, 3])
    def test_two_points_change_nothing(self, class_):
        assert adjusted(class_, CropPoints(2)) == adjusted(class_, CropPoints(0, 2))
        assert adjusted(class_, CropPoints(2)).why is Adjustment.CROP_POINTS_SHORT

    def test_the_number_is_a_parameter(self):
        assert adjusted(2, CropPoints(3), Rules(crop_min_points=4)).class_ == 2


class TestWhatIsOpen:
    def test_an_open_crop_point_stands_in_the_way_of_a_lower_class(self):
        assert adjusted(2, CropPoints(10, undecided=1)).why is Adjustment.CROP_POINTS_UNDECIDED

    def test_a_soil_class_that_is_open_stays_open(self):
        assert adjusted(None, CropPoints(10)).class_ is None

    def test_a_barred_unit_keeps_its_class(self):
        assert adjusted(2, CropPoints(10), barred=True).class_ == 2

    def test_points_are_counted_by_class(self):
        assert counted([1, 1, 2, 3, None]) == CropPoints(2, 1, 1, 1)


class TestAlways:
    @given(st.sampled_from([1, 2, 3]), crop_points)
    def test_drops_by_one_at_most_and_never_rises(self, class_, crops):
        assert class_ - 1 <= adjusted(class_, crops).class_ <= class_

    @given(st.sampled_from([1, 2, 3]), crop_points)
    def test_a_worse_crop_point_never_lowers_the_class(self, class_, crops):
        worse = CropPoints(crops.ok, crops.mild, crops.severe + 1, crops.undecided)
        if crops.decided >= 3:
            assert adjusted(class_, worse).class_ >= adjusted(class_, crops).class_
