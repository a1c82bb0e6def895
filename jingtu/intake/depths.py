"""Depths, and sample codes that carry one: ``S1-0.5``, ``S1@0-0.2m``, ``S1（0～0.5m）``."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from jingtu.intake.headers import LENGTHS

DEEPEST = 200.0
"""Largest depth taken for one. [m]"""
CENTIMETRES_FROM = 10.0
"""A depth without a unit that reaches this is taken for centimetres."""
NUMBER = r"\d+(?:\.\d+)?"
UNIT = r"(?:cm|mm|m|厘米|毫米|米)"
SPAN = rf"({NUMBER})\s*({UNIT})?\s*(?:[-~至到]|--)\s*({NUMBER})\s*({UNIT})?"
DEPTH = re.compile(rf"^(?:{SPAN}|({NUMBER})\s*({UNIT})?)$", re.IGNORECASE)
SEPARATOR = r"[@(\[（【_ /－~～‐-―−-]"
"""A code without any of these carries no depth."""
# A code, a sign, then a depth: in brackets, behind @, with a unit, as a span, or with a decimal point.
CODE_MARKED = re.compile(rf"^(.+?)\s*(?:@|[(\[])\s*((?:{SPAN})|{NUMBER}\s*{UNIT}?)\s*[)\]]?$", re.IGNORECASE)
CODE_SPAN = re.compile(
    rf"^(.+?)[-_ /]((?:\d+\.\d+|0)\s*{UNIT}?\s*[-~至]\s*{NUMBER}\s*{UNIT}?|{NUMBER}\s*[-~至]\s*{NUMBER}\s*{UNIT})$",
    re.IGNORECASE,
)
CODE_SINGLE = re.compile(rf"^(.+?)[-_ /](\d+\.\d+\s*{UNIT}?|{NUMBER}\s*{UNIT})$", re.IGNORECASE)


@dataclass(frozen=True)
class Depth:
    """Top and bottom [m], equal for a single depth; ``state`` is empty, ``guessed_cm`` or ``not_understood``."""

    top: float | None = None
    bottom: float | None = None
    state: str = ""


@dataclass(frozen=True)
class Code:
    """A sample code taken apart: the point, and the depth where the code carries one."""

    point: str
    depth: Depth = Depth()


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).strip()
    return re.sub(r"[‐‑‒–—―−～〜∼]", lambda sign: "~" if sign[0] in "～〜∼" else "-", plain)


@lru_cache(maxsize=100_000)
def parse(text: str, unit_text: str = "") -> Depth:
    """A depth or a span of depths; ``unit_text`` is the unit of the column where the cell names none."""
    match = DEPTH.match(_plain(text).lower())
    if not match:
        return Depth(state="not_understood")
    top, top_unit, bottom, bottom_unit, single, single_unit = match.groups()
    if single is not None:
        top, bottom, bottom_unit = single, single, single_unit
    given = (bottom_unit or top_unit or unit_text).strip().lower()
    guessed = not given and float(bottom) >= CENTIMETRES_FROM
    factor = 0.01 if guessed else LENGTHS.get(given, 1.0)
    top_factor = LENGTHS.get(top_unit, factor) if top_unit else factor
    ends = sorted((round(float(top) * top_factor, 6), round(float(bottom) * factor, 6)))
    if ends[1] > DEEPEST:
        return Depth(state="not_understood")
    return Depth(ends[0], ends[1], "guessed_cm" if guessed else "")


@lru_cache(maxsize=100_000)
def split_code(code: str) -> Code:
    """A sample code as point and depth; the whole code is the point where no depth stands in it."""
    plain = _plain(code)
    for pattern in (CODE_MARKED, CODE_SPAN, CODE_SINGLE):
        match = pattern.match(plain)
        depth = parse(match[2]) if match else Depth(state="not_understood")
        if match and depth.top is not None:
            return Code(match[1].rstrip("-_ /"), depth)
    return Code(code.strip())
