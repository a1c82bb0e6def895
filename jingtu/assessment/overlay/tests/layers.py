"""Small layers for the tests: rectangles in metres of a zone, written in any system."""

import numpy as np
import pyogrio.raw
import pyproj
import shapely


def box(west, south, east, north, *, epsg=4547, of=4547):
    """A rectangle in metres of ``of``, given in ``epsg``."""
    shape = shapely.box(west, south, east, north)
    if epsg == of:
        return shape
    turn = pyproj.Transformer.from_crs(of, epsg, always_xy=True).transform
    return shapely.transform(shape, lambda places: np.column_stack(turn(places[:, 0], places[:, 1])))


def write(path, shapes, columns=None, *, crs="EPSG:4547"):
    columns = columns or {}
    drivers = {".gpkg": "GPKG", ".shp": "ESRI Shapefile"}
    pyogrio.raw.write(
        path,
        np.array([None if one is None else shapely.to_wkb(one) for one in shapes], dtype=object),
        [np.array(values, dtype=object) for values in columns.values()],
        list(columns),
        driver=drivers[path.suffix],
        geometry_type="Unknown",
        crs=crs,
    )
    return path
