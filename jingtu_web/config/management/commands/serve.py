"""``jingtu-web serve``: the web server (HOST, PORT, WORKERS)."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from jingtu_web.config.server import AddressTaken, serve


class Command(BaseCommand):
    help = "启动网页服务（HOST、PORT、WORKERS）。 Serve the pages."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            serve(settings.HOST, settings.PORT, settings.WORKERS)
        except AddressTaken as problem:
            raise CommandError(str(problem)) from problem
