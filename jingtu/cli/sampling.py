"""``jingtu sampling …``: how many samples an error goal or effect evaluation asks for, and where."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
import orjson
import polars as pl

from jingtu.assessment.effect_evaluation import sampling, wells
from jingtu.assessment.effect_evaluation.pits import Pit, pits_of
from jingtu.assessment.effect_evaluation.rules import reservation
from jingtu.assessment.effect_evaluation.words import words
from jingtu.assessment.plain_workbook import write_tables
from jingtu.cli.lab_file import failed, today
from jingtu.cli.saying import say
from jingtu.problems import Language, Problem, Refused
from jingtu.science import sample_size
from jingtu.science.bad_values import StatisticsError

POSITIVE = click.FloatRange(0, min_open=True)
SHARE = click.FloatRange(0, 1, min_open=True, max_open=True)
RISK = click.FloatRange(0, 0.5, min_open=True, max_open=True)
PIT_RULES = ("vertical_layers_below", "vertical_distance", "grid")
AS_JSON = click.option("--json", "as_json", is_flag=True, help="JSON alone on standard output.")
LANG = click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help="Language of messages and files.")


@click.group("sampling")
def command() -> None:
    """How many samples, and where: for a stated error goal, and for effect evaluation (HJ 25.5, HJ 25.6)."""


def _errors(given: Mapping[str, Any]) -> sample_size.Errors:
    return sample_size.Errors(given["false_positive"], given["false_negative"])


# question -> the options it needs, and the number
GOALS: Mapping[str, tuple[tuple[str, ...], Callable[[Mapping[str, Any]], int]]] = {
    "mean": (
        ("sd", "difference"),
        lambda g: sample_size.for_mean_against_limit(g["sd"], g["difference"], _errors(g)),
    ),
    "groups": (("sd", "difference"), lambda g: sample_size.for_two_means(g["sd"], g["difference"], _errors(g))),
    "ranks": (("sd", "difference"), lambda g: sample_size.for_rank_sum(g["sd"], g["difference"], _errors(g))),
    "within": (
        ("variation", "error"),
        lambda g: sample_size.for_mean_within(g["variation"], g["error"], g["confidence"]),
    ),
    "share": (("share", "error"), lambda g: sample_size.for_share_within(g["share"], g["error"], g["confidence"])),
    "one": (("share",), lambda g: sample_size.for_seeing_one(g["share"], g["confidence"])),
}


@command.command("goal")
@click.argument("question", type=click.Choice(list(GOALS)))
@click.option("--sd", type=POSITIVE, help="Standard deviation expected, in the unit of the results.")
@click.option("--difference", type=POSITIVE, help="Smallest difference that matters, in the same unit.")
@click.option("--variation", type=POSITIVE, help="sd over mean expected.")
@click.option("--share", type=SHARE, help="Share of points or area that exceeds.")
@click.option("--error", type=SHARE, help="Error accepted: of the mean as its share, of a share as it is.")
@click.option("--false-positive", type=RISK, default=0.05, help="Chance of seeing a difference that is not there.")
@click.option("--false-negative", type=RISK, default=0.10, help="Chance of missing one that matters.")
@click.option("--confidence", type=click.FloatRange(0.5, 1, max_open=True), default=0.95, help="Confidence.")
@AS_JSON
@LANG
def goal(question: str, *, as_json: bool, lang: Language, **given: Any) -> None:
    """Samples that a stated error goal asks for.

    QUESTION: mean against a limit; groups, two means; ranks, two groups by ranks (numbers for each group); within, a
    mean to within a share of itself; share, a share to within; one, seeing one where a share exceeds.
    """
    needs, reckon = GOALS[question]
    missing = [f"--{name}" for name in needs if given[name] is None]
    if missing:
        raise click.UsageError(f"{question}: 还需要 (needs) {'、'.join(missing)}")
    with _refusing(lang):
        samples = reckon(given)
    told = words("goal", lang)[question].format(samples=samples)
    _tell([told], {"question": question, "samples": samples}, as_json=as_json)


@command.command("pit")
@click.option("--area", type=POSITIVE, help="Of the bottom, m².")
@click.option("--perimeter", type=POSITIVE, help="Length of the walls, m; needed from 12,500 m².")
@click.option("--depth", type=POSITIVE, required=True, help="Of the pit, m; with --in-place: thickness of the soil.")
@click.option("--in-place", is_flag=True, help="The soil was treated in place: no pit, no walls.")
@click.option(
    "--outline",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Outlines of bottoms, instead of --area: places too.",
)
@click.option("--crs", metavar="EPSG:…", help="System of outlines that declare none.")
@click.option("-o", "--out", type=click.Path(dir_okay=False, path_type=Path), help="Write the places: .xlsx or .csv.")
@AS_JSON
@LANG
def pit(as_json: bool, lang: Language, **given: Any) -> None:
    """Samples of the bottom and walls of a pit, or of soil treated in place, by HJ 25.5; with outlines also where."""
    _check(given)
    remarks = reservation(PIT_RULES)
    if given["outline"] is not None:
        _outlined(given, remarks, lang, as_json=as_json)
        return
    say(remarks, lang)
    with _refusing(lang):
        found: sampling.InPlace | sampling.Excavation = (
            sampling.treated_in_place(given["area"], given["depth"])
            if given["in_place"]
            else sampling.excavation(given["area"], given["depth"], perimeter=given["perimeter"])
        )
    numbers = {**asdict(found), "total": found.total}
    told = "in_place" if given["in_place"] else "pit" if found.total else "pit_open"
    _tell([words("number", lang)[told].format(**numbers)], numbers, as_json=as_json)


def _check(given: Mapping[str, Any]) -> None:
    out: Path | None = given["out"]
    if (given["area"] is None) == (given["outline"] is None):
        raise click.UsageError("--area 和 --outline 给且只给一个 (give one of them)")
    if given["in_place"] and given["outline"] is not None:
        raise click.UsageError("--in-place 只用于 --area (goes with --area only)")
    if out and given["outline"] is None:
        raise click.UsageError("-o 写出点位，须有 --outline (writes places: goes with --outline)")
    if out and (out.suffix.lower() not in (".xlsx", ".csv") or not out.resolve().parent.is_dir()):
        raise click.BadParameter(
            f"{out}: 应为现有文件夹中的 .xlsx 或 .csv (.xlsx or .csv in a folder that exists)", param_hint="-o"
        )


def _outlined(given: Mapping[str, Any], remarks: tuple[Problem, ...], lang: Language, *, as_json: bool) -> None:
    try:
        pits, problems = pits_of(given["outline"], given["depth"], given["crs"])
    except Refused as refused:
        say(refused.problems, lang)
        sys.exit(1)
    say((*problems, *remarks), lang)
    numbers = [{**asdict(one.needed), "total": one.needed.total} for one in pits]
    lines = [
        words("number", lang)["named"].format(
            name=one.name, area=f"{one.area:,.1f}", told=words("number", lang)["pit"].format(**number)
        )
        for one, number in zip(pits, numbers, strict=True)
    ]
    document = [
        {"name": one.name, "area": one.area, "perimeter": one.perimeter, "epsg": one.epsg, **number}
        | {"places": [asdict(place) for place in one.places]}
        for one, number in zip(pits, numbers, strict=True)
    ]
    _tell(lines, {"pits": document}, as_json=as_json)
    if given["out"] is not None and not failed(problems):
        _write(given["out"], pits, lang)
    sys.exit(int(failed(problems)))


def _write(out: Path, pits: Iterable[Pit], lang: Language) -> None:
    heads, parts = words("column", lang), words("part", lang)
    rows = [
        (one.name, parts[place.part], place.x, place.y, place.depth, f"EPSG:{one.epsg}")
        for one in pits
        for place in one.places
    ]
    names = [heads[name] for name in ("pit", "part", "x", "y", "depth", "system")]
    kinds = [pl.String, pl.String, pl.Float64, pl.Float64, pl.Float64, pl.String]
    table = pl.DataFrame(rows, schema=dict(zip(names, kinds, strict=True)), orient="row")
    unfinished = out.with_name(f".{out.stem}.unfinished{out.suffix}")
    try:
        if out.suffix.lower() == ".csv":
            table.write_csv(unfinished, include_bom=True)
        else:
            write_tables(unfinished, {words("sheet", lang)["places"]: table}, on=today())
        os.replace(unfinished, out)
    finally:
        unfinished.unlink(missing_ok=True)


@command.command("soil")
@click.option("--volume", type=POSITIVE, required=True, help="m³.")
@click.option("--variation", type=float, help="Variation coefficient τ = (target − mean)/sd of earlier results.")
@click.option("--batches", type=click.IntRange(1), default=1, help="Batches, each with a sample at least.")
@click.option("--pile", is_flag=True, help="A pile sampled before it is taken down.")
@AS_JSON
@LANG
def soil(volume: float, *, as_json: bool, lang: Language, **given: Any) -> None:
    """Samples of soil treated elsewhere, or of a pile, by HJ 25.5."""
    rule = "pile_further_volume" if given["pile"] else "volume_per_sample"
    with _refusing(lang):
        if given["pile"]:
            found = sampling.TreatedSoil(sampling.pile(volume), None)
        else:
            found = sampling.treated_soil(volume, variation=given["variation"], batches=given["batches"])
    say((*found.remarks, *reservation((rule,))), lang)
    told = words("number", lang)["pile" if given["pile"] else "soil"]
    numbers = {"samples": found.samples, "volume_per_sample": found.unit}
    _tell([told.format(**numbers)], numbers, as_json=as_json)


@command.command("wells")
@click.option("--area", type=POSITIVE, required=True, help="Of the treated zone, m².")
@click.option("--dense", is_flag=True, help="Free product or high concentrations occurred.")
@AS_JSON
@LANG
def wells_needed(area: float, dense: bool, as_json: bool, lang: Language) -> None:
    """Wells of effect evaluation by HJ 25.6."""
    with _refusing(lang):
        found = wells.needed(area, dense=dense)
    say(reservation(("wells_upgradient", "wells_inside", "wells_downgradient", "wells_grid")), lang)
    counts = {str(position): number for position, number in found.items()}
    _tell([words("number", lang)["wells"].format(**counts)], counts, as_json=as_json)


@contextmanager
def _refusing(lang: Language) -> Iterator[None]:
    """A setting that the rules refuse ends the command as a wrong call."""
    try:
        yield
    except StatisticsError as refused:
        say([refused.problem], lang)
        sys.exit(2)


def _tell(lines: Iterable[str], document: Mapping[str, object], *, as_json: bool) -> None:
    if as_json:
        sys.stdout.buffer.write(orjson.dumps(document, option=orjson.OPT_APPEND_NEWLINE))
    else:
        click.echo("\n".join(lines))
