"""What people read for the keys of the data, in Chinese and English: one wording for command, workbook and page."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from jingtu.problems import Language
from jingtu.standards.limit import Conditions, Limit

TABLE = Path(__file__).with_name("words.toml")
SIGNS = {"<=": "≤", "<": "<", ">": ">", ">=": "≥", "=": ""}
# In the order in which they are said; pH has a wording of its own.
SAID = ("land_use", "land_class", "crop_type", "condition", "basis", "class", "statistic", "layer", "series")


def word(group: str, key: object, language: Language = "zh") -> str:
    """The wording of a key; the key itself where it needs none (``mg/kg``)."""
    said = _words().get(group, {}).get(str(key))
    return said[language] if said else str(key)


def known(group: str) -> tuple[str, ...]:
    """The keys of a group: what the data may say."""
    return tuple(_words()[group])


def conditions(limit: Limit, language: Language = "zh") -> str:
    """When a limit applies, in words: ``水田，5.5<pH≤6.5``; empty where it always does."""
    subject = limit.subject_zh if language == "zh" else limit.subject_en
    parts = [subject, *_said(limit.conditions, language), ph_band(limit.conditions)]
    return ("，" if language == "zh" else ", ").join(part for part in parts if part)


def ph_band(of: Conditions) -> str:
    """``5.5<pH≤6.5``; empty where the pH does not matter."""
    if of.ph_min is None:
        return "" if of.ph_max is None else f"pH≤{of.ph_max}"
    return f"pH>{of.ph_min}" if of.ph_max is None else f"{of.ph_min}<pH≤{of.ph_max}"


def value(limit: Limit, language: Language = "zh") -> str:
    """The number with its sign: ``≤0.3``, ``5.5~8.5``, ``≥5.5，<6.5``, ``不得检出``."""
    if limit.text_value:
        return word("text_value", limit.text_value, language)
    if limit.comparator != "range":
        return f"{SIGNS[limit.comparator]}{limit.value}"
    if limit.lower_inclusive and limit.upper_inclusive:
        return f"{limit.lower}~{limit.upper}"
    ends = (
        f"{'≥' if limit.lower_inclusive else '>'}{limit.lower}",
        f"{'≤' if limit.upper_inclusive else '<'}{limit.upper}",
    )
    return ("，" if language == "zh" else ", ").join(ends)


def _said(of: Conditions, language: Language) -> Iterator[str]:
    for name in SAID:
        key = getattr(of, "class_" if name == "class" else name)
        if key is not None:
            yield word(name, key, language)


@cache
def _words() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))
