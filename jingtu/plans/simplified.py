"""A shadow of the text in simplified characters, one for one: patterns match on it, the text stays as printed."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def _table() -> dict[int, str]:
    pairs = files("jingtu.plans").joinpath("traditional.txt").read_text(encoding="utf-8").split()
    return {ord(pair[0]): pair[1] for pair in pairs}


def simplified(text: str) -> str:
    """The same length, traditional characters replaced where patterns need it."""
    return text.translate(_table())
