"""One clause: the printed lines beside what was read, corrections, and what was recorded."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import FileResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jingtu.problems import Refused
from jingtu_web.common import audit
from jingtu_web.common.models import User
from jingtu_web.common.scope import may_edit_plans, person, require_role
from jingtu_web.desk import asked, clause_forms
from jingtu_web.desk.clause_forms import ProgressForm
from jingtu_web.desk.problem_groups import language
from jingtu_web.plans import access, actions, queries, source, states
from jingtu_web.plans.models import Clause, Correction, Plan, ProgressNote
from jingtu_web.plans.queries import Item


def clause(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _item_or_404(request, pk))


@require_POST
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a progress note."""
    user, item = person(request), _item_or_404(request, pk)
    if not access.may_record(user, item.clause):
        raise PermissionDenied
    form = _progress_form(item, user, request)
    if not form.is_valid():
        return _page(request, item, form)
    actions.record_progress(item.clause, form.recorded(), by=user)
    messages.success(request, _("已记录。"))
    return _back(pk)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a note: its author, or the county's officers."""
    user = person(request)
    note = get_object_or_404(ProgressNote.objects.select_related("clause"), pk=pk, clause__in=access.visible(user))
    if not (may_edit_plans(user) or note.by == user.get_username()):
        raise PermissionDenied
    reason = clause_forms.ReasonForm(request.POST)
    if note.withdrawn_at is not None:
        messages.info(request, _("该记录此前已撤回。"))
    elif not reason.is_valid():
        messages.error(request, _("没有撤回：须用500字以内说明理由。"))
    else:
        actions.withdraw_note(note, by=user, reason=reason.cleaned_data["reason"])
        messages.success(request, _("已撤回，记录仍可查阅。"))
    return _back(note.clause_id)


def evidence(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file that proves a note, as it was delivered."""
    user = person(request)
    notes = ProgressNote.objects.select_related("clause", "evidence")
    note = get_object_or_404(notes, pk=pk, clause__in=access.visible(user), evidence__isnull=False)
    assert note.evidence is not None
    audit.record("plan.evidence.download", str(note.clause), by=user, note=note.pk, file=note.evidence.name)
    return FileResponse(note.evidence.content.open(), as_attachment=True, filename=note.evidence.name)


@require_role(User.Role.ECOLOGY)
def correct(request: HttpRequest, pk: int, field: str) -> HttpResponse:
    """Say what the reader should have found in one field of a clause."""
    if field not in Correction.Field.values:
        raise Http404
    found = get_object_or_404(Clause.objects.select_related("plan__place"), pk=pk)
    before = actions.standing_values(found)[field]
    form, reason = _correction_forms(request, field, before)
    if request.method == "POST" and form.is_valid() and reason.is_valid() and _corrected(request, found, form, reason):
        return _back(pk)
    shown = {
        "clause": found,
        "field": Correction.Field(field),
        "form": form,
        "reason": reason,
        "listed": field != "title",
    }
    return render(request, "desk/clause_correct.html", shown)


def _correction_forms(request: HttpRequest, field: str, before: Any) -> tuple[Any, clause_forms.ReasonForm]:
    data = request.POST if request.method == "POST" else None
    reason = clause_forms.ReasonForm(data)
    if field == Correction.Field.TITLE:
        return clause_forms.TitleForm(data, initial={"title": before}), reason
    formset = clause_forms.LISTS[field](data, initial=before)
    formset.before = before  # type: ignore[attr-defined]
    return formset, reason


def _corrected(request: HttpRequest, found: Clause, form: Any, reason: clause_forms.ReasonForm) -> bool:
    """Write the correction; False where it is refused, with the reason in the messages."""
    listed = hasattr(form, "before")
    field = request.resolver_match.kwargs["field"] if request.resolver_match else ""
    after = clause_forms.entries(form, form.before) if listed else form.cleaned_data["title"]
    try:
        actions.correct(found, field, after, by=person(request), reason=reason.cleaned_data["reason"])
    except Refused as refused:
        for problem in refused.problems:
            messages.error(request, problem.text(language()))
        return False
    messages.success(request, _("已更正。读取结果原样保留，更正单列。"))
    return True


def _page(request: HttpRequest, item: Item, form: ProgressForm | None = None) -> HttpResponse:
    user, found = person(request), item.clause
    plan = Plan.objects.get(pk=found.plan_id)
    may_record = access.may_record(user, found)
    before, after = _neighbours(found, user)
    shown = {
        "item": item,
        "clause": found,
        "on": asked.on(request),
        "lines": source.lines_of(plan.source, found.lines),
        "repairs": source.repairs_in(plan.reading, found.lines),
        "phrases": _phrases(found),
        "corrections": found.corrections.all(),
        "fields": Correction.Field,
        "form": (form or _progress_form(item, user)) if may_record else None,
        "may_edit": may_edit_plans(user),
        "username": user.get_username(),
        "before": before,
        "after": after,
    }
    return render(request, "desk/clause.html", shown, status=422 if form else 200)


def _progress_form(item: Item, user: User, request: HttpRequest | None = None) -> ProgressForm:
    data, files = (request.POST, request.FILES) if request else (None, None)
    days = states.days(item.facts, on=asked.today())
    initial = {"on": asked.today()}
    return ProgressForm(
        data, files, targets=item.clause.targets.all(), days=days, may_close=access.may_close(user), initial=initial
    )


def _phrases(found: Clause) -> list[str]:
    """Words of the document that a date or a number was read from."""
    dates = [deadline.phrase for deadline in found.deadlines.all()]
    return dates + [target.phrase for target in found.targets.all()]


def _neighbours(found: Clause, user: User) -> tuple[Clause | None, Clause | None]:
    others = access.visible(user).filter(plan=found.plan_id).only("pk", "number", "part", "title", "order")
    before = others.filter(order__lt=found.order).order_by("-order").first()
    return before, others.filter(order__gt=found.order).order_by("order").first()


def _item_or_404(request: HttpRequest, pk: int) -> Item:
    item = queries.one(pk, person(request), on=asked.on(request))
    if item is None:
        raise Http404
    return item


def _back(pk: int) -> HttpResponseRedirect:
    return redirect(reverse("clause", args=[pk]) + "#records")
