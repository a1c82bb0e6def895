"""A reading as a workbook: units, targets, deadlines, repairs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import xlsxwriter

from jingtu.plans.model import Kind, Position, Reading, Role, Unit
from jingtu.plans.words import WHY, date_words, deadline_in_words, target_words
from jingtu.problems import Language

KINDS: dict[Language, dict[Kind, str]] = {
    "zh": {Kind.GOAL: "目标", Kind.TASK: "任务", Kind.GUARANTEE: "保障措施"},
    "en": {Kind.GOAL: "goal", Kind.TASK: "task", Kind.GUARANTEE: "guarantee"},
}
SHEETS: dict[Language, tuple[str, ...]] = {
    "zh": ("条款", "指标", "时限", "修补", "未归入"),
    "en": ("units", "targets", "deadlines", "repairs", "left over"),
}
HEADS: dict[Language, tuple[str, ...]] = {
    "zh": (
        "标识|类别|章节|编号|标题|正文|牵头单位|责任单位|参与单位|配合单位|落实单位|其他|时限|指标|责任原文|行",
        "条款|指标|比较|数值|单位|截止|引用|原文",
        "条款|类别|时限|日期|周期|事件|原文",
        "行|修补前|修补后|原因",
        "行|文字",
    ),
    "en": (
        "id|kind|section|number|title|text|lead|joint|participating|cooperating|implementing|other|due|targets|printed|lines",
        "unit|quantity|comparator|value|measure|by|reference|phrase",
        "unit|kind|due|date|period|event|phrase",
        "line|before|after|why",
        "line|text",
    ),
}
WIDTHS = (
    (8, 10, 24, 7, 28, 60, 18, 24, 24, 20, 18, 14, 18, 30, 36, 9),
    (8, 30, 8, 9, 9, 12, 16, 50),
    (8, 9, 18, 12, 22, 24, 50),
    (9, 32, 32, 22),
    (9, 60),
)
Row = Sequence[str | float | None]


def write(reading: Reading, out: Path, *, language: Language = "zh") -> None:
    """Write the workbook. Texts are written as texts: what looks like a formula stays one.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    rows = (
        _units(reading, language),
        _targets(reading),
        _deadlines(reading, language),
        _repairs(reading, language),
        _left_over(reading),
    )
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    try:
        with xlsxwriter.Workbook(str(out), options) as book:
            head = book.add_format(
                {"bold": True, "bg_color": "#D9E8DC", "border": 1, "text_wrap": True, "valign": "vcenter"}
            )
            cell = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "border_color": "#BFBFBF"})
            for number, (name, content) in enumerate(zip(SHEETS[language], rows, strict=True)):
                _sheet(
                    book.add_worksheet(name), HEADS[language][number].split("|"), content, (WIDTHS[number], head, cell)
                )
    except xlsxwriter.exceptions.FileCreateError as reason:
        raise OSError(str(reason)) from reason


def _sheet(
    sheet: xlsxwriter.worksheet.Worksheet,
    heads: Sequence[str],
    rows: Iterable[Row],
    look: tuple[Sequence[int], object, object],
) -> None:
    widths, head, cell = look
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.write_row(0, 0, heads, head)
    last = 0
    for last, row in enumerate(rows, 1):
        sheet.write_row(last, 0, ["" if value is None else value for value in row], cell)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, last, len(heads) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _units(reading: Reading, language: Language) -> Iterator[Row]:
    for unit in reading.units:
        yield (
            unit.id,
            KINDS[language][unit.kind],
            "\n".join(unit.path),
            f"{unit.number or ''}{unit.part or ''}",
            unit.title,
            unit.text,
            *(_names(unit, role) for role in Role),
            date_words(unit, language),
            target_words(unit, language),
            unit.responsibility_text,
            lines_in_words(unit.lines),
        )


def _names(unit: Unit, role: Role) -> str:
    return "\n".join(body.name for body in unit.bodies if body.role is role) + (
        "\n等" if role in unit.open_roles else ""
    )


def _targets(reading: Reading) -> Iterator[Row]:
    for unit in reading.units:
        for one in unit.targets:
            yield (
                unit.id,
                one.quantity,
                one.comparator,
                one.value and float(one.value),
                one.unit,
                one.by,
                one.reference,
                one.phrase,
            )


def _deadlines(reading: Reading, language: Language) -> Iterator[Row]:
    for unit in reading.units:
        for one in unit.deadlines:
            yield (
                unit.id,
                one.kind.value,
                deadline_in_words(one, language),
                one.date,
                one.period,
                one.event,
                one.phrase,
            )


def _repairs(reading: Reading, language: Language) -> Iterator[Row]:
    return ((line_in_words(one.line), one.before, one.after, WHY[language][one.why]) for one in reading.repairs)


def _left_over(reading: Reading) -> Iterator[Row]:
    return ((line_in_words(one.line), one.text) for one in reading.left_over)


def line_in_words(position: Position) -> str:
    """12, or page and line of a pdf: 3:12."""
    return f"{position[0]}:{position[1]}" if isinstance(position, tuple) else str(position)


def lines_in_words(lines: tuple[Position, Position]) -> str:
    first, last = (line_in_words(position) for position in lines)
    return first if first == last else f"{first}–{last}"
