"""``jingtu indices FILE``: pollution indices of laboratory results, with grades, by group."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import click
import orjson
import polars as pl

from jingtu.assessment.facts import land_uses
from jingtu.assessment.indices.backgrounds import Reference, background_sets, chosen_set
from jingtu.assessment.indices.report import grade_names, shares_text, tables
from jingtu.assessment.indices.study import GROUPS, Study, lacking, study
from jingtu.assessment.indices.tables import ALL, BY_SAMPLE, Chosen
from jingtu.assessment.indices.words import words
from jingtu.assessment.options import AssessOptions
from jingtu.assessment.plain_workbook import write_tables
from jingtu.assessment.report import problem_table
from jingtu.assessment.words import words as assessment_words
from jingtu.cli.saying import say
from jingtu.intake import headers
from jingtu.intake.laboratory import LabOptions, LabReading, read_lab
from jingtu.problems import Language, Problem, Refused, Where, attention
from jingtu.science.indices_grades import grade_tables, toxic_responses
from jingtu.substances import SUBSTANCES, find, suggest

LIMITS, BACKGROUND = "limits", "background"


@click.command("indices")
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("-o", "--out", type=click.Path(dir_okay=False, path_type=Path), help="Where to write: .xlsx.")
@click.option(
    "--background",
    "backgrounds",
    multiple=True,
    metavar="SET|SUBSTANCE=VALUE@SOURCE",
    help="A published set (see --list), or a value in mg/kg with its source; later ones go before earlier ones.",
)
@click.option("--list", "as_list", is_flag=True, help="List the published sets of backgrounds and stop.")
@click.option(
    "--against",
    type=click.Choice([LIMITS, BACKGROUND]),
    default=LIMITS,
    help="What Pi and Nemerow are taken of: the limits that fit each sample (default), or the background.",
)
@click.option("--by", type=click.Choice(GROUPS), default=GROUPS[0], help="What samples are grouped by.")
@click.option("--element", default="", metavar="NAME", help="Reference element of the enrichment factor: Al, Fe, Ti …")
@click.option("--rescale", is_flag=True, help="Multiply the breaks of RI by the sum of the toxic factors / 133.")
@click.option("--k", type=click.FloatRange(0.1, 10), default=1.5, help="k of the geo-accumulation index.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Day whose limits apply; default: the sampling day.")
@click.option("--land-use", default="", metavar="USE", help="Land use where the file says none.")
@click.option("--ph", type=click.FloatRange(0, 14), help="Soil pH where the file has none.")
@click.option("--unit", metavar="UNIT", help="Unit of measurement where the file has none.")
@click.option("--medium", type=click.Choice(headers.MEDIA), help="Medium where the file says none.")
@click.option("--column", multiple=True, metavar="HEADER=MEANING", help="What a column means, if it is not recognised.")
@click.option("--sheet", "sheets", multiple=True, metavar="NAME", help="Sheets to read; default: all.")
@click.option("--accept-clean", is_flag=True, help="Write the clean results even if others have errors.")
@click.option("--json", "as_json", is_flag=True, help="JSON on standard output.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help="Language of messages and workbook.")
def command(file: Path | None, out: Path | None, as_json: bool, lang: Language, **given: Any) -> None:
    """Pollution indices of the results in FILE: single factor, Nemerow, geo-accumulation, ecological risk, load,
    enrichment, bioconcentration, groundwater.

    Exit status 0: done; 1: the file has errors (nothing is written without --accept-clean); 2: wrong call.
    """
    if given["as_list"]:
        _list(lang)
    elif file is None:
        raise click.UsageError("给出文件，或用 --list 列出背景值 (give FILE, or --list)")
    else:
        sys.exit(_run(file, out, (lang, as_json), given))


def _run(file: Path, out: Path | None, told: tuple[Language, bool], given: Mapping[str, Any]) -> int:
    lang, as_json = told
    today = datetime.now(UTC).astimezone().date()
    on = given["on"].date() if given["on"] else None
    _refuse_path(out)
    chosen, options = _chosen(given, lang), _options(given, by_sampling_day=on is None)
    try:
        reading = read_lab(file, _lab_options(given, options, on=today))
    except Refused as refused:
        say(refused.problems, lang)
        return 2 if all(one.code.startswith("intake.option_") for one in refused.problems) else 1
    found = study(reading.results, chosen, on=on or today, by=given["by"], options=options)
    problems = (*reading.problems, *_remarks(found, file.name, lang))
    refused_rows = bool(reading.errors) and not given["accept_clean"]
    if out and not refused_rows:
        _write(out, found, problems, lang)
    say(problems, lang)
    if as_json:
        sys.stdout.buffer.write(_json(found, reading, problems, lang))
    else:
        _print(found, lang)
    if out and refused_rows:
        click.echo(words("say", lang)["refused"], err=True)
    return int(bool(reading.errors))


# ---------------------------------------------------------------- what was asked


def _list(language: Language) -> None:
    for key, one in background_sets().items():
        named = "、".join(SUBSTANCES[name].symbol or SUBSTANCES[name].zh for name in one.values)
        marks = sorted({assessment_words("mark", language)[value.mark] for value in one.values.values()})
        click.echo(f"{key}\n    {one.zh if language == 'zh' else one.en} | {named}\n    {' | '.join(marks)}")


def _chosen(given: Mapping[str, Any], language: Language) -> Chosen:
    values: dict[str, Reference] = {}
    for text in given["backgrounds"]:
        values |= _background(text, language)
    element = _substance(given["element"], "--element") if given["element"] else ""
    if element and element not in values:
        message = f"{given['element']}: 参比元素也要有背景值 (the reference element needs a background, too)"
        raise click.BadParameter(message, param_hint="--element")
    return Chosen(
        backgrounds=values,
        against_limits=given["against"] == LIMITS,
        element=element,
        rescale=given["rescale"],
        k=given["k"],
    )


def _background(text: str, language: Language) -> dict[str, Reference]:
    """The values of a published set, or one value with its source."""
    if "=" not in text:
        try:
            return dict(chosen_set(text).values)
        except Refused as refused:
            message = refused.problems[0].text(language)
            raise click.BadParameter(message, param_hint="--background") from refused
    name, right = _pair(text, "--background")
    value, at, source = (part.strip() for part in right.partition("@"))
    try:
        number = Decimal(value)
    except InvalidOperation:
        number = Decimal("NaN")
    if not (number.is_finite() and number > 0 and at and source):
        message = f"“{text}”: 应写成 镉=0.13@来源，数值大于零 (write Cd=0.13@source, above zero)"
        raise click.BadParameter(message, param_hint="--background")
    return {_substance(name, "--background"): Reference(number, source, source)}


def _substance(name: str, option: str) -> str:
    found = find(name)
    if found is None:
        near = "、".join(suggest(name)) or "–"
        raise click.BadParameter(f"“{name}”: 不认识的物质，相近：{near} (not known)", param_hint=option)
    return found.key


def _refuse_path(out: Path | None) -> None:
    if out and (out.suffix.lower() != ".xlsx" or not out.resolve().parent.is_dir()):
        raise click.BadParameter(
            f"{out}: 应为现有文件夹中的 .xlsx (an .xlsx in a folder that exists)", param_hint="--out"
        )


def _lab_options(given: Mapping[str, Any], options: AssessOptions, *, on: date) -> LabOptions:
    return LabOptions(
        medium=given["medium"],
        unit=given["unit"],
        columns=dict(_pair(text, "--column") for text in given["column"]),
        sheets=given["sheets"],
        land_use=options.land_use or None,
        ph=given["ph"],
        on=on,
    )


def _options(given: Mapping[str, Any], *, by_sampling_day: bool) -> AssessOptions:
    text, keys = given["land_use"], list(land_uses()["key"])
    key = text if text in keys else headers.land_use(text)
    if text and key not in keys:
        raise click.BadParameter(
            f"“{text}”: 不认识的土地利用，可用 (use one of) {'、'.join(keys)}", param_hint="--land-use"
        )
    options = AssessOptions(ph=given["ph"], medium=given["medium"] or "", by_sampling_day=by_sampling_day)
    return replace(options, land_use=key or "")


def _pair(text: str, option: str) -> tuple[str, str]:
    left, equals, right = text.partition("=") if option == "--background" else text.rpartition("=")
    if not (equals and left.strip() and right.strip()):
        raise click.BadParameter(f"“{text}”: 应写成 A=B (write A=B)", param_hint=option)
    return left.strip(), right.strip()


# ---------------------------------------------------------------- what is answered


def _remarks(found: Study, file: str, language: Language) -> list[Problem]:
    where, said = Where(file), []
    if not found.chosen.backgrounds and found.water.is_empty():
        said.append(attention("indices.no_background", where))
    for name, keys in lacking(found).items():
        if keys:
            named = "、".join(SUBSTANCES[key].zh if language == "zh" else SUBSTANCES[key].en for key in keys)
            said.append(attention(f"indices.{name}", where, names=named))
    if found.soil.unusable.height:
        said.append(attention("indices.unusable", where, count=found.soil.unusable.height))
    return said


def _write(out: Path, found: Study, problems: Sequence[Problem], language: Language) -> None:
    """All or nothing: written beside the target, then moved over it."""
    unfinished = out.with_name(f".{out.stem}.unfinished.xlsx")
    sheets = {**tables(found, language), words("sheet", language)["problems"]: problem_table(tuple(problems), language)}
    try:
        write_tables(unfinished, sheets, on=datetime.now(UTC).astimezone().date())
        os.replace(unfinished, out)
    finally:
        unfinished.unlink(missing_ok=True)


def _print(found: Study, language: Language) -> None:
    say, named = words("say", language), words("index", language)
    lines = found.groups.filter(pl.col("index").is_in(BY_SAMPLE))
    if lines.is_empty() and found.water.is_empty():
        click.echo(say["none"])
    for row in lines.iter_rows(named=True):
        group, numbers = row["group"] or say["unknown"], {name: f"{row[name]:.4g}" for name in ("mean", "max")}
        click.echo(say["line"].format(group=group, index=named[row["index"]], n=row["n"], **numbers))
        click.echo(say["grades"].format(shares=shares_text(row["index"], row["shares"], language)))
    if found.chosen.rescale:
        click.echo(say["scale"].format(scale=f"{found.tables.scale:.4g}"))
    if found.water.height:
        counts = found.water["class"].value_counts().sort("class", nulls_last=True)
        verdicts = assessment_words("verdict", language)
        roman = {1: "CLASS_I", 2: "CLASS_II", 3: "CLASS_III", 4: "CLASS_IV", 5: "CLASS_V", None: "UNDECIDED"}
        classes = "，".join(f"{verdicts[roman[class_]]} {count}" for class_, count in counts.iter_rows())
        click.echo(say["water"].format(n=found.water.height, classes=classes))


def _json(found: Study, reading: LabReading, problems: Sequence[Problem], language: Language) -> bytes:
    samples = found.soil.samples.drop("key")
    document = {
        "file": reading.file,
        "sha256": reading.sha256,
        "by": found.by,
        "against": LIMITS if found.chosen.against_limits else BACKGROUND,
        "k": found.chosen.k,
        "risk_index_scale": found.tables.scale,
        "backgrounds": [
            {"substance": key, "value": str(one.value), "source": one.source_zh, "mark": one.mark}
            for key, one in found.chosen.backgrounds.items()
        ],
        "toxic_responses": [
            {"substance": key, "factor": one.factor, "source": one.source_en, "mark": one.mark}
            for key, one in toxic_responses().items()
            if key in found.chosen.backgrounds
        ],
        "grades": [_grades(index) for index in ALL],
        "groups": found.groups.to_dicts(),
        "samples": samples.join(found.tables.by_sample, on="at").drop("at").to_dicts(),
        "substances": samples.select("at", "sample", "point")
        .join(found.tables.by_substance, on="at")
        .drop("at")
        .to_dicts(),
        "groundwater": found.water.to_dicts(),
        "bioconcentration": found.pairs.to_dicts(),
        "unusable": found.soil.unusable.to_dicts(),
        "problems": [one.document(language) for one in problems],
    }
    return orjson.dumps(document, option=orjson.OPT_APPEND_NEWLINE)


def _grades(index: str) -> dict[str, object]:
    grades = grade_tables()[index]
    return {
        "index": index,
        "names": grade_names(index, "en"),
        "sources": [one.source_en for one in grades],
        "marks": [one.mark for one in grades],
    }
