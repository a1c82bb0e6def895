"""Recall and precision of the proposed bindings on the five plans, per plan and per subject, and the time they take.

    python bench/bindings.py [../shared]

Prints the tables of docs/bindings.md. *Left out*: the same with every word switched off that only this plan taught
(``jingtu/duties/tests/binding_key.py`` says when a word counts as taught by a plan).
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from jingtu.duties.binding import bind
from jingtu.duties.binding_rules import Rule, duty_rules
from jingtu.duties.tests.binding_key import FILES, Score, readings, scores, total, without_learnt

ROUNDS = 9
HEADS = "| {} | pairs in key | proposed | recall | precision | in key alone | left out: recall | precision |"


def main() -> None:
    shared = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared")
    whole = {plan: scores(plan, shared, duty_rules()) for plan in FILES}
    left_out = {plan: scores(plan, shared, without_learnt(plan, shared)) for plan in FILES}
    _table("plan", {plan: total(whole[plan]) for plan in FILES}, {plan: total(left_out[plan]) for plan in FILES})
    _table("subject", _by_subject(whole), _by_subject(left_out))
    _times(shared, duty_rules())


def _by_subject(tables: Mapping[str, Mapping[str, Score]]) -> dict[str, Score]:
    return {
        subject: sum((table[subject] for table in tables.values()), Score()) for subject in next(iter(tables.values()))
    }


def _table(what: str, whole: Mapping[str, Score], left_out: Mapping[str, Score]) -> None:
    print(HEADS.format(what) + "\n|---|" + "---:|" * 7)
    rows = [(name, whole[name], left_out[name]) for name in whole]
    rows.append(("all", total(whole), total(left_out)))
    for name, one, other in rows:
        alone = one.in_key / one.proposed if one.proposed else 1.0
        shares = (one.recall, one.precision, alone, other.recall, other.precision)
        print(f"| {name} | {one.key} | {one.proposed} | " + " | ".join(f"{share:.1%}" for share in shares) + " |")
    print()


def _times(shared: Path, rules: Sequence[Rule]) -> None:
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for reading in readings(shared).values():
            bind(reading, duties=rules)
        taken.append(time.perf_counter() - start)
    middle = statistics.median(taken) * 1000
    print(f"five plans bound in {middle:.0f} ms (median of {ROUNDS}), {len(rules)} rules of duties")


if __name__ == "__main__":
    main()
