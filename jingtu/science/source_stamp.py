"""Keeps numba from running what it compiled from older sources.

numba looks at the file of a cached function only, not at the files of the functions compiled into it: after a change
of one of those it would go on running the old code. A stamp of their sources, held in the closure of the cached
function, is part of the key it looks for.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from types import ModuleType


def stamp_of(*modules: ModuleType) -> str:
    """A stamp that differs wherever one of the modules has changed."""
    digest = hashlib.sha256()
    for module in modules:
        assert module.__file__
        digest.update(Path(module.__file__).read_bytes())
    return digest.hexdigest()
