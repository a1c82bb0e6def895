"""Tables for tests, written as people would: mu, kilograms, tonnes."""

from datetime import date

from jingtu.assessment.indicators import Asked, compute, find
from jingtu.assessment.indicators.frames import frame

MU = 10**9
KG = 1000
T = 10**6


def day(text):
    return date.fromisoformat(text)


def tables(**rows):
    """Frames by table name; every problem found while making them is an error of the test."""
    made = {name: frame(name, given) for name, given in rows.items()}
    assert [problem.text("en") for _, problems in made.values() for problem in problems] == []
    return {name: table for name, (table, _) in made.items()}


def answer(indicator, on, *, year=0, variant="", parameters=None, **rows):
    """The indicator computed from rows by table name."""
    return compute(find(indicator), tables(**rows), Asked(day(on), year, parameters or {}), variant=variant)


def reasons(computed):
    """Row id -> role and reason."""
    return {row["id"]: (row["role"], row["reason"]) for row in computed.rows.iter_rows(named=True)}


def missing(computed):
    """Fact -> ids of the rows that lack it."""
    return {one.fact: one.rows for value in computed.parts.values() for one in value.missing}
