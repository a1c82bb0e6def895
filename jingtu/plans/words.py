"""The words for dates, targets and repairs, in both languages, and how they stand in one line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from jingtu.plans.model import Deadline, Deadlines, Reading, Target, Unit
from jingtu.problems import Language

WHY: Mapping[Language, Mapping[str, str]] = {
    "zh": {
        "bookmark": "删除书签",
        "control_character": "删除控制字符",
        "page_number": "删除页码",
        "page_header": "删除页眉页脚",
        "width": "统一全半角",
        "font_digits": "还原字体编码的数字",
        "lines_joined": "接续断行",
        "number_restored": "还原自动编号",
    },
    "en": {
        "bookmark": "bookmark deleted",
        "control_character": "control character deleted",
        "page_number": "page number deleted",
        "page_header": "page header or footer deleted",
        "width": "width made equal",
        "font_digits": "font-coded digits restored",
        "lines_joined": "broken lines joined",
        "number_restored": "automatic number restored",
    },
}
EVERY: Mapping[Language, Mapping[str, str]] = {
    "zh": {"P1Y": "每年", "P6M": "每半年", "P3M": "每季度", "P1M": "每月", "P1W": "每周", "P1D": "每日"},
    "en": {
        "P1Y": "yearly",
        "P6M": "half-yearly",
        "P3M": "quarterly",
        "P1M": "monthly",
        "P1W": "weekly",
        "P1D": "daily",
    },
}
SPANS: Mapping[Language, Mapping[str, str]] = {
    "zh": {"Y": "年", "M": "个月", "W": "周", "D": "日"},
    "en": {"Y": " year(s)", "M": " month(s)", "W": " week(s)", "D": " day(s)"},
}
EVERY_FEW: Mapping[Language, str] = {"zh": "每{}", "en": "every {}"}
REGULARLY: Mapping[Language, str] = {"zh": "定期", "en": "regularly"}
BY: Mapping[Language, str] = {"zh": "{} 前", "en": "by {}"}
WITHIN: Mapping[Language, str] = {"zh": "{event}后 {period} 内", "en": "within {period} after {event}"}
SINCE: Mapping[Language, str] = {"zh": "{} 起", "en": "since {}"}
FROM_TO: Mapping[Language, str] = {"zh": "{} 至 {}", "en": "{} to {}"}
SUPERIOR: Mapping[Language, str] = {"zh": "（{}）", "en": "(number set by: {})"}
COMMA: Mapping[Language, str] = {"zh": "，", "en": ", "}
SEPARATOR: Mapping[Language, str] = {"zh": "；", "en": "; "}


def why_words(reading: Reading, language: Language) -> list[tuple[str, int]]:
    """Each kind of repair with its number, most frequent first."""
    counts = Counter(repair.why for repair in reading.repairs)
    return [(WHY[language][why], count) for why, count in counts.most_common()]


def date_words(unit: Unit, language: Language) -> str:
    return SEPARATOR[language].join(deadline_in_words(deadline, language) for deadline in unit.deadlines)


def target_words(unit: Unit, language: Language) -> str:
    return SEPARATOR[language].join(target_in_words(target, language) for target in unit.targets)


def deadline_in_words(deadline: Deadline, language: Language) -> str:
    """A deadline in a few words; what is not a day or a span is said by its phrase."""
    if deadline.kind is Deadlines.BY and deadline.date:
        return BY[language].format(deadline.date)
    if deadline.kind is Deadlines.EVERY:
        words = EVERY[language].get(deadline.period or "") or _every_few(deadline, language)
        return f"{words} {deadline.event}" if deadline.event else words
    if deadline.kind is Deadlines.WITHIN and deadline.event and deadline.period:
        return WITHIN[language].format(event=deadline.event, period=_span(deadline, language))
    if deadline.kind is Deadlines.WITHIN:
        return _span(deadline, language)
    return deadline.event or _stretch(deadline, language) or deadline.phrase


def _every_few(deadline: Deadline, language: Language) -> str:
    return EVERY_FEW[language].format(_span(deadline, language)) if deadline.period else REGULARLY[language]


def _stretch(deadline: Deadline, language: Language) -> str:
    """2026-09-01/2026-11-30 and 2017-01-01/.. in words; empty where there is no stretch."""
    first, _, last = (deadline.period or "").partition("/")
    if not first:
        return ""
    return SINCE[language].format(first) if last == ".." else FROM_TO[language].format(first, last)


def _span(deadline: Deadline, language: Language) -> str:
    """P1Y as 1年; working days are said by the phrase."""
    found = re.fullmatch(r"P(\d+)([YMWD])", deadline.period or "")
    return found[1] + SPANS[language][found[2]] if found else deadline.period or deadline.phrase


def target_in_words(target: Target, language: Language) -> str:
    """Quantity, comparator, number and unit (or whose number it is), and the day."""
    value = SUPERIOR[language].format(target.reference)
    if target.value:
        value = f"{target.value}{'' if target.unit == '%' else ' '}{target.unit}"
    due = COMMA[language] + BY[language].format(target.by) if target.by else ""
    return f"{target.quantity} {target.comparator} {value}{due}"
