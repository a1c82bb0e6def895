"""The machinery of life cycles, and the tables proved complete."""

import csv
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from jingtu.duties import law
from jingtu.duties.life_cycle import CYCLES, FOLDER, Ground, Move, Refused, UnknownName, cycle, step
from jingtu.duties.life_cycle_page import page
from jingtu.standards.verification import Mark

MOVES = [move for name in CYCLES for move in cycle(name).moves.values()]
FINAL = {"parcels": set(), "key_units": set(), "wastes": set(), "projects": {"J12", "J14"}, "cases": {"C11"}}


def rows(table):
    with (FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def holding(move):
    return dict.fromkeys((guard.code for guard in move.guards), True)


def cycle_of(move):
    return next(cycle(name) for name in CYCLES if move in cycle(name).moves.values())


@pytest.mark.parametrize("name", CYCLES)
class TestEveryPairHasAnAnswer:
    def test_each_pair_of_state_and_event_has_a_move_or_a_reason_and_not_both(self, name):
        one = cycle(name)
        pairs = set(product(one.states, one.events))
        assert set(one.moves) | set(one.refusals) == pairs
        assert set(one.moves) & set(one.refusals) == set()

    def test_every_reason_is_written_out_in_both_languages(self, name):
        for reason in cycle(name).refusals.values():
            assert all((reason.why.zh, reason.why.en, reason.remedy.zh, reason.remedy.en))

    def test_every_pair_is_answered_in_words(self, name):
        one = cycle(name)
        for state, event in one.refusals:
            refused = step(one, state, event, {})
            assert isinstance(refused, Refused)
            assert refused.ground is Ground.NOT_HERE
            for language in ("zh", "en"):
                assert one.states[state].name.text(language) in refused.text(language)
                assert refused.reason.why.text(language) in refused.text(language)
                assert refused.reason.remedy.text(language) in refused.text(language)

    def test_every_state_can_be_reached(self, name):
        one = cycle(name)
        reached, new = set(), {one.start.code}
        while new:
            reached |= new
            new = {move.next_state.code for (state, _), move in one.moves.items() if state in new} - reached
        assert reached == set(one.states)

    def test_only_what_is_over_has_no_way_on(self, name):
        one = cycle(name)
        assert {state for state in one.states if not one.possible(state)} == FINAL[name]


class TestTheTables:
    def test_no_move_stands_twice(self):
        for name in CYCLES:
            assert len(rows(name)) == len(cycle(name).moves)

    def test_every_name_is_used(self):
        used = {("", "cycle", one) for one in CYCLES}
        for name, move in [(one, move) for one in CYCLES for move in cycle(one).moves.values()]:
            used |= {(name, "event", move.event.code), ("", "actor", move.actor.code)}
            used |= {(name, "state", move.state.code), (name, "state", move.next_state.code)}
            used |= {(name, "guard", guard.code) for guard in move.guards}
            used |= {("", "document", document.code) for document in move.documents}
            used |= {("", "actor", move.reviewer.code)} if move.reviewer else set()
        assert {(row["cycle"], row["kind"], row["code"]) for row in rows("names")} == used

    def test_every_name_stands_once_and_in_both_languages(self):
        keys = [(row["cycle"], row["kind"], row["code"]) for row in rows("names")]
        assert len(keys) == len(set(keys))
        assert all(row["zh"] and row["en"] for row in rows("names"))

    @pytest.mark.parametrize("row", rows("refusals"), ids=lambda row: f"{row['cycle']}-{row['event']}-{row['states']}")
    def test_every_reason_is_needed(self, row):
        one = cycle(row["cycle"])
        assert row["event"] in one.events
        mine = [
            pair for pair, reason in one.refusals.items() if reason.why.zh == row["why_zh"] and pair[1] == row["event"]
        ]
        named = row["states"].split()
        assert [state for state, _ in mine if named == ["*"] or state in named] != []
        assert named == ["*"] or {(state, row["event"]) for state in named} <= set(one.refusals)

    def test_no_state_is_given_two_reasons_for_one_event(self):
        keys = [(row["cycle"], row["event"], state) for row in rows("refusals") for state in row["states"].split()]
        assert len(keys) == len(set(keys))

    @pytest.mark.parametrize("move", MOVES, ids=lambda move: f"{move.state.code}-{move.event.code}")
    def test_a_move_rests_on_duties_and_carries_a_mark(self, move):
        assert move.duties
        assert all(law.text(duty) for duty in move.duties)
        assert Mark(move.verification)

    def test_the_ranks_of_parcels_are_all_different(self):
        ranks = sorted(state.rank for state in cycle("parcels").states.values())
        assert ranks == list(range(14))


@pytest.mark.parametrize("move", MOVES, ids=lambda move: f"{move.state.code}-{move.event.code}")
class TestGuards:
    def test_with_every_guard_true_it_moves(self, move):
        assert step(cycle_of(move), move.state.code, move.event.code, holding(move)) == move

    def test_a_guard_that_is_not_known_is_named_as_missing(self, move):
        for guard in move.guards:
            for facts in (
                holding(move) | {guard.code: None},
                {k: v for k, v in holding(move).items() if k != guard.code},
            ):
                refused = step(cycle_of(move), move.state.code, move.event.code, facts)
                assert (refused.ground, refused.guards) == (Ground.MISSING_FACT, (guard,))
                assert guard.name.zh in refused.text()
                assert guard.name.en in refused.text("en")

    def test_a_guard_that_fails_is_named_as_failing(self, move):
        for guard in move.guards:
            refused = step(cycle_of(move), move.state.code, move.event.code, holding(move) | {guard.code: False})
            assert (refused.ground, refused.guards) == (Ground.GUARD_FAILS, (guard,))
            assert guard.name.zh in refused.text()


class TestUnknownNames:
    def test_an_unknown_state_is_refused_with_the_nearest(self):
        with pytest.raises(UnknownName, match=r"'P77' is not known\. Near: P7"):
            step(cycle("parcels"), "P77", "closed", {})

    def test_an_unknown_event_is_refused_with_the_nearest(self):
        with pytest.raises(UnknownName, match="Near: delisted"):
            step(cycle("parcels"), "P10", "delist", {})

    def test_an_unknown_cycle_is_refused_with_the_nearest(self):
        with pytest.raises(UnknownName, match="Near: parcels"):
            cycle("parcel")


class TestCitations:
    def test_they_are_those_of_the_day_of_the_act(self):
        move = step(cycle("parcels"), "P11", "aftercare_required", {"aftercare_plan": True})
        assert isinstance(move, Move)
        old, new = (
            " ".join(one.text() for one in move.citations(on=day)) for day in (date(2026, 8, 14), date(2026, 8, 15))
        )
        assert "土壤污染防治法" in old
        assert "生态环境法典" not in old
        assert "生态环境法典" in new


class TestThePage:
    def test_docs_show_the_tables_as_they_are(self):
        docs = Path(law.__file__).resolve().parents[2] / "docs" / "life-cycles.md"
        assert docs.read_text(encoding="utf-8") == page(), "run: python -m jingtu.duties.life_cycle_page"
