"""Paragraphs to a tree of numbered items, whatever the numbers look like."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from jingtu.plans.marks import ARABIC, LABEL_LINE, Mark, Style, mark
from jingtu.plans.responsibility import find
from jingtu.plans.traced import Traced

LONGEST_HEADING = 60
LONGEST_BARE_HEADING = 40
"""A heading without a number is recognised by being short and having no punctuation."""
PUNCTUATION = re.compile("[，。；：、！？…,.;:]")
CONTENT = re.compile(r"\w")


@dataclass
class Node:
    """A numbered item (``mark`` is None for an unnumbered heading): ``first`` is its first paragraph without the
    number, ``number`` the number in front of it."""

    mark: Mark | None
    number: Traced
    first: Traced
    paragraphs: list[Traced] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)

    @property
    def heading(self) -> bool:
        """Whether the first paragraph is a heading line: short, one sentence, and something follows."""
        return bool(self.paragraphs or self.children) and is_heading(self.first.text)

    def subtree(self) -> Iterator[Node]:
        yield self
        for child in self.children:
            yield from child.subtree()

    def responsible(self) -> bool:
        """Whether anybody is named as responsible here or below."""
        return any(find(piece.text) for node in self.subtree() for piece in (node.first, *node.paragraphs))


def is_heading(text: str) -> bool:
    """A heading line, perhaps closed by its responsibility bracket."""
    spans = find(text)
    title = (text[: spans[0][0]] if spans else text).strip().rstrip("。；：:")
    return 0 < len(title) <= LONGEST_HEADING and "。" not in title and "；" not in title


class Outline:
    """Builds the tree. Levels follow the style of the numbers; the exception is a document whose chapters carry
    Arabic numbers (1、 总体要求 before 二、 or before （一）)."""

    def __init__(self, paragraphs: Sequence[Traced]) -> None:
        self._paragraphs = paragraphs
        marks = [found for found in (mark(piece.text) for piece in paragraphs) if found]
        arabic_first = bool(marks) and marks[0].style in ARABIC and marks[0].number == 1
        chinese_one = any(found.style is Style.CHINESE and found.number == 1 for found in marks)
        below = any(found.style is Style.CHINESE_BRACKET or found.style is Style.CHINESE for found in marks)
        self._chapter_style = marks[0].style if arabic_first and below and not chinese_one else None
        self._chapters = 0

    def tree(self) -> Node:
        """The root; its own paragraphs stood before the first numbered item."""
        root = Node(None, Traced("", ()), Traced("", ()))
        stack: list[tuple[int, Node]] = [(-1, root)]
        for piece, follower in zip_longest(self._paragraphs, self._paragraphs[1:]):
            if CONTENT.search(piece.text):
                self._place(piece, follower, stack)
        return root

    def _place(self, piece: Traced, follower: Traced | None, stack: list[tuple[int, Node]]) -> None:
        found = mark(piece.text)
        if found is not None:
            node = Node(found, piece.cut(0, found.length), piece.cut(found.length))
            level = self._level(found)
        elif _bare_heading(piece, follower, stack):
            node, level = Node(None, piece.cut(0, 0), piece), _bare_level(stack)
        else:
            stack[-1][1].paragraphs.append(piece)
            return
        while stack[-1][0] >= level:
            stack.pop()
        stack[-1][1].children.append(node)
        stack.append((level, node))

    def _level(self, found: Mark) -> int:
        as_chapter = found.style is Style.CHINESE or found.style is self._chapter_style
        if as_chapter and (found.style is Style.CHINESE or found.number == self._chapters + 1):
            self._chapters = found.number
            return int(Style.CHINESE)
        return int(Style.ARABIC_DOT) if found.style in ARABIC else int(found.style)


def _bare_level(stack: Sequence[tuple[int, Node]]) -> int:
    """Beside the item that its responsibility line has closed, or below the heading it follows."""
    level, node = stack[-1]
    return level if node.paragraphs or node.responsible() else max(level + 1, int(Style.ARABIC_DOT))


def _closed_by_line(piece: Traced) -> bool:
    """Running text that ends with its responsibility line."""
    spans = find(piece.text)
    return bool(spans) and spans[0][0] > 0


def _bare_heading(piece: Traced, follower: Traced | None, stack: Sequence[tuple[int, Node]]) -> bool:
    """A short line without punctuation before running text, directly below a heading or behind a closed item."""
    _, node = stack[-1]
    if len(stack) == 1 or follower is None or mark(follower.text) or len(follower) <= len(piece):
        return False
    if len(piece) > LONGEST_BARE_HEADING or PUNCTUATION.search(piece.text) or find(piece.text):
        return False
    last = node.paragraphs[-1] if node.paragraphs else node.first
    after_closed = bool(find(last.text)) and len(stack) > 2 and not LABEL_LINE.match(follower.text)
    return after_closed or (not node.paragraphs and is_heading(node.first.text) and _closed_by_line(follower))
