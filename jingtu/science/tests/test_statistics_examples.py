"""The examples in the docstrings of the statistics hold."""

import doctest
from importlib import import_module

import pytest

MODULES = [
    f"jingtu.{name}"
    for name in (
        "science.nondetects",
        "science.nondetects_ros",
        "science.ucl",
        "science.ucl_skewed",
        "science.thresholds",
        "science.sample_size",
        "science.trend",
        "assessment.effect_evaluation.sampling",
        "assessment.effect_evaluation.risk_control",
        "assessment.effect_evaluation.wells",
    )
]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name):
    found = doctest.testmod(import_module(name))
    assert found.attempted > 0
    assert found.failed == 0
