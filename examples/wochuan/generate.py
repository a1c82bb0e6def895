"""Make everything there is of 沃川县: ``python -m examples.wochuan.generate [--out var/example] [--seed 2026]``."""

from __future__ import annotations

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


def generate(out: Path, *, seed: int = SEED) -> list[Path]:
    """Write every file of the example county into the folder; the same seed gives the same bytes."""
    out.mkdir(parents=True, exist_ok=True)
    write_county(out / "county.xlsx")
    write_template(out / "template.xlsx")
    write_plan(out / "plan.docx")
    write_last_plan(out / "plan_2025.txt")
    write_towns(out / "towns.geojson")
    write_river(out / "river.geojson")
    write_smelter(out / "smelter.geojson")
    points = soil_points(seed)
    write_lab_a(out / "lab_A.xlsx", points[:TIDY_POINTS], seed=seed)
    write_lab_b(out / "lab_B.xlsx", points[TIDY_POINTS:], seed=seed)
    write_lab_c(out / "lab_C.csv", seed=seed)
    write_lab_d(out / "lab_D.xlsx", seed=seed)
    write_parcels(out / "parcels.geojson")
    write_key_units(out / "key_units.csv")
    write_farmland_units(out / "farmland_units.geojson", points)
    return sorted(out.iterdir())


@click.command()
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=Path("var/example"), show_default=True)
@click.option("--seed", type=int, default=SEED, show_default=True)
def main(out: Path, seed: int) -> None:
    """Make the files of the example county 沃川县."""
    for path in generate(out, seed=seed):
        click.echo(path)


if __name__ == "__main__":
    main()
