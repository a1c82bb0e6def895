"""What cells say of facts: yes or no, a day, a class of land, a stage, names."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache

from jingtu.access import likeness
from jingtu.access.model import Happened, LandClass, Stage
from jingtu.codes import divisions
from jingtu.codes.spelling import plain, typed
from jingtu.intake import days
from jingtu.problems import Problem, Severity, Where, attention

YES = frozenset(
    {
        "是",
        "有",
        "已",
        "√",
        "✓",
        "yes",
        "y",
        "true",
        "1",
        "已完成",
        "完成",
        "已通过",
        "通过",
        "需要",
        "需",
        "超标",
        "已超标",
        "超过",
        "达到",
        "已开展",
        "已列入",
        "独立",
        "完整",
    }
)
NO = frozenset(
    {
        "否",
        "无",
        "未",
        "没有",
        "×",
        "✗",
        "no",
        "n",
        "false",
        "0",
        "未完成",
        "未通过",
        "不需要",
        "无需",
        "未超标",
        "不超标",
        "未超过",
        "未达到",
        "未开展",
        "未列入",
        "不独立",
        "不完整",
    }
)
NOTHING = frozenset({"", "-", "—", "–", "/", "不详", "未知", "不明", "unknown", "n/a", "待定", "待核实"})
CLASSES: dict[str, LandClass] = {"一": 1, "1": 1, "二": 2, "2": 2}
BETWEEN_NAMES = re.compile(r"[、;；,，/|\n]+")
CODED = re.compile(r"^P\s*(\d{1,2})$", re.IGNORECASE)
STAGES = {
    "疑似": Stage.P2,
    "初步调查": Stage.P3,
    "调查中": Stage.P3,
    "调查未超标": Stage.P4,
    "超标": Stage.P5,
    "风险评估": Stage.P5,
    "无需管控": Stage.P6,
    "列入名录": Stage.P7,
    "纳入名录": Stage.P7,
    "风险管控": Stage.P8,
    "修复": Stage.P9,
    "治理修复": Stage.P9,
    "修复中": Stage.P9,
    "效果评估": Stage.P10,
    "移出": Stage.P11,
    "移出名录": Stage.P11,
    "后期管理": Stage.P12,
    "暂不开发": Stage.P13,
    "暂不开发利用": Stage.P13,
}


class NotUnderstoodError(ValueError):
    """The text says something, but not what is asked."""


def even(text: str) -> str:
    """Half-width, no blanks, lower case."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower()


@lru_cache(maxsize=10_000)
def flag(text: str) -> bool | None:
    """Yes, no, or None where nothing is said.

    Raises
    ------
    NotUnderstoodError
    """
    word = even(text)
    if word in NOTHING:
        return None
    if word in YES or word in NO:
        return word in YES
    raise NotUnderstoodError(text)


@lru_cache(maxsize=10_000)
def day(text: str) -> date | None:
    """The day a text names, None where it says nothing.

    Raises
    ------
    NotUnderstoodError
    """
    if even(text) in NOTHING:
        return None
    found = days.parse(text).day
    if found is None:
        raise NotUnderstoodError(text)
    return found


def event(text: str) -> Happened:
    """The day of an event, or whether it happened.

    Raises
    ------
    NotUnderstoodError
    """
    try:
        return flag(text)
    except NotUnderstoodError:
        return day(text)


def land_class(text: str) -> LandClass | None:
    """The class of GB 36600 that is named; None where the text says nothing.

    Raises
    ------
    NotUnderstoodError
    """
    word = even(text)
    if word in NOTHING:
        return None
    found = {CLASSES[sign] for sign in word if sign in CLASSES}
    if len(found) != 1:
        raise NotUnderstoodError(text)
    return found.pop()


def stage(text: str) -> Stage | None:
    """The stage of a parcel: ``P7`` or a word; None where the text says nothing.

    Raises
    ------
    NotUnderstoodError
    """
    word = even(text)
    if word in NOTHING:
        return None
    coded = CODED.match(word)
    if coded and f"P{int(coded[1])}" in Stage.__members__:
        return Stage(f"P{int(coded[1])}")
    if word in STAGES:
        return STAGES[word]
    raise NotUnderstoodError(text)


def years(text: str) -> tuple[int, int] | None:
    """First and last year of ``2021-2024``, ``2021、2022`` or ``2023年``.

    Raises
    ------
    NotUnderstoodError
    """
    if even(text) in NOTHING:
        return None
    found = [int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", unicodedata.normalize("NFKC", text))]
    if not found:
        raise NotUnderstoodError(text)
    return min(found), max(found)


def names(text: str) -> tuple[str, ...]:
    """The names in a cell, one or several."""
    return tuple(part.strip() for part in BETWEEN_NAMES.split(text) if even(part) not in NOTHING)


def lost_digits(text: str, where: Where) -> tuple[Problem, ...]:
    """The error of a code that a spreadsheet turned into a number and cut, such as ``1.40404E+12``."""
    return tuple(one for one in typed(text, where).problems if one.severity is Severity.ERROR) if text else ()


def place(text: str) -> str:
    """The division code that a cell gives, in digits or by a name that only one division has; else empty."""
    digits = code(text)[:6]
    if len(digits) == 6 and digits.isdigit():
        return digits
    named = likeness.DIVISION_NAMES.get(even(text), set())
    return next(iter(named)) if len(named) == 1 else ""


def place_problems(text: str, where: Where) -> tuple[Problem, ...]:
    """What is wrong with the division that a cell gives: not understood, or in no list of divisions."""
    if even(text) in NOTHING:
        return ()
    found = place(text)
    if not found:
        return (attention("access_lists.place_unknown", where, text=text),)
    return tuple(attention(one.code, where, **one.values) for one in divisions.listed(found, where, on=None))


def code(text: str) -> str:
    """A code as it is compared: half-width capitals without blanks and hyphens, without the ``.0`` of a number."""
    return re.sub(r"\.0+$", "", plain(text))
