"""What `run` says before it serves: the plan's clauses by state, results compared or not, verdicts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from jingtu_web.desk.measured_words import named
from jingtu_web.plans import labels, queries
from jingtu_web.plans.models import Clause, Plan
from jingtu_web.registers.samples.queries import Scope, assessed


def summary(on: date) -> list[str]:
    """Lines for the terminal; everything is computed for the day."""
    return [_("截至 {day}").format(day=on.isoformat()), *_plans(on), *_results(on)]


def _plans(on: date) -> Iterator[str]:
    for plan in Plan.objects.order_by("-year", "pk").defer("reading", "source"):
        counts = queries.counts(queries.items(Clause.objects.filter(plan=plan), on=on))
        states = "，".join(f"{labels.STATES[state]} {count}" for state, count in counts.items() if count)
        yield _("《{title}》：任务 {total} 项，其中{states}").format(
            title=plan.title, total=sum(counts.values()), states=states
        )


def _results(on: date) -> Iterator[str]:
    found = assessed(Scope(), on=on)
    yield _("检测结果：已比对 {compared} 个，未比对 {left} 个").format(
        compared=len(found.results), left=len(found.left_out)
    )
    words = named("verdict")
    counts = found.results["verdict"].value_counts(sort=True).iter_rows() if len(found.results) else ()
    for verdict, count in counts:
        yield f"  {words[verdict]} {count}"
