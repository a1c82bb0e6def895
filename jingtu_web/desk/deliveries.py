"""Deliveries of laboratory results: upload, problems cell by cell, acceptance, undo."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from jingtu.problems import Refused
from jingtu_web.common.audit import record
from jingtu_web.common.files import file_name
from jingtu_web.common.models import Place, User
from jingtu_web.common.scope import person, require_role
from jingtu_web.deliveries import actions, excerpt, problem_list, queries, template
from jingtu_web.deliveries.models import Delivery
from jingtu_web.deliveries.reading import OPTIONS
from jingtu_web.deliveries.told import from_json
from jingtu_web.desk import asked
from jingtu_web.desk.measured_words import UNITS, named
from jingtu_web.desk.problem_groups import grouped, language
from jingtu_web.exchange.answers import XLSX, attachment
from jingtu_web.registers.samples.models import Medium

PER_PAGE = 50
Role = User.Role
AS_FILE_SAYS = [("", gettext_lazy("以文件为准"))]


def _zones() -> list[tuple[str, Any]]:
    """The three-degree zones of CGCS2000 whose eastings carry no zone, EPSG:4534 (75°) to EPSG:4554 (135°)."""
    words = gettext_lazy("CGCS2000 三度带，中央经线 {meridian}°")
    return [(f"EPSG:{4534 + n}", format_lazy(words, meridian=75 + 3 * n)) for n in range(21)]


def _land_uses() -> list[tuple[Any, Any]]:
    return [*AS_FILE_SAYS, *named("land_use").items()]


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("检测结果文件"),
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.xls,.csv,.tsv,.txt,.parquet"}),
        help_text=gettext_lazy("xlsx、xls、csv 或 parquet，不超过 50 MB；横表、竖表均可。"),
    )
    county = forms.ModelChoiceField(Place.objects.none(), label=gettext_lazy("所属县"), empty_label=None)
    medium = forms.ChoiceField(label=gettext_lazy("样品类型"), choices=[*AS_FILE_SAYS, *Medium.choices], required=False)
    land_use = forms.ChoiceField(
        label=gettext_lazy("土地利用"),
        choices=_land_uses,
        required=False,
        help_text=gettext_lazy("仅用于文件中没有写明土地利用的样品。"),
    )
    unit = forms.ChoiceField(
        label=gettext_lazy("计量单位"),
        choices=[*AS_FILE_SAYS, *((unit, unit) for unit in UNITS)],
        required=False,
        help_text=gettext_lazy("仅用于文件中没有写明单位的结果。"),
    )
    xy_crs = forms.ChoiceField(
        label=gettext_lazy("平面坐标系"),
        choices=[*AS_FILE_SAYS, *_zones()],
        required=False,
        help_text=gettext_lazy("仅用于只有 X、Y 而没有带号的点位。"),
    )

    def __init__(self, user: User, *args: object, **kwargs: object) -> None:
        super().__init__(*args, label_suffix="", **kwargs)  # type: ignore[arg-type,misc]
        field = self.fields["county"]
        field.queryset = queries.counties(user)  # type: ignore[attr-defined]
        field.initial = field.queryset.first()  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("理由"), max_length=500)


@require_GET
@require_role(Role.ECOLOGY)
def deliveries(request: HttpRequest) -> HttpResponse:
    state, text = request.GET.get("state", ""), request.GET.get("q", "").strip()
    found = queries.search_deliveries(text, person(request)) if text else queries.deliveries(person(request))
    if state in Delivery.State.values:
        found = found.filter(state=state)
    shown = {
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "states": Delivery.State.choices,
        "state": state,
        "q": text,
        "query": asked.without(request, "page"),
    }
    return render(request, "desk/deliveries.html", shown)


@require_role(Role.ECOLOGY)
def deliver(request: HttpRequest) -> HttpResponse:
    form = UploadForm(person(request), request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _received(request, form.cleaned_data)
        except Refused as refused:
            shown = {"form": form, "refused": refused.problems, "language": language()}
            return render(request, "desk/deliver.html", shown, status=400)
    return render(request, "desk/deliver.html", {"form": form}, status=400 if form.errors else 200)


def _received(request: HttpRequest, given: dict) -> HttpResponse:
    options = {name: given[name] for name in OPTIONS}
    with tempfile.TemporaryDirectory() as folder:
        path = written(given["file"], Path(folder))
        receipt = actions.receive(path, county=given["county"], options=options, by=person(request))
    if receipt.known:
        messages.info(request, _("这份文件此前已经交付，未作任何改动。"))
    return redirect("delivery", receipt.delivery.id)


def written(upload: UploadedFile, folder: Path) -> Path:
    """The upload under its own name, in a folder of its own; no part of the name but the last is used."""
    path = folder / file_name(upload.name or "")
    with path.open("wb") as file:
        for chunk in upload.chunks():
            file.write(chunk)
    return path


@require_GET
@require_role(Role.ECOLOGY)
def delivery(request: HttpRequest, pk: UUID) -> HttpResponse:
    one = _own(request, pk)
    severity = request.GET.get("severity", "")
    groups = grouped(from_json(one.problems), severity)
    shown = {
        "delivery": one,
        "severity": severity,
        "page": Paginator(groups, PER_PAGE).get_page(request.GET.get("page")),
        "query": asked.without(request, "page"),
        "language": language(),
        "may_accept": one.state == Delivery.State.RECEIVED and one.reading.get("clean", 0) > 0,
        "medium": dict(Medium.choices).get(one.options.get("medium", ""), ""),
        "land_use": named("land_use").get(one.options.get("land_use", ""), ""),
    }
    return render(request, "desk/delivery.html", shown)


@require_GET
@require_role(Role.ECOLOGY)
def delivery_cell(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The surroundings of a cell, with the cell marked; a fragment."""
    get = request.GET.get
    grid = excerpt.around(_own(request, pk), sheet=get("sheet", ""), cell=get("cell", ""))
    if grid is None:
        raise Http404
    return render(request, "desk/delivery_cell.html", {"grid": grid})


@require_POST
@require_role(Role.ECOLOGY)
def accept_delivery(request: HttpRequest, pk: UUID) -> HttpResponse:
    clean_only = request.POST.get("clean_only") == "yes"
    return _decided(
        request, pk, lambda one: actions.accept(one, clean_only=clean_only, by=person(request)), _("检测结果已入库。")
    )


@require_POST
@require_role(Role.ECOLOGY)
def refuse_delivery(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _with_reason(request, pk, actions.refuse, _("已退回，没有任何结果入库。"))


@require_POST
@require_role(Role.ECOLOGY)
def undo_delivery(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _with_reason(request, pk, actions.undo, _("已撤销：这次交付的全部结果不再参与评价。"))


def _with_reason(request: HttpRequest, pk: UUID, act: Callable[..., Delivery], done: str) -> HttpResponse:
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请填写理由（不超过 500 字）。"))
        return redirect("delivery", _own(request, pk).id)
    reason = form.cleaned_data["reason"]
    return _decided(request, pk, lambda one: act(one, reason=reason, by=person(request)), done)


def _decided(request: HttpRequest, pk: UUID, act: Callable[[Delivery], Delivery], done: str) -> HttpResponse:
    one = _own(request, pk)
    try:
        act(one)
        messages.success(request, done)
    except Refused as refused:
        messages.error(request, " ".join(problem.text(language()) for problem in refused.problems))
    except actions.NotAllowed as refused:
        messages.error(request, refused.problem.text(language()))
    return redirect("delivery", one.id)


@require_GET
@require_role(Role.ECOLOGY)
def delivery_file(request: HttpRequest, pk: UUID) -> FileResponse:
    one = _own(request, pk)
    record("deliveries.download", str(one.id), by=person(request), name=one.name)
    return FileResponse(one.file.content.open("rb"), as_attachment=True, filename=one.name)


@require_GET
@require_role(Role.ECOLOGY)
def delivery_problems(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The list of problems, to send back with the file."""
    one = _own(request, pk)
    name = _("%(file)s 问题清单") % {"file": Path(one.name).stem} + ".xlsx"
    return attachment(problem_list.workbook(from_json(one.problems), language()), name, XLSX)


@require_GET
@require_role(Role.ECOLOGY)
def delivery_template(request: HttpRequest) -> HttpResponse:
    return attachment(template.workbook(), _("检测结果模板") + ".xlsx", XLSX)


def _own(request: HttpRequest, pk: UUID) -> Delivery:
    return get_object_or_404(Delivery.objects.select_related("county", "file", "received_by", "decided_by"), pk=pk)
