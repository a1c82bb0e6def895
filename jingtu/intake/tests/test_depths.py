"""Depths, and sample codes that carry one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingtu.intake.depths import Code, Depth, parse, split_code


@pytest.mark.parametrize(
    ("text", "unit", "depth"),
    [
        ("0-0.2", "", Depth(0, 0.2)),
        ("0～0.2m", "", Depth(0, 0.2)),
        ("0-20cm", "", Depth(0, 0.2)),
        ("0-20", "cm", Depth(0, 0.2)),
        ("20cm-0.5m", "", Depth(0.2, 0.5)),
        ("0.5", "", Depth(0.5, 0.5)),
        ("1.5米", "", Depth(1.5, 1.5)),
        ("0-20", "", Depth(0, 0.2, "guessed_cm")),
        ("0.5-0", "", Depth(0, 0.5)),
        ("表层", "", Depth(state="not_understood")),
        ("9000", "m", Depth(state="not_understood")),
    ],
)
def test_a_depth_however_it_is_written(text, unit, depth):
    assert parse(text, unit) == depth


@pytest.mark.parametrize(
    ("code", "point", "top", "bottom"),
    [
        ("S1-0.5", "S1", 0.5, 0.5),
        ("S1@0-0.2m", "S1", 0, 0.2),
        ("S1（0～0.5m）", "S1", 0, 0.5),
        ("S1-0-0.5", "S1", 0, 0.5),
        ("S1-0-20cm", "S1", 0, 0.2),
        ("YL-S01-0.5", "YL-S01", 0.5, 0.5),
        ("S1 1.5m", "S1", 1.5, 1.5),
        ("SB-3（1.5）", "SB-3", 1.5, 1.5),
    ],
)
def test_a_code_that_carries_a_depth(code, point, top, bottom):
    assert split_code(code) == Code(point, Depth(top, bottom))


@pytest.mark.parametrize("code", ["S1", "S1-2", "WC26-012", "2026-001", "TR0512", "0.5", "S1-2-3"])
def test_a_code_that_only_looks_like_one_is_left_whole(code):
    assert split_code(code) == Code(code)


@given(st.text(max_size=30))
def test_no_text_crashes_it_and_depths_go_down(text):
    for depth in (parse(text), split_code(text).depth):
        assert depth.top is None or 0 <= depth.top <= depth.bottom
