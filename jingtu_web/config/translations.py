"""English for every Chinese text of the pages: ``locale/<language>/LC_MESSAGES/django.po``, compiled when it is newer.

The compiled files lie in ``JINGTU_HOME/locale``: nothing is committed, no gettext program is needed, no step forgotten.
"""

from __future__ import annotations

import os
from pathlib import Path

import polib  # type: ignore[import-untyped]
from django.conf import settings
from django.utils.translation.reloader import translation_file_changed

SOURCES = Path(__file__).parents[1] / "locale"


def compile_newer() -> list[Path]:
    """Compile each catalogue whose text is newer than what was compiled; returns those written."""
    written = []
    for source in sorted(SOURCES.glob("*/LC_MESSAGES/django.po")):
        target = (settings.LOCALE_HOME / source.relative_to(SOURCES)).with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime_ns != source.stat().st_mtime_ns:
            _compile(source, target)
            translation_file_changed(None, target)  # a text asked for earlier in this process has loaded the old ones
            written.append(target)
    return written


def _compile(source: Path, target: Path) -> None:
    """Several server processes may start at once: write beside, then move into place."""
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    polib.pofile(str(source), encoding="utf-8").save_as_mofile(str(beside))
    stamp = source.stat().st_mtime_ns
    os.utime(beside, ns=(stamp, stamp))
    beside.replace(target)
