"""The soil class of a unit from the classes of its points: consistency, dominance, prudence, conservatism.

The four principles are tried in this order, metal by metal. Wherever points are split off, each part is judged again
from the first principle, for every metal. Source: the category guideline of 2019 as recalled, its shares from the
quality checks of county surveys (farmland rule FL-CLS-03, mark *partial*).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from jingtu.assessment.farmland.neighbours import Neighbours, blocks
from jingtu.assessment.farmland.parameters import AS_USUAL, Rules

NOT_MEASURED = 0
Classes = Sequence[int | None]
"""The class of each point for one metal: 1, 2, 3; None where it is open; NOT_MEASURED where the metal was not."""


class Principle(StrEnum):
    """Which principle gave a class."""

    CONSISTENCY = "consistency"
    DOMINANCE = "dominance"
    PRUDENCE = "prudence"
    PRUDENCE_FALLBACK = "prudence_fallback"
    CONSERVATIVE = "conservative"
    NO_EVIDENCE = "no_evidence"
    POINTS_UNDECIDED = "points_undecided"
    OUTSIDE_SURVEY = "outside_survey"
    FEW_POINTS = "few_points"


class Flag(StrEnum):
    """What a person has to look at."""

    SINGLE_POINT = "single_point"
    FEW_POINTS = "few_points"
    MANUAL_SPLIT_NEEDED = "manual_split_needed"
    CONTIGUITY_UNKNOWN = "contiguity_unknown"
    POINTS_UNDECIDED = "points_undecided"
    PART_OF_SPLIT = "part_of_split"
    NO_EVIDENCE = "no_evidence"
    OUTSIDE_SURVEY = "outside_survey"


@dataclass(frozen=True, slots=True)
class Judgement:
    """The class of one metal in a part of a unit; ``share`` of its points have that class. ``class_`` None: open."""

    class_: int | None
    principle: Principle
    share: float | None = None
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """Points that stay together, and what is judged of them metal by metal."""

    points: tuple[int, ...]
    judged: Mapping[str, Judgement]


@dataclass(frozen=True, slots=True)
class _Split:
    """Points to be cut out of a part, in unbroken groups, and the principle that asks for it."""

    principle: Principle
    groups: tuple[tuple[int, ...], ...]


def divided(
    classes: Mapping[str, Classes], adjoining: Neighbours | None = None, rules: Rules = AS_USUAL
) -> tuple[Part, ...]:
    """A unit judged by its points: the part that remains, then the parts split off it.

    Parameters
    ----------
    classes : mapping
        Metal -> class of each point, all metals with the same points.
    adjoining : mapping, optional
        Which points adjoin (:func:`jingtu.assessment.farmland.neighbours.neighbours`); None: not known. Then nothing is
        split off, and a class-3 point makes the whole unit class 3 until a person has split it.

    Examples
    --------
    >>> [whole] = divided({"cadmium": [1] * 9 + [2]})
    >>> whole.judged["cadmium"].class_, whole.judged["cadmium"].principle.value, whole.judged["cadmium"].share
    (1, 'dominance', 0.9)
    """
    count = {len(points) for points in classes.values()}
    if len(count) > 1:
        raise ValueError(f"Every metal needs the same points; there are {sorted(count)}. Give None where one is open.")
    everything = tuple(range(count.pop() if count else 0))
    return _judged(everything, classes, adjoining, rules)


def _judged(
    points: tuple[int, ...], classes: Mapping[str, Classes], adjoining: Neighbours | None, rules: Rules
) -> tuple[Part, ...]:
    """The part with all that is cut out of it, cut by cut, until no metal asks for another."""
    asked: dict[str, Principle] = {}
    cut: list[tuple[int, ...]] = []
    while True:
        found = {metal: _judge(points, of, adjoining, rules) for metal, of in classes.items()}
        splits = {metal: one for metal, one in found.items() if isinstance(one, _Split)}
        if not splits:
            break
        asked.update({metal: split.principle for metal, split in splits.items()})
        gone = {point for split in splits.values() for group in split.groups for point in group}
        cut += _groups(gone, adjoining)
        points = tuple(point for point in points if point not in gone)
    judged = {metal: one for metal, one in found.items() if isinstance(one, Judgement)}
    judged = {metal: _by_split(one, asked.get(metal)) for metal, one in judged.items()}
    parts = [part for group in cut for part in _judged(group, classes, adjoining, rules)]
    return (Part(points, judged), *parts)


def _groups(gone: Iterable[int], adjoining: Neighbours | None) -> list[tuple[int, ...]]:
    return [tuple(block) for block in blocks(sorted(gone), adjoining or {})]


def _by_split(judgement: Judgement, principle: Principle | None) -> Judgement:
    """What remains after a cut says so: its class rests on the principle that asked for the cut."""
    if principle is None:
        return judgement
    return replace(judgement, principle=principle, flags=(*judgement.flags, Flag.PART_OF_SPLIT))


def _judge(points: tuple[int, ...], of: Classes, adjoining: Neighbours | None, rules: Rules) -> Judgement | _Split:
    points = tuple(point for point in points if of[point] != NOT_MEASURED)
    counts = Counter(of[point] for point in points)
    flags = _flags(len(points), rules)
    if not points:
        return Judgement(None, Principle.NO_EVIDENCE, None, flags)
    if len(counts) == 1 and None not in counts:
        [class_] = counts
        return Judgement(class_, Principle.CONSISTENCY, 1.0, flags)
    if None in counts:
        return _open(counts, len(points), flags)
    return _mixed(points, of, adjoining, rules)


def _flags(count: int, rules: Rules) -> tuple[Flag, ...]:
    if count == 0:
        return (Flag.NO_EVIDENCE,)
    if count == 1:
        return (Flag.SINGLE_POINT,)
    return (Flag.FEW_POINTS,) if count < rules.few_points else ()


def _open(counts: Counter[int | None], total: int, flags: tuple[Flag, ...]) -> Judgement:
    """A point whose class is open keeps the unit open: it may be class 3, and no class but 3 may keep such a point."""
    flags = (*flags, Flag.POINTS_UNDECIDED)
    if counts[3]:
        return Judgement(3, Principle.PRUDENCE_FALLBACK, counts[3] / total, (*flags, Flag.MANUAL_SPLIT_NEEDED))
    return Judgement(None, Principle.POINTS_UNDECIDED, None, flags)


def _mixed(points: tuple[int, ...], of: Classes, adjoining: Neighbours | None, rules: Rules) -> Judgement | _Split:
    """Points of different classes, all decided."""
    flags = _flags(len(points), rules)
    counts = Counter(of[point] for point in points)
    winner, most = counts.most_common(1)[0]
    share = most / len(points)
    minority = [point for point in points if of[point] != winner]
    if _dominates(most, len(points), rules) and (winner == 3 or not counts[3]):
        together = _together(minority, adjoining)
        if together is None:
            flags = (*flags, Flag.CONTIGUITY_UNKNOWN)
        elif together:
            return _Split(Principle.DOMINANCE, together)
        else:
            return Judgement(winner, Principle.DOMINANCE, share, flags)
    return _prudent(points, of, adjoining, flags)


def _prudent(
    points: tuple[int, ...], of: Classes, adjoining: Neighbours | None, flags: tuple[Flag, ...]
) -> Judgement | _Split:
    """No class prevails: class 3 is cut out; classes 1 and 2 mixed are class 2."""
    worst = tuple(point for point in points if of[point] == 3)
    if worst and adjoining is not None:
        return _Split(Principle.PRUDENCE, tuple(_groups(worst, adjoining)))
    if worst:
        flags = (*flags, Flag.MANUAL_SPLIT_NEEDED)
        return Judgement(3, Principle.PRUDENCE_FALLBACK, len(worst) / len(points), flags)
    ones = sum(of[point] == 1 for point in points)
    return Judgement(2, Principle.CONSERVATIVE, max(ones, len(points) - ones) / len(points), flags)


def _dominates(most: int, total: int, rules: Rules) -> bool:
    """Above the share; counted in whole numbers, so that 4 of 5 is exactly 80 %."""
    share = round(most / total, 12)
    return share > rules.dominance_share or (share == rules.dominance_share and not rules.dominance_strict)


def _together(minority: list[int], adjoining: Neighbours | None) -> tuple[tuple[int, ...], ...] | None:
    """The groups of two or more minority points that adjoin; None where that cannot be known."""
    if len(minority) == 1:
        return ()
    if adjoining is None:
        return None
    return tuple(group for group in _groups(minority, adjoining) if len(group) > 1)
