"""The numbers in front of paragraphs: 第一章, 一、, （一）, 1., 1.1, （1）, 1）, ①, 第一条."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from jingtu.plans.numerals import SIGNS, to_number
from jingtu.plans.simplified import simplified

N = f"[{SIGNS}]{{1,5}}"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


class Style(IntEnum):
    """How a number is written; a smaller value stands higher, unless the document shows otherwise."""

    VOLUME = 0
    CHAPTER = 1
    SECTION = 2
    CHINESE = 3
    CHINESE_BRACKET = 4
    ARTICLE = 5
    ARABIC_COMMA = 6
    ARABIC_DOT = 7
    ARABIC_SPACE = 8
    ARABIC_TWO = 9
    ARABIC_THREE = 10
    ARABIC_BRACKET = 11
    ARABIC_HALF_BRACKET = 12
    CIRCLED = 13


ARABIC = {Style.ARABIC_COMMA, Style.ARABIC_DOT, Style.ARABIC_SPACE}
# Not a number in front: 一、二级保护区; 3.5万亩.
PATTERNS = (
    (Style.VOLUME, re.compile(f"第(?P<n>{N}|\\d{{1,2}})(?:部分|编|篇)[、：\\s]?")),
    (Style.CHAPTER, re.compile(f"第(?P<n>{N}|\\d{{1,2}})章[、：\\s]?")),
    (Style.SECTION, re.compile(f"第(?P<n>{N}|\\d{{1,2}})节[、：\\s]?")),
    (Style.ARTICLE, re.compile(f"第(?P<n>{N}|\\d{{1,3}})条[、：\\s]?")),
    (Style.CHINESE, re.compile(f"(?P<n>{N})\\s?[、.](?!{N}[、级类期者])")),
    (Style.CHINESE_BRACKET, re.compile(f"[（(]\\s?(?P<n>{N})\\s?[）)][、.]?")),
    (Style.ARABIC_THREE, re.compile(r"\d{1,2}[.]\d{1,2}[.](?P<n>\d{1,2})(?![\d.%])[、\s]?")),
    (Style.ARABIC_TWO, re.compile(r"\d{1,2}[.](?P<n>\d{1,2})(?![\d.%万亿余个公平米吨亩])[、\s]?")),
    (Style.ARABIC_COMMA, re.compile(r"(?P<n>\d{1,3})\s?、(?!\d+[、年月日号])")),
    (Style.ARABIC_DOT, re.compile(r"(?P<n>\d{1,3})\s?[.](?!\d)")),
    (
        Style.ARABIC_SPACE,
        re.compile(
            r"(?P<n>\d{1,2})[ \u3000]+(?=[\u3400-\u9fff][^，。；、：\t|]{1,38}$)(?![年月日号个家处项次亩元万亿点吨人])"
        ),
    ),
    (Style.ARABIC_BRACKET, re.compile(r"[（(]\s?(?P<n>\d{1,3})\s?[）)][、.]?")),
    (Style.ARABIC_HALF_BRACKET, re.compile(r"(?P<n>\d{1,3})[）)]")),
    (Style.CIRCLED, re.compile(f"(?P<n>[{CIRCLED}])")),
)
LABEL = (
    "(?:(?:主要|市级|县级|区级|省级)?(?:牵头|责任|配合|参与|参加|协办|主办|实施|落实|承办|协助|协同)"
    "(?:单位|部门|科室|主体|领导|人)(?:[及和、与](?:责任|配合|参与|单位|部门|责任人|领导)+)?"
    "|(?:完成|办结|整改)?(?:时限|时间|期限)(?:要求)?|完成日期|时间节点|进度安排|责任分工|职责分工|责任领导|责任人|联系人)"
)
LABEL_LINE = re.compile(f"[（(〔\\[【]?{LABEL}(?:[】〕\\]][:：]?|[:：])")
CONTENTS = re.compile(r"(?:[.…·﹒]{3,}|\t)\s*\d{1,3}$")


@dataclass(frozen=True)
class Mark:
    """A number in front of a paragraph: ``length`` characters, white space behind included."""

    style: Style
    number: int
    printed: str
    length: int


def mark(text: str) -> Mark | None:
    """The number a paragraph begins with, if it does."""
    shadow = simplified(text)
    for style, pattern in PATTERNS:
        match = pattern.match(shadow)
        if match:
            printed = text[: match.end()].rstrip("、.：: \t\u3000").replace(" ", "")
            behind = shadow[match.end() :]
            return Mark(style, _number(match["n"]), printed, match.end() + len(behind) - len(behind.lstrip()))
    return None


def _number(text: str) -> int:
    return CIRCLED.index(text) + 1 if text in CIRCLED else to_number(text)


def starts_item(text: str) -> bool:
    """Whether a line opens something new: a numbered item or a responsibility line with a label."""
    return mark(text) is not None or bool(LABEL_LINE.match(simplified(text)))
