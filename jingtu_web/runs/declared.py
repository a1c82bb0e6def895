"""What a kind of calculation is: its settings, what it computes, and what comes out. Plain values; no database."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

import polars as pl
from django.utils.functional import Promise

from jingtu.problems import Problem

Words = str | Promise
Value = str | int | float | None


class Form(StrEnum):
    """How a setting is asked for."""

    NUMBER = "number"
    WHOLE = "whole"
    CHOICE = "choice"
    TEXT = "text"


@dataclass(frozen=True)
class Setting:
    """One thing that may be set. ``choices``: called when the form is shown, so that words follow the language."""

    key: str
    label: Words
    form: Form
    default: Value = None
    unit: Words = ""
    help: Words = ""
    least: float | None = None
    most: float | None = None
    required: bool = True
    choices: Callable[[], Sequence[tuple[str, Words]]] = tuple


@dataclass(frozen=True)
class Work:
    """What a calculation is given. ``rows`` in the columns of ``jingtu.intake.laboratory``, those asked for.

    ``tell`` takes the share done, 0 to 1, and raises where the calculation is to stop. ``units``: a list of farmland
    units (:mod:`jingtu_web.runs.units`), where one was given.
    """

    rows: pl.DataFrame
    settings: Mapping[str, Value]
    seed: int
    on: date
    tell: Callable[[float], None]
    units: pl.DataFrame | None = None


@dataclass(frozen=True)
class Fact:
    """One figure of a result; None: not known, which a page shows as such."""

    key: str
    value: Value
    unit: str = ""


@dataclass(frozen=True)
class Surface:
    """Values on a grid, row by row from the north-west corner; ``layers``: columns of its table, with units.

    ``west``, ``north``: outer corner [m] in ``crs``; ``cell``: side of a square cell [m]; ``classes``: what the whole
    numbers of the layer ``category`` mean, from 0 on.
    """

    crs: str
    west: float
    north: float
    cell: float
    width: int
    height: int
    layers: Sequence[tuple[str, str]]
    corners: Sequence[tuple[float, float]]
    classes: Sequence[str] = ()


@dataclass(frozen=True)
class Outcome:
    """What a calculation answers. Keys, never words: pages know their words in each language."""

    facts: Sequence[Fact] = ()
    tables: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    charts: Sequence[Mapping[str, Any]] = ()
    remarks: Sequence[Problem] = ()
    editions: Sequence[str] = ()
    surface: Surface | None = None


class Substances(StrEnum):
    """How many substances a kind is asked about. FIXED: none, as it always takes the same."""

    NONE = "none"
    FIXED = "fixed"
    ONE = "one"
    SEVERAL = "several"


@dataclass(frozen=True)
class Kind:
    """A kind of calculation. ``substances`` other than none: it is fed results of these, of those in ``feeds`` where
    they are fixed. ``units``: it takes a list of farmland units."""

    key: str
    title: Words
    explanation: Words
    substances: Substances
    settings: tuple[Setting, ...]
    compute: Callable[[Work], Outcome]
    places_needed: bool = False
    draws: bool = False
    feeds: tuple[str, ...] = ()
    units: bool = False
