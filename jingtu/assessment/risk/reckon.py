"""What the model says about a case: risks, control values, sensitivity, draws, and a verdict per substance.

A verdict never rests on a missing number: a pathway without toxicity or physical data makes *acceptable as assessed*,
and an effect that could not be assessed at all is named.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from jingtu.assessment.risk.case import Case
from jingtu.assessment.risk.site import Site
from jingtu.assessment.risk.wanted import Wanted
from jingtu.science.monte_carlo import Exposed, Simulated, simulate
from jingtu.science.risk import Key, Lack, Risks, contributions, exposure_factors, risks, units
from jingtu.science.risk_control import Controls, control_values
from jingtu.science.risk_options import Effect
from jingtu.science.risk_parameters import Number
from jingtu.science.risk_sensitivity import Sensitivity, sensitivities
from jingtu.science.risk_substances import RiskSubstance
from jingtu.science.transport import Leaching, Vapours, leaching, retention
from jingtu.standards.limits import Kind, Limit, NoLimit
from jingtu.standards.limits import load as load_limits

STANDARD = "gb36600_2018"
OPEN = frozenset({Lack.NO_SLOPE, Lack.NO_REFERENCE, Lack.NO_ABSORPTION, Lack.NO_TRANSPORT_DATA})
"""Lacks of a pathway that exists and was measured: the sum is short of something."""


class Answer(StrEnum):
    """One effect of one substance."""

    ABOVE = "above"
    WITHIN = "within"
    WITHIN_AS_ASSESSED = "within_as_assessed"
    NOT_ASSESSED = "not_assessed"


class Verdict(StrEnum):
    """One substance. Never a statement of law: the model is rebuilt, see ``docs/risk.md``."""

    NOT_ACCEPTABLE = "not_acceptable"
    ACCEPTABLE = "acceptable"
    ACCEPTABLE_AS_ASSESSED = "acceptable_as_assessed"
    UNDECIDED = "undecided"
    NOT_COVERED = "not_covered"


NOT, YES, PARTLY = Verdict.NOT_ACCEPTABLE, Verdict.ACCEPTABLE, Verdict.ACCEPTABLE_AS_ASSESSED
# (carcinogenic, other effects) -> verdict
VERDICTS: Mapping[tuple[Answer, Answer], Verdict] = {
    (Answer.ABOVE, Answer.ABOVE): NOT,
    (Answer.ABOVE, Answer.WITHIN): NOT,
    (Answer.ABOVE, Answer.WITHIN_AS_ASSESSED): NOT,
    (Answer.ABOVE, Answer.NOT_ASSESSED): NOT,
    (Answer.WITHIN, Answer.ABOVE): NOT,
    (Answer.WITHIN_AS_ASSESSED, Answer.ABOVE): NOT,
    (Answer.NOT_ASSESSED, Answer.ABOVE): NOT,
    (Answer.WITHIN, Answer.WITHIN): YES,
    (Answer.WITHIN, Answer.WITHIN_AS_ASSESSED): PARTLY,
    (Answer.WITHIN, Answer.NOT_ASSESSED): PARTLY,
    (Answer.WITHIN_AS_ASSESSED, Answer.WITHIN): PARTLY,
    (Answer.WITHIN_AS_ASSESSED, Answer.WITHIN_AS_ASSESSED): PARTLY,
    (Answer.WITHIN_AS_ASSESSED, Answer.NOT_ASSESSED): PARTLY,
    (Answer.NOT_ASSESSED, Answer.WITHIN): PARTLY,
    (Answer.NOT_ASSESSED, Answer.WITHIN_AS_ASSESSED): PARTLY,
    (Answer.NOT_ASSESSED, Answer.NOT_ASSESSED): Verdict.UNDECIDED,
}


@dataclass(frozen=True, slots=True)
class Reckoned:
    """Everything the model says about one substance at the point values."""

    data: RiskSubstance
    ksw: Number | None
    vapours: Vapours | None
    leaching: Leaching | None
    exposures: Mapping[Key, Number]
    risks: Risks
    shares: Mapping[Key, float]
    controls: Controls
    sensitivities: tuple[Sensitivity, ...]
    answers: Mapping[Effect, Answer]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One substance of a case; ``found`` None: not covered by this model (lead).

    ``screening``: the screening value of GB 36600 for the class of land, beside which the control value is shown.
    """

    wanted: Wanted
    verdict: Verdict
    found: Reckoned | None
    simulated: Simulated | None
    screening: Limit | None


def reckon(case: Case, *, on: date) -> tuple[Outcome, ...]:
    """Every substance of a case, in its order; ``on``: the day whose edition of GB 36600 is shown beside.

    Raises
    ------
    RiskError
        If the site's parameters contradict each other (soil without room for its water), or draws leave their bounds.
    """
    drawn = _simulated(case)
    return tuple(_outcome(one, case.site, drawn.get(one.key), on) for one in case.substances)


def target(site: Site, effect: Effect) -> float:
    """ACR or AHQ."""
    return float(site.parameters.acr if effect is Effect.CANCER else site.parameters.ahq)


def _outcome(wanted: Wanted, site: Site, drawn: Simulated | None, on: date) -> Outcome:
    screening = _screening(wanted.key, site, on)
    if wanted.data is None:
        return Outcome(wanted, Verdict.NOT_COVERED, None, None, screening)
    found = _reckoned(wanted, wanted.data, site)
    verdict = VERDICTS[found.answers[Effect.CANCER], found.answers[Effect.HAZARD]]
    return Outcome(wanted, verdict, found, drawn, screening)


def _reckoned(wanted: Wanted, data: RiskSubstance, site: Site) -> Reckoned:
    p, options = site.parameters, site.options
    per_unit = units(data, p, options, pathways=site.pathways)
    found = risks(per_unit, wanted.concentrations)
    return Reckoned(
        data,
        retention(data, p),
        per_unit.vapours,
        leaching(data, p),
        exposure_factors(data, p, per_unit.vapours),
        found,
        contributions(found),
        control_values(data, p, per_unit, options, water_limit=wanted.water_limit),
        sensitivities(data, p, wanted.concentrations, options, pathways=site.pathways, change=site.change),
        {effect: answer(found, effect, target(site, effect)) for effect in Effect},
    )


def answer(found: Risks, effect: Effect, acceptable: float) -> Answer:
    """Soil and groundwater each against the acceptable level; equal is within."""
    sums = [float(one) for (of, _), one in found.sums.items() if of is effect]
    if any(one > acceptable for one in sums):
        return Answer.ABOVE
    if not sums:
        return Answer.NOT_ASSESSED
    short = any(of is effect and lack in OPEN for (of, _), lack in found.lacks.items())
    return Answer.WITHIN_AS_ASSESSED if short else Answer.WITHIN


def _simulated(case: Case) -> Mapping[str, Simulated]:
    site = case.site
    if site.run is None:
        return {}
    exposed = [Exposed(one.data, one.drawn) for one in case.substances if one.data is not None]
    found = simulate(exposed, site.parameters, site.drawn, site.run, options=site.options, pathways=site.pathways)
    return {one.substance: one for one in found}


def _screening(key: str, site: Site, on: date) -> Limit | None:
    try:
        found = load_limits().of(key, on=on, standard=STANDARD)
    except NoLimit:
        return None
    of_class = (one for one in found if one.conditions.land_class == site.land_class)
    return next((one for one in of_class if one.kind is Kind.SCREENING), None)
