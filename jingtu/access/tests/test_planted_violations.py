"""Twenty lists of 300 rows with 25 planted violations each: every one is found, and none is invented."""

import pytest

from jingtu.access import lists
from jingtu.access.asked import Defaults
from jingtu.access.lists import Answered, RowState
from jingtu.access.model import Answer, Step
from jingtu.access.tests import generator

SEEDS = range(1, 21)


@pytest.fixture(params=SEEDS, scope="module")
def case(request, tmp_path_factory):
    """A county and the answers to its list, which went through a workbook."""
    county = generator.county(request.param)
    file = county.write(tmp_path_factory.mktemp("list") / "供地清单.xlsx")
    reading = lists.read_list(file, county.register)
    defaults = Defaults(on=generator.ON, step=Step.SUPPLY, place=generator.PLACE)
    return county, lists.answer(reading, county.register, defaults)


def restricted_by(row: Answered) -> set[str]:
    """Entries for which the verdict is not free, or which a person is asked to look at."""
    grounds = row.verdict.grounds if row.verdict is not None else ()
    told = {ground.hit.entry.id for ground in grounds if ground.hit is not None}
    return told | {match.entry.id for match in row.doubtful} if row.state is RowState.DOUBTFUL else told


def test_the_kinds_are_listed_beforehand_and_each_is_planted():
    county = generator.county(1)
    assert len(generator.PLANT) == 25
    assert {kind for kind, _ in county.planted.values()} == set(generator.PLANT)
    assert set(county.decoys.values()) == set(generator.DECOY)
    assert len(county.rows) == 300


def test_every_row_comes_out_once_in_its_order(case):
    county, answers = case
    assert [row.number for row in answers.rows] == list(range(1, 301))
    assert [row.row.values["number"] for row in answers.rows] == [str(number) for number in range(1, 301)]
    assert sum(answers.counts().values()) == len(county.rows)


def test_every_planted_violation_is_found_for_its_entry(case):
    county, answers = case
    rows = {row.number: row for row in answers.rows}
    missed = [kind for number, (kind, entry) in county.planted.items() if entry not in restricted_by(rows[number])]
    assert missed == []


def test_only_what_a_zone_a_credit_code_or_an_address_tells_is_left_to_a_person(case):
    county, answers = case
    left = {county.planted[row.number][0] for row in answers.rows if row.state is RowState.DOUBTFUL}
    assert left == {"wrong_zone", "shifted_name_same_credit_code", "address_only"}


def test_no_violation_is_invented(case):
    county, answers = case
    others = [row for row in answers.rows if row.number not in county.planted]
    assert {(row.number, row.state) for row in others} == {(row.number, RowState.VERDICT) for row in others}
    wrong = [
        county.decoys.get(row.number, "") for row in others if row.verdict.answer is not Answer.NO_RESTRICTION_KNOWN
    ]
    assert wrong == []
