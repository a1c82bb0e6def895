"""Samples by species, as source apportionment takes them in: values, non-detects with limits, gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jingtu.intake.headers import squeeze
from jingtu.problems import Language, Problem
from jingtu.substances import SUBSTANCES, find

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Concentrations:
    """A table of *n* samples and *p* species.

    ``species``: heads of the columns, or keys of substances; ``units``: one per species, empty where none is said;
    ``samples``: what names each row; ``places``: its place in words; ``values``, shape (n, p): NaN at gaps and
    non-detects [unit of the species]; ``below``, shape (n, p): not detected; ``limits``, shape (n, p): detection
    limits, NaN where none is said [unit of the species]; ``uncertainties``, shape (n, p), or None.
    """

    file: str
    sha256: str
    species: tuple[str, ...]
    units: tuple[str, ...]
    samples: tuple[str, ...]
    places: tuple[str, ...]
    values: Floats
    below: Flags
    limits: Floats
    uncertainties: Floats | None
    problems: tuple[Problem, ...]


def label(species: str, language: Language) -> str:
    """The species in words: substances by their name, other heads as they stand."""
    known = SUBSTANCES.get(species)
    return species if known is None else known.zh if language == "zh" else known.en


def position(species: Sequence[str], text: str) -> int | None:
    """Which species a text means: its head, or another name of the same substance."""
    plain = squeeze(text)
    for place, name in enumerate(species):
        if squeeze(name) == plain:
            return place
    wanted = find(text)
    if wanted is None:
        return None
    keys = [name if name in SUBSTANCES else getattr(find(name), "key", None) for name in species]
    return keys.index(wanted.key) if wanted.key in keys else None
