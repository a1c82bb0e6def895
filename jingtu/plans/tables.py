"""Division-of-work tables inside a plan: each row becomes an item with labelled responsibility lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from jingtu.plans.marks import LABEL
from jingtu.plans.simplified import simplified
from jingtu.plans.traced import Traced, joined

NUMBER_COLUMN = re.compile("^(?:序号|编号|号)$")
NUMBER = re.compile(r"^\d{1,3}$")
BODY_COLUMN = re.compile(f"^{LABEL}$")
TASK_COLUMN = re.compile("任务|措施|内容|事项|目标|项目|要求")
FEWEST_COLUMNS = 3


@dataclass(frozen=True)
class Table:
    """The header of a table: what each column is, empty where it is ordinary text."""

    labels: tuple[str, ...]
    number: int | None

    def paragraphs(self, cells: Sequence[Traced]) -> Iterator[Traced]:
        """A row as a numbered item with its texts, then one line for each labelled column."""
        texts: list[Traced] = []
        lines: list[Traced] = []
        for column, cell in enumerate(cells):
            if not cell.text or column == self.number:
                continue
            label = self.labels[column]
            (lines if label else texts).append(joined([generated(f"{label}："), cell]) if label else cell)
        mark = self._mark(cells)
        yield from [joined([mark, *texts[:1]])] if mark else texts[:1]
        yield from texts[1:]
        yield from lines

    def _mark(self, cells: Sequence[Traced]) -> Traced | None:
        if self.number is None or not NUMBER.match(cells[self.number].text):
            return None
        return joined([cells[self.number], generated("、")])


def generated(text: str) -> Traced:
    """Text that stands nowhere in the source."""
    return Traced(text, (-1,) * len(text))


def rows_as_items(paragraphs: Iterable[Traced], headers: list[Traced]) -> Iterator[Traced]:
    """The paragraphs of a document; rows of a table with a header of known columns are taken apart, and the header
    itself goes to ``headers``."""
    table: Table | None = None
    for piece in paragraphs:
        cells = cells_of(piece)
        header = header_of(cells)
        if header is not None:
            table = header
            headers.append(piece)
        elif table is not None and len(cells) == len(table.labels):
            yield from table.paragraphs(cells)
        else:
            table = table if len(cells) >= FEWEST_COLUMNS else None
            yield piece


def is_row(text: str) -> bool:
    """Whether a line is a table row."""
    return text.strip().count("\t") + text.count("|") + text.count("｜") >= FEWEST_COLUMNS - 1


def cells_of(piece: Traced) -> list[Traced]:
    """The cells between tabs or bars, empty ones included."""
    if not is_row(piece.text):
        return []
    borders = [-1, *(at for at, sign in enumerate(piece.text) if sign in "\t|｜"), len(piece)]
    cells = [piece.cut(start + 1, end).strip() for start, end in pairwise(borders)]
    return cells[bool(piece.text[0] in "|｜") : len(cells) - bool(piece.text[-1] in "|｜")]


def header_of(cells: Sequence[Traced]) -> Table | None:
    """The columns, if this row is a header: a task column and a column of responsible bodies."""
    names = [re.sub(r"\s", "", simplified(cell.text)) for cell in cells]
    labels = tuple(name if BODY_COLUMN.match(name) else "" for name in names)
    if len(cells) < FEWEST_COLUMNS or not any(labels) or not any(TASK_COLUMN.search(name) for name in names):
        return None
    return Table(labels, next((at for at, name in enumerate(names) if NUMBER_COLUMN.match(name)), None))
