"""``jingtu-web load_example``: the fictional county 沃川县, to look around in."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from jingtu_web.config.example import NoExample, load_example
from jingtu_web.desk.removal import example_is_there


class Command(BaseCommand):
    help = "载入示例县（沃川县，虚构）。 Load the fictional example county."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--folder", type=Path, help="where its files are made (JINGTU_HOME/example)")

    def handle(self, *args: Any, folder: Path | None = None, **options: Any) -> None:
        if example_is_there():
            raise CommandError(_("示例县已在库中，没有改动。"))
        try:
            logins = load_example(folder or settings.HOME / "example")
        except NoExample as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(_("已载入示例县，账户 {number} 个。").format(number=len(logins)))
