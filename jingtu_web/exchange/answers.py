"""A file as the answer to a request."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UNFIT = str.maketrans(dict.fromkeys('\\/:*?"<>|\r\n\t', "_"))


def attachment(content: bytes, name: str, kind: str) -> HttpResponse:
    """A download under a Chinese name (RFC 5987), without characters a file system refuses."""
    header = content_disposition_header(True, name.translate(UNFIT))
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": header or "attachment"})
