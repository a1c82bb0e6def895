"""Categories of farmland as a calculation: what is uploaded, what the page and its files show."""

from __future__ import annotations

import json
from io import BytesIO
from uuid import uuid4

import fastexcel
import pyogrio
import pytest
import shapely
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document

from jingtu_web.common.models import Place, StoredFile
from jingtu_web.desk.removal import remove_example
from jingtu_web.registers.samples.actions import Batch, store
from jingtu_web.registers.samples.importers import prepare
from jingtu_web.registers.samples.tests.frames import county_with_two_towns
from jingtu_web.runs.actions import run_again
from jingtu_web.runs.models import Run
from jingtu_web.runs.tests.made import officer, rows
from jingtu_web.runs.tests.test_farmland import EAST, WEST, soil

pytestmark = pytest.mark.django_db
SETTINGS = {
    "edition": "sampling", "land_use": "", "ph": "", "crop_ok_share": "0.65", "crop_min_points": "3",
    "crop_basis": "any_metal", "dominance_share": "0.8", "few_points": "3", "few_points_method": "worst",
}  # fmt: skip


@pytest.fixture(autouse=True)
def at_once(settings, tmp_path):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def county() -> Place:
    """Clean soil in the west; cadmium above the intervention value in the east."""
    county = county_with_two_towns()
    points = [soil(f"P{n}") for n in range(3)] + [soil(f"P{n}", lon=112.15, cadmium=3.0) for n in range(3, 6)]
    frame = rows(*[row for point in points for row in point])
    store(prepare(frame, county=county, file="f.xlsx"), county=county, batch=Batch(uuid4(), ""), by="test")
    return county


@pytest.fixture
def desk() -> Client:
    client = Client()
    client.force_login(officer())
    return client


def outlines(name="单元.geojson", **shapes) -> SimpleUploadedFile:
    features = [
        {
            "type": "Feature",
            "properties": {"单元编码": code, "面积（亩）": 100},
            "geometry": shapely.geometry.mapping(shape),
        }
        for code, shape in shapes.items()
    ]
    return SimpleUploadedFile(name, json.dumps({"type": "FeatureCollection", "features": features}).encode())


def post(desk: Client, county: Place, **given):
    usual = {"county": county.pk, "source": "register", "on": "2026-11-28"}
    usual |= {f"set_{key}": value for key, value in SETTINGS.items()}
    return desk.post(reverse("run_start", args=["farmland"]), usual | given)


@pytest.fixture
def run(desk, county) -> Run:
    assert post(desk, county, units=outlines(A=WEST, B=EAST)).status_code == 302
    return Run.objects.get()


def get(desk: Client, name: str, run: Run):
    return desk.get(reverse(name, args=[run.pk]))


class TestStarting:
    def test_the_form_asks_for_units_and_for_no_substance(self, desk, county):
        form = desk.get(reverse("run_start", args=["farmland"])).content.decode()
        assert 'name="units"' in form
        assert ('name="substance"' in form, 'name="medium"' in form) == (False, False)

    def test_the_units_are_part_of_what_the_run_keeps(self, run):
        assert run.state == "done"
        assert {name: run.origin["units"][name] for name in ("name", "count", "outlined")} == {
            "name": "单元.geojson",
            "count": 2,
            "outlined": 2,
        }
        assert run.units is not None

    def test_other_units_are_another_input(self, desk, county, run):
        post(desk, county, units=outlines(A=WEST, C=EAST))
        assert Run.objects.values("input_sha256").distinct().count() == 2

    def test_again_it_is_the_same_bytes(self, run):
        again = Run.objects.get(pk=run_again(run, by="test").pk)
        assert (again.state, again.result_id) == ("done", run.result_id)

    def test_a_list_without_outlines_is_no_use_to_results_of_the_register(self, desk, county):
        answer = post(desk, county, units=SimpleUploadedFile("单元.csv", "单元编码,乡镇\nA,青石镇\n".encode()))
        assert (answer.status_code, "没有边界" in answer.content.decode()) == (400, True)
        assert not Run.objects.exists()

    def test_a_file_that_is_no_list_of_units_is_refused_in_words(self, desk, county):
        features = json.dumps({"type": "FeatureCollection", "features": []}).encode()
        answer = post(desk, county, units=SimpleUploadedFile("x.geojson", features))
        assert answer.status_code == 400

    def test_errors_name_the_file_that_has_them(self, desk, county):
        shape = shapely.Polygon([(112.0, 30.0), (112.1, 30.1), (112.1, 30.0), (112.0, 30.1)])
        shown = post(desk, county, units=outlines(A=shape, B=EAST)).content.decode()
        assert ("文件“单元.geojson”中有 1 处错误" in shown, "第 1 行" in shown) == (True, True)

    def test_what_was_said_of_the_units_stays_with_the_run(self, desk, county):
        swapped = shapely.transform(WEST, lambda corners: corners[:, ::-1])
        post(desk, county, units=outlines(A=swapped, B=EAST))
        shown = get(desk, "run", Run.objects.get()).content.decode()
        assert ("坐标的两列前后颠倒" in shown, "优先保护类面积" in shown) == (True, True)

    def test_a_code_that_the_map_contradicts_stands_and_is_said_once(self, desk, county):
        head, row = "样品编号,点位编号,单元编码,经度,纬度,土地利用,pH,镉(mg/kg)", "P1,B,112.05,30.05,水田,6.0,3.0"
        file = SimpleUploadedFile("r.csv", "\n".join([head, *(f"S{n},{row}" for n in range(3))]).encode())
        post(desk, county, source="file", file=file, units=outlines(A=WEST, B=EAST))
        assert get(desk, "run", Run.objects.get()).content.decode().count("与点位所在的单元边界不符") == 1

    def test_a_file_of_results_brings_its_codes(self, desk, county):
        lines = ["样品编号,点位编号,单元编码,土地利用,pH,镉(mg/kg)", *[f"S{n},P{n},A,水田,6.0,3.0" for n in range(3)]]
        file = SimpleUploadedFile("结果.csv", "\n".join(lines).encode("gb18030"))
        assert post(desk, county, source="file", file=file).status_code == 302
        listed = get(desk, "run", Run.objects.get()).content.decode()
        assert ("严格管控类" in listed, "上传文件 结果.csv" in listed) == (True, True)


class TestPage:
    def test_it_shows_units_areas_parameters_with_marks_and_the_map(self, desk, run):
        shown = get(desk, "run", run).content.decode()
        for words in (
            "优先保护类面积",
            "100 亩",
            "安全利用措施建议",
            "来源未规定，本系统设定",
            "类别分布图",
            "单元.geojson（2 个单元，其中 2 个有边界）",
        ):
            assert words in shown, words

    def test_it_costs_the_same_questions_however_many_units_there_are(
        self, desk, county, run, django_assert_num_queries
    ):
        boxes = {f"U{n:02}": shapely.box(112 + n / 50, 30, 112 + (n + 1) / 50, 30.1) for n in range(10)}
        post(desk, county, units=outlines(**boxes))
        for one in Run.objects.all():
            for name, count in (("run", 4), ("run_map", 3)):  # session, account, run; repeats, or the result
                with django_assert_num_queries(count):
                    assert get(desk, name, one).status_code == 200

    def test_in_english_too(self, desk, run):
        desk.cookies["django_language"] = "en"
        shown = get(desk, "run", run).content.decode()
        assert ("Area: strict control" in shown, "严格管控类" in shown) == (True, False)

    def test_the_map_gets_outlines_and_points_with_their_faces(self, desk, run):
        told = get(desk, "run_map", run).json()
        assert [one["properties"] for one in told["units"]["features"]] == [
            {"text": "A 优先保护类", "face": "ok"},
            {"text": "B 严格管控类", "face": "above"},
        ]
        assert told["points"][0] == [112.05, 30.05, "P0 土壤 一类", True, "ok"]
        assert told["corners"] == [[112.0, 30.0], [112.2, 30.1]]
        assert told["legend"] == [
            ["优先保护类；点位：一类、不超标", "ok"],
            ["严格管控类；点位：三类、重度超标", "above"],
        ]

    def test_without_units_points_alone_are_drawn(self, desk, county):
        post(desk, county)
        told = get(desk, "run_map", Run.objects.get()).json()
        assert (told["units"]["features"], told["legend"]) == (
            [],
            [["一类、不超标", "ok"], ["三类、重度超标", "above"]],
        )
        assert "没有评价单元，只给出点位类别" in get(desk, "run", Run.objects.get()).content.decode()

    def test_a_mistyped_coordinate_does_not_move_the_map(self, desk, county):
        far = rows(*soil("P9", lon=12.0))
        store(prepare(far, county=county, file="g.xlsx"), county=county, batch=Batch(uuid4(), ""), by="test")
        post(desk, county)
        told = get(desk, "run_map", Run.objects.get()).json()
        assert (len(told["points"]), told["corners"]) == (7, [[112.05, 30.05], [112.15, 30.05]])

    def test_what_changed_is_under_its_own_head(self, desk, run):
        assert ('<th scope="col">变化</th>' in get(desk, "run", run).content.decode()) is True


class TestTakenAway:
    def test_the_workbook_has_every_table_and_none_of_the_map(self, desk, run):
        book = fastexcel.read_excel(get(desk, "run_xlsx", run).content)
        sheets = (
            "说明 各类别单元数和面积 分乡镇、村、作物和金属的面积 单元类别 分金属类别 点位类别 "
            "与上一轮相比的变化 安全利用措施建议 措施说明 未计入的样品 划分参数"
        )
        assert set(book.sheet_names) == set(sheets.split())
        assert book.load_sheet("单元类别").to_polars()["质量类别"].to_list() == ["优先保护类", "严格管控类"]

    def test_the_section_has_the_map_of_units_and_the_bars_of_categories(self, desk, run):
        paper = Document(BytesIO(get(desk, "run_docx", run).content))
        assert [shape._inline.docPr.get("descr") for shape in paper.inline_shapes] == [
            "地图：类别分布图，平面坐标系 EPSG:4546。",
            "各类别评价单元数。数据见下表：各类别单元数和面积。",
            "各类别面积（亩）。数据见下表：分乡镇、村、作物和金属的面积。",
        ]

    def test_wide_tables_lie_down_in_the_section_and_pictures_stand_upright(self, desk, run):
        paper = Document(BytesIO(get(desk, "run_docx", run).content))
        lying = [section.page_width > section.page_height for section in paper.sections]
        assert lying[0] is False
        assert sum(lying) == 1, "units, metals and points follow each other"

    def test_columns_are_named_as_in_the_workbook_of_the_command(self, desk, run):
        desk.cookies["django_language"] = "en"
        shown = get(desk, "run", run).content.decode()
        assert (">category</th>" in shown, ">change</th>" in shown, ">Kind</th>" in shown) == (True, True, False)

    def test_workbook_and_section_have_what_was_said_of_the_files(self, desk, county):
        swapped = [shapely.transform(one, lambda corners: corners[:, ::-1]) for one in (WEST, EAST)]
        post(desk, county, units=outlines(A=swapped[0], B=swapped[1]))
        run = Run.objects.get()
        book = fastexcel.read_excel(get(desk, "run_xlsx", run).content)
        about = book.load_sheet("说明", header_row=None).to_polars()
        told = [text for text in about.to_series(1) if "坐标的两列前后颠倒" in text]
        assert [text.endswith("（共 2 处）") for text in told] == [True]
        paper = Document(BytesIO(get(desk, "run_docx", run).content))
        assert [one.text for one in paper.paragraphs if "坐标的两列前后颠倒" in one.text] == told

    def test_units_and_points_are_layers_of_the_geopackage(self, desk, run, tmp_path):
        (tmp_path / "u.gpkg").write_bytes(get(desk, "run_gpkg", run).content)
        assert sorted(name for name, _ in pyogrio.list_layers(tmp_path / "u.gpkg")) == ["points", "units"]
        meta, _, shapes, columns = pyogrio.raw.read(tmp_path / "u.gpkg", layer="units")
        assert columns[list(meta["fields"]).index("category_name")].tolist() == ["优先保护类", "严格管控类"]
        assert shapely.from_wkb(shapes[0]).equals(WEST)

    def test_there_is_no_grid(self, desk, run):
        assert get(desk, "run_tif", run).status_code == 404

    def test_with_the_example_its_units_go_too(self, run):
        remove_example(by="test")
        assert (Run.objects.count(), StoredFile.objects.count()) == (0, 0)
