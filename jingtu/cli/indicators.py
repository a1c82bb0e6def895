"""``jingtu indicators FILE``: every indicator that can be computed from tables, and what the others lack."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click
import orjson

from jingtu.assessment.indicators import INDICATORS, Asked, Comparator, Computed, compute, find, sheets, workbook
from jingtu.assessment.indicators.compute import within
from jingtu.assessment.indicators.forms import forms
from jingtu.assessment.indicators.model import PARAMETERS
from jingtu.assessment.indicators.report import Target, as_json, lines
from jingtu.assessment.indicators.words import words
from jingtu.cli.saying import say
from jingtu.problems import Language, Problem, Refused, Severity, error

TARGET = re.compile(r"\s*([^<>=~\s]+)\s*(>=|<=|=|>|<|~)\s*(-?\d{1,9}(?:\.\d{1,9})?)\s*%?\s*")


@click.command("indicators")
@click.argument("file", required=False, type=click.Path(exists=True, path_type=Path))
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day that counts. Default: today.")
@click.option("--year", type=click.IntRange(1990, 2100), help="The year counted. Default: that of the day.")
@click.option("--place", default="", help="Only rows of this division and below: 140404.")
@click.option("--target", "targets", multiple=True, help="A target to test: safe_use_rate>=91. May be repeated.")
@click.option("--variant", "variants", multiple=True, help="Method of an indicator: safe_use_rate=trial.")
@click.option("--parameter", "parameters", multiple=True, help="A parameter: closure=0.2.")
@click.option("--template", type=click.Path(dir_okay=False, path_type=Path), help="Write the empty workbook and stop.")
@click.option("--out", "-o", type=click.Path(dir_okay=False, path_type=Path), help="Workbook with every row behind.")
@click.option("--accept-clean", is_flag=True, help="Write the workbook although the input has errors.")
@click.option("--json", "as_json", is_flag=True, help="JSON alone on standard output.")
@click.option("--lang", "language", type=click.Choice(["zh", "en"]), default="zh", help="Language of messages.")
def command(file: Path | None, template: Path | None, out: Path | None, language: Language, **given: Any) -> None:
    """Indicators from the tables of FILE: a workbook with one table per sheet, a text table, or a folder of them."""
    for path in filter(None, (template, out)):
        _refuse_path(path)
    if not re.fullmatch(r"\d{0,12}", given["place"]):
        raise click.BadParameter("应为行政区划代码的数字 (digits of a division code)", param_hint="--place")
    if template is not None:
        workbook.template(template, language)
    elif file is None:
        raise click.UsageError("给出文件，或用 --template 写出模板 (give FILE, or --template)")
    else:
        sys.exit(_run(file, out, language, given))


def _run(file: Path, out: Path | None, language: Language, given: Mapping[str, Any]) -> int:
    asked, targets, variants = _asked(given), _targets(given["targets"], language), _variants(given["variants"])
    try:
        delivered = sheets.read(file)
    except Refused as refused:
        say(refused.problems, language)
        return 1
    tables = within(delivered.tables, given["place"]) if given["place"] else delivered.tables
    found = [compute(one, tables, asked, variant=variants.get(one.id, "")) for one in INDICATORS]
    if given["as_json"]:
        click.echo(_json(file, asked, found, targets, (delivered.problems, language)), nl=False)
    else:
        _print(found, targets, language)
    say(delivered.problems, language)
    failed = any(problem.severity is Severity.ERROR for problem in delivered.problems)
    if out and failed and not given["accept_clean"]:
        click.echo(words("say", language)["refused"], err=True)
    elif out:
        _write(out, [one for one in found if one.rows.height], delivered.problems, language)
    return int(failed)


# ---------------------------------------------------------------- what is asked


def _asked(given: Mapping[str, Any]) -> Asked:
    day, parameters = given["day"], dict(_pair(text, "--parameter") for text in given["parameters"])
    on = day.date() if day else datetime.now(UTC).astimezone().date()
    try:
        for name, value in parameters.items():
            Decimal(value)
            if not 0 <= Decimal(value) < 10_000:
                raise click.BadParameter(f"{name}={value}", param_hint="--parameter")
        return Asked(on, given["year"] or 0, parameters)
    except (ValueError, InvalidOperation) as reason:
        raise click.BadParameter(str(reason), param_hint="--parameter") from reason


def _pair(text: str, option: str) -> tuple[str, str]:
    left, equals, right = text.partition("=")
    if not (equals and left.strip() and right.strip()):
        raise click.BadParameter(f"“{text}”: 应写成 A=B (write A=B)", param_hint=option)
    return left.strip(), right.strip()


def _variants(texts: Iterable[str]) -> dict[str, str]:
    found = {}
    for name, key in (_pair(text, "--variant") for text in texts):
        one = find(name)
        known = [variant.key for variant in one.variants] if one else []
        if one is None or key not in known:
            raise click.BadParameter(f"{name}={key}: {' / '.join(known) or name}", param_hint="--variant")
        found[one.id] = key
    return found


def _targets(texts: Iterable[str], language: Language) -> dict[str, list[Target]]:
    found: dict[str, list[Target]] = {}
    for text in texts:
        match = TARGET.fullmatch(text)
        one = find(match[1]) if match else None
        if match is None or one is None:
            near = get_close_matches(match[1] if match else text, [one.id for one in INDICATORS], 3, 0.5)
            problem = error("indicators.target_wrong", text=text, near="、".join(near) or "—")
            raise click.BadParameter(problem.text(language), param_hint="--target")
        found.setdefault(one.id, []).append(Target(Comparator(match[2]), Decimal(match[3])))
    return found


def _refuse_path(path: Path) -> None:
    if path.suffix.lower() != ".xlsx" or not path.resolve().parent.is_dir():
        raise click.BadParameter(f"{path}: 应为现有文件夹中的 .xlsx (an .xlsx in a folder that exists)")


# ---------------------------------------------------------------- what is answered


def _write(out: Path, found: Sequence[Computed], problems: Sequence[Problem], language: Language) -> None:
    """All or nothing: written beside the target, then moved over it."""
    unfinished = out.with_name(f".{out.stem}.unfinished.xlsx")
    try:
        workbook.write(unfinished, found, problems, language)
        os.replace(unfinished, out)
    finally:
        unfinished.unlink(missing_ok=True)


def _print(found: Sequence[Computed], targets: Mapping[str, Sequence[Target]], language: Language) -> None:
    say = words("say", language)
    untargeted = [one for one in found if one.indicator.id not in targets]
    undelivered = [one for one in untargeted if _lacks_tables(one)]
    nothing = [one for one in untargeted if not _lacks_tables(one) and _is_empty(one)]
    for one in found:
        if one not in undelivered and one not in nothing:
            click.echo("\n".join(lines(one, targets.get(one.indicator.id, ()), language)))
    if nothing:
        click.echo(f"{say['nothing']} {'、'.join(one.indicator.id for one in nothing)}")
    if undelivered:
        click.echo(say["not_delivered"])
    for one in undelivered:
        tables = (forms()[lacking.table] for lacking in one.value.missing)
        names = "、".join(form.zh if language == "zh" else form.en for form in tables)
        click.echo(f"    {one.indicator.id}: {names}")


def _lacks_tables(one: Computed) -> bool:
    return any(lacking.fact == "table" for value in one.parts.values() for lacking in value.missing)


def _is_empty(one: Computed) -> bool:
    return not any(value.missing or value.denominator for value in one.parts.values())


def _json(
    file: Path,
    asked: Asked,
    found: Sequence[Computed],
    targets: Mapping[str, Sequence[Target]],
    said: tuple[Sequence[Problem], Language],
) -> bytes:
    problems, language = said
    document = {
        "file": file.name,
        "on": asked.on,
        "year": asked.year,
        "parameters": {**PARAMETERS, **asked.parameters},
        "indicators": [as_json(one, targets.get(one.indicator.id, ())) for one in found],
        "problems": [problem.document(language) for problem in problems],
    }
    return orjson.dumps(document, option=orjson.OPT_APPEND_NEWLINE)
