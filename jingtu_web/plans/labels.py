"""What officials read for states, deadlines and targets, on pages and in papers."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

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
    "P1D": gettext_lazy("每日"),
}

LENGTH = re.compile(r"PT?(\d+)([YMWDH])")
UNITS: dict[str, Promise] = {
    "Y": ngettext_lazy("%(count)s年", "%(count)s年", "count"),
    "M": ngettext_lazy("%(count)s个月", "%(count)s个月", "count"),
    "W": ngettext_lazy("%(count)s周", "%(count)s周", "count"),
    "D": ngettext_lazy("%(count)s日", "%(count)s日", "count"),
    "H": ngettext_lazy("%(count)s小时", "%(count)s小时", "count"),
}


def day_words(day: date) -> str:
    return date_format(day, _("Y年n月j日"))


def deadline_words(deadline: Deadline) -> str:
    """The deadline in few words, as tables have it. The printed phrase stands on the clause page."""
    return WORDS[deadline.kind](deadline) or deadline.phrase


def _by(deadline: Deadline) -> str:
    return _("%(day)s前") % {"day": day_words(deadline.date)} if deadline.date else deadline.event


def _within(deadline: Deadline) -> str:
    length = length_words(deadline.period)
    if not length:
        return ""
    if not deadline.event:
        return _("%(length)s内") % {"length": length}
    return _("%(event)s后%(length)s内") % {"event": deadline.event, "length": length}


def _every(deadline: Deadline) -> str:
    period = str(PERIODS.get(deadline.period, "")) or _every_few(deadline.period)
    return _("%(period)s%(event)s") % {"period": period, "event": deadline.event} if deadline.event else period


def _every_few(period: str) -> str:
    length = length_words(period)
    return _("每%(length)s") % {"length": length} if length else _("定期")


def _during(deadline: Deadline) -> str:
    """A year, a stretch of years or of days, since a year; or a standing word such as 长期坚持."""
    first, _slash, last = deadline.period.partition("/")
    if not last:
        return day_words(deadline.date) if deadline.date else deadline.event
    if last == "..":
        return _("%(year)s年起") % {"year": first[:4]}
    if not (first.endswith("-01-01") and last.endswith("-12-31")):
        ends = {"first": day_words(date.fromisoformat(first)), "last": day_words(date.fromisoformat(last))}
        return _("%(first)s至%(last)s") % ends
    years = first[:4] if first[:4] == last[:4] else f"{first[:4]}—{last[:4]}"
    return _("%(years)s年") % {"years": years}


WORDS: dict[str, Callable[[Deadline], str]] = {
    Deadline.Kind.BY: _by,
    Deadline.Kind.WITHIN: _within,
    Deadline.Kind.EVERY: _every,
    Deadline.Kind.DURING: _during,
}


def length_words(period: str) -> str:
    """An ISO 8601 duration of one unit in words; empty for any other."""
    match = LENGTH.fullmatch(period)
    return UNITS[match[2]] % {"count": int(match[1])} if match else ""


def target_words(target: Target) -> str:
    """Quantity, comparison, number and unit; or whose number it points to."""
    if not target.value:
        return f"{target.quantity}（{target.reference}）" if target.reference else target.quantity
    sign = target.get_comparator_display()
    return f"{target.quantity} {sign} {target.value}{_spaced(target.unit)}"


def _spaced(unit: str) -> str:
    return unit if unit in ("", "%", "％", "‰") else f" {unit}"
