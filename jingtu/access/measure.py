"""Metres and square metres of outlines in degrees of CGCS2000 (EPSG:4490): geodesic areas, local distances.

Areas are geodesic. Distances and widths are taken in a plane that touches the ellipsoid where the outline lies: over
the few hundred metres that matter the error is under a millimetre per metre.
"""

from __future__ import annotations

from math import cos, pi, radians, sin, sqrt

import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

# CGCS2000 has the semi-major axis and the flattening of GRS 80.
GEOD = pyproj.Geod(ellps="GRS80")
SEMI_MAJOR = GEOD.a
ECCENTRICITY_SQUARED = GEOD.es
Scale = tuple[float, float]


def area(outline: BaseGeometry) -> float:
    """Geodesic area of all polygons of a geometry, holes left out. [m²] Lines and points have none."""
    if outline.geom_type == "Polygon" and not len(outline.interiors):
        return _ring_area(outline)
    return sum(_polygon_area(part) for part in shapely.get_parts(outline) if part.geom_type == "Polygon")


def polygons(geometry: BaseGeometry) -> BaseGeometry:
    """The polygons of a geometry, without the lines and points that an intersection may leave."""
    if geometry.geom_type in ("Polygon", "MultiPolygon"):
        return geometry
    parts = [part for part in shapely.get_parts(shapely.get_parts(geometry)) if part.geom_type == "Polygon"]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def apart(one: BaseGeometry, other: BaseGeometry) -> float:
    """Geodesic distance of two points. [m]"""
    (lon, lat), (other_lon, other_lat) = shapely.get_coordinates([one, other])
    return float(GEOD.inv(lon, lat, other_lon, other_lat)[2])


def scale_at(latitude: float) -> Scale:
    """Metres in a degree of longitude and of latitude, at a latitude in degrees."""
    phi = radians(latitude)
    bend = 1 - ECCENTRICITY_SQUARED * sin(phi) ** 2
    per_degree = SEMI_MAJOR * pi / 180
    return per_degree * cos(phi) / sqrt(bend), per_degree * (1 - ECCENTRICITY_SQUARED) / bend**1.5


def in_metres(outlines: BaseGeometry | NDArray[np.object_], scale: Scale) -> NDArray[np.object_] | BaseGeometry:
    """Outlines in a local plane, so that lengths are metres."""
    return shapely.transform(outlines, lambda points: points * scale)


def width(outline: BaseGeometry) -> float:
    """Diameter of the largest circle that fits into an outline in metres. [m]"""
    return 2 * float(shapely.length(shapely.maximum_inscribed_circle(outline)))


def least_width(outline: BaseGeometry) -> float:
    """A width in metres that the outline surely reaches somewhere: twice its area over its perimeter. [m]

    No point inside lies farther from the edge than the inscribed circle's radius r, so the area is at most r times the
    perimeter.
    """
    around = float(shapely.length(outline))
    return 2 * float(shapely.area(outline)) / around if around else 0.0


def _polygon_area(polygon: BaseGeometry) -> float:
    return _ring_area(polygon.exterior) - sum(map(_ring_area, polygon.interiors))


def _ring_area(ring: BaseGeometry) -> float:
    """Geodesic area inside one ring, whichever way round; an empty one has none. [m²]"""
    points = shapely.get_coordinates(ring)
    return abs(float(GEOD.polygon_area_perimeter(points[:, 0], points[:, 1])[0]))
