"""Concentrations made ready to be factored: uncertainties, gaps, species that can be used and how far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from jingtu.assessment.sources.concentrations import Concentrations, Flags, Floats
from jingtu.problems import Problem, Refused, Severity, Where, attention, error
from jingtu.science import pmf_table
from jingtu.science.pmf_table import GAP_FACTOR, Strength, Table

MOST_BELOW_ZERO = 3.0
"""How far noise may carry a result below zero, in its uncertainties."""


class Gaps(StrEnum):
    """What becomes of a sample with a gap: refused, left out, or the gap filled with the median of the species."""

    REFUSE = "refuse"
    LEAVE_OUT = "leave-out"
    MEDIAN = "median"


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncertain:
    """What uncertainties are reckoned from where the file has none, by position of the species: ``fractions`` of the
    value, ``limits`` where the file says none [unit of the species]. ``fraction``: of species not named; None: refused
    without one."""

    fraction: float | None = None
    fractions: Mapping[int, float] = field(default_factory=dict)
    limits: Mapping[int, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ready:
    """What is factored. ``rows``: samples kept; ``found``: species that were found and not called bad; ``table``: their
    values and uncertainties, weak ones not yet widened; ``noise`` and ``strengths``: by ``found``; ``dropped``: species
    the user called bad, of which nothing is asked."""

    of: Concentrations
    rows: tuple[int, ...]
    found: tuple[int, ...]
    table: Table
    noise: Floats
    strengths: tuple[Strength, ...]
    dropped: tuple[int, ...]
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> bool:
        return any(problem.severity is Severity.ERROR for problem in self.problems)

    @property
    def columns(self) -> tuple[int, ...]:
        """Species that are factored, as positions in ``of.species``."""
        return tuple(k for k, one in zip(self.found, self.strengths, strict=True) if one is not Strength.BAD)


def ready(
    of: Concentrations,
    how: Uncertain,
    *,
    gaps: Gaps = Gaps.REFUSE,
    chosen: Mapping[int, Strength] | None = None,
) -> Ready:
    """Uncertainties, gaps and strengths.

    Parameters
    ----------
    chosen : mapping of position to Strength, optional
        What the user says of species; the others get their strength from signal to noise.

    Returns
    -------
    Ready
        Without the samples and species that have an *error*; whether to go on without them is for the caller.

    Raises
    ------
    Refused
        If nothing is left, or a species has no detection limit or error fraction to reckon with.
    """
    chosen = chosen or {}
    problems = list(of.problems)
    found = _found(of, chosen, problems)
    limits = _limits(of, how, found, problems)
    values, sigma = of.values[:, found], None if of.uncertainties is None else of.uncertainties[:, found]
    below = of.below[:, found]
    values = np.where(below, limits / 2, values)
    bad = _bad_cells(of, found, (values, sigma, below), problems)
    gap = np.isnan(values)
    bad = bad | gap if gaps is not Gaps.MEDIAN else bad
    _say_gaps(of, found, gap, gaps, problems)
    rows = np.flatnonzero(~bad.any(axis=1))
    if not rows.size:
        raise Refused(*problems, error("sources.nothing_left", Where(file=of.file)))
    table = _table(
        values[rows], sigma if sigma is None else sigma[rows], (limits[rows], below[rows]), _fractions(of, how, found)
    )
    noise = pmf_table.signal_to_noise(table.values, table.uncertainties)
    proposed = pmf_table.strengths(noise)
    strengths = tuple(chosen.get(k, one) for k, one in zip(found, proposed, strict=True))
    dropped = tuple(k for k, one in sorted(chosen.items()) if one is Strength.BAD)
    return Ready(of, tuple(rows.tolist()), tuple(found), table, noise, strengths, dropped, tuple(problems))


def _found(of: Concentrations, chosen: Mapping[int, Strength], problems: list[Problem]) -> list[int]:
    """Species with a detected result above zero, without those called bad; the others are refused."""
    asked = [k for k in range(len(of.species)) if chosen.get(k) is not Strength.BAD]
    if not asked:
        raise Refused(*problems, error("sources.all_bad", Where(file=of.file)))
    never = ~np.any((of.values > 0) & ~of.below, axis=0, keepdims=True)[0]
    problems += [error("sources.never_found", Where(file=of.file), species=of.species[k]) for k in asked if never[k]]
    found = [k for k in asked if not never[k]]
    if not found:
        raise Refused(*problems, error("sources.nothing_left", Where(file=of.file)))
    return found


def _limits(of: Concentrations, how: Uncertain, found: list[int], problems: list[Problem]) -> Floats:
    """Detection limits of the species found: that of the result, else as told, else the largest of the species."""
    limits = of.limits[:, found].copy()
    for column, k in enumerate(found):
        own = limits[:, column]
        known = own[np.isfinite(own)]
        stand_in = how.limits.get(k, known.max() if known.size else np.nan)
        needed = of.uncertainties is None or of.below[:, k].any()
        if needed and not stand_in > 0:
            raise Refused(*problems, error("sources.no_limit", Where(file=of.file), species=of.species[k]))
        limits[:, column] = np.where(np.isfinite(own) & (own > 0), own, stand_in)
    return limits


def _fractions(of: Concentrations, how: Uncertain, found: list[int]) -> Floats:
    fractions = [how.fractions.get(k, how.fraction) for k in found]
    if of.uncertainties is None and None in fractions:
        species = of.species[found[fractions.index(None)]]
        raise Refused(error("sources.no_fraction", Where(file=of.file), species=species))
    return np.array([np.nan if one is None else one for one in fractions])


def _bad_cells(
    of: Concentrations, found: list[int], cells: tuple[Floats, Floats | None, Flags], problems: list[Problem]
) -> Flags:
    """Cells that no model can take: negative beyond noise, an uncertainty missing or not above zero."""
    values, sigma, below = cells
    if sigma is None:
        kinds = {"negative": values < 0}
    else:
        given = ~np.isnan(values)
        good = np.isfinite(sigma) & (sigma > 0)
        kinds = {
            "uncertainty": given & ~good,
            "far_below_zero": given & good & ~below & (values < -MOST_BELOW_ZERO * np.where(good, sigma, np.inf)),
        }
    for name, bad in kinds.items():
        if bad.any():
            problems.append(error(f"sources.{name}", Where(), **_first(of, found, bad)))
    everything: Flags = np.logical_or.reduce(list(kinds.values()))
    return everything


def _say_gaps(of: Concentrations, found: list[int], gap: Flags, gaps: Gaps, problems: list[Problem]) -> None:
    if gap.any():
        say = error if gaps is Gaps.REFUSE else attention
        name = {Gaps.REFUSE: "gap", Gaps.LEAVE_OUT: "gap_left_out", Gaps.MEDIAN: "gap_filled"}[gaps]
        problems.append(say(f"sources.{name}", Where(), **_first(of, found, gap)))


def _first(of: Concentrations, found: list[int], bad: Flags) -> dict[str, object]:
    """The first of the cells in words, how many there are and in how many samples."""
    row, column = (int(k) for k in np.argwhere(bad)[0])
    return {
        "place": of.places[row],
        "sample": of.samples[row] or "–",
        "species": of.species[found[column]],
        "count": int(bad.sum()),
        "samples": int(bad.any(axis=1).sum()),
    }


def _table(values: Floats, sigma: Floats | None, known: tuple[Floats, Flags], fractions: Floats) -> Table:
    """Values and uncertainties without gaps: by limits and fractions, or as given."""
    limits, below = known
    if sigma is None:
        return pmf_table.table(values, limits, fractions, below=below)
    missing = np.isnan(values)
    stand_in = np.broadcast_to(np.nanmedian(values, axis=0), values.shape)
    return Table(
        np.where(missing, stand_in, values),
        np.where(missing, GAP_FACTOR * np.abs(stand_in), sigma),
        below,
        missing,
    )
