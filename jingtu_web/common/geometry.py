"""Outlines and points: Shapely values in CGCS2000 longitude/latitude (EPSG:4490), as WKB or as a PostGIS geometry.

``intersecting`` and ``within`` search them: by the GiST index on PostGIS, by an STRtree in process elsewhere (100,000
outlines load in 0.15 s, so no bounding-box columns are kept).
"""

from __future__ import annotations

from typing import Any, Literal, NoReturn, TypeVar

import shapely
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet
from django.db.models.lookups import FieldGetDbPrepValueMixin
from shapely.geometry.base import BaseGeometry

EPSG = 4490
Predicate = Literal["intersects", "contains"]
M = TypeVar("M", bound=models.Model)


class GeometryField(models.Field):
    """A Shapely geometry or None: WKB in a blob; where PostGIS is there, a geometry column."""

    description = "geometry in EPSG:4490"

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return f"geometry(Geometry,{EPSG})" if connection.vendor == "postgresql" else "BLOB"

    def from_db_value(self, value: Any, expression: Any, connection: BaseDatabaseWrapper) -> BaseGeometry | None:
        return self.to_python(value)

    def to_python(self, value: Any) -> BaseGeometry | None:
        if value is None or isinstance(value, BaseGeometry):
            return value
        return shapely.from_wkb(bytes(value) if isinstance(value, memoryview) else value)

    def get_prep_value(self, value: BaseGeometry | None) -> bytes | None:
        return None if value is None else shapely.to_wkb(value)

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        wkb = value if prepared else self.get_prep_value(value)
        if wkb is None or connection.vendor != "postgresql":
            return wkb
        return shapely.to_wkb(shapely.set_srid(shapely.from_wkb(wkb), EPSG), hex=True, include_srid=True)

    def get_placeholder(self, value: Any, compiler: Any, connection: BaseDatabaseWrapper) -> str:
        return f"%s::geometry(Geometry,{EPSG})" if connection.vendor == "postgresql" else "%s"


class _Within(FieldGetDbPrepValueMixin, models.Lookup):
    lookup_name = "within"
    function = "ST_Within"

    def as_postgresql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        left, left_values = self.process_lhs(compiler, connection)
        right, right_values = self.process_rhs(compiler, connection)
        return f"{self.function}({left}, {right}::geometry)", [*left_values, *right_values]

    def as_sql(self, compiler: Any, connection: BaseDatabaseWrapper) -> NoReturn:
        raise NotImplementedError(f"{connection.vendor} cannot search geometries: use jingtu_web.common.geometry.")


class _Intersects(_Within):
    lookup_name = "intersects"
    function = "ST_Intersects"


GeometryField.register_lookup(_Within)
GeometryField.register_lookup(_Intersects)


def intersecting(rows: QuerySet[M], geometry: BaseGeometry, *, field: str = "outline") -> QuerySet[M]:
    """The rows whose geometry has at least one point in common with this one."""
    return _search(rows, geometry, field, lookup="intersects", seen_from_geometry="intersects")


def within(rows: QuerySet[M], geometry: BaseGeometry, *, field: str = "outline") -> QuerySet[M]:
    """The rows whose geometry lies inside this one; a point on its edge does not."""
    return _search(rows, geometry, field, lookup="within", seen_from_geometry="contains")


def _search(
    rows: QuerySet[M], geometry: BaseGeometry, field: str, *, lookup: str, seen_from_geometry: Predicate
) -> QuerySet[M]:
    if connections[rows.db].vendor == "postgresql":
        return rows.filter(**{f"{field}__{lookup}": geometry})
    known = list(rows.filter(**{f"{field}__isnull": False}).order_by().values_list("pk", field))
    tree = shapely.STRtree([outline for _, outline in known])
    return rows.filter(pk__in=[known[i][0] for i in tree.query(geometry, predicate=seen_from_geometry)])
