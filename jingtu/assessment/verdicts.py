"""The answers an assessment gives, and the tables that decide between them.

A result is an interval of concentration: a number is a point, ``<0.01`` reaches from 0 to 0.01, ``>100`` from 100
upwards. Against one limit it is WITHIN, ABOVE, or the interval straddles the limit (STRADDLES): then no answer is
honest but *undecided*. A value equal to the limit is within it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Verdict(StrEnum):
    """What the comparison of one result says."""

    WITHIN_SCREENING = "WITHIN_SCREENING"
    WITHIN_BACKGROUND = "WITHIN_BACKGROUND"
    ABOVE_SCREENING = "ABOVE_SCREENING"
    ABOVE_INTERVENTION = "ABOVE_INTERVENTION"
    WITHIN_LIMIT = "WITHIN_LIMIT"
    ABOVE_LIMIT = "ABOVE_LIMIT"
    CLASS_I = "CLASS_I"
    CLASS_II = "CLASS_II"
    CLASS_III = "CLASS_III"
    CLASS_IV = "CLASS_IV"
    CLASS_V = "CLASS_V"
    UNDECIDED = "UNDECIDED"

    @property
    def exceeds(self) -> bool:
        """Whether this verdict counts as an exceedance; for groundwater: worse than class III."""
        return self in EXCEEDS


NOT_COMPARED = "NOT_COMPARED"
"""No limit applies. Kept apart from the verdicts: it is not an answer about the result."""

EXCEEDS = frozenset(
    {
        Verdict.ABOVE_SCREENING,
        Verdict.ABOVE_INTERVENTION,
        Verdict.ABOVE_LIMIT,
        Verdict.CLASS_IV,
        Verdict.CLASS_V,
    }
)

# From best to worst. A sample is as bad as its worst result; *undecided* stands between the answers that clear a
# sample and those that do not: one open question keeps a sample from being cleared, and never hides an exceedance.
FROM_BEST_TO_WORST = (
    Verdict.WITHIN_LIMIT,
    Verdict.WITHIN_SCREENING,
    Verdict.CLASS_I,
    Verdict.CLASS_II,
    Verdict.CLASS_III,
    Verdict.WITHIN_BACKGROUND,
    Verdict.UNDECIDED,
    Verdict.ABOVE_LIMIT,
    Verdict.CLASS_IV,
    Verdict.ABOVE_SCREENING,
    Verdict.CLASS_V,
    Verdict.ABOVE_INTERVENTION,
)
RANK: Mapping[Verdict, int] = {verdict: rank for rank, verdict in enumerate(FROM_BEST_TO_WORST)}


class Position(StrEnum):
    """Where a result lies against one limit."""

    WITHIN = "within"
    ABOVE = "above"
    STRADDLES = "straddles"
    NO_LIMIT = "no_limit"


# (against the screening value, against the intervention value) -> verdict.
# A result known only as "more than x" may be above screening while intervention stays open: what is known is said,
# and the reason says what is not. Screening above intervention does not occur in a table; were it so, the worse holds.
SOIL_VERDICTS: Mapping[tuple[Position, Position], Verdict] = {
    (Position.WITHIN, Position.NO_LIMIT): Verdict.WITHIN_SCREENING,
    (Position.WITHIN, Position.WITHIN): Verdict.WITHIN_SCREENING,
    (Position.WITHIN, Position.STRADDLES): Verdict.UNDECIDED,
    (Position.WITHIN, Position.ABOVE): Verdict.ABOVE_INTERVENTION,
    (Position.ABOVE, Position.NO_LIMIT): Verdict.ABOVE_SCREENING,
    (Position.ABOVE, Position.WITHIN): Verdict.ABOVE_SCREENING,
    (Position.ABOVE, Position.STRADDLES): Verdict.ABOVE_SCREENING,
    (Position.ABOVE, Position.ABOVE): Verdict.ABOVE_INTERVENTION,
    (Position.STRADDLES, Position.NO_LIMIT): Verdict.UNDECIDED,
    (Position.STRADDLES, Position.WITHIN): Verdict.UNDECIDED,
    (Position.STRADDLES, Position.STRADDLES): Verdict.UNDECIDED,
    (Position.STRADDLES, Position.ABOVE): Verdict.ABOVE_INTERVENTION,
    # An intervention value without a screening value does not occur; nothing is cleared by it alone.
    (Position.NO_LIMIT, Position.NO_LIMIT): Verdict.UNDECIDED,
    (Position.NO_LIMIT, Position.WITHIN): Verdict.UNDECIDED,
    (Position.NO_LIMIT, Position.STRADDLES): Verdict.UNDECIDED,
    (Position.NO_LIMIT, Position.ABOVE): Verdict.ABOVE_INTERVENTION,
}

LIMIT_VERDICTS: Mapping[Position, Verdict] = {
    Position.WITHIN: Verdict.WITHIN_LIMIT,
    Position.ABOVE: Verdict.ABOVE_LIMIT,
    Position.STRADDLES: Verdict.UNDECIDED,
    Position.NO_LIMIT: Verdict.UNDECIDED,
}

CLASSES = (Verdict.CLASS_I, Verdict.CLASS_II, Verdict.CLASS_III, Verdict.CLASS_IV, Verdict.CLASS_V)


class Reason(StrEnum):
    """Why a verdict is what it is, where the numbers alone do not say it; and why a result was not compared."""

    # undecided
    FACT_MISSING = "fact_missing"
    DETECTION_LIMIT_MISSING = "detection_limit_missing"
    DETECTION_LIMIT_ABOVE = "detection_limit_above"
    ONLY_LOWER_BOUND = "only_lower_bound"
    SPECIES_MISSING = "species_missing"
    WORD_NOT_UNDERSTOOD = "word_not_understood"
    # decided, with a remark
    INTERVENTION_OPEN = "intervention_open"
    BACKGROUND_UNKNOWN = "background_unknown"
    BACKGROUND_EXCEEDED = "background_exceeded"
    WITHIN_BACKGROUND = "within_background"
    ROTATION = "rotation"
    CLASS_ONE_ASSUMED = "class_one_assumed"
    SUM_OF_COMPONENTS = "sum_of_components"
    TOTAL_WITHIN_SPECIES = "total_within_species"
    # not compared
    SUBSTANCE_UNKNOWN = "substance_unknown"
    NO_LIMIT = "no_limit"
    ONLY_HEXAVALENT = "only_hexavalent"
    CONDITION_ONLY = "condition_only"
    NOT_VERIFIED = "not_verified"
    NO_EDITION_IN_FORCE = "no_edition_in_force"
    MEDIUM_UNKNOWN = "medium_unknown"
    LAND_USE_NOT_COVERED = "land_use_not_covered"
    OTHER_MEDIUM = "other_medium"
    UNIT_INCONVERTIBLE = "unit_inconvertible"
    NO_VALUE = "no_value"
    SUM_INCOMPLETE = "sum_incomplete"
    SUPERSEDED_BY_SPECIES = "superseded_by_species"
    COMPONENT_OF_SUM = "component_of_sum"
