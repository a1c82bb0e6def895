"""Which names mean every township, and which mean one."""

import pytest

from jingtu_web.plans.projection import means_every_township


@pytest.mark.parametrize(
    "name",
    [
        "各乡镇",
        "各乡（镇）人民政府",
        "街道",
        "乡镇",
        "各相关街道办事处",
        "各镇（街道）",
        "有关乡镇",
        "地块所在乡镇人民政府",
        "所在地街道",
    ],
)
def test_every_township(name):
    assert means_every_township(name)


@pytest.mark.parametrize(
    "name", ["青石镇人民政府", "城关街道办事处", "各有关部门", "县乡村振兴局", "县城镇管理局", "各县（区）政府"]
)
def test_one_body_or_no_township(name):
    assert not means_every_township(name)
