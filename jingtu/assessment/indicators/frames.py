"""Typed tables, from rows of plain values or from cells: what may not be is taken out and named, never kept silently.

A value that may not be (negative, no such choice) becomes a missing fact of its row. A row whose key is missing or
stands twice keeps a ``fault``: whatever would count it is undecided.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

from jingtu.assessment.indicators.forms import Column, Form, choices, forms
from jingtu.problems import Problem, Where, error

ROWS_NAMED = 8
"""Rows named in a sentence; all of them stand in the value ``all_rows``."""


def frame(table: str, rows: Iterable[Mapping[str, object]], *, file: str = "") -> tuple[pl.DataFrame, list[Problem]]:
    """The frame of a table from rows of typed values (quanta for quantities), and what is wrong with it.

    Columns that a row leaves out are missing facts. ``row`` counts from 1 unless it is given.

    Raises
    ------
    KeyError
        If there is no such table.
    ValueError
        If a row has a column the table does not.
    """
    form = forms()[table]
    given = [{"row": number, **row} for number, row in enumerate(rows, start=1)]
    unknown = {name for row in given for name in row} - form.schema.keys()
    if unknown:
        raise ValueError(f"{table} has no column {', '.join(sorted(unknown))}. It has {', '.join(form.schema)}.")
    return checked(form, pl.DataFrame(given, schema=form.schema, orient="row"), Where(file, form.zh))


def checked(form: Form, table: pl.DataFrame, where: Where) -> tuple[pl.DataFrame, list[Problem]]:
    """The table without impossible values and with every row's ``fault``; and a problem for each kind of finding."""
    problems: list[Problem] = []
    for column in form.columns:
        bad = table.filter(_impossible(column).fill_null(value=False))
        if bad.height:
            name = "negative" if column.is_quantity else "unknown_choice"
            problems.append(_told(name, where, bad["row"], bad[column.name], column))
            table = table.with_columns(pl.when(~_impossible(column)).then(pl.col(column.name)).alias(column.name))
    lacking = pl.any_horizontal(pl.col(name).is_null() for name in form.key)
    fault = pl.when(lacking).then(pl.lit("key_missing")).when(pl.struct(form.key).is_duplicated()).then(pl.lit("twice"))
    table = table.with_columns(fault=fault)
    for name in ("key_missing", "twice"):
        bad = table.filter(pl.col("fault") == name)
        if bad.height:
            ids = pl.Series([_key(row, form) for row in bad.iter_rows(named=True)], dtype=pl.String)
            problems.append(_told(name, where, bad["row"], ids, *(one for one in form.columns if one.key)))
    return table, problems


def _impossible(column: Column) -> pl.Expr:
    if column.is_quantity:
        return pl.col(column.name) < 0
    known = [one.key for one in choices(column.kind)]
    if not known or column.type != pl.String:
        return pl.lit(value=False) & pl.col(column.name).is_not_null()
    cell = pl.col(column.name)
    return ~(
        cell.str.split(";").list.eval(pl.element().is_in(known)).list.all()
        if column.kind == "measures"
        else cell.is_in(known)
    )


def _key(row: Mapping[str, object], form: Form) -> str:
    return " / ".join("—" if row[name] is None else str(row[name]) for name in form.key)


def _told(name: str, where: Where, rows: pl.Series, texts: pl.Series, *columns: Column) -> Problem:
    numbers = [str(number) for number in rows]
    return error(
        f"indicators.{name}",
        where,
        column="、".join(column.zh for column in columns),
        column_en=", ".join(column.en for column in columns),
        texts=examples(texts),
        known="、".join(choice.zh for choice in choices(columns[0].kind)) or "—",
        rows=", ".join(numbers[:ROWS_NAMED]) + (" …" if len(numbers) > ROWS_NAMED else ""),
        count=len(numbers),
        all_rows=tuple(numbers),
    )


def examples(texts: Iterable[object]) -> str:
    """The first few different texts, quoted."""
    different = list(dict.fromkeys(str(text)[:40] for text in texts if text is not None))
    return "、".join(f"“{text}”" for text in different[:3]) + (" …" if len(different) > 3 else "")
