"""What officials read for states, deadlines and targets, on pages and in papers."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jingtu_web.plans.models import Deadline, Target
from jingtu_web.plans.states import Met, State

STATES: dict[State, Promise] = {
    State.OVERDUE: gettext_lazy("已逾期"),
    State.DUE_30: gettext_lazy("30日内到期"),
    State.LATER: gettext_lazy("未到期"),
    State.RECURRING: gettext_lazy("定期开展"),
    State.IN_PROGRESS: gettext_lazy("推进中"),
    State.NO_DATA: gettext_lazy("暂无数据"),
    State.FULFILLED: gettext_lazy("已完成"),
}
MET: dict[Met, Promise] = {
    Met.MET: gettext_lazy("已达到"),
    Met.NOT_MET: gettext_lazy("未达到"),
    Met.UNDECIDED: gettext_lazy("须人工判断"),
    Met.NO_DATA: gettext_lazy("暂无数据"),
}
PERIODS: dict[str, Promise] = {
    "P1Y": gettext_lazy("每年"),
    "P6M": gettext_lazy("每半年"),
    "P3M": gettext_lazy("每季度"),
    "P1M": gettext_lazy("每月"),
    "P1W": gettext_lazy("每周"),
}

# Why the reader repaired something: its codes, in words.
REPAIRS: dict[str, Promise] = {
    "bookmark": gettext_lazy("删去书签标记"),
    "page_number": gettext_lazy("删去页码"),
    "control_character": gettext_lazy("删去控制字符"),
}


def day_words(day: date) -> str:
    return date_format(day, "Y年n月j日")


def deadline_words(deadline: Deadline) -> str:
    """As printed; where an officer put it in, from its parts."""
    if deadline.phrase:
        return deadline.phrase
    if deadline.kind == Deadline.Kind.EVERY:
        return str(PERIODS.get(deadline.period, deadline.period))
    if deadline.kind == Deadline.Kind.WITHIN:
        return _("%(event)s后 %(period)s 内") % {"event": deadline.event, "period": deadline.period}
    return day_words(deadline.date) if deadline.date else deadline.event


def target_words(target: Target) -> str:
    """Quantity, comparison, number and unit; or whose number it points to."""
    if not target.value:
        return f"{target.quantity}（{target.reference}）" if target.reference else target.quantity
    sign = target.get_comparator_display()
    return f"{target.quantity} {sign} {target.value}{_spaced(target.unit)}"


def _spaced(unit: str) -> str:
    return unit if unit in ("", "%", "％", "‰") else f" {unit}"
