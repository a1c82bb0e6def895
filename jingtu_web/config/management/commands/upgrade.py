"""``jingtu-web upgrade``: after a new version was installed: tables, static files, checks."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from jingtu_web.config.upgrading import upgrade


class Command(BaseCommand):
    help = "升级：更新数据表和静态文件并检查。 Bring tables and static files up to date and check."

    def handle(self, *args: Any, **options: Any) -> None:
        upgrade()
        self.stdout.write(_("数据表、静态文件和翻译已更新，检查通过。"))
