"""Charts and maps of runs as pictures: what they show, that they look like the page's, and that they come out alike."""

from __future__ import annotations

import re
import struct
import subprocess
import sys
from functools import cache
from pathlib import Path

import numpy as np
import polars as pl
import pytest
import shapely
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager
from matplotlib.text import Text

from jingtu_web.desk import runs_map_pictures, runs_picture_look, runs_pictures, runs_shown
from jingtu_web.desk.runs_map_pictures import Ground, ground, round_length, surface_map
from jingtu_web.desk.runs_picture_look import DPI, INCH, WIDTH, wrapped
from jingtu_web.desk.runs_pictures import DRAW, Pictures, pictures
from jingtu_web.desk.runs_words import CHARTS
from jingtu_web.runs.container import Kept, packed, unpacked
from jingtu_web.runs.kinds import BY_KEY
from jingtu_web.runs.tests.made import ENOUGH, answer, fitting, rows

SETTINGS = {**ENOUGH, "surface": {"limit": 0.25, "cell": 100.0}}
SCRIPTS = Path(__file__).parents[1] / "static" / "desk"
WORDS = {"detected": "检出", "non_detects": "未检出", "count": "个数", "screening": "筛选值", "intervention": "管制值"}
GROUPS = [["甲镇", 5, 0.1, None, 0.2, 0.3, 0.4], ["乙镇", 2, None, None, None, None, None], ["丙镇", 4, 1, 2, 3, 4, 5]]


@pytest.fixture(autouse=True)
def font(monkeypatch):
    """Words do not depend on the fonts of the computer that tests."""
    monkeypatch.setattr(runs_picture_look, "FONT", "some")


@pytest.fixture
def no_font(monkeypatch):
    monkeypatch.setattr(runs_picture_look, "FONT", None)


@cache
def kept(kind: str) -> Kept:
    outcome, _facts = answer(kind, fitting(kind), **SETTINGS.get(kind, {}))
    return unpacked(packed(outcome))


@cache
def drawn(kind: str) -> Pictures:
    return anew(kind)


def anew(kind: str) -> Pictures:
    frame = fitting(kind)
    return pictures(kept(kind), rows() if frame is None else frame, [])


def texts(figure: Figure) -> list[str]:
    """Every word that can be read, legends and ticks included."""
    figure.draw_without_rendering()
    return [text.get_text() for text in figure.findobj(Text) if text.get_visible()]


def histogram(bars, limits=()) -> Figure:
    lines = [{"kind": kind, "value": value} for kind, value in limits]
    return runs_pictures.histogram({"bars": bars, "limits": lines, "unit": "mg/kg", "words": WORDS})


def boxes(groups=GROUPS, **other) -> Figure:
    return runs_pictures.boxes({"boxes": groups, "unit": "mg/kg"} | other)


class TestEveryChartHasItsPicture:
    def test_of_every_kind(self):
        for kind in BY_KEY:
            assert len(drawn(kind).charts) == len(kept(kind).charts) > 0

    def test_and_no_type_of_chart_is_left_that_no_kind_shows(self):
        types = {chart["type"] for kind in BY_KEY for chart in kept(kind).charts}
        assert types == set(DRAW) == set(CHARTS) == set(runs_shown.WORDED)

    def test_and_the_page_draws_the_same_types(self):
        [declared] = re.findall(r"const DRAW = \{(.*?)\}", (SCRIPTS / "run_charts.js").read_text(), re.DOTALL)
        assert set(re.findall(r"(\w+)(?::|,|$)", re.sub(r": \w+", ":", declared))) == set(DRAW)


class TestLook:
    @pytest.mark.parametrize("name", ["GREEN", "PALE", "BLUE"])
    def test_colours_are_those_of_the_page(self, name):
        assert f'const {name} = "{getattr(runs_picture_look, name)}"' in (SCRIPTS / "run_charts.js").read_text()

    def test_so_are_those_of_lines_steps_and_classes(self):
        charts, maps = ((SCRIPTS / name).read_text() for name in ("run_charts.js", "run_map.js"))
        faces = (SCRIPTS.parents[2] / "maps" / "static" / "maps" / "faces.js").read_text()
        factors = charts.split("const FACTORS = [...SERIES")[1].split("]")[0]
        assert re.findall(r'"(#\w{6})"', factors) == [*runs_picture_look.FACTORS[len(runs_picture_look.SERIES) :]]
        assert all(f'{kind}: "{color}"' in charts for kind, color in runs_picture_look.LINES.items())
        assert all(f'{face}: "{color}"' in faces for face, color in runs_picture_look.FACES.items())
        assert re.findall(r'"(#\w{6})"', maps.split("const STEPS")[1].split("]")[0]) == [*runs_picture_look.STEPS]

    @pytest.mark.parametrize("kind", ["statistics", "surface"])
    def test_the_same_result_gives_the_same_bytes_without_day_or_program(self, kind):
        first = drawn(kind)
        assert first == anew(kind)
        for png in [*first.charts, *first.maps.values()]:
            assert not {b"tEXt", b"iTXt", b"tIME"} & set(chunks(png))

    def test_every_picture_is_as_wide_as_the_text_and_the_file_small(self):
        every = [png for kind in BY_KEY for png in (*drawn(kind).charts, *drawn(kind).maps.values())]
        assert {struct.unpack(">I", png[16:20])[0] for png in every} == {int(WIDTH / INCH * DPI)}
        assert max(map(len, every)) < 200_000

    def test_a_name_that_holds_formulas_stays_a_name(self):
        figure = boxes([["$\\frac{1}$", 5, 1, 2, 3, 4, 5]])
        assert "$\\frac{1}$" in texts(figure)
        assert runs_picture_look.png(figure).startswith(b"\x89PNG")

    def test_the_server_starts_without_loading_what_draws(self):
        code = "import django, sys; django.setup(); import jingtu_web.config.urls; print('matplotlib' in sys.modules)"
        python = [sys.executable, "-c", code]
        assert (
            subprocess.run(python, cwd=Path(__file__).parents[3], capture_output=True, check=True).stdout == b"False\n"
        )


def chunks(png: bytes) -> list[bytes]:
    found, at = [], 8
    while at < len(png):
        found.append(png[at + 4 : at + 8])
        at += 12 + struct.unpack(">I", png[at : at + 4])[0]
    return found


class TestFonts:
    def test_without_one_the_words_are_english_and_that_is_told(self, no_font, monkeypatch):
        seen = []
        monkeypatch.setitem(DRAW, "histogram", lambda data: seen.append(data) or histogram([[0, 1, 2, 0]]))
        assert anew("statistics").without_font
        assert seen[0]["words"]["detected"] == "Detected"

    def test_in_english_too_as_names_in_the_data_are_chinese(self, no_font):
        with override("en"):
            assert anew("statistics").without_font
        assert not drawn("statistics").without_font

    def test_a_name_that_cannot_be_written_is_the_number_of_its_row(self, no_font):
        assert {"No. 1", "No. 3"} <= set(texts(boxes()))

    def test_one_installed_since_the_list_was_made_is_found(self, monkeypatch):
        if not runs_picture_look.chinese_font():
            pytest.skip("no Chinese font here")
        only = [entry for entry in fontManager.ttflist if entry.name == "DejaVu Sans"]
        monkeypatch.setattr(fontManager, "ttflist", only)
        assert runs_picture_look.chinese_font() in runs_picture_look.FAMILIES

    def test_none_is_none(self, monkeypatch):
        monkeypatch.setattr(runs_picture_look, "FAMILIES", ("No Such Font",))
        assert runs_picture_look.chinese_font() is None


class TestWrapping:
    def test_a_latin_word_is_not_broken(self):
        assert wrapped("暴露于土壤的参考剂量分配系数(SVOCs和重金属)") == "暴露于土壤的参考剂量分配系数(SVOCs\n和重金属)"

    def test_english_breaks_between_words(self):
        assert wrapped("share of reference dose allotted to soil") == "share of reference dose allotted\nto soil"

    @given(st.text(st.sampled_from("镉铅（）a b(1,"), max_size=90))
    def test_no_sign_is_lost(self, text):
        assert re.sub(r"\s", "", wrapped(text)) == re.sub(r"\s", "", text)


class TestHistogram:
    BARS = ([0, 1, 3, 0], [1, 2, 4, 2])

    def test_non_detects_stand_on_the_detected(self):
        [axes] = histogram(self.BARS).axes
        shown = [(bar.get_x(), bar.get_y(), bar.get_height()) for bar in axes.patches]
        assert shown == [(0, 0, 3), (1, 0, 4), (0, 3, 0), (1, 4, 2)]

    def test_bars_that_widen_stand_on_a_logarithmic_axis(self):
        assert histogram(self.BARS).axes[0].get_xscale() == "linear"
        assert histogram([[1, 2, 3, 0], [2, 4, 1, 0]]).axes[0].get_xscale() == "log"

    def test_every_limit_has_its_line_and_its_number_and_each_kind_one_entry(self):
        figure = histogram(self.BARS, [("screening", 0.4), ("screening", 3), ("intervention", 8)])
        assert [line.get_xdata()[0] for line in figure.axes[0].lines] == [0.4, 3, 8]
        assert {"0.4", "3", "8", "管制值"} <= set(texts(figure))
        [legend] = figure.legends
        assert [text.get_text() for text in legend.get_texts()] == ["筛选值", "管制值", "检出", "未检出"]

    def test_numbers_side_by_side_stand_above_each_other_and_a_fourth_is_left_out(self):
        figure = histogram(self.BARS, [("screening", 1 + n / 1000) for n in range(4)])
        numbers = {text for text in texts(figure) if re.fullmatch(r"1\.00\d", text)}
        assert numbers == {"1.001", "1.002"}, "the first is written 1"


class TestBoxes:
    def test_a_box_begins_where_something_is_known_and_what_has_nothing_is_not_drawn(self):
        [axes] = boxes().axes
        assert [label.get_text() for label in axes.get_yticklabels()] == ["甲镇", "丙镇"]
        assert axes.patches[0].get_path().get_extents().x0 == 0.1

    def test_far_apart_they_stand_on_a_logarithmic_axis(self):
        assert boxes().axes[0].get_xscale() == "log", "5 is more than 30 times 0.1"
        assert boxes(GROUPS[2:]).axes[0].get_xscale() == "linear"

    def test_the_reference_is_a_line(self):
        *_, line = boxes(reference=1).axes[0].lines
        assert list(line.get_xdata()) == [1, 1]

    def test_of_very_many_the_first_are_drawn_and_that_is_said(self):
        forty = [[f"G{n}", 5, 1, 2, 3, 4, 5] for n in range(40)]
        assert boxes(forty).axes[0].get_title() == ""
        figure = boxes([*forty, GROUPS[2]])
        assert figure.axes[0].get_title() == "只画前 40 项，其余见表"
        assert len(figure.axes[0].patches) == 40
        assert figure.get_figheight() * INCH < 230, "with heading and caption on one page"

    def test_nothing_detected_anywhere_is_an_empty_chart(self):
        assert boxes(GROUPS[1:2]).axes[0].patches[:] == []


class TestOtherCharts:
    def test_grades_have_one_colour_per_index_and_their_counts(self):
        bars = [["清洁", "甲指数", 3], ["重度", "甲指数", 0], ["低", "乙指数", 7]]
        figure = runs_pictures.grades({"bars": bars, "words": WORDS})
        assert [to_hex(bar.get_facecolor()) for bar in figure.axes[0].patches] == ["#1f6f4a", "#1f6f4a", "#c77700"]
        assert {"3", "7", "甲指数", "乙指数"} <= set(texts(figure))

    def test_categories_have_the_colours_of_the_map_and_areas_one_decimal_at_most(self):
        bars = [["优先保护类", "面积（亩）", 4014.25, "ok"], ["未定", "面积（亩）", 985.0, "nodata"]]
        figure = runs_pictures.grades({"bars": bars, "unit": "面积（亩）", "words": WORDS})
        assert [to_hex(bar.get_facecolor()) for bar in figure.axes[0].patches] == ["#2e8b57", "#9aa5a0"]
        assert {"4014.2", "985", "面积（亩）"} <= set(texts(figure))

    def test_the_limit_in_use_is_darker_and_the_mean_a_line(self):
        data = {
            "bars": [["t", 2.0, False], ["BCa", 3.0, True]],
            "mean": 1.5,
            "unit": "mg/kg",
            "words": {"mean": "均值"},
        }
        [axes] = runs_pictures.limits(data).axes
        assert [to_hex(bar.get_facecolor()) for bar in axes.patches] == ["#9bbfae", "#1f6f4a"]
        assert axes.lines[0].get_xdata()[0] == 1.5
        assert axes.get_xlim()[0] < 1.5

    def test_no_limit_and_no_mean_is_an_empty_chart(self):
        data = {"bars": [], "mean": None, "unit": "mg/kg", "words": {"mean": "均值"}}
        assert runs_pictures.limits(data).axes[0].patches[:] == []

    def test_a_variogram_with_two_directions_has_two_curves(self):
        words = {"semivariance": "半方差", "model": "模型", "along": "沿", "across": "横", "distance": "距离"}
        data = {"lags": [(1, 2, 30)], "model": [[0, 1], [1, 2]], "unit": "mg/kg", "words": words}
        assert "模型" in texts(runs_pictures.variogram(data))
        assert {"沿", "横"} <= set(texts(runs_pictures.variogram(data | {"across": [[0, 1], [1, 3]]})))

    def test_a_share_or_ratio_that_does_not_exist_has_no_bar(self):
        shares = {
            "bars": [["吸入", "致癌", 1.0], ["吸入", "非致癌", 0.4], ["经口", "非致癌", 0.6]],
            "words": {"share": "贡献率"},
        }
        assert [bar.get_width() for bar in runs_pictures.shares(shares).axes[0].patches] == [1.0, 0.4, 0.6]
        rows_ = [["体重", -0.9, None, 0.2], ["暴露期", 0.5, None, None]]
        ratios = {"bars": rows_, "series": ["a", "b", "c"], "words": {"ratio": "比例"}}
        figure = runs_pictures.tornado(ratios)
        assert [bar.get_width() for bar in figure.axes[0].patches] == [-0.9, 0.5, 0.2]
        assert "b" not in texts(figure)

    def test_parts_of_factors_are_stacked_where_they_add_up_and_else_side_by_side(self):
        data = {"bars": [["镉", 0.25, 0.75], ["铅", 0.5, None]], "series": ["因子 1", "因子 2"], "unit": "贡献率"}
        stacked = runs_pictures.by_factor(data | {"stack": "all", "most": 1}).axes[0]
        assert [(bar.get_x(), bar.get_width()) for bar in stacked.patches] == [
            (0, 0.25),
            (0, 0.5),
            (0.25, 0.75),
            (0.5, 0),
        ]
        assert stacked.get_xlim() == (0, 1)
        beside = runs_pictures.by_factor(data).axes[0]
        assert [bar.get_width() for bar in beside.patches] == [0.25, 0.5, 0.75]
        assert len({to_hex(bar.get_facecolor()) for bar in beside.patches}) == 2

    def test_bars_of_many_factors_are_no_thinner_than_can_be_seen(self):
        """195 mm hold 162 bars of 1.2 mm: of twelve factors thirteen groups."""
        data = {"series": [f"因子 {n}" for n in range(12)], "unit": "贡献"}
        groups = [[f"乡镇 {n}", *[1.0] * 12] for n in range(14)]
        assert runs_pictures.by_factor(data | {"bars": groups[:13]}).axes[0].get_title() == ""
        figure = runs_pictures.by_factor(data | {"bars": groups})
        assert figure.axes[0].get_title() == "只画前 13 项，其余见表"
        assert len(figure.axes[0].patches) == 13 * 12

    def test_drawn_risks_rise_to_all_of_them_beside_the_acceptable_level(self):
        words = {"acceptable": "可接受水平", "below": "累积概率"}
        data = {"curve": [[0.05, 1e-7], [0.95, 3e-6]], "target": 1e-6, "unit": "总致癌风险", "words": words}
        figure = runs_pictures.drawn(data)
        curve, level = figure.axes[0].lines
        assert (list(curve.get_xdata()), list(curve.get_ydata())) == ([1e-7, 3e-6], [0.05, 0.95])
        assert level.get_xdata()[0] == 1e-6
        assert figure.axes[0].get_xscale() == "log"
        assert {"可接受水平 1×10⁻⁶", "100%"} <= set(texts(figure))


class TestMap:
    def map(self, layer: str, lying: Ground | None = None) -> Figure:
        return surface_map(kept("surface"), layer, lying or Ground(np.empty((0, 2)), [], []))

    def test_a_report_shows_estimate_category_and_probability(self):
        assert list(drawn("surface").maps) == ["estimate", "category", "probability_typed"]

    def test_steps_go_from_the_smallest_to_the_largest_value(self):
        values = kept("surface").tables["surface"]["estimate"]
        image = self.map("estimate").axes[0].images[0]
        assert image.norm.boundaries[[0, -1]] == pytest.approx([values.min(), values.max()])
        assert [to_hex(color) for color in image.cmap.colors] == list(runs_picture_look.STEPS)
        known = ~np.ma.getmaskarray(image.get_array())
        assert known.sum() == values.drop_nulls().len()

    def test_it_lies_where_the_surface_does_with_coordinates_and_a_bar(self):
        surface = kept("surface").surface
        figure = self.map("estimate")
        west, east, south, north = figure.axes[0].images[0].get_extent()
        assert (west, north) == (surface["west"], surface["north"])
        assert (east - west, north - south) == (100.0 * surface["width"], 100.0 * surface["height"])
        assert {"东坐标（m）", "北坐标（m）", "500 m", "北", "含量估计值（mg/kg）"} <= set(texts(figure))

    def test_a_class_has_its_face_and_only_those_there_their_entry(self):
        figure = self.map("category")
        assert {"不超过比较值", "超过比较值"} <= set(texts(figure))
        assert "无法判定" not in texts(figure)
        image = figure.axes[0].images[0]
        table, colors = kept("surface").tables["surface"], image.cmap(image.norm(np.arange(3.0)))
        assert [to_hex(color) for color in colors] == ["#2e8b57", "#c0241f", "#9aa5a0"]
        assert np.nansum(np.ma.filled(image.get_array(), np.nan)) == table["category"].sum()

    def test_points_proposals_and_near_boundaries_lie_on_it(self):
        near, far = shapely.box(112.04, 30.04, 112.06, 30.09), shapely.box(100, 20, 101, 21)
        lying = ground(kept("surface"), fitting("surface"), [near, far])
        assert (len(lying.points), len(lying.lines), len(lying.proposed)) == (30, 1, 5)
        west, north = kept("surface").surface["west"], kept("surface").surface["north"]
        assert ((lying.points - [west, north]) * [1, -1] > 0).all(), "all of them within the surface"
        assert {"1", "5"} <= set(texts(self.map("estimate", lying)))

    def test_one_value_everywhere_is_one_step(self):
        flat = kept("surface").tables["surface"].with_columns(estimate=pl.lit(0.0))
        one = Kept([], {"surface": flat}, [], [], kept("surface").surface)
        image = surface_map(one, "estimate", Ground(np.empty((0, 2)), [], [])).axes[0].images[0]
        assert list(image.norm.boundaries) == [0, 1, 2, 3, 4, 5, 6]

    @pytest.mark.parametrize(("most", "length"), [(999, 500), (1000, 1000), (1999, 1000), (2000, 2000), (0.7, 0.5)])
    def test_the_scale_bar_has_a_round_length(self, most, length):
        assert round_length(most) == length

    @given(st.floats(1e-3, 1e7))
    def test_which_is_never_longer_and_never_much_shorter(self, most):
        assert most / 2.5 <= round_length(most) * (1 + 1e-9)
        assert round_length(most) <= most

    def test_what_lies_beneath_shows_through_as_on_the_page(self):
        assert round(255 * runs_map_pictures.OPAQUE) == 215
        assert ", 215]" in (SCRIPTS / "run_map.js").read_text()
