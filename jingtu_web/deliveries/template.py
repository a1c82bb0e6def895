"""The empty workbook for laboratories: one row per result, every header one that ``jingtu.intake`` reads."""

from __future__ import annotations

from io import BytesIO

import xlsxwriter

# header, width, what to write, examples of two rows
COLUMNS = (
    ("点位编号", 14, "必填。同一点位各次采样编号不变；不同项目的点位请加项目简称", ("QS-001", "QS-001")),
    ("样品编号", 16, "必填。同一点位不同深度、不同日期的样品编号不同", ("QS-001-20", "QS-001-20")),
    ("样品类型", 10, "土壤、地下水、灌溉水、农产品之一；农产品请写明种类，如稻谷", ("土壤", "土壤")),
    ("经度", 12, "CGCS2000 经度，十进制度，保留 6 位小数", ("112.054321", "112.054321")),
    ("纬度", 12, "CGCS2000 纬度，十进制度，保留 6 位小数", ("30.054321", "30.054321")),
    ("乡镇", 12, "所在乡镇（街道）全称", ("", "")),
    ("采样日期", 12, "年-月-日", ("2026-06-03", "2026-06-03")),
    ("采样深度起", 11, "米；表层土从 0 起", ("0", "0")),
    ("采样深度止", 11, "米", ("0.2", "0.2")),
    ("土地利用", 12, "水田、旱地、果园、菜地等；建设用地写规划用途，如居住用地、工业用地", ("水田", "水田")),
    ("pH", 8, "农用地土壤必填：重金属限值按 pH 分档", ("6.2", "6.2")),
    ("检测项目", 16, "必填。中文名称、元素符号或 CAS 号；六价铬与总铬请分清", ("镉", "汞")),
    ("检测结果", 12, "必填。未检出写 ND 或 <检出限；没有检测的留空，不要写 0", ("0.28", "<0.002")),
    ("单位", 10, "必填。如 mg/kg、μg/kg、mg/L", ("mg/kg", "mg/kg")),
    ("检出限", 10, "与检测结果单位相同；未检出时必填", ("0.01", "0.002")),
    ("定量限", 10, "与检测结果单位相同，可不填", ("", "")),
    ("检测方法", 20, "标准编号，如 GB/T 17141-1997", ("GB/T 17141-1997", "HJ 680-2013")),
    ("检测单位", 20, "机构全称", ("", "")),
    ("备注", 20, "可不填", ("", "")),
)
NOTES = (
    "一行填写一个样品的一个检测项目；工作表“检测结果”第一行为表头，请不要改动、合并或增加标题行。",
    "数值请原样填写，不要四舍五入，不要写“合格”“超标”等结论。",
    "一份文件为一次交付：有错误时整份退回，由检测单位改正后重新交付。",
    "各列的填写要求如下（本工作表不会被读取）：",
)


def workbook() -> bytes:
    """The template as an xlsx file."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    head = book.add_format({"bold": True, "bg_color": "#E8F3ED", "border": 1, "text_wrap": True, "valign": "vcenter"})
    text = book.add_format({"num_format": "@"})
    sheet = book.add_worksheet("检测结果")
    for number, (name, width, help_, _) in enumerate(COLUMNS):
        sheet.set_column(number, number, width, text)
        sheet.write_string(0, number, name, head)
        sheet.write_comment(0, number, help_)
    sheet.freeze_panes(1, 2)
    _explain(book)
    book.close()
    return buffer.getvalue()


def _explain(book: xlsxwriter.Workbook) -> None:
    """One column of sentences: nothing that could be taken for a table of results."""
    sheet = book.add_worksheet("填写说明")
    sheet.set_column(0, 0, 100, book.add_format({"text_wrap": True, "valign": "top"}))
    lines = [f"“{name}”列：{help_}。" + _such_as(examples) for name, _, help_, examples in COLUMNS]
    for row, line in enumerate((*NOTES, *lines)):
        sheet.write_string(row, 0, line)


def _such_as(examples: tuple[str, str]) -> str:
    given = [example for example in dict.fromkeys(examples) if example]
    return f"例如：{'、'.join(given)}。" if given else ""
