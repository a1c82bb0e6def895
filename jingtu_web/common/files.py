"""Files as they arrived: kept once by their content, under a name that nobody outside chose."""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePath

from django.core.files.base import ContentFile

from jingtu_web.common.models import StoredFile

REFUSED_BY_WINDOWS = re.compile(r'[<>:"|?*]')
LONGEST_NAME = 200  # bytes; file systems take 255


def keep(name: str, content: bytes) -> StoredFile:
    """Store a file, or return the one that already has this content. Call it inside the act's transaction."""
    sha256 = hashlib.sha256(content).hexdigest()
    if known := StoredFile.objects.filter(sha256=sha256).first():
        return known
    stored = StoredFile(sha256=sha256, name=plain_name(name), size=len(content))
    stored.content.save(sha256, ContentFile(content), save=False)
    stored.save()
    return stored


def plain_name(name: str) -> str:
    """The last part of a path of any system, without control characters, short enough for the column."""
    last = PurePath(name.replace("\\", "/")).name
    clean = "".join(character for character in last if character.isprintable())
    return clean[-255:] or "file"


def file_name(name: str) -> str:
    """The name as every file system takes it: a name alone, without signs of Windows, its end in 200 bytes."""
    clean = REFUSED_BY_WINDOWS.sub("_", plain_name(name))
    return clean.encode()[-LONGEST_NAME:].decode(errors="ignore").lstrip(".") or "file"
