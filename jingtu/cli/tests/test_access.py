"""``jingtu access``: lists, single parcels and the look back, with their exit statuses and outputs."""

import json

import openpyxl
import pyogrio
import pytest
import shapely
import xlsxwriter
from click.testing import CliRunner

from jingtu.cli.access import command

CORNERS = "113.05,36.10;113.053,36.10;113.053,36.103;113.05,36.103"
BESIDE = "113.153,36.10;113.156,36.10;113.156,36.103;113.153,36.103"


def write(path, sheets):
    with xlsxwriter.Workbook(path) as book:
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


@pytest.fixture
def register(tmp_path):
    rows = [
        ["地块编号", "地块名称", "列入日期", "拐点坐标", "数据日期"],
        ["9999012260001", "红星化工厂", "2022-01-01", CORNERS, "2026-03-31"],
    ]
    folder = tmp_path / "registers"
    folder.mkdir()
    write(folder / "风险管控和修复名录.xlsx", {"名录": rows})
    return folder


@pytest.fixture
def land(tmp_path):
    head = ["宗地编号", "地块名称", "规划用途", "现状用途", "拐点坐标", "来函文号"]
    rows = [
        head,
        ["A1", "锦绣花园", "二类居住用地", "工业用地", CORNERS, "沃自然资函〔2026〕12号"],
        ["A2", "城北小区", "二类居住用地", "二类居住用地", BESIDE, ""],
    ]
    return write(tmp_path / "供地清单.xlsx", {"清单": rows})


def run(*arguments):
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def asked(land, register, *more):
    return run(land, "--register", register, "--step", "供应", "--on", "2026-06-01", "--place", "999901", *more)


class TestLists:
    def test_the_counts_and_the_rows_that_matter_are_printed(self, land, register):
        result = asked(land, register)
        assert result.exit_code == 0, result.output
        assert "共 2 行" in result.stdout
        assert "不得办理  锦绣花园  红星化工厂" in result.stdout
        assert "城北小区" not in result.stdout

    def test_json_alone_stands_on_standard_output(self, land, register):
        document = json.loads(asked(land, register, "--json").stdout)
        assert [row["outcome"] for row in document["rows"]] == ["PROHIBITED", "NO_RESTRICTION_KNOWN"]
        assert document["rows"][0]["verdict"]["grounds"][0]["duty"] == "CL-013"
        assert document["rows"][0]["matches"][0]["parts"][0]["likeness"] == "outline"
        assert document["registers"][0]["seen_on"] == "2026-03-31"
        assert document["counts"] == {"PROHIBITED": 1, "NO_RESTRICTION_KNOWN": 1}

    def test_the_same_question_gives_the_same_bytes(self, land, register):
        assert asked(land, register, "--json").stdout == asked(land, register, "--json").stdout

    def test_workbook_geopackage_and_letters_are_written(self, land, register, tmp_path):
        outs = [tmp_path / "out.xlsx", tmp_path / "out.gpkg"]
        letters = tmp_path / "letters"
        result = asked(land, register, "-o", outs[0], "-o", outs[1], "--letters", letters)
        assert result.exit_code == 0, result.output
        assert openpyxl.load_workbook(outs[0]).sheetnames[0] == "判断结果"
        assert [name for name, _ in pyogrio.list_layers(outs[1])] == ["answers", "entries"]
        meta, _, shapes, columns = pyogrio.raw.read(outs[1], layer="answers")
        assert meta["crs"] == "EPSG:4490"
        assert list(columns[list(meta["fields"]).index("answer")]) == ["PROHIBITED", "NO_RESTRICTION_KNOWN"]
        assert shapely.from_wkb(shapes[0]).equals(shapely.box(113.05, 36.10, 113.053, 36.103))
        assert [file.name for file in letters.iterdir()] == ["00001_锦绣花园.docx"]

    def test_letters_for_all_on_request(self, land, register, tmp_path):
        asked(land, register, "--letters", tmp_path / "letters", "--letters-for", "all")
        assert len(list((tmp_path / "letters").iterdir())) == 2

    def test_kind_scheme_and_present_use_can_be_said_for_the_whole_list(self, tmp_path):
        names = write(tmp_path / "a.xlsx", {"Sheet1": [["地块编号", "地块名称"], ["9999012260001", "红星化工厂"]]})
        land = write(tmp_path / "b.xlsx", {"Sheet1": [["宗地编号", "规划用途"], ["9999012260001", "0804"]]})
        said = ["--register-kind", "key_unit", "--scheme", "land_and_sea", "--current-use", "0804", "--step", "supply"]
        row = json.loads(run(land, "--register", names, *said, "--json").stdout)["rows"][0]
        assert row["matches"][0]["kind"] == "key_unit"
        assert row["verdict"]["use"]["scheme"] == "land_and_sea"

    def test_rows_name_their_own_use_step_and_day(self, register, tmp_path):
        rows = [["宗地编号", "规划用途", "办理环节", "日期"], ["9999012260001", "一类工业用地", "开工", "2021-06-01"]]
        document = json.loads(run(write(tmp_path / "a.xlsx", {"a": rows}), "--register", register, "--json").stdout)
        verdict = document["rows"][0]["verdict"]
        assert (verdict["step"], verdict["on"], verdict["use"]["zh"]) == (
            "start_of_works",
            "2021-06-01",
            "一类工业用地",
        )


class TestOneParcel:
    def test_a_code_is_answered_with_all_its_grounds(self, register):
        result = asked("9999012260001", register, "--use", "R2")
        assert result.exit_code == 0, result.output
        assert "不得办理" in result.stdout
        assert "土壤污染防治法第61条" in result.stdout
        assert "资料截至 2026-03-31" in result.stdout

    def test_a_code_on_no_register_is_not_called_free(self, register):
        document = json.loads(asked("9999012269999", register, "--use", "R2", "--json").stdout)
        assert document["rows"][0]["outcome"] != "NO_RESTRICTION_KNOWN"

    def test_it_speaks_english(self, register):
        assert "prohibited" in asked("9999012260001", register, "--use", "R2", "--lang", "en").stdout


class TestErrors:
    @pytest.fixture
    def faulty(self, tmp_path):
        rows = [["宗地编号", "规划用途"], ["9999012260001", "R2"], ["A2", "待定方案用地"]]
        return write(tmp_path / "faulty.xlsx", {"a": rows})

    def test_nothing_is_written_for_a_list_with_errors(self, faulty, register, tmp_path):
        result = asked(faulty, register, "-o", tmp_path / "out.xlsx", "--letters", tmp_path / "letters")
        assert result.exit_code == 1
        assert "待定方案用地" in result.stderr
        assert not (tmp_path / "out.xlsx").exists()
        assert not (tmp_path / "letters").exists()

    def test_unless_the_clean_rows_are_accepted_and_the_others_are_listed(self, faulty, register, tmp_path):
        result = asked(faulty, register, "-o", tmp_path / "out.xlsx", "--accept-clean")
        assert result.exit_code == 1
        sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["判断结果"]
        assert [row[6].value for row in sheet][1:] == ["不得办理", "未能判断"]

    def test_an_error_in_a_register_stops_it_too(self, land, register, tmp_path):
        rows = [["地块名称", "列入日期"], ["东风厂", "去年"]]
        write(register / "疑似污染地块.xlsx", {"a": rows})
        result = asked(land, register, "-o", tmp_path / "out.xlsx")
        assert result.exit_code == 1
        assert not (tmp_path / "out.xlsx").exists()

    def test_a_file_that_cannot_be_read(self, register, tmp_path):
        path = tmp_path / "a.xlsx"
        path.write_bytes(b"\xff\xd8\xff a picture")
        result = asked(path, register)
        assert result.exit_code == 1
        assert "a.xlsx" in result.stderr


class TestWrongCalls:
    @pytest.mark.parametrize(
        "more",
        [
            ["--step", "看看"],
            ["--use", "待定方案用地"],
            ["--place", "000000"],
            ["--crs", "EPSG:2362"],
            ["-o", "out.pdf"],
            ["-o", "no/such/folder/out.xlsx"],
        ],
    )
    def test_an_option_that_means_nothing(self, land, register, more):
        assert run(land, "--register", register, *more).exit_code == 2

    def test_without_register_or_list_or_with_a_missing_file(self, land, register):
        assert run(land).exit_code == 2
        assert run("--register", register).exit_code == 2
        assert run("none.xlsx", "--register", register).exit_code == 2

    def test_a_folder_of_letters_that_is_not_empty(self, land, register, tmp_path):
        assert asked(land, register, "--letters", register).exit_code == 2


class TestLookBack:
    @pytest.fixture
    def cases(self, tmp_path):
        head = ["宗地编号", "地块名称", "规划用途", "办理环节", "日期"]
        rows = [
            head,
            ["9999012260001", "红星小区", "R2", "供应", "2023-02-03"],
            ["", "城北小区", "R2", "供应", "2020-02-03"],
        ]
        return write(tmp_path / "cases.xlsx", {"a": rows})

    def test_breaches_are_counted_and_written(self, cases, register, tmp_path):
        out = tmp_path / "out.xlsx"
        result = run("--reverse", cases, "--register", register, "--on", "2026-11-28", "-o", out)
        assert result.exit_code == 0, result.output
        assert "名录内地块供应" in result.stdout
        assert openpyxl.load_workbook(out).sheetnames[0] == "涉嫌违规"

    def test_json_has_every_case(self, cases, register):
        result = run("--reverse", cases, "--register", register, "--on", "2026-11-28", "--json")
        document = json.loads(result.stdout)
        assert [case["state"] for case in document["cases"]] == ["breach", "before"]
        assert document["counts"]["offences"]["supplied_while_listed"] == 1
        assert document["since"] == "2021-01-01"

    def test_since_moves_the_first_day(self, cases, register):
        result = run("--reverse", cases, "--register", register, "--since", "2024-01-01", "--json")
        assert {case["state"] for case in json.loads(result.stdout)["cases"]} == {"before"}


def test_the_template_is_written_and_nothing_else_is_asked(tmp_path):
    result = run("--template", tmp_path / "模板.xlsx")
    assert result.exit_code == 0, result.output
    assert "说明" in openpyxl.load_workbook(tmp_path / "模板.xlsx").sheetnames
