"""Sixty pairs of outlines against exact fractions, worked out by ``tests/independent/check_overlay.py``."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import shapely
from shapely.affinity import translate

from jingtu.science.overlay import overlay
from jingtu.science.overlay_outlines import outlines

CHECK = Path(__file__).resolve().parents[3] / "tests" / "independent" / "check_overlay.py"


@pytest.fixture(scope="module")
def pairs():
    done = subprocess.run([sys.executable, str(CHECK)], capture_output=True, check=True, text=True)
    return json.loads(done.stdout)


def polygons(parts):
    return shapely.MultiPolygon([(outer, holes) for outer, *holes in parts])


def test_shared_areas_are_those_of_exact_fractions(pairs):
    ones, others = ([polygons(pair[key]) for pair in pairs] for key in ("one", "other"))
    apart = [outlines([translate(shape, 200.0 * k) for k, shape in enumerate(shapes)]) for shapes in (ones, others)]
    pieces = overlay(*apart)
    found = np.bincount(pieces.parcels, weights=pieces.areas, minlength=len(pairs))
    assert pieces.parcels.tolist() == pieces.units.tolist()
    assert found == pytest.approx([pair["area"] for pair in pairs], abs=1e-9)


def test_the_pairs_have_what_is_hard(pairs):
    parts = [part for pair in pairs for key in ("one", "other") for part in pair[key]]
    assert sum(len(part) > 1 for part in parts) > 10  # holes
    assert sum(len(pair[key]) > 1 for pair in pairs for key in ("one", "other")) > 10  # parts
    assert shapely.is_valid([polygons(pair[key]) for pair in pairs for key in ("one", "other")]).all()
    assert sum(pair["area"] > 0 for pair in pairs) > 50
