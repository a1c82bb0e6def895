"""``jingtu assess FILE -o OUT``: laboratory results against limits."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import click
import orjson
import polars as pl

from jingtu.assessment import report, workbook
from jingtu.assessment.compare import Assessment, assess
from jingtu.assessment.facts import land_uses
from jingtu.assessment.options import AssessOptions, Background
from jingtu.assessment.words import words
from jingtu.cli.saying import say
from jingtu.intake import headers
from jingtu.intake.laboratory import LabOptions, LabReading, read_lab
from jingtu.problems import Language, Problem, Refused
from jingtu.standards import crops
from jingtu.standards.limits import load
from jingtu.substances import find, suggest

FORMATS = (".xlsx", ".csv", ".parquet")
MEDIA = ("soil", "groundwater", "irrigation_water", "crop")
CROP_TYPES = ("paddy", "dryland", "vegetable_processed", "vegetable_raw")
RESULT_KEYS = (
    *(
        "sheet",
        "cell",
        "sample",
        "substance",
        "text",
        "value",
        "operator",
        "detection_limit",
        "unit",
        "standard",
        "edition",
    ),
    *(
        "table",
        "row_no",
        "cite",
        "cite_en",
        "limit_screening",
        "limit_intervention",
        "limit",
        "limit_unit",
        "amount",
        "ratio",
    ),
    *("verdict", "reason", "missing", "remarks", "mark", "reservation"),
)


class OutFile(click.Path):
    """A file to write whose ending says the format."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        path = Path(str(super().convert(value, param, ctx)))
        if path.suffix.lower() not in FORMATS:
            self.fail(
                f"{path.name}: 结果文件只能是 {'、'.join(FORMATS)} (write one of {', '.join(FORMATS)})", param, ctx
            )
        if not path.parent.is_dir():
            self.fail(f"文件夹不存在 / no such folder: {path.parent}", param, ctx)
        return path


@click.command("assess")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("-o", "--out", type=OutFile(), help="Where to write: .xlsx, .csv or .parquet.")
@click.option(
    "--standard", "standards", multiple=True, metavar="NAME", help="GB 15618, gb36600_2018 …; default: what fits."
)
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Day whose editions apply; default: the sampling day.")
@click.option(
    "--land-use", default="", metavar="USE", help="paddy, orchard, dryland, industrial … where the file says none."
)
@click.option(
    "--land-class", multiple=True, metavar="[USE=]1|2", help="Class of GB 36600, for all or for one land use."
)
@click.option("--ph", type=click.FloatRange(0, 14), help="Soil pH where the file has none.")
@click.option("--unit", metavar="UNIT", help="Unit where the file has none.")
@click.option("--medium", type=click.Choice(MEDIA), help="Medium where the file says none.")
@click.option("--crop", default="", metavar="NAME", help="Crop where the file says none (GB 2762).")
@click.option("--crop-type", type=click.Choice(CROP_TYPES), default=None, help="Irrigated crop (GB 5084).")
@click.option("--condition", "conditions", multiple=True, metavar="NAME", help="Condition of a limit of GB 5084.")
@click.option(
    "--background", multiple=True, metavar="SUBSTANCE=VALUE@SOURCE", help="Natural background, mg/kg (GB 36600)."
)
@click.option(
    "--column", multiple=True, metavar="HEADER=MEANING", help="What a column means, where it is not recognised."
)
@click.option("--sheet", "sheets", multiple=True, metavar="NAME", help="Sheets to read; default: all.")
@click.option("--accept-clean", is_flag=True, help="Write the clean results even if others have errors.")
@click.option("--json", "as_json", is_flag=True, help="JSON on standard output.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help="Language of messages and workbook.")
def command(file: Path, out: Path | None, as_json: bool, lang: Language, accept_clean: bool, **given: Any) -> None:
    """Compare laboratory results in FILE (xlsx, xls, csv, parquet; long or wide) with limit values.

    Exit status 0: done; 1: the file has errors (nothing is written without --accept-clean); 2: wrong call.
    """
    today = datetime.now(UTC).astimezone().date()
    on = given["on"].date() if isinstance(given["on"], datetime) else None
    options = _assess_options(given, by_sampling_day=on is None)
    try:
        reading = read_lab(file, _lab_options(given, on=today))
    except Refused as refused:
        if all(problem.code.startswith("intake.option_") for problem in refused.problems):
            raise _wrong_call(refused, lang) from None
        _stop(refused.problems, lang)
    try:
        assessment = assess(reading.results, standards=given["standards"] or None, on=on or today, options=options)
    except Refused as refused:
        raise _wrong_call(refused, lang) from None
    problems = (*reading.problems, *assessment.problems)
    source = report.Source(file.name, reading.sha256, on or today, options.by_sampling_day, tuple(given["standards"]))
    refused_rows = bool(reading.errors) and not accept_clean
    if out and not refused_rows:
        _write(out, assessment, problems, source, lang)
    say(problems, lang)
    if as_json:
        sys.stdout.buffer.write(_json(assessment, reading, problems, source, lang))
    else:
        _print_summary(assessment, lang)
    if reading.errors:
        _say_refused(lang, written=bool(out) and not refused_rows, asked=bool(out))
        sys.exit(1)


# ---------------------------------------------------------------- what was asked


def _lab_options(given: Mapping[str, Any], *, on: date) -> LabOptions:
    return LabOptions(
        medium=given["medium"],
        unit=given["unit"],
        columns=dict(_pair(text, "--column") for text in given["column"]),
        sheets=given["sheets"],
        land_use=_land_use(given["land_use"]) or None,
        ph=given["ph"],
        on=on,
    )


def _assess_options(given: Mapping[str, Any], *, by_sampling_day: bool) -> AssessOptions:
    return AssessOptions(
        land_use=_land_use(given["land_use"]),
        land_class=dict(_land_class(text) for text in given["land_class"]),
        ph=given["ph"],
        medium=given["medium"] or "",
        crop=_crop(given["crop"]),
        crop_type=given["crop_type"] or "",
        conditions=_conditions(given["conditions"]),
        background=dict(_background(text) for text in given["background"]),
        by_sampling_day=by_sampling_day,
    )


def _land_use(text: str) -> str:
    """The key of a land use given by key or name; empty where none is given."""
    keys = list(land_uses()["key"])
    key = text if text in keys else headers.land_use(text)
    if text and key not in keys:
        known = "、".join(keys)
        raise click.BadParameter(f"“{text}”: 不认识的土地利用，可用 (use one of) {known}", param_hint="--land-use")
    return key or ""


def _crop(text: str) -> str:
    if text and crops.find(text) is None:
        known = "、".join(crop.zh for crop in crops.CROPS)
        raise click.BadParameter(f"“{text}”: 不认识的作物，可用 (use one of) {known}", param_hint="--crop")
    return text


def _conditions(names: tuple[str, ...]) -> tuple[str, ...]:
    known = sorted({one.conditions.condition for one in load().all if one.conditions.condition})
    for name in names:
        if name not in known:
            message = f"“{name}”: 不认识的条件，可用 (use one of) {'、'.join(known)}"
            raise click.BadParameter(message, param_hint="--condition")
    return names


def _pair(text: str, option: str) -> tuple[str, str]:
    left, equals, right = text.rpartition("=")
    if not (equals and left.strip() and right.strip()):
        raise click.BadParameter(f"“{text}”: 应写成 A=B (write A=B)", param_hint=option)
    return left.strip(), right.strip()


def _land_class(text: str) -> tuple[str, int]:
    use, number = _pair(text, "--land-class") if "=" in text else ("", text.strip())
    if number not in ("1", "2"):
        raise click.BadParameter(f"“{text}”: 用地类别只有 1 和 2 (the classes are 1 and 2)", param_hint="--land-class")
    return use, int(number)


def _background(text: str) -> tuple[str, Background]:
    name, right = _pair(text, "--background")
    value, at, source = right.partition("@")
    substance = find(name)
    if substance is None:
        near = "、".join(suggest(name)) or "–"
        raise click.BadParameter(f"“{name}”: 不认识的物质，相近：{near} (not known)", param_hint="--background")
    if not (at and source.strip()):
        message = f"“{text}”: 背景值须注明来源，如 砷=25@省土壤背景值 (a background value needs its source)"
        raise click.BadParameter(message, param_hint="--background")
    try:
        number = Decimal(value)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or number < 0:
        raise click.BadParameter(f"“{value}”: 不是数值 (not a number)", param_hint="--background")
    return substance.key, Background(number, source.strip())


# ---------------------------------------------------------------- what is answered


def _write(
    out: Path, assessment: Assessment, problems: tuple[Problem, ...], source: report.Source, language: Language
) -> None:
    """All or nothing: written beside the target, then moved over it."""
    unfinished = out.with_name(f".{out.name}.unfinished{out.suffix}")
    try:
        if out.suffix.lower() == ".xlsx":
            workbook.write(unfinished, assessment, problems, source, language)
        elif out.suffix.lower() == ".csv":
            report.everything(assessment).write_csv(unfinished, include_bom=True)
        else:
            report.everything(assessment).write_parquet(unfinished)
        os.replace(unfinished, out)
    finally:
        unfinished.unlink(missing_ok=True)


def _wrong_call(refused: Refused, language: Language) -> click.UsageError:
    return click.UsageError("\n".join(problem.text(language) for problem in refused.problems))


def _stop(problems: Sequence[Problem], language: Language) -> None:
    say(problems, language)
    sys.exit(1)


SAY = {
    "zh": {
        "compared": "已比较 {compared} 个结果，未比较 {left} 个",
        "samples": "样品",
        "results": "结果",
        "exceeding": "超标最多的项目",
        "not_compared": "未比较的原因",
        "refused": "文件有错误，未写出结果；改正后重试，或加 --accept-clean 只评价无误的行",
        "partly": "文件有错误，只写出了无误的行",
        "errors": "文件有错误，以上只包括无误的行",
    },
    "en": {
        "compared": "{compared} results compared, {left} not compared",
        "samples": "samples",
        "results": "results",
        "exceeding": "Substances exceeding most often",
        "not_compared": "Why not compared",
        "refused": "The file has errors, nothing was written; correct it, or add --accept-clean to take the clean rows",
        "partly": "The file has errors; only the clean rows were written",
        "errors": "The file has errors; the above covers the clean rows only",
    },
}
MOST_LINES = 10


def _print_summary(assessment: Assessment, language: Language) -> None:
    say = SAY[language]
    click.echo(say["compared"].format(compared=assessment.results.height, left=assessment.left_out.height))
    verdicts = words("verdict", language)
    samples = dict(assessment.samples["verdict"].value_counts().iter_rows())
    for verdict, count in dict(assessment.results["verdict"].value_counts(sort=True).iter_rows()).items():
        click.echo(f"  {count:>8} {say['results']}  {samples.get(verdict, 0):>7} {say['samples']}  {verdicts[verdict]}")
    exceeding = _exceeding(assessment)
    if exceeding.height:
        click.echo(say["exceeding"])
        for key, edition, count, n in exceeding.iter_rows():
            click.echo(f"  {count:>8} / {n:<8} {_substance(key, language)}（{edition}）")
    reasons = assessment.not_compared.group_by("reason").agg(
        pl.col("n").sum(), pl.col("substance_text").unique().sort()
    )
    if reasons.height:
        click.echo(say["not_compared"])
        for reason, count, texts in reasons.sort("n", descending=True).iter_rows():
            click.echo(
                f"  {count:>8} {words('reason', language)[reason]}：{'、'.join(filter(None, texts[:MOST_LINES]))}"
            )


def _exceeding(assessment: Assessment) -> pl.DataFrame:
    counts = assessment.summary.group_by("substance", "edition", maintain_order=True).agg(
        pl.col("exceeding").sum(), pl.col("n").sum()
    )
    return counts.filter(pl.col("exceeding") > 0).sort("exceeding", descending=True).head(MOST_LINES)


def _substance(key: str, language: Language) -> str:
    named = find(key)
    return key if named is None else (named.zh if language == "zh" else named.en)


def _say_refused(language: Language, *, written: bool, asked: bool) -> None:
    key = "errors" if not asked else "partly" if written else "refused"
    click.echo(SAY[language][key], err=True)


def _json(
    assessment: Assessment, reading: LabReading, problems: Sequence[Problem], source: report.Source, language: Language
) -> bytes:
    document = {
        "file": source.file,
        "sha256": source.sha256,
        "on": source.on,
        "by_sampling_day": source.by_sampling_day,
        "standards": sorted(set(assessment.results["edition"].drop_nulls())),
        "counts": report.verdict_counts(assessment),
        "results": assessment.results.select(RESULT_KEYS).to_dicts(),
        "samples": assessment.samples.to_dicts(),
        "summary": assessment.summary.to_dicts(),
        "not_compared": assessment.not_compared.to_dicts(),
        "problems": [one.document(language) for one in problems],
    }
    return orjson.dumps(document, option=orjson.OPT_APPEND_NEWLINE)
