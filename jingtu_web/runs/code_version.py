"""Which program computed a run: the release, a hash of every file of ``jingtu``, and the libraries that do numbers."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib import metadata
from pathlib import Path

import jingtu

LIBRARIES = ("numpy", "scipy", "numba", "polars")
COUNTED = (".py", ".csv", ".toml")


@cache
def code_version() -> Mapping[str, str]:
    return {"jingtu": f"{metadata.version('jingtu')}+{_hash()[:12]}"} | {
        name: metadata.version(name) for name in LIBRARIES
    }


def _hash() -> str:
    """Of code and data, without tests. Once per process: a server runs the files it was started with."""
    root = Path(jingtu.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        if path.suffix in COUNTED and "tests" not in path.parts:
            digest.update(path.relative_to(root).as_posix().encode() + b"\0")
            digest.update(path.read_bytes())
    return digest.hexdigest()
