"""What may happen to a run on behalf of a person: asked for, cancelled, asked for again. Each leaves its trace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from jingtu.problems import Problem, error
from jingtu_web.common.audit import record
from jingtu_web.common.files import keep
from jingtu_web.common.models import Place, User
from jingtu_web.runs.container import arrow
from jingtu_web.runs.declared import Kind
from jingtu_web.runs.models import Run
from jingtu_web.runs.rows import NOTHING, Input, input_sha256
from jingtu_web.runs.tasks import compute

State = Run.State


class NotAllowed(Exception):  # noqa: N818 - the act does not fit the state of the run; the program is not in error
    """Carries the problem to show."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.text())
        self.problem = problem


@dataclass(frozen=True)
class Asked:
    """A calculation as a person asks for it."""

    kind: Kind
    county: Place
    on: date
    settings: Mapping[str, Any]
    given: Input = NOTHING
    seed: int = 0
    note: str = ""
    again_of: Run | None = field(default=None)


@transaction.atomic
def ask(asked: Asked, *, by: User | str) -> Run:
    """Keep the input and put the run into the queue."""
    units = asked.given.units
    run = Run.objects.create(
        county=asked.county,
        kind=asked.kind.key,
        note=asked.note,
        on=asked.on,
        settings=dict(asked.settings),
        seed=asked.seed,
        origin=dict(asked.given.origin),
        rows=None if asked.given.rows.is_empty() else keep("rows.arrow", asked.given.content()),
        units=None if units is None else keep("units.arrow", arrow(units)),
        input_sha256=input_sha256(asked.given, asked.settings, asked.seed, asked.on),
        asked_by=by if isinstance(by, User) else None,
        asked_at=timezone.now(),
        again_of=asked.again_of,
    )
    return _queued(run, "runs.ask", by)


@transaction.atomic
def run_again(run: Run, *, by: User | str) -> Run:
    """The same input, settings and seed once more, with the program of today. The earlier run stays as it is."""
    again = Run.objects.get(pk=run.pk)
    again.pk, again._state.adding = Run._meta.pk.get_default(), True
    again.again_of = Run.objects.get(pk=run.pk)
    again.asked_by, again.asked_at = by if isinstance(by, User) else None, timezone.now()
    again.state, again.progress, again.cancel_asked, again.failure = State.QUEUED, 0, False, None
    again.began_at = again.beat_at = again.ended_at = again.result = None
    again.code, again.editions = {}, []
    again.save()
    return _queued(again, "runs.again", by)


@transaction.atomic
def cancel(run: Run, *, by: User | str) -> Run:
    """One that waits ends at once; one that is computed stops at its next step."""
    current = Run.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if not current.is_open:
        raise NotAllowed(error("runs.wrong_state", state=current.get_state_display()))
    current.cancel_asked = True
    if current.state == State.QUEUED:
        current.state, current.ended_at = State.CANCELLED, timezone.now()
    current.save(update_fields=["cancel_asked", "state", "ended_at"])
    record("runs.cancel", str(current.pk), by=by)
    return current


def _queued(run: Run, act: str, by: User | str) -> Run:
    record(act, str(run.pk), by=by, kind=run.kind, input_sha256=run.input_sha256, seed=run.seed)
    compute.enqueue(str(run.pk))
    return run
