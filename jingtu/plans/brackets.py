"""Pairs of brackets of any kind, nested or of mixed widths, and splitting outside of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

OPENING, CLOSING = "（(〔[【［", "）)〕]】］"
ANY = re.compile("[（(〔\\[【［）)〕\\]】］]")


def pairs(text: str) -> list[tuple[int, int]]:
    """Start and end (behind the closing bracket) of every pair, outer before inner. A stray bracket pairs with none."""
    waiting: list[int] = []
    found = []
    for match in ANY.finditer(text):
        if match.group() in OPENING:
            waiting.append(match.start())
        elif waiting:
            found.append((waiting.pop(), match.end()))
    return sorted(found)


def unclosed(text: str) -> int | None:
    """Where the last bracket opens that never closes."""
    waiting: list[int] = []
    for match in ANY.finditer(text):
        if match.group() in OPENING:
            waiting.append(match.start())
        elif waiting:
            waiting.pop()
    return waiting[-1] if waiting else None


def split_outside(text: str, separators: str) -> Iterator[str]:
    """The pieces between separators that stand in no bracket."""
    depth, start = 0, 0
    for index, sign in enumerate(text):
        if sign in OPENING:
            depth += 1
        elif sign in CLOSING:
            depth = max(0, depth - 1)
        elif not depth and sign in separators:
            yield text[start:index]
            start = index + 1
    yield text[start:]
