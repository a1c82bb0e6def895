"""Tailings ponds. WS-007 to WS-014."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from jingtu.duties.facts.government import GovernmentBody, Level
from jingtu.duties.facts.tailings import GroundwaterResult, LeachateResult, PondClass
from jingtu.duties.facts.waste_site import SiteKind, WasteSite
from jingtu.duties.known import happened, naming, review
from jingtu.duties.occurrence import Occurrence, State
from jingtu.duties.parameters import Basis
from jingtu.duties.reckoning import Day, Days, Held
from jingtu.duties.spans import months, years
from jingtu.workdays import add_months


def soil_of_pond(site: WasteSite, day: Day) -> Iterator[Occurrence]:
    """Soil protected at every pond, monitored and assessed at key ponds, yearly by default (土壤监测、定期评估)."""
    if SiteKind.TAILINGS_POND not in site.kinds:
        return
    pond = site.tailings
    yield day.standing(about="protection")
    if pond.safety_class is None:
        yield review("safety_class", about="monitoring", basis=Basis.DEFAULT)
    elif pond.safety_class is not PondClass.NORMAL:
        monitored = day.every(years(1), pond.soil_monitored_on, about="monitoring", basis=Basis.DEFAULT)
        yield from naming("soil_monitored_on", monitored)
        assessed = day.every(years(1), pond.soil_assessed_on, about="assessment", basis=Basis.DEFAULT)
        yield from naming("soil_assessed_on", assessed)


def graded_list(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Cities and provinces grade the ponds and keep the list up, yearly by default (分级清单)."""
    if body.level is Level.COUNTY:
        return
    if body.level is None:
        yield review("level", basis=Basis.DEFAULT)
        return
    versions = body.wastes.tailings_list_versions_on
    yield from naming("tailings_list_versions_on", day.every(years(1), versions, basis=Basis.DEFAULT))
    for pond in body.wastes.graded_ponds:
        if pond.grade is None:
            yield review("grade", about=pond.id)


def tailings_upload(site: WasteSite, day: Day) -> Iterator[Occurrence]:
    """A ledger kept, and the data of each year uploaded by 31 January of the next (台账、年度信息上传)."""
    if SiteKind.TAILINGS_POND in site.kinds:
        pond = site.tailings
        if pond.ledger_kept is False:
            yield day.timely(None, about="ledger")
        else:
            yield day.standing(about="ledger", missing=() if pond.ledger_kept else ("ledger_kept",))
        held = Held(pond.in_use_from, pond.aftercare_ended_on)
        yield from naming("uploads", day.annual((1, 31), pond.uploads, held=held, lag=1))


def pond_waters(site: WasteSite, day: Day) -> Iterator[Occurrence]:
    """The discharge sampled monthly, toxic receiving water quarterly, groundwater at times (水污染物监测)."""
    if SiteKind.TAILINGS_POND not in site.kinds:
        return
    pond = site.tailings
    if pond.discharges is None and not pond.discharge_sampled_on:
        yield review("discharges", about="discharge")
    elif pond.discharges is not False:
        yield from naming("discharge_sampled_on", _monthly(pond.discharge_sampled_on, pond.closed_on, day))
        yield from _receiving_water(site, day)
    waters = pond.groundwater_sampled_on
    if waters is None:
        yield day.standing(about="groundwater", missing=("groundwater_sampled_on",))
    else:
        yield day.timely(max((one for one in waters if one <= day.on), default=None), about="groundwater")


def _monthly(samples: Days | None, until: date | None, day: Day) -> Iterator[Occurrence]:
    """A round is about the month in which it falls due; a whole month without a sample can only be missing."""
    for found in day.every(months(1), samples, held=Held(None, until)):
        skipped = tuple(_skipped(found.since, found.done or day.on)) if found.state is State.LATE else ()
        for month in skipped:
            yield found._replace(about=month, state=State.MISSING, done=None, late=0, open=True)
        if not skipped:
            yield found._replace(about=f"{found.nominal:%Y-%m}" if found.nominal else "discharge")


def _skipped(opened: date | None, closed: date) -> Iterator[str]:
    """The months that lie wholly between two days."""
    month = add_months(opened, 1).replace(day=1) if opened else closed
    while month < closed.replace(day=1):
        yield f"{month:%Y-%m}"
        month = add_months(month, 1)


def _receiving_water(site: WasteSite, day: Day) -> Iterator[Occurrence]:
    pond = site.tailings
    if pond.toxic_discharge is None:
        yield review("toxic_discharge", about="receiving water")
    elif pond.toxic_discharge:
        held = Held(None, pond.closed_on)
        rounds = day.every(months(3), pond.receiving_sampled_on, held=held, about="receiving water")
        yield from naming("receiving_sampled_on", rounds)


def before_floods(site: WasteSite, day: Day) -> Iterator[Occurrence]:
    """Hidden dangers looked for and put right before each flood season (汛前排查治理)."""
    if SiteKind.TAILINGS_POND in site.kinds:
        starts = {}
        for season in site.tailings.flood_seasons:
            if season.starts_on is None:
                yield review("starts_on")
                continue
            starts[season.starts_on.year] = season.starts_on
            yield day.before(season.starts_on, done=season.checked_on, about=str(season.starts_on.year))
        for hazard in site.tailings.hazards:
            start = starts.get(hazard.flood_year) if hazard.flood_year else None
            unknown = "flood_seasons" if hazard.flood_year else "flood_year"
            yield from naming(unknown, [day.before(start, done=hazard.done_on, about=hazard.about)])


def pond_emergencies(site: WasteSite, day: Day) -> Iterator[Occurrence]:
    """An emergency plan every three years, and drills (应急预案、演练)."""
    if SiteKind.TAILINGS_POND in site.kinds:
        pond = site.tailings
        yield from naming("emergency_plans_on", day.every(years(3), pond.emergency_plans_on, about="plan"))
        if pond.drilled_on is None:
            yield day.standing(about="drill", missing=("drilled_on",))
        else:
            yield day.timely(max((one for one in pond.drilled_on if one <= day.on), default=None), about="drill")


def aftercare(site: WasteSite, day: Day) -> Iterator[Occurrence]:
    """A pond out of use is closed, and cared for until leachate and groundwater were clean for two years (后期管理)."""
    if SiteKind.TAILINGS_POND not in site.kinds:
        return
    pond = site.tailings
    if happened(pond.out_of_use_on, day.on):
        yield day.timely(pond.closed_on, since=pond.out_of_use_on, about="closure")
    if happened(pond.closed_on, day.on):
        leachate = None if pond.leachate is None else [(one.sampled_on, _no_leachate(one)) for one in pond.leachate]
        water = None if pond.groundwater is None else [(one.sampled_on, _no_worse(one)) for one in pond.groundwater]
        parts = [
            _two_years_clean("leachate", leachate, pond.closed_on, day),
            _two_years_clean("groundwater", water, pond.closed_on, day),
        ]
        yield from parts
        ended = pond.aftercare_ended_on
        if happened(ended, day.on) and not all(happened(part.done, ended) for part in parts):
            yield day.breach(ended, ended=pond.aftercare_resumed_on, about="ended")


def _no_leachate(result: LeachateResult) -> bool | None:
    if result.none_found or result.compliant:
        return True
    return None if None in (result.none_found, result.compliant) else False


def _no_worse(result: GroundwaterResult) -> bool | None:
    """Whether the water downstream is no worse than upstream or the background."""
    references = [one for one in (result.upstream, result.background) if one is not None]
    if result.downstream is None or not references:
        return None
    return result.downstream <= max(references)


def _two_years_clean(
    part: str, results: Iterable[tuple[date | None, bool | None]] | None, closed: date, day: Day
) -> Occurrence:
    """Whether every result since closure was clean for two years on end, and the first day on which that can be."""
    if results is None:
        return day.standing(about=part, since=closed, missing=(part,))
    known = [(when, clean) for when, clean in results if when is not None and closed <= when <= day.on]
    if not known:
        return day.timely(None, about=part, since=closed)
    if any(clean is None for _, clean in known):
        return review(part, about=part, since=closed)
    dirty = max((when for when, clean in known if not clean), default=None)
    run = sorted(when for when, _ in known if dirty is None or when > dirty)
    return _clean_run(part, run, closed, day)


def _clean_run(part: str, run: list[date], closed: date, day: Day) -> Occurrence:
    if not run:
        return day.standing(about=part, since=closed)
    earliest = years(2).after(run[0])
    confirmed = min((when for when in run if when >= earliest), default=None)
    if confirmed is None and day.on > earliest:
        return review(part, about=part, since=closed)._replace(nominal=earliest)
    state = State.PENDING if confirmed is None else State.FULFILLED
    return Occurrence(part, state, closed, earliest, earliest, confirmed, open=confirmed is None)


def key_dischargers(site: WasteSite, day: Day) -> Iterator[Occurrence]:
    """Operators of ponds of grades 1 and 2 on each year's list of key dischargers (重点排污单位名录)."""
    if SiteKind.TAILINGS_POND in site.kinds:
        pond = site.tailings
        if pond.grade is None:
            yield review("grade", basis=Basis.DEFAULT)
        elif pond.grade in (1, 2):
            lists = day.annual((3, 31), pond.key_discharger_lists, basis=Basis.DEFAULT)
            yield from naming("key_discharger_lists", lists)
