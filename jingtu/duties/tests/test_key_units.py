"""Duties of key regulated units, clause by clause."""

from __future__ import annotations

from datetime import date

from jingtu.duties.duty import Label
from jingtu.duties.facts.key_unit import KeyUnit
from jingtu.duties.key_units import DUTIES
from jingtu.duties.occurrence import State
from jingtu.duties.tests.asking import asked, asked_all


class TestKU003:
    """Law art. 21 para. 2(2), Code art. 414: a full hazard check within a year of being listed."""

    LISTED = KeyUnit(id="u", listed_on=date(2024, 3, 29))

    def test_a_unit_that_is_not_listed_owes_none(self):
        assert asked_all(DUTIES, "KU-003", KeyUnit(id="u"), on=date(2025, 4, 1)) == []

    def test_a_year_after_29_march_is_a_saturday_and_moves_to_monday(self):
        found = asked(DUTIES, "KU-003", self.LISTED, on=date(2025, 3, 30))
        assert (found.state, found.occurrence.nominal, found.due) == (
            State.PENDING,
            date(2025, 3, 29),
            date(2025, 3, 31),
        )

    def test_on_the_last_day_it_is_due_and_the_day_after_late(self):
        assert asked(DUTIES, "KU-003", self.LISTED, on=date(2025, 3, 31)).state is State.DUE
        assert asked(DUTIES, "KU-003", self.LISTED, on=date(2025, 4, 1)).late == "1D(open)"

    def test_a_check_finished_on_the_last_day_is_in_time_and_a_day_later_is_not(self):
        in_time = KeyUnit(id="u", listed_on=date(2024, 3, 29), hazard_checks=(date(2025, 3, 31),))
        assert asked(DUTIES, "KU-003", in_time, on=date(2025, 5, 1)).state is State.FULFILLED
        after = KeyUnit(id="u", listed_on=date(2024, 3, 29), hazard_checks=(date(2025, 4, 1),))
        assert asked(DUTIES, "KU-003", after, on=date(2025, 5, 1)).late == "1D"

    def test_it_is_statutory_and_the_code_takes_over_on_15_august_2026(self):
        late = KeyUnit(id="u", listed_on=date(2025, 8, 1))
        found = asked(DUTIES, "KU-003", late, on=date(2026, 9, 1))
        assert found.label is Label.STATUTORY
        assert [str(part.days) for part in found.segments] == [
            "2026-08-04 – before 2026-08-15",
            "2026-08-15 – before 2026-09-02",
        ]
        assert found.segments[0].citations[0].text() == "土壤污染防治法第21条第2款(二)"
        assert found.segments[1].citations[0].text() == "生态环境法典第414条"
