"""Categories of farmland units, or classes of points where there is no unit: soil, crops, measures, areas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields

import polars as pl
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from jingtu.assessment.facts import land_uses
from jingtu.assessment.farmland.areas import ORDER, By, areas
from jingtu.assessment.farmland.classes import METALS
from jingtu.assessment.farmland.classify import Classification, classified
from jingtu.assessment.farmland.parameters import AS_USUAL, CropBasis, FewPoints, Rules, known
from jingtu.assessment.farmland.points import SPECIES
from jingtu.assessment.farmland.reading import in_outlines
from jingtu.assessment.farmland.remarks import remarks
from jingtu.assessment.farmland.report import tables_by_key
from jingtu.assessment.farmland.unit_list import CODE, UNITS
from jingtu.assessment.farmland.words import words
from jingtu.assessment.farmland.workbook import editions
from jingtu.assessment.options import AssessOptions
from jingtu.assessment.words import words as words_of_assessment
from jingtu.problems import Problem, Refused, attention, error
from jingtu_web.runs.declared import Fact, Form, Kind, Outcome, Setting, Substances, Value, Words, Work
from jingtu_web.runs.units import OUTLINE, outlines_of

SAMPLING, DAY = "sampling", "day"
EDITIONS = {SAMPLING: _("采样日现行的版本"), DAY: _("限值日期现行的版本")}
BASES = {CropBasis.ANY_METAL.value: _("五种金属中最差的"), CropBasis.SAME_METAL.value: _("同一种金属的")}
METHODS = {
    FewPoints.WORST.value: _("按最差点位"),
    FewPoints.MEAN.value: _("按含量均值"),
    FewPoints.MAXIMUM.value: _("按含量最大值"),
}
PARAMETER = dict.fromkeys(["parameter_zh", "parameter_en", "value_zh", "value_en", "mark_zh", "mark_en"], pl.String)
OUTLINED, CLASSED = "outlines", "classed"
"""Tables of what the map draws: code, category and outline of units; place and class of points."""
SHEETS = ("categories", "areas", "units", "metals", "points", "changes", "measures", "notes", "left")
OF_POINTS = ("points", "left")
"""Tables in their order, and those that need no unit."""
OF_UNIT = ("unit", "category", "fit", "grounds")
"""Columns of the measures proposed that say something of a unit; the others say what a measure is."""
USUAL = {one.name: getattr(AS_USUAL, one.name) for one in fields(Rules)}


def compute(work: Work) -> Outcome:
    results, told = _placed(work)
    listed = None if work.units is None else work.units.select(*UNITS)
    work.tell(0.1)
    rules = _rules(work.settings)
    found = classified(results, listed, on=work.on, options=_options(work.settings), rules=rules)
    if found.soil.points.is_empty() and found.crops.points.is_empty():
        raise Refused(error("runs.no_farmland_points"))
    work.tell(0.6)
    tables = _tables(found)
    work.tell(0.9)
    return Outcome(
        facts=_facts(found),
        tables={
            **tables,
            "rules": _parameters(rules),
            OUTLINED: _outlined(found, work.units),
            CLASSED: _classed(found),
        },
        charts=_charts(found),
        remarks=[*told, *_remarks(found, listed)],
        editions=editions(found),
    )


def _placed(work: Work) -> tuple[pl.DataFrame, Sequence[Problem]]:
    """Results with their units: those of a file have theirs since it was read, those of the register by their place."""
    if CODE in work.rows.columns:
        return work.rows, ()
    outlines = {} if work.units is None else outlines_of(work.units)
    return in_outlines(work.rows.with_columns(pl.lit(None, pl.String).alias(CODE)), outlines, "")


def _rules(given: Mapping[str, Value]) -> Rules:
    """The parameters that the form asks for, each in the type it has; the others as usual."""
    chosen = {name: given[name] for name in USUAL if given.get(name) is not None}
    return Rules(**{name: type(USUAL[name])(str(value)) for name, value in chosen.items()})


def _options(given: Mapping[str, Value]) -> AssessOptions:
    ph = given["ph"]
    return AssessOptions(
        land_use=str(given["land_use"] or ""),
        ph=None if ph is None else float(str(ph)),
        by_sampling_day=given["edition"] == SAMPLING,
    )


def _remarks(found: Classification, listed: pl.DataFrame | None) -> list[Problem]:
    """What is to be said of the whole; points without a unit only where there are units."""
    if found.units.is_empty():
        said = [one for one in remarks(found, listed, "") if one.code != "farmland.homeless"]
        return [attention("runs.no_units"), *said]
    return list(remarks(found, listed, ""))


def _facts(found: Classification) -> list[Fact]:
    """Counts; units and areas of each category that occurs. An area that is not known is none, never zero."""
    facts = [Fact("soil_points", found.soil.points.height), Fact("crop_points", found.crops.points.height)]
    if found.units.is_empty():
        return facts
    whole = areas(found).filter(pl.col("by") == By.CATEGORY)
    facts.append(Fact("farmland_units", found.units[CODE].n_unique()))
    for row in whole.iter_rows(named=True):
        facts.append(Fact(f"units_{row['category']}", row["units"]))
        facts.append(Fact(f"area_{row['category']}", row["area_mu"], "mu"))
    without = int(whole["without_area"].sum())
    return [*facts, Fact("farmland_without_area", without)] if without else facts


def _tables(found: Classification) -> dict[str, pl.DataFrame]:
    """The tables of the workbook with the words of both languages; without units those of points alone."""
    chinese, english = (_apart(tables_by_key(found, language)) for language in ("zh", "en"))
    kept = OF_POINTS if found.units.is_empty() else SHEETS
    return {f"farmland_{key}": _bilingual(chinese[key], english[key]) for key in kept}


def _apart(tables: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The sums by category alone, and those by place, crop and metal; what each measure is, once."""
    sums, measures = tables["areas"], tables["measures"]
    whole = pl.col("key").is_null() & (pl.col("by") == pl.col("by").first())
    notes = measures.drop(OF_UNIT, strict=False).unique(maintain_order=True)
    return {
        **tables,
        "categories": sums.filter(whole).drop("by", "key"),
        "areas": sums.filter(~whole),
        "measures": measures.drop(set(notes.columns) - {"measure"}),
        "notes": notes,
    }


def _bilingual(chinese: pl.DataFrame, english: pl.DataFrame) -> pl.DataFrame:
    """Columns that say the same in both languages once, the others twice; the file, which the run names, not at all."""
    columns = []
    for name in chinese.columns:
        if name == "file":
            continue
        if chinese[name].equals(english[name], null_equal=True):
            columns.append(chinese[name])
        else:
            columns += [chinese[name].alias(f"{name}_zh"), english[name].alias(f"{name}_en")]
    return pl.DataFrame(columns)


def _parameters(rules: Rules) -> pl.DataFrame:
    marks, values = ({language: words(group, language) for language in ("zh", "en")} for group in ("mark", "value"))
    rows = []
    for name, one in known().items():
        value = str(getattr(rules, name))
        shown = [values[language].get(value, value) for language in ("zh", "en")]
        rows.append((one.zh, one.en, *shown, marks["zh"][one.mark], marks["en"][one.mark]))
    return pl.DataFrame(rows, PARAMETER, orient="row")


def _outlined(found: Classification, units: pl.DataFrame | None) -> pl.DataFrame:
    """Every unit that has an outline, with its category (to be split: none until its parts are drawn)."""
    divided = pl.col("part").max().over(CODE) > 0
    named = found.units.select(CODE, "part", category=pl.when(divided).then(pl.lit("TO_SPLIT")).otherwise("category"))
    whole = named.filter(pl.col("part") == 0).drop("part")
    if units is None:
        return whole.clear().with_columns(pl.lit(None, pl.Binary).alias(OUTLINE))
    return whole.join(units.select(CODE, OUTLINE).drop_nulls(), on=CODE, how="inner", maintain_order="left")


def _classed(found: Classification) -> pl.DataFrame:
    """Every point with its class; null: open."""
    return pl.concat(
        [
            points.points.select(
                "lon",
                "lat",
                pl.coalesce("point", "sample").alias("point"),
                pl.lit(medium).alias("medium"),
                class_="overall",
            )
            for medium, points in (("soil", found.soil), ("crop", found.crops))
        ]
    )


def _charts(found: Classification) -> list[Mapping[str, object]]:
    """Bars of units and of their areas by category; without units of soil points by class."""
    if found.units.is_empty():
        counts = found.soil.points["overall"].cast(pl.String).fill_null("unknown").value_counts()
        return [_bars("soil_points", "class", dict(counts.iter_rows()), "farmland_points")]
    whole = areas(found).filter(pl.col("by") == By.CATEGORY)
    units, sizes = (dict(whole.select("category", of).drop_nulls().iter_rows()) for of in ("units", "area_mu"))
    charts = [_bars("farmland_units", "category", units, "farmland_categories")]
    return [*charts, _bars("area_mu", "category", sizes, "farmland_areas")] if sizes else charts


def _bars(of: str, group: str, numbers: Mapping[str, float], beside: str) -> Mapping[str, object]:
    """One bar for each category or class that has a number, the best first."""
    chinese, english = (words(group, language) for language in ("zh", "en"))
    order = ORDER if group == "category" else tuple(chinese)
    bars = [[key, chinese[key], english[key], numbers[key]] for key in order if key in numbers]
    return {"type": "categories", "of": of, "bars": bars, "tables": [beside]}


def _choice(key: str, label: Words, named: Mapping[str, Words]) -> Setting:
    default = str(USUAL[key])
    return Setting(key, label, Form.CHOICE, default, choices=lambda: list(named.items()))


def _land_uses() -> list[tuple[str, str]]:
    """Those that GB 15618 knows."""
    named = words_of_assessment("land_use", "en" if get_language() == "en" else "zh")
    farmland = land_uses().filter(pl.col("subject") == "farmland", pl.col("gb15618").is_not_null())["key"]
    return [("", "—"), *((key, named[key]) for key in farmland)]


FARMLAND = Kind(
    key="farmland",
    title=_("农用地土壤环境质量类别"),
    explanation=_(
        "按土壤和农产品结果划分评价单元类别：点位、单元、分金属、协同评价、与上一轮的变化、面积、安全利用措施。"
    ),
    substances=Substances.FIXED,
    feeds=(*METALS, *SPECIES, "ph"),
    settings=(
        Setting("edition", _("限值版本"), Form.CHOICE, SAMPLING, choices=lambda: list(EDITIONS.items())),
        Setting(
            "land_use",
            _("未注明土地利用的按"),
            Form.CHOICE,
            "",
            required=False,
            choices=_land_uses,
            help=_("不选：没有土地利用的点位不定类。"),
        ),
        Setting(
            "ph", _("缺 pH 的按"), Form.NUMBER, least=0, most=14, required=False, help=_("不填：缺 pH 的点位不定类。")
        ),
        Setting("crop_ok_share", _("三类单元调低所需的农产品达标比例"), Form.NUMBER, 0.65, least=0.01, most=1),
        Setting("crop_min_points", _("协同评价所需的农产品点位数"), Form.WHOLE, 3, least=1, most=100),
        _choice("crop_basis", _("农产品按哪种金属评价"), BASES),
        Setting("dominance_share", _("主导类别的点位比例"), Form.NUMBER, 0.8, least=0.5, most=0.99),
        Setting("few_points", _("点位少于几个为偏少"), Form.WHOLE, 3, least=1, most=100),
        _choice("few_points_method", _("点位偏少时定类"), METHODS),
    ),
    compute=compute,
    units=True,
)
