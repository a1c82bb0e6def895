"""Shapefiles, GeoPackages, GeoJSON and KML: every layer, its rows and shapes as delivered.

The parts of a shapefile are handed to GDAL in memory under plain names: names in archives may be in any encoding, and
nothing is unpacked to disk.
"""

from __future__ import annotations

import io
import math
import re
import struct
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError

from jingtu.intake import outline_roles
from jingtu.intake.opening import SHP_CODE, Kind
from jingtu.intake.outline_rows import Batch, OutlineOptions, Record, no_shapes
from jingtu.problems import Problem, Refused, Where, attention, error

PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
MOST_BYTES = 400 * 2**20
"""Most that the parts of one shapefile may unpack to. [byte]"""
SHP_HEAD = 100
FIELD = 32
"""Bytes of the head of a .dbf and of each field that follows it."""
MOST_FAULTS = 0.2
"""Share of the bytes beyond ASCII that may be faults in UTF-8 (names cut in mid-character)."""
FAILS = (DataSourceError, DataLayerError, ValueError, RuntimeError, UnicodeDecodeError, shapely.errors.ShapelyError)
"""What GDAL's bindings raise for files they cannot read."""


@dataclass(frozen=True, slots=True)
class Source:
    """One data source for GDAL: its bytes or path, where to read it, how its texts are encoded."""

    where: Where
    data: Any
    encoding: str | None = None
    crs: str | None = None
    shortened: bool = False


def read_layers(path: Path, kind: Kind, options: OutlineOptions) -> tuple[list[Batch], list[Problem]]:
    """Every layer of a file of outlines as a batch, and the problems of the file as a whole.

    Raises
    ------
    Refused
        If the file cannot be read.
    """
    problems: list[Problem] = []
    try:
        found = list(sources(path, kind, problems))
        batches = [batch for source in found for batch in _batches(source, options, problems)]
    except (*FAILS, zipfile.BadZipFile, struct.error) as reason:
        raise Refused(error("outlines.layer_unreadable", Where(file=path.name), reason=str(reason)[:200])) from reason
    if not batches:
        problems.append(error("outlines.no_layers", Where(file=path.name)))
    if len(found) > 1:
        listed = "、".join(source.where.sheet for source in found)
        problems.append(attention("outlines.several_layers", Where(file=path.name), layers=listed))
    return batches, problems


def sources(path: Path, kind: Kind, problems: list[Problem]) -> Iterator[Source]:
    """What GDAL is to read of a file: one source for each shapefile or KML in an archive, else the file itself."""
    where = Where(file=path.name)
    if kind is Kind.SHAPES:
        yield from _zipped(path, problems)
    elif kind is Kind.SHP:
        siblings = {part.suffix.lower(): part for part in path.parent.glob(f"{_literal(path.stem)}.*")}
        parts = {suffix: siblings[suffix].read_bytes() for suffix in PARTS if suffix in siblings}
        yield _shapefile(where, parts, problems)
    elif kind is Kind.KMZ:
        with zipfile.ZipFile(path) as archive:
            for name in _named(archive, ".kml"):
                yield Source(Where(file=path.name, sheet=name), archive.read(name))
    else:
        yield Source(where, path)


def _literal(text: str) -> str:
    """A file name in which glob finds nothing to expand."""
    return re.sub(r"([*?\[])", r"[\1]", text)


def _named(archive: zipfile.ZipFile, suffix: str) -> list[str]:
    """Entries with an ending; what a Mac packs beside every file is none."""
    names = [name for name in archive.namelist() if name.lower().endswith(suffix)]
    return [name for name in names if not name.startswith("__MACOSX/") and PurePosixPath(name).name[:2] != "._"]


# ---------------------------------------------------------------- shapefiles


def _zipped(path: Path, problems: list[Problem]) -> Iterator[Source]:
    with zipfile.ZipFile(path) as archive:
        names = {name.lower(): name for name in archive.namelist()}
        for shape in _named(archive, ".shp"):
            stem = shape[: -len(".shp")].lower()
            entries = {suffix: names[stem + suffix] for suffix in PARTS if stem + suffix in names}
            where = Where(file=path.name, sheet=_readable(archive.getinfo(shape)))
            if sum(archive.getinfo(entry).file_size for entry in entries.values()) > MOST_BYTES:
                raise Refused(error("outlines.layer_too_large", where, limit=MOST_BYTES // 2**20))
            yield _shapefile(where, {suffix: archive.read(entry) for suffix, entry in entries.items()}, problems)


def _readable(entry: zipfile.ZipInfo) -> str:
    """The name of an entry; names without the UTF-8 flag come from Chinese Windows."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return entry.filename


def _shapefile(where: Where, parts: dict[str, bytes], problems: list[Problem]) -> Source:
    if not parts[".shp"].startswith(SHP_CODE):
        raise Refused(error("outlines.layer_unreadable", where, reason=".shp"))
    if ".dbf" not in parts:
        problems.append(attention("outlines.no_dbf", where))
    if ".shx" not in parts:
        parts[".shx"] = _index_of(parts[".shp"])
        problems.append(attention("outlines.no_shx", where))
    declared = parts.pop(".prj", b"").decode("utf-8", "replace").strip()
    encoding = _dbf_encoding(parts.get(".dbf", b""))
    parts[".cpg"] = encoding.encode()
    if ".dbf" in parts:
        parts[".dbf"] = _with_whole_names(parts[".dbf"], encoding)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for suffix, data in parts.items():
            archive.writestr(f"layer{suffix}", data)
    return Source(where, packed.getvalue(), encoding, declared or None, shortened=True)


def _index_of(shp: bytes) -> bytes:
    """The index (.shx) that belongs to a main file: offset and length of every record, in words of two bytes."""
    records, at = [], SHP_HEAD
    while at + 8 <= len(shp):
        length = struct.unpack(">i", shp[at + 4 : at + 8])[0]
        if length <= 0 or at + 8 + 2 * length > len(shp):
            break
        records.append(struct.pack(">ii", at // 2, length))
        at += 8 + 2 * length
    size = struct.pack(">i", (SHP_HEAD + 8 * len(records)) // 2)
    return shp[:24] + size + shp[28:SHP_HEAD] + b"".join(records)


def _dbf_encoding(dbf: bytes) -> str:
    """UTF-8, or GB18030 where the names and texts read as UTF-8 are full of faults: what .cpg says is often wrong."""
    letters = dbf[32:]
    if letters.isascii():
        return "UTF-8"
    faults = letters.decode("utf-8", "replace").count("\ufffd")
    many = sum(1 for byte in letters if byte > 127)
    return "UTF-8" if faults <= MOST_FAULTS * many else "GB18030"


def _with_whole_names(dbf: bytes, encoding: str) -> bytes:
    """The table with no half characters at the end of its field names, which the format cuts after ten bytes."""
    head = bytearray(dbf)
    end = min(struct.unpack("<H", dbf[8:10])[0], len(dbf))
    for at in range(FIELD, end - FIELD + 1, FIELD):
        name = bytes(head[at : at + 11]).split(b"\0")[0]
        head[at : at + 11] = name.decode(encoding, "ignore").encode(encoding).ljust(11, b"\0")
    return bytes(head)


# ---------------------------------------------------------------- layers


def _batches(source: Source, options: OutlineOptions, problems: list[Problem]) -> Iterator[Batch]:
    with warnings.catch_warnings(record=True) as remarks:
        warnings.simplefilter("always")
        yield from _read(source, options, problems)
    said = dict.fromkeys(str(remark.message)[:200] for remark in remarks)
    problems += [attention("outlines.layer_remark", source.where, remark=remark) for remark in said]


def _read(source: Source, options: OutlineOptions, problems: list[Problem]) -> Iterator[Batch]:
    layers = layer_names(source, problems)
    if len(layers) > 1:
        problems.append(attention("outlines.several_layers", source.where, layers="、".join(layers)))
    for name in layers:
        where = source.where if len(layers) == 1 else Where(source.where.file, name)
        found = pyogrio.raw.read(source.data, layer=name, encoding=source.encoding, datetime_as_string=True)
        yield _batch(where, source, found, options, problems)


def layer_names(source: Source, problems: list[Problem]) -> list[str]:
    """Layers of a source, those without shapes left out and said."""
    listed = [(str(name), kind is not None) for name, kind in pyogrio.list_layers(source.data)]
    bare = [name for name, shaped in listed if not shaped]
    if bare and len(bare) < len(listed):
        # Drawing programs keep their styles in tables beside the layers.
        problems.append(attention("outlines.layer_without_shapes", source.where, layers="、".join(bare)))
        listed = [one for one in listed if one[1]]
    return [name for name, _ in listed]


def _batch(where: Where, source: Source, found: Any, options: OutlineOptions, problems: list[Problem]) -> Batch:
    meta, _, geometry, columns = found
    heads = [str(name) for name in meta["fields"]]
    roles = outline_roles.assign(heads, options.roles, shortened=source.shortened)
    unknown = [head for head, role in zip(heads, roles, strict=True) if not role]
    if unknown:
        problems.append(attention("outlines.columns_not_known", where, columns="、".join(unknown[:20])))
    texts = [_texts(column) for column in columns]
    count = len(geometry) if geometry is not None else len(texts[0]) if texts else 0
    rows = [_record(where, number, heads, roles, [column[number] for column in texts]) for number in range(count)]
    shapes = no_shapes(count) if geometry is None else shapely.from_wkb(geometry, on_invalid="fix")
    declared = source.crs or meta.get("crs")
    return Batch(where, rows, np.array(shapes, dtype=object), crs=declared)


def _record(where: Where, number: int, heads: Sequence[str], roles: Sequence[str], texts: Sequence[str]) -> Record:
    values: Mapping[str, str] = {role: text for role, text in zip(roles, texts, strict=True) if role and text}
    others = {head: text for head, role, text in zip(heads, roles, texts, strict=True) if not role and text}
    return Where(where.file, where.sheet, line=number + 1), values, others


def _texts(column: Any) -> list[str]:
    """A column as text: whole numbers without a decimal point, nothing for what is empty."""
    return [_text(value) for value in column.tolist()]


def _text(value: object) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value).strip()
