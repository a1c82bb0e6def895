"""Outlines and points: Shapely values in CGCS2000 longitude/latitude (EPSG:4490), as WKB or as a PostGIS geometry."""

from __future__ import annotations

from typing import Any

import shapely
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from shapely.geometry.base import BaseGeometry

EPSG = 4490


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
