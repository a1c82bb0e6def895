"""What the commands share that compute something from a laboratory's file: options, reading, writing, exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click
import orjson
import polars as pl

from jingtu.assessment.farmland.words import words as farmland_words
from jingtu.assessment.plain_workbook import write_tables
from jingtu.assessment.statistics.words import words
from jingtu.cli.saying import say
from jingtu.intake import headers
from jingtu.intake.laboratory import LabOptions, LabReading, read_lab
from jingtu.problems import Language, Problem, Refused, Severity

GROUPS = ("land_use", "land_use_text", "place", "point", "sheet", "sampled_on")
Command = Callable[..., None]
OPTIONS = (
    click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path)),
    click.option("-o", "--out", type=click.Path(dir_okay=False, path_type=Path), help="Where to write: .xlsx."),
    click.option("--unit", metavar="UNIT", help="Unit where the file has none."),
    click.option("--medium", type=click.Choice(headers.MEDIA), help="Medium where the file says none."),
    click.option(
        "--column", multiple=True, metavar="HEADER=MEANING", help="What a column means, if it is not recognised."
    ),
    click.option("--sheet", "sheets", multiple=True, metavar="NAME", help="Sheets to read; default: all."),
    click.option("--accept-clean", is_flag=True, help="Go on with the clean results even if others have errors."),
    click.option("--json", "as_json", is_flag=True, help="JSON alone on standard output."),
    click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help="Language of messages and workbook."),
)


def lab_command(command: Command) -> Command:
    """Give a command the argument and the options of :data:`OPTIONS`."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def today() -> date:
    return datetime.now(UTC).astimezone().date()


def read(file: Path, given: Mapping[str, Any]) -> LabReading:
    """The file; what refuses it ends the command, with status 2 where an option is to blame, else 1."""
    refuse_path(given["out"])
    options = LabOptions(
        medium=given["medium"],
        unit=given["unit"],
        columns=dict(pair(text, "--column") for text in given["column"]),
        sheets=given["sheets"],
        on=today(),
    )
    try:
        return read_lab(file, options)
    except Refused as refused:
        say(refused.problems, given["lang"])
        sys.exit(2 if all(one.code.startswith("intake.option_") for one in refused.problems) else 1)


def refuse_path(out: Path | None) -> None:
    if out and (out.suffix.lower() != ".xlsx" or not out.resolve().parent.is_dir()):
        raise click.BadParameter(f"{out}: 应为现有文件夹中的 .xlsx (an .xlsx in a folder that exists)", param_hint="-o")


def pair(text: str, option: str) -> tuple[str, str]:
    left, equals, right = text.rpartition("=")
    if not (equals and left.strip() and right.strip()):
        raise click.BadParameter(f"“{text}”: 应写成 A=B (write A=B)", param_hint=option)
    return left.strip(), right.strip()


def failed(problems: Iterable[Problem]) -> bool:
    return any(problem.severity is Severity.ERROR for problem in problems)


def unless_refused(given: Mapping[str, Any], *, errors: bool) -> Mapping[str, Any]:
    """What was asked, without the workbook where errors forbid it; says so."""
    if not (errors and given["out"] and not given["accept_clean"]):
        return given
    click.echo(farmland_words("say", given["lang"])["refused"], err=True)
    return {**given, "out": None}


def answer(
    given: Mapping[str, Any],
    *,
    lines: Iterable[str],
    document: Mapping[str, object],
    sheets: Mapping[str, pl.DataFrame],
) -> None:
    """Print lines or JSON, and write the workbook where one was asked for: all or nothing."""
    lang: Language = given["lang"]
    if given["as_json"]:
        sys.stdout.buffer.write(orjson.dumps(document, option=orjson.OPT_APPEND_NEWLINE))
    else:
        click.echo("\n".join(lines) or words("say", lang)["none"])
    out: Path | None = given["out"]
    if out is None:
        return
    unfinished = out.with_name(f".{out.stem}.unfinished.xlsx")
    try:
        write_tables(unfinished, sheets, on=today())
        os.replace(unfinished, out)
        click.echo(words("say", lang)["written"].format(path=out), err=True)
    finally:
        unfinished.unlink(missing_ok=True)


def about(lines: Mapping[str, str], lang: Language) -> pl.DataFrame:
    """The last sheet: what the answer rests on."""
    heads = words("column", lang)
    return pl.DataFrame(list(lines.items()), schema=[heads["what"], heads["content"]], orient="row")
