"""What must hold for any facts: no rule fails on what is not known, and no answer turns round as days go by."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jingtu.duties.catalogue import DUTIES
from jingtu.duties.duty import owed
from jingtu.duties.facts.shape import paths
from jingtu.duties.facts.subjects import SUBJECTS
from jingtu.duties.occurrence import State
from jingtu.duties.telling import about_in_words, missing_in_words, to_json
from jingtu.duties.tests.any_facts import AS_OF, any_subject

KINDS = sorted(SUBJECTS)
SEEDS = st.integers(0, 10**6)
FILLED = st.sampled_from((0.0, 0.15, 0.4, 0.7, 1.0))
DAYS = st.dates(date(2016, 6, 1), date(2028, 6, 30))


@pytest.mark.parametrize("key", KINDS)
class TestAnyFacts:
    @given(SEEDS, FILLED, DAYS)
    @settings(max_examples=25)
    def test_every_answer_is_whole(self, key, seed, filled, on):
        facts = any_subject(SUBJECTS[key], Random(seed), filled=filled)
        for one in owed(DUTIES, facts, on=on):
            told = to_json(one)
            assert told["citations"], one.duty.id
            assert (one.state is State.LATE) == bool(one.late), one.duty.id
            assert told["consequence"]["text"], one.duty.id
            assert missing_in_words(one, "zh").count("（") >= len(one.occurrence.missing), one.duty.id

    @given(SEEDS, FILLED, DAYS, st.integers(1, 700))
    @settings(max_examples=25)
    def test_late_and_open_never_becomes_pending_for_the_same_occurrence(self, key, seed, filled, on, later):
        facts = any_subject(SUBJECTS[key], Random(seed), filled=filled)
        after = {_occurrence(one): one for one in owed(DUTIES, facts, on=on + timedelta(later))}
        before = owed(DUTIES, facts, on=on)
        twice = Counter(map(_occurrence, before))
        for one in before:
            if one.late and twice[_occurrence(one)] == 1 and _occurrence(one) in after:
                assert after[_occurrence(one)].state not in (State.PENDING, State.DUE), one.duty.id

    @given(SEEDS, FILLED, DAYS)
    @settings(max_examples=25)
    def test_no_day_of_a_conduct_is_lost_where_the_law_changes(self, key, seed, filled, on):
        facts = any_subject(SUBJECTS[key], Random(seed), filled=filled)
        for one in owed(DUTIES, facts, on=on):
            ends = [part.days.before for part in one.segments if part.days.before != one.conduct.before]
            starts = [part.days.start for part in one.segments]
            assert date(2026, 8, 15) not in ends or date(2026, 8, 15) in starts, one.duty.id


CODE = re.compile(r"^[a-z_]+$")


def test_every_part_that_a_rule_names_has_words_in_both_languages():
    """A part named by a rule is one or several lower-case words; names out of the facts carry a number here."""
    random, unspoken = Random(7), set()
    for kind in SUBJECTS.values():
        for number in range(60):
            facts = any_subject(kind, random, filled=0.8, number=number)
            for on in (date(2019, 12, 31), date(2022, 12, 31), AS_OF):
                for one in owed(DUTIES, facts, on=on):
                    unspoken |= {word for word in about_in_words(one.about, "zh").split() if CODE.match(word)}
    assert unspoken - {shape.name for kind in SUBJECTS.values() for _, shape in paths(kind)} == set()


def _occurrence(one):
    return one.duty.id, one.about, one.occurrence.since, one.due
