"""What the methods of upper limits are called."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jingtu.problems import Language
from jingtu.science.ucl_choice import Method

NAMES = Path(__file__).with_suffix(".csv")


def method_name(method: Method, language: Language = "zh") -> str:
    """The name in either language; where a sentence is built for both, English is what both understand."""
    return _names()[method][language]


@cache
def _names() -> Mapping[str, Mapping[str, str]]:
    with NAMES.open(encoding="utf-8", newline="") as file:
        return {row["method"]: row for row in csv.DictReader(file)}
