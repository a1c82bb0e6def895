"""``jingtu-web load_results FILE``: receive a laboratory file and accept it, as the upload page does."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from jingtu.intake.headers import MEDIA
from jingtu.problems import Refused
from jingtu_web.common.models import Place
from jingtu_web.deliveries.actions import NotAllowed, Receipt, accept, receive
from jingtu_web.deliveries.models import Delivery
from jingtu_web.deliveries.reading import OPTIONS
from jingtu_web.deliveries.told import from_json

BY = "jingtu-web load_results"


class Command(BaseCommand):
    help = "Load laboratory results (xlsx, xls, csv, parquet): all of them or nothing. The same file changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--place", help="division code of the county; may be left out where there is one county")
        parser.add_argument("--medium", choices=MEDIA, help="of results whose table names none")
        parser.add_argument("--land-use", help="of samples that name none, e.g. paddy or 水田")
        parser.add_argument("--unit", help="of results whose table names none, e.g. mg/kg")
        parser.add_argument("--xy-crs", help="of X and Y that carry no zone, e.g. EPSG:4546")
        parser.add_argument("--accept-clean", action="store_true", help="accept the rows without errors")

    def handle(self, *args: Any, **options: Any) -> None:
        county = _county(options["place"])
        given = {name: options[name] or "" for name in OPTIONS}
        if not options["file"].is_file():
            raise CommandError(f"{options['file']}：找不到文件。请核对路径。", returncode=2)
        try:
            receipt = receive(options["file"], county=county, options=given, by=BY)
            delivery = self._accepted(receipt, options["accept_clean"])
        except Refused as refused:
            raise CommandError("\n".join(problem.text() for problem in refused.problems), returncode=1) from refused
        except NotAllowed as refused:
            raise CommandError(refused.problem.text(), returncode=1) from refused
        if delivery:
            self.stdout.write(f"已入库：{delivery.name}，{delivery.samples} 个样品，{delivery.results} 个结果")

    def _accepted(self, receipt: Receipt, clean_only: bool) -> Delivery | None:
        delivery = receipt.delivery
        if receipt.known and delivery.state == Delivery.State.ACCEPTED:
            self.stdout.write(f"同一文件此前已入库，没有改动：{delivery.name}")
            return None
        for problem in from_json(delivery.problems):
            self.stderr.write(f"{problem.severity}: {problem.text()}")
        return accept(delivery, clean_only=clean_only, by=BY)


def _county(code: str | None) -> Place:
    counties = Place.objects.filter(level=Place.Level.COUNTY)
    found = list(counties.filter(code=code.ljust(12, "0")) if code else counties)
    if len(found) == 1:
        return found[0]
    known = "、".join(f"{each.code} {each.name}" for each in counties) or "无，请先建立本县"
    raise CommandError(f"请用 --place 给出本县的区划代码。已有：{known}。", returncode=2)
