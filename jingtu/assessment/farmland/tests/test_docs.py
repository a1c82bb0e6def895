"""docs/farmland.md says what there is: every parameter with its mark, every column of the list, every standard."""

import doctest
from pathlib import Path

import pytest

from jingtu.assessment.farmland import classes, effect, inputs, listing, measures, quality, units
from jingtu.assessment.farmland.inputs import standards
from jingtu.assessment.farmland.parameters import Rules, known
from jingtu.assessment.farmland.unit_list import columns

DOCUMENT = (Path(__file__).resolve().parents[4] / "docs" / "farmland.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", known())
def test_every_parameter_with_its_mark(name):
    line = next(line for line in DOCUMENT.splitlines() if line.startswith("|") and f"`{name}`" in line)
    assert known()[name].mark in line


def test_the_table_of_parameters_is_that_of_the_rules():
    assert list(known()) == list(Rules.__dataclass_fields__)


def test_every_column_of_the_list_of_units():
    named = [column.zh for column in columns().values() if not column.name.startswith("old_")]
    assert [name for name in named if name not in DOCUMENT] == []


def test_every_standard_of_inputs():
    assert [key for key in standards() if key not in DOCUMENT] == []


@pytest.mark.parametrize("module", [classes, effect, inputs, listing, measures, quality, units])
def test_examples_of_the_docstrings(module):
    found = doctest.testmod(module)
    assert found.attempted > 0
    assert found.failed == 0
