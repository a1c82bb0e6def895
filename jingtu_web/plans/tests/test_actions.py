"""Loading, correcting, recording: all or nothing, with a trace, and the reading left as it was made."""

from copy import deepcopy
from datetime import date

import pytest

from jingtu.problems import Refused
from jingtu_web.common.audit import first_broken
from jingtu_web.common.models import AuditRecord, Party, StoredFile
from jingtu_web.plans import actions, queries
from jingtu_web.plans.actions import Recorded
from jingtu_web.plans.models import Clause, ClauseBody, Plan, ProgressNote, Target
from jingtu_web.plans.tests.example import account, body, county, document, loaded, reading

pytestmark = pytest.mark.django_db


def clause_numbered(plan: Plan, number: str) -> Clause:
    return Clause.objects.get(plan=plan, number=number)


def record(clause: Clause, kind="progress", **more) -> ProgressNote:
    return actions.record_progress(clause, Recorded(kind, date(2026, 11, 1), "说明", **more), by="test")


class TestLoading:
    def test_every_unit_becomes_a_clause_with_its_bodies_dates_and_numbers(self):
        plan = loaded()
        assert [clause.label for clause in plan.clauses.all()] == ["一", "1", "2", "3", "（一）"]
        assert ClauseBody.objects.filter(clause__plan=plan).count() == 7
        assert Target.objects.get(clause__plan=plan, unit="%", value="93").comparator == ">="

    def test_the_same_file_again_changes_nothing(self):
        plan = loaded()
        again, new = actions.load_plan(document(), place=county(), year=2027, by="test")
        assert (again, new) == (plan, False)
        assert (Plan.objects.count(), Plan.objects.get().year) == (1, 2026)

    def test_a_fault_in_the_last_unit_leaves_nothing_behind(self):
        units = deepcopy(reading()["units"])
        units[-1]["deadlines"] = [{"kind": "by", "date": "not a day"}]
        with pytest.raises(ValueError, match="isoformat"):
            actions.load_plan(document(units=units), place=county(), year=2026, by="test")
        assert not Plan.objects.exists()
        assert not Party.objects.exists()
        assert not StoredFile.objects.exists()
        assert not AuditRecord.objects.exists()

    def test_a_body_is_found_under_its_former_name(self):
        known = Party.objects.create(name="县自然资源和规划局", aliases=["县自然资源局"], place=county())
        plan = loaded()
        assert clause_numbered(plan, "1").bodies.get(role="participating").party == known

    def test_the_looked_up_name_goes_before_the_printed_one(self):
        known = Party.objects.create(name="县生态环境局", place=county())
        units = reading()["units"]
        units[1]["bodies"] = [{**body("县环保局", "lead"), "canonical": "县生态环境局"}]
        plan = loaded(units=units)
        assert clause_numbered(plan, "1").bodies.get().party == known

    def test_a_name_that_leaves_out_the_level_is_the_body_named_in_full_elsewhere(self):
        units = reading()["units"]
        units[1]["bodies"] = [body("县环保局", "lead"), body("发改统计局", "participating")]
        units[2]["bodies"] = [body("县发改统计局", "lead")]
        loaded(units=units)
        assert set(Party.objects.filter(name__contains="统计").values_list("name", flat=True)) == {"县发改统计局"}

    def test_a_body_named_twice_is_one_entry_of_the_list(self):
        loaded()
        assert Party.objects.filter(name="县生态环境局").count() == 1

    def test_removing_a_plan_takes_its_notes_and_leaves_a_trace(self):
        plan = loaded()
        clause = clause_numbered(plan, "一")
        record(clause, target=clause.targets.get(), value="94")
        actions.remove_plan(plan, by="test", reason="误导入")
        assert not Plan.objects.exists()
        assert not ProgressNote.objects.exists()
        assert AuditRecord.objects.get(action="plan.remove").detail == {"reason": "误导入"}


class TestCorrecting:
    def test_the_reading_stays_as_it_was_made(self):
        plan = loaded()
        before = deepcopy(plan.reading)
        clause = clause_numbered(plan, "1")
        actions.correct(clause, "title", "更正后的名称", by="test", reason="标题读错")
        actions.correct(clause, "bodies", [{**body("县水利局", "lead"), "no": None}], by="test", reason="单位读错")
        plan.refresh_from_db()
        assert plan.reading == before
        assert Clause.objects.get(pk=clause.pk).title == "更正后的名称"
        assert [entry.name for entry in clause.bodies.all()] == ["县水利局"]

    def test_the_rows_always_say_reading_plus_corrections(self):
        clause = clause_numbered(loaded(), "1")
        for names in (["甲局", "乙局"], ["乙局"], ["乙局", "丙局"]):
            entries = [{**body(name, "joint"), "no": None} for name in names]
            actions.correct(clause, "bodies", entries, by="test", reason="核对")
            stored = [(entry.no, entry.name) for entry in clause.bodies.all()]
            assert stored == [(entry["no"], entry["name"]) for entry in actions.standing_values(clause)["bodies"]]
            assert [name for _, name in stored] == names

    def test_a_correction_keeps_what_was_before(self):
        clause = clause_numbered(loaded(), "1")
        entry = actions.correct(clause, "title", "新", by="test", reason="核对")
        assert (entry.before, entry.after) == ("落实安全利用措施", "新")

    def test_a_recorded_value_keeps_its_target_when_another_is_taken_out(self):
        clause = clause_numbered(loaded(), "一")
        first = actions.standing_values(clause)["targets"][0]
        second = {**first, "no": None, "quantity": "第二项"}
        actions.correct(clause, "targets", [first, second], by="test", reason="漏读")
        note = record(clause, target=clause.targets.get(quantity="第二项"), value="5")
        kept = [entry for entry in actions.standing_values(clause)["targets"] if entry["quantity"] == "第二项"]
        actions.correct(clause, "targets", kept, by="test", reason="多读")
        note.refresh_from_db()
        assert note.target.quantity == "第二项"

    def test_a_target_with_recorded_values_is_not_taken_out(self):
        clause = clause_numbered(loaded(), "一")
        record(clause, target=clause.targets.get(), value="94")
        with pytest.raises(Refused, match="受污染耕地安全利用率"):
            actions.correct(clause, "targets", [], by="test", reason="误读")
        assert clause.targets.count() == 1
        assert not clause.corrections.exists()

    def test_a_number_once_used_is_not_given_again(self):
        clause = clause_numbered(loaded(), "一")
        [only] = actions.standing_values(clause)["targets"]
        actions.correct(clause, "targets", [], by="test", reason="误读")
        actions.correct(clause, "targets", [{**only, "no": None}], by="test", reason="确有")
        assert clause.targets.get().no == only["no"] + 1


class TestRelinking:
    def test_an_alias_added_later_brings_the_tasks_to_the_body_it_names(self):
        plan = loaded()
        known = Party.objects.create(name="县自然资源和规划局", place=county())
        assert actions.relink_bodies(county(), by="test") == 0
        known.aliases = ["县自然资源局"]
        known.save()
        assert actions.relink_bodies(county(), by="test") == 1
        assert clause_numbered(plan, "1").bodies.get(role="participating").party == known
        assert AuditRecord.objects.get(action="plan.relink").detail["names"] == ["县自然资源局"]


class TestSearching:
    def test_clauses_by_their_words(self):
        loaded()
        found = queries.search_clauses("巡查", account("ecology"))
        assert [clause.title for clause in found] == ["开展巡查"]

    def test_bodies_by_any_name_a_plan_calls_them(self):
        Party.objects.create(name="县自然资源和规划局", aliases=["县自然资源局"], place=county())
        loaded()
        assert [party.name for party in queries.search_bodies("自然资源局")] == ["县自然资源和规划局"]

    def test_a_township_finds_only_what_it_may_see(self):
        loaded()
        assert not queries.search_clauses("巡查", account("township", party="青石镇人民政府")).exists()

    def test_signs_of_the_query_language_are_plain_characters(self):
        loaded()
        for text in ("%", "_", "'", "\x00巡", "\\"):
            sign = text.strip("\x00巡")
            assert all(sign in found.title + found.text for found in queries.search_clauses(text, account("ecology")))
            assert all(sign in str([party.name, party.aliases]) for party in queries.search_bodies(text))


class TestRecording:
    def test_a_withdrawn_note_stays_readable_and_no_longer_counts(self):
        plan, officer = loaded(), account("ecology")
        clause = clause_numbered(plan, "1")
        note = record(clause, kind="fulfilled")
        day = date(2026, 11, 22)
        assert queries.one(clause.pk, officer, on=day).state == "fulfilled"
        actions.withdraw_note(note, by=officer, reason="记错任务")
        assert queries.one(clause.pk, officer, on=day).state == "overdue"
        assert ProgressNote.objects.get().withdrawn_because == "记错任务"

    def test_the_same_evidence_is_kept_once(self):
        plan = loaded()
        for number in ("1", "2"):
            record(clause_numbered(plan, number), evidence=("证明.pdf", b"%PDF-1.4 proof"))
        assert StoredFile.objects.filter(name="证明.pdf").count() == 1

    def test_every_act_stands_in_the_trail(self):
        clause = clause_numbered(loaded(), "1")
        note = record(clause)
        actions.correct(clause, "title", "新", by="test", reason="核对")
        actions.withdraw_note(note, by="test", reason="记错")
        acts = list(AuditRecord.objects.order_by("id").values_list("action", flat=True))
        assert acts == ["plan.load", "plan.note", "plan.correct", "plan.note.withdraw"]
        assert first_broken() is None
