"""The answer to a case with stable keys, for JSON; and in a few lines, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict

from jingtu.assessment.risk.reckon import Outcome, Reckoned, target
from jingtu.assessment.risk.remarks import remarks
from jingtu.assessment.risk.tables import SUMS, Answered
from jingtu.assessment.risk.words import figure, name, words
from jingtu.problems import Language, Problem
from jingtu.science.monte_carlo import PROBABILITIES, Simulated
from jingtu.science.risk_control import ControlValue
from jingtu.science.risk_options import Effect
from jingtu.science.risk_parameters import parameters, value_of
from jingtu.science.risk_pathways import Pathway
from jingtu.science.risk_substances import PROPERTIES

BY_CASE = "case"


def as_json(of: Answered) -> Mapping[str, object]:
    """The whole answer; what is not known is null."""
    site = of.case.site
    run = site.run
    return {
        "file": of.file,
        "sha256": of.case.sha256,
        "title": site.title,
        "land_class": site.land_class.value,
        "basis": words("text", of.language)["basis"],
        "statutory": False,
        "options": asdict(site.options),
        "pathways": list(site.pathways),
        "acceptable": {effect.value: target(site, effect) for effect in Effect},
        "parameters": list(_parameters(of)),
        "monte_carlo": None if run is None else {"draws": run.draws, "seed": run.seed, "drawn": sorted(site.drawn)},
        "substances": [_substance(one, of) for one in of.outcomes],
        "remarks": remarks(of.outcomes, drawn=run is not None, language=of.language),
        "problems": [problem(one, of.language) for one in of.case.problems],
    }


def problem(one: Problem, language: Language) -> Mapping[str, object]:
    return {"code": one.code, "severity": one.severity, "file": one.where.file, "text": one.text(language)}


def lines(of: Answered) -> Iterator[str]:
    """What a terminal shows: two lines per substance, then what has to be said."""
    verdicts, quantities = words("verdict", of.language), words("quantity", of.language)
    sources, drivers = words("source", of.language), words("driver", of.language)
    yield words("text", of.language)["basis"]
    for one in of.outcomes:
        yield f"{name(one.wanted.key, of.language)}: {verdicts[one.verdict]}"
        if one.found is None:
            continue
        sums = (
            f"{sources[source]} {quantities[effect]} {figure(float(one.found.risks.sums[effect, source]))}"
            for effect, source in SUMS
            if (effect, source) in one.found.risks.sums
        )
        values = (
            f"{sources[source]} {figure(value.value, 3)} {unit} ({drivers[value.driver]})"
            for source, value, unit in (
                ("soil", one.found.controls.soil, "mg/kg"),
                ("groundwater", one.found.controls.groundwater, "mg/L"),
            )
            if value is not None
        )
        yield "    " + "; ".join(sums)
        yield f"    {words('sheet', of.language)['controls']}: " + "; ".join(values)
    yield from remarks(of.outcomes, drawn=of.case.site.run is not None, language=of.language)


def _parameters(of: Answered) -> Iterator[Mapping[str, object]]:
    site = of.case.site
    for symbol, one in parameters(site.options.edition).items():
        own, default = site.given.get(symbol), one.defaults.get(site.land_class)
        if own is not None or default is not None:
            yield {
                "symbol": symbol,
                "value": value_of(site.parameters, symbol),
                "unit": one.unit,
                "default": default,
                "given": None if own is None else own.text,
                "source": one.source if own is None else own.source or BY_CASE,
                "mark": one.mark if own is None else BY_CASE,
            }


def _substance(one: Outcome, of: Answered) -> Mapping[str, object]:
    key, found = one.wanted.key, one.found
    screening = one.screening
    return {
        "substance": key,
        "name_zh": name(key, "zh"),
        "name_en": name(key, "en"),
        "verdict": one.verdict,
        "concentrations": asdict(one.wanted.concentrations),
        "gb36600_screening": None if screening is None else screening.printed.rstrip("①"),
        "background_clause": screening is not None and screening.background_clause,
        **(_found(found) if found is not None else dict.fromkeys(FOUND)),
        "simulated": None if one.simulated is None else _simulated(one.simulated),
    }


FOUND = ("answers", "data", "ksw", "transport", "leaching", "pathways", "sums", "controls", "sensitivity")


def _found(found: Reckoned) -> Mapping[str, object]:
    controls = found.controls
    return {
        "answers": {effect.value: one for effect, one in found.answers.items()},
        "data": [
            {"symbol": one, "value": found.data.value(one), "source": found.data.changed.get(one, found.data.source)}
            for one in PROPERTIES
        ],
        "ksw": found.ksw,
        "transport": None if found.vapours is None else asdict(found.vapours),
        "leaching": None if found.leaching is None else asdict(found.leaching),
        "pathways": [_pathway(found, effect, one) for effect in Effect for one in Pathway],
        "sums": [{"effect": of, "source": by, "value": value} for (of, by), value in found.risks.sums.items()],
        "controls": {
            "combined": [{"effect": of, "source": by, "value": one} for (of, by), one in controls.combined.items()],
            "water_protection": controls.water_protection,
            "saturation": controls.saturation,
            "above_saturation": controls.above_saturation,
            "soil": _control(controls.soil),
            "groundwater": _control(controls.groundwater),
        },
        "sensitivity": [
            {
                "symbol": one.symbol,
                "ratios": [{"effect": of, "source": by, "value": sr} for (of, by), sr in one.ratios.items()],
            }
            for one in found.sensitivities
        ],
    }


def _pathway(found: Reckoned, effect: Effect, one: Pathway) -> Mapping[str, object]:
    key = (effect, one)
    return {
        "effect": effect,
        "pathway": one,
        "exposure": found.exposures.get(key),
        "risk": found.risks.values.get(key),
        "share": found.shares.get(key),
        "control": found.controls.single.get(key),
        "lack": found.risks.lacks.get(key),
    }


def _control(one: ControlValue | None) -> Mapping[str, object] | None:
    return None if one is None else asdict(one)


def _simulated(one: Simulated) -> Sequence[Mapping[str, object]]:
    return [
        {
            "effect": effect,
            "mean": spread.mean,
            "sd": spread.sd,
            "quantiles": [
                {"probability": at, "value": value} for at, value in zip(PROBABILITIES, spread.quantiles, strict=True)
            ],
            "above": spread.above,
        }
        for effect, spread in one.effects.items()
    ]
