"""What is brought onto farmland: inputs, waste, film, pesticides. AG-001 to AG-003, AG-007."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from jingtu.duties.facts.farming_place import (
    FarmingPlace,
    Film,
    InputProduct,
    Material,
    MaterialType,
    ProductCheck,
    Recovery,
)
from jingtu.duties.farming_limits import above_limit, not_measured
from jingtu.duties.known import happened, naming, review
from jingtu.duties.occurrence import Occurrence
from jingtu.duties.parameters import Basis
from jingtu.duties.reckoning import Day
from jingtu.duties.spans import years

THINNEST_MM = Decimal("0.01")
THIN_FILM_BANNED_IN = "410102"
"""The place whose plan prints the thickness; elsewhere it is that of the film standard, which was not read."""
NEVER_RAW = frozenset({MaterialType.HOUSEHOLD_WASTE, MaterialType.SLUDGE, MaterialType.INDUSTRIAL_WASTE})
"""What may not be used raw as fertilizer, whatever was measured in it."""


def inputs_within_limits(place: FarmingPlace, day: Day) -> Iterator[Occurrence]:
    """Inputs spot-checked, yearly as a reminder; one above a limit is dealt with (投入品质量监管)."""
    for product in place.products:
        yield from _checked(product, day)
        checks = [one for one in product.checks or () if one.checked_on is None or one.checked_on <= day.on]
        for check in checks:
            yield from _within_limits(product, check, day)


def _checked(product: InputProduct, day: Day) -> Iterator[Occurrence]:
    checks = product.checks
    acts = None if checks is None else tuple(one.checked_on for one in checks if one.checked_on is not None)
    found = day.every(years(1), acts, about=f"{product.id} check".strip(), basis=Basis.DEFAULT)
    yield from naming("checks", found)


def _within_limits(product: InputProduct, check: ProductCheck, day: Day) -> Iterator[Occurrence]:
    above = above_limit(check.results)
    if above is None:
        yield review(*not_measured(check.results), about=product.id, since=check.checked_on)
    elif above:
        yield from naming("checked_on", [day.breach(check.checked_on, ended=check.dealt_with_on, about=product.id)])
    else:
        yield day.standing(since=check.checked_on, about=product.id)


def nothing_polluting_on_farmland(place: FarmingPlace, day: Day) -> Iterator[Occurrence]:
    """No polluting water, sludge, sediment, tailings, slag; no raw waste as fertilizer (禁止向农用地排放)."""
    for material in place.materials:
        barred = _barred(material)
        if barred and happened(material.applied_on, day.on):
            yield day.breach(material.applied_on, ended=material.ended_on, about=material.about)
        else:
            missing = () if barred is not None else tuple(_unknown(material))
            yield day.gate(barred, about=material.about, missing=missing)


def _barred(material: Material) -> bool | None:
    """Whether a material may not go onto farmland; None where what decides it is not known."""
    raw = None if material.type is None else material.type in NEVER_RAW and material.as_fertilizer
    if raw or material.harmless is False:
        return True
    return None if raw is None or material.harmless is None else False


def _unknown(material: Material) -> Iterator[str]:
    for name in ("type", "harmless"):
        if getattr(material, name) is None:
            yield name
    if material.type in NEVER_RAW and material.as_fertilizer is None:
        yield "as_fertilizer"


def film_thick_and_recovered(place: FarmingPlace, day: Day) -> Iterator[Occurrence]:
    """No film thinner than 0.01 mm; waste film and packaging recovered (地膜厚度、回收)."""
    for film in place.films:
        if film.found_on is None or film.found_on <= day.on:
            found = _film(film, day)
            printed = place.place == THIN_FILM_BANNED_IN
            yield found._replace(basis=Basis.PLAN if printed else Basis.MEMORY)
    if place.films or place.recoveries is not None:
        yield from _recovered(place.recoveries, day)


def _film(film: Film, day: Day) -> Occurrence:
    if film.thickness_mm is None:
        return review("thickness_mm", about=film.id, since=film.found_on)
    if film.thickness_mm >= THINNEST_MM:
        return day.standing(since=film.found_on, about=film.id)
    return next(naming("found_on", [day.breach(film.found_on, ended=film.withdrawn_on, about=film.id)]))


def _recovered(recoveries: Iterable[Recovery] | None, day: Day) -> Iterator[Occurrence]:
    if recoveries is None:
        yield day.standing(about="recovery", missing=("recoveries",))
    elif not recoveries:
        yield day.timely(None, about="recovery")
    for one in recoveries or ():
        about = f"{one.year} recovery"
        if one.recovered_kg is None:
            yield day.standing(about=about, missing=("recovered_kg",))
        else:
            none = one.recovered_kg == 0 and one.used_kg != 0
            yield day.timely(None, about=about) if none else day.standing(about=about)


def toxic_pesticides_tracked(place: FarmingPlace, day: Day) -> Iterator[Occurrence]:
    """The flow of highly toxic pesticides recorded, yearly as a reminder (高毒高残留农药流向)."""
    for one in place.toxic_pesticides:
        found = day.every(years(1), one.flow_recorded_on, about=one.id, basis=Basis.DEFAULT)
        yield from naming("flow_recorded_on", found)
