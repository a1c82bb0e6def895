"""First investigation, self-monitoring, publication, rectification."""

import pytest

from jingtu.assessment.indicators import meets, shortfall
from jingtu.assessment.indicators.tests.made import answer, day, missing, reasons
from jingtu.assessment.indicators.value import Answer


def unit(unit_id="K1", **facts):
    return {"unit_id": unit_id, "place": "140404", "year": 2026, **facts}


def investigated(on, listed="2025-03-31"):
    return unit(listed_on=day(listed), investigated=on is not None, investigated_on=on and day(on))


class TestFirstInvestigation:
    """Within one year after the list was published."""

    @pytest.mark.parametrize(
        ("done", "on", "reason"),
        [
            (None, "2026-03-30", ("outside", "not_yet_due")),
            (None, "2026-03-31", ("outside", "not_yet_due")),  # on the due day it is due, not late
            (None, "2026-04-01", ("below", "not_done")),
            ("2026-03-31", "2026-03-31", ("counted", "")),
            ("2026-04-01", "2026-04-01", ("below", "done_late")),
            ("2025-06-01", "2026-01-15", ("counted", "")),  # done early counts at once
            ("2026-04-20", "2026-04-10", ("below", "done_later")),
        ],
    )
    def test_before_on_and_after_the_due_day(self, done, on, reason):
        computed = answer("first_investigation", on, key_units=[investigated(done)])
        assert list(reasons(computed).values()) == [reason]

    def test_listed_on_29_february_means_28_february(self):
        row = {**investigated(None, "2024-02-29"), "year": 2025}
        assert reasons(answer("first_investigation", "2025-02-28", key_units=[row])) == {
            "K1 / 2025": ("outside", "not_yet_due")
        }
        assert reasons(answer("first_investigation", "2025-03-01", key_units=[row])) == {
            "K1 / 2025": ("below", "not_done")
        }

    def test_a_listing_day_not_known_is_undecided(self):
        row = {**investigated(None), "listed_on": None}
        assert missing(answer("first_investigation", "2026-04-01", key_units=[row])) == {"listed_on": ("K1 / 2026",)}


class TestSelfMonitoring:
    UNITS = (
        unit("K1", monitoring_complete=True, results_published=True),
        unit("K2", monitoring_complete=True, results_published=False),
        unit("K3", monitoring_complete=False),
        {**unit("K4", monitoring_complete=False), "year": 2025},
    )

    def test_two_of_three_units_monitored(self):
        value = answer("self_mon_rate", "2026-11-22", key_units=self.UNITS).value
        assert (value.numerator, value.denominator) == (2, 3)

    def test_publication_is_counted_among_those_that_monitored(self):
        value = answer("self_mon_public_rate", "2026-11-22", key_units=self.UNITS).value
        assert (value.numerator, value.denominator) == (1, 2)

    def test_a_unit_that_says_nothing_is_not_taken_as_silent(self):
        computed = answer("self_mon_rate", "2026-11-22", key_units=[*self.UNITS, unit("K5")])
        assert missing(computed) == {"monitoring_complete": ("K5 / 2026",)}


class TestRectification:
    """Rectified and accepted / all found, at least 90 % by 2027."""

    def hazards(self, accepted, found):
        done = {"accepted": True, "accepted_on": day("2027-06-01")}
        return [
            {
                "hazard_id": f"H{n}",
                "place": "14",
                "found_on": day("2027-01-05"),
                **(done if n < accepted else {"accepted": False}),
            }
            for n in range(found)
        ]

    def test_9_of_10_pass_and_8_of_9_are_one_short(self):
        passed = answer("hd_rectify_pass_rate", "2027-12-31", hazards=self.hazards(9, 10)).value
        missed = answer("hd_rectify_pass_rate", "2027-12-31", hazards=self.hazards(8, 9)).value
        assert meets(passed, ">=", 90) is Answer.MET
        assert (meets(missed, ">=", 90), shortfall(missed, ">=", 90)) == (Answer.NOT_MET, 1)

    def test_a_past_day_is_replayed(self):
        assert answer("hd_rectify_pass_rate", "2027-05-31", hazards=self.hazards(9, 10)).value.number == 0
        assert answer("hd_rectify_pass_rate", "2027-01-04", hazards=self.hazards(9, 10)).value.number is None

    def test_accepted_without_a_day_cannot_be_replayed(self):
        hazards = [{"hazard_id": "H1", "place": "14", "found_on": day("2027-01-05"), "accepted": True}]
        assert missing(answer("hd_rectify_pass_rate", "2027-12-31", hazards=hazards)) == {"accepted_on": ("H1",)}
