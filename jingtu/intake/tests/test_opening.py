"""What may be opened and what is refused, with the step that helps."""

import struct
import zipfile

import pytest
import xlsxwriter

from jingtu.intake import opening
from jingtu.intake.opening import Kind, check, remarks
from jingtu.problems import Refused

EVERY = tuple(Kind)
OLE_HEAD = opening.OLE + b"\0" * 504


def refusal(path, kinds=EVERY) -> str:
    with pytest.raises(Refused) as refused:
        check(path, kinds=kinds)
    [problem] = refused.value.problems
    for language in ("zh", "en"):
        assert path.name in problem.text(language)
        assert problem.remedy(language)
    return problem.code.removeprefix("intake.")


@pytest.fixture
def file(tmp_path):
    def write(name: str, content: bytes):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


@pytest.fixture
def xlsx(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write(0, 0, "样品编号")
    return path


class TestFilesOfOutlines:
    @pytest.mark.parametrize(
        ("name", "content", "kind"),
        [
            ("a.gpkg", b"SQLite format 3\x00" + bytes(84), Kind.GPKG),
            ("a.shp", b"\x00\x00\x27\x0a" + bytes(96), Kind.SHP),
            ("a.geojson", b'\xef\xbb\xbf {"type": "FeatureCollection", "features": []}', Kind.GEOJSON),
            ("a.kml", b'<?xml version="1.0"?><kml><description><html></html></description></kml>', Kind.KML),
        ],
    )
    def test_it_is_known_by_its_content(self, file, name, content, kind):
        path = file(name, content)
        assert check(path, kinds=EVERY) is kind
        assert remarks(path, kind) == []

    @pytest.mark.parametrize(("inner", "kind"), [("图/宗地.SHP", Kind.SHAPES), ("doc.kml", Kind.KMZ)])
    def test_an_archive_of_outlines_is_known_by_what_it_holds(self, tmp_path, inner, kind):
        path = tmp_path / "a.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(inner, b"content")
        assert check(path, kinds=EVERY) is kind

    def test_an_archive_of_outlines_is_looked_through_for_bombs(self, tmp_path):
        path = tmp_path / "a.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a.shp", bytes(40 * 2**20))
        assert refusal(path) == "zip_bomb"

    def test_where_no_outlines_are_wanted_they_are_refused(self, file):
        path = file("a.gpkg", b"SQLite format 3\x00" + bytes(84))
        assert refusal(path, kinds=(Kind.XLSX, Kind.TEXT)) == "kind_not_here"


class TestWhatIsLetIn:
    def test_a_workbook_is_known_by_its_content(self, xlsx):
        assert check(xlsx, kinds=EVERY) is Kind.XLSX
        assert remarks(xlsx, Kind.XLSX) == []

    def test_a_workbook_under_another_name_is_read_and_pointed_out(self, xlsx):
        renamed = xlsx.rename(xlsx.with_name("a.csv"))
        assert check(renamed, kinds=EVERY) is Kind.XLSX
        [remark] = remarks(renamed, Kind.XLSX)
        assert remark.code == "intake.suffix_differs"
        assert ".csv" in remark.text()

    def test_macros_are_pointed_out_and_never_run(self, xlsx):
        with zipfile.ZipFile(xlsx, "a") as archive:
            archive.writestr("xl/vbaProject.bin", b"macro")
        assert check(xlsx, kinds=EVERY) is Kind.XLSX
        assert [remark.code for remark in remarks(xlsx, Kind.XLSX)] == ["intake.macros_ignored"]

    @pytest.mark.parametrize(
        ("content", "kind"),
        [
            ("样品编号,镉\n".encode("gb18030"), Kind.TEXT),
            ("样品编号,镉\n".encode("utf-16"), Kind.TEXT),
            (b"%PDF-1.7\n", Kind.PDF),
            (b"PAR1" + b"\0" * 20, Kind.PARQUET),
            (OLE_HEAD + "Workbook".encode("utf-16-le"), Kind.XLS),
        ],
    )
    def test_other_kinds_are_told_by_their_first_bytes(self, file, content, kind):
        assert check(file("x.bin", content), kinds=EVERY) is kind


class TestWhatIsRefused:
    @pytest.mark.parametrize("suffix", [".doc", ".wps", ".et", ".dps", ".ods", ".xlsb"])
    def test_formats_of_one_program_must_be_saved_as_another(self, file, suffix):
        path = file(f"计划{suffix}", b"anything")
        assert refusal(path) == "save_as"
        with pytest.raises(Refused, match="另存为"):
            check(path, kinds=EVERY)

    def test_an_old_word_document_is_told_by_its_streams_whatever_its_name(self, file):
        assert refusal(file("x.xls", OLE_HEAD + "WordDocument".encode("utf-16-le"))) == "save_as"

    def test_a_password_is_told_from_damage(self, file):
        assert refusal(file("x.xlsx", OLE_HEAD + "EncryptedPackage".encode("utf-16-le"))) == "encrypted"

    def test_sixty_megabytes_are_refused_without_being_opened(self, file, monkeypatch):
        path = file("big.xlsx", b"PK\x03\x04")
        with path.open("r+b") as stream:
            stream.truncate(60 * 2**20)
        monkeypatch.setattr(zipfile, "ZipFile", lambda *_: pytest.fail("opened"))
        assert refusal(path) == "file_too_large"
        with pytest.raises(Refused, match=r"60\.0 MB"):
            check(path, kinds=EVERY)

    def test_a_small_file_that_unpacks_to_gigabytes_is_refused(self, tmp_path):
        path = tmp_path / "bomb.xlsx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/workbook.xml", b"<workbook/>")
            archive.writestr("xl/worksheets/sheet1.xml", b"0" * (40 * 2**20))
        assert path.stat().st_size < 100_000
        assert refusal(path) == "zip_bomb"

    def test_ten_thousand_entries_are_refused(self, tmp_path):
        path = tmp_path / "many.docx"
        with zipfile.ZipFile(path, "w") as archive:
            for number in range(opening.ENTRY_LIMIT + 1):
                archive.writestr(f"word/{number}.xml", b"")
        assert refusal(path) == "zip_bomb"

    def test_an_entry_that_lies_about_its_size_is_damage(self, tmp_path):
        path = tmp_path / "liar.docx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("word/document.xml", b"x" * 5000)
        data = path.read_bytes()
        honest, lie = struct.pack("<L", 5000), struct.pack("<L", 10)
        path.write_bytes(data.replace(honest, lie))
        assert refusal(path) == "damaged"

    def test_half_a_file_is_damaged(self, xlsx):
        xlsx.write_bytes(xlsx.read_bytes()[:-400])
        assert refusal(xlsx) == "damaged"

    def test_a_web_page_that_calls_itself_a_workbook(self, file):
        assert refusal(file("export.xls", b"\xef\xbb\xbf\r\n<html><table><tr><td>1</td></tr></table>")) == "web_page"

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (b"", "file_empty"),
            (b"Rar!\x1a\x07\x01\x00", "archive"),
            (b"\x89PNG\r\n\x1a\n", "picture"),
            (b"MZ\x90\x00\x03", "not_recognised"),
            (bytes(range(256)) * 4, "not_recognised"),
        ],
    )
    def test_what_is_no_table_at_all(self, file, content, code):
        assert refusal(file("x.csv", content)) == code

    def test_a_zip_of_other_files_is_an_archive(self, tmp_path):
        path = tmp_path / "files.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("list.csv", b"x")
        assert refusal(path) == "archive"

    def test_a_missing_file_and_a_folder(self, tmp_path):
        assert refusal(tmp_path / "none.xlsx") == "file_missing"
        assert refusal(tmp_path) == "file_missing"

    def test_a_kind_that_is_not_asked_for_here(self, file):
        assert refusal(file("x.pdf", b"%PDF-1.4"), kinds=[Kind.XLSX]) == "kind_not_here"
