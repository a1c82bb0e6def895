#!/usr/bin/env python3
"""mutate_duties.py [ID ...]: changes every duty a little and shows that its clause tests notice.

The clause tests (``jingtu/duties/tests``, one class ``TestCL001`` per duty) are run once as they are and once for each
mutation: every due day a day earlier, a day later, and no duty ever arising. A duty whose class passes all the same is
named, and the exit status is 1.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from jingtu.duties import duty, law
from jingtu.duties.reckoning import Counted, Day

TESTS = Path(__file__).parent.parent / "jingtu" / "duties" / "tests"
CLASS = re.compile(r"::Test([A-Z]{2})(\d{3})::")
MUTATIONS = ("plain", "earlier", "later", "silent")
OUT = "JINGTU_MUTATION_OUT"


class Noted:
    """Which duties had a failing test, which had any test, and which were ever given a due day."""

    def __init__(self) -> None:
        self.tested: set[str] = set()
        self.failed: set[str] = set()
        self.dated: set[str] = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        found = CLASS.search(report.nodeid)
        if found is None or report.when != "call":
            return
        name = f"{found[1]}-{found[2]}"
        self.tested.add(name)
        if report.failed:
            self.failed.add(name)


def main(asked: list[str]) -> int:
    with ThreadPoolExecutor(max_workers=2) as pool:
        found = dict(zip(MUTATIONS, pool.map(_in_process, MUTATIONS), strict=True))
    plain = found["plain"]
    duties = asked or sorted(law.TEXTS)
    untested = [one for one in duties if one not in plain["tested"]]
    broken = sorted(plain["failed"])
    unnoticed = {
        name: [one for one in duties if one in wanted and one not in found[name]["failed"]]
        for name, wanted in (
            ("earlier", plain["dated"]),
            ("later", plain["dated"]),
            ("silent", plain["tested"]),
        )
    }
    for title, names in (("without a clause test", untested), ("failing as they are", broken), *unnoticed.items()):
        print(f"{title}: {len(names)} {' '.join(names)}".rstrip())
    print(f"{len(duties)} duties, {len(plain['tested'])} tested, {len(plain['dated'])} with a due day")
    return int(bool(untested or broken or any(unnoticed.values())))


def _in_process(mutation: str) -> dict[str, list[str]]:
    """Runs the clause tests under one mutation in a process of its own."""
    run = subprocess.run(
        [sys.executable, __file__, f"--as={mutation}"],
        capture_output=True,
        text=True,
        check=False,
        env=dict(os.environ),
    )
    try:
        answer: dict[str, list[str]] = json.loads(run.stdout.splitlines()[-1])
    except (IndexError, json.JSONDecodeError):
        sys.exit(f"The run with mutation {mutation} gave no answer:\n{run.stdout[-2000:]}{run.stderr[-2000:]}")
    return answer


def _run(mutation: str) -> int:
    noted = Noted()
    _mutate(mutation, noted)
    arguments = ["-q", "--no-header", "-p", "no:cacheprovider", "--tb=no", "-W", "ignore", str(TESTS)]
    pytest.main([*arguments, "-k", "Test and not Scenario"], plugins=[noted])
    print()
    print(json.dumps({name: sorted(getattr(noted, name)) for name in ("tested", "failed", "dated")}))
    return 0


def _mutate(mutation: str, noted: Noted) -> None:
    if mutation == "plain":
        _note_due_days(noted)
    elif mutation == "silent":
        duty._owed = lambda *_: iter(())  # type: ignore[assignment]
    else:
        _shift(timedelta(1 if mutation == "later" else -1))


def _note_due_days(noted: Noted) -> None:
    told = duty._owed

    def noting(*arguments: Any) -> Iterator[duty.Owed]:
        for one in told(*arguments):
            if one.occurrence.nominal is not None:
                noted.dated.add(one.duty.id)
            yield one

    duty._owed = noting


def _shift(by: timedelta) -> None:
    dated, target = Day._dated, Day.target

    def moved(day: date | None) -> date | None:
        return None if day is None else day + by

    def shifted(self: Day, due: Counted, *rest: Any, **named: Any) -> Any:
        return dated(self, due._replace(nominal=moved(due.nominal), effective=moved(due.effective)), *rest, **named)

    def aimed(self: Day, goal: date, **named: Any) -> Any:
        return target(self, goal + by, **named)

    Day._dated = shifted  # type: ignore[method-assign]
    Day.target = aimed  # type: ignore[method-assign]


if __name__ == "__main__":
    options = sys.argv[1:]
    if options and options[0].startswith("--as="):
        sys.exit(_run(options[0].removeprefix("--as=")))
    sys.exit(main(options))
