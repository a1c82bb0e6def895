"""A plan document to its reading: the steps in order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

from jingtu.plans import front
from jingtu.plans.clauses import clauses
from jingtu.plans.documents import Document, load, text_lines
from jingtu.plans.model import LeftOver, Part, Position, Reading, Repair, Unit
from jingtu.plans.outline import Outline
from jingtu.plans.paragraphs import Joiner
from jingtu.plans.repairs import repaired
from jingtu.plans.tables import rows_as_items
from jingtu.plans.traced import Ledger, Traced
from jingtu.plans.units import Builder
from jingtu.problems import Problem, Refused, Severity, Where, attention, error

SHOWN = 20


def read(path: Path | str) -> Reading:
    """Read a plan from a txt, docx or pdf file.

    Raises
    ------
    Refused
        If the file cannot be opened, is no plan, or holds two. The problems name place and remedy.
    """
    return accepted(load(path))


def read_text(text: str, *, name: str = "") -> Reading:
    """Read a plan from plain text. Raises as :func:`read`."""
    return accepted(Document(name, text_lines(text)))


def accepted(document: Document) -> Reading:
    """The reading of a document, if it is one plan."""
    reading = assemble(document)
    refusals = [problem for problem in reading.problems if problem.severity is Severity.ERROR]
    if refusals:
        raise Refused(*refusals)
    return reading


def assemble(document: Document) -> Reading:
    """Read whatever the text is; what speaks against its being a plan stands in ``problems``."""
    source = "\n".join(line.text for line in document.lines)
    ledger, repairs, places = Ledger(source), list[Repair](), _Places(document)
    lines = repaired(document.lines, ledger, repairs)
    paragraphs = Joiner(ledger, repairs, places.of).paragraphs(lines)
    headers = list[Traced]()
    divided = front.divide(list(rows_as_items(paragraphs, headers)))
    found = clauses(Outline(divided.body).tree())
    facts = front.facts(divided)
    units = Builder(ledger, places.of, facts).units(found)
    for pieces, part in (
        (divided.front, Part.FRONT),
        ((*found.headings, *headers), Part.HEADING),
        (divided.tail, Part.TAIL),
    ):
        for piece in pieces:
            ledger.claim(piece, part)
    ledger.claim_rest()
    left_over = tuple(_left_over(ledger, places))
    return Reading(
        title=facts.title,
        doc_number=facts.doc_number,
        issuer=facts.issuer,
        date=facts.date.isoformat() if facts.date else None,
        place=facts.place,
        year=facts.year,
        chapters=found.chapters,
        units=units,
        repairs=tuple(sorted(repairs, key=lambda repair: repair.line)),
        left_over=left_over,
        source=source,
        spans=ledger.spans(),
        problems=(*document.problems, *_problems(document.name, units, left_over, (facts, divided, places))),
    )


class _Places:
    """From an offset in the source back to the line it stands in."""

    def __init__(self, document: Document) -> None:
        self._positions = [line.position for line in document.lines]
        self._starts = list(accumulate((len(line.text) + 1 for line in document.lines), initial=0))[:-1]

    def at(self, offset: int) -> Position:
        return self._positions[bisect_right(self._starts, max(offset, 0)) - 1]

    def of(self, piece: Traced) -> Position:
        """The line in which a piece begins."""
        return self.at(next((at for at in piece.at if at >= 0), 0))


def _left_over(ledger: Ledger, places: _Places) -> Iterator[LeftOver]:
    for span in ledger.spans():
        if span.part is Part.LEFT_OVER:
            yield LeftOver(places.at(span.start), ledger.source[span.start : span.end])


def _problems(
    name: str,
    units: tuple[Unit, ...],
    left_over: tuple[LeftOver, ...],
    seen: tuple[front.Facts, front.Divided, _Places],
) -> Iterator[Problem]:
    facts, divided, places = seen
    where = Where(file=name)
    if not _like_a_plan(units, facts):
        yield error("plans.not_a_plan", where, units=len(units))
        return
    if divided.again:
        yield error("plans.two_plans", place(name, places.of(divided.again)), title=divided.again.text)
    annex = front.missing_annex(divided)
    if annex:
        yield attention("plans.annex_missing", place(name, places.of(annex)), annex=annex.text)
    if left_over:
        text = left_over[0].text[:SHOWN]
        yield attention("plans.left_over", place(name, left_over[0].line), count=len(left_over), text=text)
    if not any(unit.bodies for unit in units):
        yield attention("plans.nobody_responsible", where)
    if facts.title is None:
        yield attention("plans.title_missing", where)
    if facts.year is None:
        yield attention("plans.year_missing", where)


def _like_a_plan(units: tuple[Unit, ...], facts: front.Facts) -> bool:
    """Numbered clauses, and somebody responsible, the name of a plan, or chapters of different kinds."""
    signs = (facts.title, any(unit.bodies for unit in units), len({unit.kind for unit in units}) > 1)
    return bool(units) and any(signs)


def place(name: str, position: Position) -> Where:
    """A position as the place of a problem."""
    if isinstance(position, tuple):
        return Where(file=name, page=position[0], line=position[1])
    return Where(file=name, line=position)
