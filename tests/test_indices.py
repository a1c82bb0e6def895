"""Pollution indices of a city's topsoil by functional area, figures confirmed by ``independent/check_indices.py``.

The set may not be committed: it is read from ``../shared/data``.
"""

import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from jingtu.assessment.indices.backgrounds import Reference
from jingtu.assessment.indices.contents import contents
from jingtu.assessment.indices.tables import Chosen, by_group, index_tables
from jingtu.intake.laboratory import LabOptions, read_lab
from jingtu.science.indices_grades import grade_tables
from jingtu.substances import find

pytestmark = pytest.mark.shared
CHECK = Path(__file__).parent / "independent" / "check_indices.py"
# Mean of the city's background, mg/kg, as the data set prints it.
BACKGROUND = {"As": 3.6, "Cd": 0.130, "Cr": 31, "Cu": 13.2, "Hg": 0.035, "Ni": 12.3, "Pb": 31, "Zn": 69}
AREAS = {"industrial": 36, "mountain": 66, "park_green": 35, "residential": 44, "traffic": 138}
GRADES = {
    "nemerow": ("clean", "alert", "light", "moderate", "heavy"),
    "risk_index": ("low", "moderate", "considerable", "very high"),
}


def key(symbol):
    named = find(symbol)
    assert named is not None
    return named.key


@pytest.fixture(scope="module")
def independent(shared):
    done = subprocess.run([sys.executable, str(CHECK), str(shared)], capture_output=True, check=True, text=True)
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def found(shared):
    results = read_lab(shared / "data/cn_urban_topsoil_cumcm2011a.csv", LabOptions(medium="soil")).results
    values = {key(symbol): Reference(Decimal(str(value)), "–", "–") for symbol, value in BACKGROUND.items()}
    of = contents(results, "soil", tuple(values))
    assert of.unusable.is_empty()
    return by_group(of, index_tables(of, Chosen(backgrounds=values, against_limits=False)), "land_use_text")


def test_the_check_knows_nothing_of_jingtu():
    assert "import jingtu" not in CHECK.read_text(encoding="utf-8")
    assert "from jingtu" not in CHECK.read_text(encoding="utf-8")


def test_every_area_has_all_its_samples(found, independent):
    counts = found.filter(pl.col("index") == "nemerow").select("group", "n").rows()
    assert dict(counts) == AREAS == {area: figures["n"] for area, figures in independent.items()}


@pytest.mark.parametrize("index", ["nemerow", "risk_index", "pollution_load"])
def test_means_and_maxima_by_area(found, independent, index):
    lines = found.filter(pl.col("index") == index)
    for area, mean, largest in lines.select("group", "mean", "max").iter_rows():
        assert mean == pytest.approx(independent[area][index]["mean"], rel=1e-12)
        assert largest == pytest.approx(independent[area][index]["max"], rel=1e-12)


@pytest.mark.parametrize("index", GRADES)
def test_samples_in_each_grade_by_area(found, independent, index):
    lines = found.filter(pl.col("index") == index)
    assert len(GRADES[index]) == len(grade_tables()[index])
    for area, count, shares in lines.select("group", "n", "shares").iter_rows():
        named = {grade: round(share * count) for grade, share in zip(GRADES[index], shares, strict=True) if share}
        assert named == independent[area][index]["grades"]


def test_geo_accumulation_of_every_element_by_area(found, independent):
    lines = found.filter(pl.col("index") == "geo_accumulation")
    assert lines.height == len(AREAS) * len(BACKGROUND)
    symbols = {key(symbol): symbol for symbol in BACKGROUND}
    for area, substance, mean in lines.select("group", "substance", "mean").iter_rows():
        assert mean == pytest.approx(independent[area]["geo_accumulation"][symbols[substance]], abs=1e-12)


def test_the_industrial_area_is_the_worst_and_the_mountain_the_best(independent):
    """Figures typed from the check: what everyone who has worked on the set finds."""
    order = sorted(independent, key=lambda area: independent[area]["nemerow"]["mean"])
    assert order == ["mountain", "park_green", "residential", "traffic", "industrial"]
    assert independent["mountain"]["nemerow"]["mean"] == pytest.approx(1.6529, abs=5e-5)
    assert independent["industrial"]["risk_index"]["mean"] == pytest.approx(923.8238, abs=5e-5)
