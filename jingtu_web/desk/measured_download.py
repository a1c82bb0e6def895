"""The assessment as a workbook. Who took it, when, and of what, is kept on the trail."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import polars as pl
from django.http import FileResponse, HttpRequest
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from jingtu.assessment import workbook
from jingtu.assessment.compare import Assessment
from jingtu.assessment.report import Source
from jingtu_web.common.audit import record
from jingtu_web.common.models import User
from jingtu_web.common.scope import person, require_role
from jingtu_web.deliveries.models import Delivery
from jingtu_web.desk import measured_query
from jingtu_web.desk.measured_query import Asked
from jingtu_web.desk.problem_groups import language
from jingtu_web.exchange.answers import XLSX


@require_GET
@require_role(User.Role.ECOLOGY)
def download(request: HttpRequest) -> FileResponse:
    want = measured_query.read(request)
    assessment = want.assessment()  # of every substance: the workbook has filters of its own
    files = dict(Delivery.objects.values_list("file__sha256", "name"))
    content = _workbook(assessment, files, want)
    asked_for = {name: value for name, value in request.GET.items() if value}
    record("measurements.download", str(want.on), by=person(request), results=len(assessment.results), asked=asked_for)
    name = _("监测结果评价") + f"_{want.on}.xlsx"
    return FileResponse(content, as_attachment=True, filename=name, content_type=XLSX)


def _workbook(assessment: Assessment, files: dict[str, str], want: Asked) -> BytesIO:
    used = sorted({*assessment.results["file"], *assessment.left_out["file"]} & set(files))
    named = {
        part: getattr(assessment, part).with_columns(pl.col("file").replace(files)) for part in ("results", "samples")
    }
    source = Source("、".join(files[sha] for sha in used), "、".join(used), want.on, False, want.standards)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "assessment.xlsx"
        workbook.write(path, replace(assessment, **named), assessment.problems, source, language())
        return BytesIO(path.read_bytes())
