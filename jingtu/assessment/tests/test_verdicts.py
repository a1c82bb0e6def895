"""The tables of verdicts answer every case."""

from itertools import product

from jingtu.assessment.verdicts import (
    EXCEEDS,
    FROM_BEST_TO_WORST,
    LIMIT_VERDICTS,
    NOT_COMPARED,
    RANK,
    SOIL_VERDICTS,
    Position,
    Reason,
    Verdict,
)
from jingtu.assessment.words import words


def test_every_pair_of_positions_has_a_soil_verdict():
    assert set(SOIL_VERDICTS) == set(product(Position, repeat=2))


def test_every_position_has_a_limit_verdict():
    assert set(LIMIT_VERDICTS) == set(Position)


def test_straddling_never_clears_a_result():
    cleared = {verdict for (screening, _), verdict in SOIL_VERDICTS.items() if screening is Position.STRADDLES}
    assert Verdict.WITHIN_SCREENING not in cleared


def test_every_verdict_has_its_place_from_best_to_worst():
    assert sorted(FROM_BEST_TO_WORST) == sorted(Verdict)


def test_undecided_is_worse_than_all_that_clear_and_better_than_all_that_exceed():
    others = set(Verdict) - {Verdict.UNDECIDED}
    assert all((RANK[one] > RANK[Verdict.UNDECIDED]) == one.exceeds for one in others)
    assert {one for one in Verdict if one.exceeds} == EXCEEDS


def test_every_answer_has_words_in_both_languages():
    for language in ("zh", "en"):
        assert set(words("verdict", language)) == {*Verdict, NOT_COMPARED}
        assert set(words("reason", language)) == set(Reason)
