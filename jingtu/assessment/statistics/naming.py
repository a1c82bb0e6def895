"""How a group of results is called, and its first cells in a table."""

from __future__ import annotations

from collections.abc import Mapping

from jingtu.assessment.samples import SampleGroup
from jingtu.assessment.statistics.words import words
from jingtu.assessment.words import words as assessment_words
from jingtu.problems import Language
from jingtu.substances import substance_words


def heading(group: SampleGroup, language: Language) -> str:
    """Substance, medium, unit and what the group has in common, on one line."""
    parts = (*_common(group, language), *_shared(group, language).values())
    return " · ".join(part for part in parts if part)


def first_cells(group: SampleGroup, language: Language) -> dict[str, str]:
    """The cells that say which group a line is about, by the heads of their columns."""
    heads, by = words("column", language), words("by", language)
    named = zip(("substance", "medium", "unit"), _common(group, language), strict=True)
    shared = _shared(group, language)
    return {**{heads[name]: text for name, text in named}, **{by[name]: text for name, text in shared.items()}}


def shown(by: str, value: str | None, language: Language) -> str:
    """A value of a column as people read it."""
    known = assessment_words("land_use", language) if by == "land_use" else {}
    return "" if value is None else known.get(str(value), str(value))


def as_keys(group: SampleGroup) -> dict[str, object]:
    """The same for programs."""
    return {
        "substance": group.substance,
        "medium": group.medium,
        "unit": group.unit,
        "group": {name: None if value is None else str(value) for name, value in group.by.items()},
    }


def _common(group: SampleGroup, language: Language) -> tuple[str, str, str]:
    medium = assessment_words("medium", language).get(group.medium or "", group.medium or "")
    name = substance_words(group.substance)["substance_zh" if language == "zh" else "substance"]
    return name, medium, group.unit


def _shared(group: SampleGroup, language: Language) -> Mapping[str, str]:
    return {name: shown(name, value, language) for name, value in group.by.items()}
