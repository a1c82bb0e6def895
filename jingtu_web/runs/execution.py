"""A run from the queue to its end, as the worker does it. Nobody acts here: the trail has who asked."""

from __future__ import annotations

import logging
from datetime import timedelta
from io import BytesIO
from threading import Event
from time import monotonic

import polars as pl
from django.db import transaction
from django.utils import timezone

from jingtu.intake.laboratory import COLUMNS
from jingtu.problems import Problem, Refused, error
from jingtu.science.bad_points import SpatialError
from jingtu.science.bad_values import StatisticsError
from jingtu.science.indices import IndicesError
from jingtu.science.pmf_table import ApportionmentError
from jingtu.science.risk_errors import RiskError
from jingtu_web.common.audit import record
from jingtu_web.common.files import keep
from jingtu_web.common.models import StoredFile
from jingtu_web.deliveries.told import as_json
from jingtu_web.runs import kinds
from jingtu_web.runs.code_version import code_version
from jingtu_web.runs.container import packed
from jingtu_web.runs.declared import Outcome, Work
from jingtu_web.runs.models import Run

LOG = logging.getLogger(__name__)
State = Run.State
STOPPING = Event()
"""Set when the worker is told to end: what it computes goes back into the queue."""
COMPUTED: set[str] = set()
"""The runs that this process computes now."""
EVERY = 0.4  # seconds between two notes of the progress
SILENT = timedelta(seconds=30)
"""A worker beats every few seconds; a run not heard of for so long has lost its worker."""
WORKER = "runs.worker"
Refusal = (StatisticsError, SpatialError, RiskError, IndicesError, ApportionmentError)


class Cancelled(Exception):  # noqa: N818 - somebody wished it
    """The person does not want the result any more."""


class Stopped(Exception):  # noqa: N818 - somebody wished it
    """The worker is ending."""


def execute(pk: str) -> None:
    """Compute a run that waits; one that was cancelled meanwhile, or is taken already, is left alone."""
    began = timezone.now()
    waiting = Run.objects.filter(pk=pk, state=State.QUEUED)
    if not waiting.update(state=State.RUNNING, progress=0, began_at=began, beat_at=began, code=code_version()):
        return
    run = Run.objects.select_related("rows", "units").get(pk=pk)
    COMPUTED.add(pk)
    try:
        outcome = _computed(run)
    except Cancelled:
        _end(run, State.CANCELLED)
    except Stopped:
        _back_into_queue(run)
    except Refused as refused:
        _end(run, State.FAILED, refused.problems[-1])
    except Refusal as refused:
        _end(run, State.FAILED, refused.problem)
    except Exception as fault:  # whatever it is: the person is told, and the log has it
        LOG.exception("Run %s failed", pk)
        _end(run, State.FAILED, error("runs.unexpected", kind=type(fault).__name__))
        raise
    else:
        _keep(run, outcome)
    finally:
        COMPUTED.discard(pk)


def close_interrupted() -> int:
    """Runs whose worker fell silent fail with that reason. Gives their number."""
    lost = Run.objects.filter(state=State.RUNNING, beat_at__lt=timezone.now() - SILENT)
    return sum(_end(run, State.FAILED, error("runs.interrupted")) for run in lost)


def beat() -> None:
    """What this process computes is still being computed."""
    Run.objects.filter(pk__in=list(COMPUTED), state=State.RUNNING).update(beat_at=timezone.now())


def _computed(run: Run) -> Outcome:
    kind = kinds.BY_KEY.get(run.kind)
    if kind is None:
        raise Refused(error("runs.unknown_kind", kind=run.kind))
    settings = {one.key: one.default for one in kind.settings} | run.settings  # an older run knows no newer settings
    units = None if run.units is None else _table(run.units)
    return kind.compute(Work(rows_of(run), settings, run.seed, run.on, Telling(run), units))


def rows_of(run: Run) -> pl.DataFrame:
    return pl.DataFrame(schema=COLUMNS) if run.rows is None else _table(run.rows)


def _table(stored: StoredFile) -> pl.DataFrame:
    with stored.content.open("rb") as file:
        return pl.read_ipc(BytesIO(file.read()))


class Telling:
    """Notes the progress now and then, and stops the calculation where that is wished."""

    def __init__(self, run: Run) -> None:
        self.run, self.noted = run, -EVERY

    def __call__(self, share: float) -> None:
        if STOPPING.is_set():
            raise Stopped
        if monotonic() - self.noted < EVERY:
            return
        self.noted = monotonic()
        now = timezone.now()
        going_on = Run.objects.filter(pk=self.run.pk, state=State.RUNNING, cancel_asked=False)
        if not going_on.update(progress=min(99, int(100 * share)), beat_at=now):
            raise Cancelled


def _keep(run: Run, outcome: Outcome) -> None:
    content = packed(outcome)
    with transaction.atomic():
        run.result, run.editions = keep("result.zip", content), list(outcome.editions)
        run.save(update_fields=["result", "editions"])
        _end(run, State.DONE)


def _end(run: Run, state: str, problem: Problem | None = None) -> bool:
    """Only from *running*: what was ended by somebody else stays as it is."""
    failure = as_json(problem) if problem else None
    progress = 100 if state == State.DONE else run.progress
    with transaction.atomic():
        ended = Run.objects.filter(pk=run.pk, state=State.RUNNING).update(
            state=state, failure=failure, progress=progress, ended_at=timezone.now()
        )
        if ended:
            sha256 = run.result.sha256 if run.result else ""
            record("runs.end", str(run.pk), by=WORKER, state=state, result_sha256=sha256)
    return bool(ended)


def _back_into_queue(run: Run) -> None:
    """The task that brought it here ends; the next worker begins with the runs that wait."""
    Run.objects.filter(pk=run.pk, state=State.RUNNING).update(state=State.QUEUED, progress=0, began_at=None)
