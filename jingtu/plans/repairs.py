"""Repairs within a line: bookmarks and control characters go, widths are made equal, font-coded digits come back.

A typing mistake of the original stays. Every repair is listed with line, before, after and why.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from jingtu.plans import fontcode
from jingtu.plans.lines import Line
from jingtu.plans.model import Part, Position, Repair
from jingtu.plans.traced import Ledger, Traced, joined

BOOKMARK = re.compile(r"\[bookmark: [^\[\]]{0,80}\]")
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060\ufeff\ufffe\uffff]+")
PAGE_NUMBER = re.compile(
    r"^\s*(?:[-—–－─·•]{1,3}\s*\d{1,4}\s*[-—–－─·•]{1,3}|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?)\s*$"
)
WHOLE = re.compile(r".*\S.*", re.DOTALL)
SEVERAL_PAGES = 3
CHINESE = re.compile("[\u3400-\u9fff]")
# Latin letters, digits and signs as wide as a Chinese character, which programs do not take for digits.
WIDE = {0xFF01 + offset: chr(0x21 + offset) for offset in range(94) if chr(0x21 + offset).isalnum()}
WIDE |= {ord("％"): "%", ord("．"): "."}
NARROW = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
NARROW_SIGN = re.compile(r"(?<=[\u3400-\u9fff》”）〕】%])\s?[,;:?!]|[,;:?!](?=\s?[\u3400-\u9fff《“（〔【])|[()]")


def repaired(lines: Iterable[Line], ledger: Ledger, repairs: list[Repair]) -> list[Traced]:
    """Every line with its repairs done; deleted characters are claimed, all repairs listed."""
    given = list(lines)
    steps = [_widths]
    if fontcode.is_coded(line.text for line in given):
        steps.append(_font_digits)
    headers = _headers(given)
    done, start = [], 0
    for line in given:
        changes = _Changes(line.position, ledger, repairs)
        piece = changes.delete(_traced(line, start), edge=line.edge and _shape(line.text) in headers)
        start += len(line.text) + 1
        if line.generated:
            repairs.append(Repair(line.position, "", line.generated, "number_restored"))
        for step in steps:
            piece = changes.replace(piece, step)
        done.append(piece)
    return done


def _shape(text: str) -> str:
    """A line without its digits: headers and footers differ in the page number only."""
    return re.sub(r"[\d\s]", "", text)


def _headers(lines: list[Line]) -> set[str]:
    """Lines that stand at the edge of several pages: running heads, and bare page numbers."""
    edges = Counter(_shape(line.text) for line in lines if line.edge and line.text.strip())
    return {shape for shape, count in edges.items() if count >= SEVERAL_PAGES}


def _traced(line: Line, start: int) -> Traced:
    at = range(start, start + len(line.text))
    return Traced(line.generated + line.text, (*(-1 for _ in line.generated), *at))


@dataclass(frozen=True)
class Change:
    """Characters ``start`` up to ``end`` become ``after``, one for one."""

    start: int
    end: int
    after: str
    why: str


@dataclass(frozen=True)
class _Changes:
    position: Position
    ledger: Ledger
    repairs: list[Repair]

    def delete(self, piece: Traced, *, edge: bool) -> Traced:
        if edge:
            return self._without(piece, WHOLE, "page_header")
        for pattern, why in ((PAGE_NUMBER, "page_number"), (BOOKMARK, "bookmark"), (CONTROL, "control_character")):
            piece = self._without(piece, pattern, why)
        return piece

    def _without(self, piece: Traced, pattern: re.Pattern[str], why: str) -> Traced:
        kept, last = [], 0
        for match in pattern.finditer(piece.text):
            kept.append(piece.cut(last, match.start()))
            self.ledger.claim(piece.cut(*match.span()), Part.REPAIR)
            self.repairs.append(Repair(self.position, match.group(), "", why))
            last = match.end()
        return joined([*kept, piece.cut(last)]) if last else piece

    def replace(self, piece: Traced, changes: Callable[[Traced], Iterator[Change]]) -> Traced:
        text = list(piece.text)
        for change in changes(piece):
            before = "".join(text[change.start : change.end])
            text[change.start : change.end] = change.after
            self.repairs.append(Repair(self.position, before, change.after, change.why))
        return piece.replace("".join(text))


WIDE_RUN = re.compile(f"[{''.join(map(chr, WIDE))}]+")


def _widths(piece: Traced) -> Iterator[Change]:
    for match in WIDE_RUN.finditer(piece.text):
        yield Change(match.start(), match.end(), match.group().translate(WIDE), "width")
    if not CHINESE.search(piece.text):
        return
    for match in NARROW_SIGN.finditer(piece.text):
        yield Change(match.end() - 1, match.end(), NARROW[match.group()[-1]], "width")


def _font_digits(piece: Traced) -> Iterator[Change]:
    for start, end, after in fontcode.restorations(piece.text):
        yield Change(start, end, after, "font_digits")
