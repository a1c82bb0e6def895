"""The examples in the docstrings of effect evaluation hold."""

import doctest

import pytest

from jingtu.assessment.effect_evaluation import risk_control, sampling, wells


@pytest.mark.parametrize("module", [risk_control, sampling, wells])
def test_examples(module):
    found = doctest.testmod(module)
    assert found.attempted > 0
    assert found.failed == 0
