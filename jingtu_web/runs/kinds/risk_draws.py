"""Risk and hazard of one substance over many draws of exposure parameters and concentrations (Monte Carlo)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import polars as pl
from django.utils.translation import gettext_lazy as _

from jingtu.assessment.risk.reckon import target
from jingtu.assessment.risk.site import DRAWS, Site
from jingtu.assessment.risk.wanted import MEDIA, Wanted
from jingtu.problems import Problem, attention
from jingtu.science.monte_carlo import FEWEST, MOST, Exposed, Run, Spread, simulate
from jingtu.science.monte_carlo_distributions import Distribution
from jingtu.science.monte_carlo_pass import quantiles
from jingtu.science.risk import risks, units
from jingtu.science.risk_options import Effect, SubstanceData, wordings
from jingtu.science.risk_parameters import parameters
from jingtu.science.risk_substances import covered
from jingtu_web.runs.declared import Fact, Form, Kind, Outcome, Setting, Substances, Work
from jingtu_web.runs.kinds.risk import OPTION_WORDS, SITE, SOIL, WATER, option, parameters_of, properties_of
from jingtu_web.runs.kinds.risk_case import Typed, case, typed

SHARES = (0.01, 0.025, *(n / 20 for n in range(1, 20)), 0.975, 0.99)
FIGURES = ("point", "mean", "sd", "p50", "p95", "above")
P50, P95 = 2, 5  # among the quantiles of a spread
MEDIUM_WORDS: Mapping[str, tuple[str, str]] = {
    "soil": ("土壤浓度（表层和下层）", "soil, surface and subsurface"),
    "surface": ("表层土壤浓度", "surface soil"),
    "subsurface": ("下层土壤浓度", "subsurface soil"),
    "groundwater": ("地下水浓度", "groundwater"),
}
DRAWN = dict.fromkeys(
    ["symbol", "parameter_zh", "parameter_en", "distribution", "numbers", "unit", "source", "mark_zh", "mark_en"],
    pl.String,
)
NOT_ASSESSED = {Effect.CANCER: "runs.cancer_not_assessed", Effect.HAZARD: "runs.hazard_not_assessed"}


def compute(work: Work) -> Outcome:
    given = work.settings
    covered(str(given["substance"]), SubstanceData(str(given["substance_data"])))
    people, measured = typed(given["parameters"]), typed(given["concentrations"])
    site, wanted, problems = case(work, people, measured)
    work.tell(0.1)
    spreads = _spreads(site, wanted)
    work.tell(0.8)
    points = _points(site, wanted)
    curves = {effect: _curve(spread) for effect, spread in spreads.items()}
    return Outcome(
        facts=[fact for effect in Effect for fact in _facts(effect, spreads.get(effect), points.get(effect))],
        tables={
            **{f"drawn_{effect}": curve for effect, curve in curves.items()},
            "distributions": _distributions(site, wanted, people, measured),
            "properties": properties_of(wanted.data),  # type: ignore[arg-type]
            "parameters": parameters_of(site.parameters, site.options, set(site.given)),
        },
        charts=[_chart(effect, curve, target(site, effect)) for effect, curve in curves.items()],
        remarks=[*problems.all, *_remarks(spreads)],
        editions=[f"HJ 25.3-{site.options.edition.value}"],
    )


def _spreads(site: Site, wanted: Wanted) -> Mapping[Effect, Spread]:
    run = site.run
    exposed = Exposed(wanted.data, wanted.drawn)  # type: ignore[arg-type]
    keeping = Run(run.draws, run.seed, keep=True)  # type: ignore[union-attr]
    [found] = simulate([exposed], site.parameters, site.drawn, keeping, options=site.options, pathways=site.pathways)
    return found.effects


def _points(site: Site, wanted: Wanted) -> dict[Effect, float]:
    """The totals over soil and groundwater where nothing is drawn."""
    found = risks(units(wanted.data, site.parameters, site.options), wanted.concentrations)  # type: ignore[arg-type]
    totals: dict[Effect, float] = {}
    for (effect, _source), value in found.sums.items():
        totals[effect] = totals.get(effect, 0.0) + float(value)
    return totals


def _facts(effect: Effect, spread: Spread | None, point: float | None) -> list[Fact]:
    """An effect that could not be assessed has no figures, which is no zero."""
    if spread is None:
        return [Fact(f"{effect}_{name}", None) for name in FIGURES]
    drawn = (spread.mean, spread.sd, spread.quantiles[P50], spread.quantiles[P95], spread.above)
    return [Fact(f"{effect}_{name}", value) for name, value in zip(FIGURES, (point, *drawn), strict=True)]


def _curve(spread: Spread) -> pl.DataFrame:
    values = quantiles(spread.values, SHARES)  # type: ignore[arg-type]
    return pl.DataFrame({"below": SHARES, "total": values})


def _chart(effect: Effect, curve: pl.DataFrame, acceptable: float) -> dict[str, Any]:
    name = f"drawn_{effect}"
    return {"type": name, "curve": curve.rows(), "target": acceptable, "tables": [name]}


def _distributions(site: Site, wanted: Wanted, people: Typed, measured: Typed) -> pl.DataFrame:
    """What was drawn, in the unit it was reckoned in, with the source its author names."""
    known = parameters(site.options.edition)
    rows = [
        _row(symbol, (known[symbol].zh, known[symbol].en), site.drawn[symbol], known[symbol].unit, table)
        for symbol, table in people.items()
    ]
    of_media = {one.media: one.distribution for one in wanted.drawn}
    for key, table in measured.items():
        unit = WATER if key == "groundwater" else SOIL
        rows.append(_row(key, MEDIUM_WORDS[key], of_media[MEDIA[key]], unit, table))  # type: ignore[arg-type]
    return pl.DataFrame(rows, DRAWN, orient="row")


def _row(
    symbol: str, words: tuple[str, str], found: Distribution, unit: str, table: Mapping[str, Any]
) -> tuple[object, ...]:
    marks = wordings("marks")["case"]
    source = str(table["source"]) if table.get("source") else None
    return (symbol, *words, str(table["kind"]), _numbers(found), unit, source, marks["zh"], marks["en"])


def _numbers(found: Distribution) -> str:
    """The parameters of a distribution; a bound that was not given is left out."""
    texts = []
    for one in fields(found):  # type: ignore[arg-type]
        value = getattr(found, one.name)
        if value != one.default:
            several = value if isinstance(value, tuple) else (value,)
            texts.append(f"{one.name} = {', '.join(f'{number:g}' for number in several)}")
    return "; ".join(texts)


def _remarks(spreads: Mapping[Effect, Spread]) -> list[Problem]:
    lacking = [effect for effect in Effect if effect not in spreads]
    told = [attention(NOT_ASSESSED[effect]) for effect in lacking]
    return [*told, attention("runs.draws_are_no_standard"), attention("runs.risk_not_checked")]


RISK_DRAWS = Kind(
    key="risk_draws",
    title=_("健康风险概率模拟（蒙特卡罗）"),
    explanation=_(
        "按 HJ 25.3 的模型，对暴露参数和浓度反复抽样，给出一种物质总致癌风险和总危害指数的分布和超过可接受水平的比例。"
    ),
    substances=Substances.NONE,
    settings=(
        *SITE,
        Setting(
            "parameters",
            _("参数的分布"),
            Form.TEXT,
            "",
            required=False,
            help=_(
                "每行一个：符号 = 分布，数值带单位，写法同 jingtu risk 的案例文件，例如 "
                'OSIRc = { kind = "lognormal", median = "100 mg/d", gsd = 2, most = "400 mg/d", source = "本地调查" }。'
                "可用的分布：uniform（least、most），triangular（least、mode、most），normal（mean、sd），"
                "lognormal（median、gsd），empirical（values）。HJ 25.3 没有推荐的分布。"
            ),
        ),
        Setting(
            "concentrations",
            _("浓度的分布"),
            Form.TEXT,
            "",
            required=False,
            help=_(
                "每行一个：soil、surface、subsurface 或 groundwater = 分布，例如 "
                'surface = { kind = "triangular", least = "5 mg/kg", mode = "20 mg/kg", most = "60 mg/kg" }。'
                "有分布的介质，上面也要填写浓度，作为对照的单一数值。"
            ),
        ),
        Setting("draws", _("抽样次数"), Form.WHOLE, DRAWS, least=FEWEST, most=MOST),
        *(option(key, label) for key, label in OPTION_WORDS.items() if key != "saturation"),
        option("extrapolation", _("吸入毒性外推所用的体重和呼吸量")),
    ),
    compute=compute,
    draws=True,
)
