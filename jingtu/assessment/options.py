"""What the person who asks for an assessment adds to what the file says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True)
class Background:
    """A natural background value with where it comes from. [unit of the limit, mg/kg for soil]"""

    value: Decimal
    source: str


@dataclass(frozen=True)
class AssessOptions:
    """Facts for results that do not carry their own; what a result says of itself always goes first.

    ``land_use``: a key of ``land_use_rules.csv``. ``land_class``: class of GB 36600 by land-use text, ``""`` for the
    others. ``crop``: name or code of the crop; ``crop_type`` and ``conditions``: of GB 5084. ``background``: by
    substance key.
    ``by_sampling_day``: a result with a sampling day is judged by the edition in force on that day.
    """

    land_use: str = ""
    land_class: Mapping[str, int] = field(default_factory=dict)
    ph: float | None = None
    medium: str = ""
    crop: str = ""
    crop_type: str = ""
    conditions: tuple[str, ...] = ()
    background: Mapping[str, Background] = field(default_factory=dict)
    by_sampling_day: bool = False


NOTHING_ADDED = AssessOptions()
