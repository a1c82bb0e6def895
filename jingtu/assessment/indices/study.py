"""All indices of a laboratory file: soil, groundwater, crops beside their soil."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from jingtu.assessment.indices.contents import Contents, contents, with_limits
from jingtu.assessment.indices.groundwater import groundwater
from jingtu.assessment.indices.pairs import pairs
from jingtu.assessment.indices.tables import Chosen, IndexTables, by_group, index_tables
from jingtu.assessment.options import NOTHING_ADDED, AssessOptions

GROUPS = ("land_use_text", "place", "point", "land_use")
"""What samples can be grouped by: columns of the contents."""


@dataclass(frozen=True, slots=True)
class Study:
    """``soil``: contents; ``tables`` and ``groups``: their indices; ``water``: groundwater by sample; ``pairs``: crops
    beside soil."""

    soil: Contents
    tables: IndexTables
    groups: pl.DataFrame
    water: pl.DataFrame
    pairs: pl.DataFrame
    chosen: Chosen
    by: str


def study(
    results: pl.DataFrame,
    chosen: Chosen,
    *,
    on: date,
    by: str = "land_use_text",
    options: AssessOptions = NOTHING_ADDED,
) -> Study:
    """Every index that the results allow.

    Parameters
    ----------
    results : DataFrame
        As :func:`jingtu.intake.laboratory.read_lab` gives them.
    by : str
        A column of GROUPS.
    """
    wanted = (*chosen.substances, *([chosen.element] if chosen.element else []))
    soil = contents(results, "soil", wanted)
    if chosen.against_limits and not soil.values.is_empty():
        soil = with_limits(soil, results.filter(pl.col("medium") == "soil"), on=on, options=options)
    tables = index_tables(soil, chosen)
    crops = contents(results, "crop", chosen.substances)
    water = groundwater(results, on=on, options=options)
    return Study(soil, tables, by_group(soil, tables, by), water, pairs(soil, crops), chosen, by)


def lacking(of: Study) -> Mapping[str, list[str]]:
    """Substances chosen that the file does not have, and those it has without a limit to compare with."""
    here = of.tables.by_substance
    measured = set(here["substance"])
    limited = set(here.drop_nulls("single_factor")["substance"])
    return {
        "not_measured": [key for key in of.chosen.substances if key not in measured],
        "without_limit": [key for key in of.chosen.substances if key in measured and key not in limited],
    }
