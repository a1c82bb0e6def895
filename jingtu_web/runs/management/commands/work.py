"""``jingtu-web work``: computes the runs that wait. ``serve`` starts one beside the pages and ends it with them."""

import _thread
import logging
import sys
import threading
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, connection
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from jingtu_web.runs import execution
from jingtu_web.runs.models import Run
from jingtu_web.runs.tasks import compute

EVERY = 5.0  # seconds between two beats


class RunWorker(Worker):
    """Told to end, it stops what it computes as well: the run goes back into the queue."""

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        execution.STOPPING.set()
        super().shutdown(signum, frame)


class Command(BaseCommand):
    help = "执行排队的计算（serve 会自动启动）。 Compute the runs that wait; serve starts one by itself."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--attached", action="store_true", help="end when standard input is closed")
        parser.add_argument("--batch", action="store_true", help="end when nothing waits any more")

    def handle(self, *args: Any, **options: Any) -> None:
        logging.getLogger("django_tasks_db").setLevel(logging.ERROR)  # being told to end is no warning
        take_up()
        worker = RunWorker(
            queue_names=["default"],
            interval=1.0,
            batch=options["batch"],
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )
        worker.configure_signals()
        ended = threading.Event()
        threading.Thread(target=_beat, args=(ended,), daemon=True).start()
        if options["attached"]:
            threading.Thread(target=_end_with_parent, daemon=True).start()
        try:
            worker.run()
        finally:
            ended.set()


def take_up() -> None:
    """What an earlier worker left: interrupted runs fail, waiting ones without a task get one.

    Tasks that ended go: the runs and the log have what there is to know.
    """
    DBTaskResult.objects.finished().delete()
    execution.close_interrupted()
    carried = {one.args_kwargs["args"][0] for one in DBTaskResult.objects.ready()}
    for pk in Run.objects.filter(state=Run.State.QUEUED).order_by("asked_at").values_list("pk", flat=True):
        if str(pk) not in carried:
            compute.enqueue(str(pk))


def _beat(ended: threading.Event) -> None:
    while not ended.wait(EVERY):
        try:
            execution.beat()
            execution.close_interrupted()
        except DatabaseError:
            connection.close()  # busy or gone for a moment: the next beat tries anew
    connection.close()


def _end_with_parent() -> None:
    """However the server ends, its end of this pipe is closed then; the worker ends as by Ctrl+C."""
    sys.stdin.buffer.read()
    _thread.interrupt_main()
