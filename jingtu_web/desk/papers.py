"""Papers to download. Every download is logged."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import FileResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from jingtu_web.common import audit
from jingtu_web.common.models import Party, Place, User
from jingtu_web.common.scope import person, require_role
from jingtu_web.desk import asked
from jingtu_web.exchange import division, papers
from jingtu_web.exchange.answers import DOCX, XLSX, attachment
from jingtu_web.exchange.papers import Sender
from jingtu_web.plans import queries
from jingtu_web.plans.models import Plan
from jingtu_web.plans.states import State


def division_docx(request: HttpRequest, pk: int) -> HttpResponse:
    plan = get_object_or_404(queries.plans(), pk=pk)
    content = papers.division_docx(plan, queries.board(plan, person(request), on=asked.on(request)))
    return _sent(request, content, f"{division.title(plan.place.name, plan.year)}.docx", DOCX)


def division_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    plan = get_object_or_404(queries.plans(), pk=pk)
    content = papers.division_xlsx(plan, queries.board(plan, person(request), on=asked.on(request)))
    return _sent(request, content, f"{division.title(plan.place.name, plan.year)}.xlsx", XLSX)


@require_role(User.Role.ECOLOGY)
def progress_docx(request: HttpRequest, pk: int) -> HttpResponse:
    plan, on = get_object_or_404(queries.plans(), pk=pk), asked.on(request)
    items = queries.board(plan, person(request), on=on)
    content = papers.progress_docx(plan, items, _sender(person(request), plan.place, on))
    return _sent(request, content, f"{papers.progress_title(plan, on)}.docx", DOCX)


@require_role(User.Role.ECOLOGY)
def reminder_docx(request: HttpRequest, pk: int) -> HttpResponse:
    """A reminder, or with ``?kind=supervision`` a letter of supervision about what is overdue."""
    party, on, user = get_object_or_404(Party, pk=pk), asked.on(request), person(request)
    supervising = request.GET.get("kind") == "supervision"
    wanted = (State.OVERDUE,) if supervising else (State.OVERDUE, State.DUE_30)
    year = asked.number(request, "year") or on.year
    items = [item for item in queries.tasks_of(party, user, year=year, on=on) if item.state in wanted]
    if not items:
        messages.info(request, _("没有需要提醒的任务：该单位没有逾期或30日内到期的任务。"))
        return redirect(f"{reverse('body', args=[pk])}?year={year}&on={on:%Y-%m-%d}")
    sender = _sender(user, items[0].clause.plan.place, on)
    content = papers.reminder_docx(party.name, items, sender, supervising=supervising)
    return _sent(request, content, f"{'督办函' if supervising else '提醒函'}_{party.name}_{on:%Y%m%d}.docx", DOCX)


@require_role(User.Role.ECOLOGY)
def plan_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The plan document as it was loaded."""
    plan = get_object_or_404(Plan.objects.select_related("file").defer("reading", "source"), pk=pk)
    audit.record("plan.download", plan.file.name, by=person(request), plan=plan.pk)
    return FileResponse(plan.file.content.open(), as_attachment=True, filename=plan.file.name)


def _sender(user: User, place: Place, on: date) -> Sender:
    """The office of the account; where it has none, left to fill in."""
    return Sender(user.party.name if user.party else f"{place.name}生态环境主管部门", on)


def _sent(request: HttpRequest, content: bytes, name: str, kind: str) -> HttpResponse:
    audit.record("paper.download", name, by=person(request), path=request.get_full_path())
    return attachment(content, name, kind)
