"""The cases of ``site_scenarios.csv`` as facts: the one place where their own short words are translated.

Each case describes its facts in a few words of its own (``facts_json``); a function per case says what they mean in
the dataclasses of :mod:`jingtu.duties.facts`. Parts of a case (A, B, north, south, plan_a …) become subjects of that
id, so that ``CL-047:triggered(A,B)`` can be asked of them. What a case does not mention stays unknown.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from jingtu.duties.facts.key_unit import KeyUnit
from jingtu.duties.facts.key_unit_monitoring import FirstRound, MonitoredUnit, SoilLayer, SoilPoint
from jingtu.duties.facts.key_unit_works import Demolition
from jingtu.duties.facts.metal_enterprise import MetalEnterprise
from jingtu.duties.facts.metal_records import CleanerProductionAudit, KeyIndustry, MetalProject, Reduction
from jingtu.duties.facts.parcel import Development, FormerUse, Liability, Listing, ListKind, Neighbour, Parcel, Zone
from jingtu.duties.facts.parcel_reports import Assessment, Evaluation, Survey, Transport, Works, WorksKind
from jingtu.duties.facts.parcel_uses import Construction, LandCase, LandCaseKind, Occupancy, UseKind
from jingtu.duties.facts.subject import Subject, Yearly
from jingtu.duties.facts.tailings import FloodSeason, GroundwaterResult, LeachateResult, Tailings
from jingtu.duties.facts.waste_site import SiteKind, WasteSite
from jingtu.workdays import add_months

Given = Mapping[str, Any]
SENSITIVE = {"0701": True, "0804": True, "0901": False, "1001": False, "food_storage": False, "storage": False}
"""Whether a use of the cases is residential or public (一住两公)."""


@dataclass(frozen=True, slots=True)
class Expected:
    """``CL-029:late(north)``: a duty, its state, and the object or part it is about (empty: any)."""

    duty: str
    state: str
    about: str


@dataclass(frozen=True, slots=True)
class Lateness:
    """``CL-029=24D(open)``, with its label apart."""

    duty: str
    late: str
    internal: bool


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def expected(text: str) -> Iterator[Expected]:
    for one in filter(None, text.split(";")):
        duty, state, parts = re.fullmatch(r"([A-Z]{2}-\d{3}):(\w+)(?:\(([^)]*)\))?", one.strip()).groups()  # type: ignore[union-attr]
        for about in (parts or "").split(","):
            yield Expected(duty, state, about.strip())


def lateness(text: str) -> Iterator[Lateness]:
    for one in filter(None, text.split(";")):
        duty, _, late = one.strip().partition("=")
        yield Lateness(duty, late.replace("(internal)", ""), "(internal)" in late)


def subjects(case: Mapping[str, str]) -> list[Subject]:
    """The subjects of a case, as the day of the case knows them."""
    return CASES[case["case_id"]](json.loads(case["facts_json"]), date.fromisoformat(case["as_of_date"]))


def s01(given: Given, on: date) -> list[Subject]:
    change = given["use_change"]
    cases = (
        LandCase(id="take back", kind=LandCaseKind.TAKE_BACK, decided_on=day(given["take_back"])),
        LandCase(
            id="use change",
            kind=LandCaseKind.USE_CHANGE,
            decided_on=day(change["date"]),
            from_sensitive=False,
            to_use=change["to"],
            to_sensitive=SENSITIVE[change["to"]],
        ),
    )
    land = Parcel(id="land", place=given["district"], industry=given["industry"], key_unit=True, land_cases=cases)
    unit = KeyUnit(id="unit", place=given["district"], key_unit=True, production_ends_on=day(given["end_production"]))
    return [land, unit]


def s02(given: Given, on: date) -> list[Subject]:
    former = {"coking_closed": FormerUse.COKING, "warehouse": FormerUse.OTHER}
    return [
        Parcel(
            id=one["id"],
            place=given["province"],
            former_use=former[one["former"]],
            land_cases=(
                LandCase(
                    kind=LandCaseKind.USE_CHANGE,
                    decided_on=day(one.get("date")),
                    from_sensitive=False,
                    to_use=one["to"],
                    to_sensitive=SENSITIVE[one["to"]],
                    to_kind=UseKind.FOOD_STORAGE if one["to"] == "food_storage" else UseKind.OTHER,
                ),
            ),
        )
        for one in given["parcels"]
    ]


def s03(given: Given, on: date) -> list[Subject]:
    passed, lead = day(given["review_passed"]), given["max"]["Pb"]
    survey = Survey(
        finished_on=passed,
        reviewed_on=passed,
        review_passed=True,
        exceeds_class_one=lead > given["screening"]["class1"],
        exceeds_class_two=lead > given["screening"]["class2"],
    )

    def plan(name: str, land_class: int) -> Parcel:
        case = LandCase(
            kind=LandCaseKind.USE_CHANGE,
            from_sensitive=False,
            to_use=given[name],
            to_sensitive=SENSITIVE[given[name]],
            to_land_class=land_class,
        )
        return Parcel(id=name, surveys=(survey,), land_cases=(case,))

    return [plan("plan_a", 1), plan("plan_b", 2)]


def s04(given: Given, on: date) -> list[Subject]:
    north, south = given["north"], given["south"]
    works = Works(
        kind=WorksKind.REMEDIATION, started_on=date(2022, 3, 1), schedule_end_on=day(north["remediation_end_plan"])
    )
    survey = Survey(
        finished_on=day(south["survey"]), exceeds_class_one=south["exceed"], exceeds_class_two=south["exceed"]
    )
    occupancy = Occupancy(starts_on=day(given["use_start"]), kind=UseKind.SCHOOL, sensitive=SENSITIVE[south["use"]])
    return [
        Parcel(id="north", place=given["district"], listings=(Listing(kind=ListKind.CONTROL),), works=(works,)),
        Parcel(
            id="south",
            place=given["district"],
            surveys=(survey,),
            occupancies=(occupancy,),
            neighbours=(Neighbour(id="north", measures_needed=True),),
        ),
    ]


def s05(given: Given, on: date) -> list[Subject]:
    one = Demolition(
        start_on=day(given["demolition_start"]),
        filed_with_ecology_on=day(given["filing_ee"]),
        filed_with_industry_on=day(given["filing_miit"]),
    )
    return [KeyUnit(id="unit", key_unit=given["key_unit"], demolitions=(one,))]


def s06(given: Given, on: date) -> list[Subject]:
    samples = {layer: tuple(map(date.fromisoformat, days)) for layer, days in given["samples"].items()}
    points = (
        SoilPoint(id="surface", layer=SoilLayer.SURFACE, sampled_on=samples["surface"]),
        SoilPoint(id="deep", monitored_unit="unit 1", layer=SoilLayer.DEEP, sampled_on=samples["deep"]),
    )
    units = tuple(
        MonitoredUnit(id=f"unit {number}", unit_class=one["class"], groundwater_sampled_on=samples["gw"])
        for number, one in enumerate(given["units"], 1)
    )
    first = FirstRound(finished_on=samples["surface"][0], all_points=True, full_indicators=True)
    return [
        KeyUnit(
            id="unit",
            listed_on=day(given["listed"]),
            groundwater_sensitive_1km=given["gw_sensitive_1km"],
            hazard_checks=(date.fromisoformat(given["hd_report"]),),
            first_round=first,
            monitored_units=units,
            soil_points=points,
        )
    ]


def s07(given: Given, on: date) -> list[Subject]:
    told = {one["to"]: day(one["date"]) for one in given["notices"]}
    batch = Transport(
        started_on=day(given["transport_start"]),
        reported_at_origin_on=told.get("origin_county"),
        reported_at_destination_on=told.get("receiver"),
        hazardous=given["hw"],
    )
    return [Parcel(id="land", listings=(Listing(kind=ListKind.CONTROL),), transports=(batch,))]


def s08(given: Given, on: date) -> list[Subject]:
    works = Works(
        kind=WorksKind.REMEDIATION,
        ended_on=day(given["works_end"]),
        contractor_credit_code=given["contractor_uscc"],
    )
    evaluation = Evaluation(
        finished_on=day(given["works_end"]), evaluator_credit_code=given["evaluator_uscc"], target_met=True
    )
    listing = Listing(kind=ListKind.CONTROL, removal_applied_on=day(given["delist_apply"]))
    return [Parcel(id="land", listings=(listing,), works=(works,), evaluations=(evaluation,))]


def s09(given: Given, on: date) -> list[Subject]:
    plans = tuple(Yearly(int(year), day(done)) for year, done in given["annual_plan"].items())
    return [
        Parcel(
            id="land",
            place=given["district"],
            listings=(Listing(kind=ListKind.CONTAMINATED),),
            development=Development.NOT_FOR_NOW,
            annual_plans=plans,
            zone=Zone(sign_photographed_on=day(given["sign"])),
            monitored_on=(date.fromisoformat(given["last_monitor"]),),
            liability=Liability(bankrupt=given["owner_bankrupt"]),
        )
    ]


def s10(given: Given, on: date) -> list[Subject]:
    listed = day(given["listed"])
    assessment = Assessment(finished_on=date(2022, 9, 1), remediation_needed=True)
    cases = (
        LandCase(id="take back", kind=LandCaseKind.TAKE_BACK, decided_on=day(given["take_back"])),
        LandCase(
            id="grant",
            kind=LandCaseKind.GRANT,
            decided_on=day(given["supply_plan"]),
            to_use="storage",
            to_sensitive=SENSITIVE["storage"],
        ),
    )
    liability = Liability(
        polluter="former holder",
        polluter_was_holder=given["polluter_is_former_holder"],
        government_plan_on=day(given["gov_plan"]),
    )
    return [
        Parcel(
            id="land",
            place=given["district"],
            listings=(Listing(kind=ListKind.CONTROL, listed_on=listed),),
            assessments=(assessment,),
            land_cases=cases,
            liability=liability,
        )
    ]


def s11(given: Given, on: date) -> list[Subject]:
    new, certified = round(given["new_kg"] * 1000), round(given["source_kg"] * 1000)
    projects = (
        MetalProject(about="main", new_g=new, in_key_region=given["key_region"], reduction_ids=("closed",)),
        MetalProject(about="alt", new_g=new, in_key_region=given["alt"]["key_region"], reduction_ids=("closed",)),
    )
    source = Reduction(id="closed", industry=KeyIndustry.LEAD_ACID_BATTERIES, source_closed=True, certified_g=certified)
    return [
        MetalEnterprise(id="plant", industry=KeyIndustry.LEAD_ACID_BATTERIES, projects=projects, reductions=(source,))
    ]


def s12(given: Given, on: date) -> list[Subject]:
    before = CleanerProductionAudit(about="previous", reported_on=day(given["prev_report"]))
    now = CleanerProductionAudit(
        listed_on=day(given["cp_list"]),
        published_on=day(given["publicity"]),
        started_on=day(given["start"]),
        reported_on=day(given["report"]),
    )
    return [MetalEnterprise(id="plant", audits=(before, now))]


def s13(given: Given, on: date) -> list[Subject]:
    one, other = given["pond_a"], given["pond_b"]
    months = tuple(date.fromisoformat(f"{month}-15") for month in one["monthly"])
    in_use = Tailings(
        grade=one["grade"],
        uploads=(Yearly(2023, day(one["upload"])),),
        flood_seasons=(FloodSeason(starts_on=day(one["flood_start"]), checked_on=day(one["hd"])),),
        discharges=True,
        discharge_sampled_on=months,
    )
    leachate = tuple(
        LeachateResult(sampled_on=at, none_found=True) for at in _monthly(day(other["no_leachate_since"]), on)
    )
    groundwater = tuple(
        GroundwaterResult(sampled_on=at, upstream=Decimal(1), downstream=Decimal(1))
        for at in _monthly(day(other["gw_ok_since"]), on)
    )
    closed = Tailings(closed_on=day(other["closed"]), leachate=leachate, groundwater=groundwater)
    return [
        WasteSite(id="pond_a", kinds=(SiteKind.TAILINGS_POND,), tailings=in_use),
        WasteSite(id="pond_b", kinds=(SiteKind.TAILINGS_POND,), tailings=closed),
    ]


def _monthly(start: date | None, until: date) -> Iterator[date]:
    """A look each month from the day on which the water is known to have been in order."""
    at = start
    while at is not None and at <= until:
        yield at
        at = add_months(at, 1)


def s14(given: Given, on: date) -> list[Subject]:
    change = given["use_change"]
    case = LandCase(
        kind=LandCaseKind.USE_CHANGE,
        decided_on=day(change["date"]),
        from_sensitive=False,
        to_use=change["to"],
        to_sensitive=SENSITIVE[change["to"]],
    )
    works = Construction(started_on=day(given["construction_start"]), for_remediation=False)
    return [Parcel(id="land", place=given["district"], land_cases=(case,), constructions=(works,))]


def s15(given: Given, on: date) -> list[Subject]:
    """Checks of codes and coordinates at the import: no report is uploaded; see the tests of ``jingtu.codes``."""
    return [Parcel(id=code, code=code) for code in given["parcel_codes"]]


CASES: dict[str, Callable[[Given, date], list[Subject]]] = {
    "S01": s01,
    "S02": s02,
    "S03": s03,
    "S04": s04,
    "S05": s05,
    "S06": s06,
    "S07": s07,
    "S08": s08,
    "S09": s09,
    "S10": s10,
    "S11": s11,
    "S12": s12,
    "S13": s13,
    "S14": s14,
    "S15": s15,
}
