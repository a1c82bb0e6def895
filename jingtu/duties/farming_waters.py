"""Irrigation water and manure. AG-004, AG-006."""

from __future__ import annotations

from collections.abc import Iterator

from jingtu.duties.facts.farming_place import Canal, FarmingPlace, ManureTest, WaterSample
from jingtu.duties.known import naming, review
from jingtu.duties.occurrence import Occurrence
from jingtu.duties.parameters import Basis
from jingtu.duties.reckoning import Day
from jingtu.duties.spans import years


def irrigation_water(place: FarmingPlace, day: Day) -> Iterator[Occurrence]:
    """Each canal sampled, yearly as a reminder; its water within the irrigation standard (灌溉水水质)."""
    for canal in place.canals:
        yield from _sampled(canal, day)
        for sample in canal.samples or ():
            yield from _contrary(sample, sample.within_standard, "within_standard", canal.id, day)


def _sampled(canal: Canal, day: Day) -> Iterator[Occurrence]:
    samples = canal.samples
    acts = None if samples is None else tuple(one.sampled_on for one in samples if one.sampled_on is not None)
    found = day.every(years(1), acts, about=f"{canal.id} sampling".strip(), basis=Basis.DEFAULT)
    yield from naming("samples", found)


def _contrary(
    found: WaterSample | ManureTest, within: bool | None, field: str, about: str, day: Day
) -> Iterator[Occurrence]:
    on = found.sampled_on if isinstance(found, WaterSample) else found.tested_on
    if on is not None and on > day.on:
        return
    if within is None:
        yield review(field, about=about, since=on)
    elif not within:
        name = "sampled_on" if isinstance(found, WaterSample) else "tested_on"
        yield from naming(name, [day.breach(on, ended=found.ended_on, about=about)])


def manure(place: FarmingPlace, day: Day) -> Iterator[Occurrence]:
    """A large livestock farm has its manure facilities accepted before it is taken into use (粪污设施)."""
    facilities = place.manure_facilities
    for one in facilities or () if place.large_livestock is not False else ():
        if one.commissioned_on is not None:
            yield day.before(one.commissioned_on, done=one.accepted_on, about=one.about)
        else:
            yield day.timely(one.accepted_on, about=one.about)
    if place.large_livestock and not facilities:
        missing = ("manure_facilities",)
        yield day.standing(missing=missing) if facilities is None else day.timely(None)
    for test in place.manure_tests:
        yield from _contrary(test, test.within_limits, "within_limits", "manure", day)
