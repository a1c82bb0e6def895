"""A range of rows taken a span at a time, several at once on threads; answers in the order of the rows."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
Span = tuple[int, int]


def in_spans(work: Callable[[Span], T], count: int, at_a_time: int, threads: int | None = None) -> list[T]:
    """What ``work`` gives for each span (first, last), the last not included, of ``count`` rows.

    ``threads``: as many as there are processors, if not given. Work that lets go of the interpreter (numba with
    ``nogil``) runs side by side; the answer does not depend on how many do.

    >>> in_spans(lambda span: span, 5, 2)
    [(0, 2), (2, 4), (4, 5)]
    """
    spans = [(first, min(first + at_a_time, count)) for first in range(0, count, at_a_time)]
    with ThreadPoolExecutor(threads or os.cpu_count()) as pool:
        return list(pool.map(work, spans))
