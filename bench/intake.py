"""A laboratory workbook of 100,000 samples × 30 substances: reading and checking it beside fastexcel alone, in one run.

    python bench/intake.py [--samples 100000] [--substances 30] [--rounds 3]

fastexcel only decodes the sheet into a table. `read_book` also looks for hidden dangers, merged cells, error cells and
formulas without a value; `read_lab` understands and checks every cell as well. The workbook is made in a temporary
folder from a seed: codes, places, land use, pH, coordinates, days, and results of which a tenth are non-detects. Every
case runs in a process of its own; its time is the median of the rounds, its memory the peak.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import fastexcel
import numpy as np
import xlsxwriter

from jingtu.intake.laboratory import read_lab
from jingtu.intake.sheets import read_book
from jingtu.substances import SUBSTANCES

SEED = 11
HEAD = ("样品编号", "所在乡镇", "土地利用", "pH", "经度", "纬度", "采样日期")
USES = ("水田", "旱地", "果园", "菜地")


def generate(path: Path, samples: int, substances: int) -> None:
    rng = np.random.default_rng(SEED)
    names = [one.zh for key, one in SUBSTANCES.items() if key != "ph"][:substances]
    assert len(names) == substances, "there are not so many substances"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("检测结果")
        sheet.write_row(0, 0, [*HEAD, *(f"{name}(mg/kg)" for name in names)])
        for row in range(1, samples + 1):
            values = np.round(np.exp(rng.normal(1.0, 0.5, substances)), 3).tolist()
            below = (rng.random(substances) < 0.1).tolist()
            facts = [f"S{row:06d}", f"第{row % 12}镇", USES[row % 4], round(4.5 + rng.random() * 4, 2)]
            place = [round(112 + rng.random(), 6), round(27 + rng.random(), 6)]
            day = (date(2024, 1, 1) + timedelta(row % 700)).isoformat()
            cells = ["ND" if less else value for less, value in zip(below, values, strict=True)]
            sheet.write_row(row, 0, [*facts, *place, day, *cells])


def decode(path: Path) -> int:
    return fastexcel.read_excel(path).load_sheet(0, header_row=None).to_polars().height


def book(path: Path) -> int:
    return read_book(path).sheets[0].grid.height


def lab(path: Path) -> int:
    return read_lab(path).results.height


CASES: dict[str, Callable[[Path], int]] = {"fastexcel": decode, "read_book": book, "read_lab": lab}


def measure(case: str, path: Path, rounds: int) -> None:
    """In a process of its own: the times and the peak memory as JSON."""
    taken = []
    for _ in range(rounds):
        started = time.perf_counter()
        height = CASES[case](path)
        taken.append(time.perf_counter() - started)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": statistics.median(taken), "megabytes": peak, "rows": height}))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--samples", type=int, default=100_000)
    parser.add_argument("--substances", type=int, default=30)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--case", choices=CASES, help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.case:
        measure(given.case, given.file, given.rounds)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lab.xlsx"
        generate(path, given.samples, given.substances)
        report(path, given.rounds)


def report(path: Path, rounds: int) -> None:
    print(f"{path.stat().st_size / 2**20:.1f} MB")
    print(f"{'case':<12}{'seconds':>9}{'× fastexcel':>13}{'peak MB':>9}{'rows':>12}")
    alone = None
    for case in CASES:
        command = [sys.executable, __file__, "--case", case, "--file", str(path), "--rounds", str(rounds)]
        found = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        alone = alone or found["seconds"]
        ratio = found["seconds"] / alone
        print(f"{case:<12}{found['seconds']:>9.2f}{ratio:>13.2f}{found['megabytes']:>9.0f}{found['rows']:>12,}")


if __name__ == "__main__":
    main()
