"""The category of a unit of farmland: the list, its changes, new cropland. FL-001, 007, 008, 011."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice

from jingtu.duties import law
from jingtu.duties.facts.farmland_unit import Category, CategoryChange, FarmlandKind, FarmlandUnit
from jingtu.duties.known import happened, review
from jingtu.duties.occurrence import Occurrence
from jingtu.duties.parameters import Basis, Parameter
from jingtu.duties.reckoning import Day, Held, Yearly

LISTED_BY = date(2020, 12, 31)
END_OF_2023 = date(2023, 12, 31)


def category_on(unit: FarmlandUnit, on: date) -> Category | None:
    """The category of a unit on a day; None where it has none, or none is known."""
    if unit.listed_on is not None and unit.listed_on > on:
        return None
    if not unit.changes:
        return unit.category
    settled = [(one.approved_on, one) for one in unit.changes if one.approved_on is not None]
    before = [(day, one) for day, one in settled if day <= on]
    if before:
        return max(before, key=_day)[1].new_category
    after = [(day, one) for day, one in settled if day > on]
    return min(after, key=_day)[1].old_category if after else unit.category


def category_since(unit: FarmlandUnit, on: date) -> date | None:
    """The day since which a unit has had the category it has on a day."""
    return max((one.approved_on for one in unit.changes if happened(one.approved_on, on)), default=unit.listed_on)


def _day(dated: tuple[date, CategoryChange]) -> date:
    return dated[0]


def on_the_list(unit: FarmlandUnit, day: Day) -> Iterator[Occurrence]:
    """Cropland has a category and stands on the list by the end of 2020 (三类划分、分类清单).

    The law prints no day: it is that of the plans, and remembered where none binds the place. Never called statutory.
    """
    becomes = unit.becomes_cropland_on
    if unit.kind is not FarmlandKind.CROPLAND or (becomes is not None and becomes > LISTED_BY):
        return
    if unit.listed_on is None and unit.category is not None:
        yield review("listed_on", basis=_printed(unit.place))
    else:
        yield day.by(LISTED_BY, done=unit.listed_on, basis=_printed(unit.place))


def _printed(place: str) -> Basis:
    """Whether a plan of the place prints the end of 2020."""
    kinds = {one.instrument.kind for one in law.citations("FL-001", on=LISTED_BY, place=place)}
    return Basis.PLAN if law.Kind.PLAN in kinds else Basis.MEMORY


def change_uploaded(unit: FarmlandUnit, day: Day) -> Iterator[Occurrence]:
    """A change of category settled and uploaded by the yearly day that follows its occasion (动态调整)."""
    for change in unit.changes:
        occasion = change.occasion_on or change.approved_on
        if occasion is None:
            yield review("occasion_on", basis=Basis.DEFAULT)
        elif occasion <= day.on:
            uploads = [Yearly(year, change.uploaded_on) for year in (occasion.year, occasion.year + 1)]
            due, about = Parameter("province.category_report_day"), str(change.new_category or "")
            yield from islice(day.annual(due, uploads, held=Held(occasion), about=about), 1)


def denser_sampling(unit: FarmlandUnit, day: Day) -> Iterator[Occurrence]:
    """Units chosen for it sampled more densely in 2023; of strict-control ones it must be known (加密采样)."""
    if unit.denser_sampling_chosen:
        yield day.by(END_OF_2023, done=unit.denser_sampled_on)
    elif unit.denser_sampling_chosen is None and category_on(unit, day.on) is Category.STRICT:
        yield review("denser_sampling_chosen")


def surveyed_before_cropland(unit: FarmlandUnit, day: Day) -> Iterator[Occurrence]:
    """Unused and reclaimed land surveyed before it becomes cropland, then given a category (拟开垦、复垦为耕地)."""
    becomes = unit.becomes_cropland_on
    if becomes is not None:
        yield day.before(becomes, done=unit.surveyed_for_cropland_on, about="survey")
        if becomes <= day.on:
            yield day.timely(unit.listed_on, since=becomes, about="category")
