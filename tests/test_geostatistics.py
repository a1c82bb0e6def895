"""Variograms and kriging of the meuse and jura sets against the R package gstat, to a millionth.

What gstat says stands in ``tests/independent``, written by ``check_geostatistics.R`` there.
"""

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from jingtu.science.cross_validation import cross_validate
from jingtu.science.kriging import EVERYTHING, NEAREST, Neighbourhood, krige
from jingtu.science.variogram import Directions, Estimator, variogram
from jingtu.science.variogram_fit import fit
from jingtu.science.variogram_models import Shape, Structure, VariogramModel

pytestmark = pytest.mark.shared
INDEPENDENT = Path(__file__).with_name("independent")


def model(shape, scale, sill=0.6, **more):
    return VariogramModel(0.05, (Structure(shape, sill, scale, **more),))


SPHERICAL = model(Shape.SPHERICAL, 897.0, 0.59)
NESTED = VariogramModel(0.3, (Structure(Shape.EXPONENTIAL, 0.26, 0.4), Structure(Shape.SPHERICAL, 0.3, 1.5)))


@pytest.fixture(scope="module")
def meuse(shared):
    table = pl.read_csv(shared / "data/meuse.csv")
    return table.select("x", "y").to_numpy(), np.log(table["zinc"].to_numpy())


@pytest.fixture(scope="module")
def meuse_nodes(shared):
    grid = pl.read_csv(shared / "data/meuse_grid.csv").select("x", "y").to_numpy()
    return grid[::40] + np.array([7.3, 3.1])


@pytest.fixture(scope="module")
def jura(shared):
    table = pl.read_csv(shared / "data/jura_prediction.csv")
    return table.select("Xloc", "Yloc").to_numpy(), table["Cd"].to_numpy()


@pytest.fixture(scope="module")
def jura_nodes(shared):
    nodes = pl.read_csv(shared / "data/jura_validation.csv").select("Xloc", "Yloc").to_numpy()
    return nodes + np.array([0.00137, 0.00071])


def gstat(kind, case):
    table = pl.read_csv(INDEPENDENT / f"gstat_{kind}.csv", null_values="NA").filter(pl.col("case") == case)
    assert len(table)
    return table


def same(found, said):
    assert found == pytest.approx(said.to_numpy(), abs=1e-6, rel=1e-6, nan_ok=True)


class TestVariograms:
    @pytest.mark.parametrize(
        ("case", "settings"),
        [
            ("meuse_plain", {}),
            ("meuse_robust", {"estimator": Estimator.CRESSIE_HAWKINS}),
            ("meuse_directions", {"directions": Directions((0, 45, 90, 135)), "cutoff": 1000, "width": 100}),
            ("jura_plain", {"cutoff": 2, "width": 0.13}),
            ("jura_directions", {"directions": Directions((22.5, 112.5), 45), "cutoff": 2, "width": 0.2}),
        ],
    )
    def test_pairs_distances_and_semivariances(self, case, settings, meuse, jura):
        points, values = meuse if case.startswith("meuse") else jura
        found, said = variogram(points, values, **settings), gstat("variograms", case)
        assert found.pairs.tolist() == said["pairs"].to_list()
        same(found.distance, said["distance"])
        same(found.semivariance, said["semivariance"])
        if found.azimuth is not None:
            same(found.azimuth, said["azimuth"])

    def test_the_fit_is_at_least_as_close_as_that_of_gstat_and_lies_beside_it(self, meuse):
        # fit.variogram(v, vgm(0.6, "Sph", 900, 0.05)): nugget 0.05066522, sill 0.59061054, range 897.0412,
        # SSErr 9.011194754e-06
        found = fit(variogram(*meuse), [Shape.SPHERICAL])
        [structure] = found.model.structures
        assert 9.0111e-6 < found.error <= 9.011194754e-6
        assert (found.model.nugget, structure.sill, structure.scale) == pytest.approx(
            (0.05066522, 0.59061054, 897.0412), rel=2e-4
        )


class TestKriging:
    @pytest.mark.parametrize(
        ("case", "variogram_model", "neighbourhood"),
        [
            ("meuse_all", SPHERICAL, EVERYTHING),
            ("meuse_nearest", SPHERICAL, NEAREST),
            ("meuse_reach", SPHERICAL, Neighbourhood(12, 2, 300.0)),
            ("meuse_turned", model(Shape.SPHERICAL, 1200.0, 0.59, azimuth=30.0, ratio=0.5), NEAREST),
            ("meuse_exponential", model(Shape.EXPONENTIAL, 400.0), Neighbourhood(155)),
            ("meuse_gaussian", model(Shape.GAUSSIAN, 400.0), Neighbourhood(155)),
            ("meuse_matern_3_2", model(Shape.MATERN_3_2, 200.0), Neighbourhood(155)),
            ("meuse_matern_5_2", model(Shape.MATERN_5_2, 150.0), EVERYTHING),
        ],
    )
    def test_zinc_on_the_flood_plain(self, case, variogram_model, neighbourhood, meuse, meuse_nodes):
        points, values = meuse
        found = krige(points, values, nodes=meuse_nodes, model=variogram_model, neighbourhood=neighbourhood)
        said = gstat("kriging", case)
        same(found.estimate, said["estimate"])
        same(found.variance, said["variance"])

    def test_zinc_with_a_known_mean(self, meuse, meuse_nodes):
        found = krige(*meuse, nodes=meuse_nodes, model=SPHERICAL, mean=5.9)
        said = gstat("kriging", "meuse_known_mean")
        same(found.estimate, said["estimate"])
        same(found.variance, said["variance"])

    def test_cadmium_of_the_jura_with_a_nested_model(self, jura, jura_nodes):
        found = krige(*jura, nodes=jura_nodes, model=NESTED, neighbourhood=Neighbourhood(16))
        said = gstat("kriging", "jura_nested")
        same(found.estimate, said["estimate"])
        same(found.variance, said["variance"])

    def test_whether_cadmium_exceeds_a_limit(self, jura, jura_nodes):
        points, values = jura
        found = krige(
            points,
            (values > 0.8).astype(float),
            nodes=jura_nodes,
            model=VariogramModel(0.05, (Structure(Shape.SPHERICAL, 0.2, 1.2),)),
            neighbourhood=Neighbourhood(20),
        )
        said = gstat("kriging", "jura_indicator")
        same(found.estimate, said["estimate"])
        same(found.variance, said["variance"])


class TestLeavingOutOne:
    @pytest.mark.parametrize(("count", "neighbourhood"), [(24, NEAREST), (155, EVERYTHING)])
    def test_zinc_on_the_flood_plain(self, count, neighbourhood, meuse):
        found = cross_validate(*meuse, model=SPHERICAL, neighbourhood=neighbourhood)
        said = gstat("kriging", f"meuse_left_out_{count}")
        same(found.estimate, said["estimate"])
        same(found.variance, said["variance"])
