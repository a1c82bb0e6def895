"""Whether the wells of effect evaluation are enough and where they should be (HJ 25.6-2019)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from jingtu.assessment.effect_evaluation.rules import count, named, number
from jingtu.problems import Problem, attention
from jingtu.science.bad_values import setting


class Position(StrEnum):
    """Where a well stands to the treated zone."""

    UPGRADIENT = "upgradient"
    INSIDE = "inside"
    DOWNGRADIENT = "downgradient"


@dataclass(frozen=True, slots=True)
class Well:
    """``old``: drilled for the survey or the works, not for the evaluation."""

    name: str
    position: Position
    old: bool = False


def needed_inside(area: float, *, dense: bool) -> int:
    """Wells inside a treated zone: at least 3, one for each cell of a grid of 80 m, of 40 m where ``dense``.

    ``area``: above 0 [m²]; ``dense``: free product or high concentrations occurred. Raises BadSetting.

    >>> needed_inside(30_000, dense=False), needed_inside(30_000, dense=True)
    (5, 19)
    """
    setting("area", area, above=0, below=math.inf)
    width = number("wells_grid_dense" if dense else "wells_grid")
    return max(count("wells_inside"), math.ceil(area / width**2))


def needed(area: float, *, dense: bool) -> dict[Position, int]:
    """Wells at each position; ``area``, ``dense`` as :func:`needed_inside`."""
    return {
        Position.UPGRADIENT: count("wells_upgradient"),
        Position.INSIDE: needed_inside(area, dense=dense),
        Position.DOWNGRADIENT: count("wells_downgradient"),
    }


def check_wells(wells: Iterable[Well], *, area: float, dense: bool) -> tuple[Problem, ...]:
    """What a network of wells lacks; nothing where it is enough. ``area``, ``dense`` as :func:`needed_inside`."""
    known = tuple(wells)
    have = Counter(well.position for well in known)
    problems = [
        attention(
            "effect_evaluation.too_few_wells",
            **named("position", [position], "position"),
            needed=least,
            have=have[position],
        )
        for position, least in needed(area, dense=dense).items()
        if have[position] < least
    ]
    old = sum(well.old for well in known)
    if known and old > number("old_wells_share") * len(known):
        share = f"{number('old_wells_share'):.0%}"
        problems.append(attention("effect_evaluation.old_wells", old=old, all=len(known), share=share))
    return tuple(problems)
