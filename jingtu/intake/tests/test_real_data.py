"""Six real data sets, read from the folder that stands beside the project. Rows and cells counted by hand with awk."""

import polars as pl
import pytest

from jingtu.intake.laboratory import LabOptions, read_lab

pytestmark = pytest.mark.shared
IN_MG_KG = LabOptions(unit="mg/kg")


def cells(reading, name) -> list[str]:
    return [
        cell for problem in reading.problems if problem.code == f"intake.{name}" for cell in problem.values["cells"]
    ]


def test_a_chinese_city_with_cadmium_and_mercury_in_micrograms(shared):
    reading = read_lab(shared / "data/cn_urban_topsoil_cumcm2011a.csv")
    assert reading.errors == ()
    assert reading.results.height == 319 * 8
    units = dict(reading.results.select("substance", "unit").unique().rows())
    assert units == dict.fromkeys(("arsenic", "chromium", "copper", "nickel", "lead", "zinc"), "mg/kg") | dict.fromkeys(
        ("cadmium", "mercury"), "ug/kg"
    )
    assert set(reading.results["medium"]) == {"soil"}


def test_soil_and_rice_of_hunan_in_one_table(shared):
    reading = read_lab(shared / "data/cn_cropland_cd_xu2023.csv", IN_MG_KG)
    assert reading.errors == ()
    cadmium = reading.results.filter(pl.col("substance") == "cadmium")
    assert cadmium.group_by("medium", "crop_text").len().sort("medium").rows() == [
        ("crop", "rice", 61),
        ("soil", None, 136),
    ]
    assert cadmium.filter(pl.col("medium") == "soil")["ph"].null_count() == 0
    assert set(cadmium["land_use"]) == {"paddy", "dryland"}
    assert cadmium.select(pl.col("lon").is_between(109, 115).all(), pl.col("lat").is_between(24, 31).all()).row(0) == (
        True,
        True,
    )


def test_the_survey_of_a_continent_with_its_non_detects(shared):
    reading = read_lab(shared / "data/usgs_soil_0_5cm_long.csv")
    assert reading.errors == ()
    missed = reading.results.filter(pl.col("operator") == "<")
    counted = dict(missed.group_by("substance").len().rows())
    assert (counted["cadmium"], counted["mercury"], counted["selenium"]) == (1054, 367, 2154)
    assert missed["value"].null_count() == missed.height
    assert missed["detection_limit"].null_count() == 0
    assert reading.results.height == 82297


def test_four_planted_contradictions_between_degrees_and_metres_and_no_other(shared):
    options = LabOptions(unit="mg/kg", xy_crs="EPSG:3035")
    reading = read_lab(shared / "data/gemas_grazing_agri_soil.csv", options)
    assert reading.errors == ()
    assert cells(reading, "coordinates_contradict") == ["B295", "B1018", "B1863", "B1887"]
    assert reading.results.filter(pl.col("substance") == "zinc").height == 2108
    assert reading.results.filter(pl.col("substance") == "yttrium").height == 2108


def test_the_flood_plain_of_the_meuse(shared):
    reading = read_lab(shared / "data/meuse.csv", LabOptions(unit="mg/kg", xy_crs="EPSG:28992"))
    assert reading.errors == ()
    metals = reading.results.filter(pl.col("unit") == "mg/kg")
    assert metals.height == 155 * 4
    assert metals.select(pl.col("lon").is_between(5.7, 5.8).all(), pl.col("lat").is_between(50.9, 51.0).all()).row(
        0
    ) == (True, True)


def test_the_jura_with_its_land_uses(shared):
    reading = read_lab(shared / "data/jura_prediction.csv", IN_MG_KG)
    assert reading.errors == ()
    assert reading.results.height == 259 * 7
    assert set(reading.results["land_use"]) == {"forest", "grassland", "cropland"}


def test_wells_sampled_again_and_again(shared):
    """Non-detects as ND<1, a unit of length among the results, and contradicting results that are kept for judging."""
    reading = read_lab(shared / "data/gwsdat_basic.csv", LabOptions(medium="groundwater"))
    assert {problem.code for problem in reading.errors} == {"intake.unit_unknown"}
    assert reading.results.filter(pl.col("operator") == "<").height == 166
