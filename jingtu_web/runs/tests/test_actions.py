"""A run from the asking to its end, and once more."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from jingtu_web.common.audit import first_broken
from jingtu_web.common.models import AuditRecord, StoredFile
from jingtu_web.runs import execution, queries
from jingtu_web.runs.actions import NotAllowed, ask, cancel, run_again
from jingtu_web.runs.code_version import code_version
from jingtu_web.runs.kinds import BY_KEY
from jingtu_web.runs.management.commands.work import take_up
from jingtu_web.runs.models import Run
from jingtu_web.runs.tests.made import ENOUGH, asked, field, fitting, officer

pytestmark = pytest.mark.django_db
State = Run.State


def fresh(run: Run) -> Run:
    return Run.objects.get(pk=run.pk)


def result(run: Run) -> bytes:
    stored = fresh(run).result
    assert stored
    return bytes(stored.content.read())


def acts() -> list[str]:
    return list(AuditRecord.objects.filter(action__startswith="runs.").order_by("id").values_list("action", flat=True))


@pytest.fixture
def slow(monkeypatch):
    """The first kind, with something happening while it is computed."""

    def during(happening):
        kind = BY_KEY["statistics"]

        def compute(work):
            happening()
            work.tell(0.5)
            return kind.compute(work)

        monkeypatch.setitem(execution.kinds.BY_KEY, "statistics", replace(kind, compute=compute))

    return during


@pytest.mark.usefixtures("immediately")
class TestAsking:
    def test_a_run_keeps_everything_that_led_to_its_result(self):
        run = fresh(ask(asked("statistics", field()), by=officer()))
        assert (run.state, run.progress, run.editions) == ("done", 100, ["GB 15618-2018"])
        assert run.settings == {"group": "place"}
        assert run.code == code_version()
        assert run.origin == {"source": "register", "rows": 24}
        assert execution.rows_of(run).equals(field())
        assert (run.asked_by.username, len(run.input_sha256)) == ("officer", 64)
        assert run.began_at <= run.ended_at

    def test_who_asked_and_how_it_ended_stand_on_the_trail(self):
        run = ask(asked("statistics", field()), by=officer())
        assert acts() == ["runs.ask", "runs.end"]
        assert AuditRecord.objects.get(action="runs.end").detail["result_sha256"] == fresh(run).result.sha256
        assert first_broken() is None

    def test_what_cannot_be_computed_fails_with_its_reason(self):
        run = fresh(ask(asked("surface", field(5)), by=officer()))
        assert (run.state, run.failure["code"], run.result) == ("failed", "runs.too_few_located", None)
        assert "只有 5 个" in run.failure["sentences"]["zh"]["what"]

    def test_what_the_model_refuses_fails_with_its_reason(self):
        run = fresh(ask(asked("risk", substance="lead", surface=400.0), by=officer()))
        assert (run.state, run.failure["code"]) == ("failed", "risk.lead")

    def test_a_run_of_before_a_setting_existed_is_computed_with_its_default(self):
        wanted = asked("surface", field(36), cell=250.0)
        older = {key: value for key, value in wanted.settings.items() if key not in ("anisotropy", "threshold", "next")}
        run = fresh(ask(replace(wanted, settings=older), by=officer()))
        assert run.state == "done"

    def test_a_fault_of_the_program_is_told_and_not_swallowed(self, slow):
        def fault():
            raise ZeroDivisionError

        slow(fault)
        run = fresh(ask(asked("statistics", field()), by=officer()))
        assert (run.state, run.failure["code"]) == ("failed", "runs.unexpected")
        assert "ZeroDivisionError" in run.failure["sentences"]["en"]["why"]

    def test_another_input_setting_seed_or_day_has_another_hash(self):
        base = asked("statistics", field())
        others = [
            asked("statistics", field(23)),
            asked("statistics", field(), group="none"),
            replace(base, seed=8),
            replace(base, on=base.on + timedelta(days=1)),
        ]
        hashes = {ask(one, by="test").input_sha256 for one in (base, *others)}
        assert len(hashes) == 5
        assert ask(base, by="test").input_sha256 in hashes


@pytest.mark.usefixtures("immediately")
class TestRunAgain:
    @pytest.mark.parametrize("kind", BY_KEY)
    def test_the_bytes_are_the_same(self, kind):
        first = ask(asked(kind, fitting(kind), **ENOUGH.get(kind, {})), by=officer())
        again = run_again(first, by="test")
        assert again.pk != first.pk
        assert result(again) == result(first)
        assert fresh(again).result_id == fresh(first).result_id, "one content is one file"
        assert fresh(first).state == fresh(again).state == "done"

    def test_the_rows_are_those_of_the_first_run_whatever_the_register_says_now(self):
        first = ask(asked("statistics", field()), by=officer())
        assert fresh(run_again(first, by="test")).rows_id == fresh(first).rows_id

    def test_a_difference_is_shown_with_what_changed_in_the_program(self, slow):
        first = ask(asked("statistics", field()), by="test")
        Run.objects.filter(pk=first.pk).update(
            code={**code_version(), "numpy": "1.0"}, result=StoredFile.objects.first()
        )
        again = queries.one(officer()).get(pk=run_again(first, by="test").pk)
        found = queries.compared(again)
        assert found["same"] is False
        assert list(found["changed"]) == ["numpy"]
        assert found["changed"]["numpy"][0] == "1.0"

    def test_the_same_program_and_bytes_are_said_to_be_the_same(self):
        user = officer()
        again = run_again(ask(asked("statistics", field()), by=user), by=user)
        found = queries.compared(queries.one(user).get(pk=again.pk))
        assert (found["same"], found["changed"]) == (True, {})


class TestCancelling:
    @pytest.mark.usefixtures("queued")
    def test_one_that_waits_ends_at_once_and_is_never_computed(self):
        run = cancel(ask(asked("statistics", field()), by="test"), by="test")
        assert run.state == "cancelled"
        execution.execute(str(run.pk))
        assert (fresh(run).state, fresh(run).result) == ("cancelled", None)
        assert acts() == ["runs.ask", "runs.cancel"]

    @pytest.mark.usefixtures("immediately")
    def test_one_that_is_computed_stops_at_its_next_step(self, slow):
        slow(lambda: cancel(Run.objects.get(), by="test"))
        run = fresh(ask(asked("statistics", field()), by="test"))
        assert (run.state, run.result) == ("cancelled", None)

    @pytest.mark.usefixtures("immediately")
    def test_one_that_is_done_cannot_be_cancelled(self):
        run = ask(asked("statistics", field()), by="test")
        with pytest.raises(NotAllowed) as refused:
            cancel(run, by="test")
        assert "已完成" in refused.value.problem.what("zh")


@pytest.mark.usefixtures("queued")
class TestWorker:
    def test_a_run_whose_worker_fell_silent_fails_with_that_reason(self):
        run = ask(asked("statistics", field()), by="test")
        silent = timezone.now() - execution.SILENT - timedelta(seconds=1)
        Run.objects.filter(pk=run.pk).update(state=State.RUNNING, beat_at=silent)
        assert execution.close_interrupted() == 1
        assert (fresh(run).state, fresh(run).failure["code"]) == ("failed", "runs.interrupted")

    def test_a_run_that_was_heard_of_is_left_alone(self):
        run = ask(asked("statistics", field()), by="test")
        Run.objects.filter(pk=run.pk).update(state=State.RUNNING, beat_at=timezone.now())
        assert execution.close_interrupted() == 0
        assert fresh(run).state == "running"

    def test_told_to_end_it_puts_its_run_back_and_the_next_worker_takes_it_up(self, slow, monkeypatch):
        run = ask(asked("statistics", field()), by="test")
        slow(execution.STOPPING.set)
        execution.execute(str(run.pk))
        execution.STOPPING.clear()
        assert (fresh(run).state, fresh(run).progress) == ("queued", 0)
        DBTaskResult.objects.all().delete()
        take_up()
        assert DBTaskResult.objects.get().args_kwargs["args"] == [str(run.pk)]

    def test_a_second_task_for_the_same_run_does_nothing(self, immediately):
        run = ask(asked("statistics", field()), by="test")
        ended = fresh(run).ended_at
        execution.execute(str(run.pk))
        assert fresh(run).ended_at == ended


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("queued")
class TestRealWorker:
    def test_the_command_computes_what_waits_and_ends(self, monkeypatch):
        monkeypatch.setattr("jingtu_web.runs.management.commands.work.RunWorker.configure_signals", lambda self: None)
        runs = [ask(asked("statistics", field(n)), by="test") for n in (12, 18)]
        call_command("work", "--batch", verbosity=0)
        assert [fresh(run).state for run in runs] == ["done", "done"]
        assert DBTaskResult.objects.count() == 2
        take_up()
        assert DBTaskResult.objects.count() == 0, "what ended is cleared away"
