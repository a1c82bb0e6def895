"""``jingtu overlay PARCELS --units UNITS --class COLUMN``: which class most of each parcel lies in, areas by class."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
import polars as pl

from jingtu.assessment.overlay import report
from jingtu.assessment.overlay.reckon import SQUARE_METRES_PER_MU, Areas, Asked, Overlaid, State, overlaid, totals
from jingtu.assessment.overlay.words import words
from jingtu.cli.saying import say, shortened
from jingtu.intake.outline_places import refusal
from jingtu.problems import Language, Refused
from jingtu.science.overlay_rings import OverlayError

WRITTEN = (".xlsx", ".gpkg", ".csv", ".parquet")


@click.command("overlay")
@click.argument("parcels", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--units", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path), help="The units.")
@click.option("--class", "class_column", required=True, metavar="COLUMN", help="Column of UNITS with their class.")
@click.option(
    "-o", "--out", type=click.Path(dir_okay=False, path_type=Path), help="Write .xlsx, .gpkg, .csv, .parquet."
)
@click.option("--order", default="", metavar="A,B,…", help="The classes, mildest first; default: those of farmland.")
@click.option("--keep", multiple=True, metavar="COLUMN", help="Column of PARCELS to carry along; default: code, name.")
@click.option(
    "--areas",
    type=click.Choice([one.value for one in Areas]),
    default=Areas.ELLIPSOID.value,
    help="On the ellipsoid or in the plane.",
)
@click.option(
    "--adjoining",
    type=click.FloatRange(0, 100),
    metavar="METRES",
    help="Parcels no unit covers take the class of the unit with the longest border within so many metres.",
)
@click.option("--crs", metavar="EPSG:…", help="System of layers that declare none.")
@click.option("--layer", default="", metavar="NAME", help="Layer of PARCELS, where there are several.")
@click.option("--units-layer", default="", metavar="NAME", help="Layer of UNITS, where there are several.")
@click.option("--accept-clean", is_flag=True, help="Write the clean rows even if others have errors.")
@click.option("--json", "as_json", is_flag=True, help="JSON alone on standard output.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help="Language of messages and files.")
def command(parcels: Path, units: Path, out: Path | None, lang: Language, **given: Any) -> None:
    """How much of each parcel lies in units of each class, and which class most of it has.

    PARCELS and UNITS: GeoPackage, shapefile (also zipped), GeoJSON or KML, each in any zone of CGCS2000 or in degrees.
    """
    _refuse_path(out)
    asked = _asked(given)
    try:
        found = overlaid(parcels, units, asked)
    except Refused as refused:
        say(shortened(refused.problems), lang)
        sys.exit(1)
    except OverlayError as refused:
        say([refused.problem], lang)
        sys.exit(1)
    say(shortened(found.problems), lang)
    if given["as_json"]:
        sys.stdout.buffer.write(report.as_json(found, lang))
    else:
        click.echo("\n".join(_lines(found, lang)))
    if out is not None and (not found.errors or given["accept_clean"]):
        _write(out, found, lang)
    elif out is not None:
        click.echo(words("say", lang)["refused"], err=True)
    sys.exit(int(found.errors))


def _refuse_path(out: Path | None) -> None:
    if out and (out.suffix.lower() not in WRITTEN or not out.resolve().parent.is_dir()):
        raise click.BadParameter(
            f"{out}: {' / '.join(WRITTEN)}，文件夹须已存在 (in a folder that exists)", param_hint="-o"
        )


def _asked(given: Mapping[str, Any]) -> Asked:
    order = tuple(part.strip() for part in given["order"].replace("，", ",").split(",") if part.strip())
    if len(set(order)) != len(order):
        raise click.BadParameter("类别重复 (a class stands twice)", param_hint="--order")
    if given["crs"] and refusal(given["crs"]):
        raise click.BadParameter(
            f"“{given['crs']}”: 应为 CGCS2000，如 EPSG:4547 (CGCS2000 is wanted)", param_hint="--crs"
        )
    return Asked(
        class_column=given["class_column"],
        order=order,
        keep=given["keep"] or None,
        layers=(given["layer"], given["units_layer"]),
        crs=given["crs"],
        areas=Areas(given["areas"]),
        adjoining=given["adjoining"],
    )


def _lines(found: Overlaid, language: Language) -> Iterator[str]:
    said = words("say", language)
    for row in totals(found).iter_rows(named=True):
        name = report.class_name(found, row["class"], language)
        yield said["line"].format(name=name, parcels=row["parcels"], mu=_mu(row["parcel_area"]), area=_mu(row["area"]))
    counts = dict(found.parcels["state"].value_counts().iter_rows())
    uncovered = found.parcels.select(pl.col("uncovered").sum()).item()
    yield said["uncovered"].format(
        parcels=counts.get(State.NOT_COVERED, 0) + counts.get(State.ADJOINING, 0), mu=_mu(uncovered)
    )
    if State.ADJOINING in counts:
        beside = found.parcels.filter(pl.col("state") == State.ADJOINING).select(pl.col("area").sum()).item()
        yield said["adjoining"].format(parcels=counts[State.ADJOINING], mu=_mu(beside))
    if State.NOT_USED in counts:
        yield said["not_used"].format(parcels=counts[State.NOT_USED])


def _mu(square_metres: float) -> str:
    return f"{square_metres / SQUARE_METRES_PER_MU:,.2f}"


def _write(out: Path, found: Overlaid, language: Language) -> None:
    """All or nothing: written beside the target, then moved over it."""
    unfinished = out.with_name(f".{out.stem}.unfinished{out.suffix}")
    try:
        unfinished.unlink(missing_ok=True)
        report.write(unfinished, found, language, on=datetime.now(UTC).astimezone().date())
        os.replace(unfinished, out)
        click.echo(words("say", language)["written"].format(path=out), err=True)
    except Refused as refused:
        say(refused.problems, language)
        sys.exit(1)
    finally:
        unfinished.unlink(missing_ok=True)
