"""Safe opening: what a file is, decided by its content, before anything is unpacked or run.

Nothing is ever extracted to disk and no macro is ever run. A file that cannot be used is refused with the step that
helps, usually *save as*.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Collection
from enum import StrEnum
from pathlib import Path

from jingtu.problems import Problem, Refused, Where, attention, error

SIZE_LIMIT = 50 * 1024 * 1024
"""Largest file that is read. [byte]"""
UNPACKED_LIMIT = 1024 * 1024 * 1024
"""Largest sum of unpacked sizes inside a zip-based file (xlsx, docx). [byte]"""
ENTRY_LIMIT = 10_000
"""Most entries inside a zip-based file."""
RATIO_LIMIT = 300
"""Strongest compression of one entry; office files reach about 100. Looked at from RATIO_FROM bytes on."""
RATIO_FROM = 16 * 1024 * 1024


class Kind(StrEnum):
    """What a file is, by its content."""

    XLSX = "xlsx"
    XLS = "xls"
    DOCX = "docx"
    PDF = "pdf"
    PARQUET = "parquet"
    SHAPES = "zip-shapefile"
    SHP = "shp"
    GPKG = "gpkg"
    GEOJSON = "geojson"
    KML = "kml"
    KMZ = "kmz"
    TEXT = "text"


SUFFIXES = {
    Kind.XLSX: {".xlsx", ".xlsm"},
    Kind.XLS: {".xls"},
    Kind.DOCX: {".docx", ".docm"},
    Kind.PDF: {".pdf"},
    Kind.PARQUET: {".parquet", ".pq"},
    Kind.SHAPES: {".zip"},
    Kind.SHP: {".shp"},
    Kind.GPKG: {".gpkg"},
    Kind.GEOJSON: {".geojson", ".json"},
    Kind.KML: {".kml"},
    Kind.KMZ: {".kmz"},
    Kind.TEXT: {".csv", ".tsv", ".txt", ".tab", ".md"},
}
# Extension -> what to save as instead: formats that office programs write but nobody else reads reliably.
SAVE_AS = {
    ".doc": "docx",
    ".wps": "docx",
    ".wpt": "docx",
    ".rtf": "docx",
    ".odt": "docx",
    ".et": "xlsx",
    ".ett": "xlsx",
    ".xlsb": "xlsx",
    ".ods": "xlsx",
    ".dps": "pdf",
    ".ppt": "pdf",
    ".pptx": "pdf",
}
OLE = bytes.fromhex("D0CF11E0A1B11AE1")
SHP_CODE = b"\x00\x00\x27\x0a" + bytes(20)
"""The file code of a shapefile and its five unused integers."""
SQLITE = b"SQLite format 3\x00"
# Leading bytes -> message: recognised, but not something to read.
ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08")
PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
PROGRAMS = (b"MZ", b"\x7fELF")
# A name inside the zip -> kind of office file.
ZIP_MARKS = {"xl/workbook.xml": Kind.XLSX, "word/document.xml": Kind.DOCX}
ZIP_SAVE_AS = {"xl/workbook.bin": "xlsx", "content.xml": "xlsx / docx", "ppt/presentation.xml": "pdf"}
# Stream names inside an OLE file, as they stand in its directory (UTF-16).
OLE_SAVE_AS = {"WordDocument": "docx", "PowerPoint Document": "pdf"}


def check(path: Path | str, *, kinds: Collection[Kind], most_bytes: int = SIZE_LIMIT) -> Kind:
    """What the file is, if it may be opened, is one of ``kinds`` and not larger than ``most_bytes``.

    Raises
    ------
    Refused
        If the file is missing, empty, too large, encrypted, damaged, a zip bomb, in a format that must be saved as
        another first, or of a kind that is not asked for here.
    """
    path = Path(path)
    _refuse_by_name(path)
    _refuse_by_size(path, most_bytes)
    kind = _kind(path)
    if kind not in kinds:
        raise _refused("kind_not_here", path, kind=kind, wanted=_names(kinds))
    return kind


def remarks(path: Path | str, kind: Kind) -> list[Problem]:
    """What is to be said about a file that :func:`check` let in: a misleading extension, macros."""
    path = Path(path)
    where = Where(file=path.name)
    found = []
    if path.suffix.lower() not in SUFFIXES[kind]:
        found.append(attention("intake.suffix_differs", where, suffix=path.suffix or "—", kind=kind))
    if kind in (Kind.XLSX, Kind.DOCX) and _has_macros(path):
        found.append(attention("intake.macros_ignored", where))
    return found


def _names(kinds: Collection[Kind]) -> str:
    return " / ".join(kind.value for kind in Kind if kind in kinds)


def _refused(code: str, path: Path, **values: object) -> Refused:
    return Refused(error(f"intake.{code}", Where(file=path.name), **values))


def _refuse_by_name(path: Path) -> None:
    if not path.is_file():
        raise _refused("file_missing", path)
    target = SAVE_AS.get(path.suffix.lower())
    if target is not None:
        raise _refused("save_as", path, suffix=path.suffix.lower(), target=target)


def _refuse_by_size(path: Path, most: int) -> None:
    size = path.stat().st_size
    if size == 0:
        raise _refused("file_empty", path)
    if size > most:
        raise _refused("file_too_large", path, size=f"{size / 2**20:.1f}", limit=most // 2**20)


def _kind(path: Path) -> Kind:
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith(b"PK\x03\x04"):
        return _zip_kind(path)
    if head.startswith(OLE):
        return _ole_kind(path)
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    if head.startswith(b"PAR1"):
        return Kind.PARQUET
    drawn = _outline_kind(head)
    if drawn is not None:
        return drawn
    _refuse_by_head(path, head)
    return Kind.TEXT


def _outline_kind(head: bytes) -> Kind | None:
    """Files of outlines that are no archive. What calls itself KML may hold a web page in a description."""
    if head.startswith(SQLITE):
        return Kind.GPKG
    if head.startswith(SHP_CODE):
        return Kind.SHP
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"{") and b'"type"' in start:
        return Kind.GEOJSON
    if start.startswith((b"<?xml", b"<kml")) and b"<kml" in start:
        return Kind.KML
    return None


def _refuse_by_head(path: Path, head: bytes) -> None:
    """Refuse what is no text: archives, pictures, programs, web pages that call themselves workbooks."""
    if head.startswith((*ARCHIVES, b"PK\x05\x06")):
        raise _refused("archive", path)
    if head.startswith(PICTURES):
        raise _refused("picture", path)
    if head.startswith(PROGRAMS) or _looks_binary(head):
        raise _refused("not_recognised", path)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    web = start.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"mime-version:")) or b"<html" in start
    if web or (b"<?mso-application" in start and start.startswith(b"<?xml")):
        raise _refused("web_page", path)
    if start.startswith(b"{\\rtf"):
        raise _refused("save_as", path, suffix="rtf", target="docx")


def _looks_binary(head: bytes) -> bool:
    """NUL bytes without the regularity of UTF-16 text, or many control characters."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    if 0 in head:
        return max(head[0::2].count(0), head[1::2].count(0)) < 0.2 * (len(head) / 2)
    control = sum(1 for byte in head if byte < 32 and byte not in b"\t\n\r\f\x1a\x1b")
    return control > 0.05 * len(head)


def _ole_kind(path: Path) -> Kind:
    """Old binary office files, and new ones behind a password, share one container."""
    data = path.read_bytes()

    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if holds("EncryptionInfo") or holds("EncryptedPackage"):
        raise _refused("encrypted", path)
    for stream, target in OLE_SAVE_AS.items():
        if holds(stream):
            raise _refused("save_as", path, suffix=path.suffix.lower() or "OLE", target=target)
    if holds("Workbook") or holds("Book"):
        return Kind.XLS
    raise _refused("not_recognised", path)


def _zip_kind(path: Path) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _refuse_bomb(path, entries)
            names = {entry.filename for entry in entries}
            kind = _drawn_kind(names) or _office_kind(path, names)
            _refuse_damaged(path, archive, entries)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, OSError) as reason:
        raise _refused("damaged", path) from reason
    return kind


def _drawn_kind(names: set[str]) -> Kind | None:
    endings = {Path(name).suffix.lower() for name in names}
    if ".shp" in endings:
        return Kind.SHAPES
    return Kind.KMZ if ".kml" in endings else None


def _office_kind(path: Path, names: set[str]) -> Kind:
    for mark, kind in ZIP_MARKS.items():
        if mark in names:
            return kind
    for mark, target in ZIP_SAVE_AS.items():
        if mark in names:
            raise _refused("save_as", path, suffix=path.suffix.lower(), target=target)
    if "[Content_Types].xml" in names:
        raise _refused("damaged", path)
    raise _refused("archive", path)


def _refuse_bomb(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    total = sum(entry.file_size for entry in entries)
    ratio = max((e.file_size / max(e.compress_size, 1) for e in entries if e.file_size > RATIO_FROM), default=0)
    if len(entries) > ENTRY_LIMIT or total > UNPACKED_LIMIT or ratio > RATIO_LIMIT:
        raise _refused("zip_bomb", path, total=f"{total / 2**20:.0f}", limit=UNPACKED_LIMIT // 2**20)


def _refuse_damaged(path: Path, archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """Unpack every entry once in memory, piece by piece: sizes that lie and bytes that are wrong end here.

    Sheets are left to :mod:`jingtu.intake.sheets`, which looks through every one in the same way before it is read.
    """
    for entry in entries:
        if entry.flag_bits & 1:
            raise _refused("encrypted", path)
        if entry.filename.startswith("xl/worksheets/"):
            continue
        with archive.open(entry) as stream:
            while stream.read(1 << 20):
                pass


def _has_macros(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        return any(name.lower().endswith("vbaproject.bin") for name in archive.namelist())
