"""``jingtu-web serve``: the web server (HOST, PORT, WORKERS) and the worker that computes runs."""

from contextlib import nullcontext
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from jingtu_web.config import worker
from jingtu_web.config.server import AddressTaken, refuse_taken, serve


class Command(BaseCommand):
    help = "启动网页服务和计算进程（HOST、PORT、WORKERS）。 Serve the pages and compute runs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-worker", action="store_true", help="pages alone; `work` computes elsewhere")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            refuse_taken(settings.HOST, settings.PORT)
        except AddressTaken as problem:
            raise CommandError(str(problem)) from problem
        with nullcontext() if options["no_worker"] else worker.beside():
            serve(settings.HOST, settings.PORT, settings.WORKERS)
