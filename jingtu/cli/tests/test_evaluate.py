"""``jingtu evaluate`` and ``jingtu sampling``: targets, numbers and places on the command line."""

import json

import fastexcel
import polars as pl
import pytest
from click.testing import CliRunner

from jingtu.cli import main

PITS = "样品编号,乡镇,铅(mg/kg)\n" + "".join(
    f"S{i},{zone},{value}\n" for i, (zone, value) in enumerate([("基坑A", 12), ("基坑A", 15), ("基坑B", 500)])
)
PIT = {
    "type": "Polygon",
    "coordinates": [[[113.1, 36.2], [113.1004, 36.2], [113.1004, 36.2003], [113.1, 36.2003], [113.1, 36.2]]],
}


def call(*words):
    return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)


@pytest.fixture
def run(tmp_path):
    def called(text, *options):
        (tmp_path / "lab.csv").write_text(text, encoding="utf-8")
        return call("evaluate", tmp_path / "lab.csv", *options)

    return called


@pytest.fixture
def outlines(tmp_path):
    file = tmp_path / "pits.geojson"
    features = [{"type": "Feature", "properties": {"名称": name}, "geometry": PIT} for name in ("A", "B")]
    features[1]["geometry"] = None
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return file


class TestEvaluate:
    def test_every_zone_and_the_whole(self, run):
        done = run(PITS, "--target", "铅=400 mg/kg", "--by", "place", "--needed", "2", "--needed", "基坑B=1")
        assert done.exit_code == 0
        assert "基坑A（土壤）：达到" in done.stdout
        assert "基坑B（土壤）：未达到" in done.stdout
        assert "效果评估总体结论：未达到。只供参考，不是法定结论。" in done.stdout

    def test_json_is_never_statutory(self, run):
        answer = json.loads(run(PITS, "--target", "lead=0.6 g/kg", "--needed", "3", "--json").stdout)
        assert (answer["outcome"], answer["stage"]) == ("passes", "effect")
        [zone] = answer["zones"]
        [lead] = zone["contaminants"]
        assert (lead["target"], lead["unit"], lead["maximum"], lead["statutory"]) == ("0.6", "g/kg", 0.5, False)

    def test_rows_with_errors_keep_it_from_passing(self, run):
        text = PITS.replace("500", "abc")
        assert run(text, "--target", "铅=400 mg/kg", "--needed", "2").exit_code == 1
        done = run(text, "--target", "铅=400 mg/kg", "--needed", "2", "--accept-clean")
        assert (done.exit_code, "总体结论：不能判定" in done.stdout) == (1, True)

    @pytest.mark.parametrize(
        "options",
        [
            ("--target", "铅=400"),
            ("--target", "铅=-1 mg/kg"),
            ("--target", "铅=nan mg/kg"),
            ("--target", "甲乙丙=1 mg/kg"),
            ("--target", "铅=1 mg/kg", "--target", "lead=2 mg/kg"),
            ("--target", "铅=1 mg/kg", "--needed", "x"),
            ("--target", "铅=1 mg/kg", "--needed", "0"),
            ("--target", "铅=1 mg/kg", "--duplicate", "锌=1/2"),
            ("--target", "铅=1 mg/kg", "--duplicate", "铅=1/2/3"),
            ("--target", "铅=1 mg/kg", "--fact", "works_as_designed=maybe"),
            ("--target", "铅=1 mg/kg", "-o", "out.docx"),
        ],
    )
    def test_wrong_calls(self, run, options):
        assert run(PITS, *options).exit_code == 2

    def test_the_workbook(self, run, tmp_path):
        out = tmp_path / "out.xlsx"
        assert run(PITS, "--target", "铅=400 mg/kg", "--by", "place", "-o", out).exit_code == 0
        book = fastexcel.read_excel(out)
        assert book.sheet_names == ["总体结论", "逐项结论", "问题", "说明"]
        assert book.load_sheet("逐项结论").to_polars()["结论"].to_list() == ["达到", "未达到"]


class TestSampling:
    @pytest.mark.parametrize(
        ("options", "samples"),
        [
            ("mean --sd 2 --difference 1", 36),
            ("one --share 0.05", 59),
            ("share --share 0.5 --error 0.1", 97),
        ],
    )
    def test_an_error_goal(self, options, samples):
        assert json.loads(call("sampling", "goal", *options.split(), "--json").stdout)["samples"] == samples

    @pytest.mark.parametrize("question", ["groups", "ranks", "within"])
    def test_what_a_goal_needs_is_asked_for(self, question):
        done = call("sampling", "goal", question)
        assert (done.exit_code, "needs" in done.stderr) == (2, True)

    def test_a_pit(self):
        done = call("sampling", "pit", "--area", 1000, "--depth", 2.5)
        assert "坑底 4 个；侧壁 2 层，每层 6 个；共 16 个样品" in done.stdout
        assert "未与官方文本核对" in done.stderr

    def test_walls_of_a_large_pit_ask_for_their_length(self):
        assert "--perimeter" in call("sampling", "pit", "--area", 20_000, "--depth", 1).stdout
        known = call("sampling", "pit", "--area", 20_000, "--depth", 1, "--perimeter", 600, "--json")
        assert json.loads(known.stdout)["walls"] == 15

    def test_places_of_outlines(self, outlines, tmp_path):
        done = call("sampling", "pit", "--outline", outlines, "--depth", 2, "-o", tmp_path / "places.csv")
        assert done.exit_code == 0
        assert "第 2 行" in done.stderr
        places = pl.read_csv(tmp_path / "places.csv")
        assert places["基坑"].to_list() == ["A"] * 16
        # 36 m by 33 m about 113.1° E in zone 38 (meridian 114°)
        assert places["东坐标（m）"].is_between(419_000, 419_200).all()
        assert places["坐标系"].unique().to_list() == ["EPSG:4547"]

    @pytest.mark.parametrize(
        ("options", "samples"), [((), 6), (("--batches", 9), 9), (("--variation", 0.1), 26), (("--pile",), 8)]
    )
    def test_soil(self, options, samples):
        found = json.loads(call("sampling", "soil", "--volume", 2600, *options, "--json").stdout)
        assert found["samples"] == samples

    def test_wells(self):
        found = json.loads(call("sampling", "wells", "--area", 30_000, "--dense", "--json").stdout)
        assert found == {"upgradient": 1, "inside": 19, "downgradient": 2}

    @pytest.mark.parametrize("options", ["--depth 1", "--area nan --depth 1", "--area 5 --depth 1 -o x.csv"])
    def test_wrong_calls(self, options):
        assert call("sampling", "pit", *options.split()).exit_code == 2
