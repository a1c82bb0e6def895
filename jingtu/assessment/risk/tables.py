"""The answer to a case as tables, the same for the workbook and the paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields

from jingtu.assessment.risk.case import Case
from jingtu.assessment.risk.reckon import Outcome, Reckoned, target
from jingtu.assessment.risk.remarks import remarks
from jingtu.assessment.risk.words import mark, name, option, pathway, source, words
from jingtu.problems import Language
from jingtu.science.monte_carlo import PROBABILITIES
from jingtu.science.risk_control import Controls
from jingtu.science.risk_options import CHOICES, Effect
from jingtu.science.risk_parameters import parameters, value_of
from jingtu.science.risk_pathways import Medium, Pathway, Source
from jingtu.science.risk_substances import PROPERTIES
from jingtu.science.transport import Vapours

Cell = str | float | int | None
Row = Sequence[Cell]
SUMS = tuple((effect, of) for of in Source for effect in Effect)
BY_CASE = "case"


@dataclass(frozen=True, slots=True)
class Table:
    """``key`` names the sheet or section; rows hold numbers as numbers."""

    key: str
    head: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """A case with its outcomes, and the language it is told in."""

    file: str
    case: Case
    outcomes: Sequence[Outcome]
    language: Language

    @property
    def reckoned(self) -> Iterator[tuple[str, Reckoned]]:
        """Names and findings of what the model covers."""
        for one in self.outcomes:
            if one.found is not None:
                yield name(one.wanted.key, self.language), one.found

    def head(self, *keys: str) -> tuple[str, ...]:
        return tuple(words("head", self.language)[key] for key in keys)


def tables(answered: Answered) -> Iterator[Table]:
    """All tables in the order of the workbook; those without rows are left out."""
    makers = (notes, summary, controls, pathways, exposures, transport, sensitivity, monte_carlo, given, data, problems)
    for make in makers:
        table = make(answered)
        if table.rows:
            yield table


def notes(of: Answered) -> Table:
    site, said = of.case.site, words("note", of.language)
    text = words("text", of.language)
    acceptable = {"acr": f"{target(site, Effect.CANCER):g}", "ahq": f"{target(site, Effect.HAZARD):g}"}
    rows: list[Row] = [
        (said["title"], site.title),
        (said["file"], of.file),
        (said["sha256"], of.case.sha256),
        (said["basis"], text["basis"]),
        (said["land_class"], words("class", of.language)[str(site.land_class.value)]),
        (said["acceptable"], text["acceptable"].format(**acceptable)),
        (said["pathways"], "; ".join(f"{one}: {pathway(one, of.language)}" for one in site.pathways)),
    ]
    chosen = ((key, str(getattr(site.options, key))) for key in CHOICES)
    rows += [(said["option"], f"{key} = {one}: {option(key, one, of.language)}") for key, one in chosen]
    if site.run is not None:
        rows.append((said["draws"], f"{site.run.draws}, {site.run.seed}"))
    told = remarks(of.outcomes, drawn=site.run is not None, language=of.language)
    rows += [(said["remark"], one) for one in told]
    return Table("notes", of.head("item", "text"), tuple(rows))


def summary(of: Answered) -> Table:
    media = [f"concentration_{medium.value}" for medium in Medium]
    sums = [f"{effect}_{source}" for effect, source in SUMS]
    head = of.head("substance", *media, *sums, "verdict", "control_soil", "driver", "screening", "control_groundwater")
    return Table("summary", head, tuple(_summary(one, of.language) for one in of.outcomes))


def _summary(one: Outcome, language: Language) -> Row:
    measured = [_number(one.wanted.concentrations.of(medium)) for medium in Medium]
    screening = None if one.screening is None else one.screening.printed.rstrip("①")
    verdict = words("verdict", language)[one.verdict]
    if one.found is None:
        return (name(one.wanted.key, language), *measured, *[None] * 4, verdict, None, None, screening, None)
    sums = [_number(one.found.risks.sums.get(key)) for key in SUMS]
    soil, water = one.found.controls.soil, one.found.controls.groundwater
    return (
        name(one.wanted.key, language),
        *measured,
        *sums,
        verdict,
        None if soil is None else soil.value,
        None if soil is None else words("driver", language)[soil.driver],
        screening,
        None if water is None else water.value,
    )


def controls(of: Answered) -> Table:
    head = of.head(
        "substance", "rcvs", "hcvs", "cvspgw", "csat", "control_soil", "driver", "above_saturation",
        "rcvg", "hcvg", "control_groundwater",
    )  # fmt: skip
    rows = tuple((called, *_controls(found.controls, of.language)) for called, found in of.reckoned)
    return Table("controls", head, rows)


def _controls(found: Controls, language: Language) -> Row:
    soil, water = found.soil, found.groundwater
    cancer, hazard = ([found.combined.get((effect, source)) for source in Source] for effect in Effect)
    known = soil is not None and found.saturation is not None
    return (
        cancer[0],
        hazard[0],
        found.water_protection,
        found.saturation,
        None if soil is None else soil.value,
        None if soil is None else words("driver", language)[soil.driver],
        words("yes_no", language)["yes" if found.above_saturation else "no"] if known else None,
        cancer[1],
        hazard[1],
        None if water is None else water.value,
    )


def pathways(of: Answered) -> Table:
    lacks, effects = words("lack", of.language), words("effect", of.language)
    rows = [
        (
            called,
            effects[effect],
            one.value,
            pathway(one, of.language),
            _number(found.risks.values.get((effect, one))),
            _percent(found.shares.get((effect, one))),
            found.controls.single.get((effect, one)),
            lacks[found.risks.lacks[effect, one]] if (effect, one) in found.risks.lacks else None,
        )
        for called, found in of.reckoned
        for effect in Effect
        for one in Pathway
    ]
    head = of.head("substance", "effect", "code", "pathway", "risk", "share", "control", "lack")
    return Table("pathways", head, tuple(rows))


def exposures(of: Answered) -> Table:
    effects = words("effect", of.language)
    rows = [
        (called, effects[effect], one.value, pathway(one, of.language), _number(value))
        for called, found in of.reckoned
        for (effect, one), value in found.exposures.items()
    ]
    return Table("exposures", of.head("substance", "effect", "code", "pathway", "exposure"), tuple(rows))


def transport(of: Answered) -> Table:
    """One row per substance; columns by the symbols of appendix F."""
    symbols = [field.name for field in fields(Vapours)]
    rows = [
        (
            called,
            _number(found.ksw),
            *(([None] * len(symbols)) if found.vapours is None else map(_number, astuple(found.vapours))),
            *(([None] * 4) if found.leaching is None else map(_number, astuple(found.leaching))),
        )
        for called, found in of.reckoned
    ]
    leached = ("lf_spw_gw", "lf_sgw1", "lf_sgw2", "lf_sgw")
    return Table("transport", (*of.head("substance"), "ksw", *symbols, *leached), tuple(rows))


def sensitivity(of: Answered) -> Table:
    site, rows_of = of.case.site, parameters(of.case.site.options.edition)
    rows = [
        (
            called,
            one.symbol,
            rows_of[one.symbol].zh if of.language == "zh" else rows_of[one.symbol].en,
            _number(value_of(site.parameters, one.symbol)),
            rows_of[one.symbol].unit,
            *(one.ratios.get(key) for key in SUMS),
        )
        for called, found in of.reckoned
        for one in found.sensitivities
    ]
    sums = [f"ratio_{effect}_{source}" for effect, source in SUMS]
    return Table("sensitivity", of.head("substance", "symbol", "name", "value", "unit", *sums), tuple(rows))


def monte_carlo(of: Answered) -> Table:
    quantities = words("quantity", of.language)
    rows = [
        (
            name(one.wanted.key, of.language),
            quantities[effect],
            sum(_number(value) or 0.0 for (kind, _), value in one.found.risks.sums.items() if kind is effect),
            spread.mean,
            spread.sd,
            *spread.quantiles,
            spread.above,
        )
        for one in of.outcomes
        if one.found is not None and one.simulated is not None
        for effect, spread in one.simulated.effects.items()
    ]
    quantiles = tuple(f"P{probability * 100:g}" for probability in PROBABILITIES)
    head = (*of.head("substance", "effect", "point", "mean", "sd"), *quantiles, *of.head("above"))
    return Table("monte_carlo", head, tuple(rows))


def given(of: Answered) -> Table:
    """Every parameter with its value, where it comes from, and how far that was checked."""
    site, rows = of.case.site, []
    for symbol, one in parameters(site.options.edition).items():
        own, default = site.given.get(symbol), one.defaults.get(site.land_class)
        if own is None and default is None:
            continue
        rows.append(
            (
                symbol,
                one.zh if of.language == "zh" else one.en,
                _number(value_of(site.parameters, symbol)),
                one.unit,
                default,
                source(one.source, of.language) if own is None else f"{own.text} {own.source}".strip(),
                mark(one.mark if own is None else BY_CASE, of.language),
                one.note_zh if of.language == "zh" else one.note_en,
            )
        )
    head = of.head("symbol", "name", "value", "unit", "default", "origin", "mark", "note")
    return Table("parameters", head, tuple(rows))


def data(of: Answered) -> Table:
    rows = [
        (
            called,
            symbol,
            one.zh if of.language == "zh" else one.en,
            found.data.value(symbol),
            one.unit,
            source(found.data.changed.get(symbol, found.data.source), of.language),
            mark(_mark(found, symbol), of.language),
            found.data.crosscheck,
        )
        for called, found in of.reckoned
        for symbol, one in PROPERTIES.items()
    ]
    head = of.head("substance", "symbol", "name", "value", "unit", "origin", "mark", "crosscheck")
    return Table("data", head, tuple(rows))


def _mark(found: Reckoned, symbol: str) -> str:
    """Fitted data are marked so, what the case gives as the case's."""
    changed = found.data.changed.get(symbol)
    if changed is None:
        return found.data.mark
    return "fitted" if changed == "fit" else BY_CASE


def problems(of: Answered) -> Table:
    rows = [(one.severity.value, one.text(of.language)) for one in of.case.problems]
    return Table("problems", of.head("severity", "text"), tuple(rows))


def _number(value: object) -> float | None:
    """A value of the model for a cell: it is one number, or there is none."""
    return None if value is None else float(value)  # type: ignore[arg-type]


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share
