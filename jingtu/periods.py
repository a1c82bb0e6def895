"""Spans of days, half-open: the first day counts, the last named day no longer does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, order=True)
class Period:
    """Days from ``start`` up to, but not including, ``before`` (None: open end).

    Raises
    ------
    ValueError
        If ``before`` is not after ``start``.
    """

    start: date
    before: date | None = None

    def __post_init__(self) -> None:
        if self.before is not None and self.before <= self.start:
            raise ValueError(f"A span of days must end after it starts: {self.start} to before {self.before}.")

    def __contains__(self, day: date) -> bool:
        return self.start <= day and (self.before is None or day < self.before)

    def __str__(self) -> str:
        return f"{self.start} –" if self.before is None else f"{self.start} – before {self.before}"

    def overlaps(self, other: Period) -> bool:
        """Whether the two spans share at least one day."""
        return _starts_before_end_of(self, other) and _starts_before_end_of(other, self)


def _starts_before_end_of(one: Period, other: Period) -> bool:
    return other.before is None or one.start < other.before
