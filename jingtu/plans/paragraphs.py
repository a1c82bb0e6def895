"""Lines to paragraphs: printed lines and page breaks inside a sentence are joined again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from jingtu.plans.brackets import unclosed
from jingtu.plans.marks import starts_item
from jingtu.plans.model import Part, Position, Repair
from jingtu.plans.responsibility import ends_with_responsibility
from jingtu.plans.traced import Ledger, Traced, joined

ENDS = tuple("。；;：:！!？?…）)〕]】》”")
GOES_ON = tuple("，、,《（(〔[【")
INSIDE_SENTENCE = re.compile("[，。；]")
TAIL_LINE = re.compile("^(?:抄送|抄报|附件|附表|附图|主题词)")
OPEN_LIMIT = 400
"""Characters after which an opened bracket is taken for a slip that is never closed."""
FEW_LINES = 8
FULL, NEARLY_FULL = 0.86, 0.75
"""Share of the usual width from which a printed line counts as full; a line that ends in the middle of a sentence
needs less, because a first line is set in and figures are narrow."""
WIDEST = 130
"""Printed lines are no wider than 65 Chinese characters; wider ones are whole paragraphs."""
SHOWN = 6


@dataclass(frozen=True)
class Layout:
    """How the document is broken into lines: ``width`` of a full line, or None where a line is a paragraph;
    ``spaced`` where blank lines stand between all lines and so divide nothing."""

    width: float | None
    spaced: bool

    def full(self, text: str) -> bool:
        share = FULL if text.rstrip().endswith(ENDS) else NEARLY_FULL
        return self.width is not None and display_width(text) >= share * self.width


def display_width(text: str) -> int:
    """Columns: two for a Chinese character, one for a Latin."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text.strip())


def layout(texts: Sequence[str]) -> Layout:
    """Recognise printed lines: most are equally wide and none is much wider."""
    filled = [number for number, text in enumerate(texts) if text.strip()]
    widths = sorted(display_width(texts[number]) for number in filled)
    gaps = sum(later - number > 1 for number, later in pairwise(filled))
    spaced = gaps > 0.6 * len(filled)
    if len(widths) < FEW_LINES:
        return Layout(None, spaced)
    usual = widths[int(0.9 * len(widths))]
    full = sum(width >= FULL * usual for width in widths)
    wrapped = usual <= WIDEST and widths[-1] <= 1.25 * usual and full >= 0.5 * len(widths)
    return Layout(usual if wrapped else None, spaced)


class Joiner:
    """Builds the paragraphs of one document; every joint is listed and the line ends in it are claimed."""

    def __init__(self, ledger: Ledger, repairs: list[Repair], position: Callable[[Traced], Position]) -> None:
        self._ledger, self._repairs, self._position = ledger, repairs, position

    def paragraphs(self, lines: Sequence[Traced]) -> list[Traced]:
        how = layout([line.text for line in lines])
        done: list[Traced] = []
        last, last_number = "", 0
        for number, line in enumerate(lines):
            piece = line.strip()
            if not piece.text:
                continue
            gap = number - last_number > 1 and not how.spaced
            if done and belong_together(done[-1].text, last, line.text, how, gap=gap):
                done[-1] = self._join(done[-1], piece)
            else:
                done.append(piece)
            last, last_number = line.text, number
        return done

    def _join(self, one: Traced, other: Traced) -> Traced:
        ends, begins = max(one.at), min((at for at in other.at if at >= 0), default=0)
        between = range(ends + 1, begins) if ends >= 0 else range(0)
        gap = Traced("".join(self._ledger.source[at] for at in between), tuple(between))
        self._ledger.claim_free(gap, Part.REPAIR)
        before, after = one.text[-SHOWN:], other.text[:SHOWN]
        self._repairs.append(
            Repair(self._position(one.cut(len(one) - 1)), f"{before}\n{after}", before + after, "lines_joined")
        )
        return joined([one, other])


def belong_together(paragraph: str, last: str, line: str, how: Layout, *, gap: bool) -> bool:
    """Whether ``line`` goes on with the paragraph whose last line so far is ``last``."""
    if starts_item(line.strip()) or TAIL_LINE.match(line.strip()):
        return False
    open_at = unclosed(paragraph)
    if open_at is not None and len(paragraph) - open_at < OPEN_LIMIT and INSIDE_SENTENCE.search(paragraph):
        return True
    if ends_with_responsibility(paragraph):
        return False
    if how.width is not None:
        return not gap and not _indented(line, last) and _goes_on_when_printed(last, line, how)
    return _breaks_off(paragraph)


def _goes_on_when_printed(last: str, line: str, how: Layout) -> bool:
    return how.full(last) or last.rstrip().endswith(GOES_ON)


def _indented(line: str, last: str) -> bool:
    """A first line set in by two characters where the line before was not."""
    return line.startswith(("\u3000\u3000", "    ")) and not last.startswith(("\u3000\u3000", "    "))


def _breaks_off(paragraph: str) -> bool:
    """Running text that stops without an end: a page break went through the sentence."""
    if paragraph.endswith(GOES_ON):
        return True
    return not paragraph.endswith(ENDS) and len(paragraph) >= 20 and bool(INSIDE_SENTENCE.search(paragraph))
