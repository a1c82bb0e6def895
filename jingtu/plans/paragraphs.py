"""Lines to paragraphs: printed lines and page breaks inside a sentence are joined again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from jingtu.plans.brackets import unclosed
from jingtu.plans.marks import starts_item
from jingtu.plans.model import Part, Position, Repair
from jingtu.plans.responsibility import ends_with_responsibility
from jingtu.plans.tables import is_row
from jingtu.plans.traced import Ledger, Traced, joined

ENDS = tuple("。；;：:！!？?….）)〕]】》”")
GOES_ON = tuple("，、,《（(〔[【")
INSIDE_SENTENCE = re.compile("[，。；]")
TAIL_LINE = re.compile("^(?:抄送|抄报|附件|附表|附图|主题词)")
SET_IN = re.compile("\u3000{2,}| {3,}|(?<=[。；：]) {2,}")
SEVERAL = 80
"""Characters from which a line may hold several paragraphs."""
OPEN_LIMIT = 400
"""Characters after which an opened bracket is taken for a slip that is never closed."""
FEW_LINES, LOOK_AHEAD = 8, 40
FULL, NEARLY_FULL = 0.86, 0.75
"""Share of the usual width from which a printed line counts as full; a line that ends in the middle of a sentence
needs less, because a first line is set in and figures are narrow."""
WIDEST = 130
"""Printed lines are no wider than 65 Chinese characters; wider ones are whole paragraphs."""
LONGEST = 4000
"""Characters after which nothing is joined any more: no clause is that long."""
RUNNING = 40
"""Characters from which a line that is a paragraph counts as running text."""
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
        texts = [line.text for line in lines]
        done: list[Traced] = []
        last = -1
        for number, line in enumerate(lines):
            if not line.text.strip():
                continue
            gap = number - last > 1 and not how.spaced
            first, *others = _pieces(line)
            if done and belong_together(done[-1].text, texts[last], texts[number : number + LOOK_AHEAD], how, gap=gap):
                done[-1] = self._join(done[-1], first)
            else:
                done.append(first)
            done += others
            last = number
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


def _pieces(line: Traced) -> list[Traced]:
    """A long line that holds several paragraphs, each set in by spaces, comes from a page that lost its line ends."""
    places = [match.span() for match in SET_IN.finditer(line.text.rstrip())] if len(line) >= SEVERAL else []
    starts, ends = [0, *(end for _, end in places)], [*(start for start, _ in places), len(line)]
    return [piece for start, end in zip(starts, ends, strict=True) if (piece := line.cut(start, end).strip()).text]


def belong_together(paragraph: str, last: str, lines: Sequence[str], how: Layout, *, gap: bool) -> bool:
    """Whether the first of ``lines`` goes on with the paragraph whose last line so far is ``last``."""
    line = lines[0]
    if len(paragraph) > LONGEST:
        return False
    if starts_item(line.strip()) or TAIL_LINE.match(line.strip()) or is_row(line) or is_row(last):
        return False
    if unclosed(paragraph) is not None and INSIDE_SENTENCE.search(paragraph) and _closes_soon(paragraph, lines):
        return True
    if ends_with_responsibility(paragraph):
        return False
    if how.width is not None:
        return not gap and not _indented(line, last) and _goes_on_when_printed(last, line, how)
    return _breaks_off(paragraph, line)


def _closes_soon(paragraph: str, lines: Sequence[str]) -> bool:
    """Whether a bracket left open is closed a few lines on, before anything new begins."""
    text = paragraph[unclosed(paragraph) :]
    for line in islice((line.strip() for line in lines if line.strip()), FEW_LINES):
        if starts_item(line) or len(text) > OPEN_LIMIT:
            return False
        text += line
        if unclosed(text) is None:
            return True
    return False


def _goes_on_when_printed(last: str, line: str, how: Layout) -> bool:
    return how.full(last) or last.rstrip().endswith(GOES_ON)


def _indented(line: str, last: str) -> bool:
    """A first line set in by two characters where the line before was not."""
    return line.startswith(("\u3000\u3000", "    ")) and not last.startswith(("\u3000\u3000", "    "))


def _breaks_off(paragraph: str, line: str) -> bool:
    """Running text that stops without an end, before running text: a page break went through the sentence."""
    if paragraph.endswith(GOES_ON):
        return True
    running = len(paragraph) >= RUNNING and INSIDE_SENTENCE.search(paragraph) and INSIDE_SENTENCE.search(line)
    return bool(running) and not paragraph.endswith(ENDS)
