from pathlib import Path

import polars as pl
import pytest
from openpyxl import load_workbook

from jingtu.intake.laboratory import read_lab
from jingtu.problems import Refused, Severity
from jingtu_web.common.audit import first_broken
from jingtu_web.common.models import AuditRecord, Place, StoredFile, User
from jingtu_web.deliveries import actions, template
from jingtu_web.deliveries.models import Delivery
from jingtu_web.deliveries.tests import files
from jingtu_web.deliveries.told import from_json
from jingtu_web.registers.samples import actions as samples
from jingtu_web.registers.samples import facts
from jingtu_web.registers.samples.models import Point, Result, Sample
from jingtu_web.registers.samples.tests.frames import county_with_two_towns

pytestmark = pytest.mark.django_db
State = Delivery.State


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "kept"


@pytest.fixture
def county() -> Place:
    return county_with_two_towns()


@pytest.fixture
def officer() -> User:
    return User.objects.create_user("officer", role=User.Role.ECOLOGY)


@pytest.fixture
def good(tmp_path) -> Path:
    return files.workbook(tmp_path / "县检测结果.xlsx")


@pytest.fixture
def faulty(tmp_path) -> Path:
    return files.workbook(tmp_path / "有错误.xlsx", (*files.GOOD, files.NEGATIVE))


@pytest.fixture
def receive(county, officer):
    return lambda path, **options: actions.receive(path, county=county, options=options, by=officer)


class TestReceive:
    def test_a_file_is_kept_with_what_was_read_and_nothing_reaches_the_register(self, receive, good):
        delivery = receive(good).delivery
        assert (delivery.state, delivery.name) == (State.RECEIVED, "县检测结果.xlsx")
        assert (delivery.samples, delivery.results, delivery.errors) == (2, 3, 0)
        assert delivery.file.content.read() == good.read_bytes()
        assert Sample.objects.count() == 0

    def test_the_same_file_again_changes_nothing(self, receive, good):
        first, trail = receive(good).delivery, AuditRecord.objects.count()
        again = receive(good)
        assert (again.known, again.delivery) == (True, first)
        assert (Delivery.objects.count(), StoredFile.objects.count(), AuditRecord.objects.count()) == (1, 1, trail)

    def test_the_same_content_under_another_name_is_the_same_file(self, receive, good, tmp_path):
        first = receive(good).delivery
        assert receive(good.rename(tmp_path / "b.xlsx")).delivery == first

    def test_a_waiting_file_is_read_anew_with_other_options(self, receive, tmp_path):
        unitless = files.workbook(tmp_path / "a.xlsx", [row[:10] for row in files.GOOD], files.HEAD[:10])
        first = receive(unitless).delivery
        again = receive(unitless, unit="mg/kg")
        assert first.errors > 0
        assert (again.known, again.delivery.pk, again.delivery.errors) == (False, first.pk, 0)
        assert Delivery.objects.count() == 1

    def test_problems_keep_their_cell_and_their_sentences(self, receive, faulty):
        kept = receive(faulty).delivery.problems
        [problem] = [one for one in from_json(kept) if one.severity is Severity.ERROR]
        assert (problem.where.file, problem.where.sheet, problem.where.cell) == ("有错误.xlsx", "检测结果", "J5")
        assert "-3" in problem.what("zh")
        assert problem.remedy("en")

    def test_what_was_told_stays_told_whatever_a_later_reader_says(self, receive, faulty, monkeypatch):
        kept = receive(faulty).delivery.problems
        monkeypatch.setattr("jingtu.problems.catalogue", lambda area: {})
        assert "-3" in from_json(kept)[0].text("zh")

    def test_a_character_that_postgresql_refuses_is_left_out(self, receive, officer, tmp_path):
        rows = [("P\0", "P\0-20", *files.GOOD[0][2:]), ("Q\0", "Q\0-20", *files.NEGATIVE[2:])]
        texts = pl.DataFrame([[str(cell) for cell in row] for row in rows], list(files.HEAD), orient="row")
        texts.write_parquet(tmp_path / "a.parquet")
        delivery = receive(tmp_path / "a.parquet").delivery
        actions.accept(delivery, clean_only=True, by=officer)
        assert "\0" not in str(Delivery.objects.get().problems)
        assert Sample.objects.filter(code="P-20").exists()

    def test_results_that_contradict_the_register_are_errors_of_the_delivery(self, receive, good, officer, tmp_path):
        actions.accept(receive(good).delivery, clean_only=False, by=officer)
        other = files.workbook(tmp_path / "b.xlsx", [(*files.GOOD[0][:9], 0.9, *files.GOOD[0][10:])])
        assert [one["code"] for one in receive(other).delivery.problems] == ["samples.contradicts"]


class TestAccept:
    def test_all_results_are_stored_with_their_origin(self, receive, good, officer):
        delivery = actions.accept(receive(good).delivery, clean_only=False, by=officer)
        assert (delivery.state, delivery.decided_by, delivery.samples, delivery.results) == (
            State.ACCEPTED,
            officer,
            2,
            3,
        )
        result = Result.objects.get(substance="lead")
        assert (result.delivery, result.file_sha256) == (delivery.id, delivery.file.sha256)
        assert (result.sheet, result.row, result.cell, result.text) == ("检测结果", 3, "J3", "150")

    def test_a_non_detect_is_no_zero(self, receive, good, officer):
        actions.accept(receive(good).delivery, clean_only=False, by=officer)
        kept = Result.objects.get(sample__code="S2-20")
        assert (kept.value, kept.operator, kept.detection_limit, kept.text) == (None, "<", 0.01, "ND")

    def test_with_an_error_nothing_is_accepted(self, receive, faulty, officer):
        with pytest.raises(actions.NotAllowed, match=r"《有错误\.xlsx》有 1 处错误，不能整体入库"):
            actions.accept(receive(faulty).delivery, clean_only=False, by=officer)
        assert (Sample.objects.count(), Delivery.objects.get().state) == (0, State.RECEIVED)

    def test_unless_the_clean_rows_are_accepted(self, receive, faulty, officer):
        delivery = actions.accept(receive(faulty).delivery, clean_only=True, by=officer)
        assert (delivery.clean_only, delivery.results) == (True, 3)
        assert not Sample.objects.filter(code="S3-20").exists()

    def test_where_no_row_is_clean_there_is_nothing_to_accept(self, receive, officer, tmp_path):
        path = files.workbook(tmp_path / "a.xlsx", [files.NEGATIVE])
        with pytest.raises(Refused, match="没有可以入库的结果"):
            actions.accept(receive(path).delivery, clean_only=True, by=officer)

    def test_twice_is_refused(self, receive, good, officer):
        delivery = receive(good).delivery
        actions.accept(delivery, clean_only=False, by=officer)
        with pytest.raises(actions.NotAllowed, match="状态是“已入库”"):
            actions.accept(delivery, clean_only=False, by=officer)
        assert Result.objects.count() == 3

    def test_a_failure_half_way_leaves_nothing(self, receive, good, officer, monkeypatch):
        delivery = receive(good).delivery
        monkeypatch.setattr(samples, "_store_results", lambda *args: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            actions.accept(delivery, clean_only=False, by=officer)
        assert (Point.objects.count(), Sample.objects.count()) == (0, 0)
        assert Delivery.objects.get().state == State.RECEIVED

    def test_every_act_is_on_an_unbroken_trail(self, receive, good, officer):
        actions.undo(actions.accept(receive(good).delivery, clean_only=False, by=officer), reason="更正", by=officer)
        acts = list(AuditRecord.objects.order_by("id").values_list("action", flat=True))
        assert acts == [
            "deliveries.receive",
            "samples.store",
            "deliveries.accept",
            "samples.withdraw",
            "deliveries.undo",
        ]
        assert first_broken() is None


class TestUndoAndRefuse:
    def test_an_undone_delivery_no_longer_counts_and_stays_readable(self, receive, good, officer):
        delivery = actions.accept(receive(good).delivery, clean_only=False, by=officer)
        delivery = actions.undo(delivery, reason="单位错误", by=officer)
        assert (delivery.state, delivery.reason) == (State.WITHDRAWN, "单位错误")
        assert facts.results(Sample.objects.standing()).is_empty()
        assert Result.objects.count() == 3
        assert delivery.file.content.read()

    def test_after_that_the_same_file_may_be_delivered_again(self, receive, good, officer):
        first = receive(good).delivery
        actions.undo(actions.accept(first, clean_only=False, by=officer), reason="误操作", by=officer)
        again = receive(good)
        assert (again.known, again.delivery == first) == (False, False)
        actions.accept(again.delivery, clean_only=False, by=officer)
        assert len(facts.results(Sample.objects.standing())) == 3

    def test_what_was_sent_back_stores_nothing_and_cannot_be_accepted(self, receive, good, officer):
        delivery = actions.refuse(receive(good).delivery, reason="缺少 pH", by=officer)
        with pytest.raises(actions.NotAllowed, match="状态是“已退回”"):
            actions.accept(delivery, clean_only=False, by=officer)
        assert Sample.objects.count() == 0

    def test_only_what_was_accepted_can_be_undone(self, receive, good, officer):
        with pytest.raises(actions.NotAllowed, match="状态是“待确认”"):
            actions.undo(receive(good).delivery, reason="误操作", by=officer)


class TestHostileFiles:
    """Refused with the reader's own message, and nothing kept."""

    @pytest.mark.parametrize(
        ("make", "said"),
        [
            (lambda folder: files.huge(folder / "大.xlsx"), "60.0"),
            (lambda folder: files.bomb(folder / "a.xlsx"), "解压"),
            (lambda folder: _bytes(folder / "a.xlsx", b"MZ\x90\x00" + bytes(2000)), "a.xlsx"),
            (lambda folder: _bytes(folder / "a.et", b"x"), "xlsx"),
            (lambda folder: _bytes(folder / "a.xlsx", b""), "a.xlsx"),
            (lambda folder: _bytes(folder / "a.csv", b"\xff\xd8\xff\xe0" + bytes(500)), "a.csv"),
        ],
        ids=["60 MB", "zip bomb", "program", "wps sheet", "empty", "picture"],
    )
    def test_refused_and_nothing_kept(self, receive, tmp_path, make, said):
        with pytest.raises(Refused, match=said):
            receive(make(tmp_path))
        assert (Delivery.objects.count(), StoredFile.objects.count(), AuditRecord.objects.count()) == (0, 0, 0)
        assert not list((tmp_path / "kept").rglob("*"))

    def test_gb18030_text_is_read(self, receive, tmp_path):
        lines = [",".join(files.HEAD), *(",".join(map(str, row)) for row in files.GOOD)]
        delivery = receive(_bytes(tmp_path / "a.csv", "\n".join(lines).encode("gb18030"))).delivery
        assert (delivery.results, delivery.errors) == (3, 0)


class TestTemplate:
    def test_the_empty_template_holds_no_results_and_its_explanations_are_not_read(self, tmp_path):
        path = _bytes(tmp_path / "模板.xlsx", template.workbook())
        reading = read_lab(path)
        assert reading.results.is_empty()
        assert list(reading.sheets) == ["检测结果"]

    def test_filled_in_as_its_examples_say_it_is_read_without_a_problem(self, tmp_path):
        path = _bytes(tmp_path / "模板.xlsx", template.workbook())
        book = load_workbook(path)
        for row in (0, 1):
            book["检测结果"].append([column[3][row] or None for column in template.COLUMNS])
        book.save(path)
        reading = read_lab(path)
        assert [problem.text() for problem in reading.problems if problem.code != "intake.sheet_without_table"] == []
        assert reading.results.select("substance", "value", "operator", "detection_limit").rows() == [
            ("cadmium", 0.28, "", 0.01),
            ("mercury", None, "<", 0.002),
        ]
        assert set(reading.results["land_use"]) == {"paddy"}


def _bytes(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path
