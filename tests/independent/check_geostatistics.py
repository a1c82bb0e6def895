"""Kriging of the meuse and jura sets by gstlearn, held against what gstat says of the same: two programs, neither ours.

Needs gstlearn (1.11). Prints the largest difference of each case from ``gstat_kriging.csv``.

    python tests/independent/check_geostatistics.py SHARED
"""

import csv
import sys
from pathlib import Path

import gstlearn
import numpy as np


def columns(path, *names):
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return [np.array([float(row[name]) for row in rows]) for name in names]


def said(case):
    with Path(__file__).with_name("gstat_kriging.csv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["case"] == case]
    return (np.array([float(row[name]) for row in rows]) for name in ("estimate", "variance"))


def model(nugget, *structures):
    made = gstlearn.Model(1, 2)
    made.addCovFromParam(gstlearn.ECov.NUGGET, 0.0, nugget)
    for kind, scale, sill in structures:
        made.addCovFromParam(kind, scale, sill, 1.0, flagRange=kind == gstlearn.ECov.SPHERICAL)
    made.setDriftIRF(0)
    return made


def database(x, y, *z):
    names, roles = ["x", "y", "z"][: 2 + len(z)], ["x1", "x2", "z1"][: 2 + len(z)]
    return gstlearn.Db.createFromSamples(len(x), gstlearn.ELoadBy.COLUMN, np.concatenate([x, y, *z]), names, roles)


def compare(case, data, nodes, made, near):
    targets = database(*nodes)
    gstlearn.kriging(database(*data), targets, made, near, True, True, False)
    names = targets.getAllNames()
    estimate, sigma = (next(n for n in names if n.endswith(end)) for end in ("estim", "stdev"))
    one, other = said(case)
    apart = np.abs(np.array(targets.getColumn(estimate)) - one), np.abs(np.array(targets.getColumn(sigma)) ** 2 - other)
    print(f"{case:20} {len(one):4} nodes: estimates within {apart[0].max():.1e}, variances within {apart[1].max():.1e}")


def main(shared):
    data = Path(shared) / "data"
    spherical, exponential = gstlearn.ECov.SPHERICAL, gstlearn.ECov.EXPONENTIAL
    x, y, zinc = columns(data / "meuse.csv", "x", "y", "zinc")
    nodes = [v[::40] + shift for v, shift in zip(columns(data / "meuse_grid.csv", "x", "y"), (7.3, 3.1), strict=True)]
    meuse = (x, y, np.log(zinc))
    plain = model(0.05, (spherical, 897.0, 0.59))
    compare("meuse_all", meuse, nodes, plain, gstlearn.NeighUnique.create())
    compare("meuse_nearest", meuse, nodes, plain, gstlearn.NeighMoving.create(False, 24, 1e6))
    compare("meuse_exponential", meuse, nodes, model(0.05, (exponential, 400.0, 0.6)), gstlearn.NeighUnique.create())
    jura = columns(data / "jura_prediction.csv", "Xloc", "Yloc", "Cd")
    places = columns(data / "jura_validation.csv", "Xloc", "Yloc")
    nodes = [v + shift for v, shift in zip(places, (0.00137, 0.00071), strict=True)]
    nested = model(0.3, (exponential, 0.4, 0.26), (spherical, 1.5, 0.3))
    compare("jura_nested", jura, nodes, nested, gstlearn.NeighMoving.create(False, 16, 1e6))
    indicator = (*jura[:2], (jura[2] > 0.8).astype(float))
    near = gstlearn.NeighMoving.create(False, 20, 1e6)
    compare("jura_indicator", indicator, nodes, model(0.05, (spherical, 1.2, 0.2)), near)


if __name__ == "__main__":
    main(sys.argv[1])
