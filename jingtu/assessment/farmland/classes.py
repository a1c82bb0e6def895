"""The three classes of farmland, the five metals, and the worst of several."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from jingtu.problems import Language
from jingtu.substances import SUBSTANCES

METALS = ("cadmium", "mercury", "arsenic", "lead", "chromium")
"""The metals with both a screening and an intervention value: the only ones that enter a category, in this order."""

NONE_POLLUTING: Mapping[Language, str] = {"zh": "无", "en": "none"}


class Category(StrEnum):
    """优先保护类, 安全利用类, 严格管控类; UNDECIDED where a fact is missing."""

    PRIORITY = "PRIORITY"
    SAFE_USE = "SAFE_USE"
    STRICT = "STRICT"
    UNDECIDED = "UNDECIDED"


CATEGORIES: Mapping[int | None, Category] = {
    1: Category.PRIORITY,
    2: Category.SAFE_USE,
    3: Category.STRICT,
    None: Category.UNDECIDED,
}
CLASS_OF: Mapping[Category, int | None] = {category: class_ for class_, category in CATEGORIES.items()}


def worst(classes: Iterable[int | None]) -> int | None:
    """The worst class; None where one is open and none is 3, or where there is none at all.

    >>> worst([1, 2, None]), worst([1, 3, None]), worst([2, 1])
    (None, 3, 2)
    """
    given = list(classes)
    decided = [one for one in given if one is not None]
    if not decided or (None in given and max(decided) < 3):
        return None
    return max(decided)


def targets(classes: Mapping[str, int | None]) -> tuple[str, ...]:
    """土壤目标污染物: the metals that share the worst class, in the order of METALS; none where the worst is 1 or open.

    Source: county classification scripts (farmland rule FL-CLS-04).
    """
    overall = worst(classes.get(metal) for metal in METALS)
    if overall in (None, 1):
        return ()
    return tuple(metal for metal in METALS if classes.get(metal) == overall)


def targets_in_words(metals: Iterable[str], language: Language = "zh") -> str:
    """``镉、砷``; ``无`` where there is none.

    >>> targets_in_words(["cadmium", "arsenic"]), targets_in_words([])
    ('镉、砷', '无')
    """
    named = [SUBSTANCES[metal].zh if language == "zh" else SUBSTANCES[metal].en for metal in metals]
    return ("、" if language == "zh" else ", ").join(named) or NONE_POLLUTING[language]
