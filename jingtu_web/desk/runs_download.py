"""A run taken away: workbook, section of a report, points, surface. Who took it, and when, is kept on the trail."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from jingtu_web.common.audit import record
from jingtu_web.common.models import User
from jingtu_web.common.scope import person, require_role
from jingtu_web.desk import runs_areas, runs_paper, runs_spatial
from jingtu_web.desk.runs import own
from jingtu_web.exchange.answers import DOCX, XLSX, attachment
from jingtu_web.runs import queries
from jingtu_web.runs.container import Kept
from jingtu_web.runs.execution import rows_of
from jingtu_web.runs.kinds import BY_KEY
from jingtu_web.runs.models import Run

GPKG = "application/geopackage+sqlite3"
TIFF = "image/tiff"
Writer = Callable[[Run, Kept], bytes]


@require_GET
@require_role(User.Role.ECOLOGY)
def run_xlsx(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _taken(request, pk, runs_paper.workbook, ".xlsx", XLSX)


@require_GET
@require_role(User.Role.ECOLOGY)
def run_docx(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _taken(request, pk, runs_paper.section, ".docx", DOCX)


@require_GET
@require_role(User.Role.ECOLOGY)
def run_gpkg(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Units and classed points; of other kinds the results that went in, and the places proposed."""
    return _taken(request, pk, _layers, ".gpkg", GPKG)


@require_GET
@require_role(User.Role.ECOLOGY)
def run_tif(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The surface, one band per layer."""
    return _taken(request, pk, lambda run, kept: runs_spatial.geotiff(kept), ".tif", TIFF)


@require_GET
@require_role(User.Role.ECOLOGY)
def run_map(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the map of the page draws; no download, so not on the trail."""
    run, kept = _done(request, pk)
    try:
        drawn = runs_areas.for_map(kept) if runs_areas.drawn(kept) else runs_spatial.for_map(kept, rows_of(run))
    except runs_spatial.NothingThere as reason:
        raise Http404 from reason
    answer = HttpResponse(drawn, content_type="application/json")
    answer.headers["Cache-Control"] = "private, max-age=3600"
    return answer


def _taken(request: HttpRequest, pk: UUID, write: Writer, suffix: str, kind: str) -> HttpResponse:
    run, kept = _done(request, pk)
    try:
        content = write(run, kept)
    except runs_spatial.NothingThere as reason:
        raise Http404 from reason
    record(
        "runs.download", str(run.pk), by=person(request), form=suffix, sha256=run.result.sha256 if run.result else ""
    )
    return attachment(content, f"{_title(run)}_{run.asked_at:%Y%m%d}_{str(run.pk)[:8]}{suffix}", kind)


def _layers(run: Run, kept: Kept) -> bytes:
    return runs_areas.geopackage(kept) if runs_areas.drawn(kept) else runs_spatial.points(rows_of(run), kept)


def _done(request: HttpRequest, pk: UUID) -> tuple[Run, Kept]:
    run = own(request, pk)
    kept = queries.result_of(run)
    if kept is None:
        raise Http404
    return run, kept


def _title(run: Run) -> str:
    kind = BY_KEY.get(run.kind)
    return str(kind.title) if kind else _("计算结果")
