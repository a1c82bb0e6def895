"""A printed cell (``≤0.005``, ``5.5≤pH<6.5；8.5<pH≤9.0``, ``不得检出``, ``20①``) and what it says."""

from __future__ import annotations

import re
from decimal import Decimal

from jingtu.standards.limit import Bound

FOOTNOTES = re.compile(r"[①②③④⑤⑥⑦⑧⑨]+$")
NUMBER = r"([0-9]+(?:\.[0-9]+)?)"
NAME = r"(?:pH)?"
SINGLE = re.compile(rf"{NAME}([≤<≥>]?){NUMBER}")
BETWEEN = re.compile(rf"{NUMBER}([≤<]){NAME}([≤<]){NUMBER}")
FROM_TO = re.compile(rf"{NUMBER}~{NUMBER}")
WORDS = {"无": "absent", "有": "present", "不得检出": "not_detected"}
NO_VALUE = ("", "—")
SIGNS = {"≤": "<=", "<": "<", "≥": ">=", ">": ">"}


class NotAnExpression(ValueError):  # noqa: N818 - named after what it says
    """The cell is neither a number nor an expression that standards print."""


def bounds(printed: str, comparator: str) -> list[Bound]:
    """What a cell says, one entry per alternative (``或``, ``；``); nothing for an empty cell or a dash.

    A bare number is compared as the table says (``comparator``).

    Raises
    ------
    NotAnExpression
        If the cell is anything else.
    """
    bare = FOOTNOTES.sub("", printed.strip())
    if bare in NO_VALUE:
        return []
    return [_one(alternative.strip(), comparator) for alternative in re.split("[；;或]", bare)]


def footnotes(printed: str) -> str:
    """The footnote signs behind the number."""
    found = FOOTNOTES.search(printed.strip())
    return found[0] if found else ""


def _one(text: str, comparator: str) -> Bound:
    if text in WORDS:
        return Bound("text", text_value=WORDS[text])
    if between := BETWEEN.fullmatch(text):
        low, low_sign, high_sign, high = between.groups()
        return _range(low, low_sign == "≤", high, high_sign == "≤")
    if from_to := FROM_TO.fullmatch(text):
        return _range(from_to[1], True, from_to[2], True)
    if single := SINGLE.fullmatch(text):
        return single_bound(SIGNS.get(single[1], comparator), Decimal(single[2]))
    raise NotAnExpression(text)


def _range(low: str, low_inclusive: bool, high: str, high_inclusive: bool) -> Bound:
    lower, upper = Decimal(low), Decimal(high)
    if lower > upper:
        raise NotAnExpression(f"{low} > {high}")
    return Bound("range", None, lower, low_inclusive, upper, high_inclusive)


def single_bound(comparator: str, value: Decimal) -> Bound:
    """One number and how a result is compared with it."""
    if comparator in ("<=", "<"):
        return Bound(comparator, value, upper=value, upper_inclusive=comparator == "<=")
    if comparator in (">", ">="):
        return Bound(comparator, value, lower=value, lower_inclusive=comparator == ">=")
    return Bound(comparator, value)
