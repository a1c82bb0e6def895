"""Access verdicts against many outlines beside a bare look-up in shapely's STRtree, in one run; and a whole list.

    python bench/access.py 1e5 1e6                # default: verdicts
    python bench/access.py --list 10000 1e5       # a list against outlines, with its workbook

Outlines are nonagons of 20 to 60 m half width, strewn from a seed, 100 to the square kilometre: a square of 32 km for
100,000 and of 100 km for a million. Questions are such outlines too, on a slightly wider square. The peer answers *is
any outline within 50 m*, in metres; a verdict measures every overlap, decides, cites, and carries its key. Both see the
same questions in turn. Microseconds are those of the thread, seconds those of the wall.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import shapely
import xlsxwriter
from numpy.typing import NDArray

from jingtu.access import land_uses, lists, measure, workbook
from jingtu.access.asked import Defaults
from jingtu.access.model import Conclusion, Coverage, Entry, Facts, Kind, Question, Stage, Step
from jingtu.access.space import Register
from jingtu.access.verdict import verdict

SEED = 3
PER_SQUARE_KM = 100
WEST, SOUTH = 112.5, 35.6
SCALE = measure.scale_at(SOUTH + 0.45)
QUESTIONS = 2_000
BLOCK = 500
ROUNDS = 3
DAY = date(2025, 3, 1)
PLACE = "140404"
CLEAR = Facts(survey_reported=True, review_passed=True, conclusions=(Conclusion(1, False),))
# What an entry is, in turn: mostly parcels with a survey on file, some of everything else.
KINDS = (
    (Kind.PARCEL, None, CLEAR),
    (Kind.PARCEL, Stage.P0, Facts()),
    (Kind.CONTROL_LIST, None, Facts()),
    (Kind.PARCEL, None, CLEAR),
    (Kind.KEY_UNIT, None, Facts()),
    (Kind.PARCEL, Stage.P3, Facts()),
    (Kind.FORMER_SITE, None, Facts(vacated=True)),
)
SURNAMES = [chr(0x4E00 + 37 * number) for number in range(97)]
TRADES = ("化工", "机械", "纺织", "建材", "食品", "冶炼", "电镀")
USES = ("R2", "M1", "0804 教育用地", "B1")


def nonagons(rng: np.random.Generator, number: int, side: float) -> NDArray[np.object_]:
    """Outlines in metres from the south-western corner of a square."""
    margin = 200 if number == QUESTIONS else 0
    centres = rng.random((number, 1, 2)) * (side + 2 * margin) - margin
    angles = np.linspace(0, 2 * np.pi, 10)[:-1]
    shape = np.stack([np.cos(angles), 0.7 * np.sin(angles)], axis=1)
    corners = centres + shape * rng.uniform(20, 60, (number, 1, 1))
    return shapely.polygons(corners)


def in_degrees(outlines: NDArray[np.object_]) -> NDArray[np.object_]:
    return shapely.transform(outlines, lambda points: points / SCALE + (WEST, SOUTH))


def register(outlines: Sequence[object]) -> Register:
    entries = []
    for number, outline in enumerate(outlines):
        kind, stage, facts = KINDS[number % len(KINDS)]
        named = {"name": f"{SURNAMES[number % 97]}{TRADES[number % 7]}{number}号地块", "place": PLACE}
        entries.append(Entry(str(number), kind, stage=stage, facts=facts, outline=outline, **named))
    return Register(entries, [Coverage(kind, PLACE, True, DAY) for kind in Kind])


def in_turn(*tasks: Callable[[int], object]) -> list[NDArray[np.float64]]:
    """Microseconds of each call of each task, in turn by blocks, so that a busy moment falls on all of them.

    Time of the thread, not of the wall: where others keep the cores busy, a call of half a millisecond is interrupted
    far oftener than one of thirty microseconds, by five milliseconds at a time.
    """
    taken = [np.empty(QUESTIONS) for _ in tasks]
    for start in range(0, QUESTIONS, BLOCK):
        for task, times in zip(tasks, taken, strict=True):
            for index in range(start, start + BLOCK):
                started = time.thread_time()
                task(index)
                times[index] = time.thread_time() - started
    return [times * 1e6 for times in taken]


def measure_verdicts(number: int) -> None:
    """In a process of its own: prints the figures as JSON."""
    rng = np.random.default_rng(SEED)
    side = 1000 * (number / PER_SQUARE_KM) ** 0.5
    metres, asked_metres = nonagons(rng, number, side), nonagons(rng, QUESTIONS, side)
    tree = shapely.STRtree(metres)
    tree.query(asked_metres[0])
    started = time.perf_counter()
    known = register(in_degrees(metres))
    built = time.perf_counter() - started
    uses = [land_uses.find(one) for one in USES]
    steps = list(Step)
    questions = [
        Question(steps[index % len(steps)], uses[index % len(uses)], outline=outline, place=PLACE)
        for index, outline in enumerate(in_degrees(asked_metres))
    ]

    def bare(index: int) -> bool:
        return len(tree.query(asked_metres[index], predicate="dwithin", distance=50.0)) > 0

    def whole(index: int) -> object:
        return verdict(questions[index], register=known, on=DAY)

    in_turn(bare, whole)
    rounds = [in_turn(bare, whole) for _ in range(ROUNDS)]
    found = [verdict(one, register=known, on=DAY) for one in questions]
    figures = {
        "outlines": number,
        "build_seconds": built,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "met": float(np.mean([bool(one.grounds) for one in found])),
        "rounds": [
            {
                name: [float(np.percentile(one, share)) for share in (50, 99)]
                for name, one in zip(("bare", "verdict"), pair, strict=True)
            }
            for pair in rounds
        ],
    }
    print(json.dumps(figures))


def measure_list(rows: int, number: int) -> None:
    """In a process of its own: a list of land with outlines and names from workbook to workbook."""
    rng = np.random.default_rng(SEED)
    side = 1000 * (number / PER_SQUARE_KM) ** 0.5
    known = register(in_degrees(nonagons(rng, number, side)))
    with tempfile.TemporaryDirectory() as folder:
        file, out = Path(folder) / "list.xlsx", Path(folder) / "answers.xlsx"
        write_list(file, in_degrees(nonagons(rng, rows, side)))
        started = time.perf_counter()
        reading = lists.read_list(file, known)
        read = time.perf_counter()
        found = lists.answer(reading, known, Defaults(DAY, step=Step.SUPPLY, place=PLACE))
        answered = time.perf_counter()
        workbook.write(out, found)
        seconds = [read - started, answered - read, time.perf_counter() - answered]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "peak_mb": peak, "counts": found.counts(), "rows": len(found.rows)}))


def write_list(file: Path, outlines: NDArray[np.object_]) -> None:
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("供地清单")
        sheet.write_row(0, 0, ["序号", "地块名称", "规划用途", "坐落", "WKT"])
        for row, outline in enumerate(outlines, 1):
            named = f"{SURNAMES[row % 89]}{TRADES[row % 5]}厂{row}号"
            sheet.write_row(row, 0, [row, named, USES[row % len(USES)], f"开发区{row % 40}号路", outline.wkt])


def report_list(rows: int, number: int) -> None:
    command = [sys.executable, __file__, "--case", str(number), "--list", str(rows)]
    found = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    read, answered, written = found["seconds"]
    print(
        f"{rows:,} rows against {number:,} outlines: {sum(found['seconds']):.1f} s, {found['peak_mb']:,.0f} MB at most"
    )
    print(f"  reading {read:.1f} s, answering {answered:.1f} s, workbook {written:.1f} s; {found['counts']}")


def report(number: int) -> None:
    command = [sys.executable, __file__, "--case", str(number)]
    found = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    print(f"{number:,} outlines: built in {found['build_seconds']:.1f} s, {found['peak_mb']:,.0f} MB at most")
    print(f"{'round':<8}{'bare p50':>10}{'p99':>8}{'verdict p50':>14}{'p99':>8}   [µs]{'p50 ×':>10}{'p99 ×':>8}")
    for index, one in enumerate(found["rounds"], 1):
        (bare, bare_99), (whole, whole_99) = one["bare"], one["verdict"]
        print(
            f"{index:<8}{bare:>10.0f}{bare_99:>8.0f}{whole:>14.0f}{whole_99:>8.0f}       "
            f"{whole / bare:>9.1f}{whole_99 / bare_99:>8.1f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("outlines", type=float, nargs="*", default=[1e5, 1e6])
    parser.add_argument("--list", type=int, metavar="ROWS", help="Time a list of so many rows instead.")
    parser.add_argument("--case", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.case:
        measure_list(given.list, given.case) if given.list else measure_verdicts(given.case)
        return
    for number in map(int, given.outlines):
        report_list(given.list, number) if given.list else report(number)


if __name__ == "__main__":
    main()
