"""The third-party files that the pages use, one by one, served from ``node_modules`` under ``static/vendor/``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

FILES = {
    "vendor/htmx/htmx.min.js": "htmx.org/dist/htmx.min.js",
    "vendor/echarts/echarts.min.js": "echarts/dist/echarts.min.js",
    "vendor/maplibre/maplibre-gl.css": "maplibre-gl/dist/maplibre-gl.css",
    "vendor/maplibre/maplibre-gl-csp.js": "maplibre-gl/dist/maplibre-gl-csp.js",
    "vendor/maplibre/maplibre-gl-csp-worker.js": "maplibre-gl/dist/maplibre-gl-csp-worker.js",
}


def missing() -> list[str]:
    return [source for source in FILES.values() if not (settings.NODE_MODULES / source).is_file()]


class VendorFinder(BaseFinder):
    """Django's finders know folders only; of these packages' 85 MB the pages need 2."""

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        name = Path(path).as_posix()
        there = name in FILES and (settings.NODE_MODULES / FILES[name]).is_file()
        found = str(settings.NODE_MODULES / FILES[name]) if there else ""
        if find_all:
            return [found] if found else []
        return found

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, Any]]:
        for name, source in FILES.items():
            file = settings.NODE_MODULES / source
            if file.is_file():
                storage = FileSystemStorage(location=file.parent)
                storage.prefix = Path(name).parent.as_posix()  # type: ignore[attr-defined]
                yield file.name, storage
