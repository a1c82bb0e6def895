"""An empty workbook of registers: a sheet per kind with the columns that matter to it, and notes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import xlsxwriter

from jingtu.access import answers, register_files
from jingtu.access.model import Kind, Stage
from jingtu.access.workbook import OPTIONS, Pen
from jingtu.problems import Language

NAMED = ("code", "name", "former_name", "enterprise", "credit_code", "address", "place", "corners")
LISTED = ("listed", "delisted")
SURVEYED = ("survey_reported", "review_passed", "conclusion_class", "exceeds")
TREATED = (
    "assessed",
    "control_needed",
    "works_started",
    "works_ended",
    "evaluated",
    "evaluator_independent",
    "aftercare",
)
LEFT = ("production_ended", "taken_back", "use_changed")
DATED = ("seen_on", "complete")
SHEETS: dict[Kind, tuple[str, ...]] = {
    Kind.CONTROL_LIST: (*NAMED, *LISTED, "stage", *SURVEYED, *TREATED, *DATED),
    Kind.SUSPECTED_LIST: (*NAMED, *LISTED, "industry", "survey_required", *SURVEYED, *DATED),
    Kind.POLLUTED_LIST: (*NAMED, *LISTED, "stage", *SURVEYED, *TREATED, "undeveloped", *DATED),
    Kind.KEY_UNIT: (*NAMED, "years", "industry", *LEFT, *SURVEYED, *DATED),
    Kind.FORMER_SITE: (*NAMED, "industry", "toxic_history", "vacated", *LEFT, *SURVEYED, *DATED),
    Kind.WATCH_LIST: (*NAMED, *LISTED, "industry", *LEFT, *SURVEYED, *DATED),
    Kind.PARCEL: (*NAMED, "stage", "current_use", *SURVEYED, *TREATED, *LEFT, "survey_required", *DATED),
    Kind.PROTECTION_ZONE: ("code", "name", "place", "corners", *LISTED, *DATED),
}
NOTES_ZH = (
    ("工作表", "每个工作表是一种名录，工作表名不要改；不用的工作表可以删去。也可以用自己的表格，另加“类别”列。"),
    ("日期", "写成 2026-11-22；只知道已经发生而不知道日期的，写“是”；没有发生的写“否”；不清楚的空着，不要写“否”。"),
    ("拐点坐标", "2000 国家大地坐标系：J1,X,Y;J2,X,Y;…（X 为北向，Y 带 3 度带带号），或经度,纬度；也可另附矢量文件。"),
    ("列入年度", "重点监管单位逐年列入的，写 2021-2024。"),
    ("结论用地类别", "调查结论按第一类还是第二类用地筛选值得出：第一类、第二类。"),
    ("阶段", "{stages}"),
    ("是否完整", "本名录是否已包括本地全部地块：是、否；不清楚的空着。"),
    ("数据日期", "资料截至哪一天，复函中会写明。"),
)
NOTES_EN = (
    (
        "sheets",
        "Each sheet is one register; keep its name. A table of your own needs a column 类别.",
    ),
    (
        "days",
        "Write 2026-11-22; 是 where it happened on a day not known, 否 where it did not, nothing where nobody knows.",
    ),
    (
        "拐点坐标",
        "CGCS2000: J1,X,Y;J2,X,Y;… (X north, Y with the 3-degree zone), or longitude,latitude; or a file of outlines.",
    ),
    ("列入年度", "For key units listed year by year, 2021-2024."),
    ("结论用地类别", "The class of land whose screening values the conclusion is about: 第一类 or 第二类."),
    ("阶段", "{stages}"),
    ("是否完整", "Whether the register has every parcel of the place: 是, 否, or nothing."),
    ("数据日期", "The day of the evidence; letters name it."),
)


def write(path: Path, language: Language = "zh") -> None:
    """Write the template; the headers are those that bureaus use, in Chinese."""
    with xlsxwriter.Workbook(path, OPTIONS) as book:
        pen = Pen(book, {})
        for kind, roles in SHEETS.items():
            pen.table(answers.word("kind", kind, "zh"), [register_files.header(role) for role in roles], [])
        pen.lines("说明", _notes(language))


def _notes(language: Language) -> Iterator[tuple[str, str]]:
    stages = "；".join(f"{stage} {answers.word('stage', stage, language)}" for stage in Stage)
    for head, text in NOTES_ZH if language == "zh" else NOTES_EN:
        yield head, text.format(stages=stages)
