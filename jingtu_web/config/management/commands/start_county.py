"""``jingtu-web start_county WORKBOOK [--remove-example]``: divisions, bodies and first accounts from the template."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from jingtu.problems import Problem, Refused
from jingtu_web.common.county import Started, start_county
from jingtu_web.common.county_workbook import read_county, write_template
from jingtu_web.desk.removal import example_is_there, remove_example

BY = "jingtu-web start_county"


class Command(BaseCommand):
    help = "用模板工作簿建立本县：行政区划、单位、首批账户。 Start your own county from the template workbook."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("workbook", type=Path, nargs="?", metavar="WORKBOOK.xlsx")
        parser.add_argument("--template", type=Path, metavar="FILE.xlsx", help="写出空模板 write the empty template")
        parser.add_argument("--remove-example", action="store_true", help="同时移除示例县 remove the example county")

    def handle(self, *args: Any, **options: Any) -> None:
        if not (options["workbook"] or options["template"] or options["remove_example"]):
            raise CommandError(_("请给出工作簿，或 --template，或 --remove-example。"), returncode=2)
        if options["template"]:
            write_template(options["template"])
            self.stdout.write(_("模板已写入 {file}").format(file=options["template"]))
        with transaction.atomic():
            started = self._start(options["workbook"]) if options["workbook"] else None
            if options["remove_example"] and example_is_there():
                remove_example(by=BY)
                self.stdout.write(_("示例县已移除。"))
        if started:
            self._tell(started)

    def _start(self, workbook: Path) -> Started:
        try:
            return start_county(read_county(workbook), by=BY)
        except Refused as refused:
            self._print(refused.problems)
            raise CommandError(_("工作簿有问题，什么都没有写入。")) from refused

    def _tell(self, started: Started) -> None:
        self._print(started.problems)
        words = _("{name}已建立：行政区划 {divisions} 个，单位 {bodies} 个。首次密码只显示这一次，首次登录后须修改：")
        self.stdout.write(words.format(name=started.place.name, divisions=started.divisions, bodies=started.bodies))
        for login in started.logins:
            self.stdout.write(f"  {login.username:<14}{login.password:<18}{login.role_name} {login.scope}")

    def _print(self, problems: tuple[Problem, ...]) -> None:
        for problem in problems:
            self.stderr.write(problem.text())
