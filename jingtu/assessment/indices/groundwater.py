"""Groundwater by sample: the class of its worst item (GB/T 14848-2017), and the score of the edition of 1993 beside it.

The items are classed by the limits of the edition in force; the score of 1993 is reckoned from these classes, for
comparison with old records only. Bacteria are left out of the score (GB/T 14848-93, 6.3, recalled).
"""

from __future__ import annotations

from datetime import date

import polars as pl

from jingtu.assessment.compare import assess
from jingtu.assessment.options import NOTHING_ADDED, AssessOptions
from jingtu.assessment.verdicts import CLASSES, Verdict
from jingtu.science.indices import groundwater_class, groundwater_score_1993
from jingtu.science.indices_grades import graded

BACTERIA = ("total_coliforms", "faecal_coliforms", "plate_count")
NUMBERS = {str(verdict): number for number, verdict in enumerate(CLASSES, start=1)}
OF_SAMPLE = ("file", "sample", "point", "place", "sampled_on")
COLUMNS = {
    **dict.fromkeys(OF_SAMPLE[:-1], pl.String()),
    "sampled_on": pl.Date(),
    "class": pl.Int64(),
    "drivers": pl.List(pl.String()),
    "items": pl.Int64(),
    "undecided": pl.List(pl.String()),
    "score_1993": pl.Float64(),
    "score_grade": pl.Int64(),
}


def groundwater(results: pl.DataFrame, *, on: date, options: AssessOptions = NOTHING_ADDED) -> pl.DataFrame:
    """One line per sample, columns as COLUMNS.

    Notes
    -----
    ``class`` is null where an item is undecided and none is of class V: an open item may be the worst. The score is
    null where any item it counts is undecided, or none is left.
    """
    water = results.filter(pl.col("medium") == "groundwater")
    found = assess(water, standards=("gbt14848",), on=on, options=options).results
    number = pl.col("verdict").replace_strict(NUMBERS, default=None, return_dtype=pl.Int64)
    row = pl.concat_str(pl.col("sheet").fill_null(""), pl.col("row").cast(pl.String), separator="#")
    keyed = found.with_columns(number=number, key=pl.coalesce("sample", "point", row))
    rows = [_sample(of) for _, of in keyed.group_by("file", "key", maintain_order=True)]
    return pl.DataFrame(rows, schema=COLUMNS, orient="row")


def _sample(of: pl.DataFrame) -> dict[str, object]:
    known = of.drop_nulls("number")
    undecided = of.filter(pl.col("verdict") == Verdict.UNDECIDED)["substance"].to_list()
    worst = int(groundwater_class(known["number"].to_numpy())) if known.height else None
    settled = worst is not None and (not undecided or worst == len(CLASSES))
    score = _score(of)
    return {
        **of.select(OF_SAMPLE).row(0, named=True),
        "class": worst if settled else None,
        "drivers": known.filter(pl.col("number") == worst)["substance"].to_list() if worst and worst > 1 else [],
        "items": of.height,
        "undecided": undecided,
        "score_1993": score,
        "score_grade": None if score is None else int(graded("groundwater_score_1993", score)),
    }


def _score(of: pl.DataFrame) -> float | None:
    counted = of.filter(~pl.col("substance").is_in(BACTERIA))["number"]
    if counted.is_empty() or counted.null_count():
        return None
    return float(groundwater_score_1993(counted.to_numpy()))
