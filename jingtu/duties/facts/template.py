"""An empty workbook of facts: every sheet and column, with what each means."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

from jingtu.duties.facts.sheets import CONTENTS, LONGEST_NAME, OWNER, Layout, layouts
from jingtu.duties.facts.subjects import TITLES
from jingtu.problems import Language


def write_template(out: Path, *, language: Language = "zh") -> None:
    """Write the empty workbook: names in words in the first row, the keys of JSON in the second.

    Raises
    ------
    xlsxwriter.exceptions.FileCreateError
        If the file cannot be written.
    """
    known = {(one.key, one.path): one for one in layouts().values()}
    with xlsxwriter.Workbook(str(out)) as book:
        words = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E7F0EC", "border": 1})
        keys = book.add_format({"font_color": "#6B7280", "font_size": 9})
        contents = book.add_worksheet(CONTENTS[language == "en"])
        contents.set_column(0, 0, 34)
        contents.set_column(1, 1, 60)
        for number, layout in enumerate(known.values()):
            name = ".".join((layout.key, *layout.path))
            contents.write_string(number, 0, name)
            contents.write_string(number, 1, TITLES[layout.key].zh if language == "zh" else TITLES[layout.key].en)
            _sheet(book, layout, name, (words, keys), language)


def _sheet(
    book: xlsxwriter.Workbook, layout: Layout, name: str, formats: tuple[object, object], language: Language
) -> None:
    sheet = book.add_worksheet(name[:LONGEST_NAME])
    heads = [(OWNER, "所属标识" if language == "zh" else "id of the subject")] if layout.path else []
    heads += [(".".join(at), ".".join(names) if language == "zh" else shape.en) for at, names, shape in layout.heads]
    for column, (key, words) in enumerate(heads):
        sheet.write_string(0, column, words, formats[0])
        sheet.write_string(1, column, key, formats[1])
    sheet.set_column(0, max(len(heads) - 1, 0), 18)
    sheet.freeze_panes(2, 1)
