"""What the methods of upper limits are called."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jingtu.problems import Language

NAMES = Path(__file__).with_suffix(".csv")


def method_name(method: str, language: Language = "zh") -> str:
    """The name of a :class:`jingtu.science.ucl_choice.Method` in either language."""
    return _names()[method][language]


def method_words(method: str) -> dict[str, str]:
    """``method`` and ``method_zh``, for a sentence that is built in both languages."""
    return {"method": method_name(method, "en"), "method_zh": method_name(method, "zh")}


@cache
def _names() -> Mapping[str, Mapping[str, str]]:
    with NAMES.open(encoding="utf-8", newline="") as file:
        return {row["method"]: row for row in csv.DictReader(file)}
