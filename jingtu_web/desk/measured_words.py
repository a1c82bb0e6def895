"""The faces of what an assessment says. Its words are ``jingtu.assessment``'s; badges and titles are the page's."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jingtu.assessment.verdicts import NOT_COMPARED, Verdict
from jingtu.assessment.words import words
from jingtu.substances import SUBSTANCES
from jingtu_web.desk.problem_groups import language

# Colours of the badge (desk.css) and of the map (maps/faces.js): one face per verdict.
FACES: Mapping[str, str] = {
    Verdict.WITHIN_SCREENING: "ok",
    Verdict.WITHIN_BACKGROUND: "ok",
    Verdict.ABOVE_SCREENING: "attention",
    Verdict.ABOVE_INTERVENTION: "above",
    Verdict.WITHIN_LIMIT: "ok",
    Verdict.ABOVE_LIMIT: "above",
    Verdict.CLASS_I: "ok",
    Verdict.CLASS_II: "ok",
    Verdict.CLASS_III: "ok",
    Verdict.CLASS_IV: "attention",
    Verdict.CLASS_V: "above",
    Verdict.UNDECIDED: "undecided",
    NOT_COMPARED: "notcompared",
}
STANDARDS: Mapping[str, Promise] = {
    "gb15618": _("GB 15618 农用地土壤"),
    "gb36600": _("GB 36600 建设用地土壤"),
    "gbt14848": _("GB/T 14848 地下水"),
    "gb5084": _("GB 5084 农田灌溉水"),
    "gb2762": _("GB 2762 食品中污染物"),
}
UNITS = ("mg/kg", "ug/kg", "mg/L", "ug/L")
# What intake lists as not read as a result. Reasons that only describe the table are not worth a line.
SKIPPED: Mapping[str, Promise] = {
    "sheet_without_table": _("工作表中没有检测结果"),
    "row_refused": _("有错误的行"),
    "repeated_header": _("重复的表头"),
    "total_row": _("合计或平均行"),
    "describing_row": _("说明行"),
    "row_without_results": _("没有结果的行"),
    "unknown": _("无法识别的列"),
    "fraction": _("有效态等部分含量，不与全量限值比较"),
    "other_medium": _("其他介质"),
    "role_taken": _("与另一列含义重复"),
}


def named(group: str) -> Mapping[str, str]:
    """Words of ``jingtu.assessment`` in the language of the page: ``verdict``, ``reason``, ``fact``, ``land_use``."""
    return words(group, language())


def substance_name(key: str) -> str:
    """In the language of the page; a key no list knows is its own name."""
    known = SUBSTANCES.get(key)
    if known is None:
        return key
    return known.en if language() == "en" else known.zh
