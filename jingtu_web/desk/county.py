"""Start your own county: template, workbook in, first accounts out; remove the example."""

from __future__ import annotations

import io
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jingtu.problems import Refused
from jingtu_web.common.county import start_county
from jingtu_web.common.county_workbook import read_county, write_template
from jingtu_web.common.files import file_name
from jingtu_web.common.models import Place
from jingtu_web.common.scope import person, require_role
from jingtu_web.desk.removal import CannotRemove, example_is_there, remove_example

TEMPLATE = "建立本县模板.xlsx"


class CountyForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("填好的工作簿"),
        max_length=255,
        help_text=gettext_lazy("xlsx，按模板的三张工作表填写。有任何错误时什么都不会写入。"),
    )


@require_http_methods(["GET", "POST"])
@require_role()
def county(request: HttpRequest) -> HttpResponse:
    form = CountyForm(request.POST, request.FILES) if request.method == "POST" else CountyForm()
    if form.is_valid():
        return _started(request, form)
    return _page(request, {"form": form}, status=400 if form.errors else 200)


@require_GET
@require_role()
def template(request: HttpRequest) -> FileResponse:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "template.xlsx"
        write_template(path)
        return FileResponse(io.BytesIO(path.read_bytes()), as_attachment=True, filename=TEMPLATE)


@require_POST
@require_role()
def remove(request: HttpRequest) -> HttpResponse:
    try:
        remove_example(by=person(request))
        messages.success(request, _("示例县沃川县及其全部数据已移除。"))
    except CannotRemove:
        messages.error(request, _("您现在用的是示例账户。请先建立本县，用本县的管理员账户登录后再移除示例。"))
    return redirect("county")


def _started(request: HttpRequest, form: CountyForm) -> HttpResponse:
    """The answer is shown, not redirected to: first passwords are in no page that could be opened again."""
    try:
        started = _read_and_start(form.cleaned_data["file"], request)
    except Refused as refused:
        return _page(request, {"form": form, "problems": refused.problems}, status=400)
    response = _page(request, {"form": CountyForm(), "started": started, "problems": started.problems})
    response.headers["Cache-Control"] = "no-store"
    return response


def _read_and_start(upload: UploadedFile, request: HttpRequest) -> Any:
    with TemporaryDirectory() as folder:
        path = Path(folder) / file_name(upload.name or "")
        with path.open("wb") as file:
            file.writelines(upload.chunks())
        return start_county(read_county(path), by=person(request))


def _page(request: HttpRequest, shown: dict[str, Any], status: int = 200) -> HttpResponse:
    counties = Place.objects.filter(level=Place.Level.COUNTY).order_by("code")
    context = {"counties": counties, "example": example_is_there(), **shown}
    return render(request, "desk/county.html", context, status=status)
