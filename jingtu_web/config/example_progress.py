"""What was recorded about the example county's plans, so that its boards show every state."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from jingtu_web.common.models import User
from jingtu_web.plans.actions import Recorded, record_progress
from jingtu_web.plans.models import Clause, Plan, Target

TEXTS = Path(__file__).resolve().parents[2] / "examples" / "wochuan" / "texts"


def record_example_progress(plan: Plan, *, by: User) -> int:
    """Record every line of the plan's file; answers how many. A line names its clause by the printed number."""
    clauses = {clause.label: clause for clause in plan.clauses.prefetch_related("targets")}
    with records(plan.year).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        record_progress(clauses[row["number"]], _recorded(row, clauses[row["number"]]), by=by)
    return len(rows)


def records(year: int) -> Path:
    return TEXTS / f"progress_{year}.csv"


def _recorded(row: Mapping[str, str], clause: Clause) -> Recorded:
    target = _target(row["target"], clause)
    return Recorded(
        kind=row["kind"],
        on=date.fromisoformat(row["on"]),
        text=row["text"],
        due=date.fromisoformat(row["due"]) if row["due"] else None,
        target=target,
        value=row["value"] if target else "",
    )


def _target(printed: str, clause: Clause) -> Target | None:
    """The target that prints this number."""
    return next((target for target in clause.targets.all() if printed and target.value == printed), None)
