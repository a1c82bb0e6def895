"""Soil and crops together: how crop points change the class that the soil gives a unit, metal by metal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from jingtu.assessment.farmland.parameters import AS_USUAL, Rules


class Adjustment(StrEnum):
    """Why the class after the crops is what it is."""

    SOIL_OPEN = "soil_open"
    BARRED = "barred"
    CROP_POINTS_SHORT = "crop_points_short"
    CROP_POINTS_UNDECIDED = "crop_points_undecided"
    CROP_EXCEEDS_ON_CLASS_1 = "crop_exceeds_on_class_1"
    CLASS_1_STAYS = "class_1_stays"
    CROPS_COMPLY = "crops_comply"
    CROPS_EXCEED = "crops_exceed"
    MOSTLY_COMPLY = "mostly_comply"
    TOO_FEW_COMPLY = "too_few_comply"
    SEVERE_EXCEEDANCE = "severe_exceedance"

    @property
    def to_check(self) -> bool:
        """Whether a person has to look for the cause, or for more evidence."""
        return self in TO_CHECK


TO_CHECK = frozenset(
    {
        Adjustment.SOIL_OPEN,
        Adjustment.CROP_POINTS_SHORT,
        Adjustment.CROP_POINTS_UNDECIDED,
        Adjustment.CROP_EXCEEDS_ON_CLASS_1,
    }
)


@dataclass(frozen=True, slots=True)
class CropPoints:
    """Crop points of a unit by class: compliant, mildly above the limit, severely above it, and not decided."""

    ok: int = 0
    mild: int = 0
    severe: int = 0
    undecided: int = 0

    @property
    def decided(self) -> int:
        return self.ok + self.mild + self.severe


@dataclass(frozen=True, slots=True)
class Adjusted:
    class_: int | None
    why: Adjustment


def counted(classes: Iterable[int | None]) -> CropPoints:
    """Crop points from the class of each: 1, 2, 3, None."""
    found = Counter(classes)
    return CropPoints(found[1], found[2], found[3], found[None])


def adjusted(soil_class: int | None, crops: CropPoints, rules: Rules = AS_USUAL, *, barred: bool = False) -> Adjusted:
    """The class of one metal after the crops. It never drops by more than one, and never rises.

    Parameters
    ----------
    soil_class : 1, 2, 3 or None
        None (open) stays open.
    barred : bool
        The unit is kept out of the adjustment (special areas).

    Notes
    -----
    A crop point that is not decided may exceed: it stands in the way of a lower class (ours; the sources are silent).
    Source: county classification scripts (farmland rule FL-CLS-05).
    """
    if soil_class is None:
        return Adjusted(None, Adjustment.SOIL_OPEN)
    if barred:
        return Adjusted(soil_class, Adjustment.BARRED)
    if crops.decided < rules.crop_min_points:
        return Adjusted(soil_class, Adjustment.CROP_POINTS_SHORT)
    if soil_class == 1:
        exceeds = crops.mild or crops.severe
        return Adjusted(1, Adjustment.CROP_EXCEEDS_ON_CLASS_1 if exceeds else Adjustment.CLASS_1_STAYS)
    lowered = _class_2(crops) if soil_class == 2 else _class_3(crops, rules)
    if crops.undecided and lowered.class_ != soil_class:
        return Adjusted(soil_class, Adjustment.CROP_POINTS_UNDECIDED)
    return lowered


def _class_2(crops: CropPoints) -> Adjusted:
    if crops.mild or crops.severe:
        return Adjusted(2, Adjustment.CROPS_EXCEED)
    return Adjusted(1, Adjustment.CROPS_COMPLY)


def _class_3(crops: CropPoints, rules: Rules) -> Adjusted:
    if crops.severe:
        return Adjusted(3, Adjustment.SEVERE_EXCEEDANCE)
    if round(crops.ok / crops.decided, 12) >= rules.crop_ok_share:
        return Adjusted(2, Adjustment.MOSTLY_COMPLY)
    return Adjusted(3, Adjustment.TOO_FEW_COMPLY)
