"""The words people see for statistics: ``words.toml``, both languages side by side."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jingtu.problems import Language

WORDS = Path(__file__).with_name("words.toml")


@cache
def words(group: str, language: Language) -> Mapping[str, str]:
    """All words of a group (``column``, ``estimate`` …) in one language."""
    return {key: both[language] for key, both in _table()[group].items()}


@cache
def _table() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))
