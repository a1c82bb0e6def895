"""Plans: the list, and a new one from file to confirmed. Nothing is in any list before somebody has confirmed it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from jingtu.intake.opening import SIZE_LIMIT
from jingtu.problems import Refused
from jingtu_web.common.models import Place, User
from jingtu_web.common.scope import may_edit_plans, person, require_role
from jingtu_web.desk import asked
from jingtu_web.desk.clause_forms import ReasonForm
from jingtu_web.plans import actions, queries
from jingtu_web.plans.models import Draft, Plan, ProgressNote
from jingtu_web.plans.reading import Document, read

ABOVE_TOWNSHIPS = (Place.Level.COUNTY, Place.Level.CITY, Place.Level.PROVINCE)


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("计划文件"), help_text=gettext_lazy("Word（docx）、带文字的 PDF 或文本文件")
    )
    place = forms.ModelChoiceField(label=gettext_lazy("行政区划"), queryset=Place.objects.none(), empty_label=None)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        places = Place.objects.filter(level__in=ABOVE_TOWNSHIPS).defer("outline")
        self.fields["place"].queryset = places  # type: ignore[attr-defined]
        county = places.filter(level=Place.Level.COUNTY).first()
        self.fields["place"].initial = county and county.pk

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > SIZE_LIMIT:
            limit = SIZE_LIMIT // 1024**2
            raise forms.ValidationError(
                _("文件超过 %(limit)s MB，没有读取。请确认选对了文件，或删去其中的图片后再上传。"),
                params={"limit": limit},
            )
        return file


class ConfirmForm(forms.Form):
    """What the reader may not have found: both are asked for, filled in as read."""

    title = forms.CharField(label=gettext_lazy("文件名称"), max_length=300, required=False)
    year = forms.IntegerField(label=gettext_lazy("年度"), min_value=2000, max_value=2100)


def plans(request: HttpRequest) -> HttpResponse:
    found = queries.plans().annotate(corrected=Count("clauses__corrections", distinct=True))
    shown = {"plans": found, "may_edit": may_edit_plans(person(request)), "on": asked.on(request)}
    return render(request, "desk/plans.html", shown)


@require_role(User.Role.ECOLOGY)
def upload(request: HttpRequest) -> HttpResponse:
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "desk/plan_upload.html", {"form": form}, status=status)
    file, by = form.cleaned_data["file"], person(request).get_username()
    content = file.read()
    try:
        document = read(file.name, content)
    except Refused as refused:
        return render(request, "desk/plan_upload.html", {"form": form, "problems": refused.problems}, status=422)
    Draft.objects.filter(by=by).delete()
    draft = Draft.objects.create(place=form.cleaned_data["place"], name=document.name, content=content, by=by)
    return redirect("plan_draft", draft.pk)


@require_role(User.Role.ECOLOGY)
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """What was read, before it counts: confirm, or throw away."""
    found, document = _own_draft(request, pk)
    initial = {"title": actions.title_of(document), "year": document.reading["year"]}
    form = ConfirmForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        return _confirmed(request, found, document, form.cleaned_data)
    shown = {
        "draft": found,
        "form": form,
        "reading": document.reading,
        "problems": document.problems,
        "totals": _totals(document),
    }
    return render(request, "desk/plan_draft.html", shown)


@require_role(User.Role.ECOLOGY)
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Draft, pk=pk, by=person(request).get_username())
    if request.method == "POST":
        found.delete()
        messages.info(request, _("已放弃，没有导入任何内容。"))
    return redirect("plans")


@require_POST
@require_role(User.Role.ECOLOGY)
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """For a file loaded by mistake: a plan on which progress stands recorded stays."""
    plan = get_object_or_404(Plan.objects.defer("reading", "source"), pk=pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("没有移除：须用500字以内说明理由。"))
    elif ProgressNote.objects.filter(clause__plan=plan, withdrawn_at=None).exists():
        messages.error(request, _("没有移除：该计划已有进展记录。误录的记录请先逐条撤回。"))
    else:
        actions.remove_plan(plan, by=person(request), reason=form.cleaned_data["reason"])
        messages.success(request, _("已移除《%(title)s》。操作记录保留。") % {"title": plan.title})
    return redirect("plans")


def _own_draft(request: HttpRequest, pk: int) -> tuple[Draft, Document]:
    found = get_object_or_404(Draft.objects.select_related("place"), pk=pk, by=person(request).get_username())
    return found, read(found.name, bytes(found.content))


@transaction.atomic
def _confirmed(request: HttpRequest, found: Draft, document: Document, said: Mapping[str, Any]) -> HttpResponse:
    get_object_or_404(Draft.objects.select_for_update(), pk=found.pk)  # pressed twice, the second press finds nothing
    plan, new = actions.load_plan(document, place=found.place, by=person(request), **said)
    found.delete()
    if new:
        messages.success(request, _("已导入 %(count)s 项任务。") % {"count": len(document.reading["units"])})
    else:
        messages.info(request, _("同一文件此前已导入（%(year)s年度），没有改动。") % {"year": plan.year})
    return redirect(f"{reverse('board')}?plan={plan.pk}")


def _totals(document: Document) -> dict[str, int]:
    units = document.reading["units"]
    lists = {name: sum(len(unit[name]) for unit in units) for name in ("bodies", "deadlines", "targets")}
    return {"units": len(units), **lists}
