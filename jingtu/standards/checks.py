"""What must be true of all limits together: no edition over another, no row twice, no hole and no overlap in a band."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from jingtu.problems import Problem, Where, error
from jingtu.standards.standard import Standard
from jingtu.standards.tables import Entry

Interval = tuple[Decimal, bool, Decimal, bool]
LOWEST, HIGHEST = Decimal("-Infinity"), Decimal("Infinity")


def editions(standards: Iterable[Standard]) -> Iterator[Problem]:
    """Two editions of one standard never apply on the same day."""
    for one, other in combinations(standards, 2):
        if one.number == other.number and one.period.overlaps(other.period):
            where = Where(file=f"{other.key}/standard.toml")
            yield error("standards.editions_overlap", where, edition=other.edition, other=one.edition, key=one.key)


def rows(entries: Iterable[Entry]) -> Iterator[Problem]:
    """No substance has two numbers for the same purpose under the same conditions."""
    for same in _grouped(entries, lambda entry: (_purpose(entry), entry.limit.conditions)).values():
        cells = {(entry.where, entry.column): entry for entry in same}
        first, *others = cells.values()
        for entry in others:
            values = {"line": first.where.line, "column": first.column, "substance": entry.limit.substance}
            yield error("standards.row_twice", entry.where, **values)


def bands(entries: Iterable[Entry]) -> Iterator[Problem]:
    """pH bands follow each other from the most acid soil to the most alkaline."""
    for band in _grouped(entries, lambda entry: (_purpose(entry), _without_ph(entry))).values():
        conditions = [entry.limit.conditions for entry in band]
        if any(one.ph_min is not None or one.ph_max is not None for one in conditions):
            intervals = [(one.ph_min or LOWEST, False, one.ph_max or HIGHEST, True) for one in conditions]
            yield from _gaps(intervals, band[0], overlaps=True)


def classes(entries: Iterable[Entry]) -> Iterator[Problem]:
    """Every number has a class: together the classes leave no hole. Two classes may share a limit."""
    graded = (entry for entry in entries if entry.limit.conditions.class_ and entry.limit.comparator != "text")
    for scale in _grouped(graded, _purpose).values():
        said = [entry.limit.bound for entry in scale]
        intervals = [
            (
                LOWEST if one.lower is None else one.lower,
                bool(one.lower_inclusive),
                HIGHEST if one.upper is None else one.upper,
                bool(one.upper_inclusive),
            )
            for one in said
        ]
        yield from _gaps(intervals, scale[0], overlaps=False)


def _gaps(intervals: list[Interval], entry: Entry, *, overlaps: bool) -> Iterator[Problem]:
    """Holes between intervals that should cover every number; and overlaps, where they are asked for."""
    ordered = sorted(intervals, key=lambda one: (one[0], not one[1]))
    edges = [(LOWEST, False), *((upper, inclusive) for _, _, upper, inclusive in ordered)]
    reach = edges[0]
    for (lower, closed, _, _), edge in zip(ordered, edges[1:], strict=True):
        if _beyond(lower, closed, reach):
            yield _gap("standards.bands_hole", entry, reach[0], lower)
        elif overlaps and _within(lower, closed, reach):
            yield _gap("standards.bands_overlap", entry, lower, reach[0])
        reach = max(reach, edge)
    if reach[0] != HIGHEST:
        yield _gap("standards.bands_hole", entry, reach[0], HIGHEST)


def _beyond(lower: Decimal, closed: bool, reach: tuple[Decimal, bool]) -> bool:
    """Whether numbers lie between what is reached and where the next interval starts."""
    return lower > reach[0] or (lower == reach[0] and not closed and not reach[1] and lower.is_finite())


def _within(lower: Decimal, closed: bool, reach: tuple[Decimal, bool]) -> bool:
    return lower < reach[0] or (lower == reach[0] and closed and reach[1])


def _gap(code: str, entry: Entry, start: Decimal, end: Decimal) -> Problem:
    return error(code, entry.where, substance=entry.limit.substance, start=start, end=end)


def _purpose(entry: Entry) -> Hashable:
    limit = entry.limit
    return limit.standard, limit.substance, limit.kind, limit.period


def _without_ph(entry: Entry) -> Hashable:
    return replace(entry.limit.conditions, ph_min=None, ph_max=None)


def _grouped(entries: Iterable[Entry], key: Callable[[Entry], Hashable]) -> dict[Hashable, list[Entry]]:
    groups: dict[Hashable, list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[key(entry)].append(entry)
    return groups
