"""The numbers that Word prints before paragraphs but stores nowhere: counted from ``numbering.xml``."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from jingtu.plans.numerals import to_chinese

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = W + "val"
PLACE = re.compile("%([1-9])")
CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "chineseLegalSimplified",
    "ideographDigital",
    "japaneseCounting",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
}
CIRCLED = {"decimalEnclosedCircle", "decimalEnclosedCircleChinese"}
NO_NUMBER = {"bullet", "none"}


@dataclass(frozen=True)
class Level:
    """How one level of a list is written: ``text`` such as ``（%2）``."""

    format: str = "decimal"
    text: str = ""
    start: int = 1


class Numbering:
    """Counts the numbered paragraphs of one document, in reading order."""

    def __init__(self, numbering: Element, styles: Element) -> None:
        self._abstract = {_id(item, "abstractNumId"): _levels(item) for item in numbering.iter(W + "abstractNum")}
        self._lists = {_id(item, "numId"): item for item in numbering.iter(W + "num")}
        self._styles = {_id(item, "styleId"): item for item in styles.iter(W + "style")}
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[str] = set()

    def number(self, paragraph: Element) -> str:
        """The printed number of this paragraph; empty if it has none. Each call counts one paragraph."""
        list_id, level = self._place(paragraph)
        if list_id not in self._lists:
            return ""
        abstract = _value(self._lists[list_id], "abstractNumId")
        levels = self._abstract.get(abstract, {}) | _levels(self._lists[list_id])
        how = levels.get(level)
        if how is None or how.format in NO_NUMBER:
            return ""
        self._restart(list_id, abstract)
        self._count(abstract, level, how.start)
        return PLACE.sub(lambda match: self._written(abstract, levels, int(match[1]) - 1), how.text)

    def _restart(self, list_id: str, abstract: str) -> None:
        """Lists of one kind count on, unless a list says where it starts; that holds at its first paragraph."""
        if list_id in self._begun:
            return
        self._begun.add(list_id)
        for override in self._lists[list_id].iter(W + "lvlOverride"):
            start = _value(override, "startOverride")
            if start:
                self._counts[abstract][_whole(_id(override, "ilvl"), 0)] = _whole(start, 1) - 1

    def _count(self, abstract: str, level: int, start: int) -> None:
        counts = self._counts[abstract]
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [number for number in counts if number > level]:
            del counts[deeper]

    def _written(self, abstract: str, levels: dict[int, Level], level: int) -> str:
        how = levels.get(level, Level())
        return _written(self._counts[abstract].get(level, how.start), how.format)

    def _place(self, paragraph: Element) -> tuple[str, int]:
        """List and level of a paragraph, its own or by its style."""
        properties = paragraph.find(W + "pPr")
        if properties is None:
            return "", 0
        own = properties.find(W + "numPr")
        return _numpr(own) if own is not None else self._by_style(_value(properties, "pStyle"))

    def _by_style(self, name: str) -> tuple[str, int]:
        for _ in range(10):  # a style is based on another; ten steps end a circle
            style = self._styles.get(name)
            if style is None:
                break
            found = style.find(f"{W}pPr/{W}numPr")
            if found is not None:
                return _numpr(found)
            name = _value(style, "basedOn")
        return "", 0


def _id(element: Element, name: str) -> str:
    return element.get(W + name, "")


def _value(element: Element, name: str) -> str:
    child = element.find(W + name)
    return "" if child is None else child.get(VAL, "")


def _whole(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else default


def _numpr(element: Element) -> tuple[str, int]:
    return _value(element, "numId"), _whole(_value(element, "ilvl"), 0)


def _levels(parent: Element) -> dict[int, Level]:
    return {
        _whole(_id(item, "ilvl"), 0): Level(
            _value(item, "numFmt") or "decimal", _value(item, "lvlText"), _whole(_value(item, "start"), 1)
        )
        for item in parent.iter(W + "lvl")
    }


def _written(number: int, how: str) -> str:
    if how in CHINESE:
        return to_chinese(number)
    if how in CIRCLED and 1 <= number <= 20:
        return chr(ord("①") + number - 1)
    if how in ("lowerLetter", "upperLetter") and 1 <= number <= 26:
        return chr(ord("a" if how == "lowerLetter" else "A") + number - 1)
    return str(number)
