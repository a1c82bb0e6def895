"""The faces of states, deadlines and targets on pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString

from jingtu.plans.words import WHY
from jingtu_web.desk.problem_groups import language
from jingtu_web.plans import labels
from jingtu_web.plans.models import Clause, ClauseBody, Deadline, Target
from jingtu_web.plans.queries import Item
from jingtu_web.plans.states import Met, State

register = template.Library()

BADGES = {
    State.OVERDUE: "overdue",
    State.DUE_30: "due",
    State.LATER: "later",
    State.RECURRING: "later",
    State.IN_PROGRESS: "attention",
    State.NO_DATA: "nodata",
    State.FULFILLED: "done",
}
MET_BADGES = {Met.MET: "ok", Met.NOT_MET: "overdue", Met.UNDECIDED: "undecided", Met.NO_DATA: "nodata"}


@register.filter
def state_badge(state: State) -> SafeString:
    return _badge(BADGES[state], labels.STATES[state])


@register.filter
def state_face(state: State) -> str:
    """The name of the state's colours in desk.css."""
    return BADGES[state]


@register.filter
def met_badge(met: Met) -> SafeString:
    return _badge(MET_BADGES[met], labels.MET[met])


@register.filter
def deadlines_in_few_words(clause: Clause) -> list[str]:
    """Each once, in the order printed."""
    return list(dict.fromkeys(labels.deadline_words(deadline) for deadline in clause.deadlines.all()))


@register.filter
def deciding_day(item: Item) -> date | None:
    """The day that decides the state, where the one printed deadline does not already say it."""
    printed = [deadline.date for deadline in item.clause.deadlines.all()]
    return None if printed == [item.due] else item.due


@register.filter
def deadline_words(deadline: Deadline) -> str:
    return labels.deadline_words(deadline)


@register.filter
def target_words(target: Target) -> str:
    return labels.target_words(target)


@register.filter
def role_words(role: str) -> str:
    return str(ClauseBody.Role(role).label)


@register.filter
def repair_words(why: str) -> str:
    """Why the reader repaired something. A plan read by a newer version may know reasons that this one does not."""
    return WHY[language()].get(why, why)


@register.filter
def entry_words(value: Any) -> str:
    """The value of a corrected field, before or after, on one line."""
    if not isinstance(value, list):
        return str(value)
    return "；".join(_entry(entry) for entry in value) or "—"


def _entry(entry: Mapping[str, Any]) -> str:
    if "role" in entry:
        return f"{entry['name']}（{role_words(entry['role'])}）"
    shown = ("phrase", "date", "period", "event", "quantity", "comparator", "value", "unit", "by", "reference")
    return " ".join(str(entry[key]) for key in shown if entry.get(key))


@register.simple_tag
def marked(text: str, phrases: Iterable[str]) -> SafeString:
    """The text with every phrase that stands in it highlighted; overlapping ones become one."""
    result = SafeString("")
    last = 0
    for start, end in _spans(text, phrases):
        result += format_html("{}<mark>{}</mark>", text[last:start], text[start:end])
        last = end
    return result + format_html("{}", text[last:])


def _spans(text: str, phrases: Iterable[str]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    starts = ((text.find(phrase), len(phrase)) for phrase in phrases if phrase)
    for start, length in sorted(pair for pair in starts if pair[0] >= 0):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], start + length)
        else:
            found.append((start, start + length))
    return found


def _badge(face: str, label: Promise) -> SafeString:
    return format_html('<span class="badge badge-{}">{}</span>', face, label)
