"""The tree to clauses: which items are units, which text and which responsibility lines are theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from jingtu.plans.marks import Style
from jingtu.plans.model import Kind
from jingtu.plans.outline import Node, is_heading
from jingtu.plans.responsibility import find
from jingtu.plans.simplified import simplified
from jingtu.plans.traced import Traced, joined

LONGEST_TITLE = 50
LONGEST_BEFORE_COLON = 25
LEAD_IN = 60
TASKS = re.compile("(?<!目标)任务|(?<!保障)措施|举措|(?:工作|行动)内容|重点工作")
GOALS = re.compile(
    "目标(?!考核|责任)|指标|总体要求|总体思路|指导思想|基本原则|基本思路|工作思路|总体考虑|面临形势|基本情况|现状(?=$|[与和及])|背景|总则"
)
GUARANTEES = re.compile("保障(?:措施|机制|体系)|(?:组织|工作|实施|措施)保障|组织实施|(?:工作|有关|相关|实施)要求|附则")
PERHAPS_GUARANTEES = re.compile("保障$|组织领导|考核|督导|督查|监督|宣传|资金")
COLLECTION = re.compile(
    "^(?:.{0,6})(?:保障措施|工作要求|有关要求|相关要求|组织实施|组织保障|保障机制|实施保障|工作保障)$"
)
NO_TITLE = re.compile(r"^(?:依据|根据|按照|遵照|为了|为[^主核]|到?20\d\d|截至|存在|我[省市县区州])")
GOAL_WORDS = re.compile(
    "(?:指导思想|基本原则|总体要求|总体思路|总体目标|工作目标|主要目标|具体目标|目标指标|主要指标|具体指标)"
)
BOUNDARY = re.compile("[。：；]")


@dataclass
class Section:
    """One part of a clause: texts with the responsibility lines that close (or open) them."""

    texts: list[Traced] = field(default_factory=list)
    responsibilities: list[Traced] = field(default_factory=list)


@dataclass(frozen=True)
class Clause:
    """A printed item with everything that is its own; more than one section where it has several responsible.

    ``heading_lines`` are the responsibility lines of the heading above; they hold where the item has none itself.
    """

    kind: Kind
    path: tuple[str, ...]
    number: str | None
    heading: Traced | None
    title: str | None
    mark: Traced
    sections: tuple[Section, ...]
    heading_lines: tuple[Traced, ...] = ()

    @property
    def is_chapter(self) -> bool:
        """A chapter without items is a unit itself; its heading is the path and not among its lines."""
        return self.printed_heading() in self.path

    def printed_heading(self) -> str | None:
        """Number and title of the heading line; None where the title runs in."""
        return re.sub(r"\s", "", self.heading.text).rstrip("：:。；") if self.heading else None

    def own_heading(self) -> tuple[Traced, ...]:
        """Heading line, or the number before the run-in text."""
        return () if self.is_chapter else self._heading()

    def headings_without_unit(self) -> tuple[Traced, ...]:
        return self._heading() if self.is_chapter else ()

    def _heading(self) -> tuple[Traced, ...]:
        return ((self.heading if self.heading else self.mark).strip(),)


@dataclass(frozen=True)
class Clauses:
    """All clauses, the chapters, and the headings that stand above clauses."""

    clauses: tuple[Clause, ...]
    chapters: tuple[str, ...]
    headings: tuple[Traced, ...]


def clauses(root: Node) -> Clauses:
    """Walk the tree in reading order."""
    headings: list[Traced] = []
    found = list(_opening(root))
    for chapter in root.children:
        found += _Walk(kind_of(chapter), headings).chapter(chapter)
    return Clauses(tuple(found), tuple(printed_heading(chapter) for chapter in root.children), tuple(headings))


def _opening(root: Node) -> Iterator[Clause]:
    """Goals without a number in front of the first chapter, each from its word (工作目标：) to the next."""
    groups: list[list[Traced]] = []
    for piece in root.paragraphs:
        if not groups or GOAL_WORDS.match(simplified(piece.text)):
            groups.append([])
        groups[-1].append(piece)
    for texts in groups:
        word = GOAL_WORDS.match(simplified(texts[0].text))
        title = texts[0].text[: word.end()] if word else None
        alone = title is not None and len(texts) > 1 and texts[0].text.rstrip("：: ") == title
        body = sections(texts[1:] if alone else texts)
        yield Clause(Kind.GOAL, (), None, texts[0] if alone else None, title, texts[0].cut(0, 0), body)


def kind_of(chapter: Node) -> Kind:
    """What a chapter is about, by its heading; where that is open, by whether anybody is responsible."""
    title = simplified(title_of(chapter.first.text, heading=chapter.heading) or "")
    if TASKS.search(title) and not GOALS.search(title):
        return Kind.TASK
    if GOALS.search(title) and not TASKS.search(title) and not chapter.responsible():
        return Kind.GOAL
    if GUARANTEES.search(title) or (PERHAPS_GUARANTEES.search(title) and not chapter.responsible()):
        return Kind.GUARANTEE
    return Kind.TASK


def is_bare_heading(node: Node) -> bool:
    """A chapter heading under which nothing stands."""
    title = simplified(node.first.text.strip())
    return (
        is_heading(title)
        and not find(title)
        and bool(TASKS.search(title) or GOALS.search(title) or COLLECTION.match(title))
    )


def printed_heading(node: Node) -> str:
    """Number and title of an item, as printed, without white space between."""
    title = title_of(node.first.text, heading=node.heading) or ""
    return re.sub(r"\s", "", node.number.text + title)


def title_of(text: str, *, heading: bool) -> str | None:
    """The heading line, or the run-in first sentence; None where neither is printed."""
    spans = find(text)
    text = (text[: spans[0][0]] if spans else text).strip()
    if heading:
        return text.rstrip("。；：:") or None
    word = GOAL_WORDS.match(simplified(text))
    if word:
        return text[: word.end()]
    stop = BOUNDARY.search(text)
    title = text[: stop.start()] if stop else text
    if stop and (stop.group() == "；" or (stop.group() == "：" and len(title) > LONGEST_BEFORE_COLON)):
        return None
    return title if 0 < len(title) <= LONGEST_TITLE and not NO_TITLE.match(simplified(title)) else None


class _Walk:
    def __init__(self, kind: Kind, headings: list[Traced]) -> None:
        self._kind, self._headings = kind, headings

    def chapter(self, node: Node) -> Iterator[Clause]:
        """The clauses of one chapter; its heading is their path. In 工作目标和主要任务 each item says what it is."""
        title = simplified(title_of(node.first.text, heading=node.heading) or "")
        if node.children and GOALS.search(title) and TASKS.search(title):
            yield from self._introduction(node, (printed_heading(node),))
            for child in node.children:
                yield from _Walk(kind_of(child), self._headings)._items(child, (printed_heading(node),))
        elif node.children:
            yield from self._divided(node, ())
        elif not node.paragraphs and is_bare_heading(node):
            self._claim_heading(node)
        elif (
            self._kind is Kind.GUARANTEE
            and node.heading
            and COLLECTION.match(title_of(node.first.text, heading=True) or "")
        ):
            self._claim_heading(node)
            yield from (self._bare(piece, (printed_heading(node),)) for piece in node.paragraphs)
        else:
            yield self._clause(node, (printed_heading(node),))

    def _items(self, node: Node, path: tuple[str, ...]) -> Iterator[Clause]:
        if node.children and _divides(node):
            yield from self._divided(node, path)
        else:
            yield self._clause(node, path)

    def _divided(self, node: Node, path: tuple[str, ...]) -> Iterator[Clause]:
        inner = (*path, printed_heading(node))
        lines = tuple(node.first.cut(*span) for span in find(node.first.text)) if node.heading else ()
        yield from self._introduction(node, inner)
        for child in node.children:
            for clause in self._items(child, inner):
                yield replace(clause, heading_lines=clause.heading_lines or lines)

    def _introduction(self, node: Node, path: tuple[str, ...]) -> Iterator[Clause]:
        """Text between a heading and the first item below it is a unit of its own, unless it only leads in."""
        texts = list(node.paragraphs)
        if node.heading:
            self._claim_heading(node)
        else:
            self._headings.append(node.number)
            texts.insert(0, node.first)
        if len(texts) == 1 and len(texts[0]) <= LEAD_IN and texts[0].text.endswith(("：", ":")):
            self._headings.append(texts[0])
        elif texts:
            yield Clause(self._kind, path, None, None, None, node.number.cut(0, 0), sections(texts))

    def _claim_heading(self, node: Node) -> None:
        self._headings += [node.number, node.first]

    def _bare(self, piece: Traced, path: tuple[str, ...]) -> Clause:
        return Clause(self._kind, path, None, None, None, piece.cut(0, 0), sections([piece]))

    def _clause(self, node: Node, path: tuple[str, ...]) -> Clause:
        title = title_of(node.first.text, heading=node.heading)
        number = node.mark.printed if node.mark else None
        texts = list(_texts(node))
        heading, first = _heading_and_rest(node)
        return Clause(self._kind, path, number, heading, title, node.number, sections([*first, *texts[1:]]))


def _heading_and_rest(node: Node) -> tuple[Traced | None, list[Traced]]:
    """The heading line without its responsibility bracket, and what remains of the first paragraph."""
    if not node.heading:
        return None, [node.first]
    spans = find(node.first.text)
    end = spans[0][0] if spans else len(node.first)
    return joined([node.number, node.first.cut(0, end)]), [node.first.cut(end)] if spans else []


def _texts(node: Node) -> Iterator[Traced]:
    """All paragraphs of an item, those of its sub-items with their numbers."""
    yield node.first
    yield from node.paragraphs
    for child in node.children:
        first, *others = _texts(child)
        yield joined([child.number, first])
        yield from others


def _divides(node: Node) -> bool:
    """Whether the items below are units of their own, or text of this one."""
    small = all(child.mark is not None and child.mark.style >= Style.ARABIC_BRACKET for child in node.children)
    own = any(find(piece.text) for piece in (node.first, *node.paragraphs))
    below = [child.responsible() for child in node.children]
    if not any(below):
        return not small and not own
    return sum(below) > 1 or not below[-1] or len(below) == 1 or not small


def sections(texts: Sequence[Traced]) -> tuple[Section, ...]:
    """Divide the text of an item at its responsibility lines."""
    pieces = [piece for text in texts for piece in _cut_at_lines(text) if piece[0].text.strip()]
    leading = bool(pieces) and pieces[0][1]
    done: list[Section] = []
    for piece, responsible in pieces:
        if not done or _opens(done[-1], responsible, leading=leading):
            done.append(Section())
        (done[-1].responsibilities if responsible else done[-1].texts).append(piece)
    return _without_stray_end(done) or (Section(),)


def _opens(section: Section, responsible: bool, *, leading: bool) -> bool:
    """Lines in front open a section, lines behind close it."""
    return bool(section.texts) and responsible if leading else bool(section.responsibilities) and not responsible


def _without_stray_end(done: list[Section]) -> tuple[Section, ...]:
    """Text behind the only responsibility line still belongs to its item."""
    if len(done) == 2 and not done[1].responsibilities:
        done[0].texts += done.pop().texts
    return tuple(done)


def _cut_at_lines(text: Traced) -> Iterator[tuple[Traced, bool]]:
    last = 0
    for start, end in find(text.text):
        yield text.cut(last, start), False
        yield text.cut(start, end), True
        last = end
    yield text.cut(last), False
