"""What is covered is public: every table has its line in docs/coverage.md, and the line is true."""

from collections import Counter
from pathlib import Path

import pytest

from jingtu.standards.limits import load
from jingtu.standards.verification import Mark

PAGE = Path(__file__).resolve().parents[3] / "docs" / "coverage.md"
TABLES = [(standard, table) for standard in load().standards_known for table in standard.tables]


def lines():
    """The page's table of limit values: data, standard, table, values, days, marks, last compared."""
    rows = (
        line.strip("|\n ").split(" | ")
        for line in PAGE.read_text(encoding="utf-8").splitlines()
        if line.startswith("| `")
    )
    return {row[0].strip("`"): row for row in rows if len(row) == 7}


def days(period):
    return f"from {period.start}" + (f", not from {period.before}" if period.before else "")


@pytest.mark.parametrize(("standard", "table"), TABLES, ids=lambda one: one.key)
def test_every_table_has_a_line_and_the_line_is_true(standard, table):
    printed = [one for one in load().all if (one.standard, one.table) == (standard.key, table.key)]
    marks = Counter(one.verification.value for one in printed)
    [_, edition, title, values, applies, marked, compared] = lines()[f"{standard.key}/{table.key}"]
    assert (edition, title, values, applies) == (
        standard.edition,
        table.title_zh,
        str(len(printed)),
        days(table.period),
    )
    assert marked == ", ".join(f"{mark} {count}" for mark, count in marks.items())
    assert (compared == "never") == (Mark.OFFICIAL_TEXT not in {one.verification for one in printed})


def test_no_line_speaks_of_a_table_that_is_not_there():
    assert set(lines()) == {f"{standard.key}/{table.key}" for standard, table in TABLES}


def test_every_mark_is_explained():
    text = PAGE.read_text(encoding="utf-8")
    explained = {mark: line for mark in Mark for line in text.splitlines() if line.startswith(f"| `{mark}` |")}
    assert set(explained) == set(Mark)
    assert {mark for mark, line in explained.items() if not line.rsplit("|", 2)[1].strip().startswith("never")} == {
        mark for mark in Mark if mark.decides
    }
