"""``jingtu grain FILE``: lots of grain against the limits of food, and what is owed for those above them."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from jingtu.assessment.farmland import grain_report as report
from jingtu.assessment.farmland.grain_list import read_lots
from jingtu.assessment.farmland.words import words
from jingtu.assessment.report import problem_table
from jingtu.cli.lab_file import answer, refuse_path, today, unless_refused
from jingtu.cli.saying import say
from jingtu.problems import Language, Refused
from jingtu.standards import crops


@click.command("grain")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("-o", "--out", type=click.Path(dir_okay=False, path_type=Path), help="Where to write: .xlsx.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day; default: today.")
@click.option("--crop", default="", metavar="NAME", help="Crop where the file says none: 稻谷, 糙米, wheat …")
@click.option("--unit", metavar="UNIT", help="Unit of results where the file has none.")
@click.option("--accept-clean", is_flag=True, help="Write the clean lots even if others have errors.")
@click.option("--json", "as_json", is_flag=True, help="JSON alone on standard output.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help="Language of messages and workbook.")
def command(file: Path, lang: Language, **given: Any) -> None:
    """Judge the grain lots in FILE by GB 2762 and say what is owed: 批次号, 作物, 采样日期, 镉（mg/kg）, 收购企业 …

    Exit status 0: done; 1: the file has errors (nothing is written without --accept-clean); 2: wrong call.
    """
    refuse_path(given["out"])
    on = given["on"].date() if given["on"] else today()
    try:
        lots = read_lots(file, on=on, unit=given["unit"], crop=_crop(given["crop"]))
    except Refused as refused:
        say(refused.problems, lang)
        sys.exit(2 if all(one.code.startswith("intake.option_") for one in refused.problems) else 1)
    found = report.answers(lots, on=on)
    problems = (*lots.problems, *report.remarks(found, file=file.name))
    say(problems, lang)
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    names = words("grain_sheet", lang)
    answer(
        unless_refused({**given, "lang": lang}, errors=bool(lots.errors)),
        lines=_lines(found, str(on), lang),
        document={
            "file": file.name,
            "sha256": sha256,
            "on": on,
            "lots": report.documents(found, on),
            "problems": [one.document(lang) for one in problems],
        },
        sheets={
            **report.tables(found, on, lang),
            names["problems"]: problem_table(problems, lang),
            names["about"]: report.about(file.name, sha256, on, lang),
        },
    )
    sys.exit(int(bool(lots.errors)))


def _crop(text: str) -> str:
    if text and crops.find(text) is None:
        names = "、".join(one.zh for one in crops.CROPS)
        raise click.BadParameter(f"“{text}”: 不认识的作物，可用 (use one of) {names}", param_hint="--crop")
    return text


def _lines(found: Sequence[report.Answer], on: str, language: Language) -> Iterator[str]:
    said, flows = words("grain_say", language), words("grain_flow", language)
    yield said["count"].format(count=len(found), on=on)
    for flow, count in report.counts(found).items():
        yield "  " + said["line"].format(flow=flows[flow], count=count)
