"""What must hold for any outline: it comes back from every way of writing it, and no file stops the reader."""

import csv
from io import StringIO

import numpy as np
import pyproj
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jingtu.intake.outlines import read_outlines
from jingtu.problems import Refused

QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
TENTH_OF_A_MILLIMETRE = 1e-9
"""In degrees."""


@st.composite
def outlines(draw):
    """A star-shaped polygon of 3 to 12 corners anywhere in the zones of China, 20 to 400 m wide."""
    lon, lat = draw(st.floats(75.0, 134.0)), draw(st.floats(19.0, 52.0))
    count = draw(st.integers(3, 12))
    radii = draw(st.lists(st.floats(1e-4, 2e-3), min_size=count, max_size=count))
    angles = np.linspace(0, 2 * np.pi, count, endpoint=False)
    return shapely.Polygon(np.column_stack([lon + radii * np.cos(angles), lat + radii * np.sin(angles)]))


def written(rows) -> str:
    text = StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def read_back(path, text: str):
    path.write_text(text, encoding="utf-8")
    [row] = read_outlines(path).rows
    return row


def same(one, other) -> bool:
    return one is not None and shapely.hausdorff_distance(one, other) < TENTH_OF_A_MILLIMETRE


@QUICK
@given(outlines(), st.booleans(), st.booleans())
def test_metres_of_any_zone_come_back_whichever_column_is_the_easting(tmp_path, outline, turned, six_degrees):
    lon = outline.centroid.x
    zone = int(lon // 6) + 1 if six_degrees else int((lon - 1.5) // 3) + 1
    system = f"EPSG:{4478 + zone if six_degrees else 4488 + zone}"
    corners = shapely.get_coordinates(outline)[:-1]
    x, y = pyproj.Transformer.from_crs("EPSG:4490", system, always_xy=True).transform(corners[:, 0], corners[:, 1])
    pairs = zip(x, y, strict=True) if turned else zip(y, x, strict=True)
    rows = [["地块编号", "点号", "X", "Y"]]
    rows += [["甲", f"J{number}", repr(float(a)), repr(float(b))] for number, (a, b) in enumerate(pairs, start=1)]
    row = read_back(tmp_path / "a.csv", written(rows))
    assert same(row.outline, outline)
    assert row.problems == ()


@QUICK
@given(outlines())
def test_degrees_come_back_from_wkt_and_from_swapped_columns(tmp_path, outline):
    wkt = read_back(tmp_path / "a.csv", written([["地块编号", "WKT"], ["甲", outline.wkt]]))
    assert same(wkt.outline, outline)
    swapped = shapely.transform(outline, lambda corners: corners[:, ::-1])
    turned = read_back(tmp_path / "b.csv", written([["地块编号", "WKT"], ["甲", swapped.wkt]]))
    assert same(turned.outline, outline)
    assert [problem.code for problem in turned.problems] == ["outlines.axes_swapped"]


@QUICK
@given(
    st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=5), max_size=8),
    st.sampled_from(["地块编号,X,Y", "WKT", "名称"]),
)
def test_no_table_stops_the_reader_and_every_outline_is_valid(tmp_path, rows, head):
    path = tmp_path / "a.csv"
    path.write_text(head + "\n" + written(rows), encoding="utf-8", errors="replace")
    try:
        reading = read_outlines(path)
        found, outlines_read = reading.all_problems, [row.outline for row in reading.rows]
    except Refused as refused:
        found, outlines_read = refused.problems, []
    assert all(problem.text("zh") and problem.text("en") for problem in found)
    assert all(outline is None or outline.is_valid for outline in outlines_read)
