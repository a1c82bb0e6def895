"""``jingtu risk CASE.toml -o report.xlsx``: exposure, risk, control values by HJ 25.3; GB 36600 beside the model."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click
import orjson

from jingtu.assessment.risk import gb36600, report
from jingtu.assessment.risk.case import read
from jingtu.assessment.risk.paper import paper
from jingtu.assessment.risk.quantities import BadQuantity, quantity
from jingtu.assessment.risk.reckon import reckon
from jingtu.assessment.risk.tables import Answered
from jingtu.assessment.risk.words import figure, name, option, words
from jingtu.assessment.risk.workbook import workbook
from jingtu.problems import Language, Problem, Refused, Severity
from jingtu.science.risk_errors import RiskError
from jingtu.science.risk_options import CHOICES, Options
from jingtu.science.risk_parameters import THICKNESSES, Number, parameters

TEMPLATE = Path(report.__file__).with_name("template.toml")
WRITTEN = (".xlsx", ".docx", ".json")
UNKNOWN = "unknown"


@click.command("risk")
@click.argument("case", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--out", "-o", type=click.Path(dir_okay=False, path_type=Path), help="Report: .xlsx, .docx or .json.")
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="Day whose GB 36600 is shown. Default: today.")
@click.option("--template", type=click.Path(dir_okay=False, path_type=Path), help="Write an example case and stop.")
@click.option("--gb36600", "compare", is_flag=True, help="Screening values of GB 36600-2018 beside the model's.")
@click.option("--choose", "choices", multiple=True, help="With --gb36600, an option: crack_porosity=crack.")
@click.option("--set", "values", multiple=True, help='With --gb36600, a parameter: "Ls=50 cm".')
@click.option("--accept-clean", is_flag=True, help="Answer for the clean substances although others have errors.")
@click.option("--json", "as_json", is_flag=True, help="JSON alone on standard output.")
@click.option("--lang", "language", type=click.Choice(["zh", "en"]), default="zh", help="Language of messages.")
def command(case: Path | None, out: Path | None, template: Path | None, language: Language, **given: Any) -> None:
    """Exposure, risk and control values of a site by HJ 25.3 (rebuilt; see docs/risk.md), from CASE.toml."""
    for path in filter(None, (out, template)):
        _refuse_path(path, WRITTEN if path is out else (".toml",))
    if template is not None:
        _write(template, TEMPLATE.read_bytes())
    elif given["compare"]:
        _compare(_options(given["choices"], language), _values(given["values"], language), language, given["as_json"])
    elif case is None:
        raise click.UsageError("给出案例文件，或用 --template、--gb36600 (give CASE, or --template or --gb36600)")
    elif given["choices"] or given["values"]:
        raise click.UsageError("案例的选项和参数写在案例文件里 (options and parameters of a case stand in its file)")
    else:
        sys.exit(_assess(case, out, language, given))


def _refuse_path(path: Path, suffixes: Sequence[str]) -> None:
    if path.suffix.lower() not in suffixes or not path.resolve().parent.is_dir():
        raise click.BadParameter(f"{path}: {' / '.join(suffixes)}，文件夹须已存在 (in a folder that exists)")


# ---------------------------------------------------------------- a case


def _assess(path: Path, out: Path | None, language: Language, given: Mapping[str, Any]) -> int:
    on = given["day"].date() if given["day"] else datetime.now(UTC).astimezone().date()
    try:
        answered = _answered(path, on, language)
    except Refused as refused:
        _say(refused.problems, language)
        return 1
    except RiskError as refused:
        _say([refused.problem], language)
        return 1
    failed = any(one.severity is Severity.ERROR for one in answered.case.problems)
    document = orjson.dumps(report.as_json(answered), option=JSON)
    if given["as_json"]:
        click.echo(document, nl=False)
    else:
        click.echo("\n".join(report.lines(answered)))
    _say(answered.case.problems, language)
    if out is not None and failed and not given["accept_clean"]:
        click.echo(words("text", language)["refused"], err=True)
    elif out is not None:
        made = {".xlsx": workbook, ".docx": paper}.get(out.suffix.lower())
        _write(out, document if made is None else made(answered))
        click.echo(words("text", language)["written"].format(path=out), err=True)
    return int(failed)


JSON = orjson.OPT_SERIALIZE_NUMPY | orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE


def _answered(path: Path, on: date, language: Language) -> Answered:
    case = read(path)
    return Answered(path.name, case, reckon(case, on=on), language)


def _write(path: Path, content: bytes) -> None:
    """All or nothing: written beside the target, then moved over it."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        unfinished.write_bytes(content)
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)


def _say(problems: Iterable[Problem], language: Language) -> None:
    for problem in sorted(problems, key=lambda one: one.severity is not Severity.ERROR):
        click.echo(problem.text(language), err=True)


# ---------------------------------------------------------------- GB 36600 beside the model


def _options(choices: Sequence[str], language: Language) -> Options:
    options = gb36600.FITTED
    for text in choices:
        key, _, choice = (part.strip() for part in text.partition("="))
        if key not in CHOICES or choice not in list(CHOICES[key]):
            known = "; ".join(f"{one}={'|'.join(kind)}" for one, kind in CHOICES.items())
            raise click.BadParameter(f"“{text}”: {known}", param_hint="--choose")
        changed: Mapping[str, Any] = {key: CHOICES[key](choice)}
        options = replace(options, **changed)
    return options


def _values(texts: Sequence[str], language: Language) -> Mapping[str, Number | None]:
    values = dict(gb36600.FITTED_VALUES)
    for text in texts:
        symbol, _, value = (part.strip() for part in text.partition("="))
        row = parameters().get(symbol)
        if row is None:
            raise click.BadParameter(f"“{text}”: {', '.join(parameters())}", param_hint="--set")
        try:
            unknown = value == UNKNOWN and symbol in THICKNESSES
            values[symbol] = None if unknown else quantity(value, row.unit, key=symbol)
        except BadQuantity as wrong:
            raise click.BadParameter(wrong.problem.text(language), param_hint="--set") from None
    return values


def _compare(options: Options, values: Mapping[str, Number | None], language: Language, as_json: bool) -> None:
    try:
        compared = gb36600.compare(options, values)
    except RiskError as refused:
        raise click.BadParameter(refused.problem.text(language), param_hint="--set") from None
    if as_json:
        click.echo(orjson.dumps(_document(compared, options, values), option=JSON), nl=False)
    else:
        click.echo("\n".join(_page(compared, options, values, language)))


def _document(
    compared: Sequence[gb36600.Compared], options: Options, values: Mapping[str, Number | None]
) -> Mapping[str, object]:
    return {
        "options": asdict(options),
        "values": dict(values),
        "counts": asdict(gb36600.counts(compared)),
        "compared": [
            {
                "substance": one.substance,
                "group": one.group,
                "land_class": one.land_class.value,
                "cite_zh": one.limit.cite,
                "cite_en": one.limit.cite_en,
                "printed": one.printed,
                "model": None if one.model is None else one.model.value,
                "driver": None if one.model is None else one.model.driver,
                "ratio": one.ratio,
                "agrees": one.agrees,
                "reason_zh": None if one.agrees else _reason(one, "zh"),
                "reason_en": None if one.agrees else _reason(one, "en"),
            }
            for one in compared
        ],
    }


def _reason(one: gb36600.Compared, language: Language) -> str:
    told = gb36600.reason(one, language)
    return words("gb36600", language)["settings_reason"] if told == gb36600.SETTINGS else told


def _page(
    compared: Sequence[gb36600.Compared], options: Options, values: Mapping[str, Number | None], language: Language
) -> Iterator[str]:
    said = words("gb36600", language)
    yield said["title"]
    given = ", ".join(f"{symbol} = {value}" for symbol, value in values.items())
    chosen = "; ".join(f"{key} = {choice}" for key, choice in asdict(options).items())
    yield said["settings"].format(options=chosen, values=given)
    for key, choice in asdict(options).items():
        yield f"    {key} = {choice}: {option(key, choice, language)}"
    yield said["rule"]
    yield said["fitted"]
    yield said["counts"].format(**asdict(gb36600.counts(compared)))
    for heading, agrees in (("agree", True), ("others", False)):
        yield ""
        yield said[heading]
        yield from (_row(one, language) for one in compared if one.agrees is agrees)


def _row(one: gb36600.Compared, language: Language) -> str:
    """One value in columns of tabs, so that it goes into a spreadsheet as it is."""
    model = one.model
    cells = (
        one.limit.cite if language == "zh" else one.limit.cite_en,
        name(one.substance, language),
        words("class", language)[str(one.land_class.value)],
        one.printed,
        "—" if model is None else figure(model.value, 4),
        "—" if model is None else words("driver", language)[model.driver],
        "—" if one.ratio is None else f"{one.ratio:.3f}",
        "" if one.agrees else _reason(one, language),
    )
    return "\t".join(cells).rstrip()
