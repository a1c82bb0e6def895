"""``jingtu-web load_plan FILE --place CODE --year Y``: store a plan document, all of it or nothing."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from jingtu.problems import Refused
from jingtu_web.common.models import Place
from jingtu_web.plans.actions import load_plan
from jingtu_web.plans.reading import Document, read

BY = "jingtu-web load_plan"


class Command(BaseCommand):
    help = "Load a plan document (txt, docx, pdf) of a place and year. The same file again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--place", required=True, help="division code of the county, city or province")
        parser.add_argument("--year", type=int, help="left out: the year the document prints")

    def handle(self, *args: Any, **options: Any) -> None:
        place = _place(options["place"])
        document = _document(options["file"])
        for problem in document.problems:
            self.stderr.write(problem.text())
        year = options["year"] or document.reading["year"]
        if not year or not 2000 <= year <= 2100:
            raise CommandError(f"文件没有可用的年度（{year}）。请用 --year 给出 2000–2100 之间的年份。", returncode=2)
        plan, new = load_plan(document, place=place, year=year, by=BY)
        said = "已导入" if new else "同一文件此前已导入，没有改动"
        self.stdout.write(f"{said}：{plan.title}，{plan.year}年度，{plan.clauses.count()} 项任务")


def _place(code: str) -> Place:
    """Twelve digits, or the six of a county with or without the zeros behind."""
    place = Place.objects.filter(code=code.ljust(12, "0")).first()
    if place is None:
        known = "、".join(
            f"{each.code} {each.name}" for each in Place.objects.exclude(level__in=("township", "village"))
        )
        raise CommandError(f"没有区划代码为 {code} 的行政区划。已有：{known or '无，请先建立本县'}。", returncode=2)
    return place


def _document(path: Path) -> Document:
    try:
        return read(path.name, path.read_bytes())
    except OSError as reason:
        raise CommandError(f"{path}：无法打开（{reason.strerror}）。请核对路径。", returncode=2) from reason
    except Refused as refused:
        raise CommandError("\n".join(problem.text() for problem in refused.problems), returncode=1) from refused
