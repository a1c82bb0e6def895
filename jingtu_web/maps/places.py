"""Outlines of places, and the lines a county draws beneath them. Everybody may see these."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

import orjson
import shapely
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.views.decorators.http import require_GET

from jingtu_web.common.models import Place

GEOJSON = "application/geo+json"
DECIMALS = 6  # of a degree: about 0.1 m
BASE = "base.geojson"  # in JINGTU_HOME: rivers, roads, as the county likes


@require_GET
def places(request: HttpRequest) -> HttpResponse:
    drawn = Place.objects.exclude(outline=None).only("code", "name", "level", "outline")
    return collection(request, (_place(place) for place in drawn))


@require_GET
def base(request: HttpRequest) -> HttpResponse:
    path = settings.HOME / BASE
    return answer(request, path.read_bytes()) if path.is_file() else collection(request, ())


def collection(request: HttpRequest, features: Iterable[dict[str, Any]]) -> HttpResponse:
    return answer(request, orjson.dumps({"type": "FeatureCollection", "features": list(features)}))


def answer(request: HttpRequest, body: bytes) -> HttpResponse:
    """The layer, or 304 where the browser holds it already. Kept by nobody between: roles see different things."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    same = request.headers.get("If-None-Match") == tag
    response = HttpResponseNotModified() if same else HttpResponse(body, content_type=GEOJSON)
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def feature(geometry: dict[str, Any], **properties: object) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def point(lon: float, lat: float) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [round(lon, DECIMALS), round(lat, DECIMALS)]}


def centre(place: Place) -> dict[str, Any]:
    """Some point well inside the outline."""
    inside = shapely.point_on_surface(place.outline)
    return point(inside.x, inside.y)


def _place(place: Place) -> dict[str, Any]:
    outline = orjson.loads(shapely.to_geojson(shapely.set_precision(place.outline, 10.0**-DECIMALS)))
    at = centre(place)["coordinates"]
    return feature(outline, code=place.code, name=place.name, level=place.level, centre=at)
