"""``jingtu-web restore FILE.zip``: fill an empty installation from a backup."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from jingtu_web.config.backup import restore
from jingtu_web.config.copying import CannotCopy


class Command(BaseCommand):
    help = "恢复：把备份装入空的安装目录。 Fill an empty installation from a backup."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.zip")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            manifest = restore(file)
        except CannotCopy as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(
            _("已恢复 {made_at} 的备份：{rows} 条记录，{files} 个文件，操作记录链完整。").format(
                made_at=manifest["made_at"][:16].replace("T", " "),
                rows=sum(manifest["rows"].values()),
                files=len(manifest["sha256"]) - 1,
            )
        )
