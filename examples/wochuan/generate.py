"""Make everything there is of 沃川县: ``python -m examples.wochuan.generate [--out var/example] [--seed 2026]``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import click

from examples.wochuan.county_workbook import write_county, write_template
from examples.wochuan.farmland import write_farmland_units
from examples.wochuan.lab_a import write_lab_a
from examples.wochuan.lab_b import write_lab_b
from examples.wochuan.lab_c import write_lab_c
from examples.wochuan.lab_d import write_lab_d
from examples.wochuan.outlines import write_river, write_smelter, write_towns
from examples.wochuan.plan import write_last_plan, write_plan
from examples.wochuan.sites import write_key_units, write_parcels
from examples.wochuan.soil import soil_points

SEED = 2026
TIDY_POINTS = 250  # delivered by laboratory A; laboratory B delivers the others


def writers(seed: int) -> Mapping[str, Callable[[Path], object]]:
    """What is made: file name, and what writes it."""
    points = soil_points(seed)
    return {
        "plan.docx": write_plan,
        "plan_2025.txt": write_last_plan,
        "county.xlsx": write_county,
        "template.xlsx": write_template,
        "towns.geojson": write_towns,
        "river.geojson": write_river,
        "smelter.geojson": write_smelter,
        "parcels.geojson": write_parcels,
        "key_units.csv": write_key_units,
        "farmland_units.geojson": lambda path: write_farmland_units(path, points),
        "lab_A.xlsx": lambda path: write_lab_a(path, points[:TIDY_POINTS], seed=seed),
        "lab_B.xlsx": lambda path: write_lab_b(path, points[TIDY_POINTS:], seed=seed),
        "lab_C.csv": lambda path: write_lab_c(path, seed=seed),
        "lab_D.xlsx": lambda path: write_lab_d(path, seed=seed),
    }


def generate(out: Path, *, seed: int = SEED) -> list[Path]:
    """Write every file of the example county into the folder; the same seed gives the same bytes."""
    out.mkdir(parents=True, exist_ok=True)
    made = writers(seed)
    for name, write in made.items():
        write(out / name)
    return [out / name for name in made]


@click.command()
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=Path("var/example"), show_default=True)
@click.option("--seed", type=int, default=SEED, show_default=True)
def main(out: Path, seed: int) -> None:
    """Make the files of the example county 沃川县."""
    for path in generate(out, seed=seed):
        click.echo(path)


if __name__ == "__main__":
    main()
