"""The clause page: printed lines beside what was read; recording, correcting, withdrawing, each by the right role."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from jingtu_web.common.models import AuditRecord, User
from jingtu_web.desk import asked
from jingtu_web.desk.templatetags.plan_words import marked, repair_words
from jingtu_web.plans import actions
from jingtu_web.plans.actions import Recorded
from jingtu_web.plans.models import Clause, Correction, ProgressNote
from jingtu_web.plans.tests.example import account, deadline, loaded, reading

pytestmark = pytest.mark.django_db
DAY = "2026-11-22"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(asked, "today", lambda: date(2026, 11, 22))


@pytest.fixture
def plan():
    return loaded()


@pytest.fixture
def clause(plan):
    return Clause.objects.get(plan=plan, number="1")


@pytest.fixture
def officer(client):
    client.force_login(account("ecology"))
    return client


def note(client, clause, **more):
    sent = {"kind": "progress", "on": "2026-09-01", "text": "已培训两次", **more}
    return client.post(f"/clauses/{clause.pk}/record/", sent)


class TestPage:
    def test_the_printed_lines_stand_beside_what_was_read(self, officer, clause):
        page = officer.get(f"/clauses/{clause.pk}/", {"on": DAY}).content.decode()
        assert "1.落实安全利用措施" in page
        assert "<mark>2026年9月底前</mark>" in page
        assert "已逾期" in page

    def test_a_repair_is_shown_with_the_clause_whose_line_it_mended(self, officer, plan):
        for number, shown in (("2", True), ("3", False)):
            clause = Clause.objects.get(plan=plan, number=number)
            page = officer.get(f"/clauses/{clause.pk}/").content.decode()
            assert ("每季 度" in page, "接续断行" in page) == (shown, shown)

    @pytest.mark.parametrize(
        ("language", "said"), [("zh-hans", "删除页眉页脚"), ("en", "page header or footer deleted")]
    )
    def test_why_something_was_repaired_is_said_in_the_language_of_the_page(self, language, said):
        with override(language):
            assert repair_words("page_header") == said
            assert repair_words("a reason of a later version") == "a reason of a later version"

    @pytest.mark.parametrize("number", ["999999", "9" * 30])
    def test_an_unknown_clause_is_not_found(self, officer, number):
        assert officer.get(f"/clauses/{number}/").status_code == 404

    def test_queries_are_bounded(self, officer, clause, django_assert_max_num_queries):
        with django_assert_max_num_queries(16):
            officer.get(f"/clauses/{clause.pk}/", {"on": DAY})

    def test_text_of_a_document_is_never_markup(self):
        assert marked("<b>到2026年底</b>", ["到2026年底"]) == "&lt;b&gt;<mark>到2026年底</mark>&lt;/b&gt;"

    def test_phrases_that_overlap_are_marked_once(self):
        assert marked("到2026年底达到93%以上", ["到2026年底", "年底达到93%"]) == "<mark>到2026年底达到93%</mark>以上"


class TestRecording:
    def test_progress_with_evidence(self, officer, clause, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        file = SimpleUploadedFile("签到表.pdf", b"%PDF-1.4 list")
        assert note(officer, clause, evidence=file).status_code == 302
        stored = ProgressNote.objects.get()
        assert (stored.on, stored.by, stored.evidence.name) == (date(2026, 9, 1), "ecology", "签到表.pdf")
        sent = officer.get(f"/notes/{stored.pk}/evidence/")
        assert b"".join(sent.streaming_content) == b"%PDF-1.4 list"
        assert AuditRecord.objects.filter(action="plan.evidence.download").count() == 1

    def test_fulfilment_closes_the_clause(self, officer, clause):
        note(officer, clause, kind="fulfilled")
        assert "已完成" in officer.get(f"/clauses/{clause.pk}/", {"on": DAY}).content.decode()

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            ({"on": "2199-01-01"}, "日期晚于今天"),
            ({"on": "1926-01-01"}, "日期早于2000年"),
            ({"on": "昨天"}, "on"),
            ({"text": ""}, "text"),
            ({"kind": "done"}, "kind"),
            ({"evidence": SimpleUploadedFile("a.exe", b"MZ")}, "不接收这种文件"),
        ],
    )
    def test_a_wrong_entry_is_said_at_its_field_and_nothing_is_stored(self, officer, clause, wrong, said):
        response = note(officer, clause, **wrong)
        assert response.status_code == 422
        errors = response.context["form"].errors
        assert said in errors or said in str(errors)
        assert not ProgressNote.objects.exists()

    def test_a_fulfilment_that_a_value_contradicts_is_pointed_out(self, officer, plan):
        goal = Clause.objects.get(plan=plan, number="一")
        note(officer, goal, kind="fulfilled", target=goal.targets.get().pk, value="92.9")
        page = officer.get(f"/clauses/{goal.pk}/", {"on": DAY}).content.decode()
        assert "仍按未完成计算" in page
        note(officer, goal, on="2026-10-01", target=goal.targets.get().pk, value="93")
        page = officer.get(f"/clauses/{goal.pk}/", {"on": DAY}).content.decode()
        assert "仍按未完成计算" not in page

    @pytest.mark.parametrize(("text", "kept"), [("93.50", "93.50"), ("９３％", "93"), ("1,200", "1200")])
    def test_a_value_is_kept_with_its_digits(self, officer, plan, text, kept):
        goal = Clause.objects.get(plan=plan, number="一")
        assert note(officer, goal, target=goal.targets.get().pk, value=text).status_code == 302
        assert ProgressNote.objects.get().value == kept

    @pytest.mark.parametrize("text", ["九十三", "NaN", "1e999999", "1e20", "--1"])
    def test_what_is_no_number_is_refused(self, officer, plan, text):
        goal = Clause.objects.get(plan=plan, number="一")
        response = note(officer, goal, target=goal.targets.get().pk, value=text)
        assert response.status_code == 422
        assert not ProgressNote.objects.exists()

    def test_a_value_needs_its_target(self, officer, plan):
        goal = Clause.objects.get(plan=plan, number="一")
        assert "指标和数值须一并填写" in note(officer, goal, value="93").content.decode()

    def test_a_target_of_another_clause_is_refused(self, officer, plan, clause):
        other = Clause.objects.get(plan=plan, number="3").targets.get()
        goal = Clause.objects.get(plan=plan, number="一")
        assert note(officer, goal, target=other.pk, value="1").status_code == 422

    def test_reading_the_page_changes_nothing(self, officer, clause):
        assert officer.get(f"/clauses/{clause.pk}/record/").status_code == 405


class TestWhoMayRecord:
    @pytest.mark.parametrize(
        ("role", "party", "status"),
        [
            ("administrator", None, 302),
            ("ecology", None, 302),
            ("department", "县农业农村局", 302),
            ("department", "县自然资源局", 302),
            ("department", "县公安局", 403),
            ("department", None, 403),
            ("township", "青石镇人民政府", 302),
            ("viewer", "县农业农村局", 403),
        ],
    )
    def test_the_countys_officers_and_the_bodies_named(self, client, clause, role, party, status):
        client.force_login(account(role, party=party))
        assert note(client, clause).status_code == status
        assert ProgressNote.objects.count() == (status == 302)

    def test_only_the_countys_officers_close_a_clause(self, client, clause):
        client.force_login(account("department", party="县农业农村局"))
        assert note(client, clause, kind="fulfilled").status_code == 422
        assert not ProgressNote.objects.exists()


class TestWithdrawing:
    @pytest.fixture
    def by_department(self, clause):
        return actions.record_progress(clause, Recorded("progress", date(2026, 9, 1), "说明"), by="department")

    @pytest.mark.parametrize(
        ("role", "status", "gone"),
        [("department", 302, True), ("ecology", 302, True), ("viewer", 403, False)],
    )
    def test_the_author_or_an_officer(self, client, by_department, role, status, gone):
        client.force_login(account(role, party="县农业农村局"))
        assert client.post(f"/notes/{by_department.pk}/withdraw/", {"reason": "记错"}).status_code == status
        by_department.refresh_from_db()
        assert (by_department.withdrawn_at is not None) == gone

    def test_another_department_may_not(self, client, by_department):
        client.force_login(account("department", name="police", party="县公安局"))
        assert client.post(f"/notes/{by_department.pk}/withdraw/", {"reason": "记错"}).status_code == 403

    @pytest.mark.parametrize("reason", ["  ", "长" * 501, "记\x00错"])
    def test_a_reason_is_asked_for(self, officer, by_department, reason):
        officer.post(f"/notes/{by_department.pk}/withdraw/", {"reason": reason})
        by_department.refresh_from_db()
        assert by_department.withdrawn_at is None

    def test_a_second_time_changes_nothing(self, officer, by_department):
        for reason in ("第一次", "第二次"):
            officer.post(f"/notes/{by_department.pk}/withdraw/", {"reason": reason})
        by_department.refresh_from_db()
        assert by_department.withdrawn_because == "第一次"


class TestCorrecting:
    def test_the_form_gives_back_what_it_was_given(self, officer, clause):
        """Sent as it came, every list stays the same; only the correction is new."""
        before = actions.standing_values(clause)
        for field in ("bodies", "deadlines"):
            form = officer.get(f"/clauses/{clause.pk}/correct/{field}/").context["form"]
            assert officer.post(f"/clauses/{clause.pk}/correct/{field}/", sent(form)).status_code == 302
        after = actions.standing_values(clause)
        assert [filled(entry) for entry in after["bodies"]] == [filled(entry) for entry in before["bodies"]]
        assert [filled(entry) for entry in after["deadlines"]] == [filled(entry) for entry in before["deadlines"]]

    @pytest.mark.parametrize(
        "found",
        [
            deadline("by", None, "动工前完成") | {"event": "动工前"},
            deadline("during", None, "自2017年起", period="2017-01-01/.."),
            deadline("during", None, "长期坚持") | {"event": "长期坚持"},
            deadline("every", None, "定期巡查"),
            deadline("within", None, "收到后5个工作日内") | {"event": "收到"},
        ],
    )
    def test_an_entry_the_reader_found_without_a_day_does_not_stand_in_the_way(self, officer, found):
        read = reading()
        read["units"][1]["deadlines"].append(found)
        clause = Clause.objects.get(plan=loaded(content=b"another", units=read["units"]), number="1")
        form = officer.get(f"/clauses/{clause.pk}/correct/deadlines/").context["form"]
        data = sent(form) | {"form-0-date": "2026-10-15"}
        assert officer.post(f"/clauses/{clause.pk}/correct/deadlines/", data).status_code == 302
        changed, kept = actions.standing_values(clause)["deadlines"]
        assert (changed["date"], filled(kept)) == ("2026-10-15", filled(found) | {"no": 1})

    def test_a_new_body_and_one_left_out(self, officer, clause):
        form = officer.get(f"/clauses/{clause.pk}/correct/bodies/").context["form"]
        data = sent(form) | {"form-1-name": "", "form-3-name": "县水利局", "form-3-role": "participating"}
        officer.post(f"/clauses/{clause.pk}/correct/bodies/", data)
        assert [body.name for body in clause.bodies.all()] == ["县农业农村局", "各乡镇人民政府", "县水利局"]
        assert clause.bodies.get(name="县水利局").no == 3

    def test_a_superiors_number_put_in_makes_the_target_comparable(self, officer, plan):
        clause = Clause.objects.get(plan=plan, number="3")
        form = officer.get(f"/clauses/{clause.pk}/correct/targets/").context["form"]
        officer.post(f"/clauses/{clause.pk}/correct/targets/", sent(form) | {"form-0-value": "12", "form-0-unit": "处"})
        note(officer, clause, target=clause.targets.get().pk, value="12")
        assert "已达到" in officer.get(f"/clauses/{clause.pk}/", {"on": DAY}).content.decode()

    def test_a_date_that_is_asked_for_and_missing_is_said(self, officer, clause):
        form = officer.get(f"/clauses/{clause.pk}/correct/deadlines/").context["form"]
        response = officer.post(f"/clauses/{clause.pk}/correct/deadlines/", sent(form) | {"form-0-date": ""})
        assert "请填写日期" in response.content.decode()
        assert not Correction.objects.exists()

    def test_a_day_no_plan_can_mean_is_refused(self, officer, clause):
        form = officer.get(f"/clauses/{clause.pk}/correct/deadlines/").context["form"]
        response = officer.post(f"/clauses/{clause.pk}/correct/deadlines/", sent(form) | {"form-0-date": "9999-12-31"})
        assert "2000至2100年" in response.content.decode()
        assert not Correction.objects.exists()

    def test_a_reason_is_asked_for(self, officer, clause):
        officer.post(f"/clauses/{clause.pk}/correct/title/", {"title": "新", "reason": ""})
        assert not Correction.objects.exists()

    def test_a_refusal_is_shown_on_the_page(self, officer, plan):
        goal = Clause.objects.get(plan=plan, number="一")
        note(officer, goal, target=goal.targets.get().pk, value="93")
        form = officer.get(f"/clauses/{goal.pk}/correct/targets/").context["form"]
        response = officer.post(f"/clauses/{goal.pk}/correct/targets/", sent(form) | {"form-0-quantity": ""})
        assert "已有 1 条进展记录" in response.content.decode()

    def test_an_unknown_field_is_not_found(self, officer, clause):
        assert officer.get(f"/clauses/{clause.pk}/correct/plan/").status_code == 404

    @pytest.mark.parametrize("role", User.Role.values)
    def test_only_the_countys_officers(self, client, clause, role):
        client.force_login(account(role, party="县农业农村局"))
        allowed = role in ("administrator", "ecology")
        assert client.get(f"/clauses/{clause.pk}/correct/title/").status_code == (200 if allowed else 403)


def sent(formset) -> dict[str, str]:
    """What a browser sends when nobody touched the form."""
    data = {f"form-{name}": str(formset.management_form[name].value()) for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    for form in formset:
        for field in form:
            value = field.value()
            data[field.html_name] = "" if value is None else str(value)
    return data | {"reason": "核对原文"}


def filled(entry) -> dict[str, object]:
    return {key: value for key, value in entry.items() if value not in (None, "")}
