"""The words people see: ``words.toml`` of this package, and the data files of the model."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jingtu import substances
from jingtu.problems import Language
from jingtu.science.risk_options import wordings

WORDS = Path(__file__).with_name("words.toml")


@cache
def words(group: str, language: Language) -> Mapping[str, str]:
    """All words of a group (``verdict``, ``lack`` …) in one language."""
    return {key: both[language] for key, both in tomllib.loads(WORDS.read_text(encoding="utf-8"))[group].items()}


def pathway(key: str, language: Language) -> str:
    return wordings("pathways")[key][language]


def source(key: str, language: Language) -> str:
    """A source of the data files in words, or the source as the case tells it."""
    return wordings("sources")[key][language] if key in wordings("sources") else key


def mark(key: str, language: Language) -> str:
    return wordings("marks")[key][language]


def option(name: str, choice: str, language: Language) -> str:
    return wordings("options")[f"{name}.{choice}"][language]


def name(key: str, language: Language) -> str:
    """The name of a substance."""
    found = substances.substance(key)
    return found.zh if language == "zh" else found.en


def figure(value: float | None, digits: int = 2) -> str:
    """A number to a few significant digits, as risks are shown; nothing where there is none.

    >>> figure(5.53389e-06), figure(0.97124, 3), figure(18052.3, 3), figure(0)
    ('5.5e-06', '0.971', '18100', '0')
    """
    if value is None:
        return ""
    shown = f"{value:.{digits}g}"
    return f"{float(shown):.0f}" if "e+" in shown and abs(value) < 1e9 else shown
