"""The reader finds each of the thirty planted faults, at its cells, and nothing else."""

import re
from collections import Counter
from itertools import product
from pathlib import Path

import polars as pl
import pytest
from openpyxl.utils import get_column_letter, range_boundaries

from examples.wochuan.faults import FAULTS
from examples.wochuan.generate import TIDY_POINTS
from examples.wochuan.lab_b import Planted, write_lab_b
from examples.wochuan.long_table import SHEET
from examples.wochuan.soil import soil_points
from jingtu.intake.laboratory import read_lab
from jingtu.problems import Problem, Severity

SEEDS = range(1, 21)
Found = tuple[str, Severity, str, str]  # code, severity, sheet, cell


def planted(each: Planted) -> list[Found]:
    fault = each.fault
    return [(code, fault.severity, fault.sheet, cell) for code in fault.codes for cell in each.cells or ("",)]


def reported(problem: Problem) -> list[Found]:
    cells = [cell for name in problem.values["cells"] or () for cell in single_cells(name)]
    return [(problem.code, problem.severity, problem.where.sheet, cell) for cell in cells or [""]]


def single_cells(name: str) -> list[str]:
    left, top, right, bottom = range_boundaries(name)
    return [
        f"{get_column_letter(column)}{row}" for column, row in product(range(left, right + 1), range(top, bottom + 1))
    ]


def test_there_are_thirty_faults_each_its_own():
    assert len(FAULTS) == 30
    assert len({fault.words for fault in FAULTS}) == 30
    assert len({fault.codes for fault in FAULTS}) == 30


@pytest.mark.parametrize("seed", SEEDS)
def test_every_planted_fault_is_found_and_nothing_else(tmp_path: Path, seed: int):
    path = tmp_path / "lab_B.xlsx"
    faults = write_lab_b(path, soil_points(seed)[TIDY_POINTS:], seed=seed)

    found = Counter(each for problem in read_lab(path).problems for each in reported(problem))

    expected = Counter(each for fault in faults for each in planted(fault))
    assert (expected - found, found - expected) == (Counter(), Counter()), "(missed, found without being planted)"


def test_what_stands_beside_the_faults_is_read_as_it_is(tmp_path: Path):
    points = soil_points(1)[TIDY_POINTS:]
    faults = write_lab_b(tmp_path / "lab_B.xlsx", points, seed=1)
    touched = {cell for each in faults for cell in each.cells}

    results = read_lab(tmp_path / "lab_B.xlsx").results.filter(~pl.col("cell").is_in(touched), sheet=SHEET)

    contents = {each.sample: each.contents for each in points}
    for metal, key in (("镉", "cadmium"), ("铬", "chromium"), ("锌", "zinc")):
        rows = results.filter(substance=key).select("sample", "value", "unit").rows()
        assert len(rows) >= 135
        assert all(unit == "mg/kg" and value == float(contents[sample][metal]) for sample, value, unit in rows)


def test_without_faults_the_same_workbook_has_none(tmp_path: Path):
    path = tmp_path / "lab_B.xlsx"
    write_lab_b(path, soil_points(1)[TIDY_POINTS:], seed=1, faults=())

    reading = read_lab(path)

    assert reading.problems == ()
    assert reading.results.height == 150 * 11


def test_the_places_of_the_faults_move_with_the_seed(tmp_path: Path):
    places = [
        [fault.cells for fault in write_lab_b(tmp_path / "lab_B.xlsx", soil_points(seed)[TIDY_POINTS:], seed=seed)]
        for seed in (1, 2)
    ]
    same = [one for one, other in zip(*places, strict=True) if one == other and one]
    assert len(same) <= 2  # the unknown column stands last in both


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.codes[0])
def test_a_fault_alone_is_found_alone(tmp_path: Path, fault):
    path = tmp_path / "lab_B.xlsx"
    [alone] = write_lab_b(path, soil_points(3)[TIDY_POINTS:], seed=3, faults=[fault])

    found = [each for problem in read_lab(path).problems for each in reported(problem)]

    assert Counter(found) == Counter(planted(alone))


def test_every_message_reads_as_a_sentence_in_both_languages(tmp_path: Path):
    path = tmp_path / "lab_B.xlsx"
    write_lab_b(path, soil_points(4)[TIDY_POINTS:], seed=4)

    for problem in read_lab(path).problems:
        for language in ("zh", "en"):
            assert not re.search(r"[{}]|None", problem.text(language))
