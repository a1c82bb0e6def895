"""All duties of a province for one day: key units, parcels, farmland units and governments.

    python bench/duties.py                 # 5,000 key units, 20,000 parcels, 50,000 farmland units, 120 governments
    python bench/duties.py --size 0.1      # a tenth
    python bench/duties.py --profile       # where the time goes

One core. The same facts at half the size show that time grows in proportion; memory is the peak of the process over
what the facts themselves take.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import resource
import time
from collections import Counter
from datetime import date
from random import Random

from jingtu.duties.catalogue import DUTIES
from jingtu.duties.duty import owed_by_all
from jingtu.duties.facts.subject import Subject
from jingtu.duties.facts.subjects import SUBJECTS
from jingtu.duties.tests.any_facts import any_subject

COUNTS = {"key_unit": 5_000, "parcel": 20_000, "farmland_unit": 50_000, "government": 120}
FILLED = 0.25
"""Share of the facts of a subject that are known: a busy subject, not an empty one."""
ON = date(2026, 11, 20)


def subjects(size: float) -> list[Subject]:
    random = Random(20261120)
    return [
        any_subject(SUBJECTS[key], random, filled=FILLED, number=number)
        for key, count in COUNTS.items()
        for number in range(round(count * size))
    ]


def timed(facts: list[Subject]) -> tuple[float, Counter[str], int]:
    start = time.perf_counter()
    states: Counter[str] = Counter()
    for one in owed_by_all(DUTIES, facts, on=ON):
        states[one.state] += 1
    return time.perf_counter() - start, states, peak()


def peak() -> int:
    """Most memory the process has held. [MB]"""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=float, default=1.0)
    parser.add_argument("--profile", action="store_true")
    asked = parser.parse_args()
    facts = subjects(asked.size)
    held = peak()
    timed(facts[:: max(len(facts) // 500, 1)])
    if asked.profile:
        with cProfile.Profile() as profile:
            timed(facts)
        pstats.Stats(profile).sort_stats("tottime").print_stats(30)
        return
    half, states, _ = timed(facts[::2])
    print(f"{len(facts[::2]):>7} subjects: {half:6.2f} s, {states.total():>8} duties owed")
    whole, states, most = timed(facts)
    print(f"{len(facts):>7} subjects: {whole:6.2f} s, {states.total():>8} duties owed")
    print(f"whole / half {whole / half:.2f}; memory {held} MB with the facts, {most} MB at the peak")
    print(", ".join(f"{state} {count}" for state, count in states.most_common()))


if __name__ == "__main__":
    main()
