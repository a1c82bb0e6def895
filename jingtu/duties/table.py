"""What is owed as a workbook, one row per occurrence: what an office sorts, filters and sends on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import xlsxwriter

from jingtu.duties.duty import Owed
from jingtu.duties.telling import about_in_words, cites_in_words, missing_in_words, word
from jingtu.problems import Language

HEADS: dict[Language, str] = {
    "zh": "对象|名称|区划|义务|内容|事项|状态|性质|触发|期限|名义日|完成|迟延|单位|责任主体|监管部门|"
    "依据|法律后果|履行凭证|缺少事实|说明",
    "en": "subject|name|place|duty|what|about|state|label|since|due|nominal|done|late|unit|responsible|supervised by|"
    "ground|consequence|evidence|facts missing|remark",
}
WIDTHS = (22, 24, 9, 9, 44, 14, 12, 16, 11, 11, 11, 11, 7, 9, 26, 22, 44, 44, 30, 26, 40)
COLOURS = {"late": "#F8D7DA", "missing": "#F8D7DA", "invalid": "#F8D7DA", "due": "#FFE8B3", "human_review": "#E2E3F5"}


def write_table(found: Sequence[Owed], out: Path, *, on: date, language: Language = "zh") -> None:
    """Write the workbook; texts stay texts, days are days.

    Raises
    ------
    xlsxwriter.exceptions.FileCreateError
        If the file cannot be written.
    """
    with xlsxwriter.Workbook(str(out), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(on.isoformat())
        head = book.add_format({"bold": True, "bg_color": "#E7F0EC", "border": 1, "valign": "top"})
        formats = {
            "day": book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"}),
            "text": book.add_format({"text_wrap": True, "valign": "top"}),
            **{state: book.add_format({"bg_color": colour, "valign": "top"}) for state, colour in COLOURS.items()},
        }
        for column, (name, width) in enumerate(zip(HEADS[language].split("|"), WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, name, head)
        for number, one in enumerate(found, 1):
            _row(sheet, number, one, formats, language)
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, max(len(found), 1), len(WIDTHS) - 1)


def _row(
    sheet: xlsxwriter.worksheet.Worksheet, number: int, one: Owed, formats: dict[str, object], language: Language
) -> None:
    for column, value in enumerate(_cells(one, language)):
        if isinstance(value, date):
            sheet.write_datetime(number, column, value, formats["day"])
        elif isinstance(value, int):
            sheet.write_number(number, column, value, formats["text"])
        elif value:
            style = formats.get(one.state.value, formats["text"]) if column == 6 else formats["text"]
            sheet.write_string(number, column, value, style)


def _cells(one: Owed, language: Language) -> tuple[str | int | date | None, ...]:
    found, text, subject = one.occurrence, one.duty.text, one.subject
    late = found.late if one.late else None
    return (
        subject.id,
        subject.name,
        subject.place,
        one.duty.id,
        text.name(language),
        about_in_words(found.about, language),
        word("state", found.state, language),
        word("label", one.label, language),
        found.since,
        found.effective,
        found.nominal,
        found.done,
        late,
        word("unit", found.unit, language) if late is not None else None,
        text.who,
        text.supervised_by,
        cites_in_words(one, language),
        one.consequence.penalty.zh,
        text.evidence,
        missing_in_words(one, language),
        found.remark.text(language) if found.remark else None,
    )
