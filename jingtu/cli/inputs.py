"""``jingtu inputs FILE``: fertilisers, manure and sludge against the limits of their kind on the day they were made."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from jingtu import units
from jingtu.assessment.farmland import input_report as report
from jingtu.assessment.farmland.input_list import Products, read_products
from jingtu.assessment.farmland.inputs import Kind
from jingtu.assessment.farmland.words import words
from jingtu.assessment.indicators.forms import choice_names, choices, squeeze
from jingtu.assessment.report import problem_table
from jingtu.cli.lab_file import answer, refuse_path, today, unless_refused
from jingtu.cli.saying import say
from jingtu.problems import Language, Problem, Refused


@click.command("inputs")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("-o", "--out", type=click.Path(dir_okay=False, path_type=Path), help="Where to write: .xlsx.")
@click.option("--kind", default="", metavar="KIND", help="Kind of products that name none: 有机肥料, manure …")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Day of production where the file has none; else today.")
@click.option("--unit", default="", metavar="UNIT", help="Unit of contaminants where the file has none.")
@click.option("--accept-clean", is_flag=True, help="Write the clean results even if others have errors.")
@click.option("--json", "as_json", is_flag=True, help="JSON alone on standard output.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help="Language of messages and workbook.")
def command(file: Path, lang: Language, **given: Any) -> None:
    """Judge the products in FILE, one a row: 产品名称, 产品种类, 生产日期, 镉（mg/kg） …

    Exit status 0: done; 1: the file has errors (nothing is written without --accept-clean); 2: wrong call.
    """
    refuse_path(given["out"])
    on = given["on"].date() if given["on"] else today()
    kind, unit = _kind(given["kind"], lang), _unit(given["unit"])
    try:
        products = read_products(file, unit=unit)
    except Refused as refused:
        say(refused.problems, lang)
        sys.exit(1)
    found = report.answers(products.rows, on=on, kind=kind)
    problems = (*products.problems, *report.remarks(found, file=file.name, on=on))
    say(problems, lang)
    told = unless_refused({**given, "lang": lang}, errors=bool(products.errors))
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    answer(
        told,
        lines=_lines(products, found, lang),
        document=_document((file.name, sha256, on), found, problems, lang),
        sheets={
            **report.tables(found, lang),
            words("product_sheet", lang)["problems"]: problem_table(problems, lang),
            words("product_sheet", lang)["about"]: report.about(file.name, sha256, on, lang),
        },
    )
    sys.exit(int(bool(products.errors)))


def _kind(text: str, language: Language) -> Kind | None:
    if not text:
        return None
    key = choice_names("input_product").get(squeeze(text))
    if key is None:
        known = "、".join(f"{one.key} {one.zh}" for one in choices("input_product"))
        raise click.BadParameter(f"“{text}”: 不认识的种类，可用 (use one of) {known}", param_hint="--kind")
    return Kind(key)


def _unit(text: str) -> str:
    found = units.find(text) if text else None
    if text and (found is None or found.dimension != units.unit("mg/kg").dimension):
        raise click.BadParameter(f"“{text}”: 应为 mg/kg 等质量分数单位 (a unit such as mg/kg)", param_hint="--unit")
    return found.key if found else ""


def _lines(products: Products, found: Sequence[report.Answer], language: Language) -> Iterator[str]:
    said, verdicts = words("product_say", language), words("product_verdict", language)
    yield said["count"].format(count=len(products.rows))
    for (standard, verdict), count in report.counts(found).items():
        name = standard or said["none"]
        yield "  " + said["line"].format(standard=name, verdict=verdicts[verdict], count=count)


def _document(
    source: tuple[str, str, date], found: Sequence[report.Answer], problems: Sequence[Problem], language: Language
) -> Mapping[str, object]:
    file, sha256, on = source
    return {
        "file": file,
        "sha256": sha256,
        "on": on,
        "products": report.documents(found),
        "problems": [one.document(language) for one in problems],
    }
