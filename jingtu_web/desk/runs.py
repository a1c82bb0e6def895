"""Calculations: the list, a new one, its page while it is computed and after."""

from __future__ import annotations

import tempfile
from pathlib import Path
from uuid import UUID

import orjson
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from jingtu.problems import Refused
from jingtu_web.common.models import User
from jingtu_web.common.scope import person, require_role
from jingtu_web.deliveries.told import from_json
from jingtu_web.desk import asked, runs_areas, runs_shown, runs_spatial
from jingtu_web.desk.deliveries import written
from jingtu_web.desk.problem_groups import grouped, language
from jingtu_web.desk.runs_form import FILE, SEED, RunForm
from jingtu_web.desk.runs_words import STATES
from jingtu_web.runs import actions, queries
from jingtu_web.runs.actions import Asked
from jingtu_web.runs.declared import Substances
from jingtu_web.runs.kinds import BY_KEY, KINDS
from jingtu_web.runs.models import Run
from jingtu_web.runs.rows import NOTHING, Input, from_file, from_register
from jingtu_web.runs.units import from_file_with_units, with_units

PER_PAGE = 30
Role = User.Role


@require_GET
@require_role(Role.ECOLOGY)
def runs(request: HttpRequest) -> HttpResponse:
    kind, state = request.GET.get("kind", ""), request.GET.get("state", "")
    found = queries.runs(person(request))
    if kind in BY_KEY:
        found = found.filter(kind=kind)
    if state in Run.State.values:
        found = found.filter(state=state)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    titles = {one.key: one.title for one in KINDS}
    shown = {
        "page": page,
        "listed": [(one, titles.get(one.kind, one.kind), STATES[one.state]) for one in page],
        "kinds": titles.items(),
        "states": Run.State.choices,
        "kind": kind,
        "state": state,
        "query": asked.without(request, "page"),
    }
    return render(request, "desk/runs.html", shown)


@require_GET
@require_role(Role.ECOLOGY)
def run_new(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/run_new.html", {"kinds": KINDS})


@require_role(Role.ECOLOGY)
def run_start(request: HttpRequest, kind: str) -> HttpResponse:
    wanted = BY_KEY.get(kind)
    if wanted is None:
        raise Http404
    form = RunForm(wanted, person(request), request.POST or None, request.FILES or None)
    shown = {"form": form, "kind": wanted, "feeds": wanted.substances is not Substances.NONE}
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("run", _started(request, form).pk)
        except Refused as refused:
            shown["refused"] = grouped(refused.problems)
            return render(request, "desk/run_start.html", shown, status=400)
    return render(request, "desk/run_start.html", shown, status=400 if form.errors else 200)


def _started(request: HttpRequest, form: RunForm) -> Run:
    given = form.cleaned_data
    on = given.get("on") or asked.today()
    source = _input(request, form) if form.kind.substances is not Substances.NONE else NOTHING
    seed = given.get("seed", SEED) if form.kind.draws else 0
    wanted = Asked(form.kind, given["county"], on, form.settings(), source, seed, given["note"])
    return actions.ask(wanted, by=person(request))


def _input(request: HttpRequest, form: RunForm) -> Input:
    given, wanted = form.cleaned_data, form.narrowed()
    with tempfile.TemporaryDirectory() as folder:
        units = _kept(given.get("units"), Path(folder, "units"))
        if given["source"] != FILE:
            found = from_register(wanted, person(request), inside_only=form.kind.places_needed)
            return with_units(found, units, clean_only=given["clean_only"]) if units else found
        path = written(given["file"], Path(folder))
        if form.kind.units:
            return from_file_with_units(path, wanted, units, on=asked.today(), clean_only=given["clean_only"])
        return from_file(path, wanted, on=asked.today(), clean_only=given["clean_only"])


def _kept(upload: UploadedFile | None, folder: Path) -> Path | None:
    """The file in a folder of its own, as it may have the name of the other one."""
    if upload is None:
        return None
    folder.mkdir()
    return written(upload, folder)


@require_GET
@require_role(Role.ECOLOGY)
def run(request: HttpRequest, pk: UUID) -> HttpResponse:
    one = own(request, pk)
    kind, kept = BY_KEY.get(one.kind), queries.result_of(one)
    shown = {
        "run": one,
        "badge": STATES[one.state],
        "title": kind.title if kind else one.kind,
        "failure": from_json([one.failure])[0] if one.failure else None,
        "settings": runs_shown.settings(kind, one.settings) if kind else [],
        "draws": bool(kind and kind.draws),
        "source": runs_shown.source(one),
        "said": runs_shown.said(one),
        "compared": queries.compared(one),
        "repeats": one.repeats.order_by("asked_at"),
        "language": language(),
    }
    if kept:
        shown |= {
            "facts": runs_shown.facts(kept),
            "charts": runs_shown.charts(kept),
            "tables": runs_shown.other_tables(kept),
            "remarks": kept.remarks,
            "surface": kept.surface,
            "proposed": runs_spatial.PROPOSED in kept.tables,
            "layers": runs_shown.layers(kept),
            "located": one.rows_id is not None,
            "units_drawn": runs_areas.drawn(kept),
            "map_locale": runs_shown.map_locale(),
            "map_classes": orjson.dumps(runs_shown.classes(kept)).decode(),
        }
    return render(request, "desk/run.html", shown)


@require_GET
@require_role(Role.ECOLOGY)
def run_state(request: HttpRequest, pk: UUID) -> HttpResponse:
    """State and progress, asked for every second while a run is open; the whole page is loaded anew at its end."""
    one = get_object_or_404(queries.runs(person(request)), pk=pk)
    response = render(request, "desk/run_state.html", {"run": one, "badge": STATES[one.state]})
    if not one.is_open:
        response.headers["HX-Refresh"] = "true"
    return response


@require_POST
@require_role(Role.ECOLOGY)
def run_cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    try:
        actions.cancel(own(request, pk), by=person(request))
        messages.success(request, _("已取消。正在进行的一步完成后停止。"))
    except actions.NotAllowed as refused:
        messages.error(request, refused.problem.text(language()))
    return redirect("run", pk)


@require_POST
@require_role(Role.ECOLOGY)
def run_again(request: HttpRequest, pk: UUID) -> HttpResponse:
    again = actions.run_again(own(request, pk), by=person(request))
    messages.success(request, _("已按原来的数据和参数重新提交。"))
    return redirect("run", again.pk)


def own(request: HttpRequest, pk: UUID) -> Run:
    return get_object_or_404(queries.one(person(request)), pk=pk)
