"""The words people see: tables ``words.toml``, both languages side by side; here those of verdicts, reasons, facts."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from jingtu.problems import Language

WORDS = Path(__file__).with_name("words.toml")


def words_of(table: Path) -> Callable[[str, Language], Mapping[str, str]]:
    """What gives all words of a group of a table (``column``, ``mark`` …) in one language."""

    @cache
    def groups() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
        return tomllib.loads(table.read_text(encoding="utf-8"))

    @cache
    def words(group: str, language: Language) -> Mapping[str, str]:
        return {key: both[language] for key, both in groups()[group].items()}

    return words


words = words_of(WORDS)
