"""A stamp of sources differs where one of them does."""

from types import ModuleType

from jingtu.science.source_stamp import stamp_of


def module(path, text):
    path.write_text(text, encoding="utf-8")
    made = ModuleType(path.stem)
    made.__file__ = str(path)
    return made


def test_a_change_in_one_of_two_modules_changes_the_stamp(tmp_path):
    first, second = module(tmp_path / "a.py", "x = 1\n"), module(tmp_path / "b.py", "y = 1\n")
    before = stamp_of(first, second)
    assert stamp_of(first, second) == before
    module(tmp_path / "b.py", "y = 2\n")
    assert stamp_of(first, second) != before
