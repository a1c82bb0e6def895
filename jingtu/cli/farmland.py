"""``jingtu farmland FILE -o OUT``: categories of farmland units from soil and crop results."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import click
import orjson
import polars as pl

from jingtu.assessment import report as results_in_words
from jingtu.assessment.compare import assess
from jingtu.assessment.facts import land_uses
from jingtu.assessment.farmland import reading, workbook
from jingtu.assessment.farmland.areas import BILLIONTHS, By, areas
from jingtu.assessment.farmland.changes import Direction, changes
from jingtu.assessment.farmland.classify import Classification, classified
from jingtu.assessment.farmland.parameters import AS_USUAL, Rules, known
from jingtu.assessment.farmland.remarks import remarks
from jingtu.assessment.farmland.report import proposed
from jingtu.assessment.farmland.result_tables import unit_name
from jingtu.assessment.farmland.words import words
from jingtu.assessment.options import AssessOptions
from jingtu.cli.saying import say
from jingtu.intake import headers
from jingtu.intake.laboratory import LabOptions
from jingtu.problems import Language, Problem, Refused
from jingtu.standards import crops

CROP_TYPES = ("paddy", "dryland", "vegetable_processed", "vegetable_raw")
SWITCH = {"true": True, "yes": True, "是": True, "false": False, "no": False, "否": False}


@click.command("farmland")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("-o", "--out", type=click.Path(dir_okay=False, path_type=Path), help="Where to write: .xlsx.")
@click.option(
    "--units",
    type=click.Path(exists=True, path_type=Path),
    help="List of units: a table, or outlines (gpkg, geojson …).",
)
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Day whose editions apply; default: the sampling day.")
@click.option("--land-use", default="", metavar="USE", help="paddy, dryland, rotation … where the file says none.")
@click.option("--ph", type=click.FloatRange(0, 14), help="Soil pH where the file has none.")
@click.option("--crop", default="", metavar="NAME", help="Crop where the file says none (GB 2762).")
@click.option("--crop-type", type=click.Choice(CROP_TYPES), help="Irrigated crop (GB 5084), for irrigation water.")
@click.option("--unit", metavar="UNIT", help="Unit of measurement where the file has none.")
@click.option("--medium", type=click.Choice(headers.MEDIA), help="Medium where the file says none.")
@click.option("--column", multiple=True, metavar="HEADER=MEANING", help="What a column means, if it is not recognised.")
@click.option("--sheet", "sheets", multiple=True, metavar="NAME", help="Sheets of results to read; default: all.")
@click.option("--parameter", "parameters", multiple=True, metavar="NAME=VALUE", help="A parameter: crop_ok_share=0.7.")
@click.option("--accept-clean", is_flag=True, help="Write the clean results even if others have errors.")
@click.option("--json", "as_json", is_flag=True, help="JSON on standard output.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help="Language of messages and workbook.")
def command(file: Path, out: Path | None, as_json: bool, lang: Language, **given: Any) -> None:
    """Categories of farmland units from the soil and crop results of FILE.

    Each result names its unit (column 单元编码), or lies in an outline of --units. Exit status 0: done; 1: the file has
    errors (nothing is written without --accept-clean); 2: wrong call.
    """
    today = datetime.now(UTC).astimezone().date()
    on = given["on"].date() if given["on"] else None
    _refuse_path(out)
    rules, options = _rules(given["parameters"]), _options(given, by_sampling_day=on is None)
    try:
        read = reading.read(file, _lab_options(given, on=today), given["units"])
        found = classified(read.results, read.units, on=on or today, options=options, rules=rules)
        water = _water(read, on or today, options, lang)
    except Refused as refused:
        say(refused.problems, lang)
        sys.exit(2 if all(one.code.startswith("intake.option_") for one in refused.problems) else 1)
    problems = (*read.problems, *remarks(found, read.units, file.name))
    source = workbook.Source(file.name, read.lab.sha256, on or today, options.by_sampling_day)
    if out and (not read.errors or given["accept_clean"]):
        _write(out, found, problems, source, (lang, water))
    say(problems, lang)
    if as_json:
        sys.stdout.buffer.write(_json(found, problems, source, lang))
    else:
        _print(found, lang)
    if read.errors:
        if out and not given["accept_clean"]:
            click.echo(words("say", lang)["refused"], err=True)
        sys.exit(1)


# ---------------------------------------------------------------- what was asked


def _refuse_path(out: Path | None) -> None:
    if out and (out.suffix.lower() != ".xlsx" or not out.resolve().parent.is_dir()):
        raise click.BadParameter(
            f"{out}: 应为现有文件夹中的 .xlsx (an .xlsx in a folder that exists)", param_hint="--out"
        )


def _rules(texts: Sequence[str]) -> Rules:
    """The parameters, each refused by name where it is not one or its value cannot be."""
    chosen: dict[str, Any] = {}
    usual = {one.name: getattr(AS_USUAL, one.name) for one in fields(Rules)}
    for text in texts:
        name, value = (part.strip() for part in text.partition("=")[::2])
        if name not in usual:
            raise click.BadParameter(f"“{name}”: {'、'.join(usual)}", param_hint="--parameter")
        chosen[name] = _parameter(text, value, usual[name])
    try:
        return Rules(**chosen)
    except Refused as refused:
        raise click.BadParameter(str(refused), param_hint="--parameter") from refused


def _parameter(text: str, value: str, usual: object) -> object:
    """The value in the type of the parameter."""
    try:
        if isinstance(usual, bool):
            return SWITCH[value.lower()]
        if isinstance(usual, StrEnum):
            return type(usual)(value)
        return int(value) if isinstance(usual, int) else float(value)
    except (KeyError, ValueError) as reason:
        message = f"“{text}”: 值不合适 (no such value; usual: {usual})"
        raise click.BadParameter(message, param_hint="--parameter") from reason


def _lab_options(given: Mapping[str, Any], *, on: date) -> LabOptions:
    return LabOptions(
        medium=given["medium"],
        unit=given["unit"],
        columns=dict(_pair(text) for text in given["column"]),
        sheets=given["sheets"],
        land_use=_land_use(given["land_use"]) or None,
        ph=given["ph"],
        on=on,
    )


def _options(given: Mapping[str, Any], *, by_sampling_day: bool) -> AssessOptions:
    crop = given["crop"]
    if crop and crops.find(crop) is None:
        names = "、".join(one.zh for one in crops.CROPS)
        raise click.BadParameter(f"“{crop}”: 不认识的作物，可用 (use one of) {names}", param_hint="--crop")
    return AssessOptions(
        land_use=_land_use(given["land_use"]),
        ph=given["ph"],
        medium=given["medium"] or "",
        crop=crop,
        crop_type=given["crop_type"] or "",
        by_sampling_day=by_sampling_day,
    )


def _land_use(text: str) -> str:
    keys = list(land_uses()["key"])
    key = text if text in keys else headers.land_use(text)
    if text and key not in keys:
        raise click.BadParameter(
            f"“{text}”: 不认识的土地利用，可用 (use one of) {'、'.join(keys)}", param_hint="--land-use"
        )
    return key or ""


def _pair(text: str) -> tuple[str, str]:
    left, equals, right = text.rpartition("=")
    if not (equals and left.strip() and right.strip()):
        raise click.BadParameter(f"“{text}”: 应写成 A=B (write A=B)", param_hint="--column")
    return left.strip(), right.strip()


# ---------------------------------------------------------------- what is answered


def _water(read: reading.Reading, on: date, options: AssessOptions, lang: Language) -> Mapping[str, pl.DataFrame]:
    """Irrigation water of the same file against GB 5084, as a sheet of its own; none where there is no such result."""
    water = read.lab.results.filter(pl.col("medium") == "irrigation_water")
    if water.is_empty():
        return {}
    found = assess(water, standards=("gb5084",), on=on, options=options)
    every = pl.concat([found.results, found.left_out])
    return {words("sheet", lang)["water"]: results_in_words.in_words(every, lang, results_in_words.SHOWN_RESULTS)}


def _write(
    out: Path,
    found: Classification,
    problems: Sequence[Problem],
    source: workbook.Source,
    said: tuple[Language, Mapping[str, pl.DataFrame]],
) -> None:
    """All or nothing: written beside the target, then moved over it."""
    unfinished = out.with_name(f".{out.stem}.unfinished.xlsx")
    language, water = said
    try:
        workbook.write(unfinished, found, problems, source, language, more=water)
        os.replace(unfinished, out)
    finally:
        unfinished.unlink(missing_ok=True)


def _print(found: Classification, language: Language) -> None:
    say, named = words("say", language), words("category", language)
    soil, grain = found.soil.points.height, found.crops.points.height
    click.echo(say["units"].format(units=found.units["unit_code"].n_unique(), points=soil, crops=grain))
    for row in areas(found).filter(pl.col("by") == By.CATEGORY).iter_rows(named=True):
        line = say["no_area"] if row["area_mu"] is None else say["line"]
        text = line.format(category=named[row["category"]], units=row["units"], area=_mu(row["area_mu"]))
        lacking = row["without_area"] and row["area_mu"] is not None
        click.echo(f"  {text}{say['without_area'].format(count=row['without_area']) if lacking else ''}")
    _print_changes(changes(found), language)


def _print_changes(changed: pl.DataFrame, language: Language) -> None:
    again = changed.filter(pl.col("direction") != Direction.FIRST)
    if again.is_empty():
        return
    directions = words("direction", language)
    click.echo(words("say", language)["changes"])
    for direction, count in again["direction"].value_counts(sort=True).iter_rows():
        click.echo(f"  {directions[direction]} {count}")


def _mu(area: float | None) -> str:
    return "–" if area is None else f"{area:.2f}"


def _json(found: Classification, problems: Sequence[Problem], source: workbook.Source, language: Language) -> bytes:
    document = {
        "file": source.file,
        "sha256": source.sha256,
        "on": source.on,
        "by_sampling_day": source.by_sampling_day,
        "editions": workbook.editions(found),
        "parameters": [
            {"name": name, "value": getattr(found.rules, name), "rule": one.rule, "mark": one.mark}
            for name, one in known().items()
        ],
        "units": [_unit(row) for row in found.units.iter_rows(named=True)],
        "metals": [_named(row) for row in found.metals.iter_rows(named=True)],
        "changes": [_named(row) for row in changes(found).iter_rows(named=True)],
        "areas": areas(found).to_dicts(),
        "measures": [
            {"unit": unit_name(row), "measure": one.measure.code, "fit": one.fit, "grounds": one.grounds}
            for row, one in proposed(found)
        ],
        "not_counted": [*found.soil.left.to_dicts(), *found.crops.left.to_dicts()],
        "without_unit": found.homeless.to_dicts(),
        "problems": [one.document(language) for one in problems],
    }
    return orjson.dumps(document, option=orjson.OPT_APPEND_NEWLINE)


def _unit(row: Mapping[str, Any]) -> dict[str, Any]:
    """A unit or part with its area in mu; that of a part is not known."""
    area = None if row["area"] is None or row["part"] else row["area"] / BILLIONTHS
    kept = {name: value for name, value in row.items() if name not in ("area", "unit_code", "part")}
    return {"unit": unit_name(row), **kept, "area_mu": area}


def _named(row: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name.removesuffix("_"): value for name, value in row.items() if name not in ("unit_code", "part")}
    return {"unit": unit_name(row), **kept}
