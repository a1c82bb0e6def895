"""A plan comes in: problems as the reader gives them, a preview, and nothing in any list before it is confirmed."""

from datetime import date
from io import BytesIO

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from jingtu_web.common.models import AuditRecord, StoredFile
from jingtu_web.desk import plan_upload
from jingtu_web.plans import actions
from jingtu_web.plans.models import Clause, Draft, Plan
from jingtu_web.plans.tests.example import LINES, account, county, loaded

pytestmark = pytest.mark.django_db
TEXT = "\n".join(LINES)


@pytest.fixture
def officer(client):
    county()
    client.force_login(account("ecology"))
    return client


def send(client, content: bytes = TEXT.encode(), name="计划.txt"):
    return client.post("/plans/upload/", {"file": SimpleUploadedFile(name, content), "place": county().pk})


def nothing_stored() -> bool:
    return not (Plan.objects.exists() or StoredFile.objects.exists() or Draft.objects.exists())


class TestUpload:
    def test_preview_then_confirmed(self, officer):
        preview = officer.get(send(officer).url)
        assert "尚未导入" in preview.content.decode()
        assert not Plan.objects.exists()
        board = officer.post(f"/plans/drafts/{Draft.objects.get().pk}/", {"year": 2026}, follow=True)
        assert "已导入 5 项任务" in board.content.decode()
        assert Clause.objects.filter(plan=Plan.objects.get()).count() == 5
        assert not Draft.objects.exists()

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
    def test_texts_in_every_usual_encoding(self, officer, encoding):
        assert send(officer, TEXT.encode(encoding)).status_code == 302

    def test_a_word_document(self, officer):
        paper, file = docx.Document(), BytesIO()
        for line in LINES:
            paper.add_paragraph(line)
        paper.save(file)
        assert "开展巡查" in officer.get(send(officer, file.getvalue(), "计划.docx").url).content.decode()

    @pytest.mark.parametrize(("text", "warned"), [(TEXT, False), (TEXT.replace("示例县", "别处县"), True)])
    def test_a_plan_of_another_place_is_pointed_out(self, officer, text, warned):
        page = officer.get(send(officer, text.encode()).url).content.decode()
        assert ("文件所列行政区划为“别处县”" in page) == warned

    def test_thrown_away_nothing_is_left(self, officer):
        send(officer)
        officer.post(f"/plans/drafts/{Draft.objects.get().pk}/discard/")
        assert nothing_stored()

    def test_the_same_file_again_says_so_and_changes_nothing(self, officer):
        for _ in range(2):
            send(officer)
            board = officer.post(f"/plans/drafts/{Draft.objects.get().pk}/", {"year": 2026}, follow=True)
        assert "此前已导入" in board.content.decode()
        assert Plan.objects.count() == 1
        assert AuditRecord.objects.filter(action="plan.load").count() == 1

    def test_a_plan_without_a_title_can_be_given_one(self, officer):
        send(officer, TEXT.replace(TEXT.splitlines()[0], "").encode(), "扫描件3.txt")
        address = f"/plans/drafts/{Draft.objects.get().pk}/"
        assert 'value="扫描件3"' in officer.get(address).content.decode()
        officer.post(address, {"year": 2026, "title": "示例县2026年行动计划"})
        assert (Plan.objects.get().title, Plan.objects.get().reading["title"]) == ("示例县2026年行动计划", None)

    @pytest.mark.parametrize("year", ["", "1", "20260", "今年"])
    def test_a_plan_needs_a_year(self, officer, year):
        send(officer)
        assert officer.post(f"/plans/drafts/{Draft.objects.get().pk}/", {"year": year}).status_code == 200
        assert not Plan.objects.exists()

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("计划.txt", b""),
            ("通知.txt", "今天下午三点开会，请准时参加。".encode()),
            ("计划.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
            ("计划.docx", b"PK\x03\x04 broken"),
            ("计划.pdf", b"%PDF-1.4 broken"),
            ("计划.txt", b"MZ\x90\x00\x03\x00\x00\x00" * 40),
            ("../../../etc/计划.txt", b""),
            ("长" * 300 + ".txt", b""),
        ],
    )
    def test_what_is_no_plan_is_refused_with_a_remedy_and_leaves_nothing(self, officer, name, content):
        response = send(officer, content, name)
        assert response.status_code == 422
        problems = response.context.get("problems")
        page = response.content.decode()
        assert all(problem.remedy() in page for problem in problems) if problems else response.context["form"].errors
        assert nothing_stored()

    def test_too_large_a_file_is_refused_unread(self, officer, monkeypatch):
        monkeypatch.setattr(plan_upload, "SIZE_LIMIT", 10)
        assert "没有读取" in send(officer).content.decode()
        assert nothing_stored()

    def test_a_control_character_in_the_document_is_no_obstacle(self, officer):
        send(officer, TEXT.replace("巡查", "巡\x07查").encode())
        officer.post(f"/plans/drafts/{Draft.objects.get().pk}/", {"year": 2026})
        plan = Plan.objects.get()
        assert any("巡查" in clause.text for clause in plan.clauses.all())
        assert {repair["why"] for repair in plan.reading["repairs"]} == {"control_character"}

    def test_what_is_no_text_is_refused_and_leaves_nothing(self, officer):
        assert send(officer, TEXT.replace("巡查", "巡\x00查").encode()).status_code == 422
        assert nothing_stored()

    def test_a_draft_is_its_uploaders_alone(self, officer, client):
        send(officer)
        client.force_login(account("administrator"))
        assert client.get(f"/plans/drafts/{Draft.objects.get().pk}/").status_code == 404

    @pytest.mark.parametrize("role", ["department", "township", "viewer"])
    def test_only_the_countys_officers_bring_plans_in(self, client, role):
        client.force_login(account(role))
        assert send(client).status_code == 403
        assert nothing_stored()


class TestRemoval:
    """A plan loaded by mistake can be taken out; one that is being carried out cannot."""

    @pytest.fixture
    def plan(self, officer):
        return loaded()

    def remove(self, client, plan, reason="导错文件"):
        return client.post(f"/plans/{plan.pk}/remove/", {"reason": reason}, follow=True).content.decode()

    def test_with_a_reason_it_goes_and_the_trail_keeps_it(self, officer, plan):
        assert "已移除" in self.remove(officer, plan)
        assert not Plan.objects.exists()
        assert AuditRecord.objects.get(action="plan.remove").detail["reason"] == "导错文件"

    def test_without_a_reason_it_stays(self, officer, plan):
        assert "说明理由" in self.remove(officer, plan, " ")
        assert Plan.objects.exists()

    def test_with_progress_it_stays_until_that_is_withdrawn(self, officer, plan):
        recorded = actions.Recorded(kind="progress", on=date(2026, 5, 1), text="已印发方案")
        note = actions.record_progress(plan.clauses.first(), recorded, by="officer")
        assert "已有进展记录" in self.remove(officer, plan)
        actions.withdraw_note(note, by="officer", reason="误录")
        assert "已移除" in self.remove(officer, plan)


class TestCommand:
    @pytest.fixture
    def file(self, tmp_path):
        path = tmp_path / "计划.txt"
        path.write_text(TEXT, encoding="gb18030")
        return path

    def test_loads_once(self, file, capsys):
        county()
        for said in ("已导入", "没有改动"):
            call_command("load_plan", str(file), place="999901")
            assert said in capsys.readouterr().out
        assert (Plan.objects.count(), Plan.objects.get().year) == (1, 2026)

    def test_an_unknown_place_is_said_with_the_known_ones(self, file):
        county()
        with pytest.raises(CommandError, match="999901000000 示例县") as refused:
            call_command("load_plan", str(file), place="110101")
        assert refused.value.returncode == 2

    def test_no_such_file(self, tmp_path):
        county()
        with pytest.raises(CommandError, match="无法打开"):
            call_command("load_plan", str(tmp_path / "nowhere.txt"), place="999901")

    def test_what_is_no_plan_is_refused(self, tmp_path):
        county()
        path = tmp_path / "空.txt"
        path.write_bytes(b"")
        with pytest.raises(CommandError) as refused:
            call_command("load_plan", str(path), place="999901")
        assert refused.value.returncode == 1
        assert not Plan.objects.exists()

    def test_a_document_without_a_year_asks_for_one(self, tmp_path):
        county()
        path = tmp_path / "方案.txt"
        path.write_text(TEXT.replace("2026年", ""), encoding="utf-8")
        with pytest.raises(CommandError, match="--year"):
            call_command("load_plan", str(path), place="999901")
