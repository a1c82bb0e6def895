"""Measurements: results against limits as table, map and chart; single points for those who may see them."""

from __future__ import annotations

from typing import Any

import orjson
import polars as pl
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from jingtu.assessment.compare import Assessment
from jingtu.assessment.lines import MEDIA
from jingtu.assessment.matching import with_factor
from jingtu.assessment.verdicts import EXCEEDS, NOT_COMPARED, Reason, Verdict
from jingtu_web.common.models import Place, User
from jingtu_web.common.scope import person, require_role, visible_places
from jingtu_web.deliveries import queries as deliveries
from jingtu_web.deliveries.models import Delivery
from jingtu_web.desk import asked, measured_query
from jingtu_web.desk.measured_query import FOR_ALL, VIEWS, Asked
from jingtu_web.desk.measured_words import FACES, STANDARDS, named, substance_name
from jingtu_web.maps import measured
from jingtu_web.maps.places import collection
from jingtu_web.registers.samples import queries
from jingtu_web.registers.samples.models import Medium
from jingtu_web.registers.samples.queries import Scope

PER_PAGE = 50
VIEW_NAMES = {
    "samples": gettext_lazy("样品判定"),
    "results": gettext_lazy("结果判定"),
    "summary": gettext_lazy("统计汇总"),
    "not_compared": gettext_lazy("未比较"),
}


@require_GET
def measurements(request: HttpRequest) -> HttpResponse:
    want = measured_query.read(request)
    results = want.results()
    samples = queries.by_sample(results)
    assessment = want.assessment()
    views = {"samples": samples, "results": results}
    views |= {"summary": assessment.summary, "not_compared": assessment.not_compared}
    table = _narrowed(want, views[want.view])
    page = Paginator(range(len(table)), PER_PAGE).get_page(request.GET.get("page"))
    first = page.object_list[0] if len(page.object_list) else 0
    shown = {
        "want": want,
        "counts": _counts(samples),
        "not_compared": _without_limit(want, assessment),
        "page": page,
        "rows": table[first : first + PER_PAGE].to_dicts(),
        "choices": _choices(request, want),
        "charted": _charted(want, results),
        "query": asked.without(request, "page"),
        "tab_query": asked.without(request, "page", "view"),
        "stat_query": asked.without(request, "page", "verdict", "view"),
        "layer_query": asked.without(request, "page", "view"),
        "chart_query": asked.without(request, "page", "view", "verdict", "substance"),
        "views": [(view, VIEW_NAMES[view]) for view in (VIEWS if want.exact else FOR_ALL)],
        **_for_scripts(),
    }
    return render(request, "desk/measurements.html", shown)


def _for_scripts() -> dict[str, str]:
    """What map and chart need to say, as JSON for their data attributes."""
    words = {
        "map_faces": {str(verdict): face for verdict, face in FACES.items()},
        "map_words": {"samples": _("样品数"), "exceeding": _("超标"), "undecided": _("无法判定")},
        "map_locale": {
            "NavigationControl.ZoomIn": _("放大"),
            "NavigationControl.ZoomOut": _("缩小"),
            "Popup.Close": _("关闭"),
            "Map.Title": _("地图"),
            "ScaleControl.Meters": "m",
            "ScaleControl.Kilometers": "km",
        },
        "chart_words": {
            "detected": _("检出"),
            "nondetect": _("未检出（按检出限）"),
            "all": _("累积比例"),
            "share": _("累积比例（%）"),
            "count": _("结果数"),
            "screening": _("筛选值"),
            "intervention": _("管制值"),
            "limit": _("限值"),
            "comma": _("、"),
        },
    }
    return {name: orjson.dumps(value).decode() for name, value in words.items()}


def _narrowed(want: Asked, frame: pl.DataFrame) -> pl.DataFrame:
    """The rows of a view that the verdict or the substance asked for leaves; what exceeds first in the summary."""
    if want.view in ("samples", "results"):
        return want.with_verdict(frame)
    chosen = _of_substance(want, frame)
    return chosen.sort("exceeding", "substance", descending=[True, False]) if want.view == "summary" else chosen


def _of_substance(want: Asked, frame: pl.DataFrame) -> pl.DataFrame:
    return frame.filter(pl.col("substance") == want.substance) if want.substance else frame


def _without_limit(want: Asked, assessment: Assessment) -> int:
    """How many results were not compared, leaving out those that only serve to choose a limit, such as pH."""
    frame = _of_substance(want, assessment.not_compared)
    return int(frame.filter(pl.col("reason") != Reason.CONDITION_ONLY)["n"].sum())


def _counts(samples: pl.DataFrame) -> dict[str, int]:
    verdict = samples["verdict"]
    return {
        "samples": len(samples),
        "exceeding": int(verdict.is_in(list(EXCEEDS)).sum()),
        "intervention": int((verdict == Verdict.ABOVE_INTERVENTION).sum()),
        "undecided": int((verdict == Verdict.UNDECIDED).sum()),
        "nothing": int((verdict == NOT_COMPARED).sum()),
    }


def _choices(request: HttpRequest, want: Asked) -> dict[str, Any]:
    """What the filters offer: only what occurs among the results this person sees."""
    user = person(request)
    every = queries.standing(queries.scope_of(user))
    places = visible_places(user).filter(level=Place.Level.TOWNSHIP).only("name")
    keys = every["substance"].drop_nulls().unique(maintain_order=True)
    standing = Delivery.State.ACCEPTED
    return {
        "places": places,
        "media": [(key, name) for key, name in Medium.choices if key in set(every["medium"].unique())],
        "land_uses": [(key, name) for key, name in named("land_use").items() if key in set(every["land_use"].unique())],
        "substances": [(key, substance_name(key)) for key in keys],
        "verdicts": named("verdict").items(),
        "standards": [(key, STANDARDS[key]) for key in MEDIA],
        "deliveries": deliveries.deliveries(user).filter(state=standing) if want.exact else [],
    }


def _charted(want: Asked, results: pl.DataFrame) -> str:
    """The substance the chart begins with: the one asked for, else the one that exceeds most often, else any."""
    compared = results.filter(pl.col("substance").is_not_null() & (pl.col("verdict") != NOT_COMPARED))
    by_substance = compared.group_by("substance", maintain_order=True).agg(
        pl.col("verdict").is_in(list(EXCEEDS)).sum().alias("n")
    )
    return want.substance or next(iter(by_substance.sort("n", descending=True)["substance"]), "")


@require_GET
def distribution(request: HttpRequest) -> HttpResponse:
    """The numbers of one substance in the unit of its limits, non-detects at their detection limit, and the limits."""
    want = measured_query.read(request)
    rows = _of_one_standard(want.results()) if want.substance else want.results().head(0)
    nondetect = pl.col("operator") == "<"
    data = {
        "name": substance_name(want.substance) if want.substance else "",
        "edition": next(iter(rows["edition"].drop_nulls()), ""),
        "unit": next(iter(rows["limit_unit"].drop_nulls()), ""),
        "detected": rows.filter(~nondetect)["amount"].sort().to_list(),
        "nondetect": rows.filter(nondetect)["amount"].sort().to_list(),
        "limits": _limits(rows),
    }
    answer = HttpResponse(orjson.dumps(data), content_type="application/json")
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def _of_one_standard(rows: pl.DataFrame) -> pl.DataFrame:
    """Those with a number that were compared under the most frequent standard: limits of others mean other land."""
    at_limit = pl.col("detection_limit") * pl.col("num") / pl.col("den")
    rows = with_factor(rows).with_columns(pl.coalesce("amount", at_limit).alias("amount"))
    numbers = rows.filter(pl.col("amount").is_not_null() & pl.col("edition").is_not_null())
    most = numbers["edition"].value_counts(sort=True)["edition"].head(1)
    return numbers.filter(pl.col("edition").is_in(most.implode()))


def _limits(rows: pl.DataFrame) -> list[dict[str, Any]]:
    kinds = {"limit_screening": "screening", "limit_intervention": "intervention", "limit": "limit"}
    return [
        {"kind": kind, "value": value, "samples": count}
        for column, kind in kinds.items()
        for value, count in rows[column].drop_nulls().value_counts().sort(column).iter_rows()
    ]


@require_GET
@require_role(User.Role.ECOLOGY)
def points_layer(request: HttpRequest) -> HttpResponse:
    want = measured_query.read(request)
    return collection(request, measured.points(want.with_verdict(want.samples())))


@require_GET
def townships_layer(request: HttpRequest) -> HttpResponse:
    want = measured_query.read(request)
    return collection(request, measured.townships(want.samples()))


@require_GET
@require_role(User.Role.ECOLOGY)
def point(request: HttpRequest, pk: int) -> HttpResponse:
    """A point with everything measured there, each result with its verdict."""
    return render(request, "desk/point.html", _point(request, pk))


@require_GET
@require_role(User.Role.ECOLOGY)
def point_brief(request: HttpRequest, pk: int) -> HttpResponse:
    """The same in a few lines, for the map."""
    return render(request, "desk/point_brief.html", _point(request, pk))


def _point(request: HttpRequest, pk: int) -> dict[str, Any]:
    one = get_object_or_404(queries.points(), pk=pk)
    results = queries.judged(Scope(), on=asked.on(request)).filter(pl.col("point_id") == pk)
    samples = queries.by_sample(results)
    by_sample = results.sort("ratio", descending=True, nulls_last=True).partition_by("sample_id", as_dict=True)
    return {
        "point": one,
        "on": asked.on(request),
        "samples": [(sample, by_sample[sample["sample_id"],].to_dicts()) for sample in samples.to_dicts()],
    }
