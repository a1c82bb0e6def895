"""``docs/indicators.md`` says of each indicator its formula, unit, source and mark, as declared."""

from pathlib import Path

import pytest

from jingtu.assessment.indicators import INDICATORS
from jingtu.assessment.indicators.forms import forms
from jingtu.assessment.indicators.model import PARAMETERS

DOCUMENT = (Path(__file__).resolve().parents[4] / "docs" / "indicators.md").read_text(encoding="utf-8")


def line(one, variant):
    """The line of an indicator in the table: a change of the declaration changes it."""
    period = variant.source.period
    days = "not known" if period is None else str(period)
    rolls_up = "sums" if one.rolls_up else "anew"
    cells = (f"`{one.id}`", one.zh, one.en, variant.formula_en, one.unit, rolls_up, variant.source.en, days)
    return f"| {' | '.join(cells)} | {variant.source.verified} |"


@pytest.mark.parametrize(
    ("one", "variant"),
    [(one, variant) for one in INDICATORS for variant in one.variants],
    ids=lambda v: getattr(v, "id", ""),
)
def test_each_indicator_has_its_line(one, variant):
    assert line(one, variant) in DOCUMENT.splitlines()


def test_no_line_is_left_of_an_indicator_that_is_gone():
    lines = [text for text in DOCUMENT.splitlines() if text.startswith("| `") and text.count(" | ") == 8]
    assert len(lines) == sum(len(one.variants) for one in INDICATORS)


def test_every_table_and_parameter_is_named():
    assert [form.name for form in forms().values() if f"`{form.name}`" not in DOCUMENT] == []
    assert [name for name in PARAMETERS if f"`{name}`" not in DOCUMENT] == []
