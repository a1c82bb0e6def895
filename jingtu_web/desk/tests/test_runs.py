"""Pages of calculations: the list, the form and what it refuses, a run's page, what can be taken away."""

from __future__ import annotations

import html
import json
import re
from io import BytesIO
from uuid import uuid4

import fastexcel
import numpy as np
import pyogrio
import pytest
import shapely
import tifffile
from django.test import Client
from django.urls import reverse
from docx import Document
from docx.document import Document as Paper

from jingtu_web.common.models import AuditRecord, Place, StoredFile, User
from jingtu_web.deliveries.tests import files
from jingtu_web.desk import runs_paper, runs_picture_look
from jingtu_web.desk.removal import remove_example
from jingtu_web.registers.samples.actions import Batch, store
from jingtu_web.registers.samples.importers import prepare
from jingtu_web.runs import queries
from jingtu_web.runs.actions import ask, run_again
from jingtu_web.runs.code_version import code_version
from jingtu_web.runs.models import Run
from jingtu_web.runs.tests.made import ENOUGH, RISK, asked, field, fitting, officer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_once(settings, tmp_path):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def user() -> User:
    return officer()


@pytest.fixture
def desk(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(desk: Client, run: Run, language: str = "zh-hans") -> str:
    desk.cookies["django_language"] = language
    return desk.get(reverse("run", args=[run.pk])).content.decode()


def get(desk: Client, name: str, run: Run):
    return desk.get(reverse(name, args=[run.pk]))


class TestList:
    def test_it_costs_the_same_questions_however_many_runs_there_are(self, desk, user, django_assert_num_queries):
        for n in (12, 13):
            ask(asked("statistics", field(n)), by=user)
        with django_assert_num_queries(4):  # session, account, count, page
            desk.get(reverse("runs"))
        for n in range(14, 20):
            ask(asked("statistics", field(n)), by=user)
        with django_assert_num_queries(4):
            assert desk.get(reverse("runs")).content.decode().count("统计描述与分布</a>") == 8

    def test_it_is_narrowed_by_kind_and_state(self, desk, user):
        ask(asked("statistics", field()), by=user)
        ask(asked("surface", field(5)), by=user)
        listed = desk.get(reverse("runs"), {"state": "failed"}).content.decode()
        assert (listed.count("含量空间分布</a>"), listed.count("统计描述与分布</a>")) == (1, 0)
        assert "没有符合条件的计算" in desk.get(reverse("runs"), {"kind": "risk"}).content.decode()


class TestStarting:
    def register(self) -> None:
        county = Place.objects.get(level=Place.Level.COUNTY)
        store(prepare(field(24), county=county, file="f.xlsx"), county=county, batch=Batch(uuid4(), ""), by="test")

    def post(self, desk, kind="statistics", **given):
        county = Place.objects.get(level=Place.Level.COUNTY)
        usual = {"county": county.pk, "source": "register", "substance": "cadmium", "medium": "soil"}
        usual |= {"on": "2026-11-28", "set_group": "place"}
        return desk.post(reverse("run_start", args=[kind]), usual | given)

    def test_results_of_the_register_are_computed_and_their_origin_kept(self, desk, county):
        self.register()
        assert self.post(desk, note="全县镉").status_code == 302
        run = Run.objects.get()
        assert (run.state, run.note, run.origin["filter"]["substances"]) == ("done", "全县镉", ["cadmium"])
        assert run.origin["rows"] == 24

    def test_no_such_results_is_said_at_the_form(self, desk, county):
        answer = self.post(desk)
        assert answer.status_code == 400
        assert "没有符合条件的检测结果" in answer.content.decode()
        assert not Run.objects.exists()

    def test_an_uploaded_file_is_computed_without_entering_the_register(self, desk, county, tmp_path):
        path = files.workbook(tmp_path / "结果.xlsx")
        with path.open("rb") as file:
            assert self.post(desk, source="file", file=file).status_code == 302
        assert Run.objects.get().origin["name"] == "结果.xlsx"
        assert "上传文件 结果.xlsx" in page(desk, Run.objects.get())

    def test_a_file_with_errors_is_refused_unless_clean_rows_are_enough(self, desk, county, tmp_path):
        path = files.workbook(tmp_path / "结果.xlsx", (*files.GOOD, files.NEGATIVE))
        with path.open("rb") as file:
            answer = self.post(desk, source="file", file=file)
        assert (answer.status_code, "有 1 处错误" in answer.content.decode()) == (400, True)
        with path.open("rb") as file:
            assert self.post(desk, source="file", file=file, clean_only="on").status_code == 302

    def test_a_file_that_is_none_is_refused_in_words(self, desk, county, tmp_path):
        (tmp_path / "x.xlsx").write_bytes(b"not a workbook")
        with (tmp_path / "x.xlsx").open("rb") as file:
            assert self.post(desk, source="file", file=file).status_code == 400

    def test_no_file_chosen_is_said_at_the_field(self, desk, county):
        answer = self.post(desk, source="file")
        assert "请选择文件" in answer.content.decode()

    def test_settings_out_of_range_are_said_at_the_field(self, desk, county):
        answer = self.post(desk, "mean", set_draws="3", set_coverage="0.95", seed="1")
        assert answer.status_code == 400
        assert "errorlist" in answer.content.decode()

    def test_risk_needs_no_results(self, desk, county):
        given = {f"set_{key}": value for key, value in RISK.items()}
        options = {"set_crack_porosity": "soil", "set_edition": "2019", "set_substance_data": "base"}
        self.post(desk, "risk", **given, **options, set_saturation="flag")
        assert Run.objects.get().state == "done"

    def test_an_unknown_kind_is_not_found(self, desk):
        assert desk.get(reverse("run_start", args=["astrology"])).status_code == 404

    @pytest.fixture
    def county(self):
        return asked("statistics", field()).county


class TestPage:
    def test_it_shows_figures_charts_with_their_tables_settings_and_hashes(self, desk, user):
        run = ask(asked("statistics", field()), by=user)
        shown = page(desk, run)
        for words in ("直方图与限值", "分组箱线图", "分组统计", "GB 15618-2018", run.input_sha256, "检出数", "officer"):
            assert words in shown
        assert shown.count("data-chart=") == 2
        assert shown.count("<caption>") == 3

    def test_words_follow_the_language(self, desk, user):
        run = ask(asked("mean", field(), draws=300), by=user)
        assert "切比雪夫" in page(desk, run)
        english = page(desk, run, "en")
        assert "Chebyshev" in english
        assert "Recommended 95% upper limit of the mean" in english

    def test_a_name_in_the_data_cannot_end_the_script(self, desk, user):
        run = ask(asked("statistics", field(place="</script><b>x")), by=user)
        assert "</script><b>" not in page(desk, run)

    def test_a_failed_run_says_what_to_do(self, desk, user):
        shown = page(desk, ask(asked("surface", field(5)), by=user))
        assert "有坐标的点位只有 5 个" in shown
        assert "请放宽筛选条件" in shown

    def test_what_is_undecided_is_a_dash_and_never_zero(self, desk, user):
        hidden = {"value": None, "operator": "<", "detection_limit": 0.01}
        shown = page(desk, ask(asked("statistics", field(10, **hidden)), by=user))
        assert "<dt>均值</dt><dd>—</dd>" in shown

    def test_running_again_leads_to_a_page_that_says_the_bytes_are_the_same(self, desk, user):
        run = ask(asked("statistics", field()), by=user)
        answer = desk.post(reverse("run_again", args=[run.pk]), follow=True)
        assert "逐字节相同" in answer.content.decode()
        assert "后来的重新计算" in page(desk, run)

    def test_another_program_is_named_where_the_result_differs(self, desk, user):
        run = ask(asked("statistics", field()), by=user)
        other = ask(asked("statistics", field(20)), by=user)
        Run.objects.filter(pk=run.pk).update(result=other.result_id or Run.objects.get(pk=other.pk).result_id)
        Run.objects.filter(pk=run.pk).update(code={**code_version(), "numpy": "1.0"})
        shown = desk.post(reverse("run_again", args=[run.pk]), follow=True).content.decode()
        assert f"numpy 1.0 → {code_version()['numpy']}" in shown

    def test_a_value_typed_is_named_as_such_and_a_limit_with_where_it_stands(self, desk, user):
        typed = page(desk, ask(asked("surface", field(36), cell=250.0, limit=0.25), by=user))
        assert "<dt>比较值（自行填写，非标准限值）</dt><dd>0.25 mg/kg</dd>" in typed
        assert "GB 15618" not in typed
        in_force = page(desk, ask(asked("surface", field(36), cell=250.0), by=user))
        assert "<dt>比较用筛选值</dt><dd>0.4 mg/kg</dd>" in in_force
        assert "GB 15618-2018 表1 第1项" in in_force
        assert "两个以上独立来源一致" in in_force

    def test_classes_of_the_map_come_in_the_language_of_the_page(self, desk, user):
        run = ask(asked("surface", field(36), cell=250.0, limit=0.25), by=user)
        assert "不超过比较值" in html.unescape(page(desk, run))
        assert '["within the value given","ok"]' in html.unescape(page(desk, run, "en"))

    def test_places_are_written_with_every_digit_that_leads_there(self, desk, user):
        shown = page(desk, ask(asked("surface", field(36), cell=250.0, limit=0.25), by=user))
        assert re.search(r"<td class=\"number\">112\.\d{6}</td>", shown)
        assert re.search(r"<td class=\"number\">33\d{5}</td>", shown), "metres north"


class TestRemoval:
    def test_runs_go_with_the_example_county_and_so_do_their_files(self, user):
        run_again(ask(asked("statistics", field()), by=user), by=user)
        assert StoredFile.objects.count() == 2, "rows and result, each once"
        remove_example(by="test")
        assert (Run.objects.count(), StoredFile.objects.count()) == (0, 0)


class TestWaiting:
    def test_an_open_run_asks_for_its_state_and_can_be_cancelled(self, desk, user, settings):
        settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
        run = ask(asked("statistics", field()), by=user)
        shown = page(desk, run)
        assert f'hx-get="{reverse("run_state", args=[run.pk])}"' in shown
        Run.objects.filter(pk=run.pk).update(state="running", progress=40)
        state = get(desk, "run_state", run)
        assert 'value="40"' in state.content.decode()
        assert "HX-Refresh" not in state.headers
        desk.post(reverse("run_cancel", args=[run.pk]))
        assert Run.objects.get().cancel_asked

    def test_at_its_end_the_page_is_loaded_anew(self, desk, user):
        run = ask(asked("statistics", field()), by=user)
        assert get(desk, "run_state", run).headers["HX-Refresh"] == "true"

    def test_a_finished_run_cannot_be_cancelled(self, desk, user):
        run = ask(asked("statistics", field()), by=user)
        answer = desk.post(reverse("run_cancel", args=[run.pk]), follow=True)
        assert "不能这样处理" in answer.content.decode()


class TestSection:
    @pytest.fixture
    def surface(self, user) -> Run:
        return ask(asked("surface", field(36), cell=250.0, limit=0.25), by=user)

    def test_it_has_every_map_and_chart_under_a_caption_and_told_for_those_who_cannot_see(self, desk, surface):
        paper = section(desk, surface)
        assert [shape._inline.docPr.get("descr") for shape in paper.inline_shapes] == [
            "地图：含量估计值（mg/kg），平面坐标系 EPSG:4546。",
            "地图：类别，平面坐标系 EPSG:4546。",
            "地图：超过比较值的概率，平面坐标系 EPSG:4546。",
            "变异函数与模型。数据见下表：变异函数。",
        ]
        captions = [paragraph.text for paragraph in paper.paragraphs if paragraph.style.name == "Caption"]
        assert captions[0] == "图 1　含量估计值（mg/kg）"
        assert captions[-1] == "图 4　变异函数与模型"

    def test_its_words_follow_the_language(self, desk, user):
        desk.cookies["django_language"] = "en"
        paper = section(desk, ask(asked("statistics", field()), by=user))
        titles = [paragraph.text for paragraph in paper.paragraphs if paragraph.style.name == "Caption"]
        assert titles == ["Figure 1. Histogram and limits", "Figure 2. Boxes by group"]

    def test_a_picture_is_as_wide_as_the_text_of_its_page(self, desk, surface):
        paper = section(desk, surface)
        page = paper.sections[0]
        text = page.page_width - page.left_margin - page.right_margin
        assert {round(shape.width / text, 2) for shape in paper.inline_shapes} == {1.0}

    def test_pictures_stand_with_their_tables(self, desk, user):
        paper = section(desk, ask(asked("statistics", field()), by=user))
        order = [paragraph.text for paragraph in paper.paragraphs if paragraph.text]
        assert order[1:] == [
            *("主要结果", "直方图与限值", "图 1　直方图与限值", "直方图数据", "限值"),
            *("分组箱线图", "图 2　分组箱线图", "分组统计"),
        ]

    def test_without_a_chinese_font_it_says_what_to_install(self, desk, user, monkeypatch):
        run = ask(asked("statistics", field()), by=user)
        monkeypatch.setattr(runs_picture_look, "FONT", None)
        assert any("fonts-noto-cjk" in paragraph.text for paragraph in section(desk, run).paragraphs)
        monkeypatch.setattr(runs_picture_look, "FONT", "some")
        assert not any("fonts-noto-cjk" in paragraph.text for paragraph in section(desk, run).paragraphs)


def section(desk: Client, run: Run) -> Paper:
    return Document(BytesIO(get(desk, "run_docx", run).content))


class TestDownloads:
    @pytest.fixture
    def surface(self, user) -> Run:
        return ask(asked("surface", field(36), cell=250.0, limit=0.25, next=3), by=user)

    def test_the_workbook_holds_every_table_whole(self, desk, surface):
        book = fastexcel.read_excel(get(desk, "run_xlsx", surface).content)
        assert book.sheet_names[0] == "说明"
        assert len(book.load_sheet("格网").to_polars()) == surface_cells(surface)
        about = book.load_sheet(0, header_row=None).to_polars().rows()
        assert surface.input_sha256 in [row[1] for row in about]

    @pytest.mark.parametrize("language", ["zh-hans", "en"])
    def test_every_table_of_sources_has_a_sheet_in_either_language(self, desk, user, language):
        run = ask(asked("sources", fitting("sources"), **ENOUGH["sources"]), by=user)
        desk.cookies["django_language"] = language
        book = fastexcel.read_excel(get(desk, "run_xlsx", run).content)
        assert len(book.sheet_names) == 8, "what the run was, and seven tables"

    def test_the_section_names_run_figures_and_tables(self, desk, surface):
        paper = Document(BytesIO(get(desk, "run_docx", surface).content))
        texts = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
        assert paper.paragraphs[0].text == "含量空间分布"
        assert {str(surface.pk), "块金值", "半方差"} <= set(texts)

    def test_a_fine_grid_stays_out_of_the_workbook_and_that_is_said(self, desk, surface, monkeypatch):
        cells = surface_cells(surface)
        monkeypatch.setattr(runs_paper, "MOST_CELLS", cells)
        assert "格网" in fastexcel.read_excel(get(desk, "run_xlsx", surface).content).sheet_names
        monkeypatch.setattr(runs_paper, "MOST_CELLS", cells - 1)
        book = fastexcel.read_excel(get(desk, "run_xlsx", surface).content)
        assert "格网" not in book.sheet_names
        [told] = [row[1] for row in book.load_sheet(0, header_row=None).to_polars().rows() if row[0] == "格网"]
        assert told == f"共 {cells} 格，未列入工作簿。各图层的数值请下载栅格（GeoTIFF）。"

    def test_the_points_come_back_from_the_geopackage(self, desk, surface, tmp_path):
        (tmp_path / "p.gpkg").write_bytes(get(desk, "run_gpkg", surface).content)
        meta, _, _, columns = pyogrio.raw.read(tmp_path / "p.gpkg", layer="points")
        assert meta["crs"] == "EPSG:4490"
        assert sorted(columns[list(meta["fields"]).index("sample")])[0] == "S00"

    def test_the_places_proposed_are_a_layer_of_their_own(self, desk, surface, tmp_path):
        (tmp_path / "p.gpkg").write_bytes(get(desk, "run_gpkg", surface).content)
        meta, _, shapes, columns = pyogrio.raw.read(tmp_path / "p.gpkg", layer="next_places")
        assert columns[list(meta["fields"]).index("number")].tolist() == [1, 2, 3]
        assert all(112.04 < point.x < 112.09 and 30.04 < point.y < 30.09 for point in shapely.from_wkb(shapes))

    def test_without_places_proposed_there_is_no_such_layer(self, desk, user, tmp_path):
        run = ask(asked("statistics", field(12)), by=user)
        (tmp_path / "p.gpkg").write_bytes(get(desk, "run_gpkg", run).content)
        assert pyogrio.list_layers(tmp_path / "p.gpkg")[:, 0].tolist() == ["points"]

    def test_the_surface_lies_where_it_belongs(self, desk, surface):
        with tifffile.TiffFile(BytesIO(get(desk, "run_tif", surface).content)) as file:
            keys, tags = file.geotiff_metadata, file.pages[0].tags
            bands = file.asarray()
        assert keys["ProjectedCSTypeGeoKey"] == 4546
        assert keys["ModelPixelScale"] == [250.0, 250.0, 0.0]
        assert tags["GDAL_NODATA"].value == "-9999"
        bands_named = ["estimate", "deviation", "probability_typed", "category", "wrong", "too_good", "too_bad"]
        assert re.findall(r'role="description">(\w+)<', tags["GDAL_METADATA"].value) == bands_named
        assert set(np.unique(bands[3])) == {-9999.0, 0.0, 1.0}
        assert bands.dtype == np.float32
        assert (bands[0] == -9999).any()
        assert 0.05 < np.median(bands[0][bands[0] > 0]) < 0.5

    def test_the_map_gets_corners_values_and_points(self, desk, surface):
        told = json.loads(get(desk, "run_map", surface).content)
        assert len(told["layers"]["estimate"]) == told["width"] * told["height"]
        assert told["corners"][0][0] < 112.05 < told["corners"][1][0]
        assert len(told["points"]) == 36
        assert [number for _, _, number in told["proposed"]] == [1, 2, 3]
        assert {0, 1} == set(told["layers"]["category"]) - {None}

    def test_each_download_stands_on_the_trail(self, desk, surface):
        for name in ("run_xlsx", "run_docx", "run_gpkg", "run_tif"):
            get(desk, name, surface)
        taken = AuditRecord.objects.filter(action="runs.download", subject=str(surface.pk)).order_by("id")
        assert [one.detail["form"] for one in taken] == [".xlsx", ".docx", ".gpkg", ".tif"]
        assert {one.by for one in taken} == {"officer"}

    def test_what_a_run_does_not_have_is_not_found_and_not_on_the_trail(self, desk, user):
        run = ask(asked("risk", **RISK), by=user)
        assert [get(desk, name, run).status_code for name in ("run_gpkg", "run_tif", "run_map")] == [404, 404, 404]
        assert not AuditRecord.objects.filter(action="runs.download").exists()

    @pytest.mark.parametrize("role", ["viewer", "township", "department"])
    def test_others_than_the_bureau_get_nothing(self, surface, role):
        client = Client()
        client.force_login(User.objects.create_user(role, role=role))
        for name in ("run", "run_xlsx", "run_gpkg", "run_tif", "run_map"):
            assert client.get(reverse(name, args=[surface.pk])).status_code == 403


def surface_cells(run: Run) -> int:
    kept = queries.result_of(Run.objects.get(pk=run.pk))
    assert kept
    return len(kept.tables["surface"])
