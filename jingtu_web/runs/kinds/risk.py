"""Risk and hazard of one substance by HJ 25.3, control values, and how far they follow each parameter."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

import polars as pl
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from jingtu.problems import Refused, attention, error
from jingtu.science.risk import Concentrations, Key, Risks, contributions, risks, units
from jingtu.science.risk_control import Controls, control_values
from jingtu.science.risk_options import CHOICES, Effect, LandClass, Options, wordings
from jingtu.science.risk_parameters import Parameters, defaults, parameters, value_of, with_values
from jingtu.science.risk_pathways import Pathway, Source
from jingtu.science.risk_sensitivity import sensitivities
from jingtu.science.risk_substances import PROPERTIES, RiskSubstance, covered, substances
from jingtu.substances import SUBSTANCES
from jingtu_web.runs.declared import Fact, Form, Kind, Outcome, Setting, Substances, Value, Words, Work

SHOWN = 12
SOIL, WATER = "mg/kg", "mg/L"
ORDER = tuple(product(Effect, Pathway))
RATIOS = tuple(f"{effect.value}_{source.value}" for effect, source in product(Effect, Source))
PARAMETER = {
    "symbol": pl.String,
    "parameter_zh": pl.String,
    "parameter_en": pl.String,
    "value": pl.Float64,
    "unit": pl.String,
}
CHECKED = dict.fromkeys(["source_zh", "source_en", "mark_zh", "mark_en"], pl.String)
PATHWAY = {"pathway_zh": pl.String, "pathway_en": pl.String, "effect": pl.String}
OPTION_WORDS: Mapping[str, Words] = {
    "crack_porosity": _("裂隙有效扩散系数的分母"),
    "edition": _("参数版本"),
    "substance_data": _("毒性与理化数据"),
    "saturation": _("超过饱和浓度时"),
}


def compute(work: Work) -> Outcome:
    given = work.settings
    options = Options(**{name: CHOICES[name](str(given[name])) for name in OPTION_WORDS})  # type: ignore[arg-type]
    substance = covered(str(given["substance"]), options.substance_data)
    site = with_values(defaults(LandClass(int(str(given["land_class"]))), options.edition), overrides(given["changes"]))
    measured = concentrations(given)
    found = units(substance, site, options)
    work.tell(0.3)
    here = risks(found, measured)
    controls = control_values(substance, site, found, options)
    work.tell(0.6)
    tornado = _sensitivities(substance, site, measured, options)
    pathways = _pathways(here)
    bars = tornado.drop("symbol").head(SHOWN).rows()
    return Outcome(
        facts=_facts(here, controls),
        tables={
            "pathways": pathways,
            "lacks": _lacks(here),
            "sensitivity": tornado,
            "properties": properties_of(substance),
            "parameters": parameters_of(site, options, set(overrides(given["changes"]))),
        },
        charts=[
            {"type": "shares", "bars": _shares(pathways), "tables": ["pathways", "lacks"]},
            {"type": "tornado", "series": RATIOS, "bars": bars, "tables": ["sensitivity"]},
        ],
        remarks=[attention("runs.risk_not_checked")],
        editions=[f"HJ 25.3-{options.edition.value}"],
    )


def concentrations(given: Mapping[str, Value]) -> Concentrations:
    """Csur, Csub, Cgw as given.

    Raises
    ------
    Refused
        If none is.
    """
    values = {name: given[name] for name in ("surface", "subsurface", "groundwater") if given[name] is not None}
    if not values:
        raise Refused(error("runs.no_concentration"))
    return Concentrations(**{name: float(str(value)) for name, value in values.items()})


def overrides(text: Value) -> dict[str, float]:
    """Lines ``symbol = number``.

    Raises
    ------
    Refused
        At the first line that is none.
    """
    found: dict[str, float] = {}
    for number, line in enumerate(str(text or "").splitlines(), start=1):
        if not line.strip():
            continue
        symbol, _equals, value = line.replace("＝", "=").partition("=")
        try:
            found[symbol.strip()] = float(value)
        except ValueError as reason:
            raise Refused(error("runs.override_unreadable", line=number, text=line.strip()[:40])) from reason
    return found


def _facts(here: Risks, controls: Controls) -> list[Fact]:
    facts = [Fact(f"{effect.value}_{source.value}", float(one)) for (effect, source), one in sorted(here.sums.items())]
    soil, water = controls.soil, controls.groundwater
    return [
        *facts,
        Fact("control_soil", soil.value if soil else None, SOIL),
        Fact("control_driver", soil.driver.value if soil else None),
        Fact("control_groundwater", water.value if water else None, WATER),
        Fact("saturation", controls.saturation, SOIL),
    ]


def _pathways(here: Risks) -> pl.DataFrame:
    """Those assessed, in the order of the standard."""
    shares = contributions(here)
    rows = [(*_words(key), float(here.values[key]), shares.get(key)) for key in ORDER if key in here.values]
    return pl.DataFrame(rows, {**PATHWAY, "risk": pl.Float64, "share": pl.Float64}, orient="row")


def _lacks(here: Risks) -> pl.DataFrame:
    """Those not assessed, with the reason: never because the risk is zero."""
    rows = [(*_words(key), here.lacks[key].value) for key in ORDER if key in here.lacks]
    return pl.DataFrame(rows, {**PATHWAY, "lack": pl.String}, orient="row")


def properties_of(substance: RiskSubstance) -> pl.DataFrame:
    """What the model took of the substance, where from, and how far that was checked."""
    fitted = substance.changed
    rows = [
        (one.symbol, one.zh, one.en, value, one.unit, *_checked(fitted.get(one.symbol, substance.source), mark))
        for one in PROPERTIES.values()
        if (value := substance.value(one.symbol)) is not None
        for mark in ["fitted" if one.symbol in fitted else substance.mark]
    ]
    return pl.DataFrame(rows, {**PARAMETER, **CHECKED}, orient="row")


def parameters_of(site: Parameters, options: Options, changed: set[str]) -> pl.DataFrame:
    """Every parameter as used, where from, and how far that was checked."""
    rows = [
        (one.symbol, one.zh, one.en, float(value), one.unit, *_checked(one.source, one.mark, one.symbol in changed))
        for one in parameters(options.edition).values()
        if (value := value_of(site, one.symbol)) is not None
    ]
    return pl.DataFrame(rows, {**PARAMETER, **CHECKED}, orient="row")


def _checked(source: str, mark: str, changed: bool = False) -> tuple[str, str, str, str]:
    marks = wordings("marks")["case" if changed else mark]
    sources = {"zh": "", "en": ""} if changed else wordings("sources")[source]
    return sources["zh"], sources["en"], marks["zh"], marks["en"]


def _words(key: Key) -> tuple[str, str, str]:
    words = wordings("pathways")[key[1].value]
    return words["zh"], words["en"], key[0].value


def _shares(pathways: pl.DataFrame) -> list[tuple[object, ...]]:
    return pathways.select("pathway_zh", "pathway_en", "effect", "share").drop_nulls().rows()


def _sensitivities(
    substance: RiskSubstance, site: Parameters, measured: Concentrations, options: Options
) -> pl.DataFrame:
    """One line per parameter, its largest ratio first; a ratio that does not exist is missing."""
    named, rows = parameters(options.edition), []
    for one in sensitivities(substance, site, measured, options):
        ratios = {f"{effect.value}_{source.value}": value for (effect, source), value in one.ratios.items()}
        rows.append((one.symbol, named[one.symbol].zh, named[one.symbol].en, *(ratios.get(key) for key in RATIOS)))
    columns = {"symbol": pl.String, "parameter_zh": pl.String, "parameter_en": pl.String}
    return pl.DataFrame(rows, {**columns, **dict.fromkeys(RATIOS, pl.Float64)}, orient="row")


def _substances() -> list[tuple[str, Words]]:
    """Those the model covers, in the order of GB 36600."""
    english = (get_language() or "").startswith("en")
    known = [SUBSTANCES[key] for key, one in substances().items() if one.covered and key in SUBSTANCES]
    return [(one.key, one.en if english else one.zh) for one in known]


def _choices(option: str) -> list[tuple[str, Words]]:
    language = "en" if (get_language() or "").startswith("en") else "zh"
    return [(one.value, wordings("options")[f"{option}.{one.value}"][language]) for one in CHOICES[option]]


def option(key: str, label: Words) -> Setting:
    default = getattr(Options(), key).value
    return Setting(key, label, Form.CHOICE, default, choices=lambda: _choices(key))


SITE: tuple[Setting, ...] = (
    Setting("substance", _("物质"), Form.CHOICE, "cadmium", choices=_substances),
    Setting(
        "land_class",
        _("用地类型"),
        Form.CHOICE,
        "1",
        choices=lambda: [("1", _("第一类用地")), ("2", _("第二类用地"))],
    ),
    Setting("surface", _("表层土壤浓度"), Form.NUMBER, unit=SOIL, least=0, required=False),
    Setting("subsurface", _("下层土壤浓度"), Form.NUMBER, unit=SOIL, least=0, required=False),
    Setting("groundwater", _("地下水浓度"), Form.NUMBER, unit=WATER, least=0, required=False),
    Setting(
        "changes",
        _("场地参数"),
        Form.TEXT,
        "",
        required=False,
        help=_("与推荐值不同的参数，每行一个：符号 = 数值，例如 Lgw = 500。符号和单位同 HJ 25.3。"),
    ),
)
RISK = Kind(
    key="risk",
    title=_("健康风险与控制值"),
    explanation=_("按 HJ 25.3 计算一种物质的致癌风险、危害商、各途径贡献、风险控制值和参数敏感性。"),
    substances=Substances.NONE,
    settings=(*SITE, *(option(key, label) for key, label in OPTION_WORDS.items())),
    compute=compute,
)
