"""``jingtu sources CONCENTRATIONS --factors K``: which sources explain the samples, how much of each in every one."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from jingtu.assessment.plain_workbook import write_tables
from jingtu.assessment.sources import report
from jingtu.assessment.sources.concentrations import Concentrations, position
from jingtu.assessment.sources.laboratory import from_laboratory
from jingtu.assessment.sources.matrix import read_matrix
from jingtu.assessment.sources.prepare import Gaps, Ready, Uncertain, ready
from jingtu.assessment.sources.reckon import Asked, Sources, sources
from jingtu.assessment.sources.words import words
from jingtu.cli.saying import say, shortened
from jingtu.intake import headers
from jingtu.intake.laboratory import LabOptions, read_lab
from jingtu.problems import Language, Refused
from jingtu.science.pmf import EPA_ROBUST, Options
from jingtu.science.pmf_bootstrap import Resampling
from jingtu.science.pmf_table import ApportionmentError, Strength

WRITTEN = (".xlsx", ".json")
EVERY = "all"


@click.command("sources")
@click.argument("concentrations", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--factors", required=True, type=click.IntRange(1, 50), metavar="K", help="How many sources to look for.")
@click.option("--uncertainties", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A matrix of them.")
@click.option("--error-fraction", multiple=True, metavar="[NAME=]F", help="Relative uncertainty, such as 0.1.")
@click.option("--mdl", multiple=True, metavar="NAME=LIMIT", help="Detection limit where the file has none.")
@click.option("--matrix", is_flag=True, help="A plain matrix, also without --uncertainties.")
@click.option(
    "--gaps",
    type=click.Choice([one.value for one in Gaps]),
    default=Gaps.REFUSE.value,
    help="What becomes of samples with gaps.",
)
@click.option("--strong", multiple=True, metavar="NAME", help="Species to take as it is; all: every one not named.")
@click.option("--weak", multiple=True, metavar="NAME", help="Species to take with three times its uncertainty.")
@click.option("--bad", multiple=True, metavar="NAME", help="Species to leave out, totals for one.")
@click.option("--ratio", "ratios", multiple=True, metavar="A/B", help="Ratio of two species, in samples and factors.")
@click.option("--seed", type=click.IntRange(0), default=1, help="Of starts and resamples.")
@click.option("--starts", type=click.IntRange(1, 10_000), default=20, help="Random starts.")
@click.option("--resamples", type=click.IntRange(0, 100_000), default=100, help="Of the bootstrap; 0: none.")
@click.option("--block", type=click.IntRange(1), default=1, help="Samples drawn together.")
@click.option("--robust", type=click.FloatRange(0), default=EPA_ROBUST, help="Residuals that bend; 0: none.")
@click.option("--lowest", type=click.FloatRange(-1, 0, min_open=True), default=0.0, help="Floor of contributions.")
@click.option("--medium", type=click.Choice(headers.MEDIA), help="Which medium, or that of a file that says none.")
@click.option("--unit", metavar="UNIT", help="Unit where a laboratory's file has none.")
@click.option("--sheet", default="", metavar="NAME", help="Sheet to read.")
@click.option("-o", "--out", type=click.Path(dir_okay=False, path_type=Path), help="Where to write: .xlsx or .json.")
@click.option("--accept-clean", is_flag=True, help="Go on with clean samples and species although others have errors.")
@click.option("--json", "as_json", is_flag=True, help="JSON alone on standard output.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help="Language of messages and workbook.")
def command(concentrations: Path, out: Path | None, lang: Language, **given: Any) -> None:
    """Source apportionment by positive matrix factorization (PMF).

    CONCENTRATIONS is a laboratory's file as for ``jingtu assess``, or a plain matrix (samples by species), as with
    --uncertainties or --matrix.
    """
    if out and (out.suffix.lower() not in WRITTEN or not out.resolve().parent.is_dir()):
        message = f"{out}: {' / '.join(WRITTEN)}，文件夹须已存在 (in a folder that exists)"
        raise click.BadParameter(message, param_hint="-o")
    try:
        table = _read(concentrations, given)
        prepared = _ready(table, given)
        if prepared.errors and not given["accept_clean"]:
            say(shortened(prepared.problems), lang)
            click.echo(words("say", lang)["refused"], err=True)
            sys.exit(1)
        found = sources(prepared, _asked(table, given))
    except Refused as refused:
        say(shortened(refused.problems), lang)
        sys.exit(1)
    except ApportionmentError as wrong:
        say([wrong.problem], lang)
        sys.exit(1)
    say(shortened(found.problems), lang)
    document = report.as_json(found, lang)
    if given["as_json"]:
        sys.stdout.buffer.write(document)
    else:
        click.echo("\n".join(report.lines(found, lang)))
    if out is not None:
        _write(out, found, document, lang)
    sys.exit(int(prepared.errors))


def _read(path: Path, given: Mapping[str, Any]) -> Concentrations:
    if given["uncertainties"] is not None or given["matrix"]:
        return read_matrix(path, given["uncertainties"], sheet=given["sheet"])
    today = datetime.now(UTC).astimezone().date()
    sheets = (given["sheet"],) if given["sheet"] else ()
    reading = read_lab(path, LabOptions(medium=given["medium"], unit=given["unit"], sheets=sheets, on=today))
    return from_laboratory(reading, given["medium"])


def _ready(table: Concentrations, given: Mapping[str, Any]) -> Ready:
    fractions = [_number(text, "--error-fraction") for text in given["error_fraction"]]
    how = Uncertain(
        fraction=next((value for name, value in reversed(fractions) if not name), None),
        fractions={_species(table, name, "--error-fraction"): value for name, value in fractions if name},
        limits={_species(table, name, "--mdl"): value for name, value in (_number(t, "--mdl") for t in given["mdl"])},
    )
    return ready(table, how, gaps=Gaps(given["gaps"]), chosen=_strengths(table, given))


def _number(text: str, option: str) -> tuple[str, float]:
    """Name (empty without one) and number of ``NAME=0.1``."""
    name, _, value = text.rpartition("=")
    try:
        number = float(value)
    except ValueError:
        number = float("nan")
    if not 0 < number < float("inf") or (option == "--mdl" and not name.strip()):
        raise click.BadParameter(f"“{text}”: 应为大于零的数，如 Cd=0.1 (a number above zero)", param_hint=option)
    return name.strip(), number


def _species(table: Concentrations, name: str, option: str) -> int:
    place = position(table.species, name)
    if place is None:
        known = "、".join(table.species)
        raise click.BadParameter(f"“{name}”: 没有这个元素 (no such species)；{known}", param_hint=option)
    return place


def _strengths(table: Concentrations, given: Mapping[str, Any]) -> dict[int, Strength]:
    chosen: dict[int, Strength] = {}
    if EVERY in given["strong"]:
        chosen = dict.fromkeys(range(len(table.species)), Strength.STRONG)
    said: Sequence[tuple[Strength, str]] = [
        (strength, name) for strength in Strength for name in given[strength.value] if name != EVERY
    ]
    named = [_species(table, name, f"--{strength.value}") for strength, name in said]
    if len(set(named)) != len(named):
        raise click.BadParameter("一个元素只能归入一类 (a species is strong, weak or bad)", param_hint="--weak")
    return chosen | {place: strength for place, (strength, _) in zip(named, said, strict=True)}


def _asked(table: Concentrations, given: Mapping[str, Any]) -> Asked:
    pairs = [text.partition("/")[::2] for text in given["ratios"]]
    options = Options(starts=given["starts"], robust=given["robust"] or None, lowest=given["lowest"])
    resampling = Resampling(given["resamples"], given["block"]) if given["resamples"] else None
    asked = Asked(factors=given["factors"], seed=given["seed"], options=options, resampling=resampling)
    return replace(
        asked, ratios=tuple((_species(table, a, "--ratio"), _species(table, b, "--ratio")) for a, b in pairs)
    )


def _write(out: Path, found: Sources, document: bytes, language: Language) -> None:
    """All or nothing: written beside the target, then moved over it."""
    unfinished = out.with_name(f".{out.stem}.unfinished{out.suffix}")
    try:
        if out.suffix.lower() == ".json":
            unfinished.write_bytes(document)
        else:
            write_tables(unfinished, report.tables(found, language), on=datetime.now(UTC).astimezone().date())
        os.replace(unfinished, out)
        click.echo(words("say", language)["written"].format(path=out), err=True)
    finally:
        unfinished.unlink(missing_ok=True)
