"""The words people see for roles, reasons, facts, units, marks and answers: ``words.toml``, both languages."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jingtu.assessment.indicators.forms import forms
from jingtu.problems import Language

WORDS = Path(__file__).with_name("words.toml")


@cache
def words(group: str, language: Language) -> Mapping[str, str]:
    """All words of a group (``reason``, ``fact`` …) in one language."""
    return {key: both[language] for key, both in tomllib.loads(WORDS.read_text(encoding="utf-8"))[group].items()}


def fact(table: str, name: str, language: Language) -> str:
    """A missing fact in words: a column of its table, or what the fact says of itself."""
    columns = {column.name: column for column in forms()[table].columns}
    if name in columns:
        return columns[name].zh if language == "zh" else columns[name].en
    return words("fact", language)[name]
