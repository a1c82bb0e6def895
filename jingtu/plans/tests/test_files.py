"""The same plan as txt, docx and pdf; and files that are none."""

import io
import zipfile
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from jingtu.plans import read
from jingtu.problems import Refused

PLAN = (
    "沃川县2024年土壤污染防治工作方案",
    "一、工作目标",
    "到2024年底，受污染耕地安全利用率达到93%以上。",
    "二、主要任务",
    "1.推进修复。完成试点。（县生态环境局牵头，县财政局参与）",
    "2.加强监测。每季度报告一次。（县农业农村局负责）",
)
TEXT = "\n".join(PLAN)


def refusal(path: Path):
    with pytest.raises(Refused) as refused:
        read(path)
    for problem in refused.value.problems:
        assert problem.where.file == path.name
        assert all(problem.what(language) and problem.remedy(language) for language in ("zh", "en"))
    return [problem.code for problem in refused.value.problems]


def assert_the_plan(reading) -> None:
    assert reading.title == PLAN[0]
    goal, first, second = reading.units
    assert goal.targets[0].value == "93"
    assert [(body.role, body.name) for body in first.bodies] == [
        ("lead", "县生态环境局"),
        ("participating", "县财政局"),
    ]
    assert second.deadlines[0].period == "P3M"


class TestText:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
    @pytest.mark.parametrize("ends", ["\n", "\r\n"])
    def test_encodings_and_line_ends(self, tmp_path, encoding, ends):
        path = tmp_path / "plan.txt"
        path.write_bytes(TEXT.replace("\n", ends).encode(encoding))
        assert_the_plan(read(path))
        assert read(path).units[1].lines == (5, 5)


def document(*paragraphs: str) -> docx.document.Document:
    made = docx.Document()
    for text in paragraphs:
        made.add_paragraph(text)
    return made


def saved(made, tmp_path: Path) -> Path:
    path = tmp_path / "plan.docx"
    made.save(path)
    return path


def numbered(made, text: str, *, level: int, number: int = 9):
    """A paragraph whose number Word makes."""
    paragraph = made.add_paragraph(text)
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    )


def with_numbering(made) -> None:
    """Three levels: 一、 then （一） then 1."""
    levels = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
    xml = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{how}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (how, text) in enumerate(levels)
    )
    root = made.part.numbering_part.element
    abstract = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="99">{xml}</w:abstractNum>')
    root.insert(0, abstract)
    restart = '<w:lvlOverride w:ilvl="2"><w:startOverride w:val="1"/></w:lvlOverride>'
    for number, override in ((9, ""), (10, restart)):
        inside = f'<w:abstractNumId w:val="99"/>{override}'
        root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}">{inside}</w:num>'))


class TestDocx:
    def test_lines_count_paragraphs(self, tmp_path):
        reading = read(saved(document(*PLAN), tmp_path))
        assert_the_plan(reading)
        assert [unit.lines for unit in reading.units] == [(3, 3), (5, 5), (6, 6)]

    def test_numbers_that_word_makes_are_restored(self, tmp_path):
        made = document(PLAN[0])
        with_numbering(made)
        numbered(made, "工作目标", level=0)
        made.add_paragraph("稳定向好。")
        numbered(made, "主要任务", level=0)
        numbered(made, "源头管控", level=1)
        numbered(made, "推进修复。完成试点。（县生态环境局牵头）", level=2)
        numbered(made, "加强监测。布设点位。（县水利局牵头）", level=2)
        numbered(made, "农用地", level=1)
        numbered(made, "安全利用。落实措施。（县农业农村局牵头）", level=2)
        reading = read(saved(made, tmp_path))
        assert reading.chapters == ("一、工作目标", "二、主要任务")
        tasks = [(unit.path[-1], unit.number, unit.title) for unit in reading.units if unit.kind == "task"]
        assert tasks == [
            ("（一）源头管控", "1", "推进修复"),
            ("（一）源头管控", "2", "加强监测"),
            ("（二）农用地", "1", "安全利用"),
        ]
        assert [one.after for one in reading.repairs if one.why == "number_restored"] == [
            *("一、", "二、", "（一）", "1.", "2.", "（二）", "1."),
        ]

    def test_a_list_that_starts_anew(self, tmp_path):
        made = document(PLAN[0], "一、主要任务")
        with_numbering(made)
        for title, number in (("推进修复", 9), ("加强监测", 9), ("安全利用", 10), ("联动监管", 10)):
            numbered(made, f"{title}。落实。（县水利局牵头）", level=2, number=number)
        assert [unit.number for unit in read(saved(made, tmp_path)).units] == ["1", "2", "1", "2"]

    def test_a_table_of_tasks(self, tmp_path):
        made = document(PLAN[0], "一、主要任务")
        table = made.add_table(rows=0, cols=4)
        for row in (("序号", "工作任务", "牵头单位", "完成时限"), ("1", "推进修复", "县生态环境局", "2024年6月底")):
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
        [unit] = read(saved(made, tmp_path)).units
        assert (unit.number, unit.title) == ("1", "推进修复")
        assert [(body.role, body.name) for body in unit.bodies] == [("lead", "县生态环境局")]
        assert unit.deadlines[0].date == "2024-06-30"

    def test_a_text_box_is_read_and_a_deletion_is_not(self, tmp_path):
        made = document(*PLAN[:5])
        inside = f"<w:txbxContent><w:p><w:r><w:t>{PLAN[5]}</w:t></w:r></w:p></w:txbxContent>"
        made.paragraphs[-1]._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:pict>{inside}</w:pict></w:r>"))
        deleted = f"<w:del {nsdecls('w')}><w:r><w:delText>不再执行</w:delText></w:r></w:del>"
        made.paragraphs[2]._p.append(parse_xml(deleted))
        assert made.paragraphs[2]._p.find(qn("w:del")) is not None
        reading = read(saved(made, tmp_path))
        assert_the_plan(reading)
        assert "不再执行" not in reading.source

    def test_xml_that_is_broken(self, tmp_path):
        assert refusal(rezipped(tmp_path, lambda xml: xml[: len(xml) // 2])) == ["plans.docx_damaged"]

    def test_xml_with_entities(self, tmp_path):
        bomb = b'<!DOCTYPE a [<!ENTITY b "c">]>'
        assert refusal(rezipped(tmp_path, lambda xml: xml.replace(b"<w:document", bomb + b"<w:document"))) == [
            "plans.docx_damaged"
        ]


def rezipped(tmp_path: Path, change) -> Path:
    """The plan as docx with its text part changed."""
    made = io.BytesIO()
    document(*PLAN).save(made)
    path = tmp_path / "changed.docx"
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, change(data) if name == "word/document.xml" else data)
    return path


PAGE = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /UniGB-UTF16-H /DescendantFonts "
    "[<< /Type /Font /Subtype /CIDFontType0 /BaseFont /SimSun /DW 1000 "
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>] >>"
)


def pdf(lines: list[str]) -> bytes:
    """A one-page pdf with a text layer."""
    shown = " ".join(
        f"BT /F1 12 Tf 50 {780 - 20 * at} Td <{line.encode('utf-16-be').hex()}> Tj ET" for at, line in enumerate(lines)
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        PAGE,
        f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream",
        FONT,
    ]
    made, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{content}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"xref\n0 6\n0000000000 65535 f \n{table}trailer << /Size 6 /Root 1 0 R >>\nstartxref\n{len(made)}\n%%EOF"
    return made + end.encode()


class TestPdf:
    def test_lines_are_page_and_line(self, tmp_path):
        path = tmp_path / "plan.pdf"
        path.write_bytes(pdf(list(PLAN)))
        reading = read(path)
        assert_the_plan(reading)
        assert [unit.lines[0] for unit in reading.units] == [(1, 3), (1, 5), (1, 6)]
        assert reading.to_json()["units"][0]["lines"] == [[1, 3], [1, 3]]

    def test_a_scan_has_no_text(self, tmp_path):
        made = pypdfium2.PdfDocument.new()
        made.new_page(595, 842)
        path = tmp_path / "scan.pdf"
        made.save(path)
        assert refusal(path) == ["plans.pdf_scanned"]

    def test_an_encrypted_pdf(self, tmp_path):
        key = "<" + "41" * 32 + ">"
        lock = f"<< /Filter /Standard /V 1 /R 2 /O {key} /U {key} /P -4 >>"
        path = tmp_path / "locked.pdf"
        trailer = f"/Root 1 0 R /Encrypt {lock} /ID [<00> <00>]".encode()
        path.write_bytes(pdf(list(PLAN)).replace(b"/Root 1 0 R", trailer))
        assert refusal(path) == ["plans.pdf_encrypted"]

    def test_a_damaged_pdf(self, tmp_path):
        path = tmp_path / "plan.pdf"
        path.write_bytes(b"%PDF-1.4\n" + b"not a pdf at all" * 20)
        assert refusal(path) == ["plans.pdf_damaged"]


class TestFilesThatAreNoPlans:
    @pytest.mark.parametrize(
        ("name", "content", "code"),
        [
            ("plan.txt", b"", "intake.file_empty"),
            ("plan.doc", b"\xd0\xcf\x11\xe0", "intake.save_as"),
            ("plan.wps", b"\xd0\xcf\x11\xe0", "intake.save_as"),
            ("plan.docx", b"PK\x03\x04 damaged", "intake.damaged"),
            ("plan.txt", bytes(range(256)) * 20, "intake.not_recognised"),
            ("table.txt", "编号,镉\nS1,0.3\nS2,0.4\n".encode(), "plans.not_a_plan"),
        ],
    )
    def test_a_message_names_the_file_and_the_remedy(self, tmp_path, name, content, code):
        path = tmp_path / name
        path.write_bytes(content)
        assert refusal(path) == [code]

    def test_a_zip_bomb(self, tmp_path):
        path = tmp_path / "plan.docx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("word/document.xml", b"0" * (64 << 20))
        assert refusal(path) == ["intake.zip_bomb"]
